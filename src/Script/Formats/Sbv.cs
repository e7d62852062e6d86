using System.Globalization;
using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>SubViewer, and what YouTube made of it (<c>.sbv</c>): a line <c>0:00:01.000,0:00:03.000</c>, then the text, whose rows may be parted by <c>[br]</c>.</summary>
internal sealed class Sbv : TextFormat
{
    public override string Name => "SubViewer";

    public override IReadOnlyList<string> Extensions { get; } = [".sbv"];

    public override bool CanWrite => true;

    public override Likelihood Detect(ScriptText text) => text.Head.Any(l => Times(l) is not null) && text.Head.SkipWhile(l => l.StartsWith('[')).FirstOrDefault() is { } first && (Times(first) is not null || text.Head[0].StartsWith("[INFORMATION]", StringComparison.OrdinalIgnoreCase)) ? Likelihood.Certain : ByName(text);

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var cues = new List<TimedCue>();
        for (var i = 0; i < text.Lines.Length && cues.Count <= 4 * ScriptBuilder.MostCues; i++)
        {
            if (Times(text.Lines[i]) is not { } times)
            {
                if (text.Lines[i].Trim().Length > 0 && !text.Lines[i].TrimStart().StartsWith('['))
                    script.Report(i + 1, Messages.NoTime(ScriptBuilder.Short(text.Lines[i].Trim())));
                continue;
            }

            var (at, rows) = (i, new List<string>());
            while (i + 1 < text.Lines.Length && Times(text.Lines[i + 1]) is null)
                rows.Add(text.Lines[++i]);
            var raw = string.Join('\n', rows).Replace("[br]", "\n", StringComparison.OrdinalIgnoreCase);
            if (!script.Check(at + 1, text.Lines[at].Trim(), times.Start, times.End))
                continue;
            if (CaptionMarkup.Plain(raw) is { Length: > 0 } said)
                cues.Add(new TimedCue(at + 1, times.Start, times.End, raw, said));
            else
                script.Report(at + 1, Messages.NoText());
        }

        TimedBlocks.Put(cues, script);
    }

    public override string Write(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder();
        foreach (var cue in cues)
            text.Append(CultureInfo.InvariantCulture, $"{Hours(cue.Start!.Value)},{Hours(cue.End!.Value)}\r\n{cue.Text.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\n");
        return text.ToString();
    }

    private static string Hours(TimeSpan time) => ScriptTiming.Written(time, '.') is ['0', .. var one] ? one : ScriptTiming.Written(time, '.');

    private static (TimeSpan Start, TimeSpan End)? Times(string line)
    {
        line = line.Trim();
        if (line.Length is < 9 or > 40 || !char.IsAsciiDigit(line[0]))
            return null;
        var (comma, frames) = (line.Length / 2, new Timebase(Timebase.Usual));
        // Both halves are equally long but for the hours.
        foreach (var at in new[] { comma, comma - 1, comma + 1 })
        {
            if (line[at] == ',' && line[..at].Count(c => c == ':') == 2 && Clock.TryTime(line[..at], frames, out var start) && Clock.TryTime(line[(at + 1)..], frames, out var end))
                return (start, end);
        }

        return null;
    }
}
