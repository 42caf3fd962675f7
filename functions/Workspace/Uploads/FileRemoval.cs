using Azure;
using Gantry.Functions.Workspace.Messages;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>Lets a message's file go with it: announced before, out of the room in the message's own transaction, its bytes after. A crash leaves the announcement.</summary>
internal sealed class FileRemoval(UploadStore store)
{
    /// <summary>Adds the file's part to the transaction that removes a message.</summary>
    public async Task AddToAsync(WriteSet set, Message message, CancellationToken cancellationToken)
    {
        if (message.File is not { } file) return;
        await store.AnnounceRemovalAsync(file.Id, cancellationToken);
        set.Delete(FileEntry.RowKey(file.Id), ETag.All);
    }

    /// <summary>Deletes the bytes of a removed message's file.</summary>
    public Task FinishAsync(Message message, CancellationToken cancellationToken) =>
        message.File is { } file ? store.DeleteAsync(file.Id, cancellationToken) : Task.CompletedTask;
}
