using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Hooks;

/// <summary><c>/hooks/sample</c> and <c>/hooks/info</c>, which tools call before they set up a hook (<c>rocket-chat-behaviour.md</c> 2.10).</summary>
internal sealed class HookSamples(IntegrationStore integrations, TimeProvider time)
{
    /// <summary>Three payloads as an outgoing integration would send them.</summary>
    public async Task<IResult> SampleAsync(string id, string token, CancellationToken cancellationToken) => await IsKnownAsync(id, token, cancellationToken)
        ? Results.Ok(Enumerable.Range(1, 3).Select(Sample))
        : Unknown();

    /// <summary>Whether the id and token are right.</summary>
    public async Task<IResult> InfoAsync(string id, string token, CancellationToken cancellationToken) => await IsKnownAsync(id, token, cancellationToken) ? Results.Ok(new { success = true }) : Unknown();

    private async Task<bool> IsKnownAsync(string id, string token, CancellationToken cancellationToken) =>
        HookAuthentication.Find(await integrations.GetAsync(cancellationToken), id, token).Result == HookAuthenticationResult.Valid;

    private object Sample(int number) => new
    {
        token = RandomId.Secret(24),
        channel_id = RandomId.New(),
        channel_name = "general",
        timestamp = time.GetUtcNow(),
        user_id = RandomId.New(),
        user_name = "rocket.cat",
        text = $"Sample text {number}",
        trigger_word = "Sample",
    };

    private static IResult Unknown() => ErrorAnswers.For(ApiException.NotFound("error-integration-not-found", "Invalid integration id or token provided."));
}
