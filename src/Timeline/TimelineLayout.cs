namespace Dubbing.Timeline;

/// <summary>A spoken line that is to be laid out.</summary>
/// <param name="SlotStart">Where its slot begins, in seconds; null where the script has no time.</param>
/// <param name="Seconds">How long it sounds.</param>
/// <param name="PauseBefore">Silence before it, in seconds.</param>
/// <param name="PauseAfter">Silence after it, in seconds.</param>
public readonly record struct LaidLine(double? SlotStart, double Seconds, double PauseBefore = 0, double PauseAfter = 0);

/// <summary>Gives spoken lines their places.</summary>
public static class TimelineLayout
{
    /// <summary>Where each line begins to sound, in seconds: in its slot, or after all lines before it.</summary>
    /// <param name="lines">The lines in the script's order.</param>
    public static IReadOnlyList<double> Starts(IReadOnlyList<LaidLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var (starts, end) = (new double[lines.Count], 0.0);
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = (lines[i].SlotStart ?? SlotPlanner.After(end)) + lines[i].PauseBefore;
            end = Math.Max(end, starts[i] + lines[i].Seconds + lines[i].PauseAfter);
        }

        return starts;
    }
}
