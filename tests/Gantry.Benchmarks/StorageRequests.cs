using System.Diagnostics.Metrics;

namespace Gantry.Benchmarks;

/// <summary>Counts the HTTP requests that this process sends to the storage emulator, by the runtime's own instrument.</summary>
internal sealed class StorageRequests : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public StorageRequests(string connectionString)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
                if (name == "server.port" && connectionString.Contains($":{value}/", StringComparison.Ordinal)) Interlocked.Increment(ref _count);
        });
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
