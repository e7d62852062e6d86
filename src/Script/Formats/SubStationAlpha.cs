using System.Globalization;
using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// SubStation Alpha, versions 4 and 4+ (<c>.ass</c>, <c>.ssa</c>): the <c>Dialogue</c> lines of <c>[Events]</c>, whose columns the <c>Format</c> line
/// names. Comments, drawings and override tags are left out; lines come in the order of their times, those on several layers once.
/// </summary>
internal sealed class SubStationAlpha : TextFormat
{
    private const string Head = """
        [Script Info]
        ScriptType: v4.00+
        PlayResX: 1920
        PlayResY: 1080
        ScaledBorderAndShadow: yes

        [V4+ Styles]
        Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
        Style: Default,Noto Sans CJK KR,60,&H00FFFFFF,&H00000000,&H80000000,0,1,3,1,2,80,80,60,1

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

        """;

    private static readonly string[] Usual = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"];

    public override string Name => "SubStation Alpha";

    public override IReadOnlyList<string> Extensions { get; } = [".ass", ".ssa"];

    public override string ContentType => "text/x-ssa; charset=utf-8";

    public override bool CanWrite => true;

    public override Likelihood Detect(ScriptText text) =>
        text.Head.Take(3).Any(l => l.StartsWith("[Script Info]", StringComparison.OrdinalIgnoreCase) || l.StartsWith("[Events]", StringComparison.OrdinalIgnoreCase) || l.StartsWith("[V4", StringComparison.OrdinalIgnoreCase)) ? Likelihood.Certain
        : text.Share(l => l.StartsWith("Dialogue:", StringComparison.OrdinalIgnoreCase) && l.Count(c => c == ',') >= 3 && l.Count(c => c == ':') >= 5) > 0.5 ? Likelihood.Certain
        : ByName(text);

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var (columns, inEvents, events) = (Usual, !text.Lines.Any(l => l.TrimStart().StartsWith("[Events]", StringComparison.OrdinalIgnoreCase)), new List<Event>());
        for (var i = 0; i < text.Lines.Length && events.Count <= 4 * ScriptBuilder.MostCues; i++)
        {
            var line = text.Lines[i].Trim();
            if (line.StartsWith('[') && line.EndsWith(']'))
                inEvents = line.Equals("[Events]", StringComparison.OrdinalIgnoreCase);
            else if (inEvents && line.StartsWith("Format:", StringComparison.OrdinalIgnoreCase))
                columns = [.. line[7..].Split(',').Select(c => c.Trim().ToLowerInvariant())];
            else if (inEvents && line.StartsWith("Dialogue:", StringComparison.OrdinalIgnoreCase))
                Dialogue(line[9..].TrimStart(), i + 1, columns, false, events, script);
            else if (inEvents && line.StartsWith("Comment:", StringComparison.OrdinalIgnoreCase))
                Dialogue(line[8..].TrimStart(), i + 1, columns, true, events, script);
        }

        // Karaoke templates keep the sung line as a comment and make lines of effects of its syllables.
        var karaoke = events.Exists(e => e.IsComment && e.Effect.Equals("karaoke", StringComparison.OrdinalIgnoreCase) && e.Text.Length > 0);
        var said = events.FindAll(e => karaoke ? e.IsComment == e.Effect.Equals("karaoke", StringComparison.OrdinalIgnoreCase) && !(e.Effect.Equals("fx", StringComparison.OrdinalIgnoreCase) && !e.IsComment) : !e.IsComment);
        Put(Once([.. said.OrderBy(e => e.Start)]), script);
    }

    public override string Write(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\r\n"));
        foreach (var cue in cues)
        {
            // Commas part the columns; braces begin codes.
            var speaker = cue.Speaker?.Replace(',', ' ').ReplaceLineEndings(" ") ?? "";
            var said = cue.Text.Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal).Replace("\n", "\\N", StringComparison.Ordinal);
            var end = cue.End!.Value > cue.Start!.Value ? cue.End.Value : cue.Start.Value + TimeSpan.FromMilliseconds(10);
            text.Append(CultureInfo.InvariantCulture, $"Dialogue: 0,{Hundredths(cue.Start.Value)},{Hundredths(end)},Default,{speaker},0,0,0,,{said}\r\n");
        }

        return text.ToString();
    }

    private static void Put(List<Event> events, ScriptBuilder script)
    {
        // NTP is what version 4 writes where nobody is named.
        events = events.ConvertAll(e => e.Name == "NTP" ? e with { Name = "" } : e);
        var cues = events.ConvertAll(e => new TimedCue(e.Line, e.Start, e.End, e.Text, e.Text, e.Name.Length > 0 ? e.Name : null));
        var read = Tracks.OneOf(cues, script);
        // Where nobody is named, the styles may be the speakers.
        var styles = events.Exists(e => e.Name.Length > 0) ? [] : events.Select(e => e.Style).Where(s => s.Length > 0 && !s.Equals("Default", StringComparison.OrdinalIgnoreCase)).Distinct().ToList();
        // Styles of two languages are none.
        if (read.Count == cues.Count && styles.Count > 0 && events.Select(e => e.Style).Distinct().Count() > 1)
        {
            script.Choices = script.Choices with { Names = styles };
            if (script.Options.NamesBeforeColon)
                read = [.. read.Zip(events, (c, e) => styles.Contains(e.Style) ? c with { Speaker = e.Style } : c)];
        }

        foreach (var cue in read)
            script.Add(cue.Line, cue.Text, cue.Start, cue.End, cue.Speaker);
    }

    private static void Dialogue(string line, int number, string[] columns, bool comment, List<Event> events, ScriptBuilder script)
    {
        // The text is the last column, and may have commas.
        var cells = line.Split(',', Math.Max(1, columns.Length));
        string Cell(string name, string? other = null) =>
            Array.IndexOf(columns, name) is >= 0 and var at && at < cells.Length ? cells[at].Trim() : other is null ? "" : Cell(other);
        var (from, to, frames) = (Clock.Narrow(Cell("start")), Clock.Narrow(Cell("end")), new Timebase(Timebase.Usual));
        if (cells.Length < columns.Length || !Clock.TryTime(from, frames, out var start) || !Clock.TryTime(to, frames, out var end) || from.Count(c => c == ':') != 2)
        {
            if (!comment)
                script.Report(number, Messages.BadDialogue(ScriptBuilder.Short(line)));
            return;
        }

        var text = Clean(Cell("text"));
        // Drawings and empty lines are how typesetters work; only a spoken line is missed.
        if (text.Length == 0 && !comment && !Cell("text").Contains("\\p", StringComparison.Ordinal))
            script.Report(number, Messages.NoText());
        else if (text.Length > 0 && (comment || script.Check(number, $"{from} {to}", start, end)))
            events.Add(new Event(number, start, end, text, Cell("name", "actor"), Cell("style"), Cell("effect"), comment));
    }

    /// <summary>
    /// One line for a text that lies on several layers (an outline under its filling) or goes on from frame to frame: the same words at the same
    /// time, or right after each other by another position.
    /// </summary>
    private static List<Event> Once(List<Event> events)
    {
        var (kept, last) = (new List<Event>(), new Dictionary<string, int>());
        foreach (var e in events)
        {
            if (last.TryGetValue(e.Text, out var at) && e.Start - kept[at].End <= TimeSpan.FromMilliseconds(20) && (e.Start < kept[at].End || e.End - e.Start < TimeSpan.FromSeconds(0.2)))
            {
                kept[at] = kept[at] with { End = e.End > kept[at].End ? e.End : kept[at].End, Name = kept[at].Name.Length > 0 ? kept[at].Name : e.Name };
                continue;
            }

            last[e.Text] = kept.Count;
            kept.Add(e);
        }

        return kept;
    }

    /// <summary>The words of a text: without what stands in braces, and without drawings (between <c>\p1</c> and <c>\p0</c>).</summary>
    private static string Clean(string text)
    {
        var (said, drawing, lastEnd) = (new StringBuilder(text.Length), false, text.LastIndexOf('}'));
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] is 'N' or 'n' or 'h' or '{' or '}'))
            {
                i++;
                if (!drawing)
                    said.Append(text[i] switch { 'h' => ' ', 'N' or 'n' => '\n', var brace => brace });
            }
            else if (text[i] == '{' && i < lastEnd)
            {
                var end = text.IndexOf('}', i);
                drawing = Drawing(text.AsSpan(i, end - i), drawing);
                i = end;
            }
            else if (!drawing)
                said.Append(text[i]);
        }

        return CaptionMarkup.Rows(said.ToString());
    }

    private static bool Drawing(ReadOnlySpan<char> codes, bool before)
    {
        for (var i = 0; i + 2 < codes.Length; i++)
        {
            if (codes[i] == '\\' && codes[i + 1] == 'p' && char.IsAsciiDigit(codes[i + 2]))
                before = codes[i + 2] != '0';
            else if (codes[i] == '\\' && codes[i + 1] == 'r')
                before = false;
        }

        return before;
    }

    private static string Hundredths(TimeSpan time)
    {
        var t = TimeSpan.FromMilliseconds(Math.Round(Math.Max(0, time.TotalMilliseconds) / 10) * 10);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours}:{t.Minutes:00}:{t.Seconds:00}.{t.Milliseconds / 10:00}");
    }

    private sealed record Event(int Line, TimeSpan Start, TimeSpan End, string Text, string Name, string Style, string Effect, bool IsComment);
}
