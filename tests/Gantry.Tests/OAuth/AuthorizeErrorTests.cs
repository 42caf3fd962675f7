using System.Net;

namespace Gantry.Tests.OAuth;

/// <summary>Errors of the authorization endpoint: to the client where that is certain (RFC 6749 4.1.2.1), else to the user alone.</summary>
public sealed class AuthorizeErrorTests
{
    public static TheoryData<string, string?, string> ForTheClient => new()
    {
        { "response_type", null, "invalid_request" },
        { "response_type", "", "invalid_request" },
        { "response_type", "token", "unsupported_response_type" },
        { "response_type", "code token", "unsupported_response_type" },
        { "response_mode", "fragment", "invalid_request" },
        { "scope", "everything", "invalid_scope" },
        { "scope", "read everything", "invalid_scope" },
        { "scope", " ", "invalid_scope" },
        { "code_challenge_method", null, "invalid_request" },
        { "code_challenge_method", "plain", "invalid_request" },
        { "code_challenge_method", "s256", "invalid_request" },
        { "code_challenge", null, "invalid_request" },
        { "code_challenge", "short", "invalid_request" },
        { "code_challenge", ClientApp.Challenge + "=", "invalid_request" },
    };

    public static TheoryData<string, string?> ForTheUser => new()
    {
        { "client_id", null },
        { "client_id", "" },
        { "client_id", "unknown" },
        { "redirect_uri", "https://evil.example/" },
        { "redirect_uri", OAuthDriver.Callback + "/" },
        { "redirect_uri", OAuthDriver.Callback + "?x=1" },
        { "redirect_uri", "javascript:alert(1)" },
        { "redirect_uri", "//evil.example" },
    };

    [Theory]
    [MemberData(nameof(ForTheClient))]
    public async Task A_request_that_is_wrong_is_told_to_the_client_with_its_state(string name, string? value, string error)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var answer = await browser.OpenAsync(app.Request((name, value)));
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.StartsWith(OAuthDriver.Callback + "?error=", answer.Location, StringComparison.Ordinal);
        Assert.Equal((error, "xyz"), (answer.Answer["error"], answer.Answer["state"]));
        Assert.Matches(@"^[\x20\x21\x23-\x5B\x5D-\x7E]+$", answer.Answer["error_description"]);
        Assert.True(answer.Answer.ContainsKey("iss"));
    }

    [Theory]
    [MemberData(nameof(ForTheUser))]
    public async Task Where_client_or_address_are_not_certain_nothing_is_sent_anywhere(string name, string? value)
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync();
        using var browser = new OAuthBrowser(driver.Server);
        var answer = await browser.OpenAsync(app.Request((name, value)));
        Assert.InRange((int)answer.Status, 400, 404);
        Assert.Null(answer.Location);
        Assert.Contains("role=\"alert\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("state")]
    [InlineData("response_type")]
    [InlineData("code_challenge")]
    public async Task A_parameter_that_is_there_twice_is_told_to_the_client(string name)
    {
        var (driver, browser, query) = await RepeatedAsync(name);
        using var _ = browser;
        var answer = await browser.GetAsync(query);
        Assert.Equal("invalid_request", answer.Answer["error"]);
        Assert.Equal(name == "state" ? null : "xyz", answer.Answer.GetValueOrDefault("state"));
        Assert.NotNull(driver);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task A_client_or_address_that_is_there_twice_is_told_to_the_user(string name)
    {
        var (_, browser, query) = await RepeatedAsync(name);
        using var owned = browser;
        var answer = await browser.GetAsync(query);
        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task A_public_client_has_to_use_PKCE()
    {
        var driver = await OAuthDriver.SharedAsync();
        var app = await driver.NewAppAsync("public");
        using var browser = new OAuthBrowser(driver.Server);
        var answer = await browser.OpenAsync(app.Request(("code_challenge", null), ("code_challenge_method", null)));
        Assert.Equal("invalid_request", answer.Answer["error"]);
    }

    [Fact]
    public async Task A_form_in_another_encoding_is_refused()
    {
        var driver = await OAuthDriver.SharedAsync();
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await driver.Server.Http.PostAsync("/oauth/authorize", content);
        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    private static async Task<(OAuthDriver Driver, OAuthBrowser Browser, string Query)> RepeatedAsync(string name)
    {
        var driver = await OAuthDriver.SharedAsync();
        var request = (await driver.NewAppAsync()).Request(("scope", "read"));
        var fields = request.Append(KeyValuePair.Create(name, request[name])).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!)}");
        return (driver, new OAuthBrowser(driver.Server), "/oauth/authorize?" + string.Join('&', fields));
    }
}
