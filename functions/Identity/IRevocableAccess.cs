namespace Gantry.Functions.Identity;

/// <summary>A kind of access that users have and that ends with their account, or when they ask for all of it to end.</summary>
internal interface IRevocableAccess
{
    /// <summary>Ends all of it for a user.</summary>
    Task RevokeAllAsync(string userId, CancellationToken cancellationToken);
}

/// <summary>All kinds of access together.</summary>
internal static class RevocableAccess
{
    /// <summary>Ends all of every kind for a user.</summary>
    public static Task RevokeAllAsync(this IEnumerable<IRevocableAccess> accesses, string userId, CancellationToken cancellationToken) =>
        Task.WhenAll(accesses.Select(access => access.RevokeAllAsync(userId, cancellationToken)));
}
