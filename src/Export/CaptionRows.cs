using System.Text;

namespace Dubbing.Export;

/// <summary>
/// Breaks captions into rows as Korean and Japanese subtitlers do. Korean breaks between words only, not before what belongs to the
/// word before it (것, 수, 때문 …) nor after what belongs to the next (이, 그, 한 …); Japanese follows JIS X 4051 (no row begins with
/// 、。っー」 or ends with 「) and prefers the ends of phrases, where hiragana is followed by another script. Rows are about equally long.
/// </summary>
public static class CaptionRows
{
    private const double Never = 1e6;

    // JIS X 4051: what may not begin a row, and what may not end one.
    private const string NotFirst = "、。，．,.・：；:;？！?!ー々ゝゞヽヾ…‥〜～％%）)」』】〕］]｝}〉》”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    private const string NotLast = "（(「『【〔［[｛{〈《“‘$＄¥￥₩#＃";

    private static readonly HashSet<string> KoreanAfter = new(StringComparer.Ordinal)
    {
        "것", "것은", "것을", "것이", "것도", "것입니다", "것이다", "거", "게", "건", "걸", "수", "수도", "줄", "때", "때는", "때문", "때문에", "뿐", "뿐만", "뿐입니다", "만큼", "대로", "채", "척", "데", "중", "중에", "등", "등을", "등이", "및", "듯",
        "있습니다", "있어요", "있는", "있고", "있다", "없습니다", "없어요", "없는", "없다", "합니다", "해요", "됩니다", "돼요", "않습니다", "않아요", "않는", "않고", "싶습니다", "싶어요", "봅시다", "보겠습니다", "주세요", "보세요",
    };

    private static readonly HashSet<string> KoreanBefore = new(StringComparer.Ordinal)
    {
        "이", "그", "저", "한", "두", "세", "네", "새", "각", "매", "전", "총", "몇", "여러", "모든", "다른", "어떤", "무슨", "안", "못", "더", "잘", "약", "제", "첫", "맨", "큰", "작은", "수", "할", "될", "볼",
    };

    /// <summary>Breaks a text.</summary>
    /// <param name="text">What is shown; rows of its own are kept when they fit.</param>
    /// <param name="language">Whose rules hold.</param>
    /// <param name="width">Full-width characters that fit into a row; at least 4.</param>
    /// <param name="rows">Rows that are shown at once.</param>
    /// <returns>One entry for each part that is shown after the other; its rows.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Break(string text, Language language, double width, int rows = 2)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        width = Math.Max(4, width);
        var own = CaptionWriter.Rows(text);
        if (own.Length == 0)
            return [];
        if (own.Length <= rows && own.All(r => Width(r) <= width))
            return [own];
        var joined = Joined(own, language);
        // The room that uneven rows leave is counted in, so that parts do not fail for half a character.
        var parts = Cut(joined, language, rows * width * (rows > 1 ? 0.94 : 1));
        return [.. parts.Select(p => (IReadOnlyList<string>)Cut(p, language, width))];
    }

    /// <summary>Width of a text in full-width characters; half-width signs count as a little more than half.</summary>
    public static double Width(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Sum(WidthOf);
    }

    private static double WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format ? 0
        : rune.Value == ' ' ? 0.25 : rune.Value < 0x250 || rune.Value is >= 0xFF61 and <= 0xFF9F ? 0.58 : 1;

    private static string Joined(string[] rows, Language language)
    {
        var text = new StringBuilder(rows[0]);
        foreach (var row in rows.Skip(1))
        {
            if (language == Language.Korean || (char.IsAscii(text[^1]) && char.IsAscii(row[0])))
                text.Append(' ');
            text.Append(row);
        }

        return text.ToString();
    }

    /// <summary>Cuts into as few pieces as fit, about equally long, where it harms least.</summary>
    private static List<string> Cut(string text, Language language, double width)
    {
        var places = Places(text, language);
        var whole = Width(text);
        for (var pieces = Math.Max(1, (int)Math.Ceiling(whole / width - 1e-9)); ; pieces++)
        {
            if (Best(text, places, pieces, width, whole / pieces) is { } found)
                return found;
        }
    }

    /// <summary>The cheapest way into so many pieces of at most the width; null when there is none.</summary>
    private static List<string>? Best(string text, List<(int At, double Cost, double Before)> places, int pieces, double width, double mean)
    {
        if (pieces == 1)
            return Width(text) <= width || places.Count == 0 ? [text.Trim()] : null;
        var whole = Width(text);
        var ends = places.Append((At: text.Length, Cost: 0, Before: whole)).ToArray();
        var cost = new double[pieces + 1, ends.Length];
        var from = new int[pieces + 1, ends.Length];
        for (var p = 1; p <= pieces; p++)
        {
            for (var e = 0; e < ends.Length; e++)
            {
                cost[p, e] = double.PositiveInfinity;
                for (var b = p == 1 ? -1 : e - 1; b >= (p == 1 ? -1 : 0); b--)
                {
                    var length = ends[e].Before - (b < 0 ? 0 : ends[b].Before);
                    if (length > width + 0.3 && b < e - 1)
                        break;
                    if (length > width + 0.3)
                        continue;
                    var uneven = (length - mean) / Math.Max(mean, 1);
                    var all = (b < 0 ? 0 : cost[p - 1, b]) + 12 * uneven * uneven + ends[e].Cost;
                    if (all < cost[p, e])
                        (cost[p, e], from[p, e]) = (all, b);
                }
            }
        }

        if (!double.IsFinite(cost[pieces, ends.Length - 1]))
            return null;
        var cuts = new List<int> { text.Length };
        for (int p = pieces, e = ends.Length - 1; p > 1; p--)
        {
            e = from[p, e];
            cuts.Add(ends[e].At);
        }

        cuts.Add(0);
        cuts.Reverse();
        return [.. cuts.Zip(cuts.Skip(1), (a, b) => text[a..b].Trim()).Where(t => t.Length > 0)];
    }

    /// <summary>Where a row may end, what that costs, and how wide the text is up to there.</summary>
    private static List<(int At, double Cost, double Before)> Places(string text, Language language)
    {
        var found = new List<(int, double, double)>();
        var width = 0.0;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (at > 0 && (language == Language.Korean ? Korean(text, at) : Japanese(text, at)) is < Never and var cost)
                found.Add((at, cost, width));
            width += WidthOf(rune);
            at += length;
        }

        return found;
    }

    private static double Korean(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        if (before != ' ')
        {
            // A word is broken only when a row has no other place.
            return after == ' ' || NotFirst.Contains(after) || NotLast.Contains(before) || Joins(before, after) ? Never : 60;
        }

        var left = text[..(at - 1)];
        var last = left[(left.LastIndexOf(' ') + 1)..];
        var rest = text[at..];
        var next = rest[..(rest.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end ? end : rest.Length)].TrimEnd('.', ',', '?', '!', '…');
        if (last.Length > 0 && ".?!…".Contains(last[^1]))
            return 0;
        if (last.Length > 0 && ",;:、·".Contains(last[^1]))
            return 1;
        if (KoreanAfter.Contains(next))
            return 9;
        if (KoreanBefore.Contains(last) || (last.Length > 0 && char.IsAsciiDigit(last[^1])))
            return 8;
        // Particles of subject and topic, and endings that join clauses, end a part of the sentence.
        return last.Length > 1 && "은는이가도고서면니지".Contains(last[^1]) ? 2 : 3;
    }

    private static double Japanese(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        if (NotFirst.Contains(after) || NotLast.Contains(before) || after == ' ' || Joins(before, after))
            return Never;
        if ("。？！?!…".Contains(before))
            return 0;
        if ("、，」』）)・　 ".Contains(before))
            return 1;
        var (left, right) = (Kind(before), Kind(after));
        if (left == 'h' && right != 'h')
            return "はがをにでとものへやばて".Contains(before) ? 2 : right == '（' ? 4 : 5;
        if (left == right)
            return left switch { 'h' => "はをがに".Contains(before) ? 9 : 22, 'k' => 18, 'K' or 'n' => 60, _ => 12 };
        if (left == 'k' && right == 'h')
            return 30; // between a stem and its ending
        return left == 'n' || right == 'n' ? 20 : 10;
    }

    /// <summary>Whether two UTF-16 units are one sign: surrogates, marks above or below.</summary>
    private static bool Joins(char before, char after) =>
        char.IsLowSurrogate(after) || before == '\u200D' || after is '\u200D' or '\uFE0F' || char.GetUnicodeCategory(after) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static char Kind(char c) => c switch
    {
        >= 'ぁ' and <= 'ゟ' => 'h',
        >= 'ァ' and <= 'ヿ' or >= 'ｦ' and <= 'ﾟ' => 'K',
        >= '一' and <= '\u9FFF' or '々' or >= '\u3400' and <= '\u4DBF' => 'k',
        _ when char.IsLetterOrDigit(c) => 'n',
        _ => '（',
    };
}
