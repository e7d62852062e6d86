namespace Dubbing.Script;

/// <summary>One line of a script.</summary>
/// <param name="Number">Its place in the script, from 1.</param>
/// <param name="Text">What is said; several lines of a subtitle are joined by a line break.</param>
/// <param name="Start">When it may begin, from the start of the video; null when the script gives no times.</param>
/// <param name="End">When it should be over; null when the script gives no times.</param>
/// <param name="Speaker">Who says it, when the script names someone.</param>
public sealed record Cue(int Number, string Text, TimeSpan? Start = null, TimeSpan? End = null, string? Speaker = null);

/// <summary>How a script file is written.</summary>
public enum ScriptFormat
{
    /// <summary>One line a row, no times.</summary>
    PlainText,

    /// <summary>SubRip.</summary>
    SubRip,

    /// <summary>WebVTT (W3C).</summary>
    WebVtt,
}

/// <summary>What was found in a script file.</summary>
/// <param name="Cues">All lines that could be kept, in the file's order.</param>
/// <param name="Problems">What was wrong with the rest.</param>
/// <param name="Format">How the file is written.</param>
/// <param name="Encoding">The name of its character encoding, as detected (utf-8, euc-kr, shift_jis …).</param>
public sealed record ScriptDocument(IReadOnlyList<Cue> Cues, IReadOnlyList<ScriptProblem> Problems, ScriptFormat Format, string Encoding);

/// <summary>Something wrong in a script; the rest of the script is kept.</summary>
/// <param name="Line">The file's line, from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ScriptProblem(int Line, Message Message);
