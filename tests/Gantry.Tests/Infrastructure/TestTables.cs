using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace Gantry.Tests.Infrastructure;

/// <summary>Tables of their own for tests of what lies below the application.</summary>
internal static partial class TestTables
{
    private static int _last;

    public static async Task<TableClient> NewAsync(string? connectionString = null)
    {
        var name = $"test{Interlocked.Increment(ref _last)}n{Guid.NewGuid():N}";
        await new TableClient(await Azurite.ConnectionStringAsync(), name).CreateAsync();
        return new TableClient(connectionString ?? await Azurite.ConnectionStringAsync(), name);
    }

    /// <summary>The port of the Table service.</summary>
    public static async Task<int> PortAsync() => int.Parse(TablePort().Match(await Azurite.ConnectionStringAsync()).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<List<TableEntity>> RowsAsync(TableClient table, string partitionKey)
    {
        List<TableEntity> rows = [];
        await foreach (var row in table.QueryAsync<TableEntity>(Shared.Storage.RowRange.All(partitionKey))) rows.Add(row);
        return rows;
    }

    [GeneratedRegex(@"TableEndpoint=http://127\.0\.0\.1:(\d+)/", RegexOptions.None, 1000)]
    private static partial Regex TablePort();
}
