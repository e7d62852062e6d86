using Dubbing.Studio.Rendering;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What several callers want at once is done once, and nobody who gives up takes it from the others.</summary>
public sealed class SharedWorkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly SharedWork<int> work = new();
    private readonly TaskCompletionSource<int> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int times;

    [Fact]
    public async Task The_first_callers_cancelling_leaves_the_second_its_result()
    {
        using var stop = new CancellationTokenSource();
        var first = work.RunAsync("key", DoAsync, stop.Token);
        await begun.Task.WaitAsync(Limit);
        var second = work.RunAsync("key", DoAsync, CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        result.SetResult(7);
        Assert.Equal(7, await second.WaitAsync(Limit));
        Assert.Equal(1, times);
    }

    [Fact]
    public async Task It_is_cancelled_when_the_last_has_gone_and_done_anew_for_the_next()
    {
        using var stop = new CancellationTokenSource();
        var (first, second) = (work.RunAsync("key", DoAsync, stop.Token), work.RunAsync("key", DoAsync, stop.Token));
        await begun.Task.WaitAsync(Limit);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = work.RunAsync("key", _ => Task.FromResult(3), CancellationToken.None);
        Assert.Equal(3, await third.WaitAsync(Limit));
        Assert.Equal(1, times);
    }

    [Fact]
    public async Task Other_keys_are_other_work()
    {
        var both = await Task.WhenAll(work.RunAsync("a", _ => Task.FromResult(1), CancellationToken.None), work.RunAsync("b", _ => Task.FromResult(2), CancellationToken.None)).WaitAsync(Limit);
        Assert.Equal([1, 2], both);
    }

    private Task<int> DoAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref times);
        begun.TrySetResult();
        return result.Task.WaitAsync(cancel);
    }
}
