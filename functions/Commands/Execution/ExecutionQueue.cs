using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Gantry.Functions.Commands.Execution;

/// <summary>The queue of runs that somebody else may have to bring to their end.</summary>
internal sealed class ExecutionQueue(StorageAccount storage, TimeProvider time)
{
    /// <summary>The queue.</summary>
    public const string Name = "executions";

    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = storage.Queue(Name);

    /// <summary>Queues a job for a time, rounded up to whole seconds.</summary>
    /// <returns>With what it can be taken back.</returns>
    public async Task<SendReceipt> SendAsync(ExecutionJob job, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var hidden = TimeSpan.FromSeconds(Math.Ceiling(Math.Max(0, (due - time.GetUtcNow()).TotalSeconds)));
        return await _queue.SendMessageAsync(job.ToMessage(), hidden, ForEver, cancellationToken);
    }

    /// <summary>Takes a job back that is not needed. One that stays finds its run finished, so a failure does no harm.</summary>
    public async Task TakeBackAsync(SendReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.DeleteMessageAsync(receipt.MessageId, receipt.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException)
        {
            // It is taken already, or storage is away.
        }
    }
}
