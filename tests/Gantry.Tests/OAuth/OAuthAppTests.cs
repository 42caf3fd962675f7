using System.Net;
using Azure.Data.Tables;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.OAuth;

/// <summary>The management of OAuth apps (seed 000; <c>rocket-chat-behaviour.md</c> 5.1).</summary>
public sealed class OAuthAppTests
{
    [Fact]
    public async Task The_example_of_seed_000_creates_an_app_and_is_answered_as_it_says()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var app = (await admin.PostAsync("oauth-apps.create", new { name = "My OAuth App", redirectUri = "https://myapp.com/oauth/callback", active = true })).GetProperty("application");
        Assert.Equal("My OAuth App", app.GetProperty("name").GetString());
        Assert.Equal("https://myapp.com/oauth/callback", app.GetProperty("redirectUri").GetString());
        Assert.True(app.GetProperty("active").GetBoolean());
        Assert.Equal(17, app.GetProperty("clientId").GetString()!.Length);
        Assert.Equal(43, app.GetProperty("clientSecret").GetString()!.Length);
        Assert.Equal("admin", app.GetProperty("_createdBy").GetProperty("username").GetString());
        Assert.True(app.TryGetProperty("_createdAt", out _) && app.TryGetProperty("_id", out _));
    }

    [Fact]
    public async Task The_secret_is_shown_at_creation_and_never_again_and_no_table_holds_it()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var listed = await driver.Admin.GetAsync("oauth-apps.list?count=100");
        var got = await driver.Admin.GetAsync("oauth-apps.get?appId=" + app.Id);
        var updated = await driver.Admin.PostAsync("oauth-apps.update", new { appId = app.Id, name = "Renamed" });
        Assert.All([listed, got, updated], answer => Assert.DoesNotContain("ecret", answer.GetRawText(), StringComparison.Ordinal));
        var rows = await TestTables.RowsAsync(driver.Server.Services.GetRequiredService<StorageAccount>().Table("oauthapps"), "oauthapps");
        Assert.Contains(rows, row => Text(row).Contains(app.ClientId, StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => Text(row).Contains(app.Secret!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_secret_takes_the_place_of_the_old_one_at_once()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var answer = await driver.Admin.PostAsync("oauth-apps.regenerateSecret", new { appId = app.Id });
        var fresh = app with { Secret = answer.GetProperty("application").GetProperty("clientSecret").GetString() };
        await OAuthDriver.RefusedAsync("invalid_client", driver.PostAsync("introspect", app, ("token", "x")), HttpStatusCode.Unauthorized);
        await OAuthDriver.OkAsync(driver.PostAsync("introspect", fresh, ("token", "x")));
    }

    [Fact]
    public async Task A_public_client_has_no_secret_and_gets_none()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public", "http://127.0.0.1/callback");
        Assert.Null(app.Secret);
        await driver.Admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "oauth-apps.regenerateSecret", new { appId = app.Id });
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_answers_with_the_fields_at_the_top()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var answer = await driver.Admin.PostAsync("oauth-apps.update", new { appId = app.Id, name = "Updated App Name", redirectUri = "https://myapp.com/new-callback", active = true });
        Assert.Equal("Updated App Name", answer.GetProperty("name").GetString());
        answer = await driver.Admin.PostAsync("oauth-apps.update", new { appId = app.Id, active = false });
        Assert.Equal("https://myapp.com/new-callback", answer.GetProperty("redirectUri").GetString());
        Assert.False(answer.GetProperty("active").GetBoolean());
        Assert.Equal(app.ClientId, answer.GetProperty("clientId").GetString());
    }

    [Fact]
    public async Task Several_redirect_URIs_may_be_given_with_commas_lines_or_as_an_array()
    {
        var driver = await OAuthDriver.SharedAsync();
        foreach (var redirectUri in new object[] { "https://a.example/x,https://b.example/y", "https://a.example/x\r\nhttps://b.example/y\n", new[] { "https://a.example/x", "https://b.example/y" } })
        {
            var app = (await driver.Admin.PostAsync("oauth-apps.create", new { name = "n", active = true, redirectUri })).GetProperty("application");
            Assert.Equal("https://a.example/x,https://b.example/y", app.GetProperty("redirectUri").GetString());
        }
    }

    [Fact]
    public async Task Any_user_may_look_an_app_up_by_its_ids_but_only_managers_list_and_change_them()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var user = await driver.Server.NewUserAsync();
        foreach (var query in new[] { "_id=" + app.Id, "appId=" + app.Id, "clientId=" + app.ClientId })
            Assert.Equal(app.ClientId, (await user.GetAsync("oauth-apps.get?" + query)).GetProperty("oauthApp").GetProperty("clientId").GetString());
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "oauth-apps.list");
        foreach (var operation in new[] { "create", "update", "delete", "regenerateSecret" })
            await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "oauth-apps." + operation, new { appId = app.Id });
    }

    [Theory]
    [InlineData("{}", 400, "invalid-params")]
    [InlineData("""{"name":"n","redirectUri":"https://a.example/"}""", 400, "invalid-params")]
    [InlineData("""{"name":"n","active":"maybe","redirectUri":"https://a.example/"}""", 400, "invalid-params")]
    [InlineData("""{"name":" ","active":true,"redirectUri":"https://a.example/"}""", 400, "error-invalid-name")]
    [InlineData("""{"name":"a\u202eb","active":true,"redirectUri":"https://a.example/"}""", 422, "error-invalid-name")]
    [InlineData("""{"name":"n","active":true}""", 400, "invalid-params")]
    [InlineData("""{"name":"n","active":true,"redirectUri":" , "}""", 400, "error-invalid-redirectUri")]
    [InlineData("""{"name":"n","active":true,"redirectUri":"http://a.example/"}""", 422, "error-invalid-redirectUri")]
    [InlineData("""{"name":"n","active":true,"redirectUri":"https://a.example/","clientType":"secretive"}""", 422, "error-invalid-clientType")]
    public async Task A_creation_that_cannot_be_is_refused(string body, int status, string errorType)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.Equal(errorType, (await admin.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "oauth-apps.create", body)).ErrorType);
    }

    [Theory]
    [InlineData("POST", "oauth-apps.update", "Application not found [error-application-not-found]")]
    [InlineData("POST", "oauth-apps.delete", "Application not found [error-application-not-found]")]
    [InlineData("POST", "oauth-apps.regenerateSecret", "Application not found [error-application-not-found]")]
    [InlineData("GET", "oauth-apps.get?appId=none", "OAuth app not found.")]
    public async Task An_app_that_is_not_there_is_not_found(string method, string path, string text)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var (error, errorType) = await admin.RefusedAsync(HttpStatusCode.NotFound, new HttpMethod(method), path, method == "POST" ? new { appId = "none" } : null);
        Assert.Equal((text, "error-application-not-found"), (error, errorType));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("deactivate")]
    public async Task The_tokens_of_an_app_end_with_it(string how)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app);
        var code = await driver.CodeAsync(app);
        Assert.True(await driver.IsGoodAsync(tokens.AccessToken));
        if (how == "delete") await driver.Admin.PostAsync("oauth-apps.delete", new { appId = app.Id });
        else await driver.Admin.PostAsync("oauth-apps.update", new { appId = app.Id, active = false });
        Assert.False(await driver.IsGoodAsync(tokens.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_client", driver.RefreshAsync(app, tokens.RefreshToken), HttpStatusCode.Unauthorized);
        await OAuthDriver.RefusedAsync("invalid_client", driver.RedeemAsync(app, code), HttpStatusCode.Unauthorized);
        using var browser = new OAuthBrowser(driver.Server);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(app.Request())).Status);
    }

    private static string Text(TableEntity row) => string.Join(' ', row.Select(property => property.Value?.ToString()));
}
