namespace Dubbing.Studio.Data;

/// <summary>A lock that is taken strictly in the order in which it was asked for: keystrokes are saved in the order of typing.</summary>
internal sealed class OrderedLock
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;

    /// <summary>Waits for all who asked before; the lock is held until the result is disposed.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        var mine = new Holder();
        Task before;
        lock (gate)
        {
            before = last;
            last = mine.Left;
        }

        try
        {
            await before.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // Those behind still have to wait for those before.
            _ = before.ContinueWith(_ => mine.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        return mine;
    }

    private sealed class Holder : IDisposable
    {
        private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Left => left.Task;

        public void Dispose() => left.TrySetResult();
    }
}
