using System.Text;
using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Korean;

/// <summary>The words of a Korean line whose reading the user has settled: each becomes one sign, which is said as settled.</summary>
internal sealed class KoreanWords
{
    /// <summary>Stands in the text where a settled word stood.</summary>
    public const char Sign = '\uE000';

    // A noun of at least so many syllables is known wherever it stands, also inside a compound.
    private const int Long = 3;
    private const int LongestTail = 8;

    // 조사, 서술격 조사의 활용, and what is put on nouns and names.
    private static readonly string[] Tails =
    [
        "이라는", "이라고", "이에요", "입니다", "입니까", "이었다", "이었던", "에게서", "한테서", "으로서", "으로써", "이든지", "이라도", "이었", "에서", "에게", "한테", "께서", "으로", "로서", "로써", "이랑", "하고", "까지", "부터", "마저", "조차", "밖에", "처럼", "같이", "보다", "마다", "대로", "만큼", "이나", "라도", "든지", "이든", "이란", "라는", "라고", "이라", "이며", "이고", "이면", "이다", "이여", "예요", "였다", "였던", "인데", "이지", "이죠", "인가", "인지", "인들", "커녕", "치고", "따라", "이자", "이니", "니까", "이야", "적인", "적으로", "가량", "정도", "이네", "이군", "였", "였습니다", "이었습니다",
        "이", "가", "은", "는", "을", "를", "의", "에", "께", "로", "와", "과", "랑", "도", "만", "뿐", "나", "든", "야", "아", "여", "란", "라", "며", "고", "면", "다", "인", "일", "지", "죠", "요", "씨", "님", "들", "측", "쪽", "식", "형", "용", "급", "째", "적", "화", "네", "군", "양", "니", "서",
    ];

    private readonly List<SaidWord> words = [];
    private readonly List<int> places = [];

    /// <summary>Puts a sign in the place of each settled word.</summary>
    /// <param name="text">The text in the reader's spelling; comes back with the signs.</param>
    /// <param name="map">Where each unit of it was typed, and the typed length at the end; comes back for the text with the signs.</param>
    /// <param name="marked">The words of the markup; their spans count in the typed line.</param>
    /// <param name="dictionary">The user's words.</param>
    public static KoreanWords Place(ref string text, ref int[] map, IReadOnlyList<SaidWord> marked, ReadingDictionary? dictionary)
    {
        var placed = new KoreanWords();
        // Nobody types the sign.
        text = text.Replace(Sign, '\uFFFD');
        var found = Find(text, map, marked, dictionary);
        if (found.Count == 0)
            return placed;
        var (signed, positions, at) = (new StringBuilder(text.Length), new List<int>(map.Length), 0);
        foreach (var word in found)
        {
            Copy(text, map, at, word.Span.Start, signed, positions);
            placed.places.Add(signed.Length);
            placed.words.Add(word);
            signed.Append(Sign);
            positions.Add(map[word.Span.Start]);
            at = word.Span.End;
        }

        Copy(text, map, at, text.Length, signed, positions);
        positions.Add(map[^1]);
        placed.Sources = found.ConvertAll(Source(map));
        (text, map) = (signed.ToString(), [.. positions]);
        return placed;
    }

    private List<(SourceSpan Whole, SourceSpan[]? Letters)> Sources { get; set; } = [];

    /// <summary>What is said at a sign.</summary>
    /// <param name="place">The sign's index in the text.</param>
    public IEnumerable<Glyph> At(int place)
    {
        var i = places.BinarySearch(place);
        var (word, (whole, letters)) = (words[i], Sources[i]);
        var said = word.Parts[0].Said;
        for (var k = 0; k < said.Length; k++)
        {
            var source = letters?[k] ?? (said[k] == ' ' ? whole with { Length = 0 } : whole);
            yield return new Glyph(said[k], source, [word.Step]) { IsSettled = true };
        }
    }

    private static void Copy(string text, int[] map, int from, int to, StringBuilder signed, List<int> positions)
    {
        signed.Append(text, from, to - from);
        for (var i = from; i < to; i++)
            positions.Add(map[i]);
    }

    /// <summary>Where a word was typed, and where each of its syllables where it is said with as many as it is written with.</summary>
    private static Converter<SaidWord, (SourceSpan, SourceSpan[]?)> Source(int[] map) => word =>
    {
        var (start, end) = (word.Span.Start, word.Span.End);
        var whole = new SourceSpan(map[start], map[end] - map[start]);
        var bySyllable = word.Parts[0].Said.Length == end - start && word.Step.Before.Length == end - start && word.Step.Before.All(Hangul.IsSyllable);
        return (whole, bySyllable ? [.. Enumerable.Range(start, end - start).Select(i => new SourceSpan(map[i], map[i + 1] - map[i]))] : null);
    };

    private static List<SaidWord> Find(string text, int[] map, IReadOnlyList<SaidWord> marked, ReadingDictionary? dictionary)
    {
        var found = new List<SaidWord>(marked.Count);
        foreach (var word in marked)
        {
            // Not BinarySearch alone: units that were composed of several have lost their place.
            var start = FirstFrom(map, word.Span.Start);
            var end = FirstFrom(map, word.Span.End);
            if (end > start)
                found.Add(word with { Span = new SourceSpan(start, end - start) });
        }

        if (dictionary is null || !dictionary.Has(Language.Korean))
            return found;
        var last = -1;
        var entries = dictionary.Find(Language.Korean, text, Fits);
        found.AddRange(entries);
        found.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;

        bool Fits(int start, int end, WordClass kind)
        {
            if (SaidWord.Overlap(found, new SourceSpan(start, end - start)))
                return false;
            var afterAnother = last == start || (start > 0 && SaidWord.Overlap(found, new SourceSpan(start - 1, 1)));
            if (!MayStand(text, start, end, kind, afterAnother))
                return false;
            last = end;
            return true;
        }
    }

    private static int FirstFrom(int[] map, int typed)
    {
        var at = Array.BinarySearch(map, typed);
        return at >= 0 ? at : Math.Min(~at, map.Length - 1);
    }

    private static bool MayStand(string text, int start, int end, WordClass kind, bool afterAnother)
    {
        if (start > 0 && !Parted(text[start - 1], text[start]))
            return false;
        if (end < text.Length && !Parted(text[end - 1], text[end]))
            return false;
        if (kind == WordClass.Phrase || (kind is WordClass.Noun or WordClass.Name && end - start >= Long))
            return true;
        var begins = afterAnother || start == 0 || !Hangul.IsSyllable(text[start]) || !Hangul.IsSyllable(text[start - 1]);
        if (!begins || kind == WordClass.Verb || !Hangul.IsSyllable(text[end - 1]))
            return begins;
        var tail = end;
        while (tail < text.Length && tail - end <= LongestTail && Hangul.IsSyllable(text[tail]))
            tail++;
        return kind == WordClass.Adverb ? tail - end <= 1 && IsTail(text.AsSpan(end, tail - end)) : tail - end <= LongestTail && IsTail(text.AsSpan(end, tail - end));
    }

    /// <summary>Latin letters and digits do not go on: GP is no word of GPU, 1 none of 12.</summary>
    private static bool Parted(char a, char b) =>
        !(char.IsAsciiLetter(a) && char.IsAsciiLetter(b)) && !(char.IsAsciiDigit(a) && char.IsAsciiDigit(b));

    /// <summary>Whether letters are particles and forms of the copula, and nothing else.</summary>
    internal static bool IsTail(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
            return true;
        foreach (var tail in Tails)
        {
            if (rest.StartsWith(tail) && IsTail(rest[tail.Length..]))
                return true;
        }

        return false;
    }
}
