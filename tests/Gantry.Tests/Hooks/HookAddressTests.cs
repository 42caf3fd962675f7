using System.Net;
using System.Net.Http.Json;

namespace Gantry.Tests.Hooks;

public sealed class HookAddressTests
{
    [Theory]
    [InlineData("/hooks/{id}/{token}")]
    [InlineData("/hooks/{id}/anyUser/{token}")]
    [InlineData("/hooks/{token}")]
    public async Task Each_form_of_the_address_posts(string form)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var (status, _) = await driver.CallAsync(form.Replace("{id}", hook.Id, StringComparison.Ordinal).Replace("{token}", hook.Token, StringComparison.Ordinal), JsonContent.Create(new { text = "hello" }));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["hello"], await driver.TextsAsync(roomId));
    }

    [Fact]
    public async Task A_token_that_the_creator_chose_is_the_one_in_the_address()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var token = Names.New("my.own_token~");
        var hook = await driver.NewHookAsync("#general", new { token });
        Assert.Equal(token, hook.Token);
        Assert.Single(await driver.PostAsync(hook, new { text = "hi" }));
    }

    public static TheoryData<string> WrongAddresses =>
    [
        "/hooks/{id}/{token}x", "/hooks/{id}/wrong", "/hooks/nobody/{token}", "/hooks/nobody", "/hooks/{id}/%01", "/hooks/..%2f..%2fetc/{token}", "/hooks/{id}/{TOKEN}",
    ];

    [Theory]
    [MemberData(nameof(WrongAddresses))]
    public async Task A_wrong_address_is_404_in_the_documented_words(string form)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var path = form.Replace("{id}", hook.Id, StringComparison.Ordinal).Replace("{token}", hook.Token, StringComparison.Ordinal).Replace("{TOKEN}", Flip(hook.Token), StringComparison.Ordinal);
        var (status, body) = await driver.CallAsync(path, JsonContent.Create(new { text = "hello" }));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("Invalid integration id or token provided.", body.GetProperty("error").GetString());
        Assert.Empty((await driver.HistoryAsync(hook)).Entries);
    }

    [Fact]
    public async Task A_nul_in_the_address_is_400_from_the_server_itself()
    {
        var driver = await IntegrationDriver.AdminAsync();
        using var response = await driver.Server.Http.PostAsJsonAsync("/hooks/%00/x", new { text = "hello" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_token_of_an_outgoing_integration_opens_no_hook()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var token = Names.New("outgoing");
        var body = new { type = "webhook-outgoing", name = "out", enabled = true, username = "rocket.cat", channel = "#general", scriptEnabled = false, @event = "sendMessage", urls = new[] { "https://example.com" }, token };
        var id = (await driver.Api.PostAsync("integrations.create", body)).GetProperty("integration").GetProperty("_id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await driver.CallAsync($"/hooks/{id}/{token}", JsonContent.Create(new { text = "x" }))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await driver.CallAsync($"/hooks/{token}", JsonContent.Create(new { text = "x" }))).Status);
    }

    [Fact]
    public async Task A_regenerated_token_replaces_the_old_one_at_once()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var answer = await driver.Api.PostAsync("integrations.regenerateToken", new { integrationId = hook.Id });
        var renewed = hook with { Token = answer.GetProperty("integration").GetProperty("token").GetString()! };
        Assert.NotEqual(hook.Token, renewed.Token);
        await driver.RefusedAsync(HttpStatusCode.NotFound, hook, new { text = "old" });
        Assert.Single(await driver.PostAsync(renewed, new { text = "new" }));
    }

    [Fact]
    public async Task Info_and_sample_answer_to_the_right_token_only()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var (status, info) = await driver.CallAsync($"/hooks/info/{hook.Id}/{hook.Token}", null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(info.GetProperty("success").GetBoolean());
        var samples = (await driver.CallAsync($"/hooks/sample/{hook.Id}/someUser/{hook.Token}", null)).Body;
        Assert.Equal(["Sample text 1", "Sample text 2", "Sample text 3"], samples.EnumerateArray().Select(sample => sample.GetProperty("text").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await driver.CallAsync($"/hooks/info/{hook.Id}/wrong", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await driver.CallAsync($"/hooks/sample/{hook.Id}/wrong", null)).Status);
    }

    [Fact]
    public async Task A_disabled_integration_is_503_and_the_call_is_in_its_history()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Id, enabled = false });
        var (error, _) = await driver.RefusedAsync(HttpStatusCode.ServiceUnavailable, hook, new { text = "x" });
        Assert.Equal("Service Unavailable", error);
        var entry = Assert.Single((await driver.HistoryAsync(hook)).Entries);
        Assert.Equal(503, entry.GetProperty("status").GetInt32());
        Assert.False(entry.GetProperty("successful").GetBoolean());
    }

    [Fact]
    public async Task A_get_without_a_body_posts_nothing_and_succeeds()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var (status, body) = await driver.CallAsync(hook.Path, null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("success").GetBoolean());
        Assert.Empty(await driver.TextsAsync(roomId));
    }

    private static string Flip(string token) => (token[0] == 'a' ? 'b' : 'a') + token[1..];
}
