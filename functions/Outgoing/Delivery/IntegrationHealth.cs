using System.Collections.Concurrent;
using Azure.Data.Tables;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>
/// Notices integrations that do nothing but fail, and disables them (design 6). Since when one fails is a row beside its history, made by a failure and
/// deleted by a success; while all goes well it costs one request every <see cref="Trusted"/>.
/// </summary>
internal sealed partial class IntegrationHealth(
    HistoryStore history, IntegrationStore integrations, UserStore users, DirectRooms direct, MessagePosting posting, IOptions<OutgoingOptions> options, TimeProvider time,
    ILogger<IntegrationHealth> logger)
{
    private const string RowKey = "f|failing";
    private const int MaxRemembered = 100_000;

    /// <summary>How long a process believes that nobody else saw a failure.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, long> _healthy = new(StringComparer.Ordinal);

    /// <summary>A call went well.</summary>
    public async Task SucceededAsync(Integration integration, CancellationToken cancellationToken)
    {
        if (_healthy.TryGetValue(integration.Id, out var since) && time.GetElapsedTime(since) < Trusted) return;
        if (_healthy.Count > MaxRemembered) _healthy.Clear();
        _healthy[integration.Id] = time.GetTimestamp();
        await history.Table.DeleteEntityAsync(HistoryStore.PartitionOf(integration.Id), RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>A call failed. After <see cref="OutgoingOptions.DisableAfter"/> of nothing else, the integration is disabled.</summary>
    public async Task FailedAsync(Integration integration, string reason, CancellationToken cancellationToken)
    {
        if (options.Value.DisableAfter == TimeSpan.Zero) return;
        _healthy.TryRemove(integration.Id, out _);
        var (partition, now) = (HistoryStore.PartitionOf(integration.Id), time.GetUtcNow());
        var found = await history.Table.GetEntityIfExistsAsync<TableEntity>(partition, RowKey, cancellationToken: cancellationToken);
        var since = found.HasValue ? found.Value!.GetDateTimeOffset("Since")!.Value : now;
        var last = found.HasValue ? found.Value!.GetDateTimeOffset("Last")!.Value : DateTimeOffset.MinValue;

        // A failure long ago, or before somebody changed the integration, is another story.
        if (now - last > options.Value.DisableAfter || since < integration.UpdatedAt) since = now;
        if (since == now || now - last > options.Value.DisableAfter / 10)
            await history.Writer.CommitAsync(new WriteSet(partition).Put(new TableEntity(partition, RowKey) { ["Since"] = since, ["Last"] = now }), cancellationToken);
        if (now - since >= options.Value.DisableAfter)
            await DisableAsync(integration, $"No call has gone well since {since:u}. The last failure: {reason}", cancellationToken);
    }

    /// <summary>Disables an integration, and tells who made it.</summary>
    public async Task DisableAsync(Integration integration, string reason, CancellationToken cancellationToken)
    {
        var wasEnabled = false;
        var now = time.GetUtcNow();
        await integrations.UpdateAsync(
            integration.Id,
            current =>
            {
                wasEnabled = current.Enabled;
                return wasEnabled ? current with { Enabled = false, UpdatedAt = now } : current;
            },
            cancellationToken);
        if (!wasEnabled) return;
        LogDisabled(logger, integration.Id, reason);
        await TellAsync(integration, reason, cancellationToken);
    }

    private async Task TellAsync(Integration integration, string reason, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(User.RocketCat, cancellationToken) is not { } cat || await users.FindAsync(integration.CreatedBy.Id, cancellationToken) is not { } creator) return;
        var room = await direct.FindOrCreateAsync([cat, creator], cancellationToken);
        var text = $"The outgoing integration *{integration.Name}* (`{integration.Id}`) was disabled. {reason}\nEnable it again with `integrations.update`; `integrations.recover` makes the calls that failed.";
        try
        {
            await posting.PostAsync(cat, room, new MessageDraft { Text = text, ParseUrls = false }, cancellationToken);
        }
        catch (ApiException refused) when (refused.Status < 500)
        {
            LogUntold(logger, creator.Username, refused);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The integration {Integration} was disabled: {Reason}")]
    private static partial void LogDisabled(ILogger logger, string integration, string reason);

    [LoggerMessage(LogLevel.Warning, "{User} could not be told")]
    private static partial void LogUntold(ILogger logger, string user, Exception exception);
}
