using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dubbing.Studio.Projects;

/// <summary>All that the user edits of a project, at one time: what a version, a copy and an exported project are made of.</summary>
/// <param name="Tables">The tables it speaks of; one that came with a later update is left as it is when this is restored.</param>
/// <param name="Rows">Every row, with all columns in <see cref="RowChange.After"/>.</param>
internal sealed record ProjectSnapshot(IReadOnlyList<string> Tables, IReadOnlyList<RowChange> Rows)
{
    private static readonly MethodInfo Loader = typeof(ProjectSnapshot).GetMethod(nameof(LoadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Reads what a version or a project's file holds.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ProjectSnapshot FromJson(string json) =>
        JsonSerializer.Deserialize<ProjectSnapshot>(json) is { Tables: not null, Rows: not null } content && content.Rows.All(r => r?.Table is not null) ? content : throw new JsonException("No snapshot.");

    /// <summary>
    /// Looks at every row as if it were to be written: what a stranger's file holds is held against the same rules as what is typed.
    /// </summary>
    /// <param name="db">The database, for its columns; nothing is tracked.</param>
    /// <exception cref="DubbingException">Names the table, the row (from 1) and what is wrong.</exception>
    public void Require(StudioDb db)
    {
        var tables = TablesOf(db).ToDictionary(t => t.ClrType.Name);
        foreach (var (table, rows) in Rows.GroupBy(r => r.Table).Where(g => tables.ContainsKey(g.Key)).Select(g => (g.Key, g.ToList())))
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (ProblemOf(db, tables[table], rows[i]) is { } problem)
                    throw new DubbingException(Messages.ArchiveRow(table, i + 1, problem));
            }
        }

        // Each language has as many lines as the first: one that has more holds what belongs to no line.
        if (Rows.Where(r => r.Table == nameof(ScriptLine)).GroupBy(LanguageOf).Select(g => Limits.Current.OfLines(g.Count())).FirstOrDefault(m => m is not null) is { } many)
            throw new DubbingException(many);
        if (Limits.Current.OfWords(Rows.Count(r => r.Table == nameof(DictionaryWord))) is { } words)
            throw new DubbingException(words);
        if (Limits.Current.OfSpeakers(Rows.Where(r => r.Table == nameof(ScriptLine)).Select(r => r.After![nameof(ScriptLine.Speaker)].GetString()).OfType<string>().Distinct().Count()) is { } speakers)
            throw new DubbingException(speakers);
    }

    /// <summary>Whether a row is a line of the script: those of further languages stand beside them.</summary>
    public static bool IsScript(RowChange row) => row is { Table: nameof(ScriptLine), After: not null } && LanguageOf(row) is null;

    /// <summary>The further language of a line's row, by its name; null for the first.</summary>
    private static string? LanguageOf(RowChange row) =>
        row.After is { } values && values.TryGetValue(nameof(ScriptLine.Language), out var language) && language.ValueKind == JsonValueKind.String ? language.GetString() : null;

    /// <summary>Whether it has several languages, which earlier studios would take for more lines.</summary>
    public bool HasLanguages => Rows.Any(r => r.Table == nameof(ProjectLanguage));

    private static Message? ProblemOf(StudioDb db, IEntityType table, RowChange row)
    {
        // Read nowhere else than it is read when it is added: what breaks here would break there.
        if (row.After is not { } values)
            return Messages.ValueUnknown("a", "null");
        foreach (var column in RowChange.EditedColumns(table))
        {
            try
            {
                if (values.TryGetValue(column.Name, out var value))
                    RowChange.Read(column, value);
                else if (column is { Name: nameof(ScriptLine.Position) or nameof(ScriptLine.Text) or nameof(ScriptLine.Speaker) } && table.ClrType == typeof(ScriptLine))
                    return Messages.ValueUnknown(column.Name, "");
            }
            catch (Exception e) when (RowChange.IsBroken(e))
            {
                var shown = values[column.Name].GetRawText();
                return Messages.ValueUnknown(column.Name, shown.Length <= 60 ? shown : shown[..60] + "…");
            }
        }

        var entity = Activator.CreateInstance(table.ClrType)!;
        var entry = db.Entry(entity);
        RowChange.Set(entry, values);
        return RowCheck.Problem(entity);
    }

    /// <summary>Takes one.</summary>
    public static async Task<ProjectSnapshot> TakeAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var (tables, rows) = (TablesOf(db), new List<RowChange>());
        foreach (var table in tables)
            rows.AddRange((await PartsAsync(db, table, projectId, cancel)).Select(part => RowChange.Of(table, part)));
        return new ProjectSnapshot([.. tables.Select(t => t.ClrType.Name)], rows);
    }

    /// <summary>Makes a project what it was; its name stays. Changes tracked entities only: save them afterwards.</summary>
    public async Task RestoreAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var wanted = Rows.ToLookup(r => r.Table);
        foreach (var table in TablesOf(db).Where(t => Tables.Contains(t.ClrType.Name)))
        {
            var present = (await PartsAsync(db, table, projectId, cancel)).ToDictionary(p => p.Id);
            foreach (var row in wanted[table.ClrType.Name])
            {
                if (!present.Remove(row.Id, out var part))
                    Add(db, table, row.After!, projectId);
                else
                    Put(db.Entry(part), part is Project ? row.After!.Where(c => c.Key != nameof(Project.Name)).ToDictionary() : row.After!, projectId);
            }

            db.RemoveRange(present.Values.Where(p => p is not Project));
        }
    }

    /// <summary>Adds all rows as a new project. The keys must be new (<see cref="WithNewKeys"/>).</summary>
    /// <returns>The project; null when the rows hold none, or more than one.</returns>
    public Project? AddTo(StudioDb db)
    {
        var tables = TablesOf(db).ToDictionary(t => t.ClrType.Name);
        var rows = Rows.Where(r => r.After is not null && tables.ContainsKey(r.Table)).ToList();
        if (rows.Where(r => r.Table == nameof(Project)).ToList() is not [var first])
            return null;
        var made = rows.ConvertAll(r => Add(db, tables[r.Table], r.After!, first.Id));
        var project = made.OfType<Project>().Single();
        ProjectEditor.Number([.. made.OfType<ScriptLine>().Where(l => l.Language is null).OrderBy(l => l.Position)]);
        return project;
    }

    /// <summary>The same with other keys, also where one row names another.</summary>
    /// <param name="keys">What became what; new ones are added.</param>
    public ProjectSnapshot WithNewKeys(Dictionary<Guid, Guid> keys)
    {
        foreach (var row in Rows)
            keys.TryAdd(row.Id, Guid.CreateVersion7());
        return this with
        {
            Rows = [.. Rows.Select(r => r with { Id = keys[r.Id], After = r.After?.ToDictionary(c => c.Key, c => Renamed(c.Value)) })],
        };

        JsonElement Renamed(JsonElement value) => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var key) && keys.TryGetValue(key, out var other)
            ? JsonSerializer.SerializeToElement(other)
            : value;
    }

    private static object Add(StudioDb db, IEntityType table, Dictionary<string, JsonElement> values, Guid projectId)
    {
        var entity = Activator.CreateInstance(table.ClrType)!;
        Put(db.Entry(entity), values, projectId);
        return db.Add(entity).Entity;
    }

    /// <summary>Whatever the values say, a part stays in its project: they may come from a stranger's file.</summary>
    private static void Put(EntityEntry entry, Dictionary<string, JsonElement> values, Guid projectId)
    {
        RowChange.Set(entry, values);
        if (entry.Entity is not Project)
            entry.Property(nameof(IProjectPart.ProjectId)).CurrentValue = projectId;
    }

    private static List<IEntityType> TablesOf(StudioDb db) =>
        [.. db.Model.GetEntityTypes().Where(t => typeof(IProjectPart).IsAssignableFrom(t.ClrType)).OrderBy(t => t.ClrType.Name, StringComparer.Ordinal)];

    private static Task<List<IProjectPart>> PartsAsync(StudioDb db, IEntityType table, Guid projectId, CancellationToken cancel) =>
        (Task<List<IProjectPart>>)Loader.MakeGenericMethod(table.ClrType).Invoke(null, [db, projectId, cancel])!;

    private static async Task<List<IProjectPart>> LoadAsync<T>(StudioDb db, Guid projectId, CancellationToken cancel)
        where T : class, IProjectPart
    {
        var key = typeof(T) == typeof(Project) ? nameof(IProjectPart.Id) : nameof(IProjectPart.ProjectId);
        return [.. await db.Set<T>().Where(p => EF.Property<Guid?>(p, key) == projectId).ToListAsync(cancel)];
    }
}
