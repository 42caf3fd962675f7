namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>With what a call is signed (Standard Webhooks 1.0); the time of signing is that of the call.</summary>
/// <param name="Id">The id of the delivery: the same at each try, so that receivers can tell repetitions.</param>
/// <param name="Secrets">The secrets, newest first; each makes a signature.</param>
internal sealed record DeliverySignature(string Id, IReadOnlyList<string> Secrets);
