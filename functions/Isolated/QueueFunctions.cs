using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace Gantry.Isolated;

/// <summary>A function for each queue, with the names and queues of the folders below <c>Triggers</c>.</summary>
public sealed class QueueFunctions(GantryApp app)
{
    [Function("deliver")]
    public Task DeliverAsync([QueueTrigger("deliveries")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("deliver", message, cancellationToken);

    [Function("deliverpoison")]
    public Task DeliverPoisonAsync([QueueTrigger("deliveries-poison")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("deliverpoison", message, cancellationToken);

    [Function("execute")]
    public Task ExecuteAsync([QueueTrigger("executions")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("execute", message, cancellationToken);

    [Function("executepoison")]
    public Task ExecutePoisonAsync([QueueTrigger("executions-poison")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("executepoison", message, cancellationToken);

    [Function("guard")]
    public Task GuardAsync([QueueTrigger("guards")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("guard", message, cancellationToken);

    [Function("guardpoison")]
    public Task GuardPoisonAsync([QueueTrigger("guards-poison")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("guardpoison", message, cancellationToken);

    [Function("purge")]
    public Task PurgeAsync([QueueTrigger("purges")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("purge", message, cancellationToken);

    [Function("purgepoison")]
    public Task PurgePoisonAsync([QueueTrigger("purges-poison")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("purgepoison", message, cancellationToken);

    [Function("retry")]
    public Task RetryAsync([QueueTrigger("retries")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("retry", message, cancellationToken);

    [Function("retrypoison")]
    public Task RetryPoisonAsync([QueueTrigger("retries-poison")] QueueMessage message, CancellationToken cancellationToken) => WorkAsync("retrypoison", message, cancellationToken);

    private Task WorkAsync(string function, QueueMessage message, CancellationToken cancellationToken) =>
        app.WorkAsync(function, message.MessageText, message.DequeueCount, cancellationToken);
}
