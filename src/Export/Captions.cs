using System.Globalization;
using System.Text;

namespace Dubbing.Export;

/// <summary>A caption.</summary>
/// <param name="Start">Seconds from the start of the video.</param>
/// <param name="End">Seconds; after the start.</param>
/// <param name="Text">One or more lines.</param>
public sealed record Caption(double Start, double End, string Text);

/// <summary>Caption files.</summary>
public static class CaptionWriter
{
    /// <summary>SubRip: numbered, times with a comma.</summary>
    public static string ToSubRip(IReadOnlyList<Caption> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var text = new StringBuilder();
        for (var i = 0; i < captions.Count; i++)
        {
            var c = captions[i];
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}\r\n{Time(c.Start, ',')} --> {Time(c.End, ',')}\r\n").Append(Lines(c.Text)).Append("\r\n\r\n");
        }

        return text.ToString();
    }

    /// <summary>WebVTT (W3C): times with a point; <c>&amp;</c> and <c>&lt;</c> escaped.</summary>
    public static string ToWebVtt(IReadOnlyList<Caption> captions)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var c in captions)
        {
            var said = Lines(c.Text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("-->", "--&gt;", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{Time(c.Start, '.')} --> {Time(c.End, '.')}\n{said}\n\n");
        }

        return text.ToString();
    }

    /// <summary>Blank lines would end the caption early.</summary>
    private static string Lines(string text) =>
        string.Join("\r\n", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string Time(double seconds, char point)
    {
        var t = TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, seconds) * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours:00}:{t.Minutes:00}:{t.Seconds:00}{point}{t.Milliseconds:000}");
    }
}
