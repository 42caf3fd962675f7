using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Tests.OAuth;

/// <summary>A browser as far as the pages need one: it keeps cookies, sends forms with what is hidden in them, and follows no redirect by itself.</summary>
internal sealed partial class OAuthBrowser : IDisposable
{
    private readonly HttpClient _http;

    public OAuthBrowser(GantryServer server)
    {
        // The container belongs to the handler, and the handler to the client.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        _http = new HttpClient(handler) { BaseAddress = server.Url };
    }

    public CookieContainer Cookies { get; } = new();

    public async Task<Page> GetAsync(string path) => await Page.ReadAsync(await _http.GetAsync(path));

    /// <summary>Opens the page for a client's request.</summary>
    public Task<Page> OpenAsync(params IEnumerable<KeyValuePair<string, string?>> request) => GetAsync(QueryHelpers.AddQueryString("/oauth/authorize", request));

    /// <summary>Sends a page's form, with further fields over the hidden ones.</summary>
    public Task<Page> SubmitAsync(Page page, string action, params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string>(page.HiddenFields, StringComparer.Ordinal) { ["action"] = action };
        foreach (var (name, value) in fields) all[name] = value;
        return PostAsync(all);
    }

    public async Task<Page> PostAsync(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await Page.ReadAsync(await _http.PostAsync("/oauth/authorize", form));
    }

    /// <summary>Logs in on a login page and follows the way back: gives the page for the request that comes then.</summary>
    public async Task<Page> LogInAsync(Page login, string username, string password)
    {
        var answer = await SubmitAsync(login, "login", ("username", username), ("password", password));
        Assert.True(answer.Status == HttpStatusCode.SeeOther, answer.Text);
        return await GetAsync("/oauth/" + answer.Location);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What the server answered to the browser.</summary>
internal sealed partial record Page(HttpStatusCode Status, string Text, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    public Dictionary<string, string> HiddenFields => HiddenField().Matches(Text).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value), StringComparer.Ordinal);

    public string Title => WebUtility.HtmlDecode(TitleElement().Match(Text).Groups[1].Value);

    /// <summary>The parameters of the address that the browser is sent on to.</summary>
    public Dictionary<string, string> Answer => QueryHelpers.ParseQuery(new Uri(Location!).Query).ToDictionary(part => part.Key, part => Assert.Single(part.Value.ToArray())!, StringComparer.Ordinal);

    public static async Task<Page> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join('\n', header.Value), StringComparer.OrdinalIgnoreCase);
            return new Page(response.StatusCode, await response.Content.ReadAsStringAsync(), headers.GetValueOrDefault("Location"), headers);
        }
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("<title>(.*)</title>", RegexOptions.None, 1000)]
    private static partial Regex TitleElement();
}
