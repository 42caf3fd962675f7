using System.Net;

namespace Gantry.Tests.Workspace.Messages;

public sealed class EditingTests
{
    [Fact]
    public async Task An_edited_message_says_when_and_by_whom()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var msgId = await person.SayAsync(roomId, "before");
        var answered = (await person.PostAsync("chat.update", new { roomId, msgId, text = "after https://example.org" })).GetProperty("message");
        var read = (await person.GetAsync("chat.getMessage?msgId=" + msgId)).GetProperty("message");
        Assert.Equal(answered.ToString(), read.ToString());
        Assert.Equal("after https://example.org", read.GetProperty("msg").GetString());
        Assert.Equal(person.UserId, read.GetProperty("editedBy").GetProperty("_id").GetString());
        Assert.True(read.GetProperty("editedAt").GetDateTimeOffset() >= read.GetProperty("ts").GetDateTimeOffset());
        Assert.Equal("https://example.org", read.GetProperty("urls")[0].GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("member", false)]
    [InlineData("author", true)]
    [InlineData("owner", true)]
    [InlineData("admin", true)]
    public async Task The_author_the_rooms_owner_and_admins_may_edit_and_delete(string who, bool allowed)
    {
        var server = await GantryServer.SharedAsync();
        var (owner, author, member, admin) = (await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server, "admin"));
        var (roomId, _) = await owner.NewRoomAsync("channels", author, member, admin);
        var msgId = await author.SayAsync(roomId, "mine");
        var actor = who switch { "owner" => owner, "author" => author, "admin" => admin, _ => member };
        object update = new { roomId, msgId, text = "changed" }, delete = new { roomId, msgId };
        if (allowed)
        {
            await actor.PostAsync("chat.update", update);
            await actor.PostAsync("chat.delete", delete);
            await author.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "chat.getMessage?msgId=" + msgId);
        }
        else
        {
            Assert.Equal("error-action-not-allowed", (await actor.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.update", update)).ErrorType);
            Assert.Equal("error-action-not-allowed", (await actor.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.delete", delete)).ErrorType);
        }
    }

    [Fact]
    public async Task Edits_at_the_same_time_leave_one_of_them_whole()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var msgId = await person.SayAsync(roomId, "before");
        var texts = Enumerable.Range(0, 5).Select(i => $"text {i}").ToList();
        await Task.WhenAll(texts.Select(text => person.PostAsync("chat.update", new { roomId, msgId, text })));
        Assert.Contains((await person.GetAsync("chat.getMessage?msgId=" + msgId)).GetProperty("message").GetProperty("msg").GetString(), texts);
    }

    [Fact]
    public async Task A_message_is_deleted_once_and_counted_off_once()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        await person.SayAsync(roomId, "stays");
        var msgId = await person.SayAsync(roomId, "goes");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await person.SendAsync(HttpMethod.Post, "chat.delete", new { roomId, msgId })).Status));
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(1, (await person.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
    }

    [Fact]
    public async Task A_message_is_of_the_room_that_the_call_names()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (here, there) = (await person.NewRoomAsync(), await person.NewRoomAsync());
        var msgId = await person.SayAsync(here.Id, "here");
        var (error, _) = await person.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.delete", new { roomId = there.Id, msgId });
        Assert.Equal("The room id provided does not match where the message is from.", error);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("../../x")]
    [InlineData("%00")]
    [InlineData("'; --")]
    [InlineData("0000000000000000000")]
    public async Task An_unknown_message_is_404(string msgId)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (error, _) = await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "chat.update", new { roomId = "GENERAL", msgId, text = "x" });
        Assert.Equal($"No message found with the id of \"{msgId}\".", error);
    }
}
