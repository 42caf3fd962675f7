using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Messages;

public sealed class PostingCostTests
{
    [Fact]
    public async Task Messages_at_the_same_time_share_transactions()
    {
        await using var server = await GantryServer.StartAsync();
        var person = await People.NewAsync(server);
        var (roomId, _) = await person.NewRoomAsync();
        var store = server.Services.GetRequiredService<MessageStore>();
        var before = store.Writer.Transactions;
        var (author, room) = (await person.UserAsync(server), await server.Services.GetRequiredService<RoomStore>().FindAsync(roomId, CancellationToken.None));
        var posting = server.Services.GetRequiredService<MessagePosting>();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => posting.PostAsync(author, room!, new MessageDraft { Text = "m" + i }, CancellationToken.None)));
        Assert.InRange(store.Writer.Transactions - before, 1, 20);
        Assert.Equal(100, (await person.GetAsync("channels.messages?roomId=" + roomId)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_plain_message_by_a_member_into_a_room_by_name_reads_nothing_while_the_caches_are_warm()
    {
        const string prefix = "warmcaches";
        await using var server = await GantryServer.StartAsync("Storage:Prefix=" + prefix, "Rooms:CacheSeconds=60", "Identity:CacheSeconds=60", "Snapshot:RefreshSeconds=60");
        var person = await People.NewAsync(server);
        var (_, name) = await person.NewRoomAsync();
        var message = new { channel = "#" + name, text = "hi" };
        using var requests = new StorageRequests(prefix);
        await person.PostAsync("chat.postMessage", message);
        Assert.Contains(requests.Take(), request => request.StartsWith("GET", StringComparison.Ordinal));
        for (var i = 0; i < 3; i++) await person.PostAsync("chat.postMessage", message);
        Assert.DoesNotContain(requests.Take(), request => request.StartsWith("GET", StringComparison.Ordinal));
    }
}
