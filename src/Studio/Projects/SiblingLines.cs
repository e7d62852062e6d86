using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dubbing.Studio.Projects;

/// <summary>
/// Lines in several languages: each line of a project's first language has exactly one sibling in each further language. Place and speaker are
/// the same for all, the slot unless a sibling has its own; texts, voices, delivery and takes are each line's.
/// </summary>
internal static class SiblingLines
{
    /// <summary>The further languages of a project as a context sees them, in the order in which they came.</summary>
    public static async Task<List<ProjectLanguage>> LanguagesAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        await db.Languages.Where(l => l.ProjectId == projectId).LoadAsync(cancel);
        return [.. db.Languages.Local.Where(l => l.ProjectId == projectId).OrderBy(l => l.Id)];
    }

    /// <summary>The project as a line of it is seen: in the line's language.</summary>
    public static async Task<Func<ScriptLine, Project>> ViewsAsync(StudioDb db, Project project, CancellationToken cancel)
    {
        var views = new Dictionary<Language, Project>();
        foreach (var language in await db.Languages.AsNoTracking().Where(l => l.ProjectId == project.Id).ToListAsync(cancel))
            views[language.Language] = project.In(language);
        foreach (var entry in db.ChangeTracker.Entries<ProjectLanguage>().Where(e => e.Entity.ProjectId == project.Id && e.State != EntityState.Deleted))
            views[entry.Entity.Language] = project.In(entry.Entity);
        return line => line.Language is { } language ? views.GetValueOrDefault(language, project) : project;
    }

    /// <summary>Whole lines, each with its siblings, by the key of the line of the first language; what the context deleted is left out.</summary>
    public static async Task<ILookup<Guid, ScriptLine>> WholeAsync(StudioDb db, Guid projectId, IReadOnlyCollection<Guid> mains, CancellationToken cancel)
    {
        var wanted = mains.ToHashSet();
        await db.Lines.Where(l => l.ProjectId == projectId && (wanted.Contains(l.Id) || (l.SourceId != null && wanted.Contains(l.SourceId.Value)))).LoadAsync(cancel);
        return db.Lines.Local.Where(l => wanted.Contains(l.MainId)).OrderBy(l => l.Language is not null).ThenBy(l => l.Language).ToLookup(l => l.MainId);
    }

    /// <summary>
    /// Lets siblings follow what a command changed: called once, by <see cref="ProjectEditor"/>, between a command and its log, so that the step takes
    /// back both.
    /// </summary>
    public static async Task FollowAsync(StudioDb db, Project project, CancellationToken cancel)
    {
        var languages = await LanguagesAsync(db, project.Id, cancel);
        var settings = db.ChangeTracker.Entries<ProjectLanguage>().Any(e => e.State is EntityState.Added or EntityState.Deleted);
        var changed = db.ChangeTracker.Entries<ScriptLine>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (!settings && (languages.Count == 0 || changed.Count == 0))
            return;
        await ShareAsync(db, project.Id, changed, cancel);
        if (settings || changed.Exists(e => e.State != EntityState.Modified || e.Property(l => l.Position).IsModified))
            await CompleteAsync(db, project, cancel);
    }

    /// <summary>
    /// Makes the siblings that are missing, removes those that belong to nothing, and gives all the places of their lines: after a command, and when a
    /// version or a stranger's file came in.
    /// </summary>
    public static async Task CompleteAsync(StudioDb db, Project project, CancellationToken cancel)
    {
        var languages = new Dictionary<Language, ProjectLanguage>();
        foreach (var language in await LanguagesAsync(db, project.Id, cancel))
        {
            if (language.Language == project.Language || !languages.TryAdd(language.Language, language))
                db.Languages.Remove(language);
        }

        await db.Lines.Where(l => l.ProjectId == project.Id).LoadAsync(cancel);
        var rows = db.Lines.Local.Where(l => l.ProjectId == project.Id).ToList();
        var mains = rows.Where(l => l.Language is null).ToDictionary(l => l.Id);
        var siblings = new Dictionary<(Language, Guid), ScriptLine>();
        foreach (var row in rows.Where(l => l.Language is not null))
        {
            if (row.SourceId is not { } id || !mains.TryGetValue(id, out var main) || !languages.ContainsKey(row.Language!.Value) || !siblings.TryAdd((row.Language.Value, id), row))
                db.Lines.Remove(row);
            else
                row.Position = main.Position;
        }

        foreach (var language in languages.Keys)
        {
            var voices = ProjectStore.VoicesOf(siblings.Values.Where(l => l.Language == language));
            db.Lines.AddRange(mains.Values.Where(m => !siblings.ContainsKey((language, m.Id))).Select(m => New(m, language, m.Speaker is null ? null : voices.GetValueOrDefault(m.Speaker))));
        }

        foreach (var main in mains.Values)
            (main.SourceId, main.SourceText, main.OwnTimes) = (null, null, false);
    }

    /// <summary>An empty sibling of a line.</summary>
    public static ScriptLine New(ScriptLine main, Language language, string? voice) => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = main.ProjectId,
        Language = language,
        SourceId = main.Id,
        Position = main.Position,
        Speaker = main.Speaker,
        VoiceId = voice,
        StartSeconds = main.StartSeconds,
        EndSeconds = main.EndSeconds,
    };

    /// <summary>Gives siblings the places of their lines, after lines of the first language were put in order otherwise.</summary>
    public static async Task NumberAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        if (!await db.Lines.AnyAsync(l => l.ProjectId == projectId && l.Language != null, cancel) && !db.Lines.Local.Any(l => l.Language is not null))
            return;
        await db.Lines.Where(l => l.ProjectId == projectId).LoadAsync(cancel);
        var places = db.Lines.Local.Where(l => l.Language is null).ToDictionary(l => l.Id, l => l.Position);
        foreach (var sibling in db.Lines.Local.Where(l => l.SourceId is not null))
            sibling.Position = places.GetValueOrDefault(sibling.SourceId!.Value, sibling.Position);
    }

    /// <summary>What a command set at one line of what all siblings share, set at the others.</summary>
    private static async Task ShareAsync(StudioDb db, Guid projectId, IReadOnlyList<EntityEntry<ScriptLine>> changed, CancellationToken cancel)
    {
        var modified = changed.Where(e => e.State == EntityState.Modified).Select(e => (e.Entity, Times: HasNew(e, nameof(ScriptLine.StartSeconds), nameof(ScriptLine.EndSeconds)), Speaker: HasNew(e, nameof(ScriptLine.Speaker)), Text: HasNew(e, nameof(ScriptLine.Text)))).Where(e => e.Times || e.Speaker || e.Text).ToList();
        if (modified.Count == 0)
            return;
        var placed = modified.Where(e => e.Times).Select(e => e.Entity.Id).ToHashSet();
        var whole = await WholeAsync(db, projectId, [.. modified.Select(e => e.Entity.MainId).Distinct()], cancel);
        var casts = new Dictionary<Language, Dictionary<string, string>>();
        foreach (var (line, times, speaker, text) in modified)
        {
            foreach (var other in whole[line.MainId].Where(o => o != line))
            {
                if (times && !line.OwnTimes && !other.OwnTimes && !placed.Contains(other.Id))
                    (other.StartSeconds, other.EndSeconds) = (line.StartSeconds, line.EndSeconds);
                if (!speaker || other.Speaker == line.Speaker)
                    continue;
                other.Speaker = line.Speaker;
                if (line.Speaker is not null && !other.Locked)
                    other.VoiceId = (await CastAsync(other)).GetValueOrDefault(line.Speaker) ?? other.VoiceId;
            }

            if (text && line is { Language: not null, IsRecut: false } && !db.Entry(line).Property(l => l.SourceText).IsModified)
                line.SourceText = whole[line.MainId].FirstOrDefault(l => l.Language is null)?.Text;
        }

        static bool HasNew(EntityEntry<ScriptLine> entry, params string[] columns) => columns.Any(c => entry.Property(c).IsModified);

        // The voices of speakers as they are saved: the row whose speaker changes says nothing of the new one.
        async Task<Dictionary<string, string>> CastAsync(ScriptLine of)
        {
            var (language, key) = (of.Language, of.Language ?? (Language)(-1));
            return casts.TryGetValue(key, out var known) ? known : casts[key] = ProjectStore.VoicesOf(await db.Lines.AsNoTracking().Where(l => l.ProjectId == projectId && l.Language == language).ToListAsync(cancel));
        }
    }
}
