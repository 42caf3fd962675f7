using System.Text.Json;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity.Accounts;
using Gantry.Functions.Identity.Jwt;
using Gantry.Functions.Identity.Ldap;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary><c>login</c> and <c>logout</c> (<c>rocket-chat-behaviour.md</c> 6.1, 6.2).</summary>
internal sealed class Login(
    UserStore users,
    TokenStore tokens,
    UserView view,
    JwtLogin jwt,
    LdapLogin ldap,
    RateLimiter limiter,
    ClientAddress addresses,
    IOptions<IdentityOptions> options,
    TimeProvider time)
{
    /// <summary>
    /// Logs in with a password (<c>user</c>, <c>username</c> or <c>email</c>; plain or as a digest; of this workspace or, where it has none, of the
    /// directory), with a token (<c>resume</c>), or with a JSON Web Token (<c>jwt</c>). What fails does not tell why.
    /// </summary>
    /// <exception cref="ApiException">400: it is none of these. 429: too many tries. 501: SAML.</exception>
    public async Task<IResult> LoginAsync(Parameters parameters, HttpContext context, CancellationToken cancellationToken) =>
        await OpenAsync(parameters, context, cancellationToken) is var (user, secret)
            ? Results.Ok(new { status = "success", data = new { userId = user.Id, authToken = secret, me = view.ForSelf(user) }, success = true })
            : Results.Json(new { success = false, status = "error", error = "Unauthorized", message = "Unauthorized", errorType = "error-user-not-authenticated" }, statusCode: 401);

    /// <summary>The same, for callers that answer in another form.</summary>
    /// <returns>The user and its token; null if the credentials are not good.</returns>
    public async Task<(User User, string Secret)?> OpenAsync(Parameters parameters, HttpContext context, CancellationToken cancellationToken)
    {
        if (parameters.Has("saml") || parameters.Has("credentialToken")) throw NotSupported.Refusal("SAML logins are not supported; use a password, LDAP or a JSON Web Token.");
        if (parameters.Has("resume")) return await ResumeAsync(parameters, cancellationToken);
        if (parameters.Has("jwt")) return await ByJwtAsync(parameters, cancellationToken);
        var (digest, plain) = PasswordFrom(parameters);
        return await ByPasswordAsync(NameFrom(parameters), digest, plain, Lifetime, context, cancellationToken);
    }

    /// <summary>Ends the token that the call came with.</summary>
    public async Task<IResult> LogoutAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Token is { } token) await tokens.RemoveAsync([token], cancellationToken);
        return Results.Ok(new { status = "success", data = new { message = "You've been logged out!" }, success = true });
    }

    private TimeSpan Lifetime => TimeSpan.FromDays(options.Value.LoginExpirationDays);

    private async Task<(User User, string Secret)?> ResumeAsync(Parameters parameters, CancellationToken cancellationToken)
    {
        var secret = parameters.RequiredString("resume");
        var userId = Token.UserIdOf(secret);
        if (await tokens.FindAsync(userId, secret, cancellationToken) is null) return null;
        return await users.FindAsync(userId, cancellationToken) is { Active: true } user ? (user, secret) : null;
    }

    private async Task<(User User, string Secret)?> ByJwtAsync(Parameters parameters, CancellationToken cancellationToken)
    {
        var user = await jwt.FindAsync(parameters.RequiredString("jwt"), cancellationToken);
        return user is null ? null : await OpenAsync(user, user.Password, Lifetime, static _ => true, cancellationToken);
    }

    /// <summary>Logs in with a password, of this workspace or, where it has none, of the directory.</summary>
    /// <param name="name">The user's name or address.</param>
    /// <param name="digest">The password's <see cref="PasswordHash.Digest"/>.</param>
    /// <param name="plain">The password; null where only its digest is known, which no directory takes.</param>
    /// <param name="lifetime">How long the login token lasts.</param>
    /// <param name="context">The call.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The user and the login token; null if the name or the password is wrong.</returns>
    /// <exception cref="ApiException">429: too many tries.</exception>
    public async Task<(User User, string Secret)?> ByPasswordAsync(string name, string digest, string? plain, TimeSpan lifetime, HttpContext context, CancellationToken cancellationToken)
    {
        await LimitAsync(name, context, cancellationToken);
        var user = await FindAsync(name, cancellationToken);
        var iterations = options.Value.PasswordIterations;
        if (PasswordHash.Verify(digest, user?.Password, iterations, out var outdated) && user is not null)
            return await OpenAsync(user, outdated ? PasswordHash.Create(digest, iterations) : user.Password, lifetime, stored => PasswordHash.Verify(digest, stored.Password, iterations, out _), cancellationToken);
        if (plain is null || await ldap.FindAsync(name, plain, cancellationToken) is not { } external) return null;
        return await OpenAsync(external, password: null, lifetime, static stored => stored.Password is null, cancellationToken);
    }

    private async Task<(User User, string Secret)?> OpenAsync(User user, string? password, TimeSpan lifetime, Func<User, bool> isStillRight, CancellationToken cancellationToken)
    {
        if (!user.Active) return null;
        var now = time.GetUtcNow();
        var secret = Token.NewSecret(user.Id);
        var token = Token.Create(user.Id, secret, name: null, now, now + lifetime);
        await tokens.AddAsync(token, cancellationToken);

        // Whoever deactivates the user or sets a password ends its tokens afterwards: either they see this one, or this sees what they did.
        var current = await users.UpdateAsync(user.Id, stored => Touch(stored, user.Password, password, now), cancellationToken);
        if (current is not { Active: true } || (current.Password != password && !isStillRight(current)))
        {
            await tokens.RemoveAsync([token], cancellationToken);
            return null;
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

    private static (string Digest, string? Plain) PasswordFrom(Parameters parameters)
    {
        if (parameters.Body.ValueKind == JsonValueKind.Object && parameters.Body.TryGetProperty("password", out var password) && password.ValueKind == JsonValueKind.Object)
        {
            var hashed = Parameters.Of(password);
            if (hashed.String("algorithm") != "sha-256") throw ApiException.WrongType("password.algorithm", "sha-256");
            return (hashed.RequiredString("digest"), null);
        }

        var plain = parameters.RequiredString("password");
        return (PasswordHash.Digest(plain), plain);
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
