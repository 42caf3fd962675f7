using System.Buffers;
using System.Text;
using System.Text.Json;
using Gantry.Shared.Security.Signatures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>A request as it goes out, byte for byte.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">The address, without credentials.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record WireRequest(HttpMethod Method, Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body)
{
    private static readonly string UserAgent = $"Gantry/{typeof(WireRequest).Assembly.GetName().Version!.ToString(3)}";

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // What the connection needs, and what a signature stands on, is ours.
    private static readonly string[] Reserved =
    [
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Upgrade", "Expect",
        StandardWebhooks.IdHeader, StandardWebhooks.TimestampHeader, StandardWebhooks.SignatureHeader,
    ];

    // What says nothing of who calls; all else, known or not, may be a credential.
    private static readonly string[] Harmless = ["Accept", "Accept-Language", "Content-Type", "User-Agent"];

    /// <summary>Makes it of a request; reserved headers of the request are left out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="error">Why it cannot be sent; null if it can.</param>
    /// <returns>Null if there is an error.</returns>
    public static WireRequest? Create(OutgoingRequest request, out string? error)
    {
        error = null;
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) error = "The URL must be absolute, http or https.";
        else if (request.Method.Length == 0 || request.Method.AsSpan().ContainsAnyExcept(TokenCharacters) || request.Method.ToUpperInvariant() is "CONNECT" or "TRACE") error = $"The method {request.Method} cannot be used.";
        else if (request.Auth is { Length: > 0 } auth && !auth.Contains(':', StringComparison.Ordinal)) error = "auth option should be of the form \"username:password\"";
        else if (request.Headers.Any(header => header.Key.Length == 0 || header.Key.AsSpan().ContainsAnyExcept(TokenCharacters))) error = "The name of a header has characters that none may have.";
        else if (request.Headers.FirstOrDefault(header => header.Value.AsSpan().ContainsAny('\r', '\n', '\0')) is { Key: { } broken }) error = $"The header {broken} has a line break.";
        return error is null ? Create(request, url!) : null;
    }

    /// <summary>The request with its signature: on the body as it is sent.</summary>
    public WireRequest Sign(DeliverySignature signature, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        List<KeyValuePair<string, string>> headers = [.. Headers, new(StandardWebhooks.IdHeader, signature.Id), new(StandardWebhooks.TimestampHeader, timestamp.ToString())];
        if (signature.Secrets.Count > 0) headers.Add(new(StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(signature.Id, timestamp, Body, signature.Secrets)));
        return this with { Headers = headers };
    }

    /// <summary>The request that a redirect leads to, as the Fetch standard has it; another origin gets neither credentials nor signature.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="location">Where it leads.</param>
    /// <param name="error">Why it is not followed; null if it is, or if the answer is no redirect.</param>
    /// <returns>Null if there is nothing to follow.</returns>
    public WireRequest? Redirect(int status, Uri? location, out string? error)
    {
        error = null;
        if (status is not (301 or 302 or 303 or 307 or 308) || location is null) return null;
        if (!Uri.TryCreate(Url, location, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) error = "The redirect leads to no http or https address.";
        else if (Url.Scheme == Uri.UriSchemeHttps && url.Scheme == Uri.UriSchemeHttp) error = "The redirect leads from https to http.";
        if (error is not null) return null;

        var losesBody = status is 303 ? Method != HttpMethod.Head : status is 301 or 302 && Method == HttpMethod.Post;
        var isForeign = Uri.Compare(Url, url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0;
        return new WireRequest(losesBody ? HttpMethod.Get : Method, Bare(url!), [.. Headers.Where(Stays)], losesBody ? null : Body);

        bool Stays(KeyValuePair<string, string> header) => isForeign ? IsAmong(header.Key, Harmless) : !losesBody || !header.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The request for the client.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Url) { Content = Body is null ? null : new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static WireRequest Create(OutgoingRequest request, Uri url)
    {
        var method = HttpMethod.Parse(request.Method.ToUpperInvariant());
        var body = method == HttpMethod.Get || method == HttpMethod.Head ? null : BodyOf(request.Data);
        var headers = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["User-Agent"] = UserAgent };
        if (body is not null) headers["Content-Type"] = "application/json";
        foreach (var (name, value) in request.Headers)
            if (!IsAmong(name, Reserved)) headers[name] = value;
        if (CredentialsOf(request, url) is { } credentials) headers["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
        var query = QueryHelpers.AddQueryString(Bare(url).AbsoluteUri, request.Params.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        return new WireRequest(method, new Uri(query), [.. headers], body);
    }

    private static byte[]? BodyOf(JsonElement? data) => data switch
    {
        null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => Encoding.UTF8.GetBytes(text.GetString()!),
        { } value => Encoding.UTF8.GetBytes(value.GetRawText()),
    };

    private static string? CredentialsOf(OutgoingRequest request, Uri url)
    {
        if (request.Auth is { Length: > 0 } auth) return auth;
        return url.UserInfo.Length > 0 && !request.Headers.ContainsKey("Authorization") ? Uri.UnescapeDataString(url.UserInfo) : null;
    }

    private static Uri Bare(Uri url) => url.UserInfo.Length == 0 ? url : new UriBuilder(url) { UserName = "", Password = "" }.Uri;

    private static bool IsAmong(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
