namespace Dubbing.Script;

/// <summary>Where a script lies in time.</summary>
public static class ScriptTiming
{
    /// <summary>
    /// The whole hours after which a script begins, as those do that come from an edit list (01:00:00:00); null when it begins within
    /// the first hour or has no times.
    /// </summary>
    public static TimeSpan? WholeHours(IEnumerable<Cue> cues)
    {
        ArgumentNullException.ThrowIfNull(cues);
        var hours = Math.Floor((cues.Min(c => c.Start) ?? TimeSpan.Zero).TotalHours);
        return hours >= 1 ? TimeSpan.FromHours(hours) : null;
    }

    /// <summary><c>00:00:01.500</c>, with any sign before the thousandths.</summary>
    public static string Written(TimeSpan time, char point)
    {
        var t = TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, time.TotalMilliseconds)));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)t.TotalHours:00}:{t.Minutes:00}:{t.Seconds:00}{point}{t.Milliseconds:000}");
    }

    /// <summary>The lines that begin at or after the end of a video, or go on past it.</summary>
    /// <param name="cues">The script.</param>
    /// <param name="length">How long the video is.</param>
    public static IReadOnlyList<Cue> Outside(IEnumerable<Cue> cues, TimeSpan length) => [.. cues.Where(c => c.Start >= length || c.End > length)];

    /// <summary>
    /// By how much to shift a script that lies behind its video: the whole hours back, when that brings its first line into the video.
    /// Null when it lies where it should, or whole hours do not help.
    /// </summary>
    /// <param name="cues">The script.</param>
    /// <param name="length">How long the video is.</param>
    public static TimeSpan? Correction(IReadOnlyCollection<Cue> cues, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(cues);
        var first = cues.Min(c => c.Start);
        return first >= length && WholeHours(cues) is { } hours && first - hours < length ? -hours : null;
    }

    /// <summary>All lines earlier (negative) or later. What would begin before the video begins with it; what would end before it loses its times.</summary>
    public static IReadOnlyList<Cue> Shift(IEnumerable<Cue> cues, TimeSpan by) =>
    [
        .. cues.Select(c => c.Start is not { } start ? c
            : c.End + by <= TimeSpan.Zero ? c with { Start = null, End = null }
            : c with { Start = start + by < TimeSpan.Zero ? TimeSpan.Zero : start + by, End = c.End + by }),
    ];
}
