using System.Buffers;
using System.Net;
using System.Text;

namespace Dubbing.Script.Parsing;

/// <summary>
/// Takes the markup out of captions: what is left is what is read. Tags, override codes, entities and the readings of ruby go. One pass
/// from left to right, so that no file takes longer than its length.
/// </summary>
internal static class CaptionMarkup
{
    private static readonly SearchValues<char> TimeSigns = SearchValues.Create("0123456789:.");

    private const int LongestTag = 500;

    /// <summary>The tags that captions have; anything else between angle brackets is text (<c>vector&lt;int&gt;</c>).</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "big", "br", "c", "center", "color", "div", "em", "font", "i", "lang", "mark", "p", "rb", "rp", "rt", "rtc", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "v",
    };

    /// <summary>A caption without its markup, row by row; blank rows are left out.</summary>
    /// <param name="text">The caption as the file has it.</param>
    public static string Plain(string text) => string.Join('\n', Voices(text).Select(v => v.Text));

    /// <summary>A caption without its markup, cut where another voice (<c>&lt;v Name&gt;</c> of WebVTT) begins.</summary>
    public static List<(string? Voice, string Text)> Voices(string text)
    {
        var (found, piece, voice) = (new List<(string?, string)>(), new StringBuilder(), default(string));
        var ruby = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '<' && Tag(text, i) is { } tag)
            {
                if (tag.Name is "rt" or "rp" or "rtc")
                    ruby = tag.Closes ? 0 : 1;
                else if (tag.Name is "ruby" or "rb")
                    ruby = 0;
                else if (tag.Name == "br")
                    piece.Append('\n');
                else if (tag is { Name: "v", Closes: false })
                {
                    End();
                    voice = tag.Inner.Length > 0 ? Rows(Decoded(tag.Inner)) : null;
                }

                i = tag.End;
            }
            else if (text[i] == '{' && Override(text, i) is { } end)
                i = end;
            else if (ruby == 0)
                piece.Append(text[i]);
        }

        End();
        return found;

        void End()
        {
            if (Rows(Decoded(piece.ToString())) is { Length: > 0 } said)
                found.Add((voice, said));
            piece.Clear();
        }
    }

    /// <summary>The rows of a text, trimmed; blank ones are left out, and so are signs that are not seen.</summary>
    public static string Rows(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('!', '\u007E') < 0)
            return text;
        var seen = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\u2028' or '\u2029' or '\u0085' or '\v' or '\f')
                seen.Append('\n');
            else if (c == '\u00A0')
                seen.Append(' ');
            else if (!IsUnseen(c))
                seen.Append(c);
        }

        return string.Join('\n', seen.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Marks of direction, joining and byte order: they change how text is set, not what it says.</summary>
    public static bool IsUnseen(char c) => c is '\uFEFF' or '\u200B' or '\u200E' or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2060' and <= '\u2069' or '\u00AD' or '\uFFFD' or '\uFFF9' or '\uFFFA' or '\uFFFB';

    /// <summary>Entities as their signs; <c>&amp;nbsp</c> is often written without its semicolon.</summary>
    public static string Decoded(string text) =>
        !text.Contains('&', StringComparison.Ordinal) ? text
        // What was escaped twice on its way is meant once.
        : text.Contains("&amp;", StringComparison.OrdinalIgnoreCase) && WebUtility.HtmlDecode(text) is var once && once != text ? Decoded(once)
        : WebUtility.HtmlDecode(text.Replace("&nbsp", "\u00A0", StringComparison.OrdinalIgnoreCase).Replace("\u00A0;", "\u00A0", StringComparison.Ordinal));

    /// <summary>The tag at a place; null when it is none. <c>&lt;00:00:01.500&gt;</c> is one, too.</summary>
    public static (string Name, bool Closes, string Inner, int End)? Tag(string text, int at)
    {
        var end = text.AsSpan(at + 1, Math.Min(LongestTag, text.Length - at - 1)).IndexOfAny('<', '>');
        if (end <= 0 || text[at + 1 + end] != '>')
            return null;
        var inner = text.AsSpan(at + 1, end);
        var closes = inner[0] == '/';
        if (closes)
            inner = inner[1..].TrimStart();
        if (inner.Length > 0 && char.IsAsciiDigit(inner[0]) && inner.IndexOfAnyExcept(TimeSigns) < 0)
            return ("", false, "", at + 1 + end);
        var length = 0;
        while (length < inner.Length && char.IsAsciiLetter(inner[length]))
            length++;
        var name = inner[..length].ToString().ToLowerInvariant();
        // After the name: a class (<c.yellow>), attributes, an end.
        if (!Known.Contains(name) || (length < inner.Length && inner[length] is not ('.' or ' ' or '\t' or '\n' or '/' or '=')))
            return null;
        var rest = inner[length..];
        if (rest.Length > 0 && rest[0] == '.')
            rest = rest[(rest.IndexOfAny(" \t\n") is >= 0 and var space ? space : rest.Length)..];
        return (name, closes, rest.Trim().ToString(), at + 1 + end);
    }

    /// <summary>Where a code of SubStation Alpha (<c>{\an8}</c>) or MicroDVD (<c>{y:i}</c>) ends; null when it is text in braces.</summary>
    private static int? Override(string text, int at)
    {
        if (at + 2 >= text.Length || (text[at + 1] != '\\' && !(char.IsAsciiLetter(text[at + 1]) && text[at + 2] == ':')))
            return null;
        var end = text.AsSpan(at + 1, Math.Min(LongestTag, text.Length - at - 1)).IndexOfAny('{', '}');
        return end > 0 && text[at + 1 + end] == '}' ? at + 1 + end : null;
    }
}
