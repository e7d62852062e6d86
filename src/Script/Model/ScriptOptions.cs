namespace Dubbing.Script;

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
/// <param name="NamesBeforeColon">Whether the names that lines begin with (“Name: text”), or the styles of SubStation Alpha, are speakers.</param>
/// <param name="Language">Which language is wanted where a file has several; null for one of <see cref="Speakable"/>, else the first.</param>
/// <param name="Sheet">Which sheet of a workbook: its name, or its number from 1; null for the first that is a script.</param>
/// <param name="Column">Which text where there are several: a column's heading, letter or number; the class or language of captions.</param>
/// <param name="Speakable">The languages that the voice speaks, preferred where none is asked for.</param>
/// <param name="FramesPerSecond">The frame rate of times that count frames; null for what the file says, else 30 (25 for MicroDVD).</param>
public sealed record ScriptOptions(
    TextSplit Split = TextSplit.Rows,
    bool NamesBeforeColon = false,
    Language? Language = null,
    string? Sheet = null,
    string? Column = null,
    IReadOnlyList<Language>? Speakable = null,
    double? FramesPerSecond = null)
{
    /// <summary>The wanted languages, the most wanted first.</summary>
    internal IEnumerable<Language> Wanted => Language is { } language ? [language] : Speakable ?? [];
}
