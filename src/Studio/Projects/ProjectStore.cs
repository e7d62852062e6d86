using System.Linq.Expressions;
using Dubbing.Script;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Dubbing.Studio.Projects;

/// <inheritdoc cref="IProjectStore"/>
/// <remarks>SQLite has one writer anyway: one ordered lock for all writing keeps the order of calls and the order of events the same.</remarks>
internal sealed class ProjectStore(IDbContextFactory<StudioDb> databases, IProjectEvents events, WriteLock writing, JobQueue queue, DataFolder data, TimeProvider time) : IProjectStore
{
    public async Task<IReadOnlyList<ProjectSummary>> ListAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await (
            from project in db.Projects.AsNoTracking()
            join media in db.Media.AsNoTracking() on project.MediaId equals media.Id into found
            from media in found.DefaultIfEmpty()
            orderby project.Updated descending
            select new
            {
                Project = project,
                Media = media,
                Lines = db.Lines.Count(l => l.ProjectId == project.Id),
                Rendered = db.Lines.Count(l => l.ProjectId == project.Id && l.TakeKey != null && l.TakeRevision == l.Revision),
            }).ToListAsync(cancel);
        return [.. rows.Select(r => new ProjectSummary(r.Project, r.Lines, r.Rendered, r.Media))];
    }

    public async Task<Project> CreateAsync(NewProject project, CancellationToken cancel)
    {
        var name = project.Name.Trim();
        if (name.Length == 0)
            throw new DubbingException(Messages.NameMissing());
        var now = time.GetUtcNow().UtcDateTime;
        var made = new Project
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Language = project.Language,
            VoiceId = project.VoiceId,
            Created = now,
            Updated = now,
        };
        using (await writing.EnterAsync(cancel))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            db.Projects.Add(made);
            await db.SaveChangesAsync(cancel);
            events.Publish(new ProjectChanged(made, Guid.Empty));
        }

        return made;
    }

    public async Task<ProjectContent?> LoadAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        // One snapshot for all of it.
        await using var reading = await db.Database.BeginTransactionAsync(cancel);
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, cancel);
        if (project is null)
            return null;
        var lines = await LinesOf(db, projectId).ToListAsync(cancel);
        var media = project.MediaId is { } id ? await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) : null;
        var uploads = await db.Uploads.AsNoTracking()
            .Where(u => u.ProjectId == projectId && u.State != UploadState.Accepted).OrderBy(u => u.Created).ToListAsync(cancel);
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.ProjectId == projectId).OrderByDescending(j => j.Created).ToListAsync(cancel);
        var last = jobs.GroupBy(j => j.Kind).Select(g => g.First().Id).ToHashSet();
        return new ProjectContent(project, lines, media, uploads, [.. jobs.Where(j => j.IsActive || last.Contains(j.Id))]);
    }

    public async Task ChangeAsync(Guid projectId, ProjectEdit edit, Guid origin, CancellationToken cancel)
    {
        if (edit.Name is { } wanted && string.IsNullOrWhiteSpace(wanted))
            throw new DubbingException(Messages.NameMissing());
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == projectId, cancel);
        if (project is null)
            return;
        var (voice, language) = (project.VoiceId, project.Language);
        project.Name = edit.Name?.Trim() ?? project.Name;
        project.Language = edit.Language ?? project.Language;
        project.VoiceId = edit.VoiceId ?? project.VoiceId;
        project.OriginalSound = edit.OriginalSound ?? project.OriginalSound;
        project.SyntheticNotice = edit.SyntheticNotice ?? project.SyntheticNotice;
        project.Updated = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        events.Publish(new ProjectChanged(project, origin));
        if (project.Language != language || project.VoiceId != voice)
        {
            // What was rendered with the other voice is stale; lines with a voice of their own keep their takes.
            await db.Lines.Where(l => l.ProjectId == projectId && (l.VoiceId == null || project.Language != language))
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.Revision, l => l.Revision + 1), cancel);
            events.Publish(new ScriptChanged(projectId, await LinesOf(db, projectId).ToListAsync(cancel), origin));
        }
    }

    public async Task DeleteAsync(Guid projectId, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == projectId, cancel);
        if (project is null)
            return;
        var uploads = await db.Uploads.Where(u => u.ProjectId == projectId).Select(u => u.Id).ToListAsync(cancel);
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.ProjectId == projectId).ToListAsync(cancel);
        db.Projects.Remove(project);
        await db.SaveChangesAsync(cancel);
        if (project.MediaId is { } mediaId && !await db.Projects.AnyAsync(p => p.MediaId == mediaId, cancel))
        {
            await db.Media.Where(m => m.Id == mediaId).ExecuteDeleteAsync(cancel);
            data.DeleteMedia(mediaId);
        }

        await queue.StopAllOfAsync(jobs.Select(j => j.Id));
        uploads.ForEach(data.DeleteUpload);
        foreach (var export in jobs.Where(j => j.Kind == JobKind.Export))
            data.DeleteExport(export.Id);
        events.Publish(new ProjectDeleted(projectId));
    }

    public Task SaveLineTextAsync(Guid lineId, string text, Guid origin, CancellationToken cancel) =>
        ChangeLineAsync(lineId, l => l.Text != text, s => s.SetProperty(l => l.Text, text).SetProperty(l => l.Revision, l => l.Revision + 1).SetProperty(l => l.Problem, (StoredMessage?)null), origin, cancel);

    public Task SetLineTimesAsync(Guid lineId, double? startSeconds, double? endSeconds, Guid origin, CancellationToken cancel)
    {
        if (startSeconds is < 0 || endSeconds is < 0 || !double.IsFinite(startSeconds ?? 0) || !double.IsFinite(endSeconds ?? 0))
            throw new DubbingException(Messages.TimeNegative());
        if (endSeconds <= startSeconds || (startSeconds is null && endSeconds is not null))
            throw new DubbingException(Messages.EndBeforeStart());
        return SetTimesAsync(lineId, startSeconds, endSeconds, origin, cancel);
    }

    public Task SetLineSpeakerAsync(Guid lineId, string? speaker, Guid origin, CancellationToken cancel)
    {
        var name = string.IsNullOrWhiteSpace(speaker) ? null : speaker.Trim();
        return ChangeLineAsync(lineId, l => l.Speaker != name, s => s.SetProperty(l => l.Speaker, name), origin, cancel);
    }

    public Task SetLineVoiceAsync(Guid lineId, string? voiceId, Guid origin, CancellationToken cancel) => ChangeLineAsync(
        lineId,
        l => l.VoiceId != voiceId,
        s => s.SetProperty(l => l.VoiceId, voiceId).SetProperty(l => l.Revision, l => l.Revision + 1).SetProperty(l => l.Problem, (StoredMessage?)null),
        origin,
        cancel);

    public Task SetLineRateAsync(Guid lineId, double rate, Guid origin, CancellationToken cancel)
    {
        var kept = double.IsFinite(rate) ? Math.Clamp(rate, 0.5, 2) : 1;
        return ChangeLineAsync(lineId, l => l.Rate != kept, s => s.SetProperty(l => l.Rate, kept).SetProperty(l => l.Revision, l => l.Revision + 1), origin, cancel);
    }

    public async Task<ScriptLine?> InsertLineAsync(Guid projectId, int? position, string text, double? startSeconds, double? endSeconds, Guid origin, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await TouchAsync(db, projectId, cancel))
            return null;
        var count = await db.Lines.CountAsync(l => l.ProjectId == projectId, cancel);
        var place = Math.Clamp(position ?? count, 0, count);
        await db.Lines.Where(l => l.ProjectId == projectId && l.Position >= place)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.Position, l => l.Position + 1), cancel);
        var line = new ScriptLine
        {
            Id = Guid.CreateVersion7(),
            ProjectId = projectId,
            Position = place,
            Text = text,
            StartSeconds = startSeconds,
            EndSeconds = endSeconds,
        };
        db.Lines.Add(line);
        await db.SaveChangesAsync(cancel);
        await CommitScriptAsync(db, projectId, origin, cancel);
        return line;
    }

    public async Task DeleteLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await TouchAsync(db, projectId, cancel))
            return;
        var wanted = lineIds.ToList();
        await db.Lines.Where(l => l.ProjectId == projectId && wanted.Contains(l.Id)).ExecuteDeleteAsync(cancel);
        await RenumberAsync(db, await db.Lines.Where(l => l.ProjectId == projectId).OrderBy(l => l.Position).ToListAsync(cancel), cancel);
        await CommitScriptAsync(db, projectId, origin, cancel);
    }

    public async Task MoveLineAsync(Guid lineId, int position, Guid origin, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Lines.Where(l => l.Id == lineId).Select(l => (Guid?)l.ProjectId).SingleOrDefaultAsync(cancel) is not { } projectId)
            return;
        await TouchAsync(db, projectId, cancel);
        var lines = await db.Lines.Where(l => l.ProjectId == projectId).OrderBy(l => l.Position).ToListAsync(cancel);
        var moved = lines.Single(l => l.Id == lineId);
        lines.Remove(moved);
        lines.Insert(Math.Clamp(position, 0, lines.Count), moved);
        await RenumberAsync(db, lines, cancel);
        await CommitScriptAsync(db, projectId, origin, cancel);
    }

    public async Task<int> ImportAsync(Guid projectId, ScriptDocument script, ImportMode mode, Guid origin, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await TouchAsync(db, projectId, cancel))
            return 0;
        if (mode == ImportMode.Replace)
            await db.Lines.Where(l => l.ProjectId == projectId).ExecuteDeleteAsync(cancel);
        var first = await db.Lines.CountAsync(l => l.ProjectId == projectId, cancel);
        db.Lines.AddRange(script.Cues.Select((cue, i) => new ScriptLine
        {
            Id = Guid.CreateVersion7(),
            ProjectId = projectId,
            Position = first + i,
            Text = cue.Text,
            Speaker = cue.Speaker,
            StartSeconds = cue.Start?.TotalSeconds,
            EndSeconds = cue.End?.TotalSeconds,
        }));
        await db.SaveChangesAsync(cancel);
        await CommitScriptAsync(db, projectId, origin, cancel);
        return script.Cues.Count;
    }

    internal static IQueryable<ScriptLine> LinesOf(StudioDb db, Guid projectId) =>
        db.Lines.AsNoTracking().Where(l => l.ProjectId == projectId).OrderBy(l => l.Position);

    private async Task ChangeLineAsync(
        Guid lineId,
        Expression<Func<ScriptLine, bool>> differs,
        Action<UpdateSettersBuilder<ScriptLine>> change,
        Guid origin,
        CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Lines.Where(l => l.Id == lineId).Where(differs).ExecuteUpdateAsync(change, cancel) == 0)
            return;
        var line = await db.Lines.AsNoTracking().SingleAsync(l => l.Id == lineId, cancel);
        await TouchAsync(db, line.ProjectId, cancel);
        await transaction.CommitAsync(cancel);
        events.Publish(new LineChanged(line, origin));
    }

    /// <summary>A line that only moves keeps its take; one whose slot became longer or shorter is fitted again.</summary>
    private async Task SetTimesAsync(Guid lineId, double? start, double? end, Guid origin, CancellationToken cancel)
    {
        const double sameSlot = 1e-4;
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var line = await db.Lines.SingleOrDefaultAsync(l => l.Id == lineId, cancel);
        if (line is null || (line.StartSeconds == start && line.EndSeconds == end))
            return;
        var moves = line.StartSeconds is not null && start is not null && (line.EndSeconds, end) switch
        {
            ({ } was, { } now) => Math.Abs(now - start.Value - (was - line.StartSeconds.Value)) < sameSlot,
            (null, null) => true,
            _ => false,
        };
        if (moves && line.TakeKey is not null)
            line.ClipStart = start;
        else
            line.Revision++;
        (line.StartSeconds, line.EndSeconds) = (start, end);
        await db.SaveChangesAsync(cancel);
        await TouchAsync(db, line.ProjectId, cancel);
        await transaction.CommitAsync(cancel);
        events.Publish(new LineChanged(line, origin));
    }

    private async Task<bool> TouchAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Projects.Where(p => p.Id == projectId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Updated, now), cancel) > 0;
    }

    private static async Task RenumberAsync(StudioDb db, List<ScriptLine> lines, CancellationToken cancel)
    {
        for (var i = 0; i < lines.Count; i++)
            lines[i].Position = i;
        await db.SaveChangesAsync(cancel);
    }

    private async Task CommitScriptAsync(StudioDb db, Guid projectId, Guid origin, CancellationToken cancel)
    {
        var lines = await LinesOf(db, projectId).ToListAsync(cancel);
        await db.Database.CommitTransactionAsync(cancel);
        events.Publish(new ScriptChanged(projectId, lines, origin));
    }
}

/// <summary>The one lock for writing to the database.</summary>
internal sealed class WriteLock
{
    private readonly OrderedLock order = new();

    public Task<IDisposable> EnterAsync(CancellationToken cancel) => order.EnterAsync(cancel);
}
