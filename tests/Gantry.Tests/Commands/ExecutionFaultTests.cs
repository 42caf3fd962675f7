using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Commands.Execution;
using Gantry.Functions.Hosting.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary>Runs that whoever began them did not bring to their end.</summary>
public sealed class ExecutionFaultTests
{
    [Fact]
    public async Task After_a_kill_during_the_call_the_queue_calls_again_with_the_same_id_and_the_answer_is_posted_once()
    {
        var (calls, gate) = (0, new TaskCompletionSource());
        await using var receiver = await Receiver.StartAsync(async (_, context) =>
        {
            if (Interlocked.Increment(ref calls) == 1) await gate.Task;
            await context.Response.WriteAsJsonAsync(new { text = "survived", response_type = "in_channel" });
        });
        var prefix = GantryProcess.NewPrefix();
        string[] settings = [$"Storage__Prefix={prefix}", $"Storage__QueuePrefix={prefix}", Receiver.Allowed.Replace(":", "__", StringComparison.Ordinal), "Outgoing__ClaimTime=00:00:05", "Commands__DirectWait=00:00:00.1"];
        await using (var process = await GantryProcess.StartAsync(settings))
        {
            using var login = await process.Http.PostAsJsonAsync("/api/v1/login", new { user = "admin", password = GantryServer.AdminPassword });
            var data = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
            process.Http.DefaultRequestHeaders.Add("X-User-Id", Text(data, "userId"));
            process.Http.DefaultRequestHeaders.Add("X-Auth-Token", Text(data, "authToken"));
            using var created = await process.Http.PostAsJsonAsync("/api/v1/commands.create", new { command = "survive", url = receiver.Url });
            using var run = await process.Http.PostAsJsonAsync("/api/v1/commands.run", new { command = "survive", roomId = "GENERAL" });
            Assert.True((await run.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pending").GetBoolean());
            await receiver.WaitAsync();
            await process.SignalAsync("KILL");
            await process.WaitForExitAsync();
        }

        await using var server = await GantryServer.StartAsync($"Storage:Prefix={prefix}", $"Storage:QueuePrefix={prefix}", Receiver.Allowed);
        var driver = await CommandDriver.StartAsync(server);
        var command = (await driver.Api.GetAsync("commands.get?command=survive")).GetProperty("command");
        var entry = await driver.SettledAsync(new MadeCommand(Text(command, "_id"), "survive", "", ""));
        gate.SetResult();
        Assert.Equal(("succeeded", 2), (Text(entry, "state"), entry.GetProperty("attempt").GetInt32()));
        Assert.Equal(2, receiver.Calls.Count);
        Assert.Single(receiver.Calls.Select(call => call.Id).Distinct());
        Assert.Equal(Text(receiver.Calls[0].Json, "response_url").Split('/')[^1], Text(receiver.Calls[1].Json, "response_url").Split('/')[^1]);
        Assert.Single(await driver.MessagesAsync("GENERAL"), message => Text(message, "msg") == "survived");
    }

    [Fact]
    public async Task A_job_of_a_run_that_is_over_or_gone_calls_nobody()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "once", response_type = "in_channel" });
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var command = await driver.NewAsync(receiver.Url);
        var run = await driver.RunAsync(command, room);
        var worker = driver.Server.Services.GetRequiredService<ExecuteWorker>();
        foreach (var entry in (string[])[Text(run, "executionId"), "gone"])
            await worker.RunAsync(new QueueJob(new ExecutionJob(command.Id, entry, Text(receiver.Calls[0].Json, "response_url")).ToMessage(), 1), CancellationToken.None);
        Assert.Single(receiver.Calls);
        Assert.Single(await driver.MessagesAsync(room));
    }

    [Fact]
    public async Task A_poisoned_job_ends_its_run_and_one_that_is_none_of_ours_is_dropped()
    {
        var gate = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((_, _) => gate.Task);
        await using var server = await GantryServer.StartAsync(Receiver.Allowed, "Commands:DirectWait=00:00:00.1");
        var driver = await CommandDriver.StartAsync(server);
        var command = await driver.NewAsync(receiver.Url);
        var run = await driver.RunAsync(command, "GENERAL");
        var worker = server.Services.GetRequiredService<ExecutePoisonWorker>();
        await worker.RunAsync(new QueueJob(new ExecutionJob(command.Id, Text(run, "executionId"), "x").ToMessage(), 1), CancellationToken.None);
        await worker.RunAsync(new QueueJob("{}", 1), CancellationToken.None);
        Assert.Equal("poisoned", Text(await driver.SettledAsync(command), "state"));

        // Who held the run until then finds it ended, and posts nothing.
        gate.SetResult();
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Calls.Count == 1));
        Assert.Equal("poisoned", Text(await driver.SettledAsync(command), "state"));
    }

    [Fact]
    public async Task A_deleted_command_leaves_no_history()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        var command = await driver.NewAsync(receiver.Url);
        await driver.RunAsync(command, await driver.NewRoomAsync());
        await driver.Api.PostAsync("commands.delete", new { commandId = command.Id });
        var services = driver.Server.Services;
        await services.GetRequiredService<Functions.Purge.PurgeWorker>().RunAsync(new QueueJob(new Functions.Purge.PurgeJob("command", command.Id).ToMessage(), 1), CancellationToken.None);
        var history = services.GetRequiredService<Gantry.Shared.Storage.StorageAccount>().Table("history");
        Assert.Empty(await history.QueryAsync<Azure.Data.Tables.TableEntity>(Gantry.Shared.Storage.RowRange.All(Gantry.Shared.Storage.StorageKey.Encode(command.Id))).ToListAsync());
    }
}
