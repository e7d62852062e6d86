using System.Buffers;
namespace Dubbing.Script.Parsing;

/// <summary>
/// SubRip and WebVTT: lines of times, and between them texts. What belongs to a caption is all up to the next line of times, without the
/// number or name before that: blank rows and bare numbers in a text cost nothing.
/// </summary>
internal static class TimedBlocks
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Reads captions. What is broken is told by its line, the rest kept.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="skip">The lines that are none of captions.</param>
    /// <param name="named">Whether a name may stand before a caption's times (WebVTT), not only a number.</param>
    /// <param name="script">Gets the problems.</param>
    public static List<TimedCue> Read(string[] lines, Func<int, bool> skip, bool named, ScriptBuilder script)
    {
        var frames = Timebase.Of(lines.Where(TimeLine.Looks).Take(5_000).SelectMany(TimeLine.Times), script.Options.FramesPerSecond);
        var counted = false;
        var stamps = new List<(int Line, TimeLine Times)>();
        for (var i = 0; i < lines.Length && stamps.Count <= 4 * ScriptBuilder.MostCues; i++)
        {
            if (skip(i) || TimeLine.Of(lines[i], frames) is not { } times)
                continue;
            stamps.Add((i, times));
            counted |= times.Start is not null && TimeLine.Times(lines[i]).Any(Clock.IsTimecode);
        }

        if (counted && !frames.Known)
            script.Report(0, Messages.FramesAssumed(Math.Round(frames.FramesPerSecond, 2)));
        var numbered = stamps.Count(s => NumberBefore(lines, s.Line) >= 0) >= 0.5 * stamps.Count;
        var people = named ? People(lines, stamps.ConvertAll(s => s.Line)) : [];
        var first = stamps.Count == 0 ? lines.Length : Heading(lines, stamps[0].Line, -1, numbered, named, null);
        Stray(lines, first, skip, script);
        var cues = new List<TimedCue>();
        for (var s = 0; s < stamps.Count; s++)
        {
            var (at, times) = stamps[s];
            var end = s + 1 < stamps.Count ? Heading(lines, stamps[s + 1].Line, at, numbered, named, script) : lines.Length;
            var rows = Enumerable.Range(at + 1, Math.Max(0, end - at - 1)).Where(i => !skip(i)).Select(i => lines[i]);
            if (times.Start is not { } start)
                script.Report(at + 1, Messages.BadTime(ScriptBuilder.Short(lines[at].Trim())));
            else if (script.Check(at + 1, lines[at].Trim(), start, times.End))
                Add(new TimedCue(at + 1, start, times.End, string.Join('\n', (IsSetting(times.Rest) ? rows : rows.Prepend(times.Rest)).ToList()), "", named ? Meeting(lines, at) ?? people.GetValueOrDefault(at) : null));
        }

        return cues;

        void Add(TimedCue cue)
        {
            var voices = CaptionMarkup.Voices(cue.Raw);
            var text = string.Join('\n', voices.Select(v => v.Text));
            if (text.Length == 0)
                script.Report(cue.Line, Messages.NoText());
            else
                cues.Add(cue with { Text = text, Speaker = voices.Count == 1 ? voices[0].Voice ?? cue.Speaker : null });
            if (cue.End is null)
                script.Report(cue.Line, Messages.NoEnd());
        }
    }

    /// <summary>Puts captions into the script: each as often as it is said, in one language, one line for each voice.</summary>
    public static void Put(List<TimedCue> cues, ScriptBuilder script)
    {
        foreach (var cue in Tracks.OneOf(WordCues.Joined(Repeats.Without(cues), script), script))
        {
            if (script.IsFull)
                return;
            var voices = cue.Speaker is null ? CaptionMarkup.Voices(cue.Raw) : [];
            if (voices.Count < 2 || string.Join('\n', voices.Select(v => v.Text)) != cue.Text)
                script.Add(cue.Line, cue.Text, cue.Start, cue.End, cue.Speaker);
            else
            {
                foreach (var part in Names.Parted(new Cue(1, cue.Text, cue.Start, cue.End), voices))
                    script.Add(cue.Line, part.Text, part.Start, part.End, part.Speaker);
            }
        }
    }

    /// <summary>Where what stands before a line of times begins: its number or its name. From there on nothing belongs to the caption before.</summary>
    private static int Heading(string[] lines, int stamp, int after, bool numbered, bool named, ScriptBuilder? script)
    {
        if (numbered && NumberBefore(lines, stamp) is var number && number > after)
        {
            var parted = number - 1 <= after || lines[number - 1].Trim().Length == 0;
            if (!parted)
                script?.Report(number + 1, Messages.NoBlankLine());
            return number;
        }

        return named && stamp - 1 > after && lines[stamp - 1].Trim().Length > 0 && (stamp - 2 <= after || lines[stamp - 2].Trim().Length == 0) ? stamp - 1 : stamp;
    }

    /// <summary>The names before the times, where they are those of people: words that come back.</summary>
    private static Dictionary<int, string> People(string[] lines, List<int> stamps)
    {
        var names = stamps.Where(s => s > 1 && lines[s - 2].Trim().Length == 0 && lines[s - 1].Trim() is { Length: > 0 and <= 40 } name && name.Any(char.IsLetter)).ToDictionary(s => s, s => lines[s - 1].Trim());
        return names.Count > 2 && names.Count >= 0.8 * stamps.Count && names.Values.Distinct().Count() <= 0.7 * names.Count ? names : [];
    }

    /// <summary>Webex names who speaks before the times: <c>1 "Name" (1234567)</c>.</summary>
    private static string? Meeting(string[] lines, int stamp)
    {
        var line = stamp > 0 ? lines[stamp - 1].Trim() : "";
        var (open, close) = (line.IndexOf('"', StringComparison.Ordinal), line.LastIndexOf('"'));
        return open > 0 && close > open + 1 && IsNumber(line[..open]) && line[(close + 1)..].Trim() is ['(', .. var id, ')'] && IsNumber(id) ? line[(open + 1)..close] : null;
    }

    /// <summary>The line of a bare number before a line of times, blank lines between them passed over; −1 for none.</summary>
    private static int NumberBefore(string[] lines, int stamp)
    {
        var at = stamp - 1;
        while (at >= 0 && stamp - at <= 3 && lines[at].Trim().Length == 0)
            at--;
        return at >= 0 && IsNumber(lines[at]) ? at : -1;
    }

    private static void Stray(string[] lines, int end, Func<int, bool> skip, ScriptBuilder script)
    {
        for (var i = 0; i < end; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0 && !skip(i))
                script.Report(i + 1, IsNumber(line) ? Messages.NumberAlone(line) : Messages.NoTime(ScriptBuilder.Short(line)));
        }
    }

    /// <summary>Whether what stands behind the times is none of the text: places (<c>X1:40</c>) or settings (<c>align:start</c>).</summary>
    private static bool IsSetting(string rest) => rest.Length == 0 || Array.TrueForAll(rest.Split(' ', StringSplitOptions.RemoveEmptyEntries), word =>
        word.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && word.AsSpan(0, at).IndexOfAnyExcept(Letters) < 0 && at + 1 < word.Length);

    private static bool IsNumber(string line)
    {
        var text = Clock.Narrow(line).Trim(' ', '\t', '*', '"', '`').TrimStart('#').TrimEnd('.', ')');
        return text.Length is > 0 and < 10 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
