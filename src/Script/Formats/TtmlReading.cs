using System.Globalization;
using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>Reads one TTML document as it streams by.</summary>
/// <param name="file">Its name, for messages.</param>
/// <param name="script">Gets the lines.</param>
internal sealed class TtmlReading(string file, ScriptBuilder script)
{
    private readonly Dictionary<string, string> agents = [];
    private readonly HashSet<string> readings = [];
    private readonly List<(TimedCue Cue, string? Language)> found = [];
    private readonly Stack<Frame> open = new();
    private double frameRate = Timebase.Usual;
    private double tickRate;
    private bool dropFrame;
    private bool absolute;
    private bool media;
    private bool counted;
    private bool known;
    private bool pictures;

    /// <summary>Reads the document.</summary>
    public void Read(XmlReader reader)
    {
        open.Push(new Frame(TimeSpan.Zero, null, null, false, false));
        var head = false;
        while (reader.Next(file) && found.Count <= 4 * ScriptBuilder.MostCues)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "head")
                head = !reader.IsEmptyElement;
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "head")
                head = false;
            else if (head)
                Head(reader);
            else if (reader.NodeType == XmlNodeType.Element)
                Begin(reader);
            else if (reader.NodeType == XmlNodeType.EndElement && open.Count > 1)
                End();
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                Say(reader.Value);
        }
    }

    /// <summary>Puts what was read into the script.</summary>
    public void Put()
    {
        if (counted && !known)
            script.Report(0, Messages.FramesAssumed(Math.Round(frameRate, 2)));
        var languages = found.Select(f => f.Language).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var read = languages.Count < 2 ? null : languages[Tracks.Choose(languages, languages, script)];
        var cues = found.Where(f => read is null || f.Language is null || f.Language.Equals(read, StringComparison.OrdinalIgnoreCase)).Select(f => f.Cue).OrderBy(c => c.Start).ToList();
        TimedBlocks.Put(cues, script);
        if (pictures && cues.Count == 0)
            script.Report(0, Messages.PicturesOnly());
    }

    private void Head(XmlReader reader)
    {
        if (reader.NodeType != XmlNodeType.Element)
            return;
        if (reader.LocalName == "style" && reader.Attribute("id") is { } style && (IsReading(reader.Attribute("ruby")) || reader.Attribute("display") == "none"))
            readings.Add(style);
        else if (reader.LocalName == "agent" && reader.Attribute("id") is { } agent)
        {
            var name = reader.TextOf(file).Trim();
            if (name.Length > 0)
                agents[agent] = name;
        }
    }

    private void Begin(XmlReader reader)
    {
        if (reader.LocalName == "tt")
            Rates(reader);
        if (reader.LocalName == "br")
            Say("\u2028");
        if (reader.LocalName is "metadata" or "desc" or "title" or "set" or "image")
        {
            pictures |= reader.LocalName == "image";
            reader.SkipElement(file);
            return;
        }

        if (reader.IsEmptyElement)
            return;
        var outer = open.Peek();
        var (from, to, length) = (reader.Attribute("begin"), reader.Attribute("end"), reader.Attribute("dur"));
        var line = (reader as IXmlLineInfo)?.LineNumber ?? 0;
        var after = absolute && from is not null ? TimeSpan.Zero : outer.InSequence ? outer.Next : outer.Begin;
        var (begin, end) = (after + (Time(from, line) ?? TimeSpan.Zero), (TimeSpan?)null);
        if (Time(to, line) is { } ends)
            end = after + ends;
        if (Time(length, line) is { } lasts)
            end = begin + lasts is var last && last < end ? last : end ?? last;
        var silent = outer.Silent || IsReading(reader.Attribute("ruby")) || reader.Attribute("display") == "none" || (reader.Attribute("style") ?? "").Split(' ').Any(readings.Contains);
        var speaker = reader.Attribute("agent") is { } agent ? agents.GetValueOrDefault(agent.Split(' ')[0], agent) : outer.Speaker;
        // A paragraph is a caption, and so is a part of it that has times of its own.
        var isCue = reader.LocalName == "p" || (reader.LocalName == "span" && !absolute && (from is not null || to is not null));
        open.Push(new Frame(begin, end ?? outer.End, reader.Attribute("lang") is { Length: > 0 } language ? language : outer.Language, silent, reader.Attribute("space") is { } space ? space == "preserve" : outer.Preserve)
        {
            Speaker = speaker,
            InSequence = reader.Attribute("timeContainer") == "seq",
            Next = begin,
            Line = line,
            Timed = from is not null || to is not null || length is not null || outer.Timed,
            Text = isCue ? new StringBuilder() : null,
        });
    }

    private void End()
    {
        var frame = open.Pop();
        if (open.Peek().InSequence)
            open.Peek().Next = frame.End ?? frame.Next;
        if (frame.Text is not { } text || CaptionMarkup.Rows(string.Join('\u2028', text.ToString().Split('\u2028').Select(r => string.Join(' ', r.Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))))) is not { Length: > 0 } said)
            return;
        if (!frame.Timed)
            script.Report(frame.Line, Messages.NoTime(ScriptBuilder.Short(said)));
        else if (frame.Begin >= TimeSpan.Zero && (frame.End is null || script.Check(frame.Line, $"{ScriptTiming.Written(frame.Begin, '.')} {ScriptTiming.Written(frame.End.Value, '.')}", frame.Begin, frame.End)))
            found.Add((new TimedCue(frame.Line, frame.Begin, frame.End, said, said, frame.Speaker), frame.Language));
    }

    private void Say(string text)
    {
        if (open.Peek().Silent)
            return;
        foreach (var frame in open)
        {
            if (frame.Text is not { } said)
                continue;
            said.Append(frame.Preserve ? text.Replace('\n', '\u2028') : text);
            return;
        }
    }

    private void Rates(XmlReader reader)
    {
        var nominal = Number(reader.Attribute("frameRate"));
        known = nominal is not null;
        frameRate = nominal ?? script.Options.FramesPerSecond ?? Timebase.Usual;
        known |= script.Options.FramesPerSecond is not null;
        if (reader.Attribute("frameRateMultiplier")?.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries) is [var times, var by] && Number(times) is { } n && Number(by) is { } d)
            frameRate *= n / d;
        // Lyrics of Apple Music: all times count from the beginning of the song, and words have some of their own.
        absolute = reader.Attribute("timing") is not null;
        media = reader.Attribute("timeBase") is null or "media";
        dropFrame = reader.Attribute("dropMode") is "dropNTSC" or "dropPAL";
        tickRate = Number(reader.Attribute("tickRate")) ?? (nominal is null ? 1 : frameRate * (Number(reader.Attribute("subFrameRate")) ?? 1));
    }

    private TimeSpan? Time(string? text, int line)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
            digits--;
        if (!text.Contains(':', StringComparison.Ordinal) && Number(text[..digits], zero: true) is { } number)
        {
            var unit = text[digits..] switch { "h" => 3600, "m" => 60, "s" or "" => 1, "ms" => 0.001, "f" => 1 / frameRate, "t" => 1 / tickRate, _ => double.NaN };
            counted |= text[digits..] == "f";
            if (!double.IsNaN(unit) && number * unit < 3.6e6)
                return TimeSpan.FromMilliseconds(Math.Round(number * unit * 1000));
        }

        // The part of a frame behind the frames is less than anybody hears.
        var clock = text.Count(c => c == ':') == 3 && text.LastIndexOf('.') is var part && part > text.LastIndexOf(':') ? text[..part] : text;
        counted |= Clock.IsTimecode(clock);
        // Where times are the medium's own, seconds are seconds at any frame rate, and frames count within them.
        if (media && Clock.IsTimecode(clock) && clock.LastIndexOf(':') is var colon && Number(clock[(colon + 1)..], zero: true) is { } frame && Clock.TryTime(clock[..colon], new Timebase(frameRate), out var whole))
            return whole + TimeSpan.FromMilliseconds(Math.Round(frame / frameRate * 1000));
        if (Clock.TryTime(clock, new Timebase(frameRate, dropFrame), out var time))
            return time;
        script.Report(line, Messages.BadTime(ScriptBuilder.Short(text)));
        return null;
    }

    private static double? Number(string? text, bool zero = false) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && (zero ? number >= 0 : number is > 0 and < 1e9) ? number : null;

    private static bool IsReading(string? ruby) => ruby is "text" or "textContainer" or "delimiter";

    private sealed record Frame(TimeSpan Begin, TimeSpan? End, string? Language, bool Silent, bool Preserve)
    {
        /// <summary>Whether what is in it comes one after another.</summary>
        public bool InSequence { get; init; }

        /// <summary>When the next one in the sequence begins.</summary>
        public TimeSpan Next { get; set; }

        public string? Speaker { get; init; }

        public int Line { get; init; }

        public bool Timed { get; init; }

        public StringBuilder? Text { get; init; }
    }
}
