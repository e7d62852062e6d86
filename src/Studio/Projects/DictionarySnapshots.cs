using System.Collections.Concurrent;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dubbing.Studio.Projects;

/// <summary>The words that count in each project, ready for reading; the same object as long as none of them changes.</summary>
internal sealed class DictionarySnapshots(IEnumerable<IReader> readers)
{
    private readonly ConcurrentDictionary<Guid, (State State, ReadingDictionary Words)> kept = new();
    private readonly Dictionary<Language, IReader> readers = readers.ToDictionary(r => r.Language);

    private int held;

    /// <summary>
    /// Until the result is disposed, words are those of before: many come in piece by piece, and nobody who types shall have all of them loaded for
    /// each piece.
    /// </summary>
    public IDisposable Hold() => new Held(this);

    /// <summary>Loads a project's words as they are saved now, also while they are held; from then on they count.</summary>
    public Task<ReadingDictionary> LoadAsync(StudioDb db, Guid projectId, CancellationToken cancel) => SavedAsync(db, projectId, evenHeld: true, cancel);

    /// <summary>A project's words as a context sees them, with what it changed and did not save yet.</summary>
    public async Task<ReadingDictionary> OfAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var changed = ChangedIn(db).ToDictionary(e => e.Entity.Id);
        if (changed.Count == 0)
            return await SavedAsync(db, projectId, cancel);
        var saved = await Counting(db, projectId).ToListAsync(cancel);
        var now = changed.Values.Where(e => e.State != EntityState.Deleted).Select(e => e.Entity).Where(w => w.ProjectId is null || w.ProjectId == projectId);
        return Made([.. saved.Where(w => !changed.ContainsKey(w.Id)), .. now]);
    }

    /// <summary>A project's words as they are saved.</summary>
    public Task<ReadingDictionary> SavedAsync(StudioDb db, Guid projectId, CancellationToken cancel) => SavedAsync(db, projectId, evenHeld: false, cancel);

    private async Task<ReadingDictionary> SavedAsync(StudioDb db, Guid projectId, bool evenHeld, CancellationToken cancel)
    {
        if (!evenHeld && Volatile.Read(ref held) > 0 && kept.TryGetValue(projectId, out var old))
            return old.Words;
        var words = Counting(db, projectId);
        var state = new State(await words.CountAsync(cancel), await words.MaxAsync(w => (DateTime?)w.Updated, cancel));
        if (state.Count == 0)
        {
            // None is something to hold on to, too.
            kept[projectId] = (state, ReadingDictionary.Empty);
            return ReadingDictionary.Empty;
        }

        if (kept.TryGetValue(projectId, out var before) && before.State == state)
            return before.Words;
        var all = await words.ToListAsync(cancel);
        var made = Made(all);
        kept[projectId] = (new State(all.Count, all.Max(w => (DateTime?)w.Updated)), made);
        return made;
    }

    /// <summary>The words that a context added, changed or removed and did not save yet.</summary>
    public static IReadOnlyList<EntityEntry<DictionaryWord>> ChangedIn(StudioDb db) =>
        [.. db.ChangeTracker.Entries<DictionaryWord>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)];

    /// <summary>Whether a text is said otherwise with other words.</summary>
    public bool ReadsOtherwise(Language language, string text, ReadingDictionary before, ReadingDictionary after)
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

    private static IQueryable<DictionaryWord> Counting(StudioDb db, Guid projectId) =>
        db.Dictionary.AsNoTracking().Where(w => w.ProjectId == null || w.ProjectId == projectId);

    private static ReadingDictionary Made(IReadOnlyList<DictionaryWord> words) =>
        new(words.Where(w => w.ProjectId is not null).Select(w => w.ToEntry()), words.Where(w => w.ProjectId is null).Select(w => w.ToEntry()));

    private sealed class Held : IDisposable
    {
        private readonly DictionarySnapshots owner;
        private int left = 1;

        public Held(DictionarySnapshots owner)
        {
            this.owner = owner;
            Interlocked.Increment(ref owner.held);
        }

        public void Dispose() => Interlocked.Add(ref owner.held, -Interlocked.Exchange(ref left, 0));
    }

    private sealed record State(int Count, DateTime? Updated);
}
