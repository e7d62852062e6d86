using System.Collections.Concurrent;
using Dubbing.Readings.Correction;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Dictionary;

/// <summary>The words that count in each project, ready for reading; the same object as long as none of them changes.</summary>
internal sealed class DictionarySnapshots
{
    private readonly ConcurrentDictionary<Guid, (State State, ReadingDictionary Words)> kept = new();

    /// <summary>A project's words as a context sees them, what it saved and did not commit included.</summary>
    public async Task<ReadingDictionary> OfAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var words = db.Dictionary.AsNoTracking().Where(w => w.ProjectId == null || w.ProjectId == projectId);
        var state = new State(await words.CountAsync(cancel), await words.MaxAsync(w => (DateTime?)w.Updated, cancel));
        if (state.Count == 0)
            return ReadingDictionary.Empty;
        if (kept.TryGetValue(projectId, out var before) && before.State == state)
            return before.Words;
        var all = await words.ToListAsync(cancel);
        var made = new ReadingDictionary(all.Where(w => w.ProjectId is not null).Select(w => w.ToEntry()), all.Where(w => w.ProjectId is null).Select(w => w.ToEntry()));
        kept[projectId] = (new State(all.Count, all.Max(w => (DateTime?)w.Updated)), made);
        return made;
    }

    private sealed record State(int Count, DateTime? Updated);
}
