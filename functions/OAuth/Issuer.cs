using Gantry.Functions.Hosting;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth;

/// <summary>The address that this server is known by (RFC 8414 2): <c>Site_Url</c>; without it, that of the request.</summary>
internal sealed class Issuer(IOptions<WorkspaceOptions> workspace)
{
    /// <summary>The address, without a slash at its end.</summary>
    public string For(HttpRequest request) => workspace.Value.SiteUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.Value}";

    /// <summary>Whether browsers reach this server over HTTPS, so that cookies can be kept to it.</summary>
    public bool IsSecure(HttpRequest request) => For(request).StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
