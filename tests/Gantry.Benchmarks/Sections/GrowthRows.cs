using System.Diagnostics;
using Azure.Data.Tables;
using Gantry.Shared.Storage;

namespace Gantry.Benchmarks.Sections;

/// <summary>Fills tables with copies of rows that Gantry wrote, in transactions of a hundred: quicker than any API could.</summary>
internal sealed class GrowthRows(string connectionString)
{
    private const int PerTransaction = 100;
    private const int PerPartition = 1000;
    private const int Writers = 8;

    private readonly StorageAccount _storage = new(new StorageConnection(connectionString), new StorageOptions());

    /// <summary>Adds copies of an integration, under other ids, names and tokens.</summary>
    public async Task AddIntegrationsAsync(string id, string token, int count)
    {
        var table = _storage.Table("integrations");
        var json = JsonRow.Read((await table.GetEntityIfExistsAsync<TableEntity>("integrations", "r|" + id)).Value!);
        await Parallel.ForEachAsync(Enumerable.Range(0, (count + PerTransaction - 1) / PerTransaction), Parallelism, async (chunk, cancellationToken) =>
        {
            var rows = Enumerable.Range(0, Math.Min(PerTransaction, count - (chunk * PerTransaction))).Select(_ =>
            {
                var copy = RandomId.New();
                var row = JsonRow.Create("integrations", "r|" + copy, json.Replace(id, copy, StringComparison.Ordinal).Replace(token, RandomId.Secret(token.Length), StringComparison.Ordinal));
                row["Id"] = copy;
                return row;
            });
            await AddAsync(table, rows, cancellationToken);
        });
    }

    /// <summary>Adds copies of a message and of a history entry, until there are so many of each or the time is over.</summary>
    /// <returns>How many of each were added.</returns>
    public async Task<int> AddMessagesAndHistoryAsync(string room, string integration, int count, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        (string Table, string Prefix, string Json)[] samples = [await SampleAsync("messages", room, "m|"), await SampleAsync("history", integration, "h|")];
        var added = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count / PerPartition), Parallelism, async (_, cancellationToken) =>
        {
            if (watch.Elapsed > time) return;
            var partition = RandomId.New();
            foreach (var (table, prefix, json) in samples)
            {
                for (var i = 0; i < PerPartition / PerTransaction; i++)
                    await AddAsync(_storage.Table(table), Enumerable.Range(0, PerTransaction).Select(_ => JsonRow.Create(partition, prefix + TimeOrderedId.New(TimeProvider.System), json)), cancellationToken);
            }

            Interlocked.Add(ref added, PerPartition);
        });
        return added;
    }

    /// <summary>Reads the first rows of a partition whose keys begin so.</summary>
    public async Task ReadPageAsync(string table, string partition, string prefix, int length)
    {
        var left = length;
        await foreach (var _ in _storage.Table(table).QueryAsync<TableEntity>(RowRange.Prefix(partition, prefix), length))
            if (--left == 0) return;
    }

    private static ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = Writers };

    private async Task<(string Table, string Prefix, string Json)> SampleAsync(string table, string partition, string prefix) =>
        (table, prefix, JsonRow.Read(await RawRows.FirstAsync(_storage, table, partition, prefix)));

    private static async Task AddAsync(TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) =>
        await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellationToken);
}
