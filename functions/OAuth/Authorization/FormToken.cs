using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary>
/// Proves that a form was sent by the page that this server made for this browser (CSRF). It is made of a secret in an HttpOnly cookie and of what the form
/// is about, so nobody else can make one, consent counts only for what was shown, and nothing has to be stored.
/// </summary>
internal static class FormToken
{
    /// <summary>The token for a form.</summary>
    /// <param name="key">The secret that the cookie holds.</param>
    /// <param name="form">Which form.</param>
    /// <param name="request">What it is about.</param>
    public static string Create(string key, string form, AuthorizationRequest request)
    {
        var about = QueryHelpers.AddQueryString(form, request.ToFields());
        return WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(about)));
    }

    /// <summary>Whether a form came with its token.</summary>
    public static bool IsValid(string? token, string? key, string form, AuthorizationRequest request) =>
        token is not null && key is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Create(key, form, request)));
}
