using System.Net;
using System.Text.Json;

namespace Gantry.Tests.OAuth;

/// <summary>Revocation (RFC 7009), introspection (RFC 7662), metadata (RFC 8414) and the user's own data.</summary>
public sealed class TokenInspectionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("refresh_token")]
    [InlineData("access_token")]
    [InlineData("unheard_of")]
    public async Task Revoking_a_refresh_token_ends_all_that_came_of_the_authorization_whatever_the_hint(string? hint)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app);
        Assert.True(await driver.IsGoodAsync(tokens.AccessToken));
        await OAuthDriver.OkAsync(driver.PostAsync("revoke", app, ("token", tokens.RefreshToken), ("token_type_hint", hint)));
        Assert.False(await driver.IsGoodAsync(tokens.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, tokens.RefreshToken));
    }

    [Fact]
    public async Task Revoking_an_access_token_ends_it_alone()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public");
        var tokens = await driver.TokensAsync(app);
        Assert.True(await driver.IsGoodAsync(tokens.AccessToken));
        await OAuthDriver.OkAsync(driver.PostAsync("revoke", app, ("token", tokens.AccessToken)));
        Assert.False(await driver.IsGoodAsync(tokens.AccessToken));
        Assert.True(await driver.IsGoodAsync((await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken))).AccessToken));
    }

    [Fact]
    public async Task Revoking_what_is_no_token_any_more_is_a_success()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app);
        foreach (var token in new[] { "nonsense", tokens.RefreshToken, tokens.RefreshToken, tokens.AccessToken })
            await OAuthDriver.OkAsync(driver.PostAsync("revoke", app, ("token", token)));
        await OAuthDriver.RefusedAsync("invalid_request", driver.PostAsync("revoke", app));
        await OAuthDriver.RefusedAsync("invalid_client", driver.PostAsync("revoke", app with { Secret = "wrong" }, ("token", "x")), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_clients_token_is_neither_revoked_nor_described()
    {
        var driver = await OAuthDriver.SharedAsync();
        var (app, other) = (await driver.NewAppAsync(), await driver.NewAppAsync());
        var tokens = await driver.TokensAsync(app);
        foreach (var token in new[] { tokens.AccessToken, tokens.RefreshToken })
        {
            await OAuthDriver.RefusedAsync("unauthorized_client", driver.PostAsync("revoke", other, ("token", token)));
            Assert.Equal("""{"active":false}""", (await driver.PostAsync("introspect", other, ("token", token))).Body.GetRawText());
        }

        Assert.True(await driver.IsGoodAsync(tokens.AccessToken));
    }

    [Fact]
    public async Task Introspection_tells_what_a_token_is_worth()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app, null, "read");
        var access = (await OAuthDriver.OkAsync(driver.PostAsync("introspect", app, ("token", tokens.AccessToken)))).Body;
        Assert.True(access.GetProperty("active").GetBoolean());
        Assert.Equal(("read", app.ClientId, "admin", "bearer"), (Text(access, "scope"), Text(access, "client_id"), Text(access, "username"), Text(access, "token_type")));
        Assert.Equal(driver.Admin.UserId, Text(access, "sub"));
        Assert.Equal(3600, access.GetProperty("exp").GetInt64() - access.GetProperty("iat").GetInt64());
        var refresh = (await OAuthDriver.OkAsync(driver.PostAsync("introspect", app, ("token", tokens.RefreshToken)))).Body;
        Assert.True(refresh.GetProperty("active").GetBoolean());
        await driver.PostAsync("revoke", app, ("token", tokens.RefreshToken));
        foreach (var ended in new[] { tokens.AccessToken, tokens.RefreshToken, "nonsense" })
            Assert.Equal("""{"active":false}""", (await OAuthDriver.OkAsync(driver.PostAsync("introspect", app, ("token", ended)))).Body.GetRawText());
    }

    [Fact]
    public async Task Introspection_wants_a_client_with_a_secret_and_a_token()
    {
        var driver = await OAuthDriver.SharedAsync();
        await OAuthDriver.RefusedAsync("invalid_client", driver.PostAsync("introspect", await driver.NewAppAsync("public"), ("token", "x")), HttpStatusCode.Unauthorized);
        await OAuthDriver.RefusedAsync("invalid_client", driver.PostAsync("introspect", null, ("token", "x")), HttpStatusCode.Unauthorized);
        await OAuthDriver.RefusedAsync("invalid_request", driver.PostAsync("introspect", await driver.NewAppAsync()));
    }

    [Fact]
    public async Task The_metadata_names_endpoints_that_answer_and_what_they_can_do()
    {
        var server = await GantryServer.SharedAsync();
        using var response = await server.Http.GetAsync("/.well-known/oauth-authorization-server");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var metadata = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Equal(server.Url.ToString().TrimEnd('/'), Text(metadata, "issuer"));
        foreach (var endpoint in metadata.EnumerateObject().Where(property => property.Name.EndsWith("_endpoint", StringComparison.Ordinal)))
        {
            using var answer = await server.Http.GetAsync(endpoint.Value.GetString());
            Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal("""["S256"]""", metadata.GetProperty("code_challenge_methods_supported").GetRawText());
        Assert.Equal("""["code"]""", metadata.GetProperty("response_types_supported").GetRawText());
        Assert.Contains("read", metadata.GetProperty("scopes_supported").EnumerateArray().Select(scope => scope.GetString()));
        Assert.True(metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
    }

    [Fact]
    public async Task With_a_Site_Url_that_is_the_issuer_and_cookies_are_kept_to_HTTPS()
    {
        await using var server = await GantryServer.StartAsync("Site_Url=https://chat.example.org/");
        var driver = await OAuthDriver.ForAsync(server);
        using var browser = new OAuthBrowser(server);
        var login = await browser.OpenAsync((await driver.NewAppAsync()).Request());
        Assert.Contains("; secure", login.Headers["Set-Cookie"], StringComparison.Ordinal);
        var metadata = await driver.SendAsync("../.well-known/oauth-authorization-server", null);
        Assert.Equal(("https://chat.example.org", "https://chat.example.org/oauth/token"), (metadata.Text("issuer"), metadata.Text("token_endpoint")));
    }

    [Fact]
    public async Task The_userinfo_endpoint_tells_who_gave_the_token()
    {
        var driver = await OAuthDriver.SharedAsync();
        var user = await driver.Server.NewUserAsync();
        var tokens = await driver.TokensAsync(await driver.NewAppAsync(), user, "users:read");
        var info = await OAuthDriver.OkAsync(driver.CallAsync(tokens.AccessToken, "GET", "/oauth/userinfo"));
        Assert.Equal((user.UserId, user.Username + "@example.org", user.Username), (info.Text("sub"), info.Text("email"), info.Text("preffered_username")));
        Assert.True(info.Body.GetProperty("email_verified").GetBoolean());
        var narrow = await driver.TokensAsync(await driver.NewAppAsync(), user, "chat:write");
        Assert.Equal(HttpStatusCode.Forbidden, (await driver.CallAsync(narrow.AccessToken, "GET", "/oauth/userinfo")).Status);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
