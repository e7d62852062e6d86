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
    /// <param name="cancel">Stops it.</param>
    /// <returns>The new lines, in order.</returns>
    Task<IReadOnlyList<Guid>> PasteAsync(Guid projectId, string lines, int? position = null, Guid origin = default, CancellationToken cancel = default);
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
        var table = db.Model.FindEntityType(typeof(ScriptLine))!;
        return new CopiedLines(
            Mark + RowChange.ToJson(lines.Select(l => RowChange.Of(table, l))),
            string.Join('\n', lines.Select(l => l.Text.ReplaceLineEndings(" "))));
    }

    public async Task<IReadOnlyList<Guid>> PasteAsync(Guid projectId, string lines, int? position, Guid origin, CancellationToken cancel)
    {
        var made = new List<ScriptLine>();
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                made.AddRange(lines.StartsWith(Mark, StringComparison.Ordinal) ? Copies(db, lines[Mark.Length..]) : Plain(lines));
                foreach (var line in made)
                    line.ProjectId = projectId;
                var all = await ProjectEditor.LinesAsync(db, projectId, cancel);
                all.InsertRange(Math.Clamp(position ?? all.Count, 0, all.Count), made);
                db.Lines.AddRange(made);
                ProjectEditor.Number(all);
                return made.Count == 0 ? null : new EditName(Messages.EditPaste(made.Count));
            },
            cancel);
        return [.. made.Select(l => l.Id)];
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

            (line.Id, line.Locked) = (Guid.CreateVersion7(), false);
            yield return line;
        }
    }

    private static IEnumerable<ScriptLine> Plain(string text) => text.ReplaceLineEndings("\n")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(row => new ScriptLine { Id = Guid.CreateVersion7(), Text = row });
}
