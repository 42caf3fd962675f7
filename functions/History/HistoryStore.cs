using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.History;

/// <summary>
/// The history of integrations in the table <c>history</c>, a partition an integration. Rows: <c>h|</c> entries, newest first; <c>k|</c> the claims of
/// idempotent calls; <c>c|</c> counters, so that a total costs one short range read.
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

    private const string EntryPrefix = "h|";

    /// <summary>The writer of the table; its transactions are counted by benchmarks.</summary>
    public GroupCommitWriter Writer { get; } = new(storage.Table("history"), commit.Value, time);

    /// <summary>The table.</summary>
    public TableClient Table { get; } = storage.Table("history");

    /// <summary>The partition of an integration.</summary>
    public static string PartitionOf(string integrationId) => StorageKey.Encode(integrationId);

    /// <summary>The keys between which all entries before an instant lie.</summary>
    public static (string From, string To) Before(DateTimeOffset instant) => (EntryPrefix + TimeOrderedId.Prefix(instant), EntryPrefix + "~");

    /// <summary>A new entry's id.</summary>
    public string NewId() => TimeOrderedId.New(time);

    /// <summary>Writes an entry, with other rows of the integration's partition if need be.</summary>
    public async Task AppendAsync(HistoryEntry entry, Action<WriteSet>? with, CancellationToken cancellationToken)
    {
        var set = new WriteSet(PartitionOf(entry.Integration.Id));
        set.Put(await spill.CreateRowAsync(set.PartitionKey, EntryPrefix + entry.Id, JsonSerializer.Serialize(entry, RestJson.Options), cancellationToken));
        set.Count(Entries, 1);
        with?.Invoke(set);
        await Writer.CommitAsync(set, cancellationToken);
    }

    /// <summary>Counts calls that leave no entry.</summary>
    public Task CountAsync(string integrationId, string counter, int calls, CancellationToken cancellationToken) =>
        Writer.CommitAsync(new WriteSet(PartitionOf(integrationId)).Count(counter, calls), cancellationToken);

    /// <summary>A part of the entries, newest first, and the counters.</summary>
    public async Task<(IReadOnlyList<HistoryEntry> Entries, IReadOnlyDictionary<string, long> Counters)> ListAsync(string integrationId, int offset, int count, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(integrationId);
        var counters = PartitionCounters.SumAsync(Table, partition, cancellationToken);
        List<HistoryEntry> entries = [];
        var skip = offset;
        await foreach (var row in Table.QueryAsync<TableEntity>(RowRange.Prefix(partition, EntryPrefix), Math.Min(1000, offset + count), cancellationToken: cancellationToken))
        {
            if (skip-- > 0) continue;
            entries.Add(JsonSerializer.Deserialize<HistoryEntry>(await spill.ReadAsync(row, cancellationToken), RestJson.Options)!);
            if (entries.Count == count) break;
        }

        return (entries, await counters);
    }

    /// <summary>The last lines that the integration's script wrote, oldest first, out of its newest entries.</summary>
    public async Task<IReadOnlyList<HistoryConsoleLine>> LastConsoleAsync(string integrationId, CancellationToken cancellationToken)
    {
        var (entries, _) = await ListAsync(integrationId, 0, LastLines, cancellationToken);
        return [.. entries.Reverse().SelectMany(entry => entry.Script?.Console ?? []).TakeLast(LastLines)];
    }

    public void Dispose() => Writer.Dispose();
}
