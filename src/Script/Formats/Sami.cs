using System.Globalization;
using System.Text;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// SAMI (Microsoft, 1998, <c>.smi</c>), the classic of Korean subtitles. A caption stands from its <c>SYNC</c> to the next one of its language, which
/// may be empty, or to its own <c>End</c>. The tags are read as players do: in any letter case, unclosed, among other HTML, in any order.
/// </summary>
internal sealed class Sami : TextFormat
{
    public override string Name => "SAMI";

    public override IReadOnlyList<string> Extensions { get; } = [".smi", ".sami"];

    public override Likelihood Detect(ScriptText text) =>
        text.Text.AsSpan(0, Math.Min(20_000, text.Text.Length)) is var head && (head.Contains("<SAMI", StringComparison.OrdinalIgnoreCase) || head.Contains("<SYNC ", StringComparison.OrdinalIgnoreCase))
            ? Likelihood.Certain
            : ByName(text);

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        var captions = Sourced(Captions(WithoutComments(text.Text), script));
        var tracks = TracksOf(captions);
        var read = tracks.Count == 0 ? null : tracks[Tracks.Choose(tracks, Languages(text.Text, captions, tracks), script)];
        var mine = captions.Where(c => c.Track is null || read is null || c.Track.Equals(read, StringComparison.OrdinalIgnoreCase)).OrderBy(c => c.Start).ToList();
        // Each stands until the next one that begins later.
        var next = 0;
        foreach (var caption in mine)
        {
            while (next < mine.Count && mine[next].Start <= caption.Start)
                next++;
            var until = next < mine.Count ? mine[next].Start : (TimeSpan?)null;
            script.Add(caption.Line, caption.Text, caption.Start, caption.End > caption.Start && !(caption.End > until) ? caption.End : until, caption.Speaker);
        }
    }

    /// <summary>What stands in comments of the body is not shown. They leave their line breaks, so that lines keep their numbers; one that never ends is none.</summary>
    private static string WithoutComments(string text)
    {
        var kept = new StringBuilder(text.Length);
        var (at, lastEnd) = (0, text.LastIndexOf("-->", StringComparison.Ordinal));
        while (text.IndexOf("<!--", at, StringComparison.Ordinal) is >= 0 and var open && open < lastEnd)
        {
            var end = text.IndexOf("-->", open + 4, StringComparison.Ordinal);
            if (end < 0)
                break;
            kept.Append(text, at, open - at).Append('\n', text.AsSpan(open, end - open).Count('\n'));
            at = end + 3;
        }

        return kept.Append(text, at, text.Length - at).ToString();
    }

    private static List<Caption> Captions(string text, ScriptBuilder script)
    {
        var (captions, said, line) = (new List<Caption>(), new StringBuilder(), 1);
        Caption? open = null;
        var inParagraph = false;
        for (var i = 0; i < text.Length && captions.Count <= 4 * ScriptBuilder.MostCues; i++)
        {
            if (text[i] == '\n')
                line++;
            if (text[i] != '<' || Tag(text, i) is not { } tag)
            {
                if (open is not null)
                    said.Append(text[i] == '\n' ? ' ' : text[i]);
                continue;
            }

            if (tag.Name == "sync")
            {
                End(paragraph: false);
                open = null;
                if (Milliseconds(Attribute(tag.Inner, "start")) is { } start)
                    open = new Caption(line, start, Milliseconds(Attribute(tag.Inner, "end")), null, "");
                else
                    script.Report(line, Messages.BadSync(ScriptBuilder.Short(text[i..(tag.End + 1)])));
            }
            else if (tag.Name == "p")
            {
                End(paragraph: true);
                open = open is null ? null : open with { Track = Attribute(tag.Inner, "class") is { Length: > 0 } name ? name : null, IsSource = "source".Equals(Attribute(tag.Inner, "id"), StringComparison.OrdinalIgnoreCase) };
                inParagraph = open is not null;
            }
            else if (tag.Name is "/body" or "/sami")
            {
                End(paragraph: false);
                open = null;
            }
            else if (open is not null && tag.Name is not ("/sync" or "/p" or "body"))
                said.Append(text, i, tag.End + 1 - i);
            line += text.AsSpan(i, tag.End - i).Count('\n');
            i = tag.End;
        }

        End(paragraph: false);
        return captions;

        // An empty caption is one, too: it clears the screen. Between the tag of times and a paragraph there need be nothing.
        void End(bool paragraph)
        {
            var words = string.Join('\n', CaptionMarkup.Plain(said.ToString()).Split('\n').Select(Spaced));
            if (open is not null && (words.Length > 0 || inParagraph || !paragraph))
                captions.Add(open with { Text = words });
            said.Clear();
            inParagraph = false;
        }
    }

    /// <summary>
    /// The classes of the captions. Where paragraphs have none, two languages show by the times: they come twice, each time in other letters.
    /// Then the language of the letters is the class.
    /// </summary>
    private static List<string> TracksOf(List<Caption> captions)
    {
        var classes = captions.Where(c => c.Track is not null && c.Text.Length > 0).Select(c => c.Track!.ToUpperInvariant()).Distinct().ToList();
        if (classes.Count > 0)
            return classes;
        var twice = captions.Where(c => c.Text.Length > 0).GroupBy(c => c.Start).Count(g => g.Select(c => Tracks.LanguageOf(c.Text)).Distinct().Count() > 1);
        if (twice == 0 || twice < 0.3 * captions.Count(c => c.Text.Length > 0) / 2)
            return [];
        for (var i = 0; i < captions.Count; i++)
        {
            if (captions[i].Text.Length > 0)
                captions[i] = captions[i] with { Track = Tracks.LanguageOf(captions[i].Text) };
        }

        return [.. captions.Select(c => c.Track).OfType<string>().Distinct()];
    }

    /// <summary>The languages of the classes: what the styles say, else what their letters say.</summary>
    private static List<string?> Languages(string text, List<Caption> captions, List<string> tracks)
    {
        var styles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var head = text.AsSpan(0, Math.Min(text.Length, 50_000)).ToString();
        for (var at = head.IndexOf('{', StringComparison.Ordinal); at >= 0 && styles.Count < 50; at = head.IndexOf('{', at + 1))
        {
            var close = head.IndexOf('}', at);
            if (close < 0)
                break;
            var begun = at;
            while (begun > 0 && (char.IsLetterOrDigit(head[begun - 1]) || head[begun - 1] is '_' or ' ' or '-' or '\n'))
                begun--;
            if (begun > 0 && head[begun - 1] == '.' && head.AsSpan(at, close - at) is var style && style.IndexOf("lang", StringComparison.OrdinalIgnoreCase) is >= 0 and var named)
                styles.TryAdd(head[begun..at].Trim(), new string([.. head[(at + named + 4)..close].TrimStart(' ', ':').TakeWhile(c => char.IsAsciiLetter(c) || c == '-')]));
        }

        return [.. tracks.Select(t =>
        {
            var said = Tracks.LanguageOf(string.Concat(captions.Where(c => t.Equals(c.Track, StringComparison.OrdinalIgnoreCase)).Take(200).Select(c => c.Text)));
            return styles.GetValueOrDefault(t) is { Length: > 0 } declared && (said is null or "zh" || declared.StartsWith(said, StringComparison.OrdinalIgnoreCase) || said == "en") ? declared : said;
        })];
    }

    /// <summary>A tag of any kind, with what stands in it.</summary>
    private static (string Name, string Inner, int End)? Tag(string text, int at)
    {
        var end = text.AsSpan(at + 1, Math.Min(2_000, text.Length - at - 1)).IndexOfAny('<', '>');
        if (end <= 0 || text[at + 1 + end] != '>')
            return null;
        var inner = text.Substring(at + 1, end);
        var length = inner[0] == '/' ? 1 : 0;
        while (length < inner.Length && char.IsAsciiLetter(inner[length]))
            length++;
        var name = inner[..length].ToLowerInvariant();
        return name is "sync" or "p" or "/body" or "/sami" || CaptionMarkup.Tag(text, at) is not null || name is "/sync" or "/p" or "body" ? (name, inner[length..], at + 1 + end) : null;
    }

    private static string? Attribute(string inner, string name)
    {
        for (var at = inner.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = inner.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at > 0 && char.IsLetterOrDigit(inner[at - 1]))
                continue;
            var rest = inner[(at + name.Length)..].TrimStart();
            if (!rest.StartsWith('='))
                continue;
            return new string([.. rest[1..].TrimStart(' ', '"', '\'').TakeWhile(c => !char.IsWhiteSpace(c) && c is not ('"' or '\'' or '/'))]);
        }

        return null;
    }

    private static TimeSpan? Milliseconds(string? text)
    {
        var digits = new string([.. (text ?? "").TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 3_600_000_000 ? TimeSpan.FromMilliseconds(ms) : null;
    }

    private static string Spaced(string row) => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A paragraph called <c>Source</c> says who speaks the next one of its time; it is no caption.</summary>
    private static List<Caption> Sourced(List<Caption> captions)
    {
        var (kept, source) = (new List<Caption>(), default(Caption));
        foreach (var caption in captions)
        {
            if (caption.IsSource)
                source = caption;
            else
                kept.Add(source is { Text.Length: > 0 } && source.Start == caption.Start && source.Track == caption.Track ? caption with { Speaker = source.Text } : caption);
        }

        return kept;
    }

    private sealed record Caption(int Line, TimeSpan Start, TimeSpan? End, string? Track, string Text)
    {
        public bool IsSource { get; init; }

        public string? Speaker { get; init; }
    }
}
