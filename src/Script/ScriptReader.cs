using System.Text;

namespace Dubbing.Script;

/// <summary>
/// Reads scripts: SubRip, WebVTT, SubStation Alpha, SAMI, tables (CSV, TSV, XLSX), documents (DOCX) and plain text; text
/// files in UTF-8, UTF-16, EUC-KR/CP949 or Shift_JIS. What is broken is told with its line, the rest is kept.
/// </summary>
public static class ScriptReader
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 10 << 20;

    /// <summary>The endings of files that can be read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".srt", ".vtt", ".ass", ".ssa", ".smi", ".sami", ".csv", ".tsv", ".xlsx", ".docx", ".txt"];

    /// <summary>Reads a script file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">Its name; the extension tells the format when the content does not.</param>
    /// <param name="options">How to read it; null for a line each row.</param>
    /// <exception cref="DubbingException">The file is no script, is damaged or too large, or has no line at all.</exception>
    public static ScriptDocument Read(byte[] bytes, string fileName, ScriptOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var name = Path.GetFileName(fileName);
        if (bytes.Length > MostBytes)
            throw new DubbingException(Messages.FileTooLarge(name, MostBytes >> 20));
        var script = new ScriptBuilder(options ?? new ScriptOptions());
        var document = OfficeFile.IsPackage(bytes) ? OfficeFile.Parse(bytes, name, script) : ReadText(bytes, name, script);
        return document.Cues.Count > 0 ? document : throw new DubbingException(document.Problems.Count > 0 ? Messages.NothingUsable(name, document.Problems[0].Line, document.Problems[0].Message) : Messages.Empty(name));
    }

    /// <summary>Reads pasted text; the format is recognised. An empty text is an empty script.</summary>
    public static ScriptDocument ReadText(string text, ScriptOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, FormatOf(text, ""), "utf-16", new ScriptBuilder(options ?? new ScriptOptions()));
    }

    /// <summary>Reads the running text of a document, which may be pasted captions.</summary>
    internal static ScriptDocument ReadText(string text, ScriptFormat container, ScriptBuilder script)
    {
        var format = FormatOf(text, "");
        return Parse(text, format, "utf-8", script) with { Format = container };
    }

    private static ScriptDocument ReadText(byte[] bytes, string name, ScriptBuilder script)
    {
        if (bytes.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
            throw new DubbingException(Messages.OldOffice(name));
        var (text, encoding) = TextDecoder.Decode(bytes, name);
        return Parse(text, FormatOf(text, name), encoding, script);
    }

    private static ScriptDocument Parse(string text, ScriptFormat format, string encoding, ScriptBuilder script)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        switch (format)
        {
            case ScriptFormat.SubRip or ScriptFormat.WebVtt:
                TimedScript.Parse(text.Split('\n'), format, script);
                break;
            case ScriptFormat.SubStationAlpha:
                SubStationAlpha.Parse(text.Split('\n'), script);
                break;
            case ScriptFormat.Sami:
                Sami.Parse(text, script);
                break;
            case ScriptFormat.Csv or ScriptFormat.Tsv:
                Table.Parse(DelimitedText.Rows(text, format == ScriptFormat.Tsv ? '\t' : DelimitedText.DelimiterOf(text), script), script);
                break;
            default:
                PlainText.Parse(text.Split('\n'), script);
                break;
        }

        return script.Finish(format, encoding);
    }

    private static ScriptFormat FormatOf(string text, string fileName)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \r\n\t");
        if (start.StartsWith("WEBVTT", StringComparison.Ordinal))
            return ScriptFormat.WebVtt;
        if (start.StartsWith("<SAMI", StringComparison.OrdinalIgnoreCase))
            return ScriptFormat.Sami;
        if (start.StartsWith("[Script Info]", StringComparison.OrdinalIgnoreCase) || start.StartsWith("[Events]", StringComparison.OrdinalIgnoreCase))
            return ScriptFormat.SubStationAlpha;
        switch (Path.GetExtension(fileName).ToUpperInvariant())
        {
            case ".VTT": return ScriptFormat.WebVtt;
            case ".SRT": return ScriptFormat.SubRip;
            case ".ASS" or ".SSA": return ScriptFormat.SubStationAlpha;
            case ".SMI" or ".SAMI": return ScriptFormat.Sami;
            case ".TSV" or ".TAB": return ScriptFormat.Tsv;
            // Some programs call tables of tabs CSV too.
            case ".CSV": return DelimitedText.DelimiterOf(text) == '\t' ? ScriptFormat.Tsv : ScriptFormat.Csv;
        }

        if (text.Split('\n', 21).Take(20).Any(TimedScript.LooksTimed))
            return ScriptFormat.SubRip;
        if (DelimitedText.IsTable(text, '\t'))
            return ScriptFormat.Tsv;
        return DelimitedText.IsTable(text, ',') && Table.Headed(text.AsSpan().Trim().ToString().Split('\n', 2)[0].Split(',')) >= 2 ? ScriptFormat.Csv : ScriptFormat.PlainText;
    }
}
