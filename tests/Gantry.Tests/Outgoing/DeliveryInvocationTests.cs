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
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Outgoing;

/// <summary>
/// The functions of outgoing webhooks as the Functions host invokes them, and each crash window of design 6: what a process that died left is written into
/// storage, then the next invocation goes on.
/// </summary>
public sealed class DeliveryInvocationTests
{
    private static readonly Lazy<Task<(FunctionsHost Host, GantryServer Server)>> Shared = new(() => FunctionsHost.StartAsync(
        Receiver.Allowed, "Outgoing:ClaimTime=00:00:05", "Outgoing:GuardDelay=00:00:01", "Outgoing:GuardShare=00:00:00.1", "Outgoing:MaxCallsPerHost=1", "Outgoing:HostWait=00:00:00"));

    [Fact]
    public async Task A_job_is_delivered_when_the_host_invokes_the_function_and_its_repetition_calls_nobody()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "Noted." });
        var world = await World.NewAsync(receiver);
        await world.SayAsync("hello");
        var job = await world.First.NextJobAsync(world.Integration);

        for (var i = 0; i < 2; i++) await world.InvokeAsync("deliver", job);

        Assert.Equal("hello", Assert.Single(receiver.Calls).Json.GetProperty("text").GetString());
        Assert.Equal("succeeded", (await world.EntryAsync()).GetProperty("state").GetString());
        Assert.Equal(1, await world.AnswersAsync("Noted."));
    }

    [Fact]
    public async Task A_failed_call_leaves_a_job_on_the_other_lane_for_its_time()
    {
        var calls = 0;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref calls) == 1 ? 503 : 200;
            return Task.CompletedTask;
        });
        var world = await World.NewAsync(receiver);
        await world.SayAsync("hello");
        await world.InvokeAsync("deliver", await world.First.NextJobAsync(world.Integration));
        var retry = await world.Later.NextJobAsync(world.Integration);
        Assert.Equal(2, retry.Attempt);

        await world.InvokeAsync("retry", retry);

        Assert.Equal("succeeded", (await world.EntryAsync()).GetProperty("state").GetString());
        Assert.Equal(2, receiver.Calls.Count);
    }

    [Fact]
    public async Task An_event_that_a_crash_left_in_the_outbox_is_dispatched_by_its_guard_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        await world.CommitWithoutDispatchAsync("left behind");
        Assert.Empty(await world.Driver.HistoryAsync(world.Integration));

        var guard = await world.Guards.NextAsync(text => text.Contains(world.Room, StringComparison.Ordinal));
        for (var i = 0; i < 2; i++) Assert.True((await world.Host.InvokeQueueAsync("guard", guard)).Succeeded);

        await world.InvokeAsync("deliver", await world.First.NextJobAsync(world.Integration));
        Assert.Equal("left behind", Assert.Single(receiver.Calls).Json.GetProperty("text").GetString());
        Assert.Single(await world.Driver.HistoryAsync(world.Integration));
        Assert.Empty(await world.OutboxAsync());
    }

    [Fact]
    public async Task An_event_that_is_dispatched_twice_has_one_entry_and_calls_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var item = await world.CommitWithoutDispatchAsync("twice");
        var dispatcher = world.Server.Services.GetRequiredService<Dispatcher>();

        // As if the first had died between the job and the outbox row.
        for (var i = 0; i < 2; i++) await dispatcher.DispatchAsync(item, CancellationToken.None);

        for (var i = 0; i < 2; i++) await world.InvokeAsync("deliver", await world.First.NextJobAsync(world.Integration));
        Assert.Single(receiver.Calls);
        Assert.Single(await world.Driver.HistoryAsync(world.Integration));
    }

    [Fact]
    public async Task A_retry_whose_job_was_lost_is_queued_again_by_the_job_before_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        await world.MoveAsync(job, state => state with { State = DeliveryState.Retrying, Attempt = 2, Failures = 1, NextTry = TimeProvider.System.GetUtcNow() });

        await world.InvokeAsync("deliver", job);
        Assert.Empty(receiver.Calls);
        await world.InvokeAsync("retry", await world.Later.NextJobAsync(world.Integration));

        Assert.Single(receiver.Calls);
        Assert.Equal(2, (await world.EntryAsync()).GetProperty("attempts")[0].GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task An_attempt_of_a_process_that_died_is_made_again_when_its_claim_has_ended()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        await world.MoveAsync(job, state => state with { State = DeliveryState.Running, ClaimedUntil = TimeProvider.System.GetUtcNow().AddSeconds(4) });

        await world.InvokeAsync("deliver", job);
        Assert.Empty(receiver.Calls);
        await world.InvokeAsync("retry", await world.Later.NextJobAsync(world.Integration));

        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task A_claim_of_a_clock_that_was_an_hour_ahead_is_taken_over_at_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        await world.MoveAsync(job, state => state with { State = DeliveryState.Running, ClaimedUntil = TimeProvider.System.GetUtcNow().AddHours(1) });

        await world.InvokeAsync("deliver", job);

        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task An_answer_that_was_written_down_before_a_crash_is_posted_once_and_nobody_is_called_again()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        var id = MessageId.New(world.Room, TimeProvider.System);
        var user = await world.Server.Services.GetRequiredService<UserStore>().FindByUsernameAsync("rocket.cat", CancellationToken.None);
        var document = JsonSerializer.SerializeToElement(new { userId = user!.Id, draft = new { text = "The answer.", botIntegrationId = world.Integration } }, RestJson.Options);
        var posting = new DeliveryPosting([new DeliveryMessage(world.Room, id)], DeliveryState.Succeeded);
        await world.MoveAsync(job, state => state with { State = DeliveryState.Running, Step = "url-response-sent-message", Posting = posting }, document);

        await world.InvokeAsync("deliver", job);

        Assert.Empty(receiver.Calls);
        Assert.Equal(1, await world.AnswersAsync("The answer."));
        var entry = await world.EntryAsync();
        Assert.Equal(("succeeded", id), (entry.GetProperty("state").GetString(), entry.GetProperty("messageIds")[0].GetString()));
    }

    [Fact]
    public async Task An_answer_that_a_crash_had_posted_already_is_not_posted_again()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "The answer." });
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        await world.InvokeAsync("deliver", job);
        var done = await world.EntryAsync();
        var id = done.GetProperty("messageIds")[0].GetString()!;
        var user = await world.Server.Services.GetRequiredService<UserStore>().FindByUsernameAsync("rocket.cat", CancellationToken.None);
        var document = JsonSerializer.SerializeToElement(new { userId = user!.Id, draft = new { text = "The answer.", botIntegrationId = world.Integration } }, RestJson.Options);
        var posting = new DeliveryPosting([new DeliveryMessage(world.Room, id)], DeliveryState.Succeeded);
        await world.MoveAsync(job, state => state with { State = DeliveryState.Running, Finished = false, MessageIds = null, Posting = posting }, document);

        await world.InvokeAsync("deliver", job);

        Assert.Single(receiver.Calls);
        Assert.Equal(1, await world.AnswersAsync("The answer."));
    }

    [Fact]
    public async Task A_poisoned_job_is_shown_in_history_and_can_be_recovered()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");

        await world.InvokeAsync("deliverpoison", job);
        Assert.Equal("poisoned", (await world.EntryAsync()).GetProperty("state").GetString());
        await world.Driver.Api.PostAsync("integrations.recover", new { integrationId = world.Integration, since = "2020-01-01T00:00:00Z" });
        await world.InvokeAsync("retry", await world.Later.NextJobAsync(world.Integration));

        Assert.Single(receiver.Calls);
        Assert.Equal("succeeded", (await world.EntryAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("deliver")]
    [InlineData("guard")]
    public async Task A_message_that_is_none_of_ours_fails_and_ends_on_the_poison_queue_with_a_log_line(string function)
    {
        var (host, _) = await Shared.Value;
        Assert.False((await host.InvokeQueueAsync(function, "{\"v\":99}")).Succeeded);
        Assert.True((await host.InvokeQueueAsync(function + "poison", "{\"v\":99}")).Succeeded);
    }

    [Fact]
    public async Task A_call_to_a_destination_that_has_enough_others_is_put_off_and_counts_as_no_try()
    {
        var release = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((_, _) => release.Task);
        var world = await World.NewAsync(receiver);
        var first = await world.DispatchAsync("first");
        var running = world.InvokeAsync("deliver", first);
        await receiver.WaitAsync();
        var second = await world.DispatchAsync("second");

        await world.InvokeAsync("deliver", second);

        var entry = await world.EntryAsync();
        Assert.Equal(("queued", "destination-busy", 0), (entry.GetProperty("state").GetString(), entry.GetProperty("step").GetString(), entry.GetProperty("attempts").GetArrayLength()));
        release.SetResult();
        await running;
        await world.InvokeAsync("retry", await world.Later.NextJobAsync(world.Integration));
        Assert.Equal(2, receiver.Calls.Count);
    }

    [Fact]
    public async Task A_wait_of_a_month_goes_in_hops_that_the_service_allows()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await World.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        var due = TimeProvider.System.GetUtcNow().AddDays(30);
        await world.MoveAsync(job, state => state with { State = DeliveryState.Retrying, NextTry = due });
        await world.Later.ClearAsync();

        await world.InvokeAsync("retry", job);

        Assert.Equal(1, await world.Later.CountAsync());
        Assert.Empty(receiver.Calls);
        Assert.Equal(due, (await world.EntryAsync()).GetProperty("nextTry").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
    }

    /// <summary>An integration in a room of its own, on the server that the tests share.</summary>
    private sealed class World(FunctionsHost host, OutgoingDriver driver, string room, string integration)
    {
        public FunctionsHost Host => host;

        public OutgoingDriver Driver => driver;

        public GantryServer Server => driver.Server;

        public string Room => room;

        public string Integration => integration;

        public QueueLane First { get; } = new(driver.Server, "deliveries");

        public QueueLane Later { get; } = new(driver.Server, "retries");

        public QueueLane Guards { get; } = new(driver.Server, "guards");

        private DeliveryStore Deliveries => Server.Services.GetRequiredService<DeliveryStore>();

        public static async Task<World> NewAsync(Receiver receiver)
        {
            var (host, server) = await Shared.Value;
            var driver = await OutgoingDriver.StartAsync(server);
            var (channel, room) = await driver.NewRoomAsync();
            return new World(host, driver, room, await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 4, retryDelay = "powers-of-ten" }));
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
}
