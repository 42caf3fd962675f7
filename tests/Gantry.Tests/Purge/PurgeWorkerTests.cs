using Azure.Data.Tables;
using Gantry.Functions.Identity;
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
        var driver = new IntegrationDriver(_server, await _server.AdminAsync());
        var (channel, room) = await driver.NewRoomAsync();
        await driver.PostAsync(await driver.NewHookAsync(channel), new { text = "hello" });
        var (messages, general) = (Table("messages"), await CountAsync("messages", Room.General));
        for (var chunk = 0; chunk < 3; chunk++)
            await messages.SubmitTransactionAsync(Enumerable.Range(0, 70).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(room, $"x|{chunk}-{i:000}"))));
        var spilled = await Services<SpillStore>().CreateRowAsync(room, "x|long", new string('x', 100_000), CancellationToken.None);
        await messages.AddEntityAsync(spilled);

        Assert.True((await PurgeAsync("room", room)).Succeeded);
        Assert.True(await CountAsync("messages", room) > 200, "The room is still there: nothing may go.");

        await driver.Api.PostAsync("channels.delete", new { roomId = room });
        Assert.True((await PurgeAsync("room", room)).Succeeded);
        Assert.Equal(0, await CountAsync("messages", room));
        Assert.Equal(0, await CountAsync("subscriptions", room));
        Assert.Equal(general, await CountAsync("messages", Room.General));
        await Assert.ThrowsAsync<Azure.RequestFailedException>(async () => await Services<SpillStore>().ReadAsync(spilled, CancellationToken.None));

        Assert.True((await PurgeAsync("room", room)).Succeeded, "A repeat finds nothing and succeeds.");
    }

    [Fact]
    public async Task What_a_crash_kept_from_integrations_after_a_renaming_and_a_removal_is_made_up_for()
    {
        var admin = await _server.AdminAsync();
        var driver = new IntegrationDriver(_server, admin);
        var (channel, room) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var (name, former) = (Names.New("renamed"), $"{room} {channel[1..]}");
        Assert.True((await PurgeAsync("roomname", former)).Succeeded);
        Assert.Equal(channel, await ChannelAsync());
        await Services<RoomStore>().UpdateAsync(room, current => current with { Name = name, Fname = name }, CancellationToken.None);
        Assert.True((await PurgeAsync("roomname", former)).Succeeded);
        Assert.Equal("#" + name, await ChannelAsync());

        // Who names the former name now means the room that has it.
        await admin.PostAsync("integrations.update", new { type = "webhook-incoming", integrationId = hook.Id, channel = "#general" });
        await admin.PostAsync("channels.create", new { name = channel[1..] });
        await admin.PostAsync("integrations.update", new { type = "webhook-incoming", integrationId = hook.Id, channel });
        Assert.True((await PurgeAsync("roomname", former)).Succeeded);
        Assert.Equal(channel, await ChannelAsync());

        var user = await _server.NewUserAsync();
        var posting = await driver.NewHookAsync("#general", new { username = user.Username });
        await Services<UserStore>().DeleteAsync(user.UserId, CancellationToken.None);
        Assert.True((await PurgeAsync("user", user.UserId)).Succeeded);
        Assert.False((await admin.GetAsync("integrations.get?integrationId=" + posting.Id)).GetProperty("integration").GetProperty("enabled").GetBoolean());

        async Task<string?> ChannelAsync() => (await admin.GetAsync("integrations.get?integrationId=" + hook.Id)).GetProperty("integration").GetProperty("channel")[0].GetString();
    }

    [Fact]
    public async Task A_removed_integrations_history_goes()
    {
        var admin = await _server.AdminAsync();
        var driver = new IntegrationDriver(_server, admin);
        var hook = await driver.NewHookAsync("#general");
        await driver.PostAsync(hook, new { text = "hello" });
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

    private async Task<int> CountAsync(string table, string partition) => (await TestTables.RowsAsync(Table(table), partition)).Count;

    private TableClient Table(string name) => Services<StorageAccount>().Table(name);

    private T Services<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();
}
