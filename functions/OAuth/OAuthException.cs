namespace Gantry.Functions.OAuth;

/// <summary>A refusal in OAuth's own words (RFC 6749 4.1.2.1 and 5.2).</summary>
/// <param name="error">The code that the RFC gives for the case.</param>
/// <param name="description">What helps the client's developer; no quotes or backslashes (RFC 6749 5.2).</param>
/// <param name="status">HTTP status where it is answered directly.</param>
internal sealed class OAuthException(string error, string description, int status = StatusCodes.Status400BadRequest) : Exception(description)
{
    /// <summary>The code.</summary>
    public string Error { get; } = error;

    /// <summary>HTTP status where it is answered directly.</summary>
    public int Status { get; } = status;

    /// <summary>A parameter is missing, repeated or malformed.</summary>
    public static OAuthException InvalidRequest(string description) => new("invalid_request", description);

    /// <summary>The code or refresh token is not good, or was not given to this client.</summary>
    public static OAuthException InvalidGrant(string description) => new("invalid_grant", description);

    /// <summary>The client did not prove who it is.</summary>
    public static OAuthException InvalidClient(string description) => new("invalid_client", description, StatusCodes.Status401Unauthorized);
}
