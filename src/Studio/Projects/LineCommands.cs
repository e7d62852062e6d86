using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>
/// What is done to lines, each once and with one meaning, whoever asks for it: the script pane, the timeline, a key. Every
/// command changes tracked rows within <see cref="ProjectEditor.EditAsync"/> and gives the name of its step.
/// </summary>
/// <remarks>
/// A line that is locked, or lies on a locked track, is neither cut, joined, moved in time nor deleted. How it is spoken and who
/// says it is left alone by commands on several lines (<see cref="MeantAsync"/>); what names it alone changes it.
/// </remarks>
internal static class LineCommands
{
    /// <summary>Times that are the same but for rounding, in seconds.</summary>
    private const double Hair = 1e-6;

    /// <summary>Of lines, those that may be cut, joined, moved in time and deleted, in order.</summary>
    public static async Task<List<ScriptLine>> FreeAsync(StudioDb db, Guid projectId, IEnumerable<Guid> lineIds, CancellationToken cancel)
    {
        var locked = await LockedTracksAsync(db, projectId, cancel);
        return (await NamedAsync(db, projectId, [.. lineIds], cancel)).FindAll(l => !l.Locked && !locked.Contains((TrackKind.Dub, l.Speaker ?? "")));
    }

    /// <summary>Lines by their keys, in order; those that are gone are left out.</summary>
    public static Task<List<ScriptLine>> NamedAsync(StudioDb db, Guid projectId, IReadOnlyCollection<Guid> lineIds, CancellationToken cancel) =>
        db.Lines.Where(l => l.ProjectId == projectId && lineIds.Contains(l.Id)).OrderBy(l => l.Position).ToListAsync(cancel);

    /// <summary>The tracks that are locked.</summary>
    public static async Task<HashSet<(TrackKind Kind, string Speaker)>> LockedTracksAsync(StudioDb db, Guid projectId, CancellationToken cancel) =>
        [.. (await db.Tracks.AsNoTracking().Where(t => t.ProjectId == projectId && t.Locked).ToListAsync(cancel)).Select(t => (t.Kind, t.Speaker))];

    /// <summary>The lines that a command on how they are spoken means: one that is named alone, of several those that are not locked.</summary>
    public static async Task<List<ScriptLine>> MeantAsync(StudioDb db, Guid projectId, IEnumerable<Guid> lineIds, CancellationToken cancel)
    {
        var wanted = lineIds.ToList();
        return (await NamedAsync(db, projectId, wanted, cancel)).FindAll(l => wanted.Count == 1 || !l.Locked);
    }

    /// <summary>
    /// Cuts a line in two. Its pause and fade at the beginning stay with the first, those at the end go to the second; a piece
    /// without text gets no time of its own.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="line">The line; becomes the first.</param>
    /// <param name="text">What it says now.</param>
    /// <param name="at">The first character of the second line, 0 … the text's length.</param>
    /// <param name="seconds">Where the second begins, on the timeline; null for a share of the slot by the length of the texts.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The second line, and the step.</returns>
    public static async Task<(ScriptLine Second, EditName Name)> SplitAsync(StudioDb db, ScriptLine line, string text, int at, double? seconds, CancellationToken cancel)
    {
        at = Math.Clamp(at, 0, text.Length);
        var (before, after) = (text[..at].TrimEnd(), text[at..].TrimStart());
        var second = Copy(db, line);
        ClearTimes(second);
        // A cut at a time gives a line the time at which it is heard; a cut in the text alone leaves it without.
        var start = line.StartSeconds ?? (seconds is null ? null : line.ClipStart);
        var end = line.EndSeconds ?? (seconds is not null && line.TakeSeconds is { } length ? start + length : null);
        if (before.Length > 0 && after.Length > 0 && start is { } from && (seconds ?? Share(from, end, before, after)) is { } cut && cut > from && (end is null || cut < end))
            (line.StartSeconds, line.EndSeconds, second.StartSeconds, second.EndSeconds) = (from, cut, cut, end);
        (line.FadeOutSeconds, line.PauseAfter, second.FadeInSeconds, second.PauseBefore) = (0, 0, 0, 0);
        (line.Text, second.Text) = (before, after);
        ClearTake(line);
        ClearTake(second);
        await PutAsync(db, line.ProjectId, line.Position + 1, [second], cancel);
        return (second, new EditName(Messages.EditSplitLine(line.Position + 1)));
    }

    /// <summary>
    /// Makes one line of several: the first says what all say, in a slot over all of them, and ends as the last does. Lines of
    /// which none has a time stay without.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Where in the text the last of them begins, and the step; null when there are less than two.</returns>
    public static async Task<(JoinedLine Line, EditName Name)?> JoinAsync(StudioDb db, IReadOnlyList<ScriptLine> lines, CancellationToken cancel)
    {
        if (lines.Count < 2)
            return null;
        var (first, last) = (lines[0], lines[^1]);
        var name = new EditName(lines.Count == 2 && last.Position == first.Position + 1 ? Messages.EditJoin(last.Position + 1) : Messages.EditMerge(lines.Count));
        var (text, at) = ("", 0);
        foreach (var said in lines.Select(l => l.Text.Trim()))
        {
            text += text.Length > 0 && said.Length > 0 && NeedsSpace(text[^1], said[0]) ? " " : "";
            at = text.Length;
            text += said;
        }

        if (lines.Min(l => l.StartSeconds) is { } start)
        {
            var end = lines.Max(l => l.EndSeconds ?? (l.StartSeconds ?? l.ClipStart) + l.TakeSeconds);
            (first.StartSeconds, first.EndSeconds) = (start, end > start ? end : null);
        }

        first.Text = text;
        first.Speaker = lines.Select(l => l.Speaker).FirstOrDefault(s => s is not null);
        (first.PauseAfter, first.FadeOutSeconds) = (last.PauseAfter, last.FadeOutSeconds);
        ClearTake(first);
        await DeleteAsync(db, first.ProjectId, [.. lines.Skip(1)], [], cancel);
        return (new JoinedLine(first.Id, at), name);
    }

    /// <summary>Puts a copy of each line after the last of them. Copies are free to be changed, and say what is wrong with them anew.</summary>
    /// <param name="db">The context.</param>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="later">How much later copies sound, in seconds; null: they have no times.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<List<ScriptLine>> DuplicateAsync(StudioDb db, IReadOnlyList<ScriptLine> lines, double? later, CancellationToken cancel)
    {
        if (lines.Count == 0)
            return [];
        var copies = lines.Select(l =>
        {
            var copy = Copy(db, l);
            (copy.Locked, copy.Accepted) = (false, null);
            (copy.StartSeconds, copy.EndSeconds, copy.ClipStart) = (l.StartSeconds + later, l.EndSeconds + later, l.ClipStart + later);
            if (later is null)
            {
                // The take was fitted to the slot; changes of its sounds are the text's and stay.
                ClearTake(copy);
                copy.Sounds = l.Sounds;
            }

            return copy;
        }).ToList();
        await PutAsync(db, lines[0].ProjectId, lines[^1].Position + 1, copies, cancel);
        return copies;
    }

    /// <summary>Deletes lines.</summary>
    /// <param name="db">The context.</param>
    /// <param name="projectId">Their project.</param>
    /// <param name="lines">Which.</param>
    /// <param name="closed">Stretches of the timeline that become free: lines that begin after one, and are not locked, move up by it.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<EditName> DeleteAsync(StudioDb db, Guid projectId, IReadOnlyList<ScriptLine> lines, IReadOnlyList<(double Start, double End)> closed, CancellationToken cancel)
    {
        var gone = lines.ToHashSet();
        var name = new EditName(gone.Count == 1 ? Messages.EditDelete(lines[0].Position + 1) : Messages.EditDeleteMany(gone.Count));
        var stay = (await ProjectEditor.LinesAsync(db, projectId, cancel)).FindAll(l => !gone.Contains(l));
        db.Lines.RemoveRange(lines);
        foreach (var line in closed.Count == 0 ? [] : await FreeAsync(db, projectId, stay.Select(l => l.Id), cancel))
        {
            var by = closed.Where(f => f.End <= line.StartSeconds + Hair).Sum(f => f.End - f.Start);
            Place(line, line.StartSeconds - by, line.EndSeconds - by);
        }

        ProjectEditor.Number(stay);
        return name;
    }

    /// <summary>Gives a line its slot, in seconds of the timeline; null for none.</summary>
    public static void Place(ScriptLine line, double? start, double? end) => (line.StartSeconds, line.EndSeconds) = (start, end);

    /// <summary>Puts lines that were made at a place of the script (past the end: at its end).</summary>
    public static async Task PutAsync(StudioDb db, Guid projectId, int place, IReadOnlyList<ScriptLine> made, CancellationToken cancel, bool replace = false)
    {
        var lines = replace ? [] : await ProjectEditor.LinesAsync(db, projectId, cancel);
        lines.InsertRange(Math.Clamp(place, 0, lines.Count), made);
        db.Lines.AddRange(made);
        ProjectEditor.Number(lines);
    }

    /// <summary>What a line was before it was cut or joined is not what it says now: its take is no longer shown.</summary>
    private static void ClearTake(ScriptLine line)
    {
        (line.TakeKey, line.TakeInput, line.TakeSeconds, line.TakeRate, line.Grade, line.ClipStart) = (null, null, null, null, null, null);
        (line.Sounds, line.TakeChoice, line.Problem) = (null, null, null);
    }

    private static void ClearTimes(ScriptLine line) => (line.StartSeconds, line.EndSeconds, line.Locked, line.Accepted) = (null, null, false, null);

    /// <summary>Where the slot is cut when nobody says where, in whole milliseconds.</summary>
    private static double? Share(double start, double? end, string before, string after) =>
        end is { } until ? Math.Round(start + ((until - start) * before.Length / (before.Length + after.Length)), 3) : null;

    private static ScriptLine Copy(StudioDb db, ScriptLine line)
    {
        var copy = (ScriptLine)db.Entry(line).CurrentValues.ToObject();
        copy.Id = Guid.CreateVersion7();
        return copy;
    }

    /// <summary>Japanese is written without spaces.</summary>
    private static bool NeedsSpace(char last, char first) => !char.IsWhiteSpace(last) && !char.IsWhiteSpace(first) && !IsJapanese(last) && !IsJapanese(first);

    private static bool IsJapanese(char c) => c is >= '\u3000' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uFF01' and <= '\uFF60';
}
