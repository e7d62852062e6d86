using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>A clock that the test turns; timers ring when it passes their time.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Bell> bells = [];
    private TaskCompletionSource set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var bell = new Bell(this, () => callback(state));
        bell.Change(dueTime, period);
        return bell;
    }

    public void AddTo(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(this));

    public void Forward(TimeSpan by)
    {
        List<Bell> due;
        lock (gate)
        {
            now += by;
            due = [.. bells.Where(b => b.At <= now)];
            due.ForEach(b => b.At = DateTimeOffset.MaxValue);
        }

        due.ForEach(b => b.Ring());
    }

    /// <summary>Lets time pass from timer to timer, those that are due within <paramref name="ahead"/>, until cancelled.</summary>
    public async Task RunAsync(TimeSpan ahead, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            Task next;
            TimeSpan? by = null;
            lock (gate)
            {
                next = set.Task;
                foreach (var bell in bells.Where(b => b.At <= now + ahead && (by is null || b.At < now + by)))
                    by = bell.At - now;
            }

            if (by is { } time)
                Forward(time > TimeSpan.Zero ? time : TimeSpan.Zero);
            else
                await Task.WhenAny(next, Task.Delay(Timeout.Infinite, cancel));
        }
    }

    /// <summary>Waits until a timer is set for a time from now.</summary>
    public async Task UntilSetAsync(TimeSpan from)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (bells.Any(b => b.At == now + from))
                    return;
                next = set.Task;
            }

            await next;
        }
    }

    private sealed class Bell : ITimer
    {
        private readonly HandClock clock;

        public Bell(HandClock clock, Action ring)
        {
            (this.clock, Ring) = (clock, ring);
            lock (clock.gate)
                clock.bells.Add(this);
        }

        public DateTimeOffset At { get; set; } = DateTimeOffset.MaxValue;

        public Action Ring { get; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                At = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : clock.now + dueTime;
                clock.set.TrySetResult();
                clock.set = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.bells.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
