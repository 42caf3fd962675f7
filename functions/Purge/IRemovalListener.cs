namespace Gantry.Functions.Purge;

/// <summary>
/// What a slice changes when a record of another is gone. It is told at once by who removes the record, and again by the purge job, so that a crash in
/// between loses nothing: telling twice changes nothing more.
/// </summary>
internal interface IRemovalListener
{
    /// <summary>The kind of record (<see cref="IPurgeSubject.Kind"/>).</summary>
    string Kind { get; }

    /// <summary>A record is gone.</summary>
    Task OnRemovedAsync(string id, CancellationToken cancellationToken);
}

/// <summary>All listeners together.</summary>
internal static class RemovalListeners
{
    /// <summary>Tells those that listen to a kind.</summary>
    public static Task TellAsync(this IEnumerable<IRemovalListener> listeners, PurgeJob removed, CancellationToken cancellationToken) =>
        Task.WhenAll(listeners.Where(listener => listener.Kind == removed.Kind).Select(listener => listener.OnRemovedAsync(removed.Id, cancellationToken)));
}
