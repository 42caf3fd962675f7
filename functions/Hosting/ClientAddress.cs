using System.Net;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>Finds out the caller's address: from the headers that the front end is trusted with, else from the connection, where that is the caller's.</summary>
internal sealed class ClientAddress(HostMode mode, IOptions<HostingOptions> options)
{
    private readonly string[] _headers = options.Value.ClientAddressHeaders.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The address; null where nothing that can be trusted names it.</summary>
    public IPAddress? Find(HttpContext context)
    {
        foreach (var header in _headers)
        {
            // The last entry is the one that the nearest front end wrote; those before it are the caller's word.
            var text = context.Request.Headers[header].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
            if (text is not null) return IPEndPoint.TryParse(text, out var endpoint) ? Plain(endpoint.Address) : null;
        }

        return _headers.Length > 0 || mode.IsFunctionsHost ? null : context.Connection.RemoteIpAddress is { } address ? Plain(address) : null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
