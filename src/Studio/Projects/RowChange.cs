using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dubbing.Studio.Projects;

/// <summary>One row before and after an edit: of a changed row the changed columns, of a new or deleted one all.</summary>
/// <param name="Table">The entity's name.</param>
/// <param name="Id">The row's key.</param>
/// <param name="Before">The columns before, as the database holds them; null when the row was made.</param>
/// <param name="After">The columns after; null when the row was deleted.</param>
internal sealed record RowChange(
    [property: JsonPropertyName("t")] string Table,
    [property: JsonPropertyName("i")] Guid Id,
    [property: JsonPropertyName("b")] Dictionary<string, JsonElement>? Before,
    [property: JsonPropertyName("a")] Dictionary<string, JsonElement>? After)
{
    /// <summary>Rows as they are kept in <see cref="Edit.Changes"/>.</summary>
    public static string ToJson(IEnumerable<RowChange> rows) => JsonSerializer.Serialize(rows);

    /// <summary>Whether an exception says that rows in JSON are not what they should be.</summary>
    public static bool IsBroken(Exception e) =>
        e is JsonException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException or InvalidCastException or KeyNotFoundException or OverflowException or NotSupportedException;

    /// <summary>Reads what <see cref="Edit.Changes"/> holds.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static List<RowChange> FromJson(string json) =>
        JsonSerializer.Deserialize<List<RowChange>>(json) is { } rows && rows.TrueForAll(r => r?.Table is not null) ? rows : throw new JsonException("No rows.");

    /// <summary>What an entity's edit changed; null when it changed nothing that the user edits.</summary>
    /// <param name="entry">The entity as the context tracks it.</param>
    /// <param name="leaveOut">A column that is not looked at in a changed row.</param>
    public static RowChange? Of(EntityEntry entry, string? leaveOut = null)
    {
        var columns = EditedColumns(entry.Metadata);
        var (before, after) = entry.State switch
        {
            EntityState.Added => (null, Values(columns, original: false)),
            EntityState.Deleted => (Values(columns, original: true), null),
            EntityState.Modified => Changed(),
            _ => (null, null),
        };
        return before is null && after is null ? null : new RowChange(entry.Metadata.ClrType.Name, ((IProjectPart)entry.Entity).Id, before, after);

        Dictionary<string, JsonElement> Values(IEnumerable<IProperty> of, bool original) =>
            of.ToDictionary(p => p.Name, p => ToJson(p, original ? entry.Property(p.Name).OriginalValue : entry.Property(p.Name).CurrentValue));

        (Dictionary<string, JsonElement>?, Dictionary<string, JsonElement>?) Changed()
        {
            var changed = columns.Where(p => p.Name != leaveOut && entry.Property(p.Name).IsModified).ToList();
            return changed.Count == 0 ? (null, null) : (Values(changed, original: true), Values(changed, original: false));
        }
    }

    /// <summary>A whole row.</summary>
    public static RowChange Of(IEntityType table, IProjectPart part) =>
        new(table.ClrType.Name, part.Id, null, EditedColumns(table).ToDictionary(p => p.Name, p => ToJson(p, p.PropertyInfo!.GetValue(part))));

    /// <summary>Two edits, one after the other, as one.</summary>
    public static List<RowChange> Join(IEnumerable<RowChange> first, IEnumerable<RowChange> second)
    {
        var joined = new Dictionary<(string, Guid), RowChange>();
        foreach (var row in first.Concat(second))
        {
            var key = (row.Table, row.Id);
            joined[key] = joined.TryGetValue(key, out var earlier)
                ? new RowChange(row.Table, row.Id, Over(row.Before, earlier.Before), Over(earlier.After, row.After))
                : row;
        }

        return [.. joined.Values.Select(Tidy).OfType<RowChange>()];

        static Dictionary<string, JsonElement>? Over(Dictionary<string, JsonElement>? below, Dictionary<string, JsonElement>? above)
        {
            if (above is null || below is null)
                return above;
            var both = new Dictionary<string, JsonElement>(below);
            foreach (var (name, value) in above)
                both[name] = value;
            return both;
        }

        // What is as it was before both is no change.
        static RowChange? Tidy(RowChange row)
        {
            if (row is not { Before: { } before, After: { } after })
                return row.Before is null && row.After is null ? null : row;
            // A line that others passed has moved, though its number may be the same.
            var changed = before.Keys.Where(k => k == nameof(ScriptLine.Position) || !JsonElement.DeepEquals(before[k], after[k])).ToHashSet();
            return changed.Count == 0 ? null : row with { Before = Only(before, changed), After = Only(after, changed) };
        }

        static Dictionary<string, JsonElement> Only(Dictionary<string, JsonElement> all, HashSet<string> names) =>
            all.Where(c => names.Contains(c.Key)).ToDictionary();
    }

    /// <summary>The columns of a table that the user edits, its keys included.</summary>
    public static IReadOnlyList<IProperty> EditedColumns(IEntityType table) =>
        [.. table.GetProperties().Where(p => p.PropertyInfo is { } info && !info.IsDefined(typeof(NotEditedAttribute)))];

    /// <summary>A column's value as the database holds it.</summary>
    public static JsonElement ToJson(IProperty column, object? value)
    {
        var held = value is null ? null : column.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        // JSON has no such numbers; a row that has one is damaged, and can still be saved as a file.
        if (held is double number && !double.IsFinite(number))
            held = null;
        return JsonSerializer.SerializeToElement(held, held?.GetType() ?? typeof(object));
    }

    /// <summary>Sets columns of an entity; those that are no longer known are left out.</summary>
    public static void Set(EntityEntry entry, IReadOnlyDictionary<string, JsonElement> values)
    {
        foreach (var column in EditedColumns(entry.Metadata))
        {
            if (!values.TryGetValue(column.Name, out var json))
                continue;
            entry.Property(column.Name).CurrentValue = Read(column, json);
        }
    }

    /// <summary>A column's value of what <see cref="ToJson(IProperty, object?)"/> made of it.</summary>
    /// <exception cref="JsonException">It is something else; other exceptions (<see cref="IsBroken"/>) say so, too.</exception>
    public static object? Read(IProperty column, JsonElement json)
    {
        var converter = column.GetTypeMapping().Converter;
        var held = json.Deserialize(converter?.ProviderClrType ?? column.ClrType);
        if (held is null && !column.IsNullable)
            throw new JsonException("null");
        return held is null || converter is null ? held : converter.ConvertFromProvider(held);
    }
}
