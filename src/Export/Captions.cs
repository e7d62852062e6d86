using System.Globalization;
using System.Text;

namespace Dubbing.Export;

/// <summary>A caption.</summary>
/// <param name="Start">Seconds from the start of the video.</param>
/// <param name="End">Seconds; after the start.</param>
/// <param name="Text">One or more lines.</param>
/// <param name="Speaker">Who says it, when the script names someone.</param>
public sealed record Caption(double Start, double End, string Text, string? Speaker = null);

/// <summary>Caption files.</summary>
public static class CaptionWriter
{
    private const string SubStationAlphaHead = """
        [Script Info]
        ScriptType: v4.00+
        PlayResX: 1920
        PlayResY: 1080
        ScaledBorderAndShadow: yes

        [V4+ Styles]
        Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
        Style: Default,Noto Sans CJK KR,60,&H00FFFFFF,&H00000000,&H80000000,0,1,3,1,2,80,80,60,1

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

        """;

    /// <summary>SubRip: numbered, times with a comma. It has no place for the speaker.</summary>
    public static string ToSubRip(IReadOnlyList<Caption> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var text = new StringBuilder();
        for (var i = 0; i < captions.Count; i++)
        {
            var c = captions[i];
            // An arrow would be read as a time line.
            var said = string.Join("\r\n", Rows(c.Text)).Replace("-->", "→", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}\r\n{Time(c.Start, ',')} --> {Time(c.End, ',')}\r\n").Append(said).Append("\r\n\r\n");
        }

        return text.ToString();
    }

    /// <summary>WebVTT (W3C): times with a point, the speaker as a voice tag; <c>&amp;</c> and <c>&lt;</c> escaped.</summary>
    public static string ToWebVtt(IReadOnlyList<Caption> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var c in captions)
        {
            var voice = c.Speaker is null ? "" : $"<v {Escaped(c.Speaker).Replace(">", "&gt;", StringComparison.Ordinal)}>";
            text.Append(CultureInfo.InvariantCulture, $"{Time(c.Start, '.')} --> {Time(c.End, '.')}\n{voice}{Escaped(string.Join('\n', Rows(c.Text)))}\n\n");
        }

        return text.ToString();
    }

    /// <summary>Advanced SubStation Alpha: times in hundredths, the speaker as the event's name, one plain style.</summary>
    public static string ToSubStationAlpha(IReadOnlyList<Caption> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var text = new StringBuilder(SubStationAlphaHead.ReplaceLineEndings("\r\n"));
        foreach (var c in captions)
        {
            // Commas part the columns; braces begin codes.
            var speaker = c.Speaker?.Replace(',', ' ').ReplaceLineEndings(" ") ?? "";
            var said = string.Join("\\N", Rows(c.Text)).Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"Dialogue: 0,{Hundredths(c.Start)},{Hundredths(Math.Max(c.End, c.Start + 0.01))},Default,{speaker},0,0,0,,{said}\r\n");
        }

        return text.ToString();
    }

    /// <summary>The rows of a text without the blank ones, which would end a caption early.</summary>
    internal static string[] Rows(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>00:00:01.500</c>, with any sign before the thousandths.</summary>
    internal static string Time(double seconds, char point)
    {
        var t = TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, seconds) * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours:00}:{t.Minutes:00}:{t.Seconds:00}{point}{t.Milliseconds:000}");
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("-->", "--&gt;", StringComparison.Ordinal);

    private static string Hundredths(double seconds)
    {
        var t = TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, seconds) * 100) * 10);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours}:{t.Minutes:00}:{t.Seconds:00}.{t.Milliseconds / 10:00}");
    }
}
