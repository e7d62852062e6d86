using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Jobs;

/// <inheritdoc cref="IJobQueue"/>
internal sealed class JobQueue(IDbContextFactory<StudioDb> databases, IProjectEvents events, WriteLock writing, TimeProvider time) : IJobQueue
{
    /// <summary>A job is begun so often; one that was running each time when the studio died is what kills it.</summary>
    public const int MostAttempts = 2;

    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> running = new();

    /// <summary>One release for each job that was queued, by kind: it wakes that kind's lane.</summary>
    public IReadOnlyDictionary<JobKind, SemaphoreSlim> Arrivals { get; } = Enum.GetValues<JobKind>().ToDictionary(k => k, _ => new SemaphoreSlim(0));

    public Task<Job> EnqueueRenderAsync(Guid projectId, IReadOnlyCollection<Guid>? lineIds, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var job = await db.Jobs.FirstOrDefaultAsync(j => j.ProjectId == projectId && j.Kind == JobKind.Render && j.State == JobState.Waiting, cancel);
        if (job is null)
        {
            db.Jobs.Add(job = New(projectId, JobKind.Render));
            job.Arguments = lineIds is null ? null : JsonSerializer.Serialize(lineIds);
        }
        else if (job.Arguments is { } before)
        {
            job.Arguments = lineIds is null || LinesIn(before) is not { } asked ? null : JsonSerializer.Serialize(asked.Union(lineIds));
        }

        await db.SaveChangesAsync(cancel);
        Announce(job);
        return job;
    });

    public Task<Job> EnqueueExportAsync(Guid projectId, CancellationToken cancel) => EnqueueExportAsync(projectId, new ExportArguments(), cancel);

    public Task<Job> EnqueueExportAsync(Guid projectId, ExportArguments arguments, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var asked = arguments.ToJson();
        var job = await db.Jobs.FirstOrDefaultAsync(j => j.ProjectId == projectId && j.Kind == JobKind.Export && j.State == JobState.Waiting && j.Arguments == asked, cancel);
        if (job is null)
            db.Jobs.Add(job = New(projectId, JobKind.Export));
        job.Arguments = asked;
        await db.SaveChangesAsync(cancel);
        Announce(job);
        return job;
    });

    /// <summary>A new job for the caller's transaction; <see cref="Announce"/> it after the commit.</summary>
    public Job New(Guid projectId, JobKind kind) => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = projectId,
        Kind = kind,
        Created = time.GetUtcNow().UtcDateTime,
    };

    /// <summary>Tells the lane and the tabs of a job that is in the database.</summary>
    public void Announce(Job job)
    {
        events.Publish(new JobChanged(job));
        Arrivals[job.Kind].Release();
    }

    public async Task CancelAsync(Guid jobId, CancellationToken cancel)
    {
        await ChangeAsync(
            jobId,
            job =>
            {
                if (job.State != JobState.Waiting)
                    return false;
                job.State = JobState.Cancelled;
                job.Ended = time.GetUtcNow().UtcDateTime;
                return true;
            },
            cancel);
        if (running.TryGetValue(jobId, out var source))
            await source.CancelAsync();
    }

    public async Task<Job?> FindAsync(Guid jobId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId, cancel);
    }

    /// <summary>Puts what a dead server was working at back in the queue, once; what it died of then, too, has failed.</summary>
    /// <param name="orderly">Whether it was told to stop, so that its jobs are not to blame.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task TakeUpAgainAsync(bool orderly, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (orderly)
            await db.Jobs.Where(j => j.State == JobState.Running && j.Attempts > 0).ExecuteUpdateAsync(s => s.SetProperty(j => j.Attempts, j => j.Attempts - 1), cancel);
        foreach (var job in await db.Jobs.Where(j => j.State == JobState.Running && j.Attempts >= MostAttempts).ToListAsync(cancel))
        {
            (job.State, job.Ended) = (JobState.Failed, time.GetUtcNow().UtcDateTime);
            job.Error = StoredMessage.Of(Messages.JobDied(job.Attempts));
        }

        await db.SaveChangesAsync(cancel);
        await db.Jobs.Where(j => j.State == JobState.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Waiting), cancel);
        foreach (var kind in await db.Jobs.Where(j => j.State == JobState.Waiting).Select(j => j.Kind).ToListAsync(cancel))
            Arrivals[kind].Release();
    }

    /// <summary>Takes the oldest waiting job of a kind out of the queue; null when none waits (it was cancelled).</summary>
    public async Task<Job?> BeginAsync(JobKind kind, CancellationTokenSource stop, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var job = await db.Jobs.Where(j => j.Kind == kind && j.State == JobState.Waiting).OrderBy(j => j.Created).FirstOrDefaultAsync(cancel);
        if (job is null)
            return null;
        job.State = JobState.Running;
        job.Started ??= time.GetUtcNow().UtcDateTime;
        job.Attempts++;
        job.Error = null;
        await db.SaveChangesAsync(cancel);
        running[job.Id] = stop;
        events.Publish(new JobChanged(job));
        return job;
    }

    /// <summary>Writes how a job ended.</summary>
    public async Task EndAsync(Guid jobId, Action<Job> how)
    {
        running.TryRemove(jobId, out _);
        await ChangeAsync(
            jobId,
            job =>
            {
                how(job);
                job.Ended = time.GetUtcNow().UtcDateTime;
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>Puts a running job back: the server is going down, as it should, and will take it up again.</summary>
    public async Task PutBackAsync(Guid jobId)
    {
        running.TryRemove(jobId, out _);
        await ChangeAsync(
            jobId,
            job =>
            {
                (job.State, job.Attempts) = (JobState.Waiting, Math.Max(0, job.Attempts - 1));
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>Tells the tabs how a job ended when it could not be written.</summary>
    public void AnnounceEnd(Job job)
    {
        running.TryRemove(job.Id, out _);
        events.Publish(new JobChanged(job));
    }

    /// <summary>Changes a job in the database and tells the tabs; nothing happens when it is gone or the change says false.</summary>
    public async Task ChangeAsync(Guid jobId, Func<Job, bool> change, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId, cancel);
        if (job is null || !change(job))
            return;
        await db.SaveChangesAsync(cancel);
        events.Publish(new JobChanged(job));
    }

    /// <summary>Stops whatever runs or waits for a project that goes. The caller holds the write lock.</summary>
    public Task StopAllOfAsync(StudioDb db, Guid projectId, CancellationToken cancel) => StopAsync(db, projectId, null, cancel);

    /// <summary>Stops jobs of a project, those of one kind or all. The caller holds the write lock.</summary>
    public async Task StopAsync(StudioDb db, Guid projectId, JobKind? kind, CancellationToken cancel)
    {
        var active = await db.Jobs.Where(j => j.ProjectId == projectId && (kind == null || j.Kind == kind) && (j.State == JobState.Waiting || j.State == JobState.Running)).ToListAsync(cancel);
        foreach (var job in active.Where(j => j.State == JobState.Waiting))
            (job.State, job.Ended) = (JobState.Cancelled, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        foreach (var job in active)
        {
            if (running.TryGetValue(job.Id, out var source))
                await source.CancelAsync();
        }
    }

    /// <summary>The lines a render job was asked for; null for all.</summary>
    public static IReadOnlyList<Guid>? LinesIn(string? arguments)
    {
        try
        {
            return arguments is null ? null : JsonSerializer.Deserialize<List<Guid>>(arguments);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
