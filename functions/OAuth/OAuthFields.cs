using System.Text;
using Gantry.Functions.Rest;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gantry.Functions.OAuth;

/// <summary>The parameters of an OAuth request. One without a value counts as missing, and none may be there twice (RFC 6749 3.1 and 3.2).</summary>
internal sealed class OAuthFields(IEnumerable<KeyValuePair<string, StringValues>> fields)
{
    private const int MaxBodyBytes = 65_536;

    private readonly Dictionary<string, StringValues> _fields = new(fields, StringComparer.Ordinal);

    /// <summary>The parameters in the address.</summary>
    public static OAuthFields FromQuery(HttpRequest request) => new(request.Query);

    /// <summary>The parameters in the body, which has to be a form.</summary>
    /// <exception cref="OAuthException">invalid_request: it is none, or too large.</exception>
    public static async Task<OAuthFields> FromBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            throw OAuthException.InvalidRequest("The body has to be of the type application/x-www-form-urlencoded.");
        var bytes = await BodyReader.ReadAsync(request, MaxBodyBytes, cancellationToken)
            ?? throw new OAuthException("invalid_request", $"The body is larger than {MaxBodyBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        return new OAuthFields(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes)));
    }

    /// <summary>A parameter, or null if it is missing.</summary>
    /// <exception cref="OAuthException">invalid_request: it is there more than once.</exception>
    public string? Find(string name) => _fields.GetValueOrDefault(name) switch
    {
        { Count: > 1 } => throw OAuthException.InvalidRequest($"The parameter {name} is there more than once."),
        [{ Length: > 0 } value] => value,
        _ => null,
    };

    /// <summary>A parameter that has to be there.</summary>
    /// <exception cref="OAuthException">invalid_request: it is missing, or there more than once.</exception>
    public string Require(string name) => Find(name) ?? throw OAuthException.InvalidRequest($"The parameter {name} is missing.");
}
