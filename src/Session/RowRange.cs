namespace Dubbing.Session;

/// <summary>From where to where a number in a project may lie, whoever wrote it: the studio asks it of its rows, the command line of a project's file.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
public readonly record struct RowRange(double Least, double Most)
{
    /// <summary>Tempo of a line.</summary>
    public static RowRange Rate { get; } = new(0.25, 4);

    /// <summary>Semitones.</summary>
    public static RowRange PitchShift { get; } = new(-12, 12);

    /// <summary>Strength of the melody.</summary>
    public static RowRange Intonation { get; } = new(0, 2);

    /// <summary>Decibels of a line.</summary>
    public static RowRange Volume { get; } = new(-24, 24);

    /// <summary>Silence before or after a line, and fades, in seconds.</summary>
    public static RowRange Pause { get; } = new(0, 60);

    /// <summary>Decibels of a track or a sound.</summary>
    public static RowRange Gain { get; } = new(-60, 24);

    /// <summary>Lengths, in seconds.</summary>
    public static RowRange Seconds { get; } = new(0, 1e7);

    /// <summary>Places in a list.</summary>
    public static RowRange Position { get; } = new(0, int.MaxValue - 1);

    /// <summary>Whether a value lies in it; what is no number does not.</summary>
    public bool Holds(double value) => value >= Least && value <= Most;
}
