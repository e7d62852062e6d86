using System.Threading.Channels;

namespace Dubbing.Studio.Jobs;

/// <summary>
/// Takes the reports of a running tool, which must not be held up, and writes the newest one when the last is written.
/// </summary>
internal sealed class ProgressPump : IProgress<double>, IAsyncDisposable
{
    private readonly Channel<double> newest = Channel.CreateBounded<double>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Task pumping;

    public ProgressPump(Func<double, Task> write) => pumping = PumpAsync(write);

    public void Report(double value) => newest.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        newest.Writer.TryComplete();
        await pumping;
    }

    private async Task PumpAsync(Func<double, Task> write)
    {
        await foreach (var value in newest.Reader.ReadAllAsync())
        {
            try
            {
                await write(value);
            }
            catch (OperationCanceledException)
            {
                // The job ends; nobody waits for its progress.
            }
        }
    }
}
