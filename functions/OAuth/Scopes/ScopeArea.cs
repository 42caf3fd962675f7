namespace Gantry.Functions.OAuth.Scopes;

/// <summary>
/// Which scope a route asks for: decided from its method and its name alone, so that no route can be without one. A name that is not listed
/// belongs to no area: only <c>read</c> and <c>write</c> open it.
/// </summary>
internal static class ScopeArea
{
    public const string Credentials = "credentials";

    private const string Users = "users";
    private const string Rooms = "rooms";
    private const string Admin = "admin";

    /// <summary>The part of a route's name before the dot, and its area.</summary>
    private static readonly Dictionary<string, string> ByFamily = new(StringComparer.OrdinalIgnoreCase)
    {
        ["channels"] = Rooms,
        ["chat"] = "chat",
        ["commands"] = "commands",
        ["directory"] = Rooms,
        ["dm"] = Rooms,
        ["groups"] = Rooms,
        ["im"] = Rooms,
        ["integrations"] = "integrations",
        ["login"] = Credentials,
        ["loginCode"] = Credentials,
        ["logout"] = Credentials,
        ["me"] = Users,
        ["method"] = Credentials,
        ["oauth-apps"] = Credentials,
        ["permissions"] = Admin,
        ["push"] = Users,
        ["roles"] = Admin,
        ["rooms"] = Rooms,
        ["settings"] = Admin,
        ["spotlight"] = Rooms,
        ["statistics"] = Admin,
        ["subscriptions"] = Rooms,
        ["userinfo"] = Users,
        ["users"] = Users,
    };

    private static readonly string[] Prefixes = ["api", "v1", "oauth"];

    /// <summary>Routes of another area than their family: they mint or end credentials.</summary>
    private static readonly HashSet<string> OfCredentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "users.createToken",
        "users.generatePersonalAccessToken",
        "users.getPersonalAccessTokens",
        "users.logout",
        "users.logoutOtherClients",
        "users.regeneratePersonalAccessToken",
        "users.removeOtherTokens",
        "users.removePersonalAccessToken",
        "users.resetPassword",
    };

    /// <summary>The scope that a call needs.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="route">The route's pattern, such as <c>/api/v1/chat.postMessage</c>.</param>
    public static string Required(string method, string route)
    {
        var verb = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Scope.Read : Scope.Write;
        return Of(route) is { } area ? $"{area}:{verb}" : verb;
    }

    /// <summary>A route's area; null if it is of none.</summary>
    public static string? Of(string route)
    {
        var name = route.Split('/', StringSplitOptions.RemoveEmptyEntries).Except(Prefixes, StringComparer.Ordinal).FirstOrDefault("");
        return OfCredentials.Contains(name) ? Credentials : ByFamily.GetValueOrDefault(name.Split('.')[0]);
    }
}
