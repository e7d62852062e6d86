using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Dictionary;

/// <summary>
/// Takes many words in piece by piece: those who type wait for one piece at most. The words count when all are there. What came in before a
/// studio died stays, and the same file taken in again does the rest.
/// </summary>
internal sealed class WordImport(IDbContextFactory<StudioDb> databases, DictionarySnapshots snapshots, ProjectEditor editor, WriteLock writing, IProjectEvents events, Limits limits, TimeProvider time)
{
    /// <summary>So many words, or lines, at a time: some 10 ms of the lock.</summary>
    private const int Piece = 100;

    /// <summary>Takes words in; those with the same spelling are changed.</summary>
    /// <exception cref="DubbingException">There would be too many. Nothing came in.</exception>
    public async Task TakeAsync(Guid? projectId, IReadOnlyList<DictionaryEntry> entries, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await RequireRoomAsync(db, projectId, entries, cancel);
        var projects = await db.Projects.AsNoTracking().Where(p => projectId == null || p.Id == projectId).Select(p => p.Id).ToListAsync(cancel);
        if (projectId is not null && projects.Count == 0)
            return;
        // What was before is loaded while nobody waits for it.
        foreach (var id in projects)
            await snapshots.SavedAsync(db, id, cancel);
        using (snapshots.Hold())
        {
            foreach (var piece in entries.Chunk(Piece))
                await PutAsync(projectId, piece, cancel);
            foreach (var id in projects)
                await RereadAsync(db, id, cancel);
        }
    }

    private async Task RequireRoomAsync(StudioDb db, Guid? projectId, IReadOnlyList<DictionaryEntry> entries, CancellationToken cancel)
    {
        var there = (await db.Dictionary.AsNoTracking().Where(w => w.ProjectId == projectId).Select(w => new { w.Language, w.Key }).ToListAsync(cancel)).Select(w => (w.Language, w.Key)).ToHashSet();
        there.UnionWith(entries.Select(EntryCheck.Key));
        if (limits.OfWords(there.Count) is { } many)
            throw new DubbingException(many);
    }

    private Task PutAsync(Guid? projectId, DictionaryEntry[] piece, CancellationToken cancel) => DatabaseErrors.TranslateDiskFullAsync(async () =>
    {
        var keys = piece.Select(e => EntryCheck.Key(e).Surface).Distinct().ToList();
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var stored = await db.Dictionary.Where(w => w.ProjectId == projectId && keys.Contains(w.Key)).ToDictionaryAsync(w => (w.Language, w.Key), cancel);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var entry in piece)
        {
            if (!stored.TryGetValue(EntryCheck.Key(entry), out var word))
                db.Dictionary.Add(stored[EntryCheck.Key(entry)] = word = DictionaryStore.New(projectId));
            word.Take(entry, now);
        }

        await db.SaveChangesAsync(cancel);
        return piece.Length;
    });

    /// <summary>Marks the lines of a project that are read otherwise now: found out without the lock, written with it.</summary>
    private async Task RereadAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var before = await snapshots.SavedAsync(db, projectId, cancel);
        var after = await snapshots.LoadAsync(db, projectId, cancel);
        if (before.Fingerprint == after.Fingerprint || await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, cancel) is not { } project)
            return;
        var lines = await db.Lines.AsNoTracking().Where(l => l.ProjectId == projectId).Select(l => new { l.Id, l.Text, l.Language }).ToListAsync(cancel);
        // Also those that were typed meanwhile, with the words of before.
        var otherwise = lines.Where(l => snapshots.ReadsOtherwise(l.Language ?? project.Language, l.Text, before, after)).ToDictionary(l => l.Id, l => l.Text);
        foreach (var piece in otherwise.Keys.Chunk(Piece))
        {
            using var held = await writing.EnterAsync(cancel);
            await using var writer = await databases.CreateDbContextAsync(cancel);
            if (await writer.Projects.SingleOrDefaultAsync(p => p.Id == projectId, cancel) is not { } now)
                return;
            foreach (var line in await writer.Lines.Where(l => piece.Contains(l.Id)).ToListAsync(cancel))
            {
                if (line.Text == otherwise[line.Id])
                    line.Words = after.FingerprintOf(line.Language ?? now.Language, line.Text);
            }

            await editor.RefreshLinesAsync(writer, now, cancel);
            var touched = writer.ChangeTracker.Entries<ScriptLine>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
            await writer.SaveChangesAsync(cancel);
            if (touched.Count > 0)
                events.Publish(new LinesChanged(projectId, touched, Guid.Empty));
        }
    }
}
