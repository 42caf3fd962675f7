using Azure;
using Azure.Data.Tables;

namespace Gantry.Shared.Storage.GroupCommit;

/// <summary>The sets of one partition: at most one transaction in flight, the rest waits in order.</summary>
internal sealed class PartitionWriter(TableClient table, string partitionKey, GroupCommitOptions options, TimeProvider time, Action onTransaction)
{
    private readonly Lock _lock = new();
    private readonly Queue<PendingSet> _waiting = new();
    private readonly PartitionCounters _counters = new();
    private bool _running;
    private bool _retired;
    private long _lastUsed = time.GetTimestamp();
    private long _slowSince;
    private int _expected;
    private TaskCompletionSource? _gathered;
    private long _lastCommit;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    /// <summary>Queues a set; false if this state was dropped.</summary>
    public bool TryEnqueue(PendingSet pending)
    {
        lock (_lock)
        {
            if (_retired) return false;
            _lastUsed = time.GetTimestamp();
            _waiting.Enqueue(pending);
            if (_waiting.Count >= _expected) _gathered?.TrySetResult();
            if (_running) return true;
            _running = true;
        }

        _ = RunAsync();
        return true;
    }

    /// <summary>Marks the state as dropped if nothing used it for so long.</summary>
    public bool TryRetire(TimeSpan idle)
    {
        lock (_lock)
        {
            if (_running || time.GetElapsedTime(_lastUsed) < idle) return false;
            return _retired = true;
        }
    }

    private async Task RunAsync()
    {
        List<PendingSet> returned = [];
        await GatherAsync();
        while (true)
        {
            List<PendingSet> batch;
            lock (_lock)
            {
                batch = Gather(returned);
                if (batch.Count == 0)
                {
                    _running = false;
                    return;
                }
            }

            var started = time.GetTimestamp();
            returned = await CommitAsync(batch);
            (_expected, _lastCommit) = (Math.Max(batch.Count, _expected * 7 / 8), time.GetTimestamp());
            if (_slowSince != 0) await SlowDownAsync(time.GetElapsedTime(started));
        }
    }

    // Requests that a shared transaction answered come back together: the first of them must not go alone and leave the others to a second transaction.
    private async ValueTask GatherAsync()
    {
        TaskCompletionSource gathered;
        lock (_lock)
        {
            if (_expected <= 1 || _waiting.Count >= _expected || time.GetElapsedTime(_lastCommit) > Together) return;
            gathered = _gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await Task.WhenAny(gathered.Task, Task.Delay(Gathering, time));
    }

    // Sets that a failed transaction gave back go first, so order is kept.
    private List<PendingSet> Gather(List<PendingSet> returned)
    {
        var batch = new List<PendingSet>(returned);
        var rowKeys = new HashSet<string>(batch.SelectMany(pending => pending.Set.Actions).Select(action => action.Entity.RowKey), StringComparer.Ordinal);
        var rows = rowKeys.Count;
        var bytes = batch.Sum(pending => pending.Set.EstimatedBytes);
        while (_waiting.TryPeek(out var next))
        {
            var set = next.Set;
            if (batch.Count > 0)
            {
                // One row is left for the counters.
                if (rows + set.Actions.Count > options.MaxRows - 1 || bytes + set.EstimatedBytes > options.MaxBytes) break;
                if (set.Actions.Any(action => rowKeys.Contains(action.Entity.RowKey))) break;
            }

            _waiting.Dequeue();
            if (!next.TryTake()) continue;
            batch.Add(next);
            rows += set.Actions.Count;
            bytes += set.EstimatedBytes;
            foreach (var action in set.Actions) rowKeys.Add(action.Entity.RowKey);
        }

        return batch;
    }

    /// <summary>Sends one transaction; returns the sets that have to be sent again because another one spoiled it.</summary>
    private async Task<List<PendingSet>> CommitAsync(List<PendingSet> batch)
    {
        try
        {
            await _counters.SettleAsync(table, partitionKey, CancellationToken.None);
            var actions = batch.SelectMany(pending => pending.Set.Actions).ToList();
            var counters = PartitionCounters.AreIn(batch.Select(pending => pending.Set)) ? _counters.Next(partitionKey, batch.Select(pending => pending.Set)) : default;
            if (counters.Row is not null) actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, counters.Row));
            onTransaction();
            IReadOnlyList<Response> responses;
            try
            {
                responses = (await table.SubmitTransactionAsync(actions, CancellationToken.None)).Value;
            }
            catch (TableTransactionFailedException failure) when (Culprit(batch, failure) is { } culprit)
            {
                // The SDK resends what timed out: the conflict may be with our own rows, which an earlier try committed.
                if (await IsCommittedAsync(culprit.Set)) return Finish(batch, counters.Values);
                culprit.Fail(failure);
                return [.. batch.Where(pending => pending != culprit)];
            }

            NoteAnswers(batch, responses);
            return Finish(batch, counters.Values);
        }
        catch (Exception exception)
        {
            _counters.Doubt();
            if (exception is RequestFailedException { Status: 503 }) _slowSince = time.GetTimestamp();
            foreach (var pending in batch) pending.Fail(exception);
            return [];
        }
    }

    private List<PendingSet> Finish(List<PendingSet> batch, Dictionary<string, long>? counters)
    {
        if (counters is not null) _counters.Committed(counters);
        foreach (var pending in batch) pending.Succeed();
        return [];
    }

    private static void NoteAnswers(List<PendingSet> batch, IReadOnlyList<Response> responses)
    {
        var index = 0;
        foreach (var pending in batch)
        {
            if (pending.Set.Actions.Count > 0) pending.Set.FirstAnswer = responses[index];
            index += pending.Set.Actions.Count;
        }
    }

    private static PendingSet? Culprit(List<PendingSet> batch, TableTransactionFailedException failure)
    {
        var index = failure.FailedTransactionActionIndex ?? -1;
        if (index < 0) return null;
        foreach (var pending in batch)
        {
            if (index < pending.Set.Actions.Count) return pending;
            index -= pending.Set.Actions.Count;
        }

        return null;
    }

    private async Task<bool> IsCommittedAsync(WriteSet set)
    {
        var written = set.Actions.FirstOrDefault(action => action.ActionType != TableTransactionActionType.Delete);
        if (written is null || !((TableEntity)written.Entity).ContainsKey(WriteSet.CommitProperty)) return false;
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, written.Entity.RowKey, [WriteSet.CommitProperty], CancellationToken.None);
        return found.HasValue && found.Value!.GetString(WriteSet.CommitProperty) == set.Id;
    }

    // A service that answers 503 gets half the transactions for a second: each is followed by a pause as long as it took.
    private async Task SlowDownAsync(TimeSpan took)
    {
        if (time.GetElapsedTime(_slowSince) > TimeSpan.FromSeconds(1)) _slowSince = 0;
        else await Task.Delay(took < TimeSpan.FromSeconds(1) ? took : TimeSpan.FromSeconds(1), time);
    }
}
