using System.Text.Json;

namespace Gantry.Functions.Hosting.Queues;

/// <summary>What <c>host.json</c> says of queues, so that the standalone host does as the Functions host does (<c>custom-handler-contract.md</c>).</summary>
/// <param name="BatchSize">Messages fetched at once, 1 to 32.</param>
/// <param name="NewBatchThreshold">Fetch again when this few are being worked on.</param>
/// <param name="MaxPollingInterval">Longest pause of an empty queue.</param>
/// <param name="VisibilityTimeout">Pause before a failed message is seen again.</param>
/// <param name="MaxDequeueCount">Deliveries before a message is poison.</param>
internal sealed record QueueSettings(int BatchSize, int NewBatchThreshold, TimeSpan MaxPollingInterval, TimeSpan VisibilityTimeout, int MaxDequeueCount);

/// <summary>Reads <c>host.json</c>.</summary>
internal static class HostJson
{
    /// <summary>The queue settings of the file beside the program.</summary>
    public static QueueSettings ReadQueueSettings()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var queues = document.RootElement.GetProperty("extensions").GetProperty("queues");
        return new QueueSettings(
            queues.GetProperty("batchSize").GetInt32(),
            queues.GetProperty("newBatchThreshold").GetInt32(),
            queues.GetProperty("maxPollingInterval").Deserialize<TimeSpan>(),
            queues.GetProperty("visibilityTimeout").Deserialize<TimeSpan>(),
            queues.GetProperty("maxDequeueCount").GetInt32());
    }
}
