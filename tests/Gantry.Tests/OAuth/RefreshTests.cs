using System.Net;

namespace Gantry.Tests.OAuth;

/// <summary>Refresh tokens: rotation, scopes, ends (RFC 6749 6, RFC 9700 4.14.2).</summary>
public sealed class RefreshTests
{
    [Fact]
    public async Task A_refresh_gives_new_tokens_and_ends_the_ones_before()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var first = await driver.TokensAsync(app);
        Assert.True(await driver.IsGoodAsync(first.AccessToken));
        var second = await OAuthDriver.OkAsync(driver.RefreshAsync(app, first.RefreshToken));
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.False(await driver.IsGoodAsync(first.AccessToken));
        Assert.True(await driver.IsGoodAsync(second.AccessToken));
        await OAuthDriver.OkAsync(driver.RefreshAsync(app, second.RefreshToken));
    }

    [Fact]
    public async Task A_refresh_may_ask_for_less_and_later_for_all_of_it_again_but_never_for_more()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app, null, "read chat:write");
        Assert.Equal("read chat:write", tokens.Text("scope"));
        tokens = await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken, ("scope", "users:read")));
        Assert.Equal("users:read", tokens.Text("scope"));
        Assert.Equal(HttpStatusCode.Forbidden, (await driver.CallAsync(tokens.AccessToken, "GET", "channels.list")).Status);
        foreach (var more in new[] { "read write", "rooms:write", "credentials:read", "unknown" })
            await OAuthDriver.RefusedAsync("invalid_scope", driver.RefreshAsync(app, tokens.RefreshToken, ("scope", more)));
        tokens = await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken));
        Assert.Equal("read chat:write", tokens.Text("scope"));
    }

    [Theory]
    [InlineData("refresh_token", null, "invalid_request")]
    [InlineData("refresh_token", "nonsense", "invalid_grant")]
    [InlineData("refresh_token", "grt_01234567890123456789012345678901abcdefghijklmnopqnobody", "invalid_grant")]
    public async Task A_refresh_that_is_wrong_is_refused_in_the_RFCs_words(string name, string? value, string error)
    {
        var driver = await OAuthDriver.SharedAsync();
        await OAuthDriver.RefusedAsync(error, driver.RefreshAsync(await driver.NewAppAsync(), "x", (name, value)));
    }

    [Fact]
    public async Task None_of_the_secrets_can_be_used_as_another()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app);
        var tokens = await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, tokens.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, code));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RedeemAsync(app, tokens.RefreshToken));
        Assert.False(await driver.IsGoodAsync(tokens.RefreshToken));
        Assert.False(await driver.IsGoodAsync(code));
        Assert.True(await driver.IsGoodAsync(tokens.AccessToken));
    }

    [Fact]
    public async Task Access_tokens_end_by_themselves()
    {
        await using var server = await GantryServer.StartAsync("OAuth:AccessTokenSeconds=1");
        var driver = await OAuthDriver.ForAsync(server);
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app);
        Assert.Equal(1, tokens.Body.GetProperty("expires_in").GetInt32());
        await Eventually.TrueAsync(async () => !await driver.IsGoodAsync(tokens.AccessToken));
        Assert.False((await driver.PostAsync("introspect", app, ("token", tokens.AccessToken))).Body.GetProperty("active").GetBoolean());
        await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken));
    }

    [Theory]
    [InlineData("deactivated")]
    [InlineData("deleted")]
    [InlineData("logged out")]
    public async Task A_users_grants_end_with_the_user(string how)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var user = await driver.Server.NewUserAsync();
        var tokens = await driver.TokensAsync(app, user);
        var (path, body) = how switch
        {
            "deactivated" => ("users.setActiveStatus", (object)new { userId = user.UserId, activeStatus = false }),
            "deleted" => ("users.delete", new { userId = user.UserId }),
            _ => ("users.logout", new { userId = user.UserId }),
        };
        await driver.Admin.PostAsync(path, body);
        Assert.False(await driver.IsGoodAsync(tokens.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, tokens.RefreshToken));
        if (how != "deactivated") return;
        await driver.Admin.PostAsync("users.setActiveStatus", new { userId = user.UserId, activeStatus = true });
        Assert.False(await driver.IsGoodAsync(tokens.AccessToken));
    }
}
