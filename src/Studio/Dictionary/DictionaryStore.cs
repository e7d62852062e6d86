using Dubbing.Readings.Correction;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Dictionary;

internal sealed class DictionaryStore(
    IDbContextFactory<StudioDb> databases,
    DictionarySnapshots snapshots,
    ProjectEditor editor,
    WordImport bulk,
    WriteLock writing,
    IProjectEvents events,
    TimeProvider time) : IDictionaryStore
{
    /// <summary>More words are taken in piece by piece, and are no step that can be undone.</summary>
    public const int AtOnce = 500;

    public async Task<IReadOnlyList<DictionaryWord>> ListAsync(Guid? projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Dictionary.AsNoTracking().Where(w => w.ProjectId == projectId).OrderBy(w => w.Language).ThenBy(w => w.Surface).ToListAsync(cancel);
    }

    public async Task<DictionaryWord?> AddAsync(Guid? projectId, DictionaryEntry entry, CancellationToken cancel)
    {
        Check(entry);
        DictionaryWord? added = null;
        await ChangeAsync(projectId, async db =>
        {
            await RefuseDuplicateAsync(db, projectId, entry, null, cancel);
            added = await PutAsync(db, projectId, entry, cancel);
        }, () => Messages.EditWord(entry.Surface.Trim()), cancel);
        return added;
    }

    public async Task KeepAsync(Guid? projectId, DictionaryEntry entry, CancellationToken cancel)
    {
        Check(entry);
        await ChangeAsync(projectId, db => PutAsync(db, projectId, entry, cancel), () => Messages.EditWord(entry.Surface.Trim()), cancel);
    }

    public Task KeepFromLineAsync(Guid lineId, DictionaryEntry entry, string text, Guid origin, CancellationToken cancel)
    {
        Check(entry);
        return editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                await PutAsync(db, line.ProjectId, entry, cancel);
                line.Text = text;
                return new EditName(Messages.EditWord(entry.Surface.Trim()));
            },
            cancel);
    }

    public async Task ChangeAsync(Guid wordId, DictionaryEntry entry, CancellationToken cancel)
    {
        Check(entry);
        if (await WordAsync(wordId, cancel) is not { } word)
            return;
        await ChangeAsync(word.ProjectId, async db =>
        {
            await RefuseDuplicateAsync(db, word.ProjectId, entry, wordId, cancel);
            if (await db.Dictionary.SingleOrDefaultAsync(w => w.Id == wordId, cancel) is { } stored)
                stored.Take(entry, time.GetUtcNow().UtcDateTime);
        }, () => Messages.EditWord(entry.Surface.Trim()), cancel);
    }

    public async Task DeleteAsync(IReadOnlyCollection<Guid> wordIds, CancellationToken cancel)
    {
        foreach (var scope in wordIds.Chunk(500))
        {
            List<Guid?> projects;
            await using (var db = await databases.CreateDbContextAsync(cancel))
                projects = await db.Dictionary.Where(w => scope.Contains(w.Id)).Select(w => w.ProjectId).Distinct().ToListAsync(cancel);
            foreach (var project in projects)
            {
                var removed = new List<DictionaryWord>();
                await ChangeAsync(project, async db =>
                {
                    removed = await db.Dictionary.Where(w => scope.Contains(w.Id) && w.ProjectId == project).ToListAsync(cancel);
                    db.Dictionary.RemoveRange(removed);
                }, () => removed is [var word] ? Messages.EditWordDelete(word.Surface) : Messages.EditWordsDelete(removed.Count), cancel);
            }
        }
    }

    public async Task<(int Words, IReadOnlyList<Message> Problems)> ImportAsync(Guid? projectId, byte[] file, CancellationToken cancel)
    {
        var (entries, problems) = DictionaryFile.Read(file);
        if (problems.Count > 0 || entries.Count == 0)
            return (0, problems);
        if (entries.Count > AtOnce)
        {
            await bulk.TakeAsync(projectId, entries, cancel);
            return (entries.Count, problems);
        }

        await ChangeAsync(projectId, async db =>
        {
            var stored = await db.Dictionary.Where(w => w.ProjectId == projectId).ToDictionaryAsync(w => (w.Language, w.Key), cancel);
            var now = time.GetUtcNow().UtcDateTime;
            foreach (var entry in entries)
            {
                if (!stored.TryGetValue(EntryCheck.Key(entry), out var word))
                    db.Dictionary.Add(word = New(projectId));
                word.Take(entry, now);
            }
        }, () => Messages.EditWordsImport(entries.Count), cancel);
        return (entries.Count, problems);
    }

    public async Task<ReadingDictionary> SnapshotAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await snapshots.OfAsync(db, projectId, cancel);
    }

    /// <summary>Changes words of a scope: those of a project as a step of its history.</summary>
    private async Task ChangeAsync(Guid? projectId, Func<StudioDb, Task> change, Func<Message> label, CancellationToken cancel)
    {
        if (projectId is not { } project)
        {
            await ChangeAllAsync(change, cancel);
            return;
        }

        await editor.EditAsync(
            project,
            Guid.Empty,
            async (db, _) =>
            {
                await change(db);
                return new EditName(label());
            },
            cancel);
    }

    /// <summary>Changes words of the installation, and tells the lines of all projects that are read otherwise then, all at once.</summary>
    private async Task ChangeAllAsync(Func<StudioDb, Task> change, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await change(db);
        foreach (var project in await db.Projects.ToListAsync(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            await editor.RefreshLinesAsync(db, project, cancel);
        }

        var touched = db.ChangeTracker.Entries<ScriptLine>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToLookup(l => l.ProjectId);
        await db.SaveChangesAsync(cancel);
        foreach (var lines in touched)
            events.Publish(new LinesChanged(lines.Key, [.. lines], Guid.Empty));
    }

    private async Task<DictionaryWord> PutAsync(StudioDb db, Guid? projectId, DictionaryEntry entry, CancellationToken cancel)
    {
        var key = EntryCheck.Key(entry).Surface;
        var word = await db.Dictionary.SingleOrDefaultAsync(w => w.ProjectId == projectId && w.Language == entry.Language && w.Key == key, cancel);
        if (word is null)
            db.Dictionary.Add(word = New(projectId));
        word.Take(entry, time.GetUtcNow().UtcDateTime);
        return word;
    }

    internal static DictionaryWord New(Guid? projectId) => new() { Id = Guid.CreateVersion7(), ProjectId = projectId, Surface = "", Key = "", Reading = "" };

    private static async Task RefuseDuplicateAsync(StudioDb db, Guid? projectId, DictionaryEntry entry, Guid? self, CancellationToken cancel)
    {
        var key = EntryCheck.Key(entry).Surface;
        if (await db.Dictionary.AnyAsync(w => w.ProjectId == projectId && w.Language == entry.Language && w.Key == key && w.Id != self, cancel))
            throw new DubbingException(EntryCheck.Duplicate(entry));
    }

    private static void Check(DictionaryEntry entry)
    {
        if (EntryCheck.Problems(entry) is [var (_, problem), ..])
            throw new DubbingException(problem);
    }

    private async Task<DictionaryWord?> WordAsync(Guid wordId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Dictionary.AsNoTracking().SingleOrDefaultAsync(w => w.Id == wordId, cancel);
    }
}
