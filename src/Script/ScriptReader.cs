using System.Text;

namespace Dubbing.Script;

/// <summary>Reads scripts: SubRip, WebVTT, plain text; in UTF-8, UTF-16, EUC-KR/CP949 or Shift_JIS.</summary>
public static class ScriptReader
{
    /// <summary>Reads a script file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">Its name; the extension tells the format when the content does not.</param>
    /// <exception cref="DubbingException">The file is no text, or has no line at all.</exception>
    public static ScriptDocument Read(byte[] bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var (text, encoding) = TextDecoder.Decode(bytes, fileName);
        var document = Parse(text, FormatOf(text, fileName), encoding);
        return document.Cues.Count > 0 ? document : throw new DubbingException(Messages.Empty(Path.GetFileName(fileName)));
    }

    /// <summary>Reads pasted text; the format is recognised. An empty text is an empty script.</summary>
    public static ScriptDocument ReadText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, FormatOf(text, ""), "utf-16");
    }

    private static ScriptDocument Parse(string text, ScriptFormat format, string encoding)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var problems = new List<ScriptProblem>();
        var cues = format == ScriptFormat.PlainText ? PlainText(lines) : TimedScript.Parse(lines, format, problems);
        if (format != ScriptFormat.PlainText)
            TimedScript.CheckOrder(cues, problems);
        return new ScriptDocument([.. cues.Select(c => c.Cue)], [.. problems.OrderBy(p => p.Line)], format, encoding);
    }

    private static ScriptFormat FormatOf(string text, string fileName)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \r\n\t");
        if (start.StartsWith("WEBVTT", StringComparison.Ordinal))
            return ScriptFormat.WebVtt;
        if (Path.GetExtension(fileName).Equals(".vtt", StringComparison.OrdinalIgnoreCase))
            return ScriptFormat.WebVtt;
        if (Path.GetExtension(fileName).Equals(".srt", StringComparison.OrdinalIgnoreCase))
            return ScriptFormat.SubRip;
        return text.Split('\n').Take(20).Any(TimedScript.LooksTimed) ? ScriptFormat.SubRip : ScriptFormat.PlainText;
    }

    private static List<(Cue Cue, int Line)> PlainText(string[] lines)
    {
        var cues = new List<(Cue Cue, int Line)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0)
                cues.Add((new Cue(cues.Count + 1, line), i + 1));
        }

        return cues;
    }
}
