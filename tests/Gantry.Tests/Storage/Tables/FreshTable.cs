using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

/// <summary>A table of its own for each test.</summary>
internal static class FreshTable
{
    public static async Task<TableClient> CreateAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(await Azurite.ConnectionStringAsync(), "t" + Guid.NewGuid().ToString("N"), options);
        await table.CreateAsync();
        return table;
    }
}
