using System.Net;
using System.Text;
using Gantry.Functions.History;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Functions.Hooks;

/// <summary>One call of a hook as received.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path without query.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Headers">The headers.</param>
/// <param name="ContentType">The media type, lower case, without parameters; empty for none.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="Address">The caller's address, if it is known.</param>
/// <param name="Token">The token in the path, which no record shows.</param>
internal sealed record HookCall(string Method, string Path, string Query, IHeaderDictionary Headers, string ContentType, byte[] Body, IPAddress? Address, string Token)
{
    private const string Redacted = "[redacted]";

    // Whatever names a credential, in this or in a front end's vocabulary.
    private static readonly string[] SecretWords = ["authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "signature"];

    /// <summary>A header's value, or null if it is not there or blank.</summary>
    public string? Header(string name) => Headers[name].ToString() is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>What signatures cover.</summary>
    public SignedRequest ToSigned() => new(Header, Body);

    /// <summary>What history keeps: no credential, and no more of the body than allowed.</summary>
    public HistoryRequest ToHistory(int maxBodyCharacters)
    {
        var headers = Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => IsSecret(header.Key) ? Redacted : header.Value.ToString(), StringComparer.Ordinal);
        var body = Encoding.UTF8.GetString(Body);
        var path = Path.Replace(Uri.EscapeDataString(Token), Redacted, StringComparison.Ordinal).Replace(Token, Redacted, StringComparison.Ordinal);
        return new HistoryRequest(path + Query, Method, headers, body.Length > maxBodyCharacters ? body[..maxBodyCharacters] : body, Address?.ToString());
    }

    private static bool IsSecret(string header) => Array.Exists(SecretWords, word => header.Contains(word, StringComparison.OrdinalIgnoreCase));
}
