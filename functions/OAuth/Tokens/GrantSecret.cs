using Gantry.Functions.Identity;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>What a code, an access token or a refresh token is for: its first letters, so that none can be used as another.</summary>
internal static class GrantSecretKind
{
    public const string Code = "gac_";

    public const string Access = "gat_";

    public const string Refresh = "grt_";
}

/// <summary>
/// A code or token as a client holds it: its kind, 32 random characters (190 bits), and the grant and user that it is of, so that it alone finds its row.
/// </summary>
/// <param name="Kind">One of <see cref="GrantSecretKind"/>.</param>
/// <param name="GrantId">The grant.</param>
/// <param name="UserId">The user who gave it.</param>
/// <param name="Text">The whole of it.</param>
internal sealed record GrantSecret(string Kind, string GrantId, string UserId, string Text)
{
    private const int KindLength = 4;
    private const int RandomLength = 32;
    private const int GrantIdLength = 17;
    private const int PrefixLength = KindLength + RandomLength + GrantIdLength;
    private const int MaxUserIdLength = 100;

    /// <summary>The hash that is stored in its place.</summary>
    public string Hash => Token.HashOf(Text);

    /// <summary>Makes one.</summary>
    public static GrantSecret New(string kind, string grantId, string userId) => new(kind, grantId, userId, kind + RandomId.Secret(RandomLength) + grantId + userId);

    /// <summary>Reads one; null if the text cannot be one of that kind.</summary>
    public static GrantSecret? Parse(string text, string kind) =>
        text.Length is > PrefixLength and <= PrefixLength + MaxUserIdLength && text.StartsWith(kind, StringComparison.Ordinal) && text.AsSpan(KindLength, PrefixLength - KindLength).IndexOfAnyExcept(Allowed) < 0
            ? new GrantSecret(kind, text[(KindLength + RandomLength)..PrefixLength], text[PrefixLength..], text)
            : null;

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}
