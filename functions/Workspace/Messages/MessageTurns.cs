namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Changes of one message go one after the other within this process. Without that each would change the message under the others, and read it again;
/// what another process does meanwhile, the ETag tells.
/// </summary>
internal sealed class MessageTurns : IDisposable
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for the message's turn, which ends when the result is disposed.</summary>
    public async Task<IDisposable> TakeAsync(string messageId, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)StringComparer.Ordinal.GetHashCode(messageId) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
    }
}
