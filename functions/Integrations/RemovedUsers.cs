using Gantry.Functions.Purge;

namespace Gantry.Functions.Integrations;

/// <summary>Switches the integrations off that posted as a user who was removed (<c>rocket-chat-behaviour.md</c> 1.13).</summary>
internal sealed class RemovedUsers(IntegrationStore integrations, TimeProvider time) : IRemovalListener
{
    public string Kind => "user";

    public Task OnRemovedAsync(string id, CancellationToken cancellationToken) => integrations.UpdateEachAsync(
        integration => integration.Enabled && integration.UserId == id ? integration with { Enabled = false, UpdatedAt = time.GetUtcNow() } : null, cancellationToken);
}
