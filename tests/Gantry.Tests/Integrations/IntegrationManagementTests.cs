using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Integrations;

public sealed class IntegrationManagementTests
{
    [Theory]
    [InlineData("PUT", "integrationId")]
    [InlineData("POST", "integrationId")]
    [InlineData("PUT", "id")]
    [InlineData("POST", "id")]
    public async Task An_update_changes_what_it_names_and_keeps_the_rest(string method, string idName)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { alias = "Before", emoji = ":ghost:" });
        var body = new Dictionary<string, object?>(StringComparer.Ordinal) { [idName] = hook.Id, ["name"] = "Updated Name", ["enabled"] = false, ["emoji"] = "" };
        var integration = (await driver.Api.OkAsync(new HttpMethod(method), "integrations.update", body)).GetProperty("integration");
        Assert.Equal("Updated Name", integration.GetProperty("name").GetString());
        Assert.False(integration.GetProperty("enabled").GetBoolean());
        Assert.Equal("Before", integration.GetProperty("alias").GetString());
        Assert.False(integration.TryGetProperty("emoji", out _));
        Assert.Equal(hook.Token, integration.GetProperty("token").GetString());
        Assert.Equal("admin", integration.GetProperty("_updatedBy").GetProperty("username").GetString());
    }

    [Fact]
    public async Task The_update_of_seed_004_is_answered_as_it_says()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, _) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync("#general");
        var body = new { type = "webhook-incoming", name = "Test", enabled = false, username = "rocket.cat", scriptEnabled = false, channel, integrationId = hook.Id };
        var integration = (await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", body)).GetProperty("integration");
        Assert.Equal(hook.Id, integration.GetProperty("_id").GetString());
        Assert.Equal(channel, Assert.Single(integration.GetProperty("channel").EnumerateArray()).GetString());
        Assert.Equal("rocket.cat", integration.GetProperty("username").GetString());
    }

    [Theory]
    [InlineData("DELETE", "integrationId")]
    [InlineData("POST", "integrationId")]
    [InlineData("DELETE", "id")]
    [InlineData("POST", "id")]
    public async Task A_removed_integration_is_gone_at_once(string method, string idName)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var body = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "webhook-incoming", [idName] = hook.Id };
        var removed = await driver.Api.OkAsync(new HttpMethod(method), "integrations.remove", body);
        Assert.Equal(hook.Id, removed.GetProperty("integration").GetProperty("_id").GetString());
        await driver.RefusedAsync(HttpStatusCode.NotFound, hook, new { text = "x" });
        Assert.Equal("No integration found.", (await driver.Api.RefusedAsync(HttpStatusCode.NotFound, new HttpMethod(method), "integrations.remove", body)).Error);
    }

    [Fact]
    public async Task An_outgoing_integration_may_be_named_by_one_of_its_urls()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var url = $"https://{Names.New("target")}.example.com/hook";
        await driver.Api.PostAsync("integrations.create", new { type = "webhook-outgoing", name = "out", enabled = true, @event = "sendMessage", urls = new[] { url } });
        var updated = await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { type = "webhook-outgoing", target_url = url, name = "renamed" });
        Assert.Equal("renamed", updated.GetProperty("integration").GetProperty("name").GetString());
        await driver.Api.OkAsync(HttpMethod.Post, "integrations.remove", new { type = "webhook-outgoing", target_url = url });
    }

    public static TheoryData<string, object, HttpStatusCode, string> Refused => new()
    {
        { "integrations.update", new { name = "n" }, HttpStatusCode.BadRequest, "Match error: Missing key 'integrationId'" },
        { "integrations.update", new { integrationId = "nobody", name = "n" }, HttpStatusCode.NotFound, "No integration found." },
        { "integrations.update", new { integrationId = "a/../b%00'", name = "n" }, HttpStatusCode.NotFound, "No integration found." },
        { "integrations.remove", new { type = "webhook-incoming" }, HttpStatusCode.BadRequest, "Match error: Missing key 'integrationId'" },
        { "integrations.remove", new { type = "webhook-sideways", integrationId = "x" }, HttpStatusCode.BadRequest, "Invalid integration type." },
        { "integrations.regenerateToken", new { integrationId = "nobody" }, HttpStatusCode.NotFound, "No integration found." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_missing_or_unknown_is_told_in_the_seeds_words(string path, object body, HttpStatusCode status, string error)
    {
        var driver = await IntegrationDriver.AdminAsync();
        Assert.Equal(error, (await driver.Api.RefusedAsync(status, HttpMethod.Post, path, body)).Error);
    }

    [Fact]
    public async Task An_update_of_the_wrong_type_finds_nothing()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        await driver.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Put, "integrations.update", new { type = "webhook-outgoing", integrationId = hook.Id });
    }

    [Fact]
    public async Task The_list_filters_sorts_and_pages()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var prefix = Names.New("list");
        foreach (var letter in "bca") await driver.NewHookAsync("#general", new { name = prefix + letter });
        var page = await driver.Api.GetAsync($"integrations.list?name={prefix}&type=webhook-incoming&count=2&offset=1&sort={Uri.EscapeDataString("""{"name":-1}""")}");
        Assert.Equal([prefix + "b", prefix + "a"], NamesOf(page));
        Assert.Equal(3, page.GetProperty("total").GetInt32());
        Assert.Equal(2, page.GetProperty("count").GetInt32());
        Assert.Equal(2, page.GetProperty("items").GetInt32());
        Assert.Equal(1, page.GetProperty("offset").GetInt32());
        Assert.Equal([prefix + "b", prefix + "c", prefix + "a"], NamesOf(await driver.Api.GetAsync($"integrations.list?name={prefix}")));
        Assert.Empty(NamesOf(await driver.Api.GetAsync($"integrations.list?name={prefix}&type=webhook-outgoing")));
    }

    [Theory]
    [InlineData("sort=nonsense", "error-invalid-sort")]
    [InlineData("sort={\"name\":2}", "error-invalid-sort")]
    [InlineData("count=-1", "invalid-params")]
    [InlineData("offset=many", "invalid-params")]
    public async Task A_malformed_page_is_refused(string query, string errorType)
    {
        var driver = await IntegrationDriver.AdminAsync();
        Assert.Equal(errorType, (await driver.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "integrations.list?" + query)).ErrorType);
    }

    [Fact]
    public async Task Get_gives_one_and_checks_its_creator()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        Assert.Equal(hook.Id, (await driver.Api.GetAsync("integrations.get?integrationId=" + hook.Id)).GetProperty("integration").GetProperty("_id").GetString());
        Assert.Equal("The integration does not exists.", (await driver.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"integrations.get?integrationId={hook.Id}&createdBy=somebody")).Error);
        Assert.Equal("Match error: Missing key 'integrationId'", (await driver.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "integrations.get")).Error);
    }

    private static IEnumerable<string> NamesOf(JsonElement page) => page.GetProperty("integrations").EnumerateArray().Select(integration => integration.GetProperty("name").GetString()!);
}
