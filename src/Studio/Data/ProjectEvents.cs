using System.Collections.Immutable;
using System.Threading.Channels;

namespace Dubbing.Studio.Data;

/// <inheritdoc cref="IProjectEvents"/>
internal sealed partial class ProjectEvents(ILogger<ProjectEvents> log) : IProjectEvents
{
    private ImmutableList<Subscription> subscriptions = [];

    public IDisposable Subscribe(Guid projectId, Func<ProjectChange, Task> listener) => Add(projectId, listener);

    public IDisposable SubscribeAll(Func<ProjectChange, Task> listener) => Add(null, listener);

    public void Publish(ProjectChange change)
    {
        foreach (var subscription in Volatile.Read(ref subscriptions))
        {
            if (subscription.ProjectId is null || subscription.ProjectId == change.ProjectId)
                subscription.Changes.Writer.TryWrite(change);
        }
    }

    private Subscription Add(Guid? projectId, Func<ProjectChange, Task> listener)
    {
        var subscription = new Subscription(this, projectId);
        ImmutableInterlocked.Update(ref subscriptions, list => list.Add(subscription));
        _ = Task.Run(() => PumpAsync(subscription, listener));
        return subscription;
    }

    /// <summary>Each listener has its own queue: a slow or broken tab holds up nobody.</summary>
    private async Task PumpAsync(Subscription subscription, Func<ProjectChange, Task> listener)
    {
        await foreach (var change in subscription.Changes.Reader.ReadAllAsync())
        {
            try
            {
                await listener(change);
            }
            catch (ObjectDisposedException)
            {
                // The tab closed between the change and the call.
            }
            catch (Exception e)
            {
                ListenerFailed(log, change.GetType().Name, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A listener failed at {Change}.")]
    private static partial void ListenerFailed(ILogger log, string change, Exception e);

    private sealed class Subscription(ProjectEvents owner, Guid? projectId) : IDisposable
    {
        public Guid? ProjectId => projectId;

        public Channel<ProjectChange> Changes { get; } =
            Channel.CreateUnbounded<ProjectChange>(new UnboundedChannelOptions { SingleReader = true });

        public void Dispose()
        {
            ImmutableInterlocked.Update(ref owner.subscriptions, list => list.Remove(this));
            Changes.Writer.TryComplete();
        }
    }
}
