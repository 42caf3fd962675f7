namespace Gantry.Shared.Storage.GroupCommit;

/// <summary>A set on its way: waiting, taken into a transaction, or ended.</summary>
internal sealed class PendingSet(WriteSet set)
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _takenOrBack;

    public WriteSet Set { get; } = set;

    public Task Completion => _completion.Task;

    /// <summary>Takes the set into a transaction; false if its request took it back before.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _takenOrBack, 1, 0) == 0;

    public void TakeBack(CancellationToken cancellationToken)
    {
        if (TryTake()) _completion.TrySetCanceled(cancellationToken);
    }

    public void Succeed() => _completion.TrySetResult();

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
