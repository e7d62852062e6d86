using System.Text;
using Dubbing.Script;
using Dubbing.Script.Formats;

namespace Dubbing.Export;

/// <summary>A caption.</summary>
/// <param name="Start">Seconds from the start of the video.</param>
/// <param name="End">Seconds; after the start.</param>
/// <param name="Text">One or more lines.</param>
/// <param name="Speaker">Who says it, when the script names someone.</param>
public sealed record Caption(double Start, double End, string Text, string? Speaker = null);

/// <summary>Caption files: captions as lines of a script, written by the formats of scripts.</summary>
public static class CaptionWriter
{
    /// <summary>Writes captions.</summary>
    /// <param name="captions">The captions.</param>
    /// <param name="extension">One of <see cref="ScriptFormats.CaptionExtensions"/>.</param>
    /// <returns>The file, in UTF-8.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No format of captions has the extension.</exception>
    public static byte[] Write(IReadOnlyList<Caption> captions, string extension)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var format = ScriptFormats.WrittenAs(extension) is { IsCaptions: true } known ? known : throw new ArgumentOutOfRangeException(nameof(extension), extension, "No format of captions.");
        return ScriptWriter.Write([.. captions.Select((c, i) => new Cue(i + 1, c.Text, At(c.Start), At(c.End), c.Speaker))], format);
    }

    /// <summary>SubRip: numbered, times with a comma. It has no place for the speaker.</summary>
    public static string ToSubRip(IReadOnlyList<Caption> captions) => Encoding.UTF8.GetString(Write(captions, ".srt"));

    /// <summary>WebVTT (W3C): times with a point, the speaker as a voice tag; <c>&amp;</c> and <c>&lt;</c> escaped.</summary>
    public static string ToWebVtt(IReadOnlyList<Caption> captions) => Encoding.UTF8.GetString(Write(captions, ".vtt"));

    /// <summary>The rows of a text without the blank ones, which would end a caption early.</summary>
    internal static string[] Rows(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>00:00:01.500</c>, with any sign before the thousandths.</summary>
    internal static string Time(double seconds, char point) => ScriptTiming.Written(At(seconds), point);

    private static TimeSpan At(double seconds) => TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, seconds) * 1000));
}
