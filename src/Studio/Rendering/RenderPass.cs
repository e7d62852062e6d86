using System.Collections.Concurrent;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Rendering;

/// <summary>
/// Speaks the lines of a project that need it, a few at a time. Each line is saved when it is done: an interrupted
/// pass, run again, speaks only what is missing. A line that fails carries its reason and holds up no other.
/// </summary>
internal sealed partial class RenderPass(
    IDbContextFactory<StudioDb> databases,
    IProjectEvents events,
    WriteLock writing,
    LineSpeech speech,
    DubSession session,
    DataFolder data,
    IOptions<StudioOptions> options,
    TimeProvider time,
    ILogger<RenderPass> log) : IDisposable
{
    /// <summary>So many takes of a line are kept besides those that the user wants to keep.</summary>
    public const int TakesKept = 5;

    // The lines of all jobs take turns for the same places: a single line need not wait for a whole script.
    private readonly SemaphoreSlim places = new(DubSession.AtOnce, DubSession.AtOnce);

    // What two jobs want (rendering and an export) is spoken once: the second finds it done.
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> inWork = [];

    /// <summary>Speaks lines.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="wanted">The lines; null for all.</param>
    /// <param name="report">Is told how many of how many lines are done, before each line.</param>
    /// <param name="cancel">Stops after the graph that runs now; finished lines stay.</param>
    /// <exception cref="DubbingException">The disk is full.</exception>
    public async Task<RenderOutcome> RunAsync(Guid projectId, IReadOnlyList<Guid>? wanted, Func<int, int, Task> report, CancellationToken cancel)
    {
        var (begun, done, failed) = (0, 0, 0);
        using var telling = new SemaphoreSlim(1, 1);
        var tried = new HashSet<(Guid, string)>();
        try
        {
            // What was typed while the lines were spoken is spoken in another round.
            while (await TodoAsync(projectId, wanted, tried, cancel) is { Count: > 0 } todo)
            {
                var total = begun + todo.Count;
                await Parallel.ForEachAsync(todo, new ParallelOptions { MaxDegreeOfParallelism = DubSession.AtOnce, CancellationToken = cancel }, async (line, stop) =>
                {
                    await telling.WaitAsync(stop);
                    try
                    {
                        await report(begun++, total);
                    }
                    finally
                    {
                        telling.Release();
                    }

                    if (await InTurnAsync(line, stop))
                        Interlocked.Increment(ref done);
                    else
                        Interlocked.Increment(ref failed);
                });
            }
        }
        finally
        {
            // Where a line became shorter, those behind it move up; also when somebody stopped it.
            await LayOutAsync(projectId, CancellationToken.None);
        }

        return new RenderOutcome(done, failed);
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<List<Guid>> TodoAsync(Guid projectId, IReadOnlyList<Guid>? wanted, HashSet<(Guid, string)> tried, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var scope = wanted?.ToHashSet();
        var lines = await ProjectStore.LinesOf(db, projectId).ToListAsync(cancel);
        return [.. lines.Where(l => scope is null || scope.Contains(l.Id)).Where(Needs).Where(l => tried.Add((l.Id, l.Input))).Select(l => l.Id)];
    }

    private async Task<bool> InTurnAsync(Guid lineId, CancellationToken cancel)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (inWork.GetOrAdd(lineId, mine) is var holder && holder != mine)
            await holder.Task.WaitAsync(cancel);
        try
        {
            await places.WaitAsync(cancel);
            try
            {
                return await RenderAsync(lineId, cancel);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            inWork.TryRemove(lineId, out _);
            mine.SetResult();
        }
    }

    private bool Needs(ScriptLine line) => line.NeedsRender || (line.TakeKey is { } key && !File.Exists(data.TakeOf(key)));

    private async Task<bool> RenderAsync(Guid lineId, CancellationToken cancel)
    {
        // Read now, not at the start: what was typed since then is what shall be heard.
        ScriptLine? line;
        Project project;
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            line = await db.Lines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == lineId, cancel);
            if (line is null || line.IsSilent || !Needs(line))
                return true;
            project = await db.Projects.AsNoTracking().SingleAsync(p => p.Id == line.ProjectId, cancel);
        }

        data.RequireSpace(Room(line), options.Value.DiskReserveBytes);
        try
        {
            // What an older version let in is told at its line, and not spoken.
            if (RowCheck.Problem(line) is { } damage)
                throw new DubbingException(damage);
            var planned = await speech.PlanAsync(line, project, cancel);
            var seconds = await session.SpeakAsync(planned, cancel);
            var take = new LineTake
            {
                Id = Guid.CreateVersion7(),
                ProjectId = project.Id,
                LineId = line.Id,
                Input = line.Input,
                Key = planned.Key,
                Text = line.Text,
                VoiceId = planned.Voice.Id,
                Seconds = seconds,
                Rate = planned.Controls.Rate,
                Grade = planned.Fit.Grade,
                Created = time.GetUtcNow().UtcDateTime,
            };
            await SaveAsync(line, async (db, now) =>
            {
                await KeepAsync(db, take);
                // While this was spoken the line may have gone back to a take that it had.
                if (now.Input != take.Input && !now.IsStale && now.TakeKey is not null)
                    return;
                ProjectEditor.Choose(now, take);
                now.Problem = null;
                await PlaceAsync(db, now);
            });
            return true;
        }
        catch (DubbingException e)
        {
            await FailAsync(line, e.UserMessage);
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw new DubbingException(Messages.TakesDiskFull(data.Root, Sizes.Text(data.FreeBytes())), e);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LineFailed(log, line.Position + 1, project.Id, e);
            await FailAsync(line, Messages.LineFailed());
        }

        return false;
    }

    /// <summary>Bytes that a line's take may need: slow speech of Hangul.</summary>
    private static long Room(ScriptLine line) => line.Text.Length * 48_000L;

    /// <summary>Keeps a take with the last ones of its line; the same sound is kept once.</summary>
    private static async Task KeepAsync(StudioDb db, LineTake take)
    {
        var before = await db.Takes.Where(t => t.LineId == take.LineId).OrderByDescending(t => t.Created).ToListAsync(CancellationToken.None);
        take.Kept = before.Any(t => t.Kept && t.Key == take.Key && t.Input == take.Input);
        db.Takes.RemoveRange(before.Where(t => t.Key == take.Key && t.Input == take.Input));
        db.Takes.RemoveRange(before.Where(t => !t.Kept && !RecordedTakes.Is(t) && t.Key != take.Key).Skip(TakesKept - 1));
        db.Takes.Add(take);
    }

    private Task FailAsync(ScriptLine line, Message why) => SaveAsync(line, (_, l) =>
    {
        // Told at the line that was tried; one typed in since is tried again next time.
        if (l.Input != line.Input)
            return Task.CompletedTask;
        l.Problem = StoredMessage.Of(why);
        l.TakeKey = null;
        l.TakeInput = null;
        l.TakeSeconds = null;
        l.TakeRate = null;
        l.ClipStart = null;
        l.Grade = null;
        return Task.CompletedTask;
    });

    private async Task SaveAsync(ScriptLine line, Func<StudioDb, ScriptLine, Task> change)
    {
        using var held = await writing.EnterAsync(CancellationToken.None);
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        if (await db.Lines.SingleOrDefaultAsync(l => l.Id == line.Id, CancellationToken.None) is not { } now)
            return;
        await change(db, now);
        var moved = db.ChangeTracker.Entries<ScriptLine>().Where(e => e.State == EntityState.Modified && e.Entity != now).Select(e => e.Entity).ToList();
        await db.SaveChangesAsync(CancellationToken.None);
        events.Publish(moved.Count == 0 ? new LineChanged(now, Guid.Empty) : new LinesChanged(now.ProjectId, [now, .. moved], Guid.Empty));
    }

    /// <summary>
    /// Gives a line that was spoken its place: in its slot, or behind all before it. Lines are spoken side by side and not in their
    /// order, so those without times that it would lie on move on at once: nothing piles up while a script is rendered.
    /// </summary>
    private static async Task PlaceAsync(StudioDb db, ScriptLine line)
    {
        if (line.StartSeconds is { } start)
        {
            line.ClipStart = line.ClipAt(start);
            return;
        }

        var others = db.Lines.Where(l => l.ProjectId == line.ProjectId && l.Language == line.Language && l.TakeKey != null);
        var before = await others.Where(l => l.Position < line.Position).MaxAsync(l => l.ClipStart + l.TakeSeconds + l.PauseAfter, CancellationToken.None) ?? 0;
        line.ClipStart = line.ClipAt(SlotPlanner.After(before));
        var end = line.ClipStart + line.TakeSeconds + line.PauseAfter;
        if (await others.AnyAsync(l => l.Position > line.Position && l.StartSeconds == null && l.ClipStart < end, CancellationToken.None))
            await LayOutAsync(db, line.ProjectId, CancellationToken.None);
    }

    /// <summary>Puts the lines without times one after the other again: an earlier one may have become longer or shorter.</summary>
    private async Task LayOutAsync(Guid projectId, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await LayOutAsync(db, projectId, cancel);
        var moved = db.ChangeTracker.Entries<ScriptLine>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
        if (moved.Count == 0)
            return;
        await db.SaveChangesAsync(cancel);
        events.Publish(new LinesChanged(projectId, moved, Guid.Empty));
    }

    private static async Task LayOutAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var lines = await db.Lines.Where(l => l.ProjectId == projectId).OrderBy(l => l.Position).ToListAsync(cancel);
        // Each language is heard by itself.
        foreach (var spoken in lines.Where(l => l.TakeKey is not null && RowCheck.Problem(l) is null).GroupBy(l => l.Language).Select(g => g.ToList()))
        {
            var starts = TimelineLayout.Starts([.. spoken.Select(l => new LaidLine(l.StartSeconds, l.TakeSeconds.GetValueOrDefault(), l.PauseBefore, l.PauseAfter))]);
            foreach (var (line, start) in spoken.Zip(starts))
                line.ClipStart = start;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Line {Line} of the project {Project} could not be rendered.")]
    private static partial void LineFailed(ILogger log, int line, Guid project, Exception e);
}

/// <summary>How a pass ended.</summary>
/// <param name="Rendered">Lines that have their take now.</param>
/// <param name="Failed">Lines that carry a problem.</param>
internal sealed record RenderOutcome(int Rendered, int Failed);
