namespace Gantry.Functions.Hosting;

/// <summary>What stands in front of this process.</summary>
internal sealed class HostingOptions
{
    /// <summary>
    /// Headers that name the caller's address, best first, such as <c>X-Forwarded-For</c>; to be set only where a front end sets them itself.
    /// Under the Functions host the connection is always the host's, so without this setting no address is known there.
    /// </summary>
    /// <value>None; comma-separated.</value>
    public string ClientAddressHeaders { get; set; } = "";
}
