using System.Buffers;
using System.Text.RegularExpressions;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// Text with times among it, as services for transcripts give and people write it: a stamp (<c>00:01</c>, <c>[00:00:01.000 --&gt; 00:00:03.000]</c>) before a text, or on
/// a line of its own with the speaker's name (<c>참석자 1 00:01</c>), the text below.
/// </summary>
internal sealed partial class Transcript : TextFormat
{
    private static readonly SearchValues<char> NoSpeaker = SearchValues.Create(".?!。？！,、");

    private static readonly SearchValues<char> NoName = SearchValues.Create("./?!,。？！");

    private const int LongestName = 40;

    public override string Name => "Transcript";

    public override IReadOnlyList<string> Extensions { get; } = [".txt"];

    public override Likelihood Detect(ScriptText text)
    {
        var stamps = StampsOf(text.Head);
        var found = stamps.OfType<Stamp>().ToList();
        if (found.Count < 2 || found.Count < 0.2 * text.Head.Count || stamps.FindIndex(s => s is not null) > 8)
            return Likelihood.None;
        // Columns set by tabs are a table.
        if (DelimitedText.IsTable(text.Text, '\t') && text.Head.First(l => !l.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)).Split('\t') is var cells && (cells.Length > 2 || Table.HasHeader(cells, least: 2)))
            return Likelihood.None;
        // Times of day in a text do not run on from line to line, and there are texts.
        var rising = found.Zip(found.Skip(1)).Count(p => p.Second.Start >= p.First.Start);
        var told = found.Count(s => s.After.Length > 0) + stamps.Count(s => s is null);
        return rising >= 0.9 * (found.Count - 1) && told >= 2 && found.Count(s => s.Before.Length > 0 && !s.IsAmid) <= stamps.Count(s => s is null) ? Likelihood.Possible : Likelihood.None;
    }

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var (stamps, all) = (new List<(int Line, Stamp Stamp)>(), StampsOf(text.Lines));
        for (var i = 0; i < text.Lines.Length && stamps.Count <= ScriptBuilder.MostCues; i++)
        {
            if (all[i] is { } stamp && (stamps.Count == 0 || stamp.Start >= stamps[^1].Stamp.Start || stamp.Before.Length == 0))
                stamps.Add((i, stamp));
        }

        if (stamps.Count == 0)
            return;
        var blocks = stamps.Select((s, i) => (s.Line, s.Stamp, Rows: Rows(text.Lines, s.Line + 1, i + 1 < stamps.Count ? stamps[i + 1].Line : text.Lines.Length))).ToList();
        Footer(blocks[^1].Rows, script);
        if (Enumerable.Range(0, stamps[0].Line).FirstOrDefault(i => text.Lines[i].Trim().Length > 0 && !IsNumber(text.Lines[i].Trim()), -1) is >= 0 and var title)
            script.Report(title + 1, Messages.BeforeTimes(ScriptBuilder.Short(text.Lines[title].Trim())));
        // Behind a stamp stands the text, or the name of who says what is below.
        var named = blocks.Count(b => b.Stamp.Before.Length == 0 && b.Stamp.After.Length is > 0 and <= LongestName && b.Rows.Count > 0) >= 0.8 * blocks.Count;
        var headed = !named && blocks.TrueForAll(b => b.Stamp.Before.Length == 0 && b.Stamp.After.Length == 0) && FirstRowsAreNames(blocks.ConvertAll(b => b.Rows));
        var frames = Timebase.Of(blocks.SelectMany(b => b.Stamp.Written), script.Options.FramesPerSecond);
        if (!frames.Known && blocks.Exists(b => b.Stamp.Written.Any(Clock.IsTimecode)))
            script.Report(0, Messages.FramesAssumed(Math.Round(frames.FramesPerSecond, 2)));
        var cues = new List<TimedCue>();
        var clears = blocks.Count > 1 && blocks.Index().All(b => (b.Item.Stamp.After.Length == 0 && b.Item.Rows.Count == 0) == (b.Index % 2 == 1));
        for (var i = 0; i < blocks.Count; i++)
        {
            var (line, stamp, rows) = blocks[i];
            var (start, end) = stamp.Times(frames);
            var speaker = stamp.Before.Length > 0 ? stamp.Before : named ? stamp.After : headed ? rows[0] : null;
            // YouTube says each time again, in words.
            if (rows.Count > 1 && Clock.TryUnits(rows[0].Replace(" ", "", StringComparison.Ordinal), out var again) && Math.Abs((again - start).TotalSeconds) < 1)
                rows.RemoveAt(0);
            var words = CaptionMarkup.Plain(string.Join('\n', (named || stamp.After.Length == 0 ? [] : new[] { stamp.After }).Concat(headed ? rows.Skip(1) : rows)));
            // A time with nothing below it, after one with a text: that is where the text ends (SubViewer 1, QuickTime).
            if (words.Length == 0 && !(clears && i > 0 && i % 2 == 1))
                script.Report(line + 1, Messages.NoText());
            else if (words.Length > 0 && (end is null || script.Check(line + 1, text.Lines[line].Trim(), start, end)))
                cues.Add(new TimedCue(line + 1, start, end ?? Next(i, start), words, words, speaker));

            TimeSpan? Next(int from, TimeSpan after) => blocks.Skip(from + 1).Take(5).Select(b => (TimeSpan?)b.Stamp.Times(frames).Start).FirstOrDefault(s => s > after);
        }

        foreach (var cue in Tracks.OneOf(cues, script))
            script.Add(cue.Line, cue.Text, cue.Start, cue.End, cue.Speaker?.Trim().TrimEnd(':', '：'));
    }

    /// <summary>The stamps of lines. A time in brackets amid a line, or in words before a text, is a stamp where nearly all lines have one, and part of a sentence elsewhere.</summary>
    private static List<Stamp?> StampsOf(IReadOnlyList<string> lines)
    {
        var stamps = lines.Select(Stamp.Of).ToList();
        // Where times are clocks, one in words says a clock again (YouTube), or is a part of the text.
        if (stamps.Exists(s => s is { IsInWords: false }))
            stamps = stamps.ConvertAll(s => s is { IsInWords: true } ? null : s);
        return stamps.Count(s => s is { IsLoose: true }) >= 0.6 * lines.Count(l => !string.IsNullOrWhiteSpace(l)) ? stamps : stamps.ConvertAll(s => s is { IsLoose: true } ? null : s);
    }

    private static List<string> Rows(string[] lines, int from, int to) => [.. lines[from..to].Select(l => l.Trim()).Where(l => l.Length > 0 && !IsNumber(l))];

    private static bool IsNumber(string row) => row.Length < 6 && row.All(char.IsAsciiDigit);

    /// <summary>The address of the service under the last text.</summary>
    private static void Footer(List<string> rows, ScriptBuilder script)
    {
        // “**END SCRIPT**”, “<end subtitles>”.
        if (rows is [.., var end] && end.Contains("end", StringComparison.OrdinalIgnoreCase) && ((end.StartsWith("**", StringComparison.Ordinal) && end.EndsWith("**", StringComparison.Ordinal)) || (end.StartsWith('<') && end.EndsWith('>'))))
        {
            script.Report(0, Messages.FooterLeftOut(ScriptBuilder.Short(end)));
            rows.RemoveAt(rows.Count - 1);
        }

        while (rows.Count > 1 && rows[^1].Split(' ') is { Length: <= 6 } words && words[^1] is { Length: > 3 } last && !last.EndsWith('.') && last.Contains('.', StringComparison.Ordinal) && last.All(c => char.IsAscii(c) && c > ' '))
        {
            script.Report(0, Messages.FooterLeftOut(ScriptBuilder.Short(rows[^1])));
            rows.RemoveAt(rows.Count - 1);
        }
    }

    /// <summary>Whether the first row below each stamp is a name: short, and there is a text below it.</summary>
    private static bool FirstRowsAreNames(List<List<string>> blocks) =>
        blocks.Count > 1 && blocks.TrueForAll(b => b.Count > 1 && b[0].Length <= LongestName && !b[0].AsSpan().ContainsAny(NoSpeaker))
        && blocks.Select(b => b[0]).Distinct().Count() <= Math.Max(2, blocks.Count / 2);

    /// <summary>A line with a time at its beginning or its end.</summary>
    private sealed partial record Stamp(string Before, string From, string? To, string After)
    {
        private static readonly Timebase Any = new(100);

        /// <summary>The words around two times: from one until the other.</summary>
        private static readonly (string From, string To)[] Until = [("부터", "까지"), ("에서", "까지"), ("から", "まで")];

        /// <summary>Whether it stands between a name and the text.</summary>
        public bool IsAmid => Before.Length > 0 && After.Length > 0;

        /// <summary>Whether it could as well be a part of a sentence: <c>3초 뒤에 시작한다</c>.</summary>
        public bool IsLoose => IsAmid || (After.Length > 0 && IsInWords);

        /// <summary>Whether it is written in words, with nothing around it.</summary>
        public bool IsInWords => !InBrackets && !From.Contains(':', StringComparison.Ordinal);

        /// <summary>Whether it is set off by brackets.</summary>
        public bool InBrackets { get; init; }

        public TimeSpan Start => Times(Any).Start;

        public IEnumerable<string> Written => To is null ? [From] : [From, To];

        public (TimeSpan Start, TimeSpan? End) Times(Timebase frames)
        {
            // “1분 5초” counts no frames.
            if (!Clock.TryTime(From, frames, out var start))
                Clock.TryUnits(From, out start);
            return (start, To is not null && Clock.TryTime(To, frames, out var end) ? end : null);
        }

        public static Stamp? Of(string line)
        {
            var text = Clock.Narrow(line.Length > 2_000 ? line[..2_000] : line).Trim();
            return text.Length < 4 ? null : AtStart(text, line) ?? AtEnd(text) ?? Amid(text, line);
        }

        private static Stamp? AtStart(string text, string line)
        {
            var at = 0;
            var bracket = text[0] switch { '[' => ']', '【' => '】', '(' => ')', '<' => '>', _ => '\0' };
            if (bracket != '\0')
                at++;
            if ((Time(text, ref at) ?? (bracket == '\0' ? InWords(text, ref at) : InUnits(text, ref at, bracket))) is not { } from)
                return null;
            var before = at;
            var word = Array.Find(Until, w => text.AsSpan(at).StartsWith(w.From, StringComparison.Ordinal));
            at += word.From?.Length ?? 0;
            string? to = null;
            while (at < text.Length && (text[at] is ' ' or '-' or '>' or '~' or '–' or '—' or '→' or ','))
                at++;
            if (at > before && Time(text, ref at) is { } second)
            {
                to = second;
                if (word.To is not null && text.AsSpan(at).StartsWith(word.To, StringComparison.Ordinal))
                    at += word.To.Length;
            }
            else
                at = before;
            if (bracket != '\0' && (at >= text.Length || text[at++] != bracket))
                return null;
            // “12:30에 만나자” is a text; “00:00:01:text” is TMPlayer.
            if (at < text.Length && bracket == '\0' && text[at] is not (' ' or '\t' or '-' or '|' or ',') && !(text[at] is ':' or '=' && from.Count(c => c == ':') == 2))
                return null;
            var player = at < text.Length && (text[at] is ':' or '=');
            var after = text[at..].TrimStart(' ', '\t', '-', '–', '|', ':', '=', ',').Trim();
            after = AsTyped(after, line);
            return new Stamp("", from, to, player ? after.Replace('|', '\n') : after) { InBrackets = bracket != '\0' };
        }

        private static Stamp? AtEnd(string text)
        {
            // “화자 1 (00:01):”
            text = text.TrimEnd(':', ' ');
            if (text.Length == 0)
                return null;
            if (Range().Match(text) is { Success: true } range && Clock.TryTime(range.Groups["from"].Value, Any, out _) && Clock.TryTime(range.Groups["to"].Value, Any, out _) && !range.Groups["name"].ValueSpan.ContainsAny(NoName))
                return new Stamp(range.Groups["name"].Value.Trim(' ', '\t', '[', ']', '|', ','), range.Groups["from"].Value, range.Groups["to"].Value, "");
            var begun = text.Length;
            var bracket = text[^1] is ')' or ']';
            if (bracket)
                begun--;
            while (begun > 0 && (char.IsAsciiDigit(text[begun - 1]) || text[begun - 1] is ':' or '.'))
                begun--;
            var (at, name) = (begun, text[..begun].TrimEnd('(', '[').Trim(' ', '\t', '|', '-', '·', ',').Trim());
            if (begun == 0 || name.Length is 0 or > LongestName || !(text[begun - 1] is ' ' or '\t' or '(' or '[') || Time(text, ref at) is not { } time || at < text.Length - (bracket ? 1 : 0))
                return null;
            name = name is ['[', .. var inner, ']'] ? inner : name;
            // “2026.01.02 금 오후 3:00” is a date, “오늘은 10:30” a sentence.
            return name.AsSpan().ContainsAny(NoName) || name.Count(char.IsAsciiDigit) > 3 || name.EndsWith("오전", StringComparison.Ordinal) || name.EndsWith("오후", StringComparison.Ordinal) || name.EndsWith("午前", StringComparison.Ordinal) || name.EndsWith("午後", StringComparison.Ordinal)
                ? null
                : new Stamp(name, time, null, "");
        }

        /// <summary>A name, a time in brackets, and the text: <c>영희 (0:01) 안녕</c>.</summary>
        private static Stamp? Amid(string text, string line) =>
            Between().Match(text) is { Success: true } match && Clock.TryTime(match.Groups["from"].Value, Any, out _) && !match.Groups["name"].ValueSpan.ContainsAny(NoName)
                ? new Stamp(match.Groups["name"].Value.Trim(), match.Groups["from"].Value, null, AsTyped(match.Groups["text"].Value, line))
                : null;

        /// <summary>The end of a line as it was typed: narrowing changed no lengths but of signs that are not seen.</summary>
        private static string AsTyped(string after, string line) =>
            line.TrimEnd() is var whole && !whole.EndsWith(after, StringComparison.Ordinal) && whole.Length >= after.Length ? whole[^after.Length..] : after;

        /// <summary>A time in units with seconds, up to a blank: <c>1분 5초</c>.</summary>
        private static string? InWords(string text, ref int at)
        {
            if (!char.IsAsciiDigit(text[0]) || text.AsSpan(0, Math.Min(text.Length, 24)).IndexOfAny('초', '秒') is not (> 0 and var unit) || (unit + 1 < text.Length && text[unit + 1] != ' ') || !Clock.TryUnits(text[..(unit + 1)], out _))
                return null;
            at = unit + 1;
            return text[..at];
        }

        /// <summary>A time in units up to a bracket: <c>1분 5초</c>.</summary>
        private static string? InUnits(string text, ref int at, char bracket)
        {
            var end = text.IndexOf(bracket, at);
            if (end < 0 || !Clock.TryUnits(text[at..end].Trim(), out _))
                return null;
            var time = text[at..end].Trim();
            at = end;
            return time;
        }

        [GeneratedRegex(@"^(?<name>[^0-9()\[\]]{1,20}[0-9]{0,3}) ?[(\[](?<from>[0-9]+:[0-9:.]+)[)\]]:? +(?<text>[^ ].*)$", RegexOptions.ExplicitCapture)]
        private static partial Regex Between();

        /// <summary>A name and two times behind it: <c>[영희] 00:00:01.500 - 00:00:03.000</c>.</summary>
        [GeneratedRegex(@"^(?<name>[^0-9]{1,40}[0-9]{0,3}[^0-9]{0,3})[\s\[(]+(?<from>[0-9]+:[0-9:.,;]+)\s*(?:-{1,2}>|[-–—~→])\s*(?<to>[0-9]+:[0-9:.,;]+)[\])]?$", RegexOptions.ExplicitCapture)]
        private static partial Regex Range();

        private static string? Time(string text, ref int at)
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is ':' or '.' or ',' or ';' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
                end++;
            var time = text[at..end];
            if (!time.Contains(':', StringComparison.Ordinal) || !Clock.TryTime(time, Any, out _))
                return null;
            at = end;
            return time;
        }
    }
}
