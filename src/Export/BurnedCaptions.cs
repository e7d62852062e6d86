using System.Globalization;
using System.Text;

namespace Dubbing.Export;

/// <summary>Captions as libass draws them into the picture: rows are broken here, so that preview and export break alike.</summary>
public static class BurnedCaptions
{
    /// <summary>Height of a line over the width of a full-width character in Noto Sans CJK (ascent 1.160, descent 0.288): libass scales fonts by that height.</summary>
    internal const double LineHeight = 1.448;

    /// <summary>How long the notice stands, in seconds.</summary>
    private const double NoticeSeconds = 5;

    /// <summary>Full-width characters that fit into a row.</summary>
    /// <param name="style">The style.</param>
    /// <param name="width">Width of the picture as it is shown.</param>
    /// <param name="height">Its height.</param>
    public static double RowWidth(CaptionStyle style, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(style);
        var side = Math.Min(width, height);
        return Math.Max(4, (width - 2 * side * style.SideMargin / 100) / (side * style.Size / 100));
    }

    /// <summary>An Advanced SubStation Alpha file for a picture.</summary>
    /// <param name="captions">On the picture's own times.</param>
    /// <param name="style">How they look.</param>
    /// <param name="language">Whose breaking rules and letter forms hold.</param>
    /// <param name="width">Width of the picture as it is shown, pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="notice">A line that stands in the upper corner during the first seconds; null for none.</param>
    public static string Write(IReadOnlyList<Caption> captions, CaptionStyle style, Language language, int width, int height, string? notice = null)
    {
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentNullException.ThrowIfNull(style);
        var side = Math.Min(width, height);
        var font = style.Font ?? LanguageFacts.Of(language).Font;
        var text = new StringBuilder();
        var invariant = CultureInfo.InvariantCulture;
        var alignment = style.Position switch { CaptionPosition.Top => 8, CaptionPosition.Middle => 5, _ => 2 };
        var box = style.Box ? 4 : 1;
        text.Append(invariant, $"[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\nScaledBorderAndShadow: yes\nWrapStyle: 2\nYCbCr Matrix: None\n\n[V4+ Styles]\n");
        text.Append("Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n");
        // A box takes its colour from BackColour and its padding from Shadow (libass, BorderStyle 4).
        text.Append(invariant, $"Style: Default,{font},{side * style.Size / 100 * LineHeight:0.##},{Hue(style.Color)},{Hue(style.Color)},{Hue(style.OutlineColor)},{Hue(style.BoxColor, style.BoxOpacity)},{(style.Bold ? -1 : 0)},0,0,0,100,100,0,0,{box},{side * style.Outline / 100:0.##},{(style.Box ? side * style.Size / 100 * 0.25 : 0):0.##},{alignment},{side * style.SideMargin / 100:0},{side * style.SideMargin / 100:0},{side * style.Margin / 100:0},1\n");
        text.Append(invariant, $"Style: Notice,{font},{side * 3.2 / 100 * LineHeight:0.##},&H00FFFFFF,&H00FFFFFF,&H00000000,&H60000000,0,0,0,0,100,100,0,0,4,0,{side * 0.008:0.##},9,{side * 0.04:0},{side * 0.04:0},{side * 0.04:0},1\n");
        text.Append("\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n");
        var fits = RowWidth(style, width, height);
        foreach (var caption in captions)
        {
            foreach (var (start, end, rows) in Parts(caption, language, fits, style.Rows))
                Event(0, start, end, "Default", rows);
        }

        if (notice is { Length: > 0 })
            Event(1, 0, NoticeSeconds, "Notice", CaptionRows.Break(notice, language, (width - 0.08 * side) / (0.032 * side), 4).SelectMany(p => p));
        return text.ToString();

        void Event(int layer, double start, double end, string name, IEnumerable<string> rows) =>
            text.Append(invariant, $"Dialogue: {layer},{Time(start)},{Time(Math.Max(end, start + 0.01))},{name},,0,0,0,,{string.Join("\\N", rows.Select(Plain))}\n");
    }

    /// <summary>What is shown of a caption, and when: a text of more rows than are allowed follows in parts, each for its share of the time.</summary>
    public static IEnumerable<(double Start, double End, IReadOnlyList<string> Rows)> Parts(Caption caption, Language language, double width, int rows)
    {
        ArgumentNullException.ThrowIfNull(caption);
        var parts = CaptionRows.Break(caption.Text, language, width, rows);
        var whole = parts.Sum(p => p.Sum(CaptionRows.Width));
        var at = caption.Start;
        foreach (var part in parts)
        {
            var length = (caption.End - caption.Start) * (whole > 0 ? part.Sum(CaptionRows.Width) / whole : 1);
            yield return (at, at + length, part);
            at += length;
        }
    }

    /// <summary>Braces and backslashes would begin codes: look-alikes stand for them.</summary>
    private static string Plain(string row) => row.Replace('\\', '＼').Replace('{', '｛').Replace('}', '｝');

    private static string Hue(string rgb, double opacity = 1) =>
        string.Create(CultureInfo.InvariantCulture, $"&H{(int)Math.Round((1 - opacity) * 255):X2}{rgb[5..7]}{rgb[3..5]}{rgb[1..3]}");

    private static string Time(double seconds)
    {
        var t = TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, seconds) * 100) * 10);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours}:{t.Minutes:00}:{t.Seconds:00}.{t.Milliseconds / 10:00}");
    }
}
