using Azure.Data.Tables;
using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Purge;

/// <summary>The function <c>purge</c>, invoked as the Functions host does.</summary>
public sealed class PurgeWorkerTests : IAsyncLifetime
{
    private FunctionsHost _host = null!;
    private GantryServer _server = null!;

    public async Task InitializeAsync() => (_host, _server) = await FunctionsHost.StartAsync("Snapshot:RefreshSeconds=0");

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_removed_rooms_messages_go_and_those_of_others_stay()
    {
        var room = await NewRoomAsync();
        var (messages, general) = (Table("messages"), await CountAsync("messages", Room.General));
        for (var chunk = 0; chunk < 3; chunk++)
            await messages.SubmitTransactionAsync(Enumerable.Range(0, 70).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(room.Id, $"x|{chunk}-{i:000}"))));
        var spilled = await Services<SpillStore>().CreateRowAsync(room.Id, "x|long", new string('x', 100_000), CancellationToken.None);
        await messages.AddEntityAsync(spilled);

        Assert.True((await PurgeAsync("room", room.Id)).Succeeded);
        Assert.True(await CountAsync("messages", room.Id) > 200, "The room is still there: nothing may go.");

        await Services<RoomStore>().DeleteAsync(room.Id, CancellationToken.None);
        Assert.True((await PurgeAsync("room", room.Id)).Succeeded);
        Assert.Equal(0, await CountAsync("messages", room.Id));
        Assert.Equal(0, await CountAsync("subscriptions", room.Id));
        Assert.Equal(general, await CountAsync("messages", Room.General));
        await Assert.ThrowsAsync<Azure.RequestFailedException>(async () => await Services<SpillStore>().ReadAsync(spilled, CancellationToken.None));

        Assert.True((await PurgeAsync("room", room.Id)).Succeeded, "A repeat finds nothing and succeeds.");
    }

    [Fact]
    public async Task A_removed_integrations_history_goes()
    {
        var admin = await _server.AdminAsync();
        var hook = await IncomingHook.CreateAsync(admin);
        await hook.PostAsync(_server.Http, "hello");
        Assert.True((await PurgeAsync("integration", hook.Id)).Succeeded);
        Assert.Equal(2, await CountAsync("history", hook.Id));

        await admin.PostAsync("integrations.remove", new { type = "webhook-incoming", integrationId = hook.Id });
        Assert.True((await PurgeAsync("integration", hook.Id)).Succeeded);
        Assert.Equal(0, await CountAsync("history", hook.Id));
        Assert.True((await PurgeAsync("integration", hook.Id)).Succeeded);
    }

    [Fact]
    public async Task A_purge_that_storage_fails_is_a_failed_invocation()
    {
        var (host, _) = await FunctionsHost.StartAsync("Storage:NetworkTimeout=00:00:01", "Storage:MaxRetries=0");
        await using var owned = host;
        var job = new PurgeJob("room", new string('x', 3000)).ToMessage();
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, (await host.InvokeQueueAsync("purge", job)).Status);
    }

    private Task<Invocation> PurgeAsync(string kind, string id) => _host.InvokeQueueAsync("purge", new PurgeJob(kind, id).ToMessage());

    private async Task<Room> NewRoomAsync()
    {
        var admin = await _server.AdminAsync();
        var room = new Room { Id = RandomId.New(), T = "c", Name = Names.New("room"), Ts = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };
        await Services<RoomStore>().CreateAsync(room, CancellationToken.None);
        await Table("subscriptions").AddEntityAsync(new TableEntity(room.Id, "x|member"));
        await Table("messages").AddEntityAsync(new TableEntity(room.Id, "x|first"));
        return room;
    }

    private async Task<int> CountAsync(string table, string partition) => (await TestTables.RowsAsync(Table(table), partition)).Count;

    private TableClient Table(string name) => Services<StorageAccount>().Table(name);

    private T Services<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();
}
