using Dubbing.Script;

namespace Dubbing.Timeline;

/// <summary>Gives lines their slots: from the script's times, or one after the other where the script has none.</summary>
public static class SlotPlanner
{
    /// <summary>Seconds between two lines without times.</summary>
    public const double Pause = 0.4;

    /// <summary>The slot of a line.</summary>
    /// <param name="cue">The line.</param>
    /// <param name="spokenTo">Where the lines before it end, in seconds; 0 when there are none.</param>
    public static Slot SlotOf(Cue cue, double spokenTo) =>
        cue.Start is { } start ? new Slot(start.TotalSeconds, cue.End?.TotalSeconds) : new Slot(After(spokenTo), null);

    /// <summary>Where a line without times begins, after those before it.</summary>
    /// <param name="spokenTo">Where the lines before it end, in seconds; 0 when there are none.</param>
    public static double After(double spokenTo) => spokenTo > 0 ? spokenTo + Pause : 0;
}
