using Dubbing.Script;

namespace Dubbing.Studio.Projects;

/// <summary>How the cues of a script in another language are matched to lines.</summary>
public enum MatchWay
{
    /// <summary>By the times that they share.</summary>
    Time,

    /// <summary>The first to the first, the second to the second …</summary>
    Number,
}

/// <summary>A script in another language, matched to the lines of a project.</summary>
/// <param name="Texts">What each line says; of several cues for one line, one after the other.</param>
/// <param name="Left">The cues that match no line.</param>
public sealed record CueMatch(IReadOnlyDictionary<Guid, string> Texts, IReadOnlyList<Cue> Left)
{
    /// <summary>A cue that shares no time with a line is that line's when it begins so close to it, in seconds: two people rarely time alike.</summary>
    public const double Near = 1;

    /// <summary>How a script is matched unless somebody says otherwise: by time, where both have times.</summary>
    public static MatchWay WayOf(IReadOnlyList<ScriptLine> lines, IReadOnlyList<Cue> cues)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(cues);
        return cues.Count > 0 && cues.All(c => c.Start is not null) && lines.Count(l => l.StartSeconds is not null) * 2 > lines.Count ? MatchWay.Time : MatchWay.Number;
    }

    /// <summary>Matches cues to lines.</summary>
    /// <param name="lines">The lines of one language, in order.</param>
    /// <param name="cues">The script, on the times of the timeline.</param>
    /// <param name="way">How.</param>
    /// <param name="separator">What stands between two texts of one line.</param>
    public static CueMatch Of(IReadOnlyList<ScriptLine> lines, IReadOnlyList<Cue> cues, MatchWay way, string separator)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(cues);
        var texts = new Dictionary<Guid, string>();
        var left = new List<Cue>();
        var slots = way == MatchWay.Time ? SlotsOf(lines) : [];
        for (var i = 0; i < cues.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(cues[i].Text))
                continue;
            if ((way == MatchWay.Time ? At(slots, cues[i]) : lines.ElementAtOrDefault(i)) is not { } line)
                left.Add(cues[i]);
            else
                texts[line.Id] = texts.TryGetValue(line.Id, out var before) ? before + separator + cues[i].Text : cues[i].Text;
        }

        return new CueMatch(texts, left);
    }

    /// <summary>The line that shares the most time with a cue, else the one that begins nearest.</summary>
    private static ScriptLine? At(List<(double Start, double End, ScriptLine Line)> slots, Cue cue)
    {
        if (cue.Start is not { TotalSeconds: var start })
            return null;
        var end = cue.End?.TotalSeconds ?? start + Near;
        var (best, most) = ((ScriptLine?)null, 0.0);
        // Slots are in order of their starts; a cue meets few of them.
        for (var i = slots.FindIndex(s => s.End > start); i >= 0 && i < slots.Count && slots[i].Start < end; i++)
        {
            var shared = Math.Min(end, slots[i].End) - Math.Max(start, slots[i].Start);
            if (shared > most)
                (best, most) = (slots[i].Line, shared);
        }

        return best ?? slots.Where(s => Math.Abs(s.Start - start) <= Near).OrderBy(s => Math.Abs(s.Start - start)).Select(s => s.Line).FirstOrDefault();
    }

    /// <summary>The slots of lines, in order; an open one ends where the next begins.</summary>
    private static List<(double Start, double End, ScriptLine Line)> SlotsOf(IReadOnlyList<ScriptLine> lines)
    {
        var timed = lines.Where(l => l.StartSeconds is not null).OrderBy(l => l.StartSeconds).ToList();
        return [.. timed.Select((l, i) => (l.StartSeconds!.Value, l.EndSeconds ?? timed.ElementAtOrDefault(i + 1)?.StartSeconds ?? l.StartSeconds.Value + Near, l))];
    }
}
