using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Gantry.Functions.Identity.Avatars;

/// <summary>
/// Pictures of users: the bytes in a blob of their own, named by the row of the user in the table <c>avatars</c>, so that the purge of a removed user finds
/// it. The order is blob, row, user: a crash between leaves at most a blob that nothing names, and the old picture.
/// </summary>
internal sealed class AvatarStore(StorageAccount storage)
{
    private const string RowKey = "avatar";
    private const string TypeProperty = "Type";

    private readonly TableClient _table = storage.Table("avatars");
    private readonly BlobContainerClient _container = storage.Container("spill");

    /// <summary>Keeps a picture.</summary>
    public async Task PutAsync(string userId, byte[] picture, string type, CancellationToken cancellationToken)
    {
        var old = await FindRowAsync(userId, cancellationToken);
        var name = $"{Guid.CreateVersion7():N}.avatar";
        await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(picture), overwrite: true, cancellationToken);
        var row = new TableEntity(StorageKey.Encode(userId), RowKey) { [SpillStore.BlobProperty] = name, [TypeProperty] = type };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        await DeleteBlobAsync(old, cancellationToken);
    }

    /// <summary>The picture of a user with its media type; null if it has none.</summary>
    public async Task<(byte[] Picture, string Type)?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        if (await FindRowAsync(userId, cancellationToken) is not { } row) return null;
        try
        {
            var content = await _container.GetBlobClient(row.GetString(SpillStore.BlobProperty)).DownloadContentAsync(cancellationToken);
            return (content.Value.Content.ToArray(), row.GetString(TypeProperty)!);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another one was put in its place after the row was read.
            return null;
        }
    }

    /// <summary>Forgets the picture of a user.</summary>
    public async Task RemoveAsync(string userId, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(userId, cancellationToken);
        await _table.DeleteEntityAsync(StorageKey.Encode(userId), RowKey, cancellationToken: cancellationToken);
        await DeleteBlobAsync(row, cancellationToken);
    }

    private async Task<TableEntity?> FindRowAsync(string userId, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(userId), RowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private Task DeleteBlobAsync(TableEntity? row, CancellationToken cancellationToken) =>
        row?.GetString(SpillStore.BlobProperty) is { } name ? _container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken) : Task.CompletedTask;
}
