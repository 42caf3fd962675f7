using System.Net;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.OAuth;

/// <summary>Attacks on the flow (RFC 6749 10, RFC 7636 1, RFC 9700 2 and 4), each with what stops it.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task A_replayed_code_gives_nothing_and_ends_what_it_gave()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app);
        var tokens = await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
        var refreshed = await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken));
        Assert.True(await driver.IsGoodAsync(refreshed.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RedeemAsync(app, code));
        Assert.False(await driver.IsGoodAsync(refreshed.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, refreshed.RefreshToken));
    }

    [Fact]
    public async Task A_code_that_two_instances_redeem_at_once_is_given_at_most_once()
    {
        var prefix = $"Storage:Prefix=twice{Environment.ProcessId}";
        await using var one = await GantryServer.StartAsync(prefix);
        await using var two = await GantryServer.StartAsync(prefix, "Snapshot:RefreshSeconds=0");
        var (first, second) = (await OAuthDriver.ForAsync(one), await OAuthDriver.ForAsync(two));
        var app = await first.NewAppAsync();
        for (var round = 0; round < 5; round++)
        {
            var code = await first.CodeAsync(app);
            var answers = await Task.WhenAll(new[] { first, second, first, second }.Select(driver => driver.RedeemAsync(app, code)));
            Assert.True(answers.Count(answer => answer.Status == HttpStatusCode.OK) <= 1, string.Join('\n', answers.Select(answer => answer.Body)));
            Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("invalid_grant", answer.Error));
        }
    }

    [Fact]
    public async Task A_code_that_was_given_to_another_client_is_refused()
    {
        var driver = await OAuthDriver.SharedAsync();
        var (app, other) = (await driver.NewAppAsync(), await driver.NewAppAsync());
        var code = await driver.CodeAsync(app);
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RedeemAsync(other, code));
        await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
    }

    [Fact]
    public async Task A_stolen_code_is_worth_nothing_without_the_verifier()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public");
        var code = await driver.CodeAsync(app);
        const string guess = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        foreach (var verifier in new[] { null, guess, ClientApp.Challenge, ClientApp.Verifier + "\n", ClientApp.Verifier + "x" })
            await OAuthDriver.RefusedAsync("invalid_grant", driver.RedeemAsync(app, code, ("code_verifier", verifier)));
    }

    [Fact]
    public async Task A_challenge_that_was_stripped_from_the_request_is_noticed_at_the_redemption()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app, null, ("code_challenge", null), ("code_challenge_method", null));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RedeemAsync(app, code));
    }

    [Fact]
    public async Task A_stolen_refresh_token_ends_the_family_when_thief_and_client_have_both_used_it()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public");
        var stolen = await driver.TokensAsync(app);
        var thief = await OAuthDriver.OkAsync(driver.RefreshAsync(app, stolen.RefreshToken));
        Assert.True(await driver.IsGoodAsync(thief.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, stolen.RefreshToken));
        Assert.False(await driver.IsGoodAsync(thief.AccessToken));
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, thief.RefreshToken));
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_twice_at_once_leaves_nobody_with_tokens()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => driver.RefreshAsync(app, tokens.RefreshToken)));
        var winners = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.True(winners.Count <= 1);
        foreach (var winner in winners) await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(app, winner.RefreshToken));
    }

    [Fact]
    public async Task A_refresh_token_is_worth_nothing_to_another_client_and_stays_good_for_its_own()
    {
        var driver = await OAuthDriver.SharedAsync();
        var (app, other) = (await driver.NewAppAsync(), await driver.NewAppAsync("public"));
        var tokens = await driver.TokensAsync(app);
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RefreshAsync(other, tokens.RefreshToken));
        await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken));
    }

    [Fact]
    public async Task A_confidential_client_cannot_be_played_by_one_without_its_secret()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var tokens = await driver.TokensAsync(app);
        await OAuthDriver.RefusedAsync("invalid_client", driver.RefreshAsync(app with { Secret = null }, tokens.RefreshToken), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_form_from_another_site_changes_nothing()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = await driver.BrowserAsync(app);
        var consent = await browser.OpenAsync(app.Request());
        using var attacker = await driver.BrowserAsync(app, (await driver.Server.NewUserAsync()).Username, "user-pass-1");
        var theirs = (await attacker.OpenAsync(app.Request())).HiddenFields["token"];
        foreach (var token in new[] { "", "forged", theirs, consent.HiddenFields["token"] + "x" })
        {
            var answer = await browser.SubmitAsync(consent, "allow", ("token", token));
            Assert.Equal((HttpStatusCode.Forbidden, null), (answer.Status, answer.Location));
        }
    }

    [Fact]
    public async Task Consent_counts_only_for_what_was_shown()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("confidential", "https://a.example/x,https://b.example/y");
        var first = app with { RedirectUri = "https://a.example/x" };
        using var browser = await driver.BrowserAsync(first);
        var consent = await browser.OpenAsync(first.Request(("scope", "chat:read")));
        foreach (var change in new[] { ("scope", "read write"), ("redirect_uri", "https://b.example/y"), ("code_challenge", OAuthDriver.ChallengeOf("other")), ("state", "other"), ("form", "login") })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SubmitAsync(consent, "allow", change)).Status);
    }

    [Fact]
    public async Task A_login_form_from_another_site_logs_nobody_in()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var attacker = new OAuthBrowser(driver.Server);
        var theirs = await attacker.OpenAsync(app.Request());
        using var victim = new OAuthBrowser(driver.Server);
        var answer = await victim.SubmitAsync(theirs, "login", ("username", "admin"), ("password", GantryServer.AdminPassword));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(victim.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task Pages_cannot_be_framed_run_no_script_and_leak_no_address()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var login = await browser.OpenAsync(app.Request());
        var consent = await browser.LogInAsync(login, "admin", GantryServer.AdminPassword);
        var error = await browser.OpenAsync(app.Request(("client_id", "unknown")));
        foreach (var page in new[] { login, consent, error })
        {
            var policy = page.Headers["Content-Security-Policy"];
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", page.Headers["X-Frame-Options"]);
            Assert.Equal("no-store", page.Headers["Cache-Control"]);
            Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
            Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
            Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("form-action 'self' https://client.example;", consent.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("form-action 'self';", error.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites_and_new_at_each_login()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var login = await browser.OpenAsync(app.Request());
        var answer = await browser.SubmitAsync(login, "login", ("username", "admin"), ("password", GantryServer.AdminPassword));
        Assert.All(new[] { login, answer }, page => Assert.EndsWith("; path=/oauth; samesite=lax; httponly", page.Headers["Set-Cookie"], StringComparison.Ordinal));
        var first = browser.Cookies.GetAllCookies()["gantry_session"]!.Value;
        await browser.SubmitAsync(login, "login", ("username", "admin"), ("password", GantryServer.AdminPassword));
        Assert.NotEqual(first, browser.Cookies.GetAllCookies()["gantry_session"]!.Value);
    }

    [Fact]
    public async Task What_apps_and_requests_say_is_text_on_the_pages_and_never_markup()
    {
        var driver = await OAuthDriver.SharedAsync();
        const string name = "<script>alert(1)</script>\"'&";
        var created = (await driver.Admin.PostAsync("oauth-apps.create", new { name, active = true, redirectUri = OAuthDriver.Callback })).GetProperty("application");
        var app = new ClientApp("", created.GetProperty("clientId").GetString()!, null, OAuthDriver.Callback);
        using var browser = new OAuthBrowser(driver.Server);
        var login = await browser.OpenAsync(app.Request(("state", "\"><script>alert(2)</script>")));
        var consent = await browser.LogInAsync(login, "admin", GantryServer.AdminPassword);
        Assert.All([login, consent], page => Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("\"><script>alert(2)</script>", (await browser.SubmitAsync(consent, "deny")).Answer["state"]);
    }

    [Fact]
    public async Task A_stolen_table_gives_no_code_token_or_session_away()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var user = await driver.Server.NewUserAsync();
        using var browser = await driver.BrowserAsync(app, user.Username, "user-pass-1");
        var code = (await browser.SubmitAsync(await browser.OpenAsync(app.Request()), "allow")).Answer["code"];
        var tokens = await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
        var rows = await TestTables.RowsAsync(driver.Server.Services.GetRequiredService<StorageAccount>().Table("tokens"), StorageKey.Encode(user.UserId));
        var text = string.Join('\n', rows.Select(row => row.RowKey + " " + string.Join(' ', row.Select(property => property.Value?.ToString()))));
        Assert.Contains(app.ClientId, text, StringComparison.Ordinal);
        string[] secrets = [code, tokens.AccessToken, tokens.RefreshToken, browser.Cookies.GetAllCookies()["gantry_session"]!.Value];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret[..36], text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guesses_of_passwords_are_limited_by_address_on_the_login_page_too()
    {
        await using var server = await GantryServer.StartAsync("API_Enable_Rate_Limiter=true", "RateLimits:Authentication=3", "RateLimits:OAuthApps=1000");
        var driver = await OAuthDriver.ForAsync(server);
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(server);
        var login = await browser.OpenAsync(app.Request());
        List<Page> pages = [];
        for (var number = 0; number < 8; number++) pages.Add(await browser.SubmitAsync(login, "login", ("username", $"user{number}"), ("password", "guess")));
        var refused = pages.Last(page => page.Status == HttpStatusCode.TooManyRequests);
        Assert.Contains("Too many tries", refused.Text, StringComparison.Ordinal);
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hosting:ClientAddressHeaders=X-Client-IP")]
    public async Task Guesses_of_client_secrets_are_limited_by_address_or_where_none_is_known_by_client(string setting)
    {
        await using var server = await GantryServer.StartAsync([.. setting.Split(' ', StringSplitOptions.RemoveEmptyEntries), "API_Enable_Rate_Limiter=true", "RateLimits:OAuthTokens=3"]);
        var driver = await OAuthDriver.ForAsync(server);
        var app = await driver.NewAppAsync() with { Secret = "guess" };
        List<ClientAnswer> answers = [];
        for (var number = 0; number < 8; number++) answers.Add(await driver.RefreshAsync(app, "x"));
        var refused = answers.Last(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("temporarily_unavailable", refused.Error);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Operations_on_apps_are_limited_to_five_a_minute_for_each_user()
    {
        await using var server = await GantryServer.StartAsync("API_Enable_Rate_Limiter=true");
        var admin = await server.AdminAsync();
        List<HttpStatusCode> statuses = [];
        for (var number = 0; number < 12; number++) statuses.Add((await admin.SendAsync(HttpMethod.Get, "oauth-apps.list")).Status);

        // The next minute may begin in between and admit five more.
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), 5, 10);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}
