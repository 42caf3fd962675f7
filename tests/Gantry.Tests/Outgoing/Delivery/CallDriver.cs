using System.Net;
using System.Text;
using System.Text.Json;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Shared.Egress;
using Microsoft.Extensions.Options;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>Makes outgoing calls with settings of its own; the loopback address may be called unless told otherwise.</summary>
internal sealed class CallDriver : IDisposable
{
    private readonly OutgoingCall _call;

    public CallDriver(OutgoingOptions? options = null, EgressOptions? egress = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        var (calls, limits) = (Options.Create(options ?? new OutgoingOptions()), Options.Create(egress ?? new EgressOptions { AllowedNetworks = "127.0.0.1" }));
        _call = new OutgoingCall(new EgressHandler(limits.Value, resolve), new HostLimits(calls), limits, calls, TimeProvider.System);
    }

    public Task<OutgoingAnswer> SendAsync(OutgoingRequest request, DeliverySignature? signature = null, CancellationToken cancellationToken = default) => _call.SendAsync(request, signature, cancellationToken);

    public Task<OutgoingAnswer> PostAsync(string url) => SendAsync(new OutgoingRequest { Url = url, Data = Json("""{"text":"hello"}""") });

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    public static OutgoingHeaders Headers(params (string Name, string Value)[] headers) => new(headers.Select(header => KeyValuePair.Create(header.Name, header.Value)));

    public static string TextOf(OutgoingAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    public void Dispose() => _call.Dispose();
}
