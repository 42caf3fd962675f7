using System.Text.Json;

namespace Gantry.Tests.OAuth;

/// <summary>Clients of others walk the whole flow: npm <c>openid-client</c> and <c>simple-oauth2</c>, unchanged.</summary>
public sealed class ClientLibraryTests
{
    [Theory]
    [InlineData("confidential")]
    [InlineData("public")]
    public async Task Openid_client_finds_the_server_redeems_refreshes_introspects_and_revokes(string clientType)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync(clientType);
        var input = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["server"] = driver.Server.Url.ToString(),
            ["clientId"] = app.ClientId,
            ["clientSecret"] = app.Secret,
            ["redirectUri"] = app.RedirectUri,
            ["scope"] = "read chat:write",
        };
        var started = await NodeClient.RunAsync("openid-client.mjs", "start", JsonSerializer.Serialize(input));
        input["verifier"] = Text(started, "verifier");
        input["state"] = Text(started, "state");
        input["callback"] = await AllowAsync(driver, app, Text(started, "url"));
        var got = await NodeClient.RunAsync("openid-client.mjs", "finish", JsonSerializer.Serialize(input));
        Assert.True(got.TryGetProperty("username", out var username), got.ToString());
        Assert.Equal(("admin", "read chat:write", driver.Admin.UserId), (username.GetString(), Text(got, "scope"), Text(got, "sub")));
        Assert.Equal(3600, got.GetProperty("expiresIn").GetInt32());
        if (clientType == "confidential") Assert.Equal((true, false), (got.GetProperty("before").GetBoolean(), got.GetProperty("after").GetBoolean()));

        var replayed = await NodeClient.RunAsync("openid-client.mjs", "finish", JsonSerializer.Serialize(input));
        Assert.Equal("invalid_grant", Text(replayed, "error"));
    }

    [Theory]
    [InlineData("header")]
    [InlineData("body")]
    public async Task Simple_oauth2_redeems_refreshes_and_revokes(string authorizationMethod)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var input = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["server"] = driver.Server.Url.ToString(),
            ["clientId"] = app.ClientId,
            ["clientSecret"] = app.Secret,
            ["redirectUri"] = app.RedirectUri,
            ["scope"] = "read",
            ["state"] = "state-1",
            ["authorizationMethod"] = authorizationMethod,
        };
        var started = await NodeClient.RunAsync("simple-oauth2.mjs", "start", JsonSerializer.Serialize(input));
        var callback = await AllowAsync(driver, app, Text(started, "url"));
        var answer = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(callback).Query);
        Assert.Equal("state-1", answer["state"].ToString());
        input["code"] = answer["code"].ToString();
        var got = await NodeClient.RunAsync("simple-oauth2.mjs", "finish", JsonSerializer.Serialize(input));
        Assert.True(got.TryGetProperty("statuses", out var statuses), got.ToString());
        Assert.Equal("[401,200,401]", statuses.GetRawText());
        Assert.Equal("read", Text(got, "scope"));
        Assert.False(got.GetProperty("expired").GetBoolean());
    }

    private static async Task<string> AllowAsync(OAuthDriver driver, ClientApp app, string url)
    {
        using var browser = await driver.BrowserAsync(app);
        var page = await browser.GetAsync(url);
        return page.Location ?? (await browser.SubmitAsync(page, "allow")).Location!;
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : throw new KeyNotFoundException($"{name} in {element}");
}
