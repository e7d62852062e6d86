using System.Globalization;
using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>WebVTT (W3C, <c>.vtt</c>): times with a point, the speaker as a voice tag.</summary>
internal sealed class WebVtt : TextFormat
{
    public override string Name => "WebVTT";

    public override IReadOnlyList<string> Extensions { get; } = [".vtt"];

    public override string ContentType => "text/vtt; charset=utf-8";

    public override bool CanWrite => true;

    public override Likelihood Detect(ScriptText text) =>
        text.Head.Count > 0 && text.Head[0].StartsWith("WEBVTT", StringComparison.OrdinalIgnoreCase) ? Likelihood.Certain
        : text.Extension == ".vtt" && text.Lines.Take(200).Any(TimeLine.Looks) ? Likelihood.Certain
        : ByName(text);

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var skipped = Skipped(text.Lines);
        TimedBlocks.Put(TimedBlocks.Read(text.Lines, i => skipped[i], named: true, script), script);
    }

    public override string Write(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var cue in cues)
        {
            var voice = cue.Speaker is null ? "" : $"<v {Escaped(cue.Speaker).Replace(">", "&gt;", StringComparison.Ordinal)}>";
            text.Append(CultureInfo.InvariantCulture, $"{ScriptTiming.Written(cue.Start!.Value, '.')} --> {ScriptTiming.Written(cue.End!.Value, '.')}\n{voice}{Escaped(cue.Text)}\n\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// The lines of headers (a file put together of segments has several), notes, styles and regions. A block whose second line has times is a
    /// caption, whatever its name.
    /// </summary>
    private static bool[] Skipped(string[] lines)
    {
        var skipped = new bool[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            if (line.Length == 0 || (i > 0 && lines[i - 1].Trim().Length > 0 && !skipped[i - 1]))
                continue;
            var header = line.StartsWith("WEBVTT", StringComparison.OrdinalIgnoreCase);
            var note = line == "NOTE" || line.StartsWith("NOTE ", StringComparison.Ordinal) || line.StartsWith("NOTE\t", StringComparison.Ordinal) || line.StartsWith("STYLE", StringComparison.Ordinal) && line[5..].Trim().Length == 0 || line.StartsWith("REGION", StringComparison.Ordinal) && line[6..].Trim().Length == 0;
            if (!header && (!note || (i + 1 < lines.Length && TimeLine.Looks(lines[i + 1]))))
                continue;
            for (; i < lines.Length && lines[i].Trim().Length > 0 && !TimeLine.Looks(lines[i]); i++)
                skipped[i] = true;
        }

        return skipped;
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("-->", "--&gt;", StringComparison.Ordinal);
}
