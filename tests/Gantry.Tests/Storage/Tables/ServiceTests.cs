using Azure;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class ServiceTests
{
    private static string Name() => "t" + Guid.NewGuid().ToString("N");

    private static async Task<TableServiceClient> ServiceAsync() => new(await Azurite.ConnectionStringAsync());

    [Fact]
    public async Task A_table_is_created_once_and_found_the_second_time()
    {
        var service = await ServiceAsync();
        var name = Name();

        var created = await service.CreateTableIfNotExistsAsync(name);
        var found = await service.GetTableClient(name).CreateIfNotExistsAsync();

        Assert.Equal((204, name), (created.GetRawResponse().Status, created.Value.Name));
        Assert.Equal((409, name), (found.GetRawResponse().Status, found.Value.Name));
    }

    [Fact]
    public async Task Creating_a_table_that_exists_is_refused()
    {
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal((409, "TableAlreadyExists"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_deleted_table_is_gone()
    {
        var service = await ServiceAsync();
        var table = await FreshTable.CreateAsync();

        var deleted = await service.DeleteTableAsync(table.Name);
        var again = await table.DeleteAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((204, 404), (deleted.Status, again.Status));
        Assert.Equal((404, "TableNotFound"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task Tables_are_listed_page_by_page()
    {
        var service = await ServiceAsync();
        string[] names = [Name(), Name(), Name()];
        foreach (var name in names)
            await service.CreateTableIfNotExistsAsync(name);

        var listed = await service.QueryAsync(maxPerPage: 2).ToListAsync();

        Assert.Subset(listed.Select(table => table.Name).ToHashSet(StringComparer.Ordinal), names.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_filter_finds_one_table()
    {
        var service = await ServiceAsync();
        var name = (await FreshTable.CreateAsync()).Name;

        var listed = await service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {name}")).ToListAsync();

        Assert.Equal(name, Assert.Single(listed).Name);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var right = new TableClient(await Azurite.ConnectionStringAsync(), Name());
        var endpoint = new Uri(right.Uri.GetLeftPart(UriPartial.Authority) + "/" + right.AccountName);
        var table = new TableClient(endpoint, right.Name, new TableSharedKeyCredential(right.AccountName, Convert.ToBase64String(new byte[64])));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal(403, refusal.Status);
    }
}
