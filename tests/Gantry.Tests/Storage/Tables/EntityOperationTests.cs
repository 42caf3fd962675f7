using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Gantry.Tests.Storage.Tables;

public sealed class EntityOperationTests
{
    [Fact]
    public async Task An_added_entity_is_read_back()
    {
        var table = await FreshTable.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Ada", ["Age"] = 36 });

        var read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("Ada", read.Value.GetString("Name"));
        Assert.Equal(36, read.Value.GetInt32("Age"));
        Assert.Equal(added.Headers.ETag, read.Value.ETag);
        Assert.NotNull(read.Value.Timestamp);
    }

    [Fact]
    public async Task Adding_twice_is_a_conflict()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, "kept")]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task An_upsert_merges_or_replaces(TableUpdateMode mode, string? old)
    {
        var table = await FreshTable.CreateAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Old"] = "kept" }, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = "set" }, mode);

        var read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(old, read.Value.GetString("Old"));
        Assert.Equal("set", read.Value.GetString("New"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, "kept")]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task An_update_of_the_read_version_merges_or_replaces(TableUpdateMode mode, string? old)
    {
        var table = await FreshTable.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = "kept" });
        var updated = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["New"] = 1 }, added.Headers.ETag!.Value, mode);

        var read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(old, read.Value.GetString("Old"));
        Assert.Equal(updated.Headers.ETag, read.Value.ETag);
        Assert.NotEqual(added.Headers.ETag, read.Value.ETag);
    }

    [Fact]
    public async Task An_update_of_another_version_is_refused()
    {
        var table = await FreshTable.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, ETag.All);

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, added.Headers.ETag!.Value));

        Assert.Equal(412, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
    }

    [Fact]
    public async Task An_update_needs_a_version()
    {
        var table = await FreshTable.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task An_update_of_a_missing_entity_is_refused()
    {
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal((404, "ResourceNotFound"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_missing_entity_is_refused_or_has_no_value()
    {
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var nothing = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal((404, "ResourceNotFound"), (refusal.Status, refusal.ErrorCode));
        Assert.False(nothing.HasValue);
        Assert.Equal(404, nothing.GetRawResponse().Status);
    }

    [Fact]
    public async Task An_entity_that_exists_has_a_value()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var found = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(found.HasValue);
        Assert.Equal(1, found.Value!.GetInt32("A"));
    }

    [Fact]
    public async Task A_deleted_entity_is_gone()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var deleted = await table.DeleteEntityAsync("p", "r");

        Assert.Equal(204, deleted.Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Deleting_a_missing_entity_answers_404_without_an_exception()
    {
        var table = await FreshTable.CreateAsync();

        var answer = await table.DeleteEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task Deleting_another_version_is_refused()
    {
        var table = await FreshTable.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r"));
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 2 });

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", added.Headers.ETag!.Value));

        Assert.Equal(412, refusal.Status);
    }

    [Fact]
    public async Task Selected_properties_alone_are_read()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        var read = await table.GetEntityAsync<TableEntity>("p", "r", ["A"]);

        Assert.Equal(1, read.Value.GetInt32("A"));
        Assert.False(read.Value.ContainsKey("B"));
    }

    [Fact]
    public async Task A_null_property_is_not_stored()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { { "A", null } });

        var read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.False(read.Value.ContainsKey("A"));
    }
}
