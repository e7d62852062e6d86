using Dubbing.Speech;

namespace Dubbing.Timeline;

/// <summary>The tempo that makes a line fit its slot.</summary>
/// <param name="Rate">What to ask the model for; 1 as learned.</param>
/// <param name="Needed">What the slot would need, however fast; equal to 1 when the slot has no end.</param>
/// <param name="Grade">How well it fits.</param>
public sealed record LineFit(double Rate, double Needed, FitGrade Grade);

/// <summary>
/// Fits speech to slots by asking the model for a tempo. Sound is never stretched, and no line is spoken faster than
/// <see cref="Fastest"/>: past that it overflows its slot, visibly.
/// </summary>
public static class LineFitter
{
    /// <summary>Slower than this is never asked for; a line too short for its slot is followed by silence.</summary>
    public const double Slowest = 0.93;

    /// <summary>To here nobody notices.</summary>
    public const double FreeTo = 1.10;

    /// <summary>To here it sounds a little hurried.</summary>
    public const double AmberTo = 1.20;

    /// <summary>The fastest that is asked for.</summary>
    public const double Fastest = 1.30;

    /// <summary>Grades are not spoiled by a rounding in the last digits.</summary>
    private const double Hair = 1e-6;

    /// <summary>Fits a line.</summary>
    /// <param name="plan">The line's sounds.</param>
    /// <param name="slot">Where it may sound.</param>
    /// <param name="wanted">The tempo that the user wants; the fit comes on top of it.</param>
    public static LineFit Fit(SpeechPlan plan, Slot slot, double wanted = 1)
    {
        if (slot.End is not { } end)
            return new LineFit(wanted, 1, FitGrade.Free);
        var length = end - slot.Start;
        var needed = length > 0 ? plan.SpokenSeconds(wanted) / length : double.PositiveInfinity;
        var rate = needed < Slowest ? 1 : Math.Min(needed, Fastest);
        return new LineFit(wanted * rate, needed, Grade(needed));
    }

    /// <summary>The grade of a tempo that a slot needs.</summary>
    public static FitGrade Grade(double needed) => needed switch
    {
        <= FreeTo + Hair => FitGrade.Free,
        <= AmberTo + Hair => FitGrade.Amber,
        <= Fastest + Hair => FitGrade.Red,
        _ => FitGrade.Overflow,
    };
}
