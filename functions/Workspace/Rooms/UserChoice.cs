using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Finds the users that a call names: <c>userId</c>, <c>username</c>, <c>user</c>, or a list of them (<c>rocket-chat-behaviour.md</c> 7.1).</summary>
internal sealed class UserChoice(UserStore users)
{
    /// <summary>Longer names and ids belong to nobody.</summary>
    public const int MaxLength = 100;

    /// <summary>One or several users.</summary>
    /// <exception cref="ApiException">400: none is named; 404: one does not exist.</exception>
    public async Task<IReadOnlyList<User>> FindAsync(Parameters parameters, CancellationToken cancellationToken)
    {
        List<User> found = [];
        foreach (var id in (parameters.List("userIds") ?? []).Concat(One(parameters, "userId"))) found.Add(await ByIdAsync(id, cancellationToken));
        foreach (var name in (parameters.List("usernames") ?? []).Concat(One(parameters, "username", "user"))) found.Add(await ByNameAsync(name, cancellationToken));
        if (found.Count > 0) return [.. found.DistinctBy(user => user.Id)];
        const string code = "error-users-params-not-provided";
        throw new ApiException(400, code, $"Please provide \"userId\" or \"username\" or \"userIds\" or \"usernames\" as param [{code}]");
    }

    private async Task<User> ByIdAsync(string id, CancellationToken cancellationToken) =>
        (id.Length <= MaxLength ? await users.FindAsync(id, cancellationToken) : null) ?? throw Unknown();

    private async Task<User> ByNameAsync(string name, CancellationToken cancellationToken) =>
        (name.Length <= MaxLength ? await users.FindByUsernameAsync(name.TrimStart('@'), cancellationToken) : null) ?? throw Unknown();

    private static IEnumerable<string> One(Parameters parameters, params string[] names) => parameters.FirstString(names) is { } value ? [value] : [];

    private static ApiException Unknown() =>
        ApiException.NotFound("error-invalid-user", "The required \"userId\" or \"username\" param provided does not match any users [error-invalid-user]");
}
