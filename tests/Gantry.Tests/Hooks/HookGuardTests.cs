using System.Net;
using System.Text.Json;
using Gantry.Shared.Security.Signatures;
using Gantry.Tests.Security.Signatures;

namespace Gantry.Tests.Hooks;

public sealed class HookGuardTests
{
    private const string Body = """{"text":"signed"}""";

    public static TheoryData<string> Presets => new(SignaturePreset.Names);

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_signed_call_is_let_in_and_an_unsigned_one_is_told_what_is_missing(string preset)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { signature = new { preset, secret = Signer.SecretOf(preset), header = preset == "hmac" ? "X-Signature" : null } });
        await driver.PostAsync(hook, Body, Signer.Sign(preset, Body, TimeProvider.System.GetUtcNow()));
        var (error, errorType) = await driver.RefusedAsync(HttpStatusCode.Unauthorized, hook, Body);
        Assert.Equal("error-invalid-signature", errorType);
        Assert.Contains(preset, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_secret_is_never_shown_nor_kept_in_history()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { signature = new { preset = "gitlab", secret = "the-shared-secret" } });
        var shown = await driver.Api.GetAsync("integrations.get?integrationId=" + hook.Id);
        Assert.Equal("gitlab", shown.GetProperty("integration").GetProperty("signature").GetProperty("preset").GetString());
        Assert.DoesNotContain("the-shared-secret", shown.GetRawText(), StringComparison.Ordinal);
        await driver.PostAsync(hook, Body, ("X-Gitlab-Token", "the-shared-secret"), ("Authorization", "Bearer abc"), ("Cookie", "session=abc"), ("X-Api-Key", "abc"));
        var entry = Assert.Single((await driver.HistoryAsync(hook)).Entries).GetRawText();
        Assert.DoesNotContain("the-shared-secret", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", entry, StringComparison.Ordinal);
        Assert.DoesNotContain(hook.Token, entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preset_without_a_new_secret_keeps_the_old_one()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { signature = new { preset = "gitlab", secret = "kept" } });
        await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Id, signature = new { preset = "gitlab" } });
        await driver.PostAsync(hook, Body, ("X-Gitlab-Token", "kept"));
        await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Id, signature = new { preset = "none" } });
        await driver.PostAsync(hook, Body);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.0.0.0/8,::1,127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task Only_addresses_of_the_list_may_call(string addresses, bool allowed)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { allowedAddresses = addresses });
        if (allowed) await driver.PostAsync(hook, Body);
        else Assert.Equal("error-address-not-allowed", (await driver.RefusedAsync(HttpStatusCode.Forbidden, hook, Body)).ErrorType);
    }

    [Fact]
    public async Task A_header_with_the_address_is_believed_only_where_that_is_configured()
    {
        var plain = await IntegrationDriver.AdminAsync();
        var hook = await plain.NewHookAsync("#general", new { allowedAddresses = "203.0.113.7" });
        await plain.RefusedAsync(HttpStatusCode.Forbidden, hook, Body, ("X-Forwarded-For", "203.0.113.7"));

        await using var server = await GantryServer.StartAsync("Hosting:ClientAddressHeaders=X-Client-IP, X-Forwarded-For");
        var behindFront = new IntegrationDriver(server, await server.AdminAsync());
        hook = await behindFront.NewHookAsync("#general", new { allowedAddresses = "203.0.113.7" });
        await behindFront.PostAsync(hook, Body, ("X-Forwarded-For", "198.51.100.1, 203.0.113.7:4711"));
        await behindFront.RefusedAsync(HttpStatusCode.Forbidden, hook, Body, ("X-Forwarded-For", "203.0.113.7, 198.51.100.1"));
        Assert.Equal("error-address-unknown", (await behindFront.RefusedAsync(HttpStatusCode.Forbidden, hook, Body)).ErrorType);
    }

    [Fact]
    public async Task A_hook_whose_user_is_gone_says_so()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var user = await driver.Server.NewUserAsync();
        var hook = await driver.NewHookAsync("#general", new { username = user.Username });
        await driver.PostAsync(hook, Body);
        await driver.Api.PostAsync("users.delete", new { userId = user.UserId });
        await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Id, enabled = true });
        Assert.Equal("error-invalid-user", (await driver.RefusedAsync(HttpStatusCode.UnprocessableEntity, hook, Body)).ErrorType);
    }

    [Fact]
    public async Task Each_answer_and_log_line_carries_the_callers_request_id()
    {
        var server = await GantryServer.SharedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/info");
        request.Headers.Add("X-Request-Id", "my-request-1");
        using var response = await server.Http.SendAsync(request);
        Assert.Equal("my-request-1", Assert.Single(response.Headers.GetValues("X-Request-Id")));
        Assert.True(JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("success").GetBoolean());
    }
}
