using System.Text;
using Dubbing.Script;

namespace Dubbing.Export;

/// <summary>
/// Writes a script as a file that <see cref="ScriptReader"/> reads again. What a format has no place for is left out:
/// SubRip has no speakers, plain text neither times nor speakers, SubStation Alpha counts in hundredths of a second.
/// </summary>
public static class ScriptWriter
{
    /// <summary>How long a line without an end is shown, in seconds a character of its text: unhurried reading.</summary>
    private const double SecondsACharacter = 0.15;

    private const double Shortest = 1;
    private const double Pause = 0.4;

    /// <summary>The formats that can be written, by the ending of the file.</summary>
    public static IReadOnlyDictionary<string, ScriptFormat> Formats { get; } = new Dictionary<string, ScriptFormat>(StringComparer.OrdinalIgnoreCase)
    {
        [".srt"] = ScriptFormat.SubRip,
        [".vtt"] = ScriptFormat.WebVtt,
        [".ass"] = ScriptFormat.SubStationAlpha,
        [".csv"] = ScriptFormat.Csv,
        [".txt"] = ScriptFormat.PlainText,
    };

    /// <summary>Writes a script.</summary>
    /// <param name="cues">The lines. Subtitles need times: a line without is put after the one before it, for as long as it takes to read.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <returns>The file: UTF-8; CSV with the byte order mark, by which spreadsheet programs know it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The format cannot be written.</exception>
    public static byte[] Write(IReadOnlyList<Cue> cues, ScriptFormat format)
    {
        ArgumentNullException.ThrowIfNull(cues);
        return format switch
        {
            ScriptFormat.SubRip => Encoding.UTF8.GetBytes(CaptionWriter.ToSubRip(Timed(cues))),
            ScriptFormat.WebVtt => Encoding.UTF8.GetBytes(CaptionWriter.ToWebVtt(Timed(cues))),
            ScriptFormat.SubStationAlpha => Encoding.UTF8.GetBytes(CaptionWriter.ToSubStationAlpha(Timed(cues))),
            ScriptFormat.Csv => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ToCsv(cues))],
            ScriptFormat.PlainText => Encoding.UTF8.GetBytes(string.Concat(cues.Select(c => string.Join(' ', CaptionWriter.Rows(c.Text)) + "\r\n"))),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format is only read."),
        };
    }

    private static List<Caption> Timed(IReadOnlyList<Cue> cues)
    {
        var captions = new List<Caption>();
        foreach (var cue in cues)
        {
            var reading = Math.Max(Shortest, cue.Text.Length * SecondsACharacter);
            var start = cue.Start?.TotalSeconds ?? (captions.Count > 0 ? captions[^1].End + Pause : 0);
            captions.Add(new Caption(start, cue.End is { } end ? Math.Max(end.TotalSeconds, start) : start + reading, cue.Text, cue.Speaker));
        }

        return captions;
    }

    /// <summary>Comma-separated values (RFC 4180): times where there are any, speaker, text.</summary>
    private static string ToCsv(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder("start,end,speaker,text\r\n");
        foreach (var cue in cues)
            text.AppendJoin(',', [Time(cue.Start), Time(cue.End), Cell(cue.Speaker ?? ""), Cell(cue.Text)]).Append("\r\n");
        return text.ToString();

        static string Time(TimeSpan? time) => time is { } t ? CaptionWriter.Time(t.TotalSeconds, '.') : "";
        static string Cell(string value) => value.AsSpan().ContainsAny(",\"\r\n") || value.Trim().Length != value.Length ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
