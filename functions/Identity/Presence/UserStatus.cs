using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Administration;

namespace Gantry.Functions.Identity.Presence;

/// <summary>
/// <c>users.setStatus</c>, <c>getStatus</c>, <c>getPresence</c> and <c>presence</c> (<c>rocket-chat-behaviour.md</c> 7.2). A status is what its user chose;
/// who chose none is offline.
/// </summary>
internal static class UserStatus
{
    private const int MaxIds = 500;

    /// <summary>Longer ago, a client is told all that are not offline.</summary>
    private static readonly TimeSpan LongestSince = TimeSpan.FromMinutes(10);

    /// <summary>Sets the status, its text, or both; of another user with <c>edit-other-user-info</c>.</summary>
    public static async Task<IResult> SetAsync(Parameters parameters, Caller caller, UserStore users, WorkspaceSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var (status, message, expires, now) = (parameters.String("status"), parameters.String("message"), parameters.Date("expiresAt"), time.GetUtcNow());
        var target = await FindAsync(parameters, caller, users, cancellationToken);
        if (target.Id != caller.User.Id) caller.Require("edit-other-user-info");
        Check(status, message, expires, now, await settings.GetAsync(cancellationToken));
        await users.UpdateAsync(
            target.Id,
            user => user with { Status = status ?? user.Status, StatusText = message ?? user.StatusText, StatusExpiresAt = expires, UpdatedAt = now },
            cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary>The status of the caller or of another user.</summary>
    public static async Task<IResult> GetAsync(Parameters parameters, Caller caller, UserStore users, CancellationToken cancellationToken)
    {
        var user = await FindAsync(parameters, caller, users, cancellationToken);
        var own = user.Id == caller.User.Id;
        return Results.Ok(new { _id = user.Id, status = Of(user), connectionStatus = own ? Of(user) : null, message = user.StatusText ?? "", success = true });
    }

    /// <summary>The same, under the older names.</summary>
    public static async Task<IResult> GetPresenceAsync(Parameters parameters, Caller caller, UserStore users, CancellationToken cancellationToken)
    {
        var user = await FindAsync(parameters, caller, users, cancellationToken);
        return user.Id == caller.User.Id
            ? Results.Ok(new { presence = Of(user), connectionStatus = Of(user), lastLogin = user.LastLogin, success = true })
            : Results.Ok(new { presence = Of(user), success = true });
    }

    /// <summary>The users that <c>ids</c> names, or whose status changed since <c>from</c>, or all that are not offline.</summary>
    public static async Task<IResult> ListAsync(Parameters parameters, UserStore users, TimeProvider time, CancellationToken cancellationToken)
    {
        var (ids, since) = (parameters.List("ids"), parameters.Date("from"));
        if (ids is { Count: > MaxIds }) throw ApiException.Invalid("error-user-limit-exceeded", $"At most {MaxIds} ids", new { max = MaxIds });
        if (ids is not null)
        {
            var named = await Task.WhenAll(ids.Distinct(StringComparer.Ordinal).Select(id => users.FindAsync(id, cancellationToken).AsTask()));
            return Answer(named.OfType<User>(), full: false);
        }

        var all = (await users.ListAsync(cancellationToken)).Where(user => user.Active);
        return since > time.GetUtcNow() - LongestSince ? Answer(all.Where(user => user.UpdatedAt >= since), full: false) : Answer(all.Where(user => Of(user) != "offline"), full: true);
    }

    private static void Check(string? status, string? message, DateTimeOffset? expires, DateTimeOffset now, SettingValues settings)
    {
        if (status is null && message is null) throw new ApiException(400, "invalid-params", "Match error: Failed Match.OneOf, Match.Maybe or Match.Optional validation");
        if (status is not null) UserRules.Status(status);
        if (status == "offline" && !settings.IsOn("Accounts_AllowInvisibleStatusOption")) throw ApiException.Invalid("error-status-not-allowed", "Invisible status is disabled");
        if (message is not null && !settings.IsOn("Accounts_AllowUserStatusMessageChange")) throw ApiException.Invalid("error-not-allowed", "Changing the status message is not allowed");
        if (message is not null) UserRules.Short("status-text", message, UserRules.MaxStatusText);
        if (expires <= now) throw ApiException.Invalid("error-invalid-date", "expiresAt must be a future date");
    }

    private static async Task<User> FindAsync(Parameters parameters, Caller caller, UserStore users, CancellationToken cancellationToken) =>
        parameters.FirstString("userId", "username", "user") is null ? await users.ReadAsync(caller.User.Id, cancellationToken) ?? throw UserSelector.Unknown() : await users.SelectAsync(parameters, cancellationToken);

    private static string Of(User user) => user.Status ?? "offline";

    private static IResult Answer(IEnumerable<User> users, bool full)
    {
        var shown = users.Select(user => new
        {
            _id = user.Id,
            username = user.Username,
            name = user.Name ?? user.Username,
            status = Of(user),
            statusText = user.StatusText ?? "",
            utcOffset = 0,
            avatarETag = user.AvatarETag,
        });
        return Results.Ok(new { users = shown, full, success = true });
    }
}
