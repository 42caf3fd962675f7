using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Shared.Egress;

/// <summary>A call was refused because of where it would have gone.</summary>
/// <param name="message">Which address, and why.</param>
public sealed class EgressRefusedException(string message) : Exception(message);

/// <summary>
/// Makes the handler for calls to addresses that users chose. The check is made when a connection is opened, on the address that is then connected to:
/// a name that resolves differently the second time, and a redirect, gain nothing.
/// </summary>
/// <param name="options">What may be reached, and how much it may bring back.</param>
/// <param name="resolve">Gives the addresses of a name; null for the system's resolver.</param>
public sealed class EgressHandler(EgressOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    // A call that was given up leaves its attempt at a connection behind, for others to use.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<IPNetwork> _allowed = (options ?? throw new ArgumentNullException(nameof(options))).Networks();

    /// <summary>A client over a new handler: no proxy, no cookies, redirects and size bounded; the caller bounds the time.</summary>
    /// <param name="followsRedirects">Whether redirects are followed here; otherwise they are answers like others.</param>
    /// <returns>The client; it is meant to be kept.</returns>
    public HttpClient CreateClient(bool followsRedirects = true) => new(Create(followsRedirects)) { MaxResponseContentBufferSize = options.MaxResponseBytes, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Whether an address may be called.</summary>
    /// <param name="address">The address.</param>
    /// <returns>True if it is public or allowed.</returns>
    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return AddressRules.KindOf(address) is null || IsListed(address) || (AddressRules.Embedded(address) is { } inner && IsListed(inner));
    }

    private SocketsHttpHandler Create(bool followsRedirects) => new()
    {
        // A proxy would make the connection in our place, unchecked.
        UseProxy = false,
        UseCookies = false,

        // Whom users call is no part of our traces.
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = followsRedirects,
        MaxAutomaticRedirections = options.MaxRedirects,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectTimeout = ConnectTimeout,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        MaxResponseHeadersLength = 64,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var host = target.Host.Trim('[', ']');
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await (resolve ?? Dns.GetHostAddressesAsync)(host, cancellationToken);
        if (addresses is []) throw new SocketException((int)SocketError.HostNotFound);
        var allowed = Array.FindAll(addresses, Allows);
        if (allowed is []) throw new EgressRefusedException($"{target.Host} may not be called: {addresses[0]} is not a public address ({AddressRules.KindOf(addresses[0])}).");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsListed(IPAddress address) => _allowed.Any(network => network.Contains(address));
}
