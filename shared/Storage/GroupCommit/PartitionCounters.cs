using Azure.Data.Tables;

namespace Gantry.Shared.Storage.GroupCommit;

/// <summary>
/// Counters of a partition: one row a process (<c>c|</c> and a random part) that holds absolute values and is written at most once a transaction, so that
/// no two processes ever write one row and a resend changes nothing. The value of a counter is the sum over the rows: one short range read.
/// </summary>
public sealed class PartitionCounters
{
    /// <summary>Prefix of the rows.</summary>
    public const string RowPrefix = "c|";

    private readonly string _rowKey = RowPrefix + RandomId.New();
    private Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private bool _unsure;

    internal static bool AreIn(IEnumerable<WriteSet> sets) => sets.Any(set => set.Counts is { Count: > 0 });

    internal (TableEntity Row, Dictionary<string, long> Values) Next(string partitionKey, IEnumerable<WriteSet> sets)
    {
        var values = new Dictionary<string, long>(_values, StringComparer.Ordinal);
        foreach (var set in sets)
            foreach (var (name, delta) in set.Counts ?? new Dictionary<string, long>(StringComparer.Ordinal))
                values[name] = values.GetValueOrDefault(name) + delta;

        var row = new TableEntity(partitionKey, _rowKey);
        foreach (var (name, value) in values) row[name] = value;
        return (row, values);
    }

    internal void Committed(Dictionary<string, long> values) => _values = values;

    /// <summary>A transaction's end is unknown: what it left is read back before the next one builds on it.</summary>
    internal void Doubt() => _unsure = true;

    internal async Task SettleAsync(TableClient table, string partitionKey, CancellationToken cancellationToken)
    {
        if (!_unsure) return;
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, _rowKey, cancellationToken: cancellationToken);
        if (found.HasValue) _values = Values(found.Value!).ToDictionary(StringComparer.Ordinal);
        _unsure = false;
    }

    /// <summary>Sums the counters of a partition.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition, encoded.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The sum of each counter.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> SumAsync(TableClient table, string partitionKey, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        var rows = table.QueryAsync<TableEntity>(RowRange.Prefix(partitionKey, RowPrefix), cancellationToken: cancellationToken);
        await foreach (var row in rows)
            foreach (var (name, value) in Values(row)) sums[name] = sums.GetValueOrDefault(name) + value;
        return sums;
    }

    /// <summary>Makes one row of the rows that no process writes any more.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition, encoded.</param>
    /// <param name="untouchedSince">Rows written before this instant belong to nobody: at least twice <see cref="GroupCommitOptions.IdlePartition"/> ago.</param>
    /// <param name="cancellationToken">Cancels between the read and the write.</param>
    /// <returns>When it is done; also if another instance did it at the same time.</returns>
    public static async Task FoldAsync(TableClient table, string partitionKey, DateTimeOffset untouchedSince, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (var row in table.QueryAsync<TableEntity>(RowRange.Prefix(partitionKey, RowPrefix), cancellationToken: cancellationToken))
            if (row.Timestamp < untouchedSince && rows.Count < 99) rows.Add(row);
        if (rows.Count < 2) return;

        var folded = new TableEntity(partitionKey, RowPrefix + RandomId.New());
        foreach (var (name, value) in rows.SelectMany(Values)) folded[name] = (folded.GetInt64(name) ?? 0) + value;
        var actions = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)).Append(new TableTransactionAction(TableTransactionActionType.Add, folded));
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
        }
        catch (Azure.RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // Another instance folded these rows.
        }
    }

    private static IEnumerable<KeyValuePair<string, long>> Values(TableEntity row) =>
        row.Where(property => property.Value is long).Select(property => KeyValuePair.Create(property.Key, (long)property.Value));
}
