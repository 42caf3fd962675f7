using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>How a call names a user: <c>userId</c>, <c>username</c> or <c>user</c> (<c>rocket-chat-behaviour.md</c> 7.1).</summary>
internal static class UserSelector
{
    /// <summary>The user that a call names; null if there is no such user.</summary>
    /// <exception cref="ApiException">400: it names none.</exception>
    public static ValueTask<User?> FindAsync(this UserStore users, Parameters parameters, CancellationToken cancellationToken) =>
        parameters.FirstString("userId") is { } id ? users.FindAsync(id, cancellationToken)
        : parameters.FirstString("username") is { } username ? users.FindByUsernameAsync(username, cancellationToken)
        : parameters.FirstString("user") is { } either ? users.FindByIdOrUsernameAsync(either, cancellationToken)
        : throw new ApiException(400, "error-user-param-not-provided", "The required \"userId\" or \"username\" param was not provided [error-user-param-not-provided]");

    /// <summary>The user that a call names.</summary>
    /// <exception cref="ApiException">400: it names none. 404: there is no such user.</exception>
    public static async Task<User> SelectAsync(this UserStore users, Parameters parameters, CancellationToken cancellationToken) =>
        await users.FindAsync(parameters, cancellationToken) ?? throw Unknown();

    /// <summary>There is no such user.</summary>
    public static ApiException Unknown() =>
        ApiException.NotFound("error-invalid-user", "The required \"userId\" or \"username\" param provided does not match any users [error-invalid-user]");
}
