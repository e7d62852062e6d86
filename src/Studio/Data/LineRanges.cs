namespace Dubbing.Studio.Data;

/// <summary>From where to where a setting of a line may go: the store holds it there, the interface offers no more and no less.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The most.</param>
/// <param name="Step">The step of the interface's sliders.</param>
/// <param name="Plain">What a new line has.</param>
public sealed record SettingRange(double Low, double High, double Step, double Plain)
{
    /// <summary>A value held within the range; null for what is no number.</summary>
    public double? Hold(double? value) => value is { } v && double.IsFinite(v) ? Math.Clamp(v, Low, High) : null;
}

/// <summary>The ranges of what is set at a line and its clip.</summary>
public static class LineRanges
{
    /// <summary>Tempo.</summary>
    public static SettingRange Rate { get; } = new(0.5, 2, 0.05, 1);

    /// <summary>Semitones.</summary>
    public static SettingRange PitchShift { get; } = new(-12, 12, 0.5, 0);

    /// <summary>Strength of the melody.</summary>
    public static SettingRange Intonation { get; } = new(0, 2, 0.1, 1);

    /// <summary>Decibels.</summary>
    public static SettingRange Volume { get; } = new(-24, 24, 1, 0);

    /// <summary>Silence before or after, in seconds.</summary>
    public static SettingRange Pause { get; } = new(0, 10, 0.1, 0);

    /// <summary>Seconds of a clip's fade.</summary>
    public static SettingRange Fade { get; } = new(0, 60, 0.1, 0);

    /// <summary>Decibels of a track or a sound.</summary>
    public static SettingRange Gain { get; } = new(-40, 12, 1, 0);
}
