using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Purge;

/// <summary>Takes purge jobs that failed too often: nobody can see the rows that they leave, so the log is told and the message ends.</summary>
internal sealed partial class PurgePoisonWorker(ILogger<PurgePoisonWorker> logger) : IQueueWorker
{
    public Task RunAsync(QueueJob job, CancellationToken cancellationToken)
    {
        LogPoison(logger, job.Text);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "A purge failed for good and left rows behind: {Job}")]
    private static partial void LogPoison(ILogger logger, string job);
}
