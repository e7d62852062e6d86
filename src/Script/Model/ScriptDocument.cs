namespace Dubbing.Script;

/// <summary>What was found in a script file.</summary>
/// <param name="Cues">All lines that could be kept, in the file's order.</param>
/// <param name="Problems">What was wrong with the rest, and what was left out.</param>
/// <param name="Format">How the file is written.</param>
/// <param name="Encoding">The name of its character encoding, as detected (utf-8, euc-kr, shift_jis …).</param>
public sealed record ScriptDocument(IReadOnlyList<Cue> Cues, IReadOnlyList<ScriptProblem> Problems, ScriptFormat Format, string Encoding)
{
    /// <summary>What else can be read in the file.</summary>
    public ScriptChoices Choices { get; init; } = new();
}

/// <summary>Something wrong in a script; the rest of the script is kept.</summary>
/// <param name="Line">The file's line (a spreadsheet's row), from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ScriptProblem(int Line, Message Message);

/// <summary>What a file leaves to choose: the options that would read it otherwise.</summary>
public sealed record ScriptChoices
{
    /// <summary>The visible sheets of a workbook (<see cref="ScriptOptions.Sheet"/>).</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>The sheet that was read.</summary>
    public string? Sheet { get; init; }

    /// <summary>The columns or languages that can be the text (<see cref="ScriptOptions.Column"/>), where there are several.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The one that was read.</summary>
    public string? Text { get; init; }

    /// <summary>The names that may be speakers: lines begin with them, or they are styles (<see cref="ScriptOptions.NamesBeforeColon"/>). Empty when there are none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
