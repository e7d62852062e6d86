using System.Collections.Concurrent;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Rendering;

/// <summary>Renders what was typed by itself once typing stops, in projects whose user wants that.</summary>
internal sealed class AutoRender(IDbContextFactory<StudioDb> databases, IProjectEvents events, JobQueue jobs, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>So long nothing must change.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Guid, ITimer> pending = new();
    private IDisposable? subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = events.SubscribeAll(change =>
        {
            // What the server does itself (the rendering) is nobody's typing.
            if (change is not (HistoryChanged or ProjectChanged { Project.AutoRender: true }))
                return Task.CompletedTask;
            // A timer that rang just now is gone from the list: another takes its place.
            while (!pending.GetOrAdd(change.ProjectId, id => time.CreateTimer(_ => _ = RenderAsync(id), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(Pause, Timeout.InfiniteTimeSpan))
            {
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        subscription?.Dispose();
        foreach (var timer in pending.Values)
            timer.Dispose();
        pending.Clear();
    }

    private async Task RenderAsync(Guid projectId)
    {
        if (pending.TryRemove(projectId, out var timer))
            await timer.DisposeAsync();
        await using var db = await databases.CreateDbContextAsync();
        if (!await db.Projects.AnyAsync(p => p.Id == projectId && p.AutoRender && p.Deleted == null))
            return;
        // A line that failed waits until it is changed or asked for.
        var lines = (await ProjectStore.LinesOf(db, projectId).ToListAsync()).Where(l => l.NeedsRender && l.Problem is null).Select(l => l.Id).ToList();
        if (lines.Count > 0)
            await jobs.EnqueueRenderAsync(projectId, lines, CancellationToken.None);
    }
}
