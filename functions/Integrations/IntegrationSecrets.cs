using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Shared.Security.Signatures;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Integrations;

/// <summary>The secrets with which outgoing calls are signed: made, replaced, and given to who signs.</summary>
internal sealed class IntegrationSecrets(IntegrationStore store, IOptions<IntegrationOptions> options, TimeProvider time)
{
    /// <summary>The secrets that sign an integration's calls now, newest first. A record from before there were secrets gets one.</summary>
    /// <returns>At least one; none if the integration is gone.</returns>
    public async Task<IReadOnlyList<string>> SigningAsync(Integration integration, CancellationToken cancellationToken)
    {
        var current = integration;
        if (current.Secret is null)
            current = await store.UpdateAsync(integration.Id, stored => stored.Secret is null ? stored with { Secret = StandardWebhooks.NewSecret() } : stored, cancellationToken);
        return current?.Secret is { } secret ? [secret, .. SecretRotation.Unexpired(current.PreviousSecrets, time.GetUtcNow()).Select(previous => previous.Secret)] : [];
    }

    /// <summary>Replaces an integration's secret. The old one keeps signing for <c>overlapHours</c>; 0 ends it and all before it at once.</summary>
    /// <exception cref="ApiException">400: it is no outgoing integration; 404: it is gone; 422: the hours are out of range, or too many secrets overlap.</exception>
    public async Task<Integration> RotateAsync(Caller caller, Integration integration, Parameters parameters, CancellationToken cancellationToken)
    {
        if (integration.Type != Integration.Outgoing) throw IntegrationDefinition.InvalidType();
        var rotation = SecretRotation.From(parameters, options.Value, time.GetUtcNow());
        var by = new UserReference(caller.User.Id, caller.User.Username);
        var changed = await store.UpdateAsync(
            integration.Id,
            stored => stored with { Secret = rotation.Secret, PreviousSecrets = rotation.Replace(stored.Secret, stored.PreviousSecrets), UpdatedAt = rotation.At, UpdatedBy = by },
            cancellationToken);
        return changed ?? throw IntegrationEndpoints.NoneFound();
    }
}
