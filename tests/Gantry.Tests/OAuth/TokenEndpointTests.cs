using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gantry.Tests.OAuth;

/// <summary>The token endpoint (RFC 6749 3.2, 4.1.3, 4.1.4, 5, 6) and how clients authenticate there (2.3).</summary>
public sealed class TokenEndpointTests
{
    public static TheoryData<string, string?, string> WrongRedemptions => new()
    {
        { "grant_type", null, "invalid_request" },
        { "grant_type", "", "invalid_request" },
        { "grant_type", "password", "unsupported_grant_type" },
        { "grant_type", "client_credentials", "unsupported_grant_type" },
        { "code", null, "invalid_request" },
        { "code", "", "invalid_request" },
        { "code", "no code at all", "invalid_grant" },
        { "code", "gac_012345678901234567890123456789010123456789012345../../x", "invalid_grant" },
        { "redirect_uri", null, "invalid_grant" },
        { "redirect_uri", "https://evil.example/", "invalid_grant" },
        { "redirect_uri", OAuthDriver.Callback + "/", "invalid_grant" },
        { "code_verifier", null, "invalid_grant" },
        { "code_verifier", "", "invalid_grant" },
        { "code_verifier", ClientApp.Challenge, "invalid_grant" },
        { "code_verifier", "short", "invalid_grant" },
    };

    [Theory]
    [MemberData(nameof(WrongRedemptions))]
    public async Task A_redemption_that_is_wrong_is_refused_in_the_RFCs_words_and_the_code_stays_good(string name, string? value, string error)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app);
        await OAuthDriver.RefusedAsync(error, driver.RedeemAsync(app, code, (name, value)));
        await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
    }

    [Fact]
    public async Task Answers_are_never_cached_and_are_JSON()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app);
        foreach (var answer in new[] { await driver.RedeemAsync(app, "wrong"), await driver.RedeemAsync(app, code) })
        {
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal("no-cache", Assert.Single(answer.Headers.Pragma).Name);
        }
    }

    [Fact]
    public async Task A_client_may_authenticate_by_HTTP_Basic_with_both_parts_form_encoded()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.Secret}"));
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"%{(int)app.ClientId[0]:X2}{app.ClientId[1..]}:%{(int)app.Secret![0]:X2}{app.Secret[1..]}"));
        foreach (var header in new[] { "Basic " + plain, "basic " + encoded }) Assert.Equal(HttpStatusCode.OK, (await IntrospectAsync(driver, header)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm8tY29sb24=")]
    [InlineData("Basic Og==")]
    [InlineData("Basic dW5rbm93bjpzZWNyZXQ=")]
    [InlineData("Bearer x")]
    public async Task A_client_that_does_not_authenticate_is_challenged(string? header)
    {
        var driver = await OAuthDriver.SharedAsync();
        var answer = await IntrospectAsync(driver, header);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Wrong_secrets_are_invalid_client_whether_the_client_exists_or_not()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app);
        foreach (var wrong in new[] { app with { Secret = "wrong" }, app with { Secret = null }, app with { Secret = app.Secret + "x" }, app with { ClientId = "unknown" } })
            await OAuthDriver.RefusedAsync("invalid_client", driver.RedeemAsync(wrong, code), HttpStatusCode.Unauthorized);
        await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
    }

    [Fact]
    public async Task A_client_may_not_authenticate_twice_or_under_two_names()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.Secret}"));
        await OAuthDriver.RefusedAsync("invalid_request", driver.SendAsync("token", Form(("client_secret", app.Secret!), ("grant_type", "refresh_token")), basic));
        await OAuthDriver.RefusedAsync("invalid_request", driver.SendAsync("token", Form(("client_id", "another"), ("grant_type", "refresh_token")), basic));
    }

    [Fact]
    public async Task A_public_client_redeems_without_a_secret_but_not_with_one()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public");
        var code = await driver.CodeAsync(app);
        await OAuthDriver.RefusedAsync("invalid_client", driver.RedeemAsync(app with { Secret = "guess" }, code), HttpStatusCode.Unauthorized);
        var tokens = await OAuthDriver.OkAsync(driver.RedeemAsync(app, code));
        await OAuthDriver.OkAsync(driver.RefreshAsync(app, tokens.RefreshToken));
    }

    [Fact]
    public async Task Credentials_in_the_address_do_not_count_and_a_body_that_is_no_form_is_refused()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        var query = $"token?grant_type=authorization_code&client_id={app.ClientId}&client_secret={app.Secret}&code=x";
        await OAuthDriver.RefusedAsync("invalid_client", driver.SendAsync(query, Form()), HttpStatusCode.Unauthorized);
        await OAuthDriver.RefusedAsync("invalid_request", driver.SendAsync("token", new StringContent("{}", Encoding.UTF8, "application/json")));
        await OAuthDriver.RefusedAsync("invalid_request", driver.SendAsync("token", new ByteArrayContent([])));
        await OAuthDriver.RefusedAsync("invalid_request", driver.SendAsync("token", Form(("client_id", new string('x', 70_000)))), HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("grant_type")]
    [InlineData("client_id")]
    [InlineData("code")]
    public async Task A_parameter_that_is_there_twice_is_refused(string name)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var form = Form(("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", app.Secret!), ("code", "x"), (name, "authorization_code"));
        await OAuthDriver.RefusedAsync("invalid_request", driver.SendAsync("token", form));
    }

    [Fact]
    public async Task Parameters_that_nobody_knows_are_ignored()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        await OAuthDriver.OkAsync(driver.RedeemAsync(app, await driver.CodeAsync(app, null, ("nonce", "1"), ("prompt", "x")), ("resource", "y")));
    }

    [Fact]
    public async Task A_code_ends_after_its_seconds()
    {
        await using var server = await GantryServer.StartAsync("OAuth:CodeSeconds=1");
        var driver = await OAuthDriver.ForAsync(server);
        var app = await driver.NewAppAsync();
        var code = await driver.CodeAsync(app);
        await Eventually.TrueAsync(async () => (await driver.RedeemAsync(app, code, ("code_verifier", "wrong"))).Text("error_description") == "The code has expired.");
        await OAuthDriver.RefusedAsync("invalid_grant", driver.RedeemAsync(app, code));
    }

    [Fact]
    public async Task The_token_endpoint_takes_POST_alone()
    {
        var server = await GantryServer.SharedAsync();
        using var answer = await server.Http.GetAsync("/oauth/token?grant_type=authorization_code");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private static Task<ClientAnswer> IntrospectAsync(OAuthDriver driver, string? header) => driver.SendAsync("introspect", Form(("token", "x")), header);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(part => KeyValuePair.Create(part.Name, part.Value))) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded", "utf-8") } };
}
