namespace Gantry.Functions.OAuth.Scopes;

/// <summary>
/// What an access token may do (RFC 6749 3.3). <c>read</c> and <c>write</c> stand for the same of every area, except that of credentials: who may mint a
/// token or a login could outlive its own withdrawal, so that has to be asked for by name.
/// </summary>
internal static class Scope
{
    public const string Read = "read";

    public const string Write = "write";

    /// <summary>What a client gets that names no scope (seed 000).</summary>
    public static IReadOnlyList<string> Default { get; } = [Read, Write];

    /// <summary>Every scope with what it means to the user who is asked for it.</summary>
    public static IReadOnlyDictionary<string, string> Descriptions { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Read] = "See everything that you can see: messages, rooms, people and integrations",
        [Write] = "Do everything that you can do: post messages, and change rooms, people and integrations",
        ["chat:read"] = "Read messages",
        ["chat:write"] = "Post, edit and delete messages in your name",
        ["rooms:read"] = "See your rooms and who is in them",
        ["rooms:write"] = "Create and change rooms, and invite people",
        ["users:read"] = "See who you are and who else is here",
        ["users:write"] = "Change your account, and others as far as you may",
        ["integrations:read"] = "See integrations and what they did",
        ["integrations:write"] = "Create and change integrations",
        ["commands:read"] = "See slash commands",
        ["commands:write"] = "Create, change and run slash commands",
        ["admin:read"] = "See permissions and settings of the workspace",
        ["admin:write"] = "Change permissions and settings of the workspace",
        ["credentials:read"] = "See which access tokens and apps you have",
        ["credentials:write"] = "Create and end logins and access tokens in your name, which may outlast this permission",
    };

    /// <summary>Reads a list of scopes.</summary>
    /// <exception cref="OAuthException">invalid_scope: one does not exist.</exception>
    public static IReadOnlyList<string>? Parse(string? scopes)
    {
        if (scopes is null) return null;
        List<string> parsed = [.. scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return parsed.Count > 0 && parsed.TrueForAll(Descriptions.ContainsKey)
            ? parsed
            : throw new OAuthException("invalid_scope", $"A scope is unknown; there are {string.Join(", ", Descriptions.Keys)}.");
    }

    /// <summary>Whether what was granted includes a scope.</summary>
    public static bool Includes(IReadOnlyList<string> granted, string scope)
    {
        if (granted.Contains(scope, StringComparer.Ordinal)) return true;
        var (area, verb) = Split(scope);
        return area != ScopeArea.Credentials && granted.Contains(verb, StringComparer.Ordinal);
    }

    private static (string Area, string Verb) Split(string scope) => scope.Split(':') is [var area, var verb] ? (area, verb) : ("", scope);
}
