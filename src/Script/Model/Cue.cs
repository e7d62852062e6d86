namespace Dubbing.Script;

/// <summary>One line of a script.</summary>
/// <param name="Number">Its place in the script, from 1.</param>
/// <param name="Text">What is said; several lines of a subtitle are joined by a line break.</param>
/// <param name="Start">When it may begin, from the start of the video; null when the script gives no times.</param>
/// <param name="End">When it should be over; null when the script gives no times.</param>
/// <param name="Speaker">Who says it, when the script names someone.</param>
public sealed record Cue(int Number, string Text, TimeSpan? Start = null, TimeSpan? End = null, string? Speaker = null);
