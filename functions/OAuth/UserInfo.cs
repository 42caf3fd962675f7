using Gantry.Functions.Identity;

namespace Gantry.Functions.OAuth;

/// <summary><c>/oauth/userinfo</c>: who gave the access token (<c>rocket-chat-behaviour.md</c> 5.2).</summary>
internal static class UserInfo
{
    public static IResult Get(Caller caller, HttpContext context, Issuer issuer)
    {
        var user = caller.User;
        var email = user.Emails is [var first, ..] ? first : null;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["sub"] = user.Id,
            ["name"] = user.Name ?? user.Username,
            ["email"] = email?.Address ?? "",
            ["email_verified"] = email?.Verified ?? false,
            ["department"] = "",
            ["birthdate"] = "",

            // The first spelling is Rocket.Chat's, the second OpenID Connect's.
            ["preffered_username"] = user.Username,
            ["preferred_username"] = user.Username,
            ["updated_at"] = user.UpdatedAt,
            ["picture"] = $"{issuer.For(context.Request)}/avatar/{Uri.EscapeDataString(user.Username)}",
        });
    }
}
