using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing;

/// <summary>An event that waits in the outbox, with its row.</summary>
internal sealed record OutboxItem(OutboxPlace Place, OutboxEvent Event, TableEntity Row);

/// <summary>
/// Turns events of the outbox into deliveries: for each integration and address a history entry, then its job on the queue; last the outbox row goes.
/// The ids are derived from the event's, so doing it again, here or elsewhere, changes nothing. What this process does not get to do, a guard does.
/// </summary>
internal sealed partial class Dispatcher(
    IntegrationStore integrations, DeliveryStore deliveries, DeliveryQueue queue, StorageAccount storage, SpillStore spill, IOptions<GroupCommitOptions> commit, TimeProvider time,
    ILogger<Dispatcher> logger)
    : BackgroundService
{
    private const int Parallelism = 64;
    private const int MaxWaiting = 10_000;

    private readonly Channel<OutboxItem> _waiting = Channel.CreateBounded<OutboxItem>(MaxWaiting);
    private readonly ConcurrentDictionary<string, GroupCommitWriter> _writers = new(StringComparer.Ordinal);

    /// <summary>Has an event dispatched in the background. If too many wait, its guard will do it.</summary>
    public void Enqueue(OutboxItem item) => _waiting.Writer.TryWrite(item);

    /// <summary>Dispatches an event.</summary>
    public async Task DispatchAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var state = await integrations.GetAsync(cancellationToken);
        var found = item.Event.Targets.Select(target => (Target: target, Integration: state.Find(target.IntegrationId))).Where(pair => pair.Integration is not null);
        var entries = found.SelectMany(pair => (pair.Integration!.Urls ?? []).Select((url, index) => ToEntry(item.Event, pair.Integration, pair.Target.TriggerWord, url, index)));
        await Task.WhenAll(entries.Select(entry => DispatchAsync(entry, cancellationToken)));
        await DeleteAsync(item, cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } running) await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var writer in _writers.Values) writer.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Parallelism).Select(_ => WorkAsync()));

    // Ends when the channel is completed and empty: a stop drains what was acknowledged.
    private async Task WorkAsync()
    {
        await foreach (var item in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await DispatchAsync(item, CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogLeft(logger, item.Event.Name, item.Place.Partition, exception);
            }
        }
    }

    // An entry that is there already may lack its job: a job too many is dropped by who takes it.
    private async Task DispatchAsync(DeliveryEntry entry, CancellationToken cancellationToken)
    {
        await deliveries.CreateAsync(entry, new DeliveryState { UpdatedAt = time.GetUtcNow() }, cancellationToken);
        await queue.SendFirstAsync(new DeliveryJob(entry.Integration.Id, entry.Id, 1), cancellationToken);
    }

    private async Task DeleteAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var writer = _writers.GetOrAdd(item.Place.Table, name => new GroupCommitWriter(storage.Table(name), commit.Value, time));
        try
        {
            await writer.CommitAsync(new WriteSet(item.Place.Partition).Delete(item.Row.RowKey, ETag.All), cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // A guard was faster.
        }

        await spill.DeleteAsync(item.Row, cancellationToken);
    }

    private static DeliveryEntry ToEntry(OutboxEvent occurred, Integration integration, string? word, string url, int index)
    {
        var data = (JsonObject)occurred.Data.DeepClone();
        if (word is not null) data["trigger_word"] = word;
        var id = index == 0 ? occurred.Id : $"{occurred.Id}-{index}";
        return new DeliveryEntry
        {
            Id = id,
            Type = integration.Type,
            Integration = new HistoryIntegration(integration.Id, integration.Name),
            Event = occurred.Name,
            Url = url,
            WebhookId = $"msg_{integration.Id}_{id}",
            TriggerWord = word,
            Data = JsonSerializer.SerializeToElement(data, RestJson.Options),
            CreatedAt = occurred.At,
        };
    }

    [LoggerMessage(LogLevel.Warning, "The event {Event} of {Partition} could not be dispatched; its guard will do it")]
    private static partial void LogLeft(ILogger logger, string @event, string partition, Exception exception);
}
