using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dubbing.Studio.Projects;

/// <summary>The order of a script through its history. It is that of the lines of the first language; their siblings have the places of their lines.</summary>
internal static class LineOrder
{
    /// <summary>The fewest lines that have to be taken out and put in elsewhere to get from the order in the database to the new one.</summary>
    public static async Task<List<RowChange>> MovedAsync(StudioDb db, Guid projectId, IReadOnlyList<EntityEntry<IProjectPart>> changed, CancellationToken cancel)
    {
        var tracked = changed.ToDictionary(e => e.Entity.Id);
        var before = await db.Lines.AsNoTracking().Where(l => l.ProjectId == projectId && l.Language == null).OrderBy(l => l.Position).Select(l => l.Id).ToListAsync(cancel);
        var after = before
            .Select((id, place) => (Id: id, Was: place, Entry: tracked.GetValueOrDefault(id)))
            .Where(l => l.Entry?.State != EntityState.Deleted)
            .Select(l => (l.Id, l.Was, Now: l.Entry?.Entity is ScriptLine line ? line.Position : l.Was))
            .OrderBy(l => l.Now)
            .ToList();
        // The longest run of lines that kept their order stays (patience sorting); the rest moved.
        var (tails, previous) = (new List<int>(), new int[after.Count]);
        for (var i = 0; i < after.Count; i++)
        {
            var at = tails.BinarySearch(i, Comparer<int>.Create((a, b) => after[a].Was.CompareTo(after[b].Was)));
            at = at < 0 ? ~at : at;
            previous[i] = at > 0 ? tails[at - 1] : -1;
            if (at == tails.Count)
                tails.Add(i);
            else
                tails[at] = i;
        }

        var stayed = new HashSet<int>();
        for (var i = tails.Count > 0 ? tails[^1] : -1; i >= 0; i = previous[i])
            stayed.Add(i);
        return [.. after.Where((_, i) => !stayed.Contains(i)).Select(l => new RowChange(nameof(ScriptLine), l.Id, Place(l.Was), Place(l.Now)))];

        static Dictionary<string, JsonElement> Place(int place) => new() { [nameof(ScriptLine.Position)] = JsonSerializer.SerializeToElement(place) };
    }

    /// <summary>Brings rows back to what they were before an edit, or forward to what they were after it.</summary>
    public static async Task ApplyAsync(StudioDb db, Guid projectId, List<RowChange> rows, bool undo, CancellationToken cancel)
    {
        var lines = rows.Any(r => r.Table == nameof(ScriptLine)) ? await ProjectEditor.LinesAsync(db, projectId, cancel) : [];
        var placed = new List<(int Place, ScriptLine Line)>();
        var removed = false;
        foreach (var row in undo ? Enumerable.Reverse(rows) : rows)
        {
            var table = db.Model.GetEntityTypes().FirstOrDefault(t => t.ClrType.Name == row.Table);
            if (table is null)
                continue;
            var entity = await db.FindAsync(table.ClrType, [row.Id], cancel);
            var (from, to) = undo ? (row.After, row.Before) : (row.Before, row.After);
            if (to is null)
            {
                if (entity is not null)
                    db.Remove(entity);
                removed |= entity is ScriptLine;
                continue;
            }

            if (entity is null)
            {
                // A column of a row that is gone.
                if (from is not null)
                    continue;
                entity = Activator.CreateInstance(table.ClrType)!;
                RowChange.Set(db.Entry(entity), to);
                db.Add(entity);
            }
            else
            {
                RowChange.Set(db.Entry(entity), to);
            }

            if (entity is ScriptLine { Language: null } line && to.ContainsKey(nameof(ScriptLine.Position)))
                placed.Add((line.Position, line));
        }

        if (placed.Count == 0 && !removed)
            return;
        var order = lines.Except(placed.Select(p => p.Line)).Where(l => db.Entry(l).State != EntityState.Deleted).ToList();
        foreach (var (place, line) in placed.OrderBy(p => p.Place))
            order.Insert(Math.Min(place, order.Count), line);
        ProjectEditor.Number(order);
        await SiblingLines.NumberAsync(db, projectId, cancel);
    }
}
