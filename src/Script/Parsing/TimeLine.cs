using System.Text.RegularExpressions;
using System.Net;

namespace Dubbing.Script.Parsing;

/// <summary>The line of a caption's times, <c>start --&gt; end</c>, in whatever spelling translators, editors and converters left it.</summary>
/// <param name="Start">When it begins; null when the line can't be read.</param>
/// <param name="End">When it ends; null when that is not said.</param>
/// <param name="Rest">What stands behind the times.</param>
internal sealed partial record TimeLine(TimeSpan? Start, TimeSpan? End, string Rest)
{
    /// <summary>Reads a line; null when it is no line of times but text.</summary>
    /// <param name="line">The line.</param>
    /// <param name="frames">What frames count.</param>
    public static TimeLine? Of(string line, Timebase frames)
    {
        var text = Prepared(line);
        if (text is null)
            return null;
        var at = 0;
        var first = Time(text, ref at);
        var arrow = Arrow(text, ref at);
        if (first is null || (!arrow && !first.Contains(':', StringComparison.Ordinal)))
            return arrow && first is not null ? new TimeLine(null, null, "") : null;
        var second = Time(text, ref at);
        // Without an arrow only two full times make a line of times.
        if (!arrow && (second is null || first.Count(c => c == ':') < 2 || second.Count(c => c == ':') < 2))
            return null;
        if (!Clock.TryTime(first, frames, out var start))
            return new TimeLine(null, null, "");
        if (second is null)
            return new TimeLine(text[at..].Trim().Length == 0 ? start : null, null, "");
        return Clock.TryTime(second, frames, out var end) ? new TimeLine(start, end, text[at..].Trim()) : new TimeLine(null, null, "");
    }

    /// <summary>Whether a line is one of times, readable or not.</summary>
    public static bool Looks(string line) => Of(line, new Timebase(Timebase.Usual)) is not null;

    /// <summary>Whether a line is one of times with an arrow between them: two times alone stand in tables, too.</summary>
    public static bool HasArrow(string line)
    {
        var at = 0;
        return Prepared(line) is { } text && Time(text, ref at) is { } first && first.Contains(':', StringComparison.Ordinal) && Arrow(text, ref at);
    }

    /// <summary>The times in a line, as they stand there.</summary>
    public static IEnumerable<string> Times(string line)
    {
        var at = 0;
        if (Prepared(line) is not { } text || Time(text, ref at) is not { } first)
            yield break;
        yield return first;
        Arrow(text, ref at);
        if (Time(text, ref at) is { } second)
            yield return second;
    }

    /// <summary>The line with narrow signs; null when it does not begin with a number or is too long.</summary>
    private static string? Prepared(string line)
    {
        if (line.Length > 300)
            return null;
        // Chats make captions bold; editors of tables put them in quotes.
        var text = Clock.Narrow(line).Trim(' ', '\t', '*', '"', '`');
        if (NumberBefore().Match(text) is { Success: true } number)
            text = text[number.Length..];
        if (text.Length < 4 || !(char.IsAsciiDigit(text[0]) || (text[0] == '-' && char.IsAsciiDigit(text[1]))))
            return null;
        return text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
    }

    /// <summary>The number of a caption on the line of its times: <c>1. 00:00:01,000</c>.</summary>
    [GeneratedRegex(@"^[0-9]{1,5}[.)] +(?=[0-9]{1,3}:[0-9]{2}[:.,])")]
    private static partial Regex NumberBefore();

    /// <summary>Digits and the signs between them; spaces may stand around the signs.</summary>
    private static string? Time(string text, ref int at)
    {
        var i = Spaces(text, at);
        var time = new System.Text.StringBuilder();
        if (i < text.Length && text[i] == '-')
        {
            time.Append('-');
            i++;
        }

        var begun = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            time.Append(text[i++]);
        if (i == begun)
            return null;
        at = i;
        while (true)
        {
            i = Spaces(text, at);
            if (i >= text.Length || text[i] is not (':' or ';' or '.' or ','))
                return time.ToString();
            var sign = text[i];
            i = Spaces(text, i + 1);
            begun = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
                i++;
            // “00:00:01, 00:00:03”: that comma parts two times.
            if (i == begun || (sign is ',' && i < text.Length && text[i] == ':' && time.ToString().Contains(':', StringComparison.Ordinal)))
                return time.ToString();
            time.Append(sign).Append(text, begun, i - begun);
            at = i;
        }
    }

    /// <summary><c>--&gt;</c>, with too few or too many dashes, other dashes, or the one sign.</summary>
    private static bool Arrow(string text, ref int at)
    {
        var (i, heads, dashes) = (Spaces(text, at), 0, 0);
        for (; i < text.Length && (text[i] is '-' or '–' or '—' or '=' or '>' or '→' or '➔' or '⇒' or ' ' or '~'); i++)
        {
            // A minus right before a number belongs to it.
            if (text[i] == '-' && heads > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                break;
            heads += text[i] is '>' or '→' or '➔' or '⇒' ? 1 : 0;
            dashes += text[i] is ' ' or '>' ? 0 : 1;
        }

        if (heads == 0 && dashes == 0 && i < text.Length && (text[i] is ',' or '|'))
            i++;
        if (heads > 0 || dashes <= 3)
            at = i;
        return heads > 0;
    }

    private static int Spaces(string text, int at)
    {
        while (at < text.Length && (text[at] is ' ' or '\t'))
            at++;
        return at;
    }
}
