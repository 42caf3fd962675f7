using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Outgoing;

/// <summary>
/// The functions of outgoing webhooks as the Functions host invokes them, and each crash window of design 6: what a process that died left is written into
/// storage, then the next invocation goes on.
/// </summary>
public sealed class DeliveryInvocationTests
{
    [Fact]
    public async Task A_job_is_delivered_when_the_host_invokes_the_function_and_its_repetition_calls_nobody()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "Noted." });
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        await world.MoveAsync(job, state => state with { State = DeliveryState.Running, ClaimedUntil = TimeProvider.System.GetUtcNow().AddHours(1) });

        await world.InvokeAsync("deliver", job);

        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task An_answer_that_was_written_down_before_a_crash_is_posted_once_and_nobody_is_called_again()
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var (host, _) = await DeliveryWorld.HostAsync();
        Assert.False((await host.InvokeQueueAsync(function, "{\"v\":99}")).Succeeded);
        Assert.True((await host.InvokeQueueAsync(function + "poison", "{\"v\":99}")).Succeeded);
    }

    [Fact]
    public async Task A_call_to_a_destination_that_has_enough_others_is_put_off_and_counts_as_no_try()
    {
        var release = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((_, _) => release.Task);
        var world = await DeliveryWorld.NewAsync(receiver);
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
        var world = await DeliveryWorld.NewAsync(receiver);
        var job = await world.DispatchAsync("hello");
        var due = TimeProvider.System.GetUtcNow().AddDays(30);
        await world.MoveAsync(job, state => state with { State = DeliveryState.Retrying, NextTry = due });
        await world.Later.ClearAsync();

        await world.InvokeAsync("retry", job);

        Assert.Equal(1, await world.Later.CountAsync());
        Assert.Empty(receiver.Calls);
        Assert.Equal(due, (await world.EntryAsync()).GetProperty("nextTry").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
    }
}
