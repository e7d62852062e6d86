using Dubbing.Script;
using Dubbing.Speech;

namespace Dubbing.Timeline;

/// <summary>The stretch of the video that a line may fill, in seconds.</summary>
/// <param name="Start">Where the speech begins.</param>
/// <param name="End">Where it should be over; null for as long as it takes (a script without times).</param>
public readonly record struct Slot(double Start, double? End);

/// <summary>How well a line fits its slot.</summary>
public enum FitGrade
{
    /// <summary>Rate 0.93 to 1.10: nobody notices.</summary>
    Free,

    /// <summary>To 1.20: a little hurried.</summary>
    Amber,

    /// <summary>To 1.30: hurried.</summary>
    Red,

    /// <summary>Would need more than 1.30: spoken at 1.30 and longer than its slot. The user decides.</summary>
    Overflow,
}

/// <summary>A rendered line on the timeline.</summary>
/// <param name="Cue">The line.</param>
/// <param name="Slot">Where it may sound.</param>
/// <param name="Take">What sounds, from <see cref="Slot.Start"/> on.</param>
/// <param name="Rate">The tempo that the model was asked for.</param>
/// <param name="Grade">How well it fits.</param>
public sealed record Clip(Cue Cue, Slot Slot, Take Take, double Rate, FitGrade Grade)
{
    /// <summary>Seconds past the slot's end; 0 when it fits.</summary>
    public double Overflow => Slot.End is { } end ? Math.Max(0, Slot.Start + Take.Seconds - end) : 0;
}
