using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Gantry.Shared.Storage.GroupCommit;

/// <summary>
/// All rows that one request writes to one partition: committed together or not at all, never split over two transactions.
/// </summary>
/// <param name="partitionKey">The partition, encoded.</param>
public sealed class WriteSet(string partitionKey)
{
    /// <summary>The property of a conditionally written row that names the set which wrote it, so that a resend can be told from a conflict.</summary>
    public const string CommitProperty = "Commit";

    private readonly List<TableTransactionAction> _actions = [];
    private Dictionary<string, long>? _counts;
    private bool _conditional;

    /// <summary>The partition.</summary>
    public string PartitionKey { get; } = partitionKey;

    /// <summary>Once it is committed: the ETag of the set's first row, for a later <see cref="Replace"/> or <see cref="Merge"/> without reading it. Null if it is not known.</summary>
    public ETag? FirstETag => FirstAnswer?.Headers.ETag;

    internal Response? FirstAnswer { get; set; }

    internal IReadOnlyList<TableTransactionAction> Actions => _actions;

    internal IReadOnlyDictionary<string, long>? Counts => _counts;

    internal int EstimatedBytes { get; private set; }

    internal string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Writes a row whose key this process made: whatever stands there is replaced, so a resend does no harm.</summary>
    /// <param name="row">The row.</param>
    /// <returns>This set.</returns>
    public WriteSet Put(TableEntity row) => Add(TableTransactionActionType.UpsertReplace, row);

    /// <summary>Writes a row that must not exist: a claim. If it does, the set fails with 409.</summary>
    /// <param name="row">The row.</param>
    /// <returns>This set.</returns>
    public WriteSet Claim(TableEntity row)
    {
        _conditional = true;
        return Add(TableTransactionActionType.Add, row);
    }

    /// <summary>Replaces a row that must be as it was read. If it is not, the set fails with 412 (404 if it is gone).</summary>
    /// <param name="row">The new row.</param>
    /// <param name="read">The ETag that was read.</param>
    /// <returns>This set.</returns>
    public WriteSet Replace(TableEntity row, ETag read)
    {
        _conditional = true;
        return Add(TableTransactionActionType.UpdateReplace, row, read);
    }

    /// <summary>Changes some properties of a row that must be as it was read, and leaves the others. If it is not, the set fails with 412 (404 if it is gone).</summary>
    /// <param name="row">The key and the properties to be changed.</param>
    /// <param name="read">The ETag that was read.</param>
    /// <returns>This set.</returns>
    public WriteSet Merge(TableEntity row, ETag read)
    {
        _conditional = true;
        return Add(TableTransactionActionType.UpdateMerge, row, read);
    }

    /// <summary>Deletes a row. If it is gone, the set fails with 404.</summary>
    /// <param name="rowKey">The row key, encoded.</param>
    /// <param name="read">The ETag that was read, or <see cref="ETag.All"/>.</param>
    /// <returns>This set.</returns>
    public WriteSet Delete(string rowKey, ETag read)
    {
        _conditional = true;
        return Add(TableTransactionActionType.Delete, new TableEntity(PartitionKey, rowKey), read);
    }

    /// <summary>Adds to a counter of the partition; the sum costs one row a process and transaction (see <see cref="PartitionCounters"/>).</summary>
    /// <param name="counter">Name of the counter.</param>
    /// <param name="delta">What to add.</param>
    /// <returns>This set.</returns>
    public WriteSet Count(string counter, long delta)
    {
        _counts ??= new Dictionary<string, long>(StringComparer.Ordinal);
        _counts[counter] = _counts.GetValueOrDefault(counter) + delta;
        return this;
    }

    internal void Seal()
    {
        if (!_conditional) return;
        foreach (var action in _actions)
            if (action.ActionType != TableTransactionActionType.Delete) ((TableEntity)action.Entity)[CommitProperty] = Id;
    }

    private WriteSet Add(TableTransactionActionType type, TableEntity row, ETag ifMatch = default)
    {
        if (row.PartitionKey != PartitionKey) throw new ArgumentException($"The row is of partition '{row.PartitionKey}', the set of '{PartitionKey}'.", nameof(row));
        _actions.Add(new TableTransactionAction(type, row, ifMatch));
        EstimatedBytes += Estimate(row);
        return this;
    }

    // Headers of one operation take about 500 bytes; a character outside ASCII is sent as six, and JSON within JSON escapes its quotes.
    private static int Estimate(TableEntity row)
    {
        var bytes = 600;
        foreach (var (name, value) in row)
            bytes += name.Length + 16 + (value is string text ? (Ascii.IsValid(text) ? text.Length * 5 / 4 : text.Length * 6) : 32);
        return bytes;
    }
}
