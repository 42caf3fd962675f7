using System.Globalization;
using System.Text;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity.Accounts;

/// <summary><c>users.getUsernameSuggestion</c> and <c>users.checkUsernameAvailability</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class Usernames
{
    private const int MaxLength = 60;
    private const int MaxTries = 100;

    /// <summary>A free name made of the caller's name or address.</summary>
    public static async Task<IResult> SuggestAsync(Caller caller, UserStore users, CancellationToken cancellationToken)
    {
        var address = caller.User.Emails is [var email, ..] ? email.Address : "";
        var sources = new[] { caller.User.Name ?? "", address.Split('@')[0], caller.User.Username, "user" };
        var stem = sources.Select(Slug).First(slug => slug.Length > 0);
        for (var i = 0; i < MaxTries; i++)
        {
            var name = i == 0 ? stem : stem + "-" + i.ToString(CultureInfo.InvariantCulture);
            if (!UserRules.IsReserved(name) && (await users.FindByUsernameAsync(name, cancellationToken) is not { } owner || owner.Id == caller.User.Id)) return Results.Ok(new { result = name, success = true });
        }

        return Results.Ok(new { result = stem + "-" + RandomId.New(), success = true });
    }

    /// <summary>Whether the caller could take a name.</summary>
    public static async Task<IResult> CheckAsync(Parameters parameters, Caller caller, UserStore users, CancellationToken cancellationToken)
    {
        var username = UserRules.Username(parameters.RequiredString("username"));
        var owner = await users.FindByUsernameAsync(username, cancellationToken);
        return Results.Ok(new { result = owner is null || owner.Id == caller.User.Id, success = true });
    }

    // Letters beyond ASCII are left out: the process runs without the tables that would take accents off.
    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_') slug.Append(c);
            else if (char.IsWhiteSpace(c) || c == '-') slug.Append('.');
            if (slug.Length == MaxLength) break;
        }

        return slug.ToString().Trim('.', '-');
    }
}
