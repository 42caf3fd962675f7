using Gantry.Functions.Hosting.Timers;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>Hourly: deletes the files that were announced more than a day ago and that no message carries. Reads what is announced alone, never the container.</summary>
internal sealed partial class SweepUploadsTimer(UploadStore store, MessageStore messages, TimeProvider time, ILogger<SweepUploadsTimer> logger) : ITimerWorker
{
    /// <summary>An hour more than an upload may be confirmed: nobody does both at once.</summary>
    private static readonly TimeSpan Age = Uploading.ConfirmableFor + TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var id in store.ListAnnouncedBeforeAsync(time.GetUtcNow() - Age, cancellationToken))
        {
            if (await messages.ReadRowAsync(id[TimeOrderedId.Length..], FileEntry.RowKey(id), cancellationToken) is not null)
            {
                await store.FinishAsync(id, cancellationToken);
                continue;
            }

            await store.DeleteAsync(id, cancellationToken);
            deleted++;
        }

        LogDone(logger, deleted);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Files} uploaded files that no message carries")]
    private static partial void LogDone(ILogger logger, int files);
}
