using System.Text.Json;
using Gantry.Functions.Hosting;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary><c>login</c> and <c>logout</c> (<c>rocket-chat-behaviour.md</c> 6.1, 6.2).</summary>
internal sealed class Login(
    UserStore users, TokenStore tokens, UserView view, RateLimiter limiter, ClientAddress addresses, IOptions<IdentityOptions> options, TimeProvider time)
{
    /// <summary>Logs in with a password (<c>user</c>, <c>username</c> or <c>email</c>; plain or as a digest), or with a token (<c>resume</c>).</summary>
    public async Task<IResult> LoginAsync(Parameters parameters, HttpContext context, CancellationToken cancellationToken)
    {
        var (user, secret) = parameters.Has("resume")
            ? await ResumeAsync(parameters, cancellationToken)
            : await ByPasswordAsync(NameFrom(parameters), DigestFrom(parameters), TimeSpan.FromDays(options.Value.LoginExpirationDays), context, cancellationToken);
        return user is null
            ? Results.Json(new { success = false, status = "error", error = "Unauthorized", message = "Unauthorized", errorType = "error-user-not-authenticated" }, statusCode: 401)
            : Results.Ok(new { status = "success", data = new { userId = user.Id, authToken = secret, me = view.ForSelf(user) }, success = true });
    }

    /// <summary>Ends the token that the call came with.</summary>
    public async Task<IResult> LogoutAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Token is { } token) await tokens.RemoveAsync([token], cancellationToken);
        return Results.Ok(new { status = "success", data = new { message = "You've been logged out!" }, success = true });
    }

    private async Task<(User? User, string? Secret)> ResumeAsync(Parameters parameters, CancellationToken cancellationToken)
    {
        var secret = parameters.RequiredString("resume");
        var userId = Token.UserIdOf(secret);
        if (await tokens.FindAsync(userId, secret, cancellationToken) is null) return default;
        return await users.FindAsync(userId, cancellationToken) is { Active: true } user ? (user, secret) : default;
    }

    /// <summary>Logs in with a password.</summary>
    /// <param name="name">The user's name or address.</param>
    /// <param name="digest">The password's <see cref="PasswordHash.Digest"/>.</param>
    /// <param name="lifetime">How long the login token lasts.</param>
    /// <param name="context">The call.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The user and the login token; nulls if the name or the password is wrong.</returns>
    /// <exception cref="ApiException">429: too many tries.</exception>
    public async Task<(User? User, string? Secret)> ByPasswordAsync(string name, string digest, TimeSpan lifetime, HttpContext context, CancellationToken cancellationToken)
    {
        await LimitAsync(name, context, cancellationToken);
        var user = await FindAsync(name, cancellationToken);
        if (!PasswordHash.Verify(digest, user?.Password, options.Value.PasswordIterations, out var outdated) || user is not { Active: true }) return default;

        var now = time.GetUtcNow();
        var secret = Token.NewSecret(user.Id);
        var token = Token.Create(user.Id, secret, name: null, now, now + lifetime);
        await tokens.AddAsync(token, cancellationToken);

        // Whoever deactivates the user or sets a password ends its tokens afterwards: either they see this one, or this sees what they did.
        var rehashed = outdated ? PasswordHash.Create(digest, options.Value.PasswordIterations) : user.Password;
        var current = await users.UpdateAsync(user.Id, stored => Touch(stored, user.Password, rehashed, now), cancellationToken);
        if (current is not { Active: true } || (current.Password != rehashed && !PasswordHash.Verify(digest, current.Password, options.Value.PasswordIterations, out _)))
        {
            await tokens.RemoveAsync([token], cancellationToken);
            return default;
        }

        await TrimAsync(user.Id, now, cancellationToken);
        return (current, secret);
    }

    // Many may log in as one user at the same time: the first of a minute writes, the others find nothing to do.
    private static User Touch(User stored, string? verified, string? rehashed, DateTimeOffset now)
    {
        var password = stored.Password == verified ? rehashed : stored.Password;
        return stored.LastLogin > now.AddMinutes(-1) && password == stored.Password ? stored : stored with { LastLogin = now, Password = password };
    }

    private async Task<User?> FindAsync(string name, CancellationToken cancellationToken) =>
        name.Contains('@', StringComparison.Ordinal) ? await users.FindByEmailAsync(name, cancellationToken) : await users.FindByUsernameAsync(name, cancellationToken);

    private static string NameFrom(Parameters parameters)
    {
        var isNested = parameters.Body.ValueKind == JsonValueKind.Object && parameters.Body.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object;
        var named = isNested ? Parameters.Of(parameters.Body.GetProperty("user")) : parameters;
        var name = (isNested ? null : parameters.FirstString("user")) ?? named.FirstString("username", "email") ?? throw ApiException.MissingKey("user");
        return name;
    }

    // Where no address tells one caller from another, guesses are limited by whose password is guessed.
    private async Task LimitAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (addresses.Find(context) is not null) return;
        if (await limiter.TakeAsync(RateLimitRule.Authentication, "name:" + name.ToLowerInvariant(), cancellationToken) is { Admitted: false } full) throw full.ToRefusal();
    }

    private static string DigestFrom(Parameters parameters)
    {
        if (parameters.Body.ValueKind == JsonValueKind.Object && parameters.Body.TryGetProperty("password", out var password) && password.ValueKind == JsonValueKind.Object)
        {
            var hashed = Parameters.Of(password);
            if (hashed.String("algorithm") != "sha-256") throw ApiException.WrongType("password.algorithm", "sha-256");
            return hashed.RequiredString("digest");
        }

        return PasswordHash.Digest(parameters.RequiredString("password"));
    }

    // A user's tokens are few: a login is the moment to drop those that ended, and the oldest of too many.
    private async Task TrimAsync(string userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var logins = (await tokens.ListAsync(userId, cancellationToken)).Where(token => token.Name is null).ToList();
        var ended = logins.Where(token => token.ExpiresAt <= now).ToList();
        var surplus = logins.Except(ended).SkipLast(options.Value.MaxLoginTokens);
        await tokens.RemoveAsync(ended.Concat(surplus), cancellationToken);
    }
}
