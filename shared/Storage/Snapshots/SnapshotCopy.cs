using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace Gantry.Shared.Storage.Snapshots;

/// <summary>
/// All records of a large snapshot in one blob, as they were at some version. A new instance reads it in place of page after page of rows, and then only
/// what changed since. It is written in the background after loads and changes; without it, or with one that is too old, the rows are read.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class SnapshotCopy<T> : IDisposable
    where T : class
{
    // A snapshot that one page of rows holds needs no copy.
    private const int MinRecords = 1_000;

    // Half of what a version row remembers, so that a copy can still be brought up to date while the next is written.
    private const int MaxChanges = VersionRow.MaxRecent / 2;

    private readonly CancellationTokenSource _end = new();
    private readonly BlobClient _blob;
    private readonly JsonSerializerOptions _json;
    private readonly CancellationToken _ended;
    private Task _writing = Task.CompletedTask;
    private long _version;

    /// <summary>Names the copy.</summary>
    /// <param name="container">Where the blob lies.</param>
    /// <param name="name">Its name.</param>
    /// <param name="json">How records are stored.</param>
    public SnapshotCopy(BlobContainerClient container, string name, JsonSerializerOptions json) => (_blob, _json, _ended) = (container.GetBlobClient(name), json, _end.Token);

    /// <summary>Reads the copy.</summary>
    /// <param name="empty">The snapshot without records.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The state of its version; null if there is no copy that can be read.</returns>
    /// <exception cref="RequestFailedException">Storage could not be read.</exception>
    public async Task<SnapshotState<T>?> ReadAsync(SnapshotState<T> empty, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await _blob.DownloadStreamingAsync(cancellationToken: cancellationToken);
            await using var content = blob.Value.Content;
            await using var unpacked = new GZipStream(content, CompressionMode.Decompress);
            var copy = await JsonSerializer.DeserializeAsync<Content>(unpacked, _json, cancellationToken);
            Volatile.Write(ref _version, copy!.Version);
            return empty.With(copy.Version, copy.Records.Select(record => KeyValuePair.Create(record.Key, (T?)record.Value)));
        }
        catch (Exception exception) when (exception is RequestFailedException { Status: 404 } or JsonException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Writes a copy in the background if there is none, or if it falls behind.</summary>
    /// <param name="state">The state.</param>
    /// <param name="row">The version row of that state.</param>
    public void KeepUp(SnapshotState<T> state, VersionRow row)
    {
        var version = Volatile.Read(ref _version);
        var isRecent = version > 0 && row.ChangedSince(version) is { Count: < MaxChanges };
        if (state.Records.Count > MinRecords && !isRecent && _writing.IsCompleted) _writing = Task.Run(() => WriteAsync(state, _ended), CancellationToken.None);
    }

    public void Dispose()
    {
        if (_ended.IsCancellationRequested) return;
        _end.Cancel();
        _end.Dispose();
    }

    private async Task WriteAsync(SnapshotState<T> state, CancellationToken cancellationToken)
    {
        try
        {
            // Whole and then uploaded, because a blob that is opened for writing is empty at first.
            using var content = new MemoryStream();
            await using (var packed = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
                await JsonSerializer.SerializeAsync(packed, new Content(state.Version, state.Records), _json, cancellationToken);
            content.Position = 0;
            await _blob.UploadAsync(content, overwrite: true, cancellationToken);
            Volatile.Write(ref _version, state.Version);
        }
        catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException)
        {
            // The next change tries again; until then the rows are read.
        }
    }

    private sealed record Content(long Version, IReadOnlyDictionary<string, T> Records);
}
