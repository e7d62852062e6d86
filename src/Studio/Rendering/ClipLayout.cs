using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Rendering;

/// <summary>Where lines without times go: one after the other, with a pause.</summary>
internal static class ClipLayout
{
    /// <summary>Seconds between two lines.</summary>
    private const double Pause = 0.4;

    /// <summary>Where the last of some lines ends, in seconds; 0 when none sounds.</summary>
    public static double EndOf(IEnumerable<ScriptLine> lines) =>
        lines.Where(l => l.TakeKey is not null).Select(l => l.ClipStart.GetValueOrDefault() + l.TakeSeconds.GetValueOrDefault()).DefaultIfEmpty().Max();

    /// <summary>Where a line begins after an end.</summary>
    public static double After(double end) => end > 0 ? end + Pause : 0;
}
