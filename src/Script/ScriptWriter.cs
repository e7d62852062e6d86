using System.Text;
using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;

namespace Dubbing.Script;

/// <summary>
/// Writes a script as a file that <see cref="ScriptReader"/> reads again. What a format has no place for is left out:
/// SubRip has no speakers, plain text neither times nor speakers, SubStation Alpha counts in hundredths of a second.
/// </summary>
public static class ScriptWriter
{
    /// <summary>How long a line without an end is shown, in seconds per character of its text: unhurried reading.</summary>
    private const double SecondsPerCharacter = 0.15;

    private const double Shortest = 1;
    private const double Pause = 0.4;

    /// <summary>Writes a script.</summary>
    /// <param name="cues">The lines. Subtitles need times: a line without is put after the one before it, for as long as it takes to read.</param>
    /// <param name="format">One of <see cref="ScriptFormats.Written"/>.</param>
    /// <returns>The file: UTF-8; tables with the byte order mark, by which spreadsheet programs know it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The format cannot be written.</exception>
    public static byte[] Write(IReadOnlyList<Cue> cues, ScriptFormat format)
    {
        ArgumentNullException.ThrowIfNull(cues);
        if (format is not TextFormat { CanWrite: true } text)
            throw new ArgumentOutOfRangeException(nameof(format), format, "This format is only read.");
        // Blank rows would end a caption early.
        var clean = cues.Select(c => c with { Text = CaptionMarkup.Rows(c.Text) });
        var written = Encoding.UTF8.GetBytes(text.Write(text.IsCaptions ? Timed(clean) : [.. clean]));
        return text.HasByteOrderMark ? [.. Encoding.UTF8.Preamble, .. written] : written;
    }

    private static List<Cue> Timed(IEnumerable<Cue> cues)
    {
        var timed = new List<Cue>();
        foreach (var cue in cues)
        {
            var reading = TimeSpan.FromSeconds(Math.Max(Shortest, cue.Text.Length * SecondsPerCharacter));
            var start = cue.Start ?? (timed.Count > 0 ? timed[^1].End!.Value + TimeSpan.FromSeconds(Pause) : TimeSpan.Zero);
            timed.Add(cue with { Start = start, End = cue.End is { } end ? (end > start ? end : start) : start + reading });
        }

        return timed;
    }
}
