using System.Net;
using Azure.Data.Tables;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class LifecycleTests
{
    [Theory]
    [InlineData("channels", "The channel")]
    [InlineData("groups", "The private group")]
    public async Task An_archived_room_takes_nothing_until_it_is_unarchived(string kind, string title)
    {
        var server = await GantryServer.SharedAsync();
        var (owner, admin) = (await People.NewAsync(server), await People.NewAsync(server, "admin"));
        var (roomId, name) = await owner.NewRoomAsync(kind, admin);
        var msgId = await owner.SayAsync(roomId, "before");
        await owner.PostAsync(kind + ".archive", new { roomId });
        var archived = $"{title}, {name}, is archived [error-room-archived]";
        foreach (var (call, body) in new (string, object)[] { ("chat.postMessage", new { roomId, text = "x" }), ("chat.update", new { roomId, msgId, text = "x" }), (kind + ".setTopic", new { roomId, topic = "x" }), (kind + ".archive", new { roomId }) })
            Assert.Equal(archived, (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, call, body)).Error);
        Assert.True((await owner.GetAsync($"{kind}.info?roomId={roomId}")).GetProperty(kind[..^1]).GetProperty("archived").GetBoolean());

        await owner.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, kind + ".unarchive", new { roomId });
        await admin.PostAsync(kind + ".unarchive", new { roomId });
        await owner.SayAsync(roomId, "after");
        Assert.Equal($"{title}, {name}, is not archived", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, kind + ".unarchive", new { roomId })).Error);
    }

    [Fact]
    public async Task Into_a_read_only_room_only_its_owner_and_moderators_write()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        var created = await owner.PostAsync("channels.create", new { name = Names.New("room"), members = new[] { member.Username }, readOnly = true });
        var roomId = created.GetProperty("channel").GetProperty("_id").GetString()!;
        await owner.SayAsync(roomId, "news");
        var (error, _) = await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.postMessage", new { roomId, text = "comment" });
        Assert.Equal("You can't send messages because the room is readonly.", error);
        await owner.PostAsync("channels.setReadOnly", new { roomId, readOnly = false });
        await member.SayAsync(roomId, "comment");
    }

    [Fact]
    public async Task A_deleted_room_is_gone_at_once_its_name_is_free_and_its_rows_are_purged()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, name) = await owner.NewRoomAsync("channels", member);
        var msgId = await owner.SayAsync(roomId, "hi");
        Assert.Equal(roomId, (await owner.PostAsync("channels.delete", new { roomId })).GetProperty("channel").GetProperty("_id").GetString());
        await owner.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "channels.info?roomName=" + name);
        await owner.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "chat.getMessage?msgId=" + msgId);
        Assert.Equal(0, (await member.GetAsync("channels.list.joined")).GetProperty("total").GetInt32());
        await owner.PostAsync("channels.create", new { name });

        await server.Services.GetRequiredService<PurgeWorker>().RunAsync(new QueueJob(new PurgeJob(RoomPurge.SubjectKind, roomId).ToMessage(), 1), CancellationToken.None);
        var storage = server.Services.GetRequiredService<StorageAccount>();
        foreach (var table in new[] { "messages", "subscriptions" })
            Assert.Equal(0, await storage.Table(table).QueryAsync<TableEntity>(RowRange.All(roomId)).CountAsync());
    }

    [Fact]
    public async Task The_purge_of_a_room_that_was_not_deleted_does_nothing()
    {
        var server = await GantryServer.SharedAsync();
        var owner = await People.NewAsync(server);
        var (roomId, _) = await owner.NewRoomAsync();
        await owner.SayAsync(roomId, "hi");
        await server.Services.GetRequiredService<PurgeWorker>().RunAsync(new QueueJob(new PurgeJob(RoomPurge.SubjectKind, roomId).ToMessage(), 1), CancellationToken.None);
        Assert.Equal(1, (await owner.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
    }
}
