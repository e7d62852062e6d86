using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Dictionary;

internal sealed class DictionaryStore(
    IDbContextFactory<StudioDb> databases,
    DictionarySnapshots snapshots,
    ProjectEditor editor,
    WriteLock writing,
    IProjectEvents events,
    IEnumerable<IReader> readers,
    TimeProvider time) : IDictionaryStore
{
    private readonly Dictionary<Language, IReader> readers = readers.ToDictionary(r => r.Language);

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
        }, cancel);
        return added;
    }

    public async Task KeepAsync(Guid? projectId, DictionaryEntry entry, CancellationToken cancel)
    {
        Check(entry);
        await ChangeAsync(projectId, db => PutAsync(db, projectId, entry, cancel), cancel);
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
        }, cancel);
    }

    public async Task DeleteAsync(IReadOnlyCollection<Guid> wordIds, CancellationToken cancel)
    {
        foreach (var scope in wordIds.Chunk(500))
        {
            List<Guid?> projects;
            await using (var db = await databases.CreateDbContextAsync(cancel))
                projects = await db.Dictionary.Where(w => scope.Contains(w.Id)).Select(w => w.ProjectId).Distinct().ToListAsync(cancel);
            foreach (var project in projects)
                await ChangeAsync(project, async db => db.Dictionary.RemoveRange(await db.Dictionary.Where(w => scope.Contains(w.Id) && w.ProjectId == project).ToListAsync(cancel)), cancel);
        }
    }

    public async Task<(int Words, IReadOnlyList<Message> Problems)> ImportAsync(Guid? projectId, byte[] file, CancellationToken cancel)
    {
        var (entries, problems) = DictionaryFile.Read(file);
        if (problems.Count > 0 || entries.Count == 0)
            return (0, problems);
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
        }, cancel);
        return (entries.Count, problems);
    }

    public async Task<ReadingDictionary> SnapshotAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await snapshots.OfAsync(db, projectId, cancel);
    }

    /// <summary>Changes words of a scope, and tells the lines that are read otherwise then, all at once.</summary>
    private async Task ChangeAsync(Guid? projectId, Func<StudioDb, Task> change, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var projects = await db.Projects.Where(p => projectId == null || p.Id == projectId).ToListAsync(cancel);
        if (projectId is not null && projects.Count == 0)
            return;
        var before = new Dictionary<Guid, ReadingDictionary>();
        foreach (var project in projects)
            before[project.Id] = await snapshots.OfAsync(db, project.Id, cancel);
        await change(db);
        await db.SaveChangesAsync(cancel);
        var touched = new List<LinesChanged>();
        foreach (var project in projects)
        {
            var after = await snapshots.OfAsync(db, project.Id, cancel);
            if (after.Fingerprint == before[project.Id].Fingerprint)
                continue;
            db.ChangeTracker.Clear();
            db.Attach(project);
            var lines = await db.Lines.Where(l => l.ProjectId == project.Id).ToListAsync(cancel);
            foreach (var line in lines.Where(l => Differs(project.Language, l.Text, before[project.Id], after)))
            {
                cancel.ThrowIfCancellationRequested();
                line.Words = after.FingerprintOf(project.Language, line.Text);
            }

            await editor.RefreshLinesAsync(db, project, cancel);
            var changed = lines.Where(l => db.Entry(l).State == EntityState.Modified).ToList();
            await db.SaveChangesAsync(cancel);
            if (changed.Count > 0)
                touched.Add(new LinesChanged(project.Id, changed, Guid.Empty));
        }

        await transaction.CommitAsync(cancel);
        touched.ForEach(events.Publish);
    }

    private bool Differs(Language language, string text, ReadingDictionary before, ReadingDictionary after)
    {
        if (before.FingerprintOf(language, text) == after.FingerprintOf(language, text))
            return false;
        try
        {
            var (was, now) = (readers[language].Read(text, before), readers[language].Read(text, after));
            return !was.Phrases.SequenceEqual(now.Phrases) || !was.Phonemes.Select(p => (p.Symbol, p.Phrase, p.Unit)).SequenceEqual(now.Phonemes.Select(p => (p.Symbol, p.Phrase, p.Unit)));
        }
        catch (DubbingException)
        {
            // Nothing can be read now (no Japanese dictionary): the next rendering finds out.
            return true;
        }
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

    private static DictionaryWord New(Guid? projectId) => new() { Id = Guid.CreateVersion7(), ProjectId = projectId, Surface = "", Key = "", Reading = "" };

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
