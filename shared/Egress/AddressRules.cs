using System.Net;
using System.Net.Sockets;

namespace Gantry.Shared.Egress;

/// <summary>Which addresses are public. What is not is refused unless a setting allows it: a user's address must not reach what only this machine can.</summary>
public static class AddressRules
{
    // IANA's special-purpose registries, and the address where Azure's hosts answer their guests.
    private static readonly (IPNetwork Network, string Kind)[] Special =
    [
        .. Of("unspecified", "0.0.0.0/8", "::/128"),
        .. Of("loopback", "127.0.0.0/8", "::1/128"),
        .. Of("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10", "64:ff9b:1::/48"),
        .. Of("link-local", "169.254.0.0/16", "fe80::/10"),
        .. Of("the platform's own", "168.63.129.16/32"),
        .. Of("carrier NAT", "100.64.0.0/10"),
        .. Of("multicast", "224.0.0.0/4", "ff00::/8"),
        .. Of("reserved", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "100::/64", "2001::/23", "5f00::/16"),
        .. Of("documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    ];

    private static readonly (IPNetwork Network, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::ffff:0:0:0/96"), 12), (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2), (IPNetwork.Parse("::/96"), 12),
    ];

    /// <summary>Why an address is not public.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The kind of address; null if it is public.</returns>
    public static string? KindOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) return KindOf(address.MapToIPv4());
        foreach (var (network, kind) in Special)
            if (network.Contains(address)) return kind;
        return Embedded(address) is { } inner ? KindOf(inner) : null;
    }

    /// <summary>The IPv4 address that an IPv6 address leads to: mapped, translated, NAT64, 6to4, compatible.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The inner address; null if there is none.</returns>
    public static IPAddress? Embedded(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        foreach (var (network, offset) in Carriers)
            if (network.Contains(new IPAddress(bytes))) return new IPAddress(bytes.AsSpan(offset, 4));
        return null;
    }

    private static IEnumerable<(IPNetwork Network, string Kind)> Of(string kind, params string[] networks) => networks.Select(network => (IPNetwork.Parse(network), kind));
}
