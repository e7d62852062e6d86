namespace Dubbing.Studio.Projects;

/// <summary>New times for chosen lines; what is given to <see cref="IProjectStore.SetTimesAsync"/>.</summary>
public static class Retiming
{
    /// <summary>Shortest slot that scaling leaves, in seconds.</summary>
    private const double Shortest = 0.1;

    /// <summary>Moves lines; those without times stay without.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="seconds">Later (+) or earlier (−). Nothing begins before the video: the lines keep their distances.</param>
    public static Dictionary<Guid, LineTimes> Shift(IEnumerable<ScriptLine> lines, double seconds)
    {
        var timed = lines.Where(l => l.StartSeconds is not null).ToList();
        var by = Math.Max(seconds, -timed.Select(l => l.StartSeconds!.Value).DefaultIfEmpty(0).Min());
        return Map(timed, t => t + by);
    }

    /// <summary>Stretches lines from the first one's start: other frame rates, another cut.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="factor">Larger than 0; 2 doubles all times.</param>
    public static Dictionary<Guid, LineTimes> Scale(IEnumerable<ScriptLine> lines, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var timed = lines.Where(l => l.StartSeconds is not null).ToList();
        var from = timed.Select(l => l.StartSeconds!.Value).DefaultIfEmpty(0).Min();
        return Map(timed, t => from + (t - from) * factor);
    }

    /// <summary>Moves and stretches lines so that the first begins and the last begins where they are heard in the video.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="first">Where the first line shall begin, in seconds.</param>
    /// <param name="last">Where the last line shall begin; after the first.</param>
    public static Dictionary<Guid, LineTimes> Between(IEnumerable<ScriptLine> lines, double first, double last)
    {
        var timed = lines.Where(l => l.StartSeconds is not null).OrderBy(l => l.StartSeconds).ToList();
        var (from, to) = (timed.FirstOrDefault()?.StartSeconds ?? 0, timed.LastOrDefault()?.StartSeconds ?? 0);
        var factor = to > from ? Math.Max(0, last - first) / (to - from) : 1;
        return Map(timed, t => first + (t - from) * factor);
    }

    /// <summary>Lays lines out one after the other.</summary>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="from">Where the first begins, in seconds.</param>
    /// <param name="pause">Seconds between two lines.</param>
    /// <param name="length">How long a line is spoken, in seconds.</param>
    public static Dictionary<Guid, LineTimes> LayOut(IEnumerable<ScriptLine> lines, double from, double pause, Func<ScriptLine, double> length)
    {
        var times = new Dictionary<Guid, LineTimes>();
        foreach (var line in lines.Where(l => !string.IsNullOrWhiteSpace(l.Text)))
        {
            var end = Round(from + Math.Max(Shortest, length(line)));
            times[line.Id] = new LineTimes(Round(from), end);
            from = end + pause;
        }

        return times;
    }

    private static Dictionary<Guid, LineTimes> Map(List<ScriptLine> lines, Func<double, double> moved) => lines.ToDictionary(l => l.Id, l =>
    {
        var start = Round(Math.Max(0, moved(l.StartSeconds!.Value)));
        return new LineTimes(start, l.EndSeconds is { } end ? Math.Max(Round(moved(end)), start + Shortest) : null);
    });

    /// <summary>Whole milliseconds, as subtitle files have them.</summary>
    private static double Round(double seconds) => Math.Round(seconds, 3);
}
