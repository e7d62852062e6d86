using Dubbing.Script;

namespace Dubbing.Timeline;

/// <summary>A picture that waits: its last frame stands, and everything after it comes later.</summary>
/// <param name="At">Where in the video, in its own seconds.</param>
/// <param name="Seconds">For how long.</param>
public readonly record struct Freeze(double At, double Seconds);

/// <summary>A stretch of the timeline that shows one stretch of the video.</summary>
/// <param name="Start">Seconds on the timeline.</param>
/// <param name="End">Seconds on the timeline.</param>
/// <param name="Source">The video's own second at the start.</param>
/// <param name="Waits">Whether the picture stands and the sound is silent.</param>
public readonly record struct Stretch(double Start, double End, double Source, bool Waits);

/// <summary>From the video's own times to those of the timeline, where the picture waits here and there. Picture, original sound, captions and lines all go by it.</summary>
public sealed class TimeMap
{
    /// <summary>A moment that is a freeze's own moment but for rounding lies after it.</summary>
    private const double Hair = 0.0005;

    /// <summary>Makes a map.</summary>
    /// <param name="freezes">In any order; several at one place add up. Those without a length are ignored.</param>
    public TimeMap(IEnumerable<Freeze> freezes)
    {
        ArgumentNullException.ThrowIfNull(freezes);
        Freezes = [.. freezes.Where(f => f.Seconds > 0).GroupBy(f => f.At).OrderBy(g => g.Key).Select(g => new Freeze(g.Key, g.Sum(f => f.Seconds)))];
    }

    /// <summary>A video that never waits.</summary>
    public static TimeMap Same { get; } = new([]);

    /// <summary>Where the picture waits, in order.</summary>
    public IReadOnlyList<Freeze> Freezes { get; }

    /// <summary>Whether both times are the same throughout.</summary>
    public bool IsSame => Freezes.Count == 0;

    /// <summary>By how much the timeline is longer than the video, in seconds.</summary>
    public double Added => Freezes.Sum(f => f.Seconds);

    /// <summary>Where a moment of the video is on the timeline; the moment of a freeze itself comes after the wait.</summary>
    public double Map(double source) => source + Freezes.TakeWhile(f => f.At <= source + Hair).Sum(f => f.Seconds);

    /// <summary>Likewise, but the moment of a freeze comes before the wait.</summary>
    public double MapBefore(double source) => source + Freezes.TakeWhile(f => f.At < source - Hair).Sum(f => f.Seconds);

    /// <summary>Which moment of the video is seen at a time; throughout a wait it is the moment of the freeze.</summary>
    public double Source(double time)
    {
        foreach (var freeze in Freezes)
        {
            if (time < freeze.At)
                return time;
            time = Math.Max(freeze.At, time - freeze.Seconds);
        }

        return time;
    }

    /// <summary>A line with its times on the timeline. The wait that begins when the line should be over is given to the line: that is what waits are for.</summary>
    public Cue Map(Cue cue)
    {
        ArgumentNullException.ThrowIfNull(cue);
        return IsSame ? cue : cue with { Start = Mapped(cue.Start), End = Mapped(cue.End) };

        TimeSpan? Mapped(TimeSpan? time) => time is { } t ? TimeSpan.FromSeconds(Map(t.TotalSeconds)) : null;
    }

    /// <summary>The whole timeline of a video, stretch after stretch.</summary>
    /// <param name="seconds">The video's own length.</param>
    public IEnumerable<Stretch> Stretches(double seconds)
    {
        var (from, time) = (0.0, 0.0);
        foreach (var freeze in Freezes)
        {
            var at = Math.Min(freeze.At, seconds);
            if (at > from)
                yield return new Stretch(time, time + at - from, from, false);
            time += at - from;
            yield return new Stretch(time, time + freeze.Seconds, at, true);
            (from, time) = (at, time + freeze.Seconds);
        }

        if (seconds > from)
            yield return new Stretch(time, time + seconds - from, from, false);
    }
}
