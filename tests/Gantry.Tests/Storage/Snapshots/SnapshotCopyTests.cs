using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Gantry.Shared.Storage.Snapshots;

namespace Gantry.Tests.Storage.Snapshots;

/// <summary>A new instance reads a large snapshot from its copy and only what changed since, and does without where there is none.</summary>
public sealed class SnapshotCopyTests
{
    private const int Batches = 12;
    private const int PerBatch = 90;

    [Fact]
    public async Task A_new_instance_reads_the_copy_and_what_changed_since()
    {
        var (table, container) = await FilledAsync();
        using var busy = New(table, container);
        await busy.ChangeAsync(_ => SnapshotChange<Entry>.Write("late", new Entry("late")), CancellationToken.None);
        await busy.ChangeAsync(_ => SnapshotChange<Entry>.Remove("id0-0"), CancellationToken.None);
        await table.DeleteEntityAsync("p", "r|id0-1", ETag.All);

        using var fresh = New(table, container);
        var state = await fresh.GetAsync(CancellationToken.None);
        Assert.Equal(Batches * PerBatch, state.Records.Count);
        Assert.Equal("late", state.FindByAlternateKey("late")!.Name);
        Assert.Null(state.Find("id0-0"));
        Assert.NotNull(state.Find("id0-1"));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_read_is_done_without_and_made_again()
    {
        var (table, container) = await FilledAsync();
        await container.GetBlobClient("p.json.gz").UploadAsync(BinaryData.FromString("damaged"), overwrite: true);
        using var fresh = New(table, container);
        Assert.Equal(Batches * PerBatch, (await fresh.GetAsync(CancellationToken.None)).Records.Count);
        await Eventually.TrueAsync(async () => (await container.GetBlobClient("p.json.gz").GetPropertiesAsync()).Value.ContentLength > 1_000);
    }

    [Fact]
    public async Task A_copy_that_is_older_than_the_changes_that_are_remembered_is_not_used()
    {
        var (table, container) = await FilledAsync();
        var old = (await container.GetBlobClient("p.json.gz").DownloadContentAsync()).Value.Content;
        using (var without = New(table, null))
            for (var batch = 0; batch < 6; batch++) await PutAsync(without, batch, "new");
        await container.GetBlobClient("p.json.gz").UploadAsync(old, overwrite: true);
        using var fresh = New(table, container);
        var state = await fresh.GetAsync(CancellationToken.None);
        Assert.Equal("new0-0", state.Find("id0-0")!.Name);
        Assert.Equal($"n{Batches - 1}-0", state.Find($"id{Batches - 1}-0")!.Name);
    }

    private static async Task<(TableClient Table, BlobContainerClient Container)> FilledAsync()
    {
        var table = await TestTables.NewAsync();
        var container = new BlobContainerClient(await Azurite.ConnectionStringAsync(), "copies-" + Guid.NewGuid().ToString("N"));
        await container.CreateAsync();
        using var snapshot = New(table, container);
        for (var batch = 0; batch < Batches; batch++) await PutAsync(snapshot, batch, "n");
        await Eventually.TrueAsync(async () => await container.GetBlobClient("p.json.gz").ExistsAsync());
        return (table, container);
    }

    private static async Task PutAsync(Snapshot<Entry> snapshot, int batch, string prefix)
    {
        var change = new SnapshotChange<Entry>(Enumerable.Range(0, PerBatch).ToDictionary(i => $"id{batch}-{i}", Entry? (i) => new Entry($"{prefix}{batch}-{i}"), StringComparer.Ordinal));
        await snapshot.ChangeAsync(_ => change, CancellationToken.None);
    }

    private static Snapshot<Entry> New(TableClient table, BlobContainerClient? copies) =>
        new(table, "p", new SnapshotOptions { RefreshSeconds = 0 }, TimeProvider.System, JsonSerializerOptions.Web, new(entry => entry.Name), copies);

    private sealed record Entry(string Name);
}
