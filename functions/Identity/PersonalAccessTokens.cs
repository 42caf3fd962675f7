using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>Personal access tokens (<c>rocket-chat-behaviour.md</c> 6.4): each is shown once, when it is made; they do not end by themselves.</summary>
internal static class PersonalAccessTokens
{
    private const int MaxName = 100;

    /// <summary><c>users.generatePersonalAccessToken</c>.</summary>
    public static async Task<IResult> GenerateAsync(Parameters parameters, Caller caller, TokenStore tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var (token, secret) = New(caller, NameFrom(parameters), parameters.Bool("bypassTwoFactor") ?? false, time);
        if (!await tokens.AddAsync(token, cancellationToken))
            throw ApiException.Conflict("error-token-already-exists", "A token with this name already exists", new { method = "personalAccessTokens:generateToken" });
        return Results.Ok(new { token = secret, success = true });
    }

    /// <summary><c>users.regeneratePersonalAccessToken</c>: the old one works until the moment that the new one does.</summary>
    public static async Task<IResult> RegenerateAsync(Parameters parameters, Caller caller, TokenStore tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = NameFrom(parameters);
        while (await tokens.FindByNameAsync(caller.User.Id, name, cancellationToken) is { } old)
        {
            var (token, secret) = New(caller, name, old.BypassTwoFactor, time);
            if (await tokens.ReplaceAsync(old, token, cancellationToken)) return Results.Ok(new { token = secret, success = true });
        }

        throw Unknown("personalAccessTokens:regenerateToken");
    }

    /// <summary><c>users.removePersonalAccessToken</c>.</summary>
    public static async Task<IResult> RemoveAsync(Parameters parameters, Caller caller, TokenStore tokens, CancellationToken cancellationToken)
    {
        var token = await tokens.FindByNameAsync(caller.User.Id, NameFrom(parameters), cancellationToken) ?? throw Unknown("personalAccessTokens:removeToken");
        await tokens.RemoveAsync([token], cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary><c>users.getPersonalAccessTokens</c>.</summary>
    public static async Task<IResult> ListAsync(Caller caller, TokenStore tokens, CancellationToken cancellationToken)
    {
        var named = (await tokens.ListAsync(caller.User.Id, cancellationToken))
            .Where(token => token.Name is not null)
            .Select(token => new { name = token.Name, createdAt = token.CreatedAt, lastTokenPart = token.LastTokenPart, bypassTwoFactor = token.BypassTwoFactor });
        return Results.Ok(new { tokens = named, success = true });
    }

    private static (Token Token, string Secret) New(Caller caller, string name, bool bypassTwoFactor, TimeProvider time)
    {
        var secret = Token.NewSecret(caller.User.Id);
        return (Token.Create(caller.User.Id, secret, name, time.GetUtcNow(), expiresAt: null, bypassTwoFactor), secret);
    }

    private static string NameFrom(Parameters parameters) => UserRules.Short("token-name", parameters.RequiredString("tokenName"), MaxName);

    private static ApiException Unknown(string method) =>
        ApiException.NotFound("error-token-does-not-exists", "Token does not exist [error-token-does-not-exists]", new { method });
}
