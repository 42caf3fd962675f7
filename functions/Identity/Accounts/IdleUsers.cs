using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity.Accounts;

/// <summary><c>users.deactivateIdle</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class IdleUsers
{
    private const int MaxDays = 36_500;

    private static readonly ParallelOptions FewAtATime = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Deactivates the users of a role whose last login is at least <c>daysIdle</c> days ago; who never logged in, the caller and the last admin stay.</summary>
    public static async Task<IResult> DeactivateAsync(Parameters parameters, Caller caller, UserStore users, UserChange change, TimeProvider time, CancellationToken cancellationToken)
    {
        var days = parameters.Int("daysIdle") ?? throw ApiException.MissingKey("daysIdle");
        if (days is < 1 or > MaxDays) throw ApiException.WrongType("daysIdle", $"a number from 1 to {MaxDays}");
        var role = parameters.FirstString("role") ?? Role.User;
        var before = time.GetUtcNow().AddDays(-days);
        var idle = (await users.ListAsync(cancellationToken))
            .Where(user => user.Active && user.Id != caller.User.Id && user.Id != User.RocketCat && user.LastLogin <= before && user.Roles.Contains(role, StringComparer.Ordinal));
        var count = 0;
        await Parallel.ForEachAsync(idle, FewAtATime, async (user, _) =>
        {
            if (await TryDeactivateAsync(user, caller, change, cancellationToken)) Interlocked.Increment(ref count);
        });
        return Results.Ok(new { count, success = true });
    }

    private static async Task<bool> TryDeactivateAsync(User user, Caller caller, UserChange change, CancellationToken cancellationToken)
    {
        try
        {
            await change.ApplyAsync(caller, user.Id, new UserFields { Active = false }, cancellationToken);
            return true;
        }
        catch (ApiException stays) when (stays.Status is 422 or 404)
        {
            return false;
        }
    }
}
