using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gantry.Benchmarks;

/// <summary>The browser of a user who is logged in at the OAuth server, and the client that sent it there.</summary>
internal sealed partial class BenchBrowser : IDisposable
{
    private const string Callback = "https://client.example/callback";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly HttpClient _http;
    private readonly string _clientId;
    private readonly string _secret;

    private BenchBrowser(Uri url, JsonElement app)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = url };
        (_clientId, _secret) = (app.GetProperty("clientId").GetString()!, app.GetProperty("clientSecret").GetString()!);
    }

    /// <summary>Registers a client, logs the administrator in and consents.</summary>
    public static async Task<BenchBrowser> StartAsync(BenchClient client)
    {
        var app = await client.PostAsync("oauth-apps.create", new { name = "bench", active = true, redirectUri = Callback });
        var browser = new BenchBrowser(client.Url, app.TryGetProperty("application", out var inner) ? inner : app);
        var back = await browser.SubmitAsync(await browser.OpenAsync(), new() { ["action"] = "login", ["username"] = "admin", ["password"] = BenchClient.Password });
        using var consent = await browser._http.GetAsync("/oauth/" + back.OriginalString);
        using var allowed = await browser._http.PostAsync("/oauth/authorize", Form(await consent.Content.ReadAsStringAsync(), new() { ["action"] = "allow" }));
        _ = allowed.Headers.Location ?? throw new InvalidOperationException(await allowed.Content.ReadAsStringAsync());
        return browser;
    }

    /// <summary>Opens the client's request: who consented before is sent back at once.</summary>
    /// <returns>The code, or the page.</returns>
    public async Task<string> AuthorizeAsync()
    {
        using var answer = await _http.GetAsync(Request);
        return Code().Match(answer.Headers.Location?.OriginalString ?? "") is { Success: true } code ? Uri.UnescapeDataString(code.Groups[1].Value) : throw new InvalidOperationException($"{answer.StatusCode} without a code");
    }

    /// <summary>Redeems a code.</summary>
    public async Task RedeemAsync(string code)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["client_id"] = _clientId,
            ["client_secret"] = _secret,
            ["code_verifier"] = Verifier,
        };
        using var answer = await _http.PostAsync("/oauth/token", new FormUrlEncodedContent(form));
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private string Request => $"/oauth/authorize?response_type=code&client_id={_clientId}&redirect_uri={Uri.EscapeDataString(Callback)}&state=x&code_challenge={Challenge}&code_challenge_method=S256";

    private async Task<string> OpenAsync()
    {
        using var page = await _http.GetAsync(Request);
        return await page.Content.ReadAsStringAsync();
    }

    private async Task<Uri> SubmitAsync(string page, Dictionary<string, string> fields)
    {
        using var answer = await _http.PostAsync("/oauth/authorize", Form(page, fields));
        return answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static FormUrlEncodedContent Form(string page, Dictionary<string, string> fields)
    {
        foreach (Match match in HiddenField().Matches(page)) fields[match.Groups[1].Value] = WebUtility.HtmlDecode(match.Groups[2].Value);
        return new FormUrlEncodedContent(fields);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("[?&]code=([^&]+)", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
