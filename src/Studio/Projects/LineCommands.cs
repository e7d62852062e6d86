using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>
/// What is done to lines, each once and with one meaning, whoever asks for it: the script pane, the timeline, a key. Every
/// command changes tracked rows within <see cref="ProjectEditor.EditAsync"/> and gives the name of its step.
/// </summary>
/// <remarks>
/// A line that is locked, or lies on a locked track, is neither cut, joined, moved in time nor deleted. How it is spoken and who
/// says it is left alone by commands on several lines (<see cref="MeantAsync"/>); what names it alone changes it. A line is cut, joined, copied,
/// put in and deleted in all languages, whichever of its siblings is named (<see cref="SiblingLines"/>); one that is locked in any is left alone.
/// </remarks>
internal static class LineCommands
{
    /// <summary>Times that are the same but for rounding, in seconds.</summary>
    private const double Hair = 1e-6;

    /// <summary>Of lines, those that may be cut, joined, moved in time and deleted, in order.</summary>
    public static async Task<List<ScriptLine>> FreeAsync(StudioDb db, Guid projectId, IEnumerable<Guid> lineIds, CancellationToken cancel)
    {
        var locked = await LockedTracksAsync(db, projectId, cancel);
        var held = (await db.Lines.AsNoTracking().Where(l => l.ProjectId == projectId && l.Locked).Select(l => l.SourceId ?? l.Id).ToListAsync(cancel)).ToHashSet();
        return (await NamedAsync(db, projectId, [.. lineIds], cancel)).FindAll(l => !held.Contains(l.MainId) && !locked.Contains((TrackKind.Dub, l.Speaker ?? "")));
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
    /// without text gets no time of its own. A sibling is cut where a sentence ends (<see cref="SentencePlace"/>).
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
        var share = text.Length == 0 ? 1 : (double)at / text.Length;
        var whole = (await SiblingLines.WholeAsync(db, line.ProjectId, [line.MainId], cancel))[line.MainId].ToList();
        // Who has its own slot says nothing of that of the others.
        var slot = LineTimes.Of(whole.Find(l => l.Language is null)!);
        var second = Cut(db, line, text, at, seconds);
        var (first, rest) = line.OwnTimes ? Halves(slot, share) : (LineTimes.Of(line), LineTimes.Of(second));
        List<ScriptLine> made = [second];
        foreach (var other in whole.Where(l => l != line))
        {
            var own = Halves(LineTimes.Of(other), share);
            var half = Cut(db, other, other.Text, SentencePlace(other.Text, share), null);
            var times = other.OwnTimes ? own : (first, rest);
            Place(other, times.Item1.Start, times.Item1.End);
            Place(half, times.Item2.Start, times.Item2.End);
            made.Add(half);
        }

        await PutWholeAsync(db, line.ProjectId, line.Position + 1, [made], cancel);
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
        var whole = await SiblingLines.WholeAsync(db, first.ProjectId, [.. lines.Select(l => l.MainId)], cancel);
        var at = Join(lines);
        foreach (var other in whole[first.MainId].Where(l => l != first).ToList())
        {
            Join([.. lines.Select(l => whole[l.MainId].FirstOrDefault(o => o.Language == other.Language)).OfType<ScriptLine>()]);
            // Takes of other lengths end open slots elsewhere: those who share a slot take the one of the line that was named.
            if (!other.OwnTimes && !first.OwnTimes)
                Place(other, first.StartSeconds, first.EndSeconds);
            other.Speaker = first.Speaker;
        }

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
        var whole = await SiblingLines.WholeAsync(db, lines[0].ProjectId, [.. lines.Select(l => l.MainId)], cancel);
        var copies = lines.Select(l => (IReadOnlyList<ScriptLine>)[Again(l), .. whole[l.MainId].Where(o => o != l).Select(Again)]).ToList();
        await PutWholeAsync(db, lines[0].ProjectId, lines[^1].Position + 1, copies, cancel);
        return copies.ConvertAll(c => c[0]);

        ScriptLine Again(ScriptLine line)
        {
            var copy = Copy(db, line);
            (copy.Locked, copy.Accepted) = (false, null);
            (copy.StartSeconds, copy.EndSeconds, copy.ClipStart) = (line.StartSeconds + later, line.EndSeconds + later, line.ClipStart + later);
            if (later is null)
            {
                // The take was fitted to the slot; changes of its sounds are the text's and stay.
                ClearTake(copy);
                copy.Sounds = line.Sounds;
            }

            return copy;
        }
    }

    /// <summary>Deletes lines.</summary>
    /// <param name="db">The context.</param>
    /// <param name="projectId">Their project.</param>
    /// <param name="lines">Which.</param>
    /// <param name="closed">Stretches of the timeline that become free: lines that begin after one, and are not locked, move up by it.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<EditName> DeleteAsync(StudioDb db, Guid projectId, IReadOnlyList<ScriptLine> lines, IReadOnlyList<(double Start, double End)> closed, CancellationToken cancel)
    {
        var gone = lines.Select(l => l.MainId).ToHashSet();
        var name = new EditName(gone.Count == 1 ? Messages.EditDelete(lines[0].Position + 1) : Messages.EditDeleteMany(gone.Count));
        var all = await ProjectEditor.LinesAsync(db, projectId, cancel);
        var stay = all.FindAll(l => !gone.Contains(l.Id));
        // Siblings follow.
        db.Lines.RemoveRange(all.Where(l => gone.Contains(l.Id)));
        if (closed.Count > 0)
        {
            var own = await db.Lines.Where(l => l.ProjectId == projectId && l.OwnTimes).Select(l => new { l.Id, Main = l.SourceId ?? l.Id }).ToListAsync(cancel);
            foreach (var line in await FreeAsync(db, projectId, stay.Select(l => l.Id).Concat(own.Where(o => !gone.Contains(o.Main)).Select(o => o.Id)), cancel))
            {
                var by = closed.Where(f => f.End <= line.StartSeconds + Hair).Sum(f => f.End - f.Start);
                Place(line, line.StartSeconds - by, line.EndSeconds - by);
            }
        }

        ProjectEditor.Number(stay);
        return name;
    }

    /// <summary>Gives a line its slot, in seconds of the timeline; null for none.</summary>
    public static void Place(ScriptLine line, double? start, double? end) => (line.StartSeconds, line.EndSeconds) = (start, end);

    /// <summary>
    /// Puts lines that were made at a place of the script (past the end: at its end). Those of a further language get lines of the first one, without
    /// text.
    /// </summary>
    public static Task PutAsync(StudioDb db, Guid projectId, int place, IReadOnlyList<ScriptLine> made, CancellationToken cancel, bool replace = false) =>
        PutWholeAsync(db, projectId, place, [.. made.Select(Whole)], cancel, replace);

    /// <summary>Puts whole lines, each with its siblings, at a place of the script; ties siblings to their lines.</summary>
    public static async Task PutWholeAsync(StudioDb db, Guid projectId, int place, IReadOnlyList<IReadOnlyList<ScriptLine>> made, CancellationToken cancel, bool replace = false)
    {
        var lines = replace ? [] : await ProjectEditor.LinesAsync(db, projectId, cancel);
        foreach (var whole in made)
        {
            var main = whole.Single(l => l.Language is null);
            foreach (var sibling in whole.Where(l => l.Language is not null))
                sibling.SourceId = main.Id;
        }

        lines.InsertRange(Math.Clamp(place, 0, lines.Count), made.Select(w => w.Single(l => l.Language is null)));
        db.Lines.AddRange(made.SelectMany(w => w));
        ProjectEditor.Number(lines);
    }

    /// <summary>
    /// Where a text is cut when its sibling is: at the end of the sentence that is nearest to the same share of it; at its end when it is one
    /// sentence, since two languages rarely have the halves of a sentence in the same order.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="share">Which share of the sibling's text comes first, 0 … 1.</param>
    internal static int SentencePlace(string text, double share)
    {
        var places = Enumerable.Range(1, Math.Max(0, text.Length - 1))
            .Where(i => IsEnd(text[i - 1]) && !IsEnd(text[i]) && !IsClosing(text[i]) || (IsClosing(text[i - 1]) && i > 1 && IsEnd(text[i - 2])))
            .Where(i => !(text[i - 1] == '.' && char.IsAsciiLetterOrDigit(text[i])) && text.AsSpan(0, i).LastIndexOf('{') <= text.AsSpan(0, i).LastIndexOf('}'))
            .ToList();
        // At the very beginning or end nothing is cut.
        return share is <= 0 ? 0 : share >= 1 || places.Count == 0 ? text.Length : places.MinBy(i => Math.Abs((double)i / text.Length - share));

        static bool IsEnd(char c) => c is '.' or '?' or '!' or '…' or '。' or '？' or '！' or '．' or '\n';
        static bool IsClosing(char c) => c is '"' or '\'' or '”' or '’' or '」' or '』' or ')' or '）';
    }

    /// <summary>A line with the line of the first language that it needs.</summary>
    private static IReadOnlyList<ScriptLine> Whole(ScriptLine line)
    {
        if (line.Language is null)
            return [line];
        line.SourceText ??= "";
        return [line, new ScriptLine { Id = Guid.CreateVersion7(), ProjectId = line.ProjectId, Speaker = line.Speaker, StartSeconds = line.StartSeconds, EndSeconds = line.EndSeconds }];
    }

    /// <summary>Cuts one line of one language; gives the second, which is not in the context yet.</summary>
    private static ScriptLine Cut(StudioDb db, ScriptLine line, string text, int at, double? seconds)
    {
        var (before, after) = (text[..at].TrimEnd(), text[at..].TrimStart());
        var second = Copy(db, line);
        ClearTimes(second);
        // A cut at a time gives a line the time at which it is heard; a cut in the text alone leaves it without.
        var start = line.StartSeconds ?? (seconds is null ? null : line.ClipStart);
        var end = line.EndSeconds ?? (seconds is not null && line.TakeSeconds is { } length ? start + length : null);
        if (before.Length > 0 && after.Length > 0 && start is { } from && (seconds ?? Share(from, end, (double)before.Length / (before.Length + after.Length))) is { } cut && cut > from && (end is null || cut < end))
            (line.StartSeconds, line.EndSeconds, second.StartSeconds, second.EndSeconds) = (from, cut, cut, end);
        (line.FadeOutSeconds, line.PauseAfter, second.FadeInSeconds, second.PauseBefore) = (0, 0, 0, 0);
        (line.Text, second.Text, line.IsRecut) = (before, after, true);
        ClearTake(line);
        ClearTake(second);
        return second;
    }

    /// <summary>A slot in two, by a share.</summary>
    private static (LineTimes First, LineTimes Second) Halves(LineTimes slot, double share) =>
        slot is { Start: { } start, End: { } end } && Share(start, end, share) is { } cut && cut > start && cut < end ? (new(start, cut), new(cut, end)) : (slot, new(null, null));

    /// <summary>Makes the first of some lines of one language say what all say.</summary>
    /// <returns>Where in its text the last begins.</returns>
    private static int Join(IReadOnlyList<ScriptLine> lines)
    {
        var (first, last) = (lines[0], lines[^1]);
        var (text, at) = Joined(lines.Select(l => l.Text));
        if (lines.Min(l => l.StartSeconds) is { } start)
        {
            var end = lines.Max(l => l.EndSeconds ?? (l.StartSeconds ?? l.ClipStart) + l.TakeSeconds);
            (first.StartSeconds, first.EndSeconds) = (start, end > start ? end : null);
        }

        (first.Text, first.IsRecut) = (text, true);
        // What was up to date with its sources stays so.
        first.SourceText = lines.All(l => l.SourceText is null) ? null : Joined(lines.Select(l => l.SourceText ?? "")).Text;
        first.Speaker = lines.Select(l => l.Speaker).FirstOrDefault(s => s is not null);
        (first.PauseAfter, first.FadeOutSeconds) = (last.PauseAfter, last.FadeOutSeconds);
        ClearTake(first);
        return at;
    }

    /// <summary>Texts as one, and where in it the last begins.</summary>
    private static (string Text, int At) Joined(IEnumerable<string> texts)
    {
        var (text, at) = ("", 0);
        foreach (var said in texts.Select(t => t.Trim()))
        {
            text += text.Length > 0 && said.Length > 0 && NeedsSpace(text[^1], said[0]) ? " " : "";
            at = text.Length;
            text += said;
        }

        return (text, at);
    }

    /// <summary>What a line was before it was cut or joined is not what it says now: its take is no longer shown.</summary>
    private static void ClearTake(ScriptLine line)
    {
        (line.TakeKey, line.TakeInput, line.TakeSeconds, line.TakeRate, line.Grade, line.ClipStart) = (null, null, null, null, null, null);
        (line.Sounds, line.TakeChoice, line.Problem) = (null, null, null);
    }

    private static void ClearTimes(ScriptLine line) => (line.StartSeconds, line.EndSeconds, line.Locked, line.Accepted) = (null, null, false, null);

    /// <summary>Where the slot is cut when nobody says where, in whole milliseconds.</summary>
    private static double? Share(double start, double? end, double share) => end is { } until ? Math.Round(start + ((until - start) * share), 3) : null;

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
