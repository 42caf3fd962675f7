using Gantry.Shared.Egress;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>
/// Makes outgoing calls: to public addresses only, signed, within one deadline for name, connection, TLS, headers and body. Whatever a receiver does,
/// the outcome is an <see cref="OutgoingAnswer"/>.
/// </summary>
internal sealed class OutgoingCall(EgressHandler egress, HostLimits hosts, IOptions<EgressOptions> limits, IOptions<OutgoingOptions> options, TimeProvider time) : IDisposable
{
    private const int ChunkBytes = 16_384;

    // Followed here, because the platform's own following takes signature and script headers along to wherever it is sent.
    private readonly HttpClient _client = egress.CreateClient(followsRedirects: false);

    /// <summary>Makes a call.</summary>
    /// <param name="request">The call.</param>
    /// <param name="signature">With what it is signed; null for calls that are not.</param>
    /// <param name="cancellationToken">Gives the call up; that alone throws.</param>
    /// <exception cref="OperationCanceledException">The caller gave it up.</exception>
    public async Task<OutgoingAnswer> SendAsync(OutgoingRequest request, DeliverySignature? signature, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (WireRequest.Create(request, out var error) is not { } wire) return new OutgoingAnswer(OutgoingOutcome.InvalidRequest) { Error = error };
        using var turn = await hosts.EnterAsync(wire.Url.Authority, cancellationToken);
        if (turn is null) return new OutgoingAnswer(OutgoingOutcome.Busy) { Error = $"Too many calls to {wire.Url.Authority} are under way." };

        var limit = request.Timeout is { } asked && asked > TimeSpan.Zero && asked < options.Value.Timeout ? asked : options.Value.Timeout;
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (signature is not null) wire = wire.Sign(signature, time.GetUtcNow());
        var answer = await FollowAsync(wire, limit, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return answer with { DurationMilliseconds = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3) };
    }

    public void Dispose() => _client.Dispose();

    private async Task<OutgoingAnswer> FollowAsync(WireRequest wire, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var message = wire.ToMessage();
                using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                var next = wire.Redirect((int)response.StatusCode, response.Headers.Location, out var error);
                if (next is not null && redirects == limits.Value.MaxRedirects) (next, error) = (null, $"More than {redirects} redirects.");
                if (next is null) return await ReadAsync(response, limit, cancellationToken) is var answer && answer.Error is null ? answer with { Error = error } : answer;
                wire = next;
            }
        }
        catch (Exception exception)
        {
            return CallFailure.Of(exception, wire.Url.Authority, limit);
        }
    }

    // What came before a failure is kept: it says most about the receiver.
    private async Task<OutgoingAnswer> ReadAsync(HttpResponseMessage response, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var ended = new OutgoingAnswer(OutgoingOutcome.Answered);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var (chunk, left) = (new byte[ChunkBytes], limits.Value.MaxResponseBytes);
            while (await stream.ReadAsync(chunk, cancellationToken) is > 0 and var count)
            {
                body.Write(chunk, 0, Math.Min(count, left));
                if ((left -= count) >= 0) continue;
                ended = new OutgoingAnswer(OutgoingOutcome.TooLarge) { Error = $"The answer is larger than {limits.Value.MaxResponseBytes} bytes." };
                break;
            }
        }
        catch (Exception exception)
        {
            ended = CallFailure.Of(exception, response.RequestMessage!.RequestUri!.Authority, limit);
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);
        return ended with { StatusCode = (int)response.StatusCode, Headers = headers, Body = body.ToArray() };
    }
}
