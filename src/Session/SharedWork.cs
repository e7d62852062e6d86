namespace Dubbing.Session;

/// <summary>
/// Work that several callers want at the same time and that is done once. It is cancelled when the last of them has gone, not when the
/// first has: somebody who gives up takes nothing from the others.
/// </summary>
/// <typeparam name="T">What comes of it.</typeparam>
internal sealed class SharedWork<T>
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> running = new(StringComparer.Ordinal);

    /// <summary>Does the work, or waits for whoever does it already.</summary>
    /// <param name="key">What makes the work the same work.</param>
    /// <param name="work">Does it; its token is cancelled when nobody waits any more.</param>
    /// <param name="cancel">Ends this caller's waiting.</param>
    public async Task<T> RunAsync(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        Entry mine;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task left;
            lock (gate)
            {
                if (!running.TryGetValue(key, out var found))
                {
                    running.Add(key, mine = new Entry());
                    mine.Task = Task.Run(() => DoAsync(key, mine, work), CancellationToken.None);
                    break;
                }

                if (found.Waiting > 0)
                {
                    found.Waiting++;
                    mine = found;
                    break;
                }

                left = found.Task;
            }

            // The last caller has just gone: what is being cancelled has to end before it is begun anew.
            await left.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            return await mine.Task.WaitAsync(cancel);
        }
        finally
        {
            bool last;
            lock (gate)
                last = --mine.Waiting == 0;
            if (last)
                await mine.Stop.CancelAsync();
        }
    }

    private async Task<T> DoAsync(string key, Entry entry, Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(entry.Stop.Token);
        }
        finally
        {
            lock (gate)
                running.Remove(key);
        }
    }

    private sealed class Entry
    {
        // Without a timer it holds nothing that had to be disposed of.
        public CancellationTokenSource Stop { get; } = new();

        public Task<T> Task { get; set; } = null!;

        public int Waiting { get; set; } = 1;
    }
}
