using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Tests.OAuth;

/// <summary>An OAuth client as its server registered it.</summary>
internal sealed record ClientApp(string Id, string ClientId, string? Secret, string RedirectUri)
{
    /// <summary>A verifier and its S256 challenge (RFC 7636 appendix B).</summary>
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// <summary>An authorization request with all that is usual; what is given goes over it, null leaves out.</summary>
    public Dictionary<string, string?> Request(params (string Name, string? Value)[] fields)
    {
        var request = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = ClientId,
            ["redirect_uri"] = RedirectUri,
            ["state"] = "xyz",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in fields)
        {
            if (value is null) request.Remove(name);
            else request[name] = value;
        }

        return request;
    }
}

/// <summary>What the server answered to a client.</summary>
internal sealed record ClientAnswer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers)
{
    public string? Error => Body.TryGetProperty("error", out var error) ? error.GetString() : null;

    public string AccessToken => Text("access_token");

    public string RefreshToken => Text("refresh_token");

    public string Text(string name) => Body.TryGetProperty(name, out var value) ? value.GetString()! : throw new KeyNotFoundException($"{name} in {Status} {Body}");
}

/// <summary>Registers clients, walks them through the flow, and calls the endpoints as they do.</summary>
internal sealed class OAuthDriver(GantryServer server, ApiClient admin)
{
    public const string Callback = "https://client.example/callback";

    public GantryServer Server { get; } = server;

    public ApiClient Admin { get; } = admin;

    public static async Task<OAuthDriver> SharedAsync() => await ForAsync(await GantryServer.SharedAsync());

    public static async Task<OAuthDriver> ForAsync(GantryServer server) => new(server, await server.AdminAsync());

    public async Task<ClientApp> NewAppAsync(string clientType = "confidential", string redirectUri = Callback)
    {
        var app = (await Admin.PostAsync("oauth-apps.create", new { name = Names.New("app"), active = true, redirectUri, clientType })).GetProperty("application");
        var secret = app.TryGetProperty("clientSecret", out var given) ? given.GetString() : null;
        return new ClientApp(app.GetProperty("_id").GetString()!, app.GetProperty("clientId").GetString()!, secret, redirectUri);
    }

    /// <summary>A browser in which the admin is logged in.</summary>
    public async Task<OAuthBrowser> BrowserAsync(ClientApp app, string username = "admin", string password = GantryServer.AdminPassword)
    {
        var browser = new OAuthBrowser(Server);
        await browser.LogInAsync(await browser.OpenAsync(app.Request()), username, password);
        return browser;
    }

    /// <summary>Has a user allow a request, unless it did so before: gives where the browser is sent then.</summary>
    public async Task<Page> AllowAsync(ClientApp app, ApiClient? user = null, params (string Name, string? Value)[] fields)
    {
        using var browser = await BrowserAsync(app, user?.Username ?? "admin", user is null ? GantryServer.AdminPassword : "user-pass-1");
        var consent = await browser.OpenAsync(app.Request(fields));
        if (consent.Location is not null) return consent;
        var answer = await browser.SubmitAsync(consent, "allow");
        Assert.True(answer.Status == HttpStatusCode.SeeOther, consent.Text + answer.Text);
        return answer;
    }

    /// <summary>A code for a request.</summary>
    public async Task<string> CodeAsync(ClientApp app, ApiClient? user = null, params (string Name, string? Value)[] fields) => (await AllowAsync(app, user, fields)).Answer["code"];

    /// <summary>Tokens for a scope.</summary>
    public async Task<ClientAnswer> TokensAsync(ClientApp app, ApiClient? user = null, string? scope = null) => await OkAsync(RedeemAsync(app, await CodeAsync(app, user, ("scope", scope))));

    /// <summary>Redeems a code; what is given goes over the usual fields, null leaves out.</summary>
    public Task<ClientAnswer> RedeemAsync(ClientApp app, string code, params (string Name, string? Value)[] fields) =>
        PostAsync("token", app, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", app.RedirectUri), ("code_verifier", ClientApp.Verifier), .. fields]);

    public Task<ClientAnswer> RefreshAsync(ClientApp app, string refreshToken, params (string Name, string? Value)[] fields) =>
        PostAsync("token", app, [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. fields]);

    /// <summary>Calls an endpoint with the client's credentials in the body.</summary>
    public Task<ClientAnswer> PostAsync(string endpoint, ClientApp? app, params (string Name, string? Value)[] fields)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (IEnumerable<(string, string?)>)[("client_id", app?.ClientId), ("client_secret", app?.Secret), .. fields])
        {
            if (value is null) all.Remove(name);
            else all[name] = value;
        }

        return SendAsync(endpoint, new FormUrlEncodedContent(all));
    }

    public async Task<ClientAnswer> SendAsync(string endpoint, HttpContent? content, string? authorization = null)
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, "/oauth/" + endpoint) { Content = content };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await Server.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ClientAnswer(response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), response.Headers);
    }

    /// <summary>Calls the API with an access token.</summary>
    public async Task<ClientAnswer> CallAsync(string accessToken, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "/api/v1/" + path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await Server.Http.SendAsync(request);
        return new ClientAnswer(response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()), response.Headers);
    }

    /// <summary>Whether an access token still opens the API.</summary>
    public async Task<bool> IsGoodAsync(string accessToken) => (await CallAsync(accessToken, "GET", "me")).Status == HttpStatusCode.OK;

    public static async Task<ClientAnswer> OkAsync(Task<ClientAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.ToString());
        return answer;
    }

    /// <summary>Expects a refusal in the words of RFC 6749 5.2.</summary>
    public static async Task RefusedAsync(string error, Task<ClientAnswer> call, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var answer = await call;
        Assert.True(answer.Error == error && answer.Status == status, $"expected {error}, got {answer.Status} {answer.Body}");
        Assert.NotEmpty(answer.Text("error_description"));
    }

    public static string ChallengeOf(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
