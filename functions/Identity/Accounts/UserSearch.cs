using System.Text.Json;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Accounts;

/// <summary><c>users.autocomplete</c>, <c>users.listByStatus</c> and <c>users.listTeams</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class UserSearch
{
    private const int MaxItems = 10;

    /// <summary>Active users whose name begins with a term, or has it inside, the former first; at most <see cref="MaxItems"/>.</summary>
    public static async Task<IResult> AutocompleteAsync(Parameters parameters, UserStore users, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var parsed = JsonInput.Parse(parameters.RequiredString("selector"), options.Value.MaxDepth, out var error);
        if (error is not null || parsed.ValueKind != JsonValueKind.Object) throw ApiException.WrongType("selector", "a JSON object");
        var selector = Parameters.Of(parsed);
        var (term, exceptions) = (selector.String("term") ?? "", selector.List("exceptions") ?? []);
        var items = (await users.ListAsync(cancellationToken))
            .Where(user => user.Active && !exceptions.Contains(user.Username, StringComparer.OrdinalIgnoreCase) && Rank(user, term) < 2)
            .OrderBy(user => Rank(user, term)).ThenBy(user => user.Username, StringComparer.OrdinalIgnoreCase)
            .Take(MaxItems)
            .Select(user => new { _id = user.Id, username = user.Username, name = user.Name ?? user.Username, nickname = user.Nickname, status = user.Status ?? "offline", avatarETag = user.AvatarETag });
        return Results.Ok(new { items, success = true });
    }

    /// <summary>Users by whether they are active, ever logged in, and by role, type and name.</summary>
    public static async Task<IResult> ListByStatusAsync(Parameters parameters, Caller caller, UserStore users, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        if (!caller.Has("view-outside-room")) throw ApiException.Forbidden("view-outside-room");
        var (paging, status, loggedIn, type) = (Paging.From(parameters, options), parameters.FirstString("status"), parameters.Bool("hasLoggedIn"), parameters.FirstString("type"));
        var (roles, term) = (parameters.List("roles") ?? parameters.List("roles[]"), parameters.FirstString("searchTerm") ?? "");
        if (status is not (null or "active" or "deactivated")) throw ApiException.WrongType("status", "active or deactivated");
        var all = (await users.ListAsync(cancellationToken))
            .Where(user => status is null || user.Active == (status == "active"))
            .Where(user => loggedIn is null || loggedIn == user.LastLogin is not null)
            .Where(user => type is null || user.Type == type)
            .Where(user => roles is null || roles.Any(role => user.Roles.Contains(role, StringComparer.Ordinal)))
            .Where(user => Rank(user, term) < 2)
            .OrderBy(user => user.Username, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var page = paging.Page(all, UserQueries.SortValue).Select(user => UserView.For(caller, user)).ToList();
        return Results.Ok(new { users = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    /// <summary>The teams of a user: there are no teams here, so none.</summary>
    public static async Task<IResult> ListTeamsAsync(Parameters parameters, UserStore users, CancellationToken cancellationToken)
    {
        _ = await users.FindAsync(parameters.RequiredString("userId"), cancellationToken) ?? throw UserSelector.Unknown();
        return Results.Ok(new { teams = Array.Empty<object>(), success = true });
    }

    // 0: a name begins with the term; 1: has it inside; 2: no match.
    private static int Rank(User user, string term)
    {
        string[] names = [user.Username, user.Name ?? "", user.Nickname ?? ""];
        if (names.Any(name => name.StartsWith(term, StringComparison.OrdinalIgnoreCase))) return 0;
        return names.Any(name => name.Contains(term, StringComparison.OrdinalIgnoreCase)) ? 1 : 2;
    }
}
