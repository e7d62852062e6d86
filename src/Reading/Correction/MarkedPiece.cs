namespace Dubbing.Readings.Correction;

/// <summary>A piece of a line that is shown to people.</summary>
/// <param name="Written">What is shown of it; empty for a pause.</param>
/// <param name="Typed">Where it stands in the line as typed, markup and all.</param>
/// <param name="Reading">How its word is said, as typed; null where the markup does not say it.</param>
/// <param name="PauseSeconds">How long a pause is, in seconds; null for what is no pause.</param>
public sealed record MarkedPiece(string Written, SourceSpan Typed, string? Reading = null, double? PauseSeconds = null);
