using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Gantry.Shared.Errors;

namespace Gantry.Shared.Storage.Snapshots;

/// <summary>
/// The records of one partition, whole in memory: reading costs nothing, except one point read at most every <see cref="SnapshotOptions.RefreshSeconds"/>.
/// Changes are decided on the newest state and committed with the version row under its ETag, so they are serial over all instances:
/// a decision may check anything that the partition holds (a name that must be unique, say) and be sure of it.
/// </summary>
/// <typeparam name="T">The record, stored as JSON.</typeparam>
public sealed class Snapshot<T> : IDisposable
    where T : class
{
    private const string RecordPrefix = "r|";
    private const int MaxAttempts = 20;

    private readonly TableClient _table;
    private readonly string _partitionKey;
    private readonly SnapshotOptions _options;
    private readonly TimeProvider _time;
    private readonly JsonSerializerOptions _json;
    private readonly SnapshotState<T> _empty;
    private readonly SnapshotCopy<T>? _copy;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile SnapshotState<T>? _state;
    private VersionRow _version = VersionRow.None;
    private long _refreshed;

    /// <summary>Makes a snapshot; nothing is read before the first use.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition that holds the records and nothing else.</param>
    /// <param name="options">How fresh.</param>
    /// <param name="time">The clock.</param>
    /// <param name="json">How records are stored.</param>
    /// <param name="keys">How records are found besides by id; null for not at all.</param>
    /// <param name="copies">Where a copy of more than a thousand records is kept, so that a new instance has them soon; null for nowhere.</param>
    public Snapshot(
        TableClient table, string partitionKey, SnapshotOptions options, TimeProvider time, JsonSerializerOptions json, SnapshotKeys<T>? keys = null, BlobContainerClient? copies = null)
    {
        (_table, _partitionKey, _options, _time, _json) = (table, partitionKey, options, time, json);
        _empty = new SnapshotState<T>(keys ?? new SnapshotKeys<T>());
        _copy = copies is null ? null : new SnapshotCopy<T>(copies, partitionKey + ".json.gz", json);
    }

    /// <summary>The state, not older than <see cref="SnapshotOptions.RefreshSeconds"/>.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The state.</returns>
    /// <exception cref="RequestFailedException">Storage could not be read.</exception>
    public ValueTask<SnapshotState<T>> GetAsync(CancellationToken cancellationToken)
    {
        var state = _state;
        return state is not null && IsFresh() ? ValueTask.FromResult(state) : new ValueTask<SnapshotState<T>>(RefreshAsync(cancellationToken));
    }

    /// <summary>Changes records.</summary>
    /// <param name="decide">Decides on the newest state; may be called more than once; throws to refuse.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The state after the change.</returns>
    /// <exception cref="RequestFailedException">Storage could not be read or written.</exception>
    public async Task<SnapshotState<T>> ChangeAsync(Func<SnapshotState<T>, SnapshotChange<T>> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var state = await LoadAsync(cancellationToken);
                var change = decide(state);
                if (change.Put.Count == 0) return state;
                if (await TryCommitAsync(state, change, cancellationToken)) return _state!;
                if (attempt == MaxAttempts) throw ApiException.Unavailable();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Frees the gate, and ends a copy that is being written.</summary>
    public void Dispose()
    {
        _gate.Dispose();
        _copy?.Dispose();
    }

    private bool IsFresh() => _time.GetElapsedTime(Volatile.Read(ref _refreshed)).TotalSeconds < _options.RefreshSeconds;

    private async Task<SnapshotState<T>> RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _state is { } state && IsFresh() ? state : await LoadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<SnapshotState<T>> LoadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var started = _time.GetTimestamp();
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(_partitionKey, VersionRow.RowKey, cancellationToken: cancellationToken);
            var version = found.HasValue ? VersionRow.Read(found.Value!) : VersionRow.None;
            var state = _state;
            if (state is null || state.Version != version.Version)
            {
                state = await ReadAsync(version, cancellationToken);

                // A row may be newer than the version row that was read before it: then the next turn, or the next refresh, brings the state together again.
                if (version.Version > 0 && !await IsStillAsync(version, cancellationToken)) continue;
            }

            (_version, _state) = (version, state);
            Volatile.Write(ref _refreshed, started);
            _copy?.KeepUp(state, version);
            return state;
        }
    }

    private async Task<bool> IsStillAsync(VersionRow version, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(_partitionKey, VersionRow.RowKey, ["Version"], cancellationToken);
        return found.HasValue && found.Value!.GetInt64("Version") == version.Version;
    }

    private async Task<SnapshotState<T>> ReadAsync(VersionRow version, CancellationToken cancellationToken)
    {
        if (_state is { } state && version.ChangedSince(state.Version) is { } changed) return state.With(version.Version, await ReadAsync(changed, cancellationToken));
        List<KeyValuePair<string, T?>> records = [];
        await foreach (var page in _table.QueryAsync<TableEntity>(RowRange.Prefix(_partitionKey, RecordPrefix), cancellationToken: cancellationToken).AsPages())
        {
            var isOneOfMany = records.Count == 0 && page.ContinuationToken is not null;
            if (isOneOfMany && _copy is not null && await _copy.ReadAsync(_empty, cancellationToken) is { } copy && version.ChangedSince(copy.Version) is { } since)
                return copy.With(version.Version, await ReadAsync(since, cancellationToken));
            records.AddRange(page.Values.Select(row => KeyValuePair.Create(row.GetString("Id")!, Deserialize(row))));
        }

        return _empty.With(version.Version, records);
    }

    private async Task<List<KeyValuePair<string, T?>>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var reads = ids.Select(async id =>
        {
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(_partitionKey, RowKey(id), cancellationToken: cancellationToken);
            return KeyValuePair.Create(id, found.HasValue ? Deserialize(found.Value!) : null);
        });
        return [.. await Task.WhenAll(reads)];
    }

    private async Task<bool> TryCommitAsync(SnapshotState<T> state, SnapshotChange<T> change, CancellationToken cancellationToken)
    {
        var next = _version.Next(change.Put.Keys, Guid.NewGuid().ToString("N"));
        var versionRow = next.ToEntity(_partitionKey);
        List<TableTransactionAction> actions =
        [
            _version.Version == 0
                ? new TableTransactionAction(TableTransactionActionType.Add, versionRow)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, versionRow, _version.ETag),
            .. change.Put.Select(entry => ToAction(entry.Key, entry.Value)),
        ];
        try
        {
            var responses = await _table.SubmitTransactionAsync(actions, cancellationToken);
            next = next with { ETag = responses.Value[0].Headers.ETag ?? default };
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
        {
            // The SDK resends what timed out: the conflict may be with our own commit.
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(_partitionKey, VersionRow.RowKey, cancellationToken: cancellationToken);
            if (!found.HasValue || VersionRow.Read(found.Value!) is not { } current || current.Commit != next.Commit) return false;
            next = current;
        }

        (_version, _state) = (next, state.With(next.Version, change.Put));
        _copy?.KeepUp(_state, next);
        return true;
    }

    private TableTransactionAction ToAction(string id, T? record)
    {
        if (record is null) return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(_partitionKey, RowKey(id)), ETag.All);
        var row = JsonRow.Create(_partitionKey, RowKey(id), JsonSerializer.Serialize(record, _json));
        row["Id"] = id;
        return new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
    }

    private T? Deserialize(TableEntity row) => JsonSerializer.Deserialize<T>(JsonRow.Read(row), _json);

    private static string RowKey(string id) => RecordPrefix + StorageKey.Encode(id);
}
