using System.Net;
using Azure.Data.Tables;
using Gantry.Shared.Storage;
using Gantry.Tests.Workspace;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary>Later answers, at the <c>response_url</c>: five within 30 minutes.</summary>
public sealed class ResponseUrlTests
{
    [Fact]
    public async Task Later_answers_appear_where_the_command_was_run_up_to_five()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var room = await driver.NewRoomAsync(person);
        await driver.RunAsync(await driver.NewAsync(receiver.Url), room, caller: person);
        var call = receiver.Calls[0];

        var first = await driver.RespondAsync(call, new { text = "for all", response_type = "in_channel" });
        Assert.Equal((HttpStatusCode.OK, 4), (first.Status, first.Body.GetProperty("remaining").GetInt32()));
        Assert.Equal("for all", Text(Assert.Single(await driver.MessagesAsync(room)), "msg"));
        for (var number = 2; number <= 5; number++) Assert.Equal(HttpStatusCode.OK, (await driver.RespondAsync(call, new { text = $"for you {number}" })).Status);
        Assert.Equal(["for you 5", "for you 4", "for you 3", "for you 2"], (await driver.PrivatelyAsync(room, person)).Select(message => Text(message, "msg")));
        var sixth = await driver.RespondAsync(call, new { text = "too many" });
        Assert.Equal((HttpStatusCode.NotFound, "error-response-url-used"), (sixth.Status, Text(sixth.Body, "errorType")));
        Assert.Equal(4, (await driver.PrivatelyAsync(room, person)).Count);
    }

    [Fact]
    public async Task Five_are_taken_however_many_come_at_once_to_however_many_instances()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var prefix = GantryProcess.NewPrefix();
        string[] settings = ["Storage:Prefix=" + prefix, "Storage:QueuePrefix=" + prefix, Receiver.Allowed];
        await using var here = await GantryServer.StartAsync(settings);
        await using var there = await GantryServer.StartAsync(settings);
        var driver = await CommandDriver.StartAsync(here);
        await driver.RunAsync(await driver.NewAsync(receiver.Url), "GENERAL");
        await Eventually.TrueAsync(async () => (await driver.RespondAsync(receiver.Calls[0], new { }, there.Http)).Status == HttpStatusCode.OK);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 30).Select(async number => (await driver.RespondAsync(receiver.Calls[0], new { text = "x" }, number % 2 == 0 ? here.Http : there.Http)).Status));
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(25, statuses.Count(status => status == HttpStatusCode.NotFound));
        Assert.Equal(5, (await driver.PrivatelyAsync("GENERAL")).Count);
    }

    [Fact]
    public async Task What_cannot_be_read_or_says_nothing_is_not_counted()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        await driver.RunAsync(await driver.NewAsync(receiver.Url), await driver.NewRoomAsync());
        var call = receiver.Calls[0];
        Assert.Equal(HttpStatusCode.BadRequest, (await driver.RespondAsync(call, "{not json")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await driver.RespondAsync(call, "[]")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await driver.RespondAsync(call, new { text = new { } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await driver.RespondAsync(call, new { text = " " })).Status);
        Assert.Equal(4, (await driver.RespondAsync(call, new { text = "x" })).Body.GetProperty("remaining").GetInt32());
    }

    [Fact]
    public async Task After_thirty_minutes_none_is_taken()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        var command = await driver.NewAsync(receiver.Url);
        var run = await driver.RunAsync(command, await driver.NewRoomAsync());
        var history = driver.Server.Services.GetRequiredService<StorageAccount>().Table("history");
        var row = (await history.GetEntityAsync<TableEntity>(StorageKey.Encode(command.Id), "k|response-" + Text(run, "executionId"))).Value;
        row["CreatedAt"] = row.GetDateTimeOffset("CreatedAt")!.Value.AddMinutes(-30);
        await history.UpsertEntityAsync(row, TableUpdateMode.Replace);
        var late = await driver.RespondAsync(receiver.Calls[0], new { text = "late" });
        Assert.Equal((HttpStatusCode.NotFound, "error-response-url-expired"), (late.Status, Text(late.Body, "errorType")));
    }

    [Fact]
    public async Task A_wrong_address_and_one_of_a_disabled_command_are_unknown_and_the_token_is_stored_as_a_hash()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        var command = await driver.NewAsync(receiver.Url);
        var run = await driver.RunAsync(command, await driver.NewRoomAsync());
        var token = Text(receiver.Calls[0].Json, "response_url").Split('/')[^1];
        var history = driver.Server.Services.GetRequiredService<StorageAccount>().Table("history");
        var row = (await history.GetEntityAsync<TableEntity>(StorageKey.Encode(command.Id), "k|response-" + Text(run, "executionId"))).Value;
        Assert.DoesNotContain(((IDictionary<string, object>)row).Values, value => value?.ToString()?.Contains(token.Split('.')[^1], StringComparison.Ordinal) == true);

        foreach (var wrong in (string[])[token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token.Split('.')[^1], "x", "a.b.c"])
        {
            using var answer = await driver.Server.Http.PostAsync("/hooks/commands/" + wrong, new StringContent("""{"text":"x"}"""));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        await driver.Api.PostAsync("commands.update", new { commandId = command.Id, enabled = false });
        Assert.Equal(HttpStatusCode.NotFound, (await driver.RespondAsync(receiver.Calls[0], new { text = "x" })).Status);
    }

    [Fact]
    public async Task A_slow_command_answers_later_by_itself()
    {
        var gate = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync(async (_, context) =>
        {
            await gate.Task;
            await context.Response.WriteAsJsonAsync(new { text = "at last" });
        });
        await using var server = await GantryServer.StartAsync(Receiver.Allowed, "Commands:DirectWait=00:00:00.1");
        var driver = await CommandDriver.StartAsync(server);
        var command = await driver.NewAsync(receiver.Url);
        var answer = await driver.RunAsync(command, "GENERAL");
        Assert.True(answer.GetProperty("pending").GetBoolean());
        Assert.False(answer.TryGetProperty("message", out _));
        gate.SetResult();
        Assert.Equal("succeeded", Text(await driver.SettledAsync(command), "state"));
        Assert.Equal("at last", Text(Assert.Single(await driver.PrivatelyAsync("GENERAL")), "msg"));
        Assert.Single(receiver.Calls);
    }
}
