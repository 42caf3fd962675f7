using System.Net.Sockets;
using System.Security.Authentication;
using Gantry.Shared.Egress;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>Says what ended a call that brought no whole answer.</summary>
internal static class CallFailure
{
    /// <summary>The answer in place of the one that did not come.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="authority">Who was called.</param>
    /// <param name="limit">The time that the call had.</param>
    public static OutgoingAnswer Of(Exception exception, string authority, TimeSpan limit)
    {
        var (outcome, error) = Explain(exception, authority, limit);
        return new OutgoingAnswer(outcome) { Error = error };
    }

    private static (OutgoingOutcome Outcome, string Error) Explain(Exception exception, string authority, TimeSpan limit) => exception switch
    {
        OperationCanceledException => (OutgoingOutcome.TimedOut, $"{authority} did not answer in full within {limit.TotalSeconds} s."),
        HttpRequestException { InnerException: EgressRefusedException refused } => (OutgoingOutcome.Refused, refused.Message),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => (OutgoingOutcome.TooLarge, $"The headers of {authority}'s answer are larger than allowed."),

        // All that TLS finds wrong is of one type; only its words tell a certificate from a peer that speaks no TLS.
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException { InnerException: null } certificate } when certificate.Message.Contains("certificate", StringComparison.Ordinal) =>
            (OutgoingOutcome.CertificateError, $"The certificate of {authority} is not valid: {certificate.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (OutgoingOutcome.ConnectionFailed, $"{authority} did not agree on TLS."),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (OutgoingOutcome.ConnectionFailed, $"There is no address for {authority}."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } =>
            (OutgoingOutcome.ConnectionFailed, $"No connection to {authority}: {socket.SocketErrorCode}."),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } or InvalidDataException =>
            (OutgoingOutcome.ConnectionFailed, $"What {authority} answered is not valid HTTP."),
        HttpRequestException or IOException => (OutgoingOutcome.ConnectionFailed, $"The connection to {authority} broke."),
        _ => (OutgoingOutcome.InvalidRequest, "The request cannot be sent."),
    };
}
