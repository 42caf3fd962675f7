using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.History;

/// <summary>
/// The history of integrations in the table <c>history</c>, a partition an integration. Rows: <c>h|</c> entries, newest first; <c>k|</c> the claims of
/// idempotent calls; <c>p|</c> answers that are being posted (<see cref="DeliveryStore"/>); <c>f|</c> since when an outgoing integration fails;
/// <c>c|</c> counters, so that a total costs one short range read.
/// </summary>
internal sealed class HistoryStore(StorageAccount storage, SpillStore spill, IOptions<GroupCommitOptions> commit, TimeProvider time) : IDisposable
{
    /// <summary>The counter of entries that are there.</summary>
    public const string Entries = "entries";

    /// <summary>The counter of calls with a wrong token, which leave no entry.</summary>
    public const string WrongTokens = "wrongTokens";

    /// <summary>The counter of calls beyond the rate limit, which leave no entry.</summary>
    public const string RateLimited = "rateLimited";

    /// <summary>Prefix of the claims of idempotent calls; each has a property <c>CreatedAt</c>.</summary>
    public const string ClaimPrefix = "k|";

    /// <summary>How long a claim holds (design 5).</summary>
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromHours(24);

    private const int LastLines = 20;

    private const int MaxIdLength = 64;

    /// <summary>Prefix of the entries.</summary>
    public const string EntryPrefix = "h|";

    /// <summary>Prefix of the answers that are being posted.</summary>
    public const string PostingPrefix = "p|";

    /// <summary>The most that is counted of a filtered list.</summary>
    private const int MaxCounted = 10_000;

    private static readonly string[] KeyOnly = ["RowKey"];

    /// <summary>The writer of the table; its transactions are counted by benchmarks.</summary>
    public GroupCommitWriter Writer { get; } = new(storage.Table("history"), commit.Value, time);

    /// <summary>The table.</summary>
    public TableClient Table { get; } = storage.Table("history");

    /// <summary>The partition of an integration.</summary>
    public static string PartitionOf(string integrationId) => StorageKey.Encode(integrationId);

    /// <summary>A new entry's id.</summary>
    public string NewId() => TimeOrderedId.New(time);

    /// <summary>Writes an entry, with other rows of the integration's partition if need be; only those if its history is switched off.</summary>
    public async Task AppendAsync(Integration integration, HistoryEntry entry, Action<WriteSet>? with, CancellationToken cancellationToken)
    {
        var set = new WriteSet(PartitionOf(integration.Id));
        with?.Invoke(set);
        if (integration.HistoryEnabled != false) await AddAsync(set, entry, cancellationToken);
        else if (with is null) return;
        await Writer.CommitAsync(set, cancellationToken);
    }

    /// <summary>Counts calls that leave no entry.</summary>
    public Task CountAsync(string integrationId, string counter, int calls, CancellationToken cancellationToken) =>
        Writer.CommitAsync(new WriteSet(PartitionOf(integrationId)).Count(counter, calls), cancellationToken);

    /// <summary>A part of the entries, newest first, as they are answered.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string integrationId, HistoryFilter filter, int offset, int count, CancellationToken cancellationToken)
    {
        List<JsonObject> entries = [];
        if (count == 0) return entries;
        var skip = offset;
        await foreach (var row in Table.QueryAsync<TableEntity>(filter.ToQuery(PartitionOf(integrationId)), Math.Min(1000, offset + count), cancellationToken: cancellationToken))
        {
            if (skip-- > 0) continue;
            if (await ReadAsync(row, cancellationToken) is { } entry) entries.Add(entry);
            if (entries.Count == count) break;
        }

        return entries;
    }

    /// <summary>The counters of an integration.</summary>
    public Task<IReadOnlyDictionary<string, long>> CountersAsync(string integrationId, CancellationToken cancellationToken) =>
        PartitionCounters.SumAsync(Table, PartitionOf(integrationId), cancellationToken);

    /// <summary>How many entries a filter leaves, counted up to 10,000.</summary>
    public async Task<int> CountAsync(string integrationId, HistoryFilter filter, CancellationToken cancellationToken) =>
        await Table.QueryAsync<TableEntity>(filter.ToQuery(PartitionOf(integrationId)), select: KeyOnly, cancellationToken: cancellationToken).Take(MaxCounted).CountAsync(cancellationToken);

    /// <summary>The ids of the entries that a filter leaves, newest first.</summary>
    public async Task<IReadOnlyList<string>> ListIdsAsync(string integrationId, HistoryFilter filter, int count, CancellationToken cancellationToken) =>
        await Table.QueryAsync<TableEntity>(filter.ToQuery(PartitionOf(integrationId)), Math.Min(1000, count), KeyOnly, cancellationToken)
            .Take(count).Select(row => row.RowKey[EntryPrefix.Length..]).ToListAsync(cancellationToken);

    /// <summary>An entry as it is answered; null if there is none.</summary>
    public async Task<JsonObject?> FindAsync(string integrationId, string id, CancellationToken cancellationToken)
    {
        if (!TimeOrderedId.TryGetTime(id, out _) || id.Length > MaxIdLength) return null;
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(integrationId), EntryPrefix + id, cancellationToken: cancellationToken);
        return found.HasValue ? await ReadAsync(found.Value!, cancellationToken) : null;
    }

    /// <summary>The last lines that the integration's script wrote, oldest first, out of its newest entries.</summary>
    public async Task<IReadOnlyList<HistoryConsoleLine>> LastConsoleAsync(string integrationId, CancellationToken cancellationToken)
    {
        var entries = await ListAsync(integrationId, HistoryFilter.None, 0, LastLines, cancellationToken);
        return [.. entries.Reverse().SelectMany(entry => entry["script"].Deserialize<HistoryScript>(RestJson.Options)?.Console ?? []).TakeLast(LastLines)];
    }

    private async Task AddAsync(WriteSet set, HistoryEntry entry, CancellationToken cancellationToken)
    {
        var row = await spill.CreateRowAsync(set.PartitionKey, EntryPrefix + entry.Id, JsonSerializer.Serialize(entry, RestJson.Options), cancellationToken);
        row[DeliveryRow.StateProperty] = entry.Successful ? DeliveryState.Succeeded : DeliveryState.Failed;
        set.Put(row).Count(Entries, 1);
    }

    // The state of an outgoing call is merged over what never changes. An entry whose blob is gone was deleted after its row was read.
    private async ValueTask<JsonObject?> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var entry = JsonNode.Parse(await spill.ReadAsync(row, cancellationToken))!.AsObject();
            if (row.GetString(DeliveryRow.ProgressProperty) is { } progress)
                foreach (var (name, value) in JsonNode.Parse(progress)!.AsObject().ToList()) entry[name] = value?.DeepClone();
            else entry["state"] = row.GetString(DeliveryRow.StateProperty);
            return entry;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    public void Dispose() => Writer.Dispose();
}
