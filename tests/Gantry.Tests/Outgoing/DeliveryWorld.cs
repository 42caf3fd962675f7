using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Outgoing;

/// <summary>An integration in a room of its own, on the server that the tests share.</summary>
internal sealed class DeliveryWorld(FunctionsHost host, OutgoingDriver driver, string room, string integration)
{
    private static readonly Lazy<Task<(FunctionsHost Host, GantryServer Server)>> Shared = new(() => FunctionsHost.StartAsync(
        Receiver.Allowed, "Outgoing:ClaimTime=00:00:05", "Outgoing:GuardDelay=00:00:01", "Outgoing:GuardShare=00:00:00.1", "Outgoing:MaxCallsPerHost=1", "Outgoing:HostWait=00:00:00"));

    public FunctionsHost Host => host;

    public OutgoingDriver Driver => driver;

    public GantryServer Server => driver.Server;

    public string Room => room;

    public string Integration => integration;

    public QueueLane First { get; } = new(driver.Server, "deliveries");

    public QueueLane Later { get; } = new(driver.Server, "retries");

    public QueueLane Guards { get; } = new(driver.Server, "guards");

    private DeliveryStore Deliveries => Server.Services.GetRequiredService<DeliveryStore>();

    /// <summary>The host and the server that it invokes.</summary>
    public static Task<(FunctionsHost Host, GantryServer Server)> HostAsync() => Shared.Value;

    public static async Task<DeliveryWorld> NewAsync(Receiver receiver)
    {
        var (host, server) = await HostAsync();
        var driver = await OutgoingDriver.StartAsync(server);
        var (channel, room) = await driver.NewRoomAsync();
        return new DeliveryWorld(host, driver, room, await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 4, retryDelay = "powers-of-ten" }));
    }

    public Task<string> SayAsync(string text) => driver.SayAsync(room, text);

    /// <summary>Says something; gives the job that came of it.</summary>
    public async Task<DeliveryJob> DispatchAsync(string text)
    {
        await SayAsync(text);
        return await First.NextJobAsync(integration);
    }

    public async Task InvokeAsync(string function, DeliveryJob job)
    {
        var invocation = await host.InvokeQueueAsync(function, job.ToMessage());
        Assert.True(invocation.Succeeded, invocation.Text);
    }

    /// <summary>The newest entry.</summary>
    public async Task<JsonElement> EntryAsync() => (await driver.HistoryAsync(integration))[0];

    public async Task<int> AnswersAsync(string text) => (await driver.MessagesAsync(room)).Count(message => message.GetProperty("msg").GetString() == text);

    /// <summary>Writes a state that somebody else left.</summary>
    public async Task MoveAsync(DeliveryJob job, Func<DeliveryState, DeliveryState> change, JsonElement? posting = null)
    {
        var read = (await Deliveries.ReadAsync(job.Integration, job.Entry, CancellationToken.None))!;
        Assert.NotNull(await Deliveries.TryMoveAsync(read, change(read.State), CancellationToken.None, posting));
    }

    /// <summary>Commits a message as a process does that dies right then.</summary>
    public async Task<OutboxItem> CommitWithoutDispatchAsync(string text)
    {
        var user = (await Server.Services.GetRequiredService<UserStore>().FindAsync(driver.Api.UserId, CancellationToken.None))!;
        var found = (await Server.Services.GetRequiredService<RoomStore>().FindAsync(room, CancellationToken.None))!;
        var id = MessageId.New(room, TimeProvider.System);
        var message = new Message { Id = id, Rid = room, Msg = text, Ts = MessageId.TimeOf(id), U = RoomUser.Of(user) };
        var set = MessageStore.NewSet(room, added: 1).Put(await Server.Services.GetRequiredService<MessageStore>().ToRowAsync(message, MessageId.RowKey(id), CancellationToken.None));
        var outbox = Server.Services.GetServices<IEventListener>().OfType<Outbox>().Single();
        Assert.NotNull(await outbox.JoinAsync(new WorkspaceEvent(WorkspaceEvent.MessageSent, user, message.Ts, found, message), "messages", set, CancellationToken.None));
        using var writer = new GroupCommitWriter(Server.Services.GetRequiredService<StorageAccount>().Table("messages"), new GroupCommitOptions(), TimeProvider.System);
        await writer.CommitAsync(set, CancellationToken.None);
        var row = Assert.Single(await OutboxAsync());
        return new OutboxItem(new OutboxPlace("messages", row.PartitionKey), JsonSerializer.Deserialize<OutboxEvent>(JsonRow.Read(row), RestJson.Options)!, row);
    }

    public async Task<List<Azure.Data.Tables.TableEntity>> OutboxAsync() =>
        [.. (await TestTables.RowsAsync(Server.Services.GetRequiredService<StorageAccount>().Table("messages"), StorageKey.Encode(room))).Where(row => row.RowKey.StartsWith(WorkspaceEvents.RowPrefix, StringComparison.Ordinal))];
}
