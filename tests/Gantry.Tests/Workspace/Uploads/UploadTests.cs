using System.Net;
using System.Security.Cryptography;

namespace Gantry.Tests.Workspace.Uploads;

public sealed class UploadTests
{
    [Fact]
    public async Task A_file_becomes_a_message_as_Rocket_Chats_clients_read_it()
    {
        var (server, person, roomId) = await RoomAsync();
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        var message = await person.UploadAsync(server, roomId, "pic.PNG", bytes, "image/png", ("msg", "look"), ("description", "a picture"));
        Assert.Equal("look", message.GetProperty("msg").GetString());
        var file = message.GetProperty("file");
        Assert.Equal(("pic.PNG", "image/png", "png", bytes.Length), (file.GetProperty("name").GetString(), file.GetProperty("type").GetString(), file.GetProperty("format").GetString(), file.GetProperty("size").GetInt32()));
        Assert.Equal(file.ToString(), Assert.Single(message.GetProperty("files").EnumerateArray()).ToString());
        var attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("pic.PNG", "file", "a picture"), (attachment.GetProperty("title").GetString(), attachment.GetProperty("type").GetString(), attachment.GetProperty("description").GetString()));
        Assert.True(attachment.GetProperty("title_link_download").GetBoolean());
        Assert.Equal(message.Address(), attachment.GetProperty("image_url").GetString());
        Assert.Equal(bytes.Length, attachment.GetProperty("image_size").GetInt32());
        Assert.Equal(message.ToString(), (await person.GetAsync("chat.getMessage?msgId=" + message.GetProperty("_id").GetString())).GetProperty("message").ToString());

        using var fetched = await Files.FetchAsync(server, message.Address(), person);
        Assert.Equal(bytes, await fetched.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_form_of_seed_002_names_its_room_behind_the_file()
    {
        var (server, person, roomId) = await RoomAsync();
        var form = Files.Form("notes.txt", Files.Text("hello"), "text/plain", ("file", null), ("roomId", roomId), ("description", "File description"));
        var (status, body) = await person.PostFormAsync(server, "rooms.upload", form);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("File description", body.GetProperty("message").GetProperty("attachments")[0].GetProperty("description").GetString());
        using var fetched = await Files.FetchAsync(server, body.GetProperty("message").Address(), person);
        Assert.Equal("hello", await fetched.Content.ReadAsStringAsync());

        (status, body) = await person.PostFormAsync(server, "rooms.upload", Files.Form("b.txt", [], null, ("roomId", roomId), ("file", null)));
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        using var empty = await Files.FetchAsync(server, body.GetProperty("message").Address(), person);
        Assert.Equal((HttpStatusCode.OK, 0), (empty.StatusCode, (await empty.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task A_file_may_reply_to_a_thread()
    {
        var (server, person, roomId) = await RoomAsync();
        var thread = await person.SayAsync(roomId, "thread");
        var message = await person.UploadAsync(server, roomId, "a.txt", [1], null, ("tmid", thread));
        Assert.Equal(thread, message.GetProperty("tmid").GetString());
        Assert.Equal(1, (await person.GetAsync("chat.getThreadMessages?tmid=" + thread)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_upload_in_two_steps_gets_one_message_however_often_it_is_confirmed()
    {
        var (server, person, roomId) = await RoomAsync();
        var (status, body) = await person.PostFormAsync(server, "rooms.media/" + roomId, Files.Form("a b.txt", Files.Text("hi"), "text/plain", ("file", null)));
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        var (id, url) = (body.GetProperty("file").GetProperty("_id").GetString()!, body.GetProperty("file").GetProperty("url").GetString()!);
        Assert.EndsWith("/a%20b.txt", url, StringComparison.Ordinal);
        Assert.Equal(0, (await person.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
        using (var own = await Files.FetchAsync(server, url, person)) Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        var other = await People.NewAsync(server);
        using (var others = await Files.FetchAsync(server, url, other)) Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        Assert.Equal("invalid-file", (await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"rooms.mediaConfirm/{roomId}/{id}", new { })).ErrorType);

        var confirmations = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => person.SendAsync(HttpMethod.Post, $"rooms.mediaConfirm/{roomId}/{id}", new { msg = "here", fileName = "c.txt" })));
        var confirmed = confirmations.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Body.GetProperty("message")).ToList();
        Assert.NotEmpty(confirmed);
        Assert.All(confirmations, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, answer.Body.ToString()));
        Assert.Single(confirmed.Select(message => message.GetProperty("_id").GetString()).Distinct());
        Assert.Equal(("here", "c.txt"), (confirmed[0].GetProperty("msg").GetString(), confirmed[0].GetProperty("file").GetProperty("name").GetString()));
        Assert.Equal(1, (await person.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"rooms.mediaConfirm/{roomId}/{id}", new { });
    }

    [Fact]
    public async Task A_room_lists_its_files_until_their_messages_go()
    {
        var (server, person, roomId) = await RoomAsync();
        var image = await person.UploadAsync(server, roomId, "one.png", [1], "image/png");
        await person.UploadAsync(server, roomId, "two.txt", [1, 2], "text/plain");
        var all = await person.GetAsync("channels.files?roomId=" + roomId);
        Assert.Equal(["two.txt", "one.png"], all.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        Assert.Equal((2, person.Username), (all.GetProperty("total").GetInt32(), all.GetProperty("files")[0].GetProperty("user").GetProperty("username").GetString()));
        Assert.Equal(1, (await person.GetAsync($"channels.files?roomId={roomId}&typeGroup=image")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await person.GetAsync($"channels.files?roomId={roomId}&name=TWO")).GetProperty("total").GetInt32());

        await person.PostAsync("chat.delete", new { roomId, msgId = image.GetProperty("_id").GetString() });
        Assert.Equal(1, (await person.GetAsync("channels.files?roomId=" + roomId)).GetProperty("total").GetInt32());
        using var gone = await Files.FetchAsync(server, image.Address(), person);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Groups_and_direct_rooms_list_their_files_too()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (group, _) = await person.NewRoomAsync("groups");
        await person.UploadAsync(server, group, "g.txt", [1]);
        Assert.Equal(1, (await person.GetAsync("groups.files?roomId=" + group)).GetProperty("total").GetInt32());
        await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "groups.files?roomId=" + group);
        var direct = (await person.PostAsync("im.create", new { username = other.Username })).GetProperty("room").GetProperty("_id").GetString()!;
        await person.UploadAsync(server, direct, "d.txt", [1]);
        Assert.Equal(1, (await other.GetAsync("im.files?roomId=" + direct)).GetProperty("total").GetInt32());
        Assert.Equal(1, (await other.GetAsync("dm.files?username=" + person.Username)).GetProperty("total").GetInt32());
    }

    private static async Task<(GantryServer Server, ApiClient Person, string RoomId)> RoomAsync()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        return (server, person, (await person.NewRoomAsync()).Id);
    }
}
