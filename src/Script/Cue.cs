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

    /// <summary>SubRip (<c>.srt</c>).</summary>
    SubRip,

    /// <summary>WebVTT (W3C, <c>.vtt</c>).</summary>
    WebVtt,

    /// <summary>Advanced SubStation Alpha and its ancestor (<c>.ass</c>, <c>.ssa</c>).</summary>
    SubStationAlpha,

    /// <summary>SAMI (<c>.smi</c>).</summary>
    Sami,

    /// <summary>A table whose cells are separated by commas, semicolons or bars (<c>.csv</c>).</summary>
    Csv,

    /// <summary>A table whose cells are separated by tabs (<c>.tsv</c>, or cells copied from a spreadsheet).</summary>
    Tsv,

    /// <summary>A spreadsheet of Office Open XML (<c>.xlsx</c>).</summary>
    Workbook,

    /// <summary>A text document of Office Open XML (<c>.docx</c>).</summary>
    WordDocument,
}

/// <summary>Where running text is cut into lines.</summary>
public enum TextSplit
{
    /// <summary>Each row is a line.</summary>
    Rows,

    /// <summary>Blank rows stand between lines; the rows of a line stay as line breaks.</summary>
    BlankLines,

    /// <summary>At the ends of sentences; rows that belong to one sentence are joined.</summary>
    Sentences,
}

/// <summary>How a script is to be read.</summary>
/// <param name="Split">Where running text (TXT, DOCX) is cut.</param>
/// <param name="NamesBeforeColon">Whether “Name: text” names a speaker.</param>
/// <param name="Language">Which language is wanted where a file has several; null for the first.</param>
public sealed record ScriptOptions(TextSplit Split = TextSplit.Rows, bool NamesBeforeColon = false, Language? Language = null);

/// <summary>What was found in a script file.</summary>
/// <param name="Cues">All lines that could be kept, in the file's order.</param>
/// <param name="Problems">What was wrong with the rest.</param>
/// <param name="Format">How the file is written.</param>
/// <param name="Encoding">The name of its character encoding, as detected (utf-8, euc-kr, shift_jis …).</param>
public sealed record ScriptDocument(IReadOnlyList<Cue> Cues, IReadOnlyList<ScriptProblem> Problems, ScriptFormat Format, string Encoding);

/// <summary>Something wrong in a script; the rest of the script is kept.</summary>
/// <param name="Line">The file's line (a spreadsheet's row), from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ScriptProblem(int Line, Message Message);
