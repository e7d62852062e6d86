using Dubbing.Timeline;

namespace Dubbing.Studio.Components;

/// <summary>What is wrong with a spoken line in its place.</summary>
public enum ProblemKind
{
    /// <summary>It could not be rendered.</summary>
    Failed,

    /// <summary>It begins after the video, or sounds longer than it.</summary>
    PastEnd,

    /// <summary>It sounds while the next line does, on whatever track.</summary>
    Overlap,

    /// <summary>It is longer than its slot, even at the fastest tempo.</summary>
    Overflow,
}

/// <summary>A line's problem.</summary>
/// <param name="Line">The line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Seconds">By how much it is too long; 0 for a line that failed.</param>
/// <param name="Other">Overlap: the line that it runs into.</param>
public sealed record LineProblem(ScriptLine Line, ProblemKind Kind, double Seconds, ScriptLine? Other = null)
{
    /// <summary>What names it, so that it can be accepted: once it grows, or the line is spoken anew, it is another one.</summary>
    public string Mark => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind}:{Seconds:0.0}:{Line.TakeKey}:{Other?.Id:N}");
}

/// <summary>Finds what has to be looked at before the work is exported: one problem a line, the worst.</summary>
internal static class LineProblems
{
    /// <summary>Less than this is not heard, in seconds.</summary>
    private const double Heard = 0.05;

    /// <summary>The problems of a script, by line.</summary>
    /// <param name="lines">The script.</param>
    /// <param name="videoSeconds">How long the video is; null or 0 where there is none.</param>
    public static IReadOnlyDictionary<Guid, LineProblem> Of(IReadOnlyList<ScriptLine> lines, double? videoSeconds)
    {
        var found = new Dictionary<Guid, LineProblem>();
        var spoken = lines.Where(l => l is { TakeKey: not null, ClipStart: not null }).OrderBy(l => l.ClipStart).ThenBy(l => l.Position).ToList();
        foreach (var line in lines.Where(l => l.Problem is not null))
            found[line.Id] = new LineProblem(line, ProblemKind.Failed, 0);
        // What begins after the video is told before anything is spoken.
        foreach (var line in lines.Where(l => videoSeconds is > 0 && l.StartSeconds >= videoSeconds && (l.TakeKey is null || l.ClipStart is null) && !found.ContainsKey(l.Id)))
            found[line.Id] = new LineProblem(line, ProblemKind.PastEnd, (line.EndSeconds ?? line.StartSeconds!.Value) - videoSeconds!.Value);
        for (var i = 0; i < spoken.Count; i++)
        {
            var line = spoken[i];
            if (found.ContainsKey(line.Id))
                continue;
            var end = line.ClipStart!.Value + line.TakeSeconds.GetValueOrDefault();
            if (videoSeconds is > 0 and var length && end > length + Heard)
                found[line.Id] = new LineProblem(line, ProblemKind.PastEnd, end - length);
            else if (i + 1 < spoken.Count && end > spoken[i + 1].ClipStart + Heard)
                found[line.Id] = new LineProblem(line, ProblemKind.Overlap, end - spoken[i + 1].ClipStart!.Value, spoken[i + 1]);
            else if (line is { Grade: FitGrade.Overflow, EndSeconds: { } slot })
                found[line.Id] = new LineProblem(line, ProblemKind.Overflow, Math.Max(0, end - slot));
        }

        foreach (var accepted in found.Values.Where(p => p.Kind != ProblemKind.Failed && p.Line.Accepted == p.Mark).ToList())
            found.Remove(accepted.Line.Id);
        return found;
    }

    /// <summary>Until when a line may sound: the next line, or the end of the video. Null where nothing follows.</summary>
    public static double? FreeUntil(ScriptLine line, IReadOnlyList<ScriptLine> lines, double? videoSeconds)
    {
        var start = line.StartSeconds ?? line.ClipStart ?? 0;
        var next = lines.Where(l => l.Id != line.Id).Select(l => l.StartSeconds ?? l.ClipStart).Where(s => s > start).Min();
        return next is { } follows ? Math.Min(follows, videoSeconds is > 0 ? videoSeconds.Value : double.MaxValue) : videoSeconds is > 0 ? videoSeconds : null;
    }
}
