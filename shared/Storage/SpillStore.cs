using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Gantry.Shared.Storage;

/// <summary>
/// Documents that may be too large for a row (claim check, design 4): up to <see cref="MaxInlineCharacters"/> they lie in the row, else in a blob that the
/// row names. The blob is written first, so a row never names one that is not there.
/// </summary>
/// <param name="storage">The account.</param>
public sealed class SpillStore(StorageAccount storage)
{
    /// <summary>The property of a row that names its blob.</summary>
    public const string BlobProperty = "Blob";

    /// <summary>Characters that stay in the row.</summary>
    public const int MaxInlineCharacters = 48 * 1024;

    private readonly BlobContainerClient _container = storage.Container("spill");

    /// <summary>Makes a row that carries a document.</summary>
    /// <param name="partitionKey">Partition key, encoded.</param>
    /// <param name="rowKey">Row key, encoded.</param>
    /// <param name="json">The document.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The row, to be committed.</returns>
    public async ValueTask<TableEntity> CreateRowAsync(string partitionKey, string rowKey, string json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length <= MaxInlineCharacters) return JsonRow.Create(partitionKey, rowKey, json);
        var name = $"{Guid.CreateVersion7():N}.json";
        await _container.GetBlobClient(name).UploadAsync(BinaryData.FromString(json), overwrite: true, cancellationToken);
        return new TableEntity(partitionKey, rowKey) { [BlobProperty] = name };
    }

    /// <summary>The document of a row.</summary>
    /// <param name="row">A row made by <see cref="CreateRowAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The document.</returns>
    public async ValueTask<string> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.GetString(BlobProperty) is not { } name) return JsonRow.Read(row);
        var content = await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
        return content.Value.Content.ToString();
    }

    /// <summary>Deletes the blob of a row that goes, if it has one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is done.</returns>
    public Task DeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.GetString(BlobProperty) is { } name ? _container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken) : Task.CompletedTask;
    }
}
