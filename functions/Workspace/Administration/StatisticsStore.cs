using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Gantry.Functions.Workspace.Administration;

/// <summary>Counts of the workspace in the table <c>config</c>, partition <c>statistics</c>: a row a day, the newest first; what is counted later on a day replaces it.</summary>
internal sealed class StatisticsStore(StorageAccount storage)
{
    private const string Partition = "statistics";

    private readonly TableClient _table = storage.Table("config");

    /// <summary>The newest counts; null if there are none.</summary>
    public async Task<JsonObject?> NewestAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in Rows(pageSize: 1, cancellationToken)) return Read(row);
        return null;
    }

    /// <summary>All counts, newest first: a row a day, so few.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken) => await Rows(pageSize: 1000, cancellationToken).Select(Read).ToListAsync(cancellationToken);

    /// <summary>Keeps the counts of a moment.</summary>
    public Task PutAsync(DateTimeOffset at, JsonObject counts, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(JsonRow.Create(Partition, RowKey(at), counts.ToJsonString()), TableUpdateMode.Replace, cancellationToken);

    private Azure.AsyncPageable<TableEntity> Rows(int pageSize, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(RowRange.All(Partition), pageSize, cancellationToken: cancellationToken);

    private static JsonObject Read(TableEntity row) => JsonNode.Parse(JsonRow.Read(row))!.AsObject();

    // Inverted, so that the newest day comes first.
    private static string RowKey(DateTimeOffset at) => (DateOnly.MaxValue.DayNumber - DateOnly.FromDateTime(at.UtcDateTime).DayNumber).ToString("D7", CultureInfo.InvariantCulture);
}
