using System.Net;
using System.Text.Json;

namespace Gantry.Tests.History;

public sealed class HistoryTests
{
    [Fact]
    public async Task An_entry_has_the_fields_of_the_seed()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var message = Assert.Single(await driver.PostAsync(hook, """{"text": "Hello"}"""));
        var entry = Assert.Single((await driver.HistoryAsync(hook)).Entries);
        Assert.Equal("webhook-incoming", entry.GetProperty("type").GetString());
        Assert.Equal("incoming-webhook", entry.GetProperty("event").GetString());
        Assert.Equal("message-posted", entry.GetProperty("step").GetString());
        Assert.Equal(hook.Id, entry.GetProperty("integration").GetProperty("_id").GetString());
        Assert.Equal(JsonValueKind.String, entry.GetProperty("integration").GetProperty("name").ValueKind);
        Assert.False(entry.GetProperty("ranPrepareScript").GetBoolean());
        Assert.True(entry.GetProperty("finished").GetBoolean());
        Assert.True(entry.GetProperty("successful").GetBoolean());
        Assert.True(entry.GetProperty("executionTime").GetDouble() > 0);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", entry.GetProperty("_createdAt").GetString());
        var request = entry.GetProperty("data").GetProperty("request");
        Assert.Equal("POST", request.GetProperty("method").GetString());
        Assert.Equal($"/hooks/{hook.Id}/[redacted]", request.GetProperty("url").GetString());
        Assert.Equal("""{"text": "Hello"}""", request.GetProperty("body").GetString());
        Assert.Equal("application/json; charset=utf-8", request.GetProperty("headers").GetProperty("content-type").GetString());
        Assert.Equal(message.GetProperty("_id").GetString(), Assert.Single(entry.GetProperty("messageIds").EnumerateArray()).GetString());
        Assert.Equal(
            ["request-received", "authenticated", "payload-parsed", "message-built", "destinations-resolved", "message-posted"],
            entry.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
    }

    [Fact]
    public async Task Pages_come_newest_first_with_the_total()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        for (var number = 0; number < 7; number++) await driver.PostAsync(hook, new { text = $"n{number}" });
        var page = await driver.Api.GetAsync($"integrations.history?id={hook.Id}&offset=2&count=3");
        Assert.Equal(7, page.GetProperty("total").GetInt32());
        Assert.Equal(3, page.GetProperty("count").GetInt32());
        Assert.Equal(2, page.GetProperty("offset").GetInt32());
        var bodies = page.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("data").GetProperty("request").GetProperty("body").GetString());
        Assert.Equal(["""{"text":"n4"}""", """{"text":"n3"}""", """{"text":"n2"}"""], bodies);
    }

    [Fact]
    public async Task A_missing_id_and_an_unknown_one_are_told_apart()
    {
        var driver = await IntegrationDriver.AdminAsync();
        Assert.Equal("Match error: Missing key 'id'", (await driver.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "integrations.history")).Error);
        Assert.Equal("No integration found.", (await driver.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "integrations.history?id=nobody")).Error);
    }

    [Fact]
    public async Task Only_those_who_manage_the_integration_or_may_view_logs_read_its_history()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var user = await driver.Server.NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "integrations.history?id=" + hook.Id);
    }
}
