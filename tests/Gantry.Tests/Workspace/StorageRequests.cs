using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gantry.Tests.Workspace;

/// <summary>Notes what is asked of the storage of one server, whose prefix tells it from the others.</summary>
internal sealed class StorageRequests : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly string _prefix;

    public StorageRequests(string prefix)
    {
        _prefix = prefix;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Method and address of each request since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> seen = [];
        while (_seen.TryDequeue(out var request)) seen.Add(request);
        return seen;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "HttpHandlerDiagnosticListener") _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != "System.Net.Http.HttpRequestOut.Start" || value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage request) return;
        var line = $"{request.Method} {request.RequestUri}";
        if (line.Contains(_prefix, StringComparison.Ordinal) || line.EndsWith("$batch", StringComparison.Ordinal)) _seen.Enqueue(line);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }
}
