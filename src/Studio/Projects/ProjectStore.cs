using Dubbing.Script;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <inheritdoc cref="IProjectStore"/>
internal sealed partial class ProjectStore(IDbContextFactory<StudioDb> databases, ProjectEditor editor, IProjectEvents events, WriteLock writing, JobQueue queue, LanguageVoices languages, DataFolder data, TimeProvider time) : IProjectStore
{
    public async Task<Project> CreateAsync(NewProject project, CancellationToken cancel)
    {
        var name = project.Name.Trim();
        RequireName(name);
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
        return await DatabaseErrors.TranslateDiskFullAsync(async () =>
        {
            using var held = await writing.EnterAsync(cancel);
            await using var db = await databases.CreateDbContextAsync(cancel);
            db.Projects.Add(made);
            await db.SaveChangesAsync(cancel);
            events.Publish(new ProjectChanged(made, Guid.Empty));
            return made;
        });
    }

    public Task<ProjectContent?> LoadAsync(Guid projectId, CancellationToken cancel) => LoadAsync(projectId, null, cancel);

    public async Task<ProjectContent?> LoadAsync(Guid projectId, Language? language, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        // One snapshot for all of it.
        await using var reading = await db.Database.BeginTransactionAsync(cancel);
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId && p.Deleted == null, cancel);
        if (project is null)
            return null;
        if (RowCheck.Problem(project) is { } damage)
            throw new DubbingException(Messages.ProjectDamaged(RowCheck.ShortName(project.Name), damage));
        var lines = (await LinesOf(db, projectId).ToListAsync(cancel)).ConvertAll(RowCheck.Shown);
        var media = project.MediaId is { } id ? await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) : null;
        var uploads = await db.Uploads.AsNoTracking()
            .Where(u => u.ProjectId == projectId && u.State != UploadState.Accepted).OrderBy(u => u.Created).ToListAsync(cancel);
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.ProjectId == projectId).OrderByDescending(j => j.Created).ToListAsync(cancel);
        var last = jobs.GroupBy(j => j.Kind).Select(g => g.First().Id).ToHashSet();
        var languages = await db.Languages.AsNoTracking().Where(l => l.ProjectId == projectId).OrderBy(l => l.Id).ToListAsync(cancel);
        var seen = languages.Find(l => l.Language == language && l.Language != project.Language);
        return new ProjectContent(project.In(seen), lines.FindAll(l => l.Language == seen?.Language), media, uploads, [.. jobs.Where(j => j.IsActive || last.Contains(j.Id))], await ProjectEditor.HistoryAsync(db, projectId, cancel))
        {
            First = project.Language,
            Languages = languages,
            Others = lines.FindAll(l => l.Language != seen?.Language),
            Waits = await db.Waits.AsNoTracking().Where(w => w.ProjectId == projectId).OrderBy(w => w.AtSeconds).ToListAsync(cancel),
        };
    }

    public Task ChangeAsync(Guid projectId, ProjectEdit edit, Guid origin, CancellationToken cancel)
    {
        if (edit.Name is { } wanted)
            RequireName(wanted.Trim());
        return editor.EditAsync(
            projectId,
            origin,
            async (db, project) =>
            {
                project.Name = edit.Name?.Trim() ?? project.Name;
                var further = await SiblingLines.LanguagesAsync(db, projectId, cancel);
                if (edit.Language is { } language && further.Exists(l => l.Language == language))
                    throw new DubbingException(Messages.LanguageThere(LanguageFacts.Of(language).NativeName));
                project.Language = edit.Language ?? project.Language;
                if (edit.Of is { } of && further.Find(l => l.Language == of) is { } spoken)
                    spoken.VoiceId = edit.VoiceId ?? spoken.VoiceId;
                else
                    project.VoiceId = edit.VoiceId ?? project.VoiceId;
                project.OriginalSound = edit.OriginalSound ?? project.OriginalSound;
                project.AutoRender = edit.AutoRender ?? project.AutoRender;
                project.SyntheticNotice = edit.SyntheticNotice ?? project.SyntheticNotice;
                return new EditName(edit switch
                {
                    { Name: not null } => Messages.EditName(),
                    { VoiceId: not null } => Messages.EditProjectVoice(),
                    _ => Messages.EditSettings(),
                });
            },
            cancel);
    }

    /// <exception cref="DubbingException">There is none, or it is too long.</exception>
    internal static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new DubbingException(Messages.NameMissing());
        if (Limits.Current.OfName(name) is { } problem)
            throw new DubbingException(problem);
    }

    public Task DeleteAsync(Guid projectId, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Projects.Where(p => p.Id == projectId && p.Deleted == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.Deleted, now), cancel) == 0)
            return false;
        await queue.StopAllOfAsync(db, projectId, cancel);
        events.Publish(new ProjectDeleted(projectId));
        return true;
    });

    public Task BringBackAsync(Guid projectId, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Projects.Where(p => p.Id == projectId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Deleted, (DateTime?)null), cancel);
        if (await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, cancel) is { } project)
            events.Publish(new ProjectChanged(project, Guid.Empty));
        return true;
    });

    public Task PurgeAsync(Guid projectId, CancellationToken cancel) => PurgeAsync(projectId, data.DeleteMedia, data.DeleteUpload, data.DeleteExport, cancel);

    /// <summary>A project's video; none when the row is damaged there, too.</summary>
    private static async Task<Guid?> MediaOfAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        try
        {
            return await db.Projects.Where(p => p.Id == projectId).Select(p => p.MediaId).SingleAsync(cancel);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>As the other; the files are given to who asks, for housekeeping to put them aside first.</summary>
    internal async Task PurgeAsync(Guid projectId, Action<Guid> media, Action<Guid> upload, Action<Guid> export, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, cancel))
            return;
        var project = new { MediaId = await MediaOfAsync(db, projectId, cancel) };
        var uploads = await db.Uploads.Where(u => u.ProjectId == projectId).Select(u => u.Id).ToListAsync(cancel);
        var sounds = await db.Sounds.Where(s => s.ProjectId == projectId).Select(s => s.MediaId)
            .Union(db.Uploads.Where(u => u.ProjectId == projectId && u.MediaId != null && u.MediaId != project.MediaId).Select(u => u.MediaId!.Value)).ToListAsync(cancel);
        var exports = await db.Jobs.Where(j => j.ProjectId == projectId && j.Kind == JobKind.Export).Select(j => j.Id).ToListAsync(cancel);
        await queue.StopAllOfAsync(db, projectId, cancel);
        await db.Projects.Where(p => p.Id == projectId).ExecuteDeleteAsync(cancel);
        if (project.MediaId is { } mediaId && !await db.Projects.AnyAsync(p => p.MediaId == mediaId, cancel))
        {
            await db.Media.Where(m => m.Id == mediaId).ExecuteDeleteAsync(cancel);
            media(mediaId);
        }

        // A copy of the project has the same sounds.
        foreach (var id in sounds)
        {
            if (await db.Sounds.AnyAsync(s => s.MediaId == id, cancel) || await db.Projects.AnyAsync(p => p.MediaId == id, cancel))
                continue;
            await db.Media.Where(m => m.Id == id).ExecuteDeleteAsync(cancel);
            media(id);
        }

        uploads.ForEach(upload);
        exports.ForEach(export);
        events.Publish(new ProjectDeleted(projectId));
    }

    public Task<EditMoved?> UndoAsync(Guid projectId, Guid origin, CancellationToken cancel) => editor.MoveAsync(projectId, undo: true, origin, cancel);

    public Task<EditMoved?> RedoAsync(Guid projectId, Guid origin, CancellationToken cancel) => editor.MoveAsync(projectId, undo: false, origin, cancel);

    public Task LockLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, bool locked, Guid origin, CancellationToken cancel)
    {
        var wanted = lineIds.ToList();
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                foreach (var line in await db.Lines.Where(l => l.ProjectId == projectId && wanted.Contains(l.Id)).ToListAsync(cancel))
                    line.Locked = locked;
                return new EditName(locked ? Messages.EditLock(wanted.Count) : Messages.EditUnlock(wanted.Count));
            },
            cancel);
    }

    public Task SaveLineTextAsync(Guid lineId, string text, Guid origin, CancellationToken cancel) => editor.EditLineAsync(
        lineId,
        origin,
        line =>
        {
            line.Text = text;
            return new EditName(Messages.EditText(line.Position + 1), $"text {lineId}");
        },
        cancel);

    public async Task SetLineTimesAsync(Guid lineId, double? startSeconds, double? endSeconds, Guid origin, CancellationToken cancel)
    {
        if (await ProjectOfAsync(lineId, cancel) is { } projectId)
            await SetTimesAsync(projectId, new Dictionary<Guid, LineTimes> { [lineId] = new(startSeconds, endSeconds) }, origin, cancel);
        else
            CheckTimes(startSeconds, endSeconds);
    }

    public async Task SetLineSpeakerAsync(Guid lineId, string? speaker, Guid origin, CancellationToken cancel)
    {
        if (await ProjectOfAsync(lineId, cancel) is { } projectId)
            await SetSpeakerAsync(projectId, [lineId], speaker, origin, cancel);
    }

    private async Task<Guid?> ProjectOfAsync(Guid lineId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Lines.Where(l => l.Id == lineId).Select(l => (Guid?)l.ProjectId).SingleOrDefaultAsync(cancel);
    }

    public Task SetLineVoiceAsync(Guid lineId, string? voiceId, Guid origin, CancellationToken cancel) => editor.EditLineAsync(
        lineId,
        origin,
        line =>
        {
            line.VoiceId = voiceId;
            return new EditName(Messages.EditVoice(line.Position + 1));
        },
        cancel);

    public Task SetLineRateAsync(Guid lineId, double rate, Guid origin, CancellationToken cancel) => editor.EditLineAsync(
        lineId,
        origin,
        line =>
        {
            line.Rate = LineRanges.Rate.Hold(rate) ?? LineRanges.Rate.Plain;
            return new EditName(Messages.EditRate(line.Position + 1), $"rate {lineId}");
        },
        cancel);

    public Task DeliverLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Prosody delivery, Guid origin, CancellationToken cancel)
    {
        var wanted = lineIds.ToList();
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = await LineCommands.MeantAsync(db, projectId, wanted, cancel);
                lines.ForEach(delivery.ApplyTo);
                // A slider that goes on by arrow keys is one step, as a drag is.
                var merge = delivery.Dial is { } dial ? $"deliver {dial} {string.Join(',', lines.Select(l => l.Id).Order())}" : null;
                return new EditName(lines.Count == 1 && delivery.Dial is not null ? Messages.EditDial(lines[0].Position + 1, Messages.DialName(delivery.Dial)) : Messages.EditDelivery(lines.Count), merge);
            },
            cancel);
    }

    public Task SetLineSoundsAsync(Guid lineId, string? sounds, Guid origin, CancellationToken cancel) => editor.EditLineAsync(
        lineId,
        origin,
        line =>
        {
            line.Sounds = sounds;
            return new EditName(Messages.EditSounds(line.Position + 1));
        },
        cancel);

    public async Task<ScriptLine?> InsertLineAsync(Guid projectId, int? position, string text, double? startSeconds, double? endSeconds, Guid origin, Language? language, CancellationToken cancel)
    {
        var made = new ScriptLine
        {
            Id = Guid.CreateVersion7(),
            Language = language,
            ProjectId = projectId,
            Text = text,
            StartSeconds = startSeconds,
            EndSeconds = endSeconds,
        };
        return await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                await LineCommands.PutAsync(db, projectId, position ?? int.MaxValue, [made], cancel);
                return new EditName(Messages.EditInsert());
            },
            cancel) ? made : null;
    }

    public async Task<IReadOnlyCollection<Guid>> DeleteLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin, CancellationToken cancel)
    {
        var (wanted, gone) = (lineIds.ToList(), new List<Guid>());
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = await LineCommands.FreeAsync(db, projectId, wanted, cancel);
                gone = lines.ConvertAll(l => l.Id);
                return lines.Count == 0 ? null : await LineCommands.DeleteAsync(db, projectId, lines, [], cancel);
            },
            cancel);
        return gone;
    }

    public Task MoveLineAsync(Guid lineId, int position, Guid origin, CancellationToken cancel) => editor.EditLineAsync(
        lineId,
        origin,
        async (db, line) =>
        {
            var lines = await ProjectEditor.LinesAsync(db, line.ProjectId, cancel);
            var name = new EditName(Messages.EditMove(line.Position + 1));
            var main = lines.Find(l => l.Id == line.MainId);
            if (main is null)
                return null;
            lines.Remove(main);
            lines.Insert(Math.Clamp(position, 0, lines.Count), main);
            ProjectEditor.Number(lines);
            return name;
        },
        cancel);

    /// <summary>The lines of all languages of a project, in order.</summary>
    internal static IQueryable<ScriptLine> LinesOf(StudioDb db, Guid projectId) =>
        db.Lines.AsNoTracking().Where(l => l.ProjectId == projectId).OrderBy(l => l.Position);

    internal static IQueryable<ScriptLine> LinesOf(StudioDb db, Guid projectId, Language? language) => LinesOf(db, projectId).Where(l => l.Language == language);

    /// <exception cref="DubbingException">A time is negative, or the end is not after the start.</exception>
    internal static void CheckTimes(double? start, double? end)
    {
        if (start is < 0 || end is < 0 || !double.IsFinite(start ?? 0) || !double.IsFinite(end ?? 0))
            throw new DubbingException(Messages.TimeNegative());
        if (end <= start || (start is null && end is not null))
            throw new DubbingException(Messages.EndBeforeStart());
        if (Limits.Current.OfTime(Math.Max(start ?? 0, end ?? 0)) is { } late)
            throw new DubbingException(late);
    }
}
