using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>
/// The bytes of files: blobs <c>room/time</c> in the container <c>uploads</c>. A file belongs to its room by the <c>f|</c> row that its message's transaction
/// writes (<see cref="FileEntry"/>). Whatever may leave a blob without such a row is announced first, by a row of the table <c>uploads</c>: an upload before
/// its blob is written, a removal before its message goes. The row is taken away at the end, so what is found there after a day is what a crash left, or
/// what nobody confirmed, and <see cref="SweepUploadsTimer"/> ends it.
/// </summary>
internal sealed class UploadStore(StorageAccount storage, TimeProvider time)
{
    private const string Partition = "pending";
    private const string RemovalProperty = "Removal";
    private const int BlockSize = 1024 * 1024;

    private readonly TableClient _pending = storage.Table("uploads");
    private readonly BlobContainerClient _blobs = storage.Container("uploads");

    /// <summary>Announces an upload.</summary>
    public async Task<PendingUpload> AnnounceAsync(string roomId, string userId, string name, string type, CancellationToken cancellationToken)
    {
        var upload = new PendingUpload(TimeOrderedId.New(time) + roomId, roomId, userId, name, type, time.GetUtcNow());
        await _pending.UpsertEntityAsync(JsonRow.Create(Partition, StorageKey.Encode(upload.Id), JsonSerializer.Serialize(upload, RestJson.Options)), TableUpdateMode.Replace, cancellationToken);
        return upload;
    }

    /// <summary>Announces that a file goes with its message.</summary>
    public Task AnnounceRemovalAsync(string fileId, CancellationToken cancellationToken) =>
        _pending.UpsertEntityAsync(new TableEntity(Partition, StorageKey.Encode(fileId)) { [RemovalProperty] = fileId }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>An upload that no message carries; null if there is none.</summary>
    public async Task<PendingUpload?> FindPendingAsync(string fileId, CancellationToken cancellationToken)
    {
        var found = await _pending.GetEntityIfExistsAsync<TableEntity>(Partition, StorageKey.Encode(fileId), cancellationToken: cancellationToken);
        return found.HasValue && !found.Value!.ContainsKey(RemovalProperty) ? JsonSerializer.Deserialize<PendingUpload>(JsonRow.Read(found.Value), RestJson.Options) : null;
    }

    /// <summary>The ids of the files that were announced before an instant and whose end nobody has seen.</summary>
    public IAsyncEnumerable<string> ListAnnouncedBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        _pending.QueryAsync<TableEntity>($"{RowRange.All(Partition)} and {TableClient.CreateQueryFilter($"Timestamp lt {instant}")}", cancellationToken: cancellationToken)
            .Select(row => row.GetString(RemovalProperty) ?? JsonSerializer.Deserialize<PendingUpload>(JsonRow.Read(row), RestJson.Options)!.Id);

    /// <summary>Writes the bytes, a block at a time as they arrive.</summary>
    public Task WriteAsync(PendingUpload upload, Stream content, CancellationToken cancellationToken)
    {
        var transfer = new StorageTransferOptions { InitialTransferSize = BlockSize, MaximumTransferSize = BlockSize, MaximumConcurrency = 1 };
        return BlobOf(upload.Id).UploadAsync(content, new BlobUploadOptions { TransferOptions = transfer }, cancellationToken);
    }

    /// <summary>The bytes that a file has; null if it has no blob.</summary>
    public async Task<long?> FindSizeAsync(string fileId, CancellationToken cancellationToken)
    {
        try
        {
            return (await BlobOf(fileId).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        }
        catch (Azure.RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The bytes, read a block at a time from wherever the reader stands; null if they are gone.</summary>
    public async Task<Stream?> OpenAsync(string fileId, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobOf(fileId).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = BlockSize }, cancellationToken);
        }
        catch (Azure.RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Ends what was announced: the file has its message.</summary>
    public Task FinishAsync(string fileId, CancellationToken cancellationToken) =>
        _pending.DeleteEntityAsync(Partition, StorageKey.Encode(fileId), cancellationToken: cancellationToken);

    /// <summary>Deletes the bytes, then ends what was announced.</summary>
    public async Task DeleteAsync(string fileId, CancellationToken cancellationToken)
    {
        await BlobOf(fileId).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        await FinishAsync(fileId, cancellationToken);
    }

    /// <summary>What the blobs of a room's files begin with.</summary>
    public static string BlobPrefix(string roomId) => StorageKey.Encode(roomId) + "/";

    private BlobClient BlobOf(string fileId) => _blobs.GetBlobClient(BlobPrefix(fileId[TimeOrderedId.Length..]) + fileId[..TimeOrderedId.Length]);
}
