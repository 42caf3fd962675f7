using System.Reflection;

namespace Gantry.Functions.Identity;

/// <summary>Who calls, and what it may do. Handlers take it as a parameter.</summary>
/// <param name="user">The user.</param>
/// <param name="permissions">The permissions as they were when the call came.</param>
/// <param name="token">The token that the call came with.</param>
internal sealed class Caller(User user, PermissionTable permissions, Token? token)
{
    /// <summary>The user.</summary>
    public User User { get; } = user;

    /// <summary>The token that the call came with; null where Gantry itself acts for a user.</summary>
    public Token? Token { get; } = token;

    /// <summary>Binds a handler's parameter of this type.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.Features.Get<Caller>());

    /// <summary>Whether the caller has a permission by its global roles, or by those in a room.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="roomRoles">The caller's roles in the room that the question is about.</param>
    public bool Has(string permission, IReadOnlyList<string>? roomRoles = null) =>
        permissions.Has(roomRoles is { Count: > 0 } ? User.Roles.Concat(roomRoles) : User.Roles, permission);

    /// <summary>Refuses a caller that has none of the permissions.</summary>
    /// <exception cref="ApiException">403.</exception>
    public void Require(params ReadOnlySpan<string> anyOf)
    {
        foreach (var permission in anyOf)
            if (Has(permission)) return;
        throw ApiException.Forbidden(anyOf[0]);
    }
}
