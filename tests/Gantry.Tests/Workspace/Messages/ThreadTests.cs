using System.Net;

namespace Gantry.Tests.Workspace.Messages;

public sealed class ThreadTests
{
    [Fact]
    public async Task Replies_at_the_same_time_are_all_counted()
    {
        var server = await GantryServer.SharedAsync();
        var (a, b) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await a.NewRoomAsync("channels", b);
        var root = await a.SayAsync(roomId, "root");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? a : b).SayAsync(roomId, "reply " + i, root)));
        var parent = (await a.GetAsync("chat.getMessage?msgId=" + root)).GetProperty("message");
        Assert.Equal(20, parent.GetProperty("tcount").GetInt32());
        Assert.Equal(new[] { a.UserId, b.UserId }.Order(), parent.GetProperty("replies").EnumerateArray().Select(id => id.GetString()!).Order());
        Assert.Equal(21, (await a.GetAsync("channels.messages?roomId=" + roomId)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_reply_to_a_reply_belongs_to_the_first_message()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var root = await person.SayAsync(roomId, "root");
        var reply = await person.SayAsync(roomId, "reply", root);
        var message = (await person.PostAsync("chat.postMessage", new { roomId, text = "deeper", tmid = reply })).GetProperty("message");
        Assert.Equal(root, message.GetProperty("tmid").GetString());
        Assert.Equal(2, (await person.GetAsync("chat.getMessage?msgId=" + root)).GetProperty("message").GetProperty("tcount").GetInt32());
    }

    [Fact]
    public async Task A_thread_does_not_leave_its_room()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (here, there) = (await person.NewRoomAsync(), await person.NewRoomAsync());
        var tmid = await person.SayAsync(here.Id, "root");
        await person.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.postMessage", new { roomId = there.Id, text = "reply", tmid });
    }

    [Fact]
    public async Task Deleting_a_reply_uncounts_it_and_deleting_the_beginning_leaves_an_empty_one()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var root = await person.SayAsync(roomId, "root");
        var first = await person.SayAsync(roomId, "first", root);
        await person.SayAsync(roomId, "second", root);
        await person.PostAsync("chat.delete", new { roomId, msgId = first });
        Assert.Equal(1, (await person.GetAsync("chat.getMessage?msgId=" + root)).GetProperty("message").GetProperty("tcount").GetInt32());

        await person.PostAsync("chat.delete", new { roomId, msgId = root });
        var parent = (await person.GetAsync("chat.getMessage?msgId=" + root)).GetProperty("message");
        Assert.Equal("rm", parent.GetProperty("t").GetString());
        Assert.Equal("", parent.GetProperty("msg").GetString());
        Assert.Equal(1, (await person.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
    }
}
