using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gantry.Functions.Identity.Jwt;

/// <summary>
/// Logs in by a JSON Web Token (seed 002): <c>{"jwt": …}</c> at <c>login</c>. The configured key alone decides the algorithm, so a token cannot choose it
/// (RFC 8725 section 3.1); signature, issuer, audience and expiry are all required.
/// </summary>
internal sealed class JwtLogin(ExternalUsers users, IOptions<JwtOptions> options, TimeProvider time)
{
    private const int MaxLength = 16 * 1024;
    private const int MaxRoles = 100;

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength, MapInboundClaims = false };
    private readonly TokenValidationParameters? _validation = Create(options.Value, time);

    /// <summary>The user that a token vouches for; null if it does not, or if such logins are off.</summary>
    public async Task<User?> FindAsync(string jwt, CancellationToken cancellationToken)
    {
        if (_validation is null || jwt.Length > MaxLength) return null;
        var result = await _handler.ValidateTokenAsync(jwt, _validation);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || Text(token, options.Value.UsernameClaim) is not { } username) return null;
        var external = new ExternalUser(username, Text(token, options.Value.EmailClaim), Text(token, options.Value.NameClaim), Roles(token));

        // Who holds the key is believed for every user: it is the workspace's own server that signs.
        return await users.ResolveAsync(external, options.Value.CreateUsers, static _ => true, cancellationToken);
    }

    private static TokenValidationParameters? Create(JwtOptions options, TimeProvider time)
    {
        if (options.Key.Length == 0 && options.PublicKey.Length == 0) return null;
        var skew = TimeSpan.FromSeconds(options.ClockSkewSeconds);
        return new TokenValidationParameters
        {
            IssuerSigningKey = options.Key.Length > 0 ? new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Key)) : PublicKey(options.PublicKey),
            ValidAlgorithms = [options.Key.Length > 0 ? SecurityAlgorithms.HmacSha256 : SecurityAlgorithms.RsaSha256],
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                return until is { } end && now < end + skew && (from is not { } begin || now >= begin - skew);
            },
        };
    }

    private static RsaSecurityKey PublicKey(string pem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false));
    }

    private static string? Text(JsonWebToken token, string claim) =>
        claim.Length > 0 && token.TryGetPayloadValue<object>(claim, out var value) && value is string { Length: > 0 } text ? text : null;

    // A list, or one text.
    private List<string>? Roles(JsonWebToken token) => options.Value.RolesClaim is { Length: > 0 } claim
        ? [.. token.Claims.Where(found => found.Type == claim).Select(found => found.Value).Take(MaxRoles)]
        : null;
}
