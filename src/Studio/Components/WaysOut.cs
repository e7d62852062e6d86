using Dubbing.Script;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;

namespace Dubbing.Studio.Components;

/// <summary>What can be done about a line that does not fit where it is.</summary>
internal static class WaysOut
{
    /// <summary>Room left before the next line, in seconds.</summary>
    private const double Room = 0.1;

    /// <summary>Gains less than this are not offered, in seconds.</summary>
    private const double Least = 0.1;

    /// <summary>New times by which a line gets the time until the next one.</summary>
    /// <param name="Times">The line's times.</param>
    /// <param name="Before">The tempo that it needs now.</param>
    /// <param name="After">The tempo that it will need.</param>
    internal sealed record Freed(IReadOnlyDictionary<Guid, LineTimes> Times, double Before, double After);

    /// <summary>New times by which what follows makes room.</summary>
    /// <param name="Times">The line, and those that move.</param>
    /// <param name="Seconds">By how much.</param>
    internal sealed record Pushed(IReadOnlyDictionary<Guid, LineTimes> Times, double Seconds);

    /// <summary>New times by which a whole script comes back into its video.</summary>
    /// <param name="Times">All lines.</param>
    /// <param name="Hours">By how many hours earlier.</param>
    internal sealed record Shifted(IReadOnlyDictionary<Guid, LineTimes> Times, double Hours);

    /// <summary>Shifts a script whose clock begins at a whole hour, as those of editing programs do, back into the video; null where that does not help.</summary>
    public static Shifted? ShiftHours(IReadOnlyList<ScriptLine> lines, double? videoSeconds)
    {
        if (videoSeconds is not > 0)
            return null;
        var cues = lines.Where(l => l.StartSeconds is not null).Select(l => new Cue(l.Position + 1, "", TimeSpan.FromSeconds(l.StartSeconds!.Value))).ToList();
        return cues.Count > 0 && ScriptTiming.Correction(cues, TimeSpan.FromSeconds(videoSeconds.Value)) is { } by ? new Shifted(Retiming.Shift(lines, by.TotalSeconds), -by.TotalHours) : null;
    }

    /// <summary>A wait of the picture that gives a line its own tempo.</summary>
    /// <param name="At">Where on the timeline: before whatever follows.</param>
    /// <param name="Seconds">For how long.</param>
    /// <param name="End">Where the line's slot ends then; null for as long as it takes.</param>
    /// <param name="After">The tempo that the line will need.</param>
    internal sealed record Waited(double At, double Seconds, LineEnd End, double After);

    /// <summary>Lets the picture wait before what follows: the next line, or the end of the video. Null where the time is enough without.</summary>
    public static Waited? Wait(ScriptLine line, IReadOnlyList<ScriptLine> lines, double? videoSeconds)
    {
        if (line is not { TakeSeconds: { } seconds } || videoSeconds is not > 0 || (line.StartSeconds ?? line.ClipStart) is not { } start || LineProblems.FreeUntil(line, lines, videoSeconds) is not { } free || free <= start)
            return null;
        var needed = seconds * (line.TakeRate ?? 1) / line.Rate + line.PauseBefore + line.PauseAfter;
        // In tenths: whole pictures at most rates.
        var missing = Math.Ceiling(Math.Round((start + needed + Room - free) * 10, 3)) / 10;
        return missing < Least || missing > PictureWait.LongestSeconds ? null : new Waited(free, missing, new LineEnd(line.Id, line.EndSeconds is null ? null : Math.Round(start + needed, 3)), 1);
    }

    /// <summary>Uses the free time until the next line; null where there is none.</summary>
    public static Freed? UseFreeTime(ScriptLine line, IReadOnlyList<ScriptLine> lines, double? videoSeconds)
    {
        if (line is not { TakeSeconds: { } seconds, StartSeconds: { } start, EndSeconds: { } end } || LineProblems.FreeUntil(line, lines, videoSeconds) is not { } free)
            return null;
        // The longest that helps: spoken at its own tempo.
        var needed = seconds * (line.TakeRate ?? 1) / line.Rate + line.PauseBefore + line.PauseAfter;
        var until = Math.Min(start + needed, free - Room);
        return until < end + Least ? null : new Freed(new Dictionary<Guid, LineTimes> { [line.Id] = new(start, Math.Round(until, 3)) }, needed / (end - start), Math.Max(1, needed / (until - start)));
    }

    /// <summary>Pushes what follows by what is missing; the distances of the lines stay. Null where nothing is missing or follows.</summary>
    /// <param name="line">The line that is too long.</param>
    /// <param name="lines">The script.</param>
    /// <param name="onlyTrack">Whether only the lines of the same speaker move.</param>
    public static Pushed? Push(ScriptLine line, IReadOnlyList<ScriptLine> lines, bool onlyTrack)
    {
        if (line is not { TakeSeconds: { } seconds, StartSeconds: { } start })
            return null;
        var end = start + line.PauseBefore + seconds + line.PauseAfter;
        var following = lines.Where(l => l.Id != line.Id && !l.Locked && l.StartSeconds > start && (!onlyTrack || l.Speaker == line.Speaker)).ToList();
        if (following.Count == 0 || (onlyTrack && lines.All(l => l.Speaker == line.Speaker)))
            return null;
        var missing = Math.Round(Math.Max(end - (line.EndSeconds ?? end), end + Room - following.Min(l => l.StartSeconds!.Value)), 3);
        if (missing < Least)
            return null;
        var times = following.ToDictionary(l => l.Id, l => new LineTimes(l.StartSeconds!.Value + missing, l.EndSeconds + missing));
        times[line.Id] = new LineTimes(start, line.EndSeconds is { } slot ? Math.Max(slot, Math.Round(end, 3)) : null);
        return new Pushed(times, missing);
    }
}
