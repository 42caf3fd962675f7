using Azure.Storage.Queues;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Outgoing;

/// <summary>A queue as the Functions host reads it, for a server whose own pump rests.</summary>
internal sealed class QueueLane(GantryServer server, string name)
{
    private readonly QueueClient _queue = server.Services.GetRequiredService<StorageAccount>().Queue(name);

    /// <summary>Waits for the next message that is meant and takes it off the queue; others are dropped.</summary>
    public async Task<string> NextAsync(Func<string, bool> isMeant)
    {
        string? found = null;
        await Eventually.TrueAsync(async () => (found = await TryNextAsync(isMeant)) is not null);
        return found!;
    }

    /// <summary>The next job of an integration.</summary>
    public async Task<DeliveryJob> NextJobAsync(string integration) => DeliveryJob.Parse(await NextAsync(text => text.Contains($"\"{integration}\"", StringComparison.Ordinal)));

    /// <summary>The messages that are there, hidden ones too.</summary>
    public async Task<int> CountAsync() => (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    /// <summary>Drops all that is there.</summary>
    public Task ClearAsync() => _queue.ClearMessagesAsync();

    private async Task<string?> TryNextAsync(Func<string, bool> isMeant)
    {
        while ((await _queue.ReceiveMessageAsync()).Value is { } message)
        {
            await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            if (isMeant(message.MessageText)) return message.MessageText;
        }

        return null;
    }
}
