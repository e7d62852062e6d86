using Dubbing.Speech;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dubbing.Studio.Projects;

/// <summary>
/// Through here goes every change that a user makes to a project. A command changes tracked entities (no
/// <c>SaveChanges</c>, no <c>ExecuteUpdate</c>); what it changed in <see cref="IProjectPart"/>s is kept for undo, saved in
/// one transaction and told to the tabs.
/// </summary>
/// <remarks>SQLite has one writer anyway: one ordered lock for all writing keeps the order of calls and the order of events the same.</remarks>
internal sealed class ProjectEditor(IDbContextFactory<StudioDb> databases, IProjectEvents events, WriteLock writing, DictionarySnapshots dictionaries, IVoiceCatalogue voices, TimeProvider time)
{
    /// <summary>Edits with the same merge key are one step when no longer pause lies between two of them.</summary>
    public static readonly TimeSpan MergePause = TimeSpan.FromSeconds(2);

    /// <summary>So many steps can be undone …</summary>
    public const int MostEdits = 300;

    /// <summary>… as long as they are not larger together, in characters.</summary>
    public const long MostSize = 32 << 20;

    /// <summary>Changes parts of a project.</summary>
    /// <param name="projectId">The project; nothing happens when it is gone.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="command">Changes entities of the context; gives the step's name, or null when there is nothing to do.</param>
    /// <param name="cancel">Stops it before it is saved.</param>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="DubbingException">The command refused, or the disk is full. Nothing is changed.</exception>
    public Task<bool> EditAsync(Guid projectId, Guid origin, Func<StudioDb, Project, Task<EditName?>> command, CancellationToken cancel) =>
        RunAsync(db => FindAsync(db, projectId, cancel), origin, command, cancel);

    /// <summary>As <see cref="EditAsync"/>, for one line.</summary>
    public Task<bool> EditLineAsync(Guid lineId, Guid origin, Func<ScriptLine, EditName?> command, CancellationToken cancel) =>
        EditLineAsync(lineId, origin, (_, line) => Task.FromResult(command(line)), cancel);

    /// <summary>As <see cref="EditAsync"/>, for one line and what else has to change with it.</summary>
    public Task<bool> EditLineAsync(Guid lineId, Guid origin, Func<StudioDb, ScriptLine, Task<EditName?>> command, CancellationToken cancel)
    {
        ScriptLine? line = null;
        return RunAsync(
            async db =>
            {
                line = await db.Lines.SingleOrDefaultAsync(l => l.Id == lineId, cancel);
                return line is null ? null : await FindAsync(db, line.ProjectId, cancel);
            },
            origin,
            (db, _) => command(db, line!),
            cancel);
    }

    /// <summary>Takes the last step back, or does the last one that was taken back again.</summary>
    /// <returns>The step; null when there is none.</returns>
    /// <exception cref="DubbingException">The disk is full.</exception>
    public Task<EditMoved?> MoveAsync(Guid projectId, bool undo, Guid origin, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var steps = db.Edits.Where(e => e.ProjectId == projectId && e.Undone != undo);
        if (await FindAsync(db, projectId, cancel) is not { } project
            || await (undo ? steps.OrderByDescending(e => e.Id) : steps.OrderBy(e => e.Id)).FirstOrDefaultAsync(cancel) is not { } edit)
            return (EditMoved?)null;
        List<RowChange> rows;
        try
        {
            rows = RowChange.FromJson(edit.Changes);
            await LineOrder.ApplyAsync(db, projectId, rows, undo, cancel);
        }
        catch (Exception e) when (RowChange.IsBroken(e))
        {
            throw new DubbingException(Messages.StepDamaged(), e);
        }

        edit.Undone = undo;
        // What is typed from here on is a step of its own.
        edit.Merge = null;
        await SaveAsync(db, project, await ChangesOfAsync(db, projectId, cancel), origin, cancel);
        return new EditMoved(edit.Label, rows.FirstOrDefault(r => r.Table == nameof(ScriptLine) && (undo ? r.Before : r.After) is not null)?.Id);
    });

    /// <summary>What can be undone and done again now.</summary>
    public static async Task<EditHistory> HistoryAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var steps = db.Edits.AsNoTracking().Where(e => e.ProjectId == projectId);
        return new EditHistory(
            await steps.Where(e => !e.Undone).OrderByDescending(e => e.Id).Select(e => e.Label).FirstOrDefaultAsync(cancel),
            await steps.Where(e => e.Undone).OrderBy(e => e.Id).Select(e => e.Label).FirstOrDefaultAsync(cancel));
    }

    /// <summary>
    /// The lines of a language of a project in order; null for the first, for a command that adds, deletes or moves some: <see cref="Number"/> them
    /// afterwards, and siblings follow.
    /// </summary>
    public static Task<List<ScriptLine>> LinesAsync(StudioDb db, Guid projectId, CancellationToken cancel, Language? language = null) =>
        db.Lines.Where(l => l.ProjectId == projectId && l.Language == language).OrderBy(l => l.Position).ToListAsync(cancel);

    /// <summary>The lines of all languages of a project.</summary>
    public static Task<List<ScriptLine>> AllLinesAsync(StudioDb db, Guid projectId, CancellationToken cancel) =>
        db.Lines.Where(l => l.ProjectId == projectId).OrderBy(l => l.Position).ToListAsync(cancel);

    /// <summary>Gives lines the places that they have in the list.</summary>
    public static void Number(IReadOnlyList<ScriptLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            lines[i].Position = i;
    }

    private Task<bool> RunAsync(Func<StudioDb, Task<Project?>> find, Guid origin, Func<StudioDb, Project, Task<EditName?>> command, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await find(db) is not { } project || await command(db, project) is not { } name)
            return false;
        if (!name.LockedToo)
            LeaveLockedLines(db);
        await SiblingLines.FollowAsync(db, project, cancel);
        await RequireRoomAsync(db, project.Id, cancel);
        var changes = await ChangesOfAsync(db, project.Id, cancel);
        if (changes.Rows.Count == 0)
            return false;
        await LogAsync(db, project.Id, name, changes, origin, cancel);
        await SaveAsync(db, project, changes, origin, cancel);
        return true;
    });

    /// <summary>Whether the lines, speakers and words that were added still have room. What is too much already can be made less.</summary>
    /// <exception cref="DubbingException">There are too many.</exception>
    private static async Task RequireRoomAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var lines = db.ChangeTracker.Entries<ScriptLine>().Where(l => l.Entity.Language is null).ToList();
        var more = lines.Count(l => l.State == EntityState.Added) - lines.Count(l => l.State == EntityState.Deleted);
        if (more > 0 && Limits.Current.OfLines(await db.Lines.CountAsync(l => l.ProjectId == projectId && l.Language == null, cancel) + more) is { } many)
            throw new DubbingException(many);
        var named = lines.Where(l => l.State == EntityState.Added || (l.State == EntityState.Modified && l.Property(p => p.Speaker).IsModified)).Select(l => l.Entity.Speaker).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (named.Count > 0)
        {
            named.UnionWith(await db.Lines.Where(l => l.ProjectId == projectId && l.Speaker != null).Select(l => l.Speaker!).Distinct().ToListAsync(cancel));
            if (Limits.Current.OfSpeakers(named.Count) is { } speakers)
                throw new DubbingException(speakers);
        }

        var words = db.ChangeTracker.Entries<DictionaryWord>().Count(w => w.State == EntityState.Added);
        if (words > 0 && Limits.Current.OfWords(await db.Dictionary.CountAsync(w => w.ProjectId == projectId, cancel) + words) is { } full)
            throw new DubbingException(full);
    }

    private static Task<Project?> FindAsync(StudioDb db, Guid projectId, CancellationToken cancel) =>
        db.Projects.SingleOrDefaultAsync(p => p.Id == projectId && p.Deleted == null, cancel);

    /// <summary>A change of many lines at once leaves the locked ones as they are.</summary>
    private static void LeaveLockedLines(StudioDb db)
    {
        var changed = db.ChangeTracker.Entries<ScriptLine>().Where(e => RowChange.Of(e, nameof(ScriptLine.Position)) is not null && e.State == EntityState.Modified).ToList();
        if (changed.Count < 2)
            return;
        foreach (var entry in changed.Where(e => e.Entity.Locked && !e.Property(l => l.Locked).IsModified))
        {
            foreach (var column in entry.Properties.Where(p => p.IsModified && p.Metadata.Name != nameof(ScriptLine.Position)))
                column.CurrentValue = column.OriginalValue;
        }
    }

    /// <summary>What a command changed in the context and not yet in the database.</summary>
    private static async Task<Changes> ChangesOfAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var entries = db.ChangeTracker.Entries<IProjectPart>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var lines = entries.Where(e => e.Entity is ScriptLine).ToList();
        var reordered = lines.Any(e => e.State != EntityState.Modified || e.Property(nameof(ScriptLine.Position)).IsModified);
        var moved = reordered ? await LineOrder.MovedAsync(db, projectId, lines, cancel) : [];
        var rows = new List<RowChange>();
        foreach (var entry in entries)
        {
            // Lines that only make room for others need no word about it.
            if (RowChange.Of(entry, entry.Entity is ScriptLine ? nameof(ScriptLine.Position) : null) is { } row)
                rows.Add(row);
        }

        rows = RowChange.Join(rows, moved);

        return new Changes(
            rows,
            reordered,
            entries.Any(e => e.Entity is Project && RowChange.Of(e) is not null),
            [.. entries.Where(e => e.Entity is not (ScriptLine or Project)).Select(e => (e.Entity, e.State == EntityState.Deleted))]);
    }

    private async Task LogAsync(StudioDb db, Guid projectId, EditName name, Changes changes, Guid origin, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // After an undo something else was done: what was undone cannot be done again.
        var forked = await db.Edits.Where(e => e.ProjectId == projectId && e.Undone).ExecuteDeleteAsync(cancel) > 0;
        // Places of lines speak of the script between two edits, so edits that change the order stay apart.
        var merge = changes.Reordered ? null : name.Merge;
        var last = merge is null || forked ? null : await db.Edits.Where(e => e.ProjectId == projectId).OrderByDescending(e => e.Id).FirstOrDefaultAsync(cancel);
        if (last is not null && last.Merge == merge && last.Origin == origin && now - last.Time < MergePause)
        {
            var joined = RowChange.Join(RowChange.FromJson(last.Changes), changes.Rows);
            if (joined.Count == 0)
                db.Edits.Remove(last);
            (last.Changes, last.Time, last.Label) = (RowChange.ToJson(joined), now, StoredMessage.Of(name.Label));
            last.Size = last.Changes.Length;
            return;
        }

        var json = RowChange.ToJson(changes.Rows);
        db.Edits.Add(new Edit
        {
            ProjectId = projectId,
            Label = StoredMessage.Of(name.Label),
            Merge = merge,
            Origin = origin,
            Time = now,
            Changes = json,
            Size = json.Length,
        });
        var (count, size) = (1, (long)json.Length);
        foreach (var old in await db.Edits.Where(e => e.ProjectId == projectId).OrderByDescending(e => e.Id).Select(e => new { e.Id, e.Size }).ToListAsync(cancel))
        {
            if (++count <= MostEdits && (size += old.Size) <= MostSize)
                continue;
            await db.Edits.Where(e => e.ProjectId == projectId && e.Id <= old.Id).ExecuteDeleteAsync(cancel);
            break;
        }
    }

    private async Task SaveAsync(StudioDb db, Project project, Changes changes, Guid origin, CancellationToken cancel)
    {
        await RefreshLinesAsync(db, project, cancel);
        var lines = db.ChangeTracker.Entries<ScriptLine>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
        project.Updated = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        await db.Database.CommitTransactionAsync(cancel);
        lines.ForEach(l => RowCheck.Shown(l));
        if (changes.Settings)
            events.Publish(new ProjectChanged(project, origin));
        if (changes.Reordered)
            events.Publish(new ScriptChanged(project.Id, (await ProjectStore.LinesOf(db, project.Id).ToListAsync(cancel)).ConvertAll(RowCheck.Shown), origin));
        else if (lines.Count == 1)
            events.Publish(new LineChanged(lines[0], origin));
        else if (lines.Count > 1)
            events.Publish(new LinesChanged(project.Id, lines, origin));
        foreach (var (part, removed) in changes.Parts)
            events.Publish(new PartChanged(project.Id, part, removed, origin));
        events.Publish(new HistoryChanged(project.Id, await HistoryAsync(db, project.Id, cancel), origin));
    }

    /// <summary>
    /// Sees which takes are still what the tracked lines of a project say, and finds earlier ones again. For changes that are
    /// no edit (the installation's dictionary, a voice pack): call it between the change and <c>SaveChanges</c>.
    /// </summary>
    public async Task RefreshLinesAsync(StudioDb db, Project project, CancellationToken cancel)
    {
        await RereadAsync(db, project, cancel);
        var settings = db.Entry(project);
        if (settings.Property(p => p.VoiceId).IsModified || settings.Property(p => p.Language).IsModified || db.ChangeTracker.Entries<ProjectLanguage>().Any(e => e.State is EntityState.Added or EntityState.Modified))
            await AllLinesAsync(db, project.Id, cancel);
        var seen = await SiblingLines.ViewsAsync(db, project, cancel);
        var changed = new List<ScriptLine>();
        Readings.Correction.ReadingDictionary? words = null;
        foreach (var entry in db.ChangeTracker.Entries<ScriptLine>().Where(e => e.State is not EntityState.Deleted && e.Entity.ProjectId == project.Id).ToList())
        {
            var line = entry.Entity;
            if (entry.State == EntityState.Added || entry.Property(l => l.Text).IsModified || settings.Property(p => p.Language).IsModified)
                line.Words = (words ??= await dictionaries.OfAsync(db, project.Id, cancel)).FingerprintOf(seen(line).Language, line.Text);
            // A line that only moves keeps its take.
            if (line.TakeKey is not null && line.StartSeconds is not null && entry.Property(l => l.StartSeconds).IsModified)
                line.ClipStart = line.ClipAt(line.StartSeconds.Value);
            var input = RenderFingerprint.Of(line, seen(line), voices);
            if (line.Input == input && !entry.Property(l => l.TakeChoice).IsModified)
                continue;
            if (line.Input != input)
                (line.Input, line.Problem) = (input, null);
            changed.Add(line);
        }

        if (changed.Count == 0)
            return;
        var ids = changed.Select(l => l.Id).ToList();
        var stored = await db.Takes.AsNoTracking().Where(t => ids.Contains(t.LineId)).ToListAsync(cancel);
        var takes = stored.Concat(db.Takes.Local).OrderBy(t => t.Created).ToLookup(t => t.LineId);
        foreach (var line in changed)
        {
            // A choice speaks of what the line said when it was made.
            var chosen = line.TakeChoice?.Split(':') is [var input, var key] && (input == line.Input || input == RecordedTakes.InputOf(line.Text)) ? key : null;
            var take = chosen is null
                ? takes[line.Id].LastOrDefault(t => t.Input == line.Input)
                : takes[line.Id].LastOrDefault(t => t.Key == chosen);
            if (take is null)
            {
                // A recording that was taken back, and nothing was there before it.
                if (chosen is null && db.Entry(line).Property(l => l.TakeChoice).IsModified && takes[line.Id].Any(t => t.Key == line.TakeKey && RecordedTakes.Is(t)))
                    (line.TakeKey, line.TakeInput, line.TakeSeconds, line.TakeRate, line.Grade) = (null, null, null, null, null);
                continue;
            }

            Choose(line, take);
            line.TakeInput = line.Input;
        }
    }

    /// <summary>Marks the lines that are read otherwise with the words of the dictionary that the context changed.</summary>
    private async Task RereadAsync(StudioDb db, Project project, CancellationToken cancel)
    {
        var words = DictionarySnapshots.ChangedIn(db);
        if (words.Count == 0)
            return;
        foreach (var word in words.Where(e => e.State != EntityState.Deleted))
            word.Entity.Updated = time.GetUtcNow().UtcDateTime;
        var (before, after) = (await dictionaries.SavedAsync(db, project.Id, cancel), await dictionaries.OfAsync(db, project.Id, cancel));
        if (before.Fingerprint == after.Fingerprint)
            return;
        foreach (var line in await AllLinesAsync(db, project.Id, cancel))
        {
            var language = line.Language ?? project.Language;
            if (dictionaries.ReadsOtherwise(language, line.Text, before, after))
                line.Words = after.FingerprintOf(language, line.Text);
        }
    }

    /// <summary>Makes a take the one that is heard.</summary>
    public static void Choose(ScriptLine line, LineTake take)
    {
        (line.TakeKey, line.TakeInput, line.TakeSeconds, line.TakeRate, line.Grade) = (take.Key, take.Input, take.Seconds, take.Rate, RecordedTakes.Is(take) ? RecordedTakes.GradeOf(line, take.Seconds) : take.Grade);
        line.ClipStart = line.StartSeconds is { } start ? line.ClipAt(start) : line.ClipStart ?? 0;
    }

    /// <summary>What one edit changed.</summary>
    /// <param name="Rows">The rows, for undo.</param>
    /// <param name="Reordered">Whether lines came, went or moved.</param>
    /// <param name="Settings">Whether the project's settings changed.</param>
    /// <param name="Parts">Changed rows of other tables, and whether they are gone.</param>
    private sealed record Changes(List<RowChange> Rows, bool Reordered, bool Settings, IReadOnlyList<(IProjectPart Part, bool Removed)> Parts);
}
