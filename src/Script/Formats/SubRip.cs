using System.Globalization;
using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>SubRip (<c>.srt</c>): numbered captions, times with a comma. It has no place for speakers.</summary>
internal sealed class SubRip : TextFormat
{
    public override string Name => "SubRip";

    public override IReadOnlyList<string> Extensions { get; } = [".srt"];

    public override string ContentType => "application/x-subrip; charset=utf-8";

    public override bool CanWrite => true;

    public override Likelihood Detect(ScriptText text) =>
        text.Lines.Take(200).Any(TimeLine.HasArrow) ? Likelihood.Likely
        : text.Extension == ".srt" && text.Lines.Take(200).Any(TimeLine.Looks) ? Likelihood.Likely
        : ByName(text);

    public override void Read(ScriptText text, ScriptBuilder script) => TimedBlocks.Put(TimedBlocks.Read(text.Lines, _ => false, named: false, script), script);

    public override string Write(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cues.Count; i++)
        {
            // An arrow would be read as a line of times.
            var said = cues[i].Text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("-->", "→", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}\r\n{ScriptTiming.Written(cues[i].Start!.Value, ',')} --> {ScriptTiming.Written(cues[i].End!.Value, ',')}\r\n").Append(said).Append("\r\n\r\n");
        }

        return text.ToString();
    }
}
