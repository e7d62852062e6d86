using System.Buffers;
using System.Text;

namespace Dubbing.Script;

/// <summary>
/// Lines that describe what is heard (<c>[음악]</c>, <c>（拍手）</c>, <c>♪ …</c>) or are signs alone (<c>…</c>): captions show them, nobody
/// says them. Told by how they are written, not by their words: brackets around all of the line, or notes at its edge.
/// </summary>
public static class SoundDescription
{
    private const string Opening = "[［【(（〔";
    private const string Closing = "]］】)）〕";
    private static readonly SearchValues<char> Openings = SearchValues.Create(Opening);

    /// <summary>Whether a line has a text of which nothing is spoken.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (depth, spoken, seen, first, last) = (0, false, false, default(Rune), default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                continue;
            (first, last, seen) = (seen ? first : rune, rune, true);
            if (rune.IsBmp && Opening.Contains((char)rune.Value, StringComparison.Ordinal))
                depth++;
            else if (rune.IsBmp && Closing.Contains((char)rune.Value, StringComparison.Ordinal))
                depth = Math.Max(0, depth - 1);
            else
                spoken |= depth == 0 && Rune.IsLetterOrDigit(rune);
        }

        // A bracket that nobody closes is a slip of the pen.
        return seen && depth == 0 && (!spoken && !IsSpokenSign(text) || IsNote(first) || IsNote(last));
    }

    private static bool IsNote(Rune rune) => rune.Value is 0x266A or 0x266B or 0x266C or 0x1F3B5 or 0x1F3B6 or 0x1F3BC;

    /// <summary>Signs that readers say by their names (%, +, ℃ …), when no bracket holds words.</summary>
    private static bool IsSpokenSign(string text) =>
        text.EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) is System.Globalization.UnicodeCategory.CurrencySymbol or System.Globalization.UnicodeCategory.MathSymbol || r.Value is '%' or '&' or '@' or '#' or 0x2103)
        && !text.AsSpan().ContainsAny(Openings);
}
