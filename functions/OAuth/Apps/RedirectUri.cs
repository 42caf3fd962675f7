using System.Text.RegularExpressions;

namespace Gantry.Functions.OAuth.Apps;

/// <summary>
/// Where a client may be sent back to. HTTPS only, compared character by character (RFC 9700 2.1); for native apps also HTTP on the loopback interface, where
/// the port is the operating system's to choose and does not count (RFC 8252 7.3).
/// </summary>
internal static partial class RedirectUri
{
    private const int MaxLength = 2000;

    /// <summary>Whether an address can be registered.</summary>
    public static bool IsValid(string uri)
    {
        // What browsers and libraries read differently must not come into a comparison: spaces, backslashes, controls, user names, fragments, wildcards.
        if (uri.Length > MaxLength || !Plain().IsMatch(uri)) return false;
        if (Loopback().IsMatch(uri)) return Uri.TryCreate(uri, UriKind.Absolute, out _);
        return Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0 && address.Host.Length > 0;
    }

    /// <summary>Whether a request may be answered at an address.</summary>
    /// <param name="registered">One that is registered.</param>
    /// <param name="requested">The one that a request names.</param>
    public static bool Matches(string registered, string requested)
    {
        if (string.Equals(registered, requested, StringComparison.Ordinal)) return true;
        var (known, asked) = (Loopback().Match(registered), Loopback().Match(requested));
        return known.Success && asked.Success && IsValid(requested)
            && known.Groups["host"].Value == asked.Groups["host"].Value && known.Groups["path"].Value == asked.Groups["path"].Value;
    }

    /// <summary>Whether an address is on the user's own device, where any app may listen.</summary>
    public static bool IsLoopback(string uri) => Loopback().IsMatch(uri);

    [GeneratedRegex(@"^https?://[A-Za-z0-9\-._~\[\]:]+(/[A-Za-z0-9\-._~:/?\[\]@!$&'()+;=%]*|\?[A-Za-z0-9\-._~:/?\[\]@!$&'()+;=%]*)?\z", RegexOptions.None, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^http://(?<host>127\.0\.0\.1|\[::1\]|localhost)(:[0-9]{1,5})?(?<path>([/?].*)?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loopback();
}
