using System.Net;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Messages;

public sealed class ClientIdTests
{
    [Theory]
    [InlineData("x-")]
    [InlineData("65a1f0c2d3e4b5a6978812")]
    [InlineData("a/b#c?d%e|f~")]
    public async Task A_chosen_id_is_kept_and_a_repeat_changes_nothing(string prefix)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var message = new { message = new { _id = Names.New(prefix), rid = roomId, msg = "once" } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.PostAsync("chat.sendMessage", message)));
        Assert.Single(answers.Select(answer => answer.ToString()).Distinct());
        Assert.Equal(message.message._id, answers[0].GetProperty("message").GetProperty("_id").GetString());
        Assert.Equal(1, (await person.GetAsync("channels.messages?roomId=" + roomId)).GetProperty("total").GetInt32());
        Assert.Equal("once", (await person.GetAsync("chat.getMessage?msgId=" + Uri.EscapeDataString(message.message._id))).GetProperty("message").GetProperty("msg").GetString());
    }

    [Fact]
    public async Task An_interrupted_post_is_completed_by_its_repeat()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (roomId, _) = await person.NewRoomAsync();
        var id = Names.New("client");
        await server.Services.GetRequiredService<ClientMessageIds>().ClaimAsync(id, roomId, person.UserId, CancellationToken.None);
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "chat.getMessage?msgId=" + id);
        await person.PostAsync("chat.sendMessage", new { message = new { _id = id, rid = roomId, msg = "at last" } });
        Assert.Equal("at last", (await person.GetAsync("chat.getMessage?msgId=" + id)).GetProperty("message").GetProperty("msg").GetString());
    }

    [Theory]
    [InlineData("another user")]
    [InlineData("another room")]
    [InlineData("another text")]
    public async Task A_taken_id_is_refused(string what)
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (here, there) = (await person.NewRoomAsync("channels", other), await person.NewRoomAsync());
        var id = Names.New("client");
        await person.PostAsync("chat.sendMessage", new { message = new { _id = id, rid = here.Id, msg = "first" } });
        var again = new { message = new { _id = id, rid = what == "another room" ? there.Id : here.Id, msg = what == "another text" ? "second" : "first" } };
        await (what == "another user" ? other : person).RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "chat.sendMessage", again);
    }

    [Fact]
    public async Task A_deleted_messages_id_is_free_again()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await person.NewRoomAsync("channels", other);
        var message = new { message = new { _id = Names.New("client"), rid = roomId, msg = "hi" } };
        await person.PostAsync("chat.sendMessage", message);
        await person.PostAsync("chat.delete", new { roomId, msgId = message.message._id });
        await other.PostAsync("chat.sendMessage", message);
    }

    [Fact]
    public async Task A_thread_can_begin_with_a_chosen_id_and_outlives_its_beginning()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var id = Names.New("client");
        await person.PostAsync("chat.sendMessage", new { message = new { _id = id, rid = roomId, msg = "root" } });
        await person.SayAsync(roomId, "reply", id);
        await person.PostAsync("chat.delete", new { roomId, msgId = id });
        await person.SayAsync(roomId, "another", id);
        Assert.Equal(2, (await person.GetAsync("chat.getMessage?msgId=" + id)).GetProperty("message").GetProperty("tcount").GetInt32());
    }

    [Fact]
    public async Task A_made_id_that_is_posted_twice_is_one_message()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (roomId, _) = await person.NewRoomAsync();
        var room = await server.Services.GetRequiredService<Gantry.Functions.Workspace.Rooms.RoomStore>().FindAsync(roomId, CancellationToken.None);
        var draft = new MessageDraft { Id = MessageId.New(roomId, TimeProvider.System), Text = "hook", BotIntegrationId = "i1" };
        var posting = server.Services.GetRequiredService<MessagePosting>();
        for (var i = 0; i < 3; i++) Assert.Equal(draft.Id, (await posting.PostAsync(await person.UserAsync(server), room!, draft, CancellationToken.None)).Id);
        Assert.Equal(1, (await person.GetAsync("channels.messages?roomId=" + roomId)).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"message":"text"}""", 400)]
    [InlineData("""{"message":{"msg":"x"}}""", 400)]
    [InlineData("""{"message":{"rid":"GENERAL","msg":"x","t":"uj"}}""", 422)]
    [InlineData("""{"message":{"rid":"GENERAL","msg":"x","tshow":true}}""", 422)]
    [InlineData("""{"message":{"rid":"nowhere","msg":"x"}}""", 404)]
    [InlineData("""{"message":{"rid":["GENERAL"],"msg":"x"}}""", 400)]
    public async Task What_cannot_be_sent_is_refused(string body, int status)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        await person.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "chat.sendMessage", body);
    }
}
