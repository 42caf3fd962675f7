using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.OAuth;

/// <summary>How long codes, tokens and logins of the OAuth server last, and how many there may be.</summary>
internal sealed class OAuthOptions
{
    /// <summary>Seconds within which a client has to redeem an authorization code (RFC 6749 4.1.2: at most ten minutes).</summary>
    /// <value>60; from 1 to 600.</value>
    [Range(1, 600)]
    public int CodeSeconds { get; set; } = 60;

    /// <summary>Seconds that an access token lasts.</summary>
    /// <value>3,600; from 1 to 86,400.</value>
    [Range(1, 86_400)]
    public int AccessTokenSeconds { get; set; } = 3600;

    /// <summary>Days without a refresh after which a refresh token ends, and with it the authorization.</summary>
    /// <value>14; from 1 to 365.</value>
    [Range(1, 365)]
    public int RefreshTokenDays { get; set; } = 14;

    /// <summary>Minutes that a browser stays logged in on the authorization pages.</summary>
    /// <value>480; from 1 to 43,200.</value>
    [Range(1, 43_200)]
    public int SessionMinutes { get; set; } = 480;

    /// <summary>Authorizations of one user; one more ends the oldest.</summary>
    /// <value>100; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxGrants { get; set; } = 100;

    /// <summary>Redirect URIs of one application.</summary>
    /// <value>20; from 1 to 100.</value>
    [Range(1, 100)]
    public int MaxRedirectUris { get; set; } = 20;
}
