using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Benchmarks;

/// <summary>Numbers of storage requests, each of which Azure bills as a transaction.</summary>
/// <param name="Tables">To the Table service.</param>
/// <param name="QueueWrites">To the Queue service, but for looks: put, update, delete.</param>
/// <param name="QueueLooks">Looks for messages, which bring up to 32 each; an idle server looks every two seconds.</param>
/// <param name="Blobs">To the Blob service.</param>
internal sealed record StorageRequestCount(long Tables, long QueueWrites, long QueueLooks, long Blobs)
{
    /// <summary>All of them.</summary>
    public long All => Tables + QueueWrites + QueueLooks + Blobs;

    public static StorageRequestCount operator -(StorageRequestCount end, StorageRequestCount start) =>
        new(end.Tables - start.Tables, end.QueueWrites - start.QueueWrites, end.QueueLooks - start.QueueLooks, end.Blobs - start.Blobs);
}

/// <summary>Counts the HTTP requests that this process sends to the storage emulator, by the runtime's own instrument.</summary>
internal sealed partial class StorageRequests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Service, bool IsLook), long> _counts = new();

    public StorageRequests(string connectionString)
    {
        var services = Endpoint().Matches(connectionString).ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value, StringComparer.Ordinal);
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var (port, method) = ("", "");
            foreach (var (name, value) in tags)
            {
                if (name == "server.port") port = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                else if (name == "http.request.method") method = (string)value!;
            }

            if (services.TryGetValue(port, out var service)) _counts.AddOrUpdate((service, method == "GET"), 1, static (_, count) => count + 1);
        });
        _listener.Start();
    }

    public long Count => Read().All;

    /// <summary>What was counted so far.</summary>
    public StorageRequestCount Read() => new(Of("Table", true) + Of("Table", false), Of("Queue", false), Of("Queue", true), Of("Blob", true) + Of("Blob", false));

    public void Dispose() => _listener.Dispose();

    private long Of(string service, bool isLook) => _counts.GetValueOrDefault((service, isLook));

    [GeneratedRegex(@"(Table|Queue|Blob)Endpoint=http://127\.0\.0\.1:(\d+)/", RegexOptions.None, 1000)]
    private static partial Regex Endpoint();
}
