namespace Dubbing.Studio.Data;

/// <summary>The one lock for writing to the database.</summary>
internal sealed class WriteLock
{
    private readonly OrderedLock order = new();

    public Task<IDisposable> EnterAsync(CancellationToken cancel) => order.EnterAsync(cancel);
}
