using System.Globalization;
using System.Text.RegularExpressions;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>Lyrics with times (<c>.lrc</c>): <c>[01:02.50]text</c>, several stamps for a line that comes again, <c>[offset:…]</c> in milliseconds.</summary>
internal sealed partial class Lrc : TextFormat
{
    public override string Name => "LRC";

    public override IReadOnlyList<string> Extensions { get; } = [".lrc"];

    public override Likelihood Detect(ScriptText text)
    {
        var stamped = text.Share(l => Stamps(l, new Timebase(Timebase.Usual)).Times.Count > 0);
        var tags = text.Share(l => Tag(l) is not null);
        return stamped > 0 && stamped + tags > 0.9 && (text.Extension == ".lrc" || text.Lines.Any(l => l.TrimStart().StartsWith('[') && Stamps(l, new Timebase(Timebase.Usual)).Text.Length > 0)) ? Likelihood.Likely : ByName(text);
    }

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var (found, offset, frames) = (new List<(int Line, TimeSpan Start, string Text)>(), TimeSpan.Zero, new Timebase(Timebase.Usual));
        // [00:01:75] can't be an hour's clock: where one is none, none is.
        var hundredths = text.Extension == ".lrc" && text.Lines.Any(l => Colon().Match(l) is { Success: true } m && int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture) > 59);
        for (var i = 0; i < text.Lines.Length && found.Count <= 4 * ScriptBuilder.MostCues; i++)
        {
            var line = hundredths ? Colon().Replace(text.Lines[i].Trim(), "[$1.$2]") : text.Lines[i].Trim();
            var (times, said) = Stamps(line, frames);
            if (times.Count == 0 && Tag(line) is { } tag)
            {
                // What is later for the player's clock is earlier on the timeline.
                if (tag.Name.Equals("offset", StringComparison.OrdinalIgnoreCase) && Clock.TryNumber(tag.Value, out var ms) && Math.Abs(ms) < 3.6e6)
                    offset = TimeSpan.FromMilliseconds(-ms);
                continue;
            }

            if (times.Count == 0 && line.Length > 0)
                script.Report(i + 1, Messages.NoTime(ScriptBuilder.Short(line)));
            foreach (var time in times)
                found.Add((i + 1, time, said));
        }

        var sorted = found.Select(f => f with { Start = f.Start + offset < TimeSpan.Zero ? TimeSpan.Zero : f.Start + offset }).OrderBy(f => f.Start).ToList();
        var cues = new List<TimedCue>();
        var next = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            while (next < sorted.Count && sorted[next].Start <= sorted[i].Start)
                next++;
            if (sorted[i].Text.Length > 0)
                cues.Add(new TimedCue(sorted[i].Line, sorted[i].Start, next < sorted.Count ? sorted[next].Start : null, sorted[i].Text, sorted[i].Text));
        }

        foreach (var cue in Tracks.OneOf(cues, script))
            script.Add(cue.Line, cue.Text, cue.Start, cue.End);
    }

    /// <summary>The stamps at the beginning of a line and the text behind them; the stamps of single words go.</summary>
    private static (List<TimeSpan> Times, string Text) Stamps(string line, Timebase frames)
    {
        var (times, at) = (new List<TimeSpan>(), 0);
        line = line.Trim();
        while (at < line.Length && line[at] == '[' && line.IndexOf(']', at) is > 0 and var end && end - at <= 16 && Clock.TryTime(line[(at + 1)..end], frames, out var time) && time >= TimeSpan.Zero)
        {
            times.Add(time);
            at = end + 1;
            while (at < line.Length && line[at] == ' ')
                at++;
        }

        return (times, times.Count == 0 ? "" : CaptionMarkup.Plain(line[at..]));
    }

    [GeneratedRegex(@"\[([0-9]{1,3}:[0-9]{2}):([0-9]{2})\]")]
    private static partial Regex Colon();

    private static (string Name, string Value)? Tag(string line) =>
        line.StartsWith('[') && line.EndsWith(']') && line.IndexOf(':', StringComparison.Ordinal) is > 1 and < 12 and var colon && line.AsSpan(1, colon - 1).IndexOfAnyExceptInRange('A', 'z') < 0 ? (line[1..colon], line[(colon + 1)..^1].Trim()) : null;
}
