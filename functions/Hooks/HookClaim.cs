namespace Gantry.Functions.Hooks;

/// <summary>The claim of a call that has an idempotency key: what it is going to post, and once it is done, what it answered.</summary>
/// <param name="BodyHash">SHA-256 of the body, hex: one key belongs to one body.</param>
/// <param name="MessageIds">The message that goes into each room, by room id.</param>
/// <param name="Answer">The answer; null while the call is not finished.</param>
internal sealed record HookClaim(string BodyHash, IReadOnlyDictionary<string, string> MessageIds, string? Answer = null);
