using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>Which media type a file has, and whether it may be uploaded. What the client says and what the name says must both be allowed.</summary>
internal sealed class FileTypes(IOptions<UploadsOptions> options)
{
    private const string Unknown = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider ByExtension = new();

    private readonly string[] _allowed = Split(options.Value.AllowedTypes);
    private readonly string[] _blocked = Split(options.Value.BlockedTypes);

    /// <summary>The type.</summary>
    /// <exception cref="ApiException">422: it may not be uploaded.</exception>
    public string Require(string name, string? declared)
    {
        var byName = ByExtension.TryGetContentType(name, out var known) ? known : Unknown;
        var type = MediaTypeHeaderValue.TryParse(declared, out var parsed) && parsed.MediaType.Value is { } said && said != Unknown ? said.ToLowerInvariant() : byName;
        if (IsAllowed(type) && (byName == Unknown || IsAllowed(byName))) return type;
        throw ApiException.Invalid("error-invalid-file-type", "File type is not accepted", new { type });
    }

    private bool IsAllowed(string type) => (_allowed.Length == 0 || Matches(_allowed, type)) && !Matches(_blocked, type);

    private static bool Matches(string[] patterns, string type) => patterns.Any(pattern =>
        pattern.EndsWith("/*", StringComparison.Ordinal) ? type.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase) : type.Equals(pattern, StringComparison.OrdinalIgnoreCase));

    private static string[] Split(string types) => types.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
