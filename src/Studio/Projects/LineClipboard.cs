using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>Lines on the way from one project to another, or to another place of the same.</summary>
public interface ILineClipboard
{
    /// <summary>Lines with all that the user set on them, for <see cref="PasteAsync"/>.</summary>
    Task<CopiedLines> CopyAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, CancellationToken cancel = default);

    /// <summary>Puts copied lines into a project, as one step.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="lines">What <see cref="CopyAsync"/> gave, or plain text with a line a row.</param>
    /// <param name="position">Where, from 0; at the end when null.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="language">The further language that the tab shows; null for the first.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The new lines, in order.</returns>
    Task<IReadOnlyList<Guid>> PasteAsync(Guid projectId, string lines, int? position = null, Guid origin = default, Language? language = null, CancellationToken cancel = default);
}

/// <summary>Copied lines.</summary>
/// <param name="Data">With everything, for the studio.</param>
/// <param name="Text">Only what is said, for other programs: a line a row.</param>
public sealed record CopiedLines(string Data, string Text);

/// <inheritdoc cref="ILineClipboard"/>
internal sealed class LineClipboard(IDbContextFactory<StudioDb> databases, ProjectEditor editor) : ILineClipboard
{
    /// <summary>Tells copied lines from other text.</summary>
    private const string Mark = "dubbing-lines:";

    public async Task<CopiedLines> CopyAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var wanted = lineIds.ToList();
        var lines = await ProjectStore.LinesOf(db, projectId).Where(l => wanted.Contains(l.Id)).ToListAsync(cancel);
        var first = await db.Projects.Where(p => p.Id == projectId).Select(p => (Language?)p.Language).SingleOrDefaultAsync(cancel);
        var table = db.Model.FindEntityType(typeof(ScriptLine))!;
        // Each with its siblings behind it, and with its language by name: where it is pasted, another may be the first.
        var whole = await SiblingLines.WholeAsync(db, projectId, [.. lines.Select(l => l.MainId)], cancel);
        var rows = lines.SelectMany(l => (ScriptLine[])[l, .. whole[l.MainId].Where(o => o.Id != l.Id)]).ToList();
        rows.ForEach(l => (l.SourceId, l.Language) = (l.MainId, l.Language ?? first));
        return new CopiedLines(
            Mark + RowChange.ToJson(rows.Select(l => RowChange.Of(table, l))),
            string.Join('\n', lines.Select(l => l.Text.ReplaceLineEndings(" "))));
    }

    public async Task<IReadOnlyList<Guid>> PasteAsync(Guid projectId, string lines, int? position, Guid origin, Language? language, CancellationToken cancel)
    {
        var made = new List<ScriptLine>();
        await editor.EditAsync(
            projectId,
            origin,
            async (db, project) =>
            {
                var here = (await SiblingLines.LanguagesAsync(db, projectId, cancel)).Select(l => l.Language).ToHashSet();
                var shown = language is { } seen && here.Contains(seen) ? language : null;
                var whole = (lines.StartsWith(Mark, StringComparison.Ordinal) ? Copies(db, lines[Mark.Length..]) : Plain(lines)).GroupBy(l => l.MainId).Select(g => Here(g, project, here, shown)).ToList();
                made.AddRange(whole.Select(w => w.Find(l => l.Language == shown)!));
                foreach (var line in whole.SelectMany(w => w))
                    (line.ProjectId, line.Id) = (projectId, Guid.CreateVersion7());
                await LineCommands.PutWholeAsync(db, projectId, position ?? int.MaxValue, whole, cancel);
                return made.Count == 0 ? null : new EditName(Messages.EditPaste(made.Count));
            },
            cancel);
        return [.. made.Select(l => l.Id)];
    }

    /// <summary>A line and its siblings as this project has them: those of its languages; what was copied in none of them is said in the one that is shown.</summary>
    private static List<ScriptLine> Here(IEnumerable<ScriptLine> copied, Project project, HashSet<Language> further, Language? shown)
    {
        var (rows, lead) = (new List<ScriptLine>(), (ScriptLine?)null);
        foreach (var row in copied)
        {
            lead ??= row;
            row.Language = row.Language == project.Language ? null : row.Language;
            if ((row.Language is null && row.SourceId is not null) || (row.Language is { } language && further.Contains(language)))
                rows.Add(row);
        }

        rows = [.. rows.DistinctBy(r => r.Language)];
        if (!rows.Exists(r => r.Language == shown))
        {
            // From another language, another studio, or plain text: written here for no source.
            (lead!.Language, lead.SourceText) = (shown, shown is null ? null : "");
            if (!rows.Contains(lead))
                rows.Add(lead);
        }

        if (!rows.Exists(r => r.Language is null))
            rows.Add(new ScriptLine { Speaker = lead!.Speaker, StartSeconds = lead.StartSeconds, EndSeconds = lead.EndSeconds });
        foreach (var row in rows)
        {
            row.SourceId = null;
            if (row.Language is null)
                (row.SourceText, row.OwnTimes) = (null, false);
        }

        return rows;
    }

    private static IEnumerable<ScriptLine> Copies(StudioDb db, string json)
    {
        List<RowChange> rows;
        try
        {
            rows = RowChange.FromJson(json);
        }
        catch (JsonException e)
        {
            throw new DubbingException(Messages.PasteBroken(), e);
        }

        foreach (var row in rows.Where(r => r is { Table: nameof(ScriptLine), After: not null }))
        {
            var line = new ScriptLine();
            try
            {
                RowChange.Set(db.Entry(line), row.After!);
            }
            catch (Exception e) when (RowChange.IsBroken(e))
            {
                throw new DubbingException(Messages.PasteBroken(), e);
            }

            line.Locked = false;
            yield return line;
        }
    }

    private static IEnumerable<ScriptLine> Plain(string text) => text.ReplaceLineEndings("\n")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(row => new ScriptLine { Id = Guid.CreateVersion7(), Text = row });
}
