using System.Net;

namespace Gantry.Tests.OAuth;

/// <summary>The authorization endpoint and its pages (RFC 6749 3.1, 4.1.1, 4.1.2).</summary>
public sealed class AuthorizeTests
{
    [Fact]
    public async Task The_flow_of_seed_000_gives_tokens_that_open_the_API()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        (string, string?)[] plain = [("code_challenge", null), ("code_challenge_method", null)];
        var answer = (await driver.AllowAsync(app, null, plain)).Answer;
        Assert.Equal("xyz", answer["state"]);
        var tokens = await OAuthDriver.OkAsync(driver.RedeemAsync(app, answer["code"], ("code_verifier", null)));
        Assert.Equal("bearer", tokens.Text("token_type"));
        Assert.Equal(3600, tokens.Body.GetProperty("expires_in").GetInt32());
        Assert.Equal("read write", tokens.Text("scope"));
        Assert.Equal("admin", (await driver.CallAsync(tokens.AccessToken, "GET", "me")).Text("username"));
        Assert.Equal(HttpStatusCode.OK, (await driver.CallAsync(tokens.AccessToken, "POST", "chat.postMessage", new { channel = "#general", text = "by an app" })).Status);
        var next = await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken));
        Assert.True(await driver.IsGoodAsync(next.AccessToken));
    }

    [Fact]
    public async Task Who_is_not_logged_in_is_asked_to_and_then_for_consent()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var login = await browser.OpenAsync(app.Request(("scope", "chat:read")));
        Assert.Equal((HttpStatusCode.OK, "Log in · Gantry"), (login.Status, login.Title));
        var consent = await browser.LogInAsync(login, "admin", GantryServer.AdminPassword);
        Assert.Contains("Read messages", consent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Post, edit", consent.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>admin</strong>", consent.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>client.example</strong>", consent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_the_name_is_kept()
    {
        var driver = await OAuthDriver.SharedAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var login = await browser.OpenAsync((await driver.NewAppAsync()).Request());
        foreach (var (name, password) in new[] { ("admin", "wrong"), ("no-such-user", "wrong"), ("ad\"><b>min", "x") })
        {
            var again = await browser.SubmitAsync(login, "login", ("username", name), ("password", password));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
            Assert.Contains("The user name or the password is wrong.", again.Text, StringComparison.Ordinal);
            Assert.Contains($"value=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)}\"", again.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Please enter", (await browser.SubmitAsync(login, "login", ("username", ""))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denial_is_told_to_the_client_from_either_page()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var login = await browser.OpenAsync(app.Request());
        var consent = await browser.LogInAsync(login, "admin", GantryServer.AdminPassword);
        foreach (var page in new[] { login, consent })
        {
            var denied = await browser.SubmitAsync(page, "deny");
            Assert.Equal(HttpStatusCode.SeeOther, denied.Status);
            Assert.Equal(("access_denied", "xyz"), (denied.Answer["error"], denied.Answer["state"]));
            Assert.False(denied.Answer.ContainsKey("code"));
        }
    }

    [Fact]
    public async Task Consent_is_remembered_for_what_was_allowed_and_no_more()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = await driver.BrowserAsync(app, (await driver.Server.NewUserAsync()).Username, "user-pass-1");
        await browser.SubmitAsync(await browser.OpenAsync(app.Request(("scope", "read chat:write"))), "allow");
        foreach (var scope in new[] { "read chat:write", "chat:write", "read", "rooms:read" })
        {
            var again = await browser.OpenAsync(app.Request(("scope", scope)));
            Assert.Equal(HttpStatusCode.Found, again.Status);
            Assert.True(again.Answer.ContainsKey("code"));
        }

        foreach (var scope in new[] { "write", "read write", "rooms:write", "credentials:read" })
            Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(app.Request(("scope", scope)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync((await driver.NewAppAsync()).Request(("scope", "read")))).Status);
    }

    [Fact]
    public async Task An_app_on_the_users_device_is_asked_about_every_time()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public", "http://127.0.0.1/callback");
        using var browser = await driver.BrowserAsync(app);
        await browser.SubmitAsync(await browser.OpenAsync(app.Request()), "allow");
        var again = await browser.OpenAsync(app.Request(("redirect_uri", "http://127.0.0.1:51004/callback")));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        var answer = await browser.SubmitAsync(again, "allow");
        Assert.StartsWith("http://127.0.0.1:51004/callback?code=", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_can_be_used_and_the_old_session_ends()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var user = await driver.Server.NewUserAsync();
        using var browser = await driver.BrowserAsync(app);
        var session = browser.Cookies.GetAllCookies()["gantry_session"]!.Value;
        var back = await browser.SubmitAsync(await browser.OpenAsync(app.Request()), "logout");
        var login = await browser.GetAsync("/oauth/" + back.Location);
        Assert.Equal("Log in · Gantry", login.Title);
        Assert.Contains(user.Username, (await browser.LogInAsync(login, user.Username, "user-pass-1")).Text, StringComparison.Ordinal);
        using var resumed = await driver.Server.Http.PostAsync("/api/v1/login", new FormUrlEncodedContent([new("resume", session)]));
        Assert.Equal(HttpStatusCode.Unauthorized, resumed.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_asks_for_a_login()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var user = await driver.Server.NewUserAsync();
        using var browser = await driver.BrowserAsync(app, user.Username, "user-pass-1");
        var consent = await browser.OpenAsync(app.Request());
        await user.PostAsync("users.removeOtherTokens", new { });
        var answer = await browser.SubmitAsync(consent, "allow");
        Assert.Contains("Your session has ended", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_redirect_URI_may_be_left_out_where_there_is_only_one()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var answer = await driver.AllowAsync(app, null, ("redirect_uri", null));
        Assert.StartsWith(OAuthDriver.Callback + "?code=", answer.Location, StringComparison.Ordinal);
        await OAuthDriver.OkAsync(driver.RedeemAsync(app, answer.Answer["code"], ("redirect_uri", null)));

        var two = await driver.NewAppAsync("confidential", "https://a.example/x,https://b.example/y");
        using var browser = new OAuthBrowser(driver.Server);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.OpenAsync(two.Request(("redirect_uri", null)))).Status);
    }

    [Fact]
    public async Task The_redirect_URIs_own_query_is_kept()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("confidential", "https://client.example/cb?tenant=a%20b");
        Assert.StartsWith("https://client.example/cb?tenant=a%20b&code=", (await driver.AllowAsync(app)).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b&c=d#e%20\"'<>/?:@é€😀+")]
    [InlineData("https://evil.example/")]
    public async Task State_comes_back_as_it_was_sent(string state)
    {
        var driver = await OAuthDriver.SharedAsync();
        var answer = (await driver.AllowAsync(await driver.NewAppAsync(), null, ("state", state))).Answer;
        Assert.Equal(state.Length == 0 ? null : state, answer.GetValueOrDefault("state"));
    }

    [Fact]
    public async Task The_answer_names_the_issuer()
    {
        var driver = await OAuthDriver.SharedAsync();
        Assert.Equal(driver.Server.Url.ToString().TrimEnd('/'), (await driver.AllowAsync(await driver.NewAppAsync())).Answer["iss"]);
    }

    [Fact]
    public async Task One_authorization_too_many_ends_the_oldest()
    {
        await using var server = await GantryServer.StartAsync("OAuth:MaxGrants=2");
        var driver = await OAuthDriver.ForAsync(server);
        var app = await driver.NewAppAsync();
        using var browser = await driver.BrowserAsync(app);
        List<ClientAnswer> tokens = [];
        for (var number = 0; number < 3; number++)
        {
            var page = await browser.OpenAsync(app.Request());
            var answer = page.Location is null ? await browser.SubmitAsync(page, "allow") : page;
            tokens.Add(await OAuthDriver.OkAsync(driver.RedeemAsync(app, answer.Answer["code"])));
        }

        Assert.False(await driver.IsGoodAsync(tokens[0].AccessToken));
        Assert.True(await driver.IsGoodAsync(tokens[1].AccessToken));
        Assert.True(await driver.IsGoodAsync(tokens[2].AccessToken));
    }
}
