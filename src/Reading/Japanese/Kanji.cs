using System.Collections.Frozen;

namespace Dubbing.Readings.Japanese;

/// <summary>Kanji one by one: their Sino-Japanese readings (Kanji.tsv), and whether a word is read by them.</summary>
internal static class Kanji
{
    private static readonly FrozenDictionary<char, string> Readings = Load();
    private static readonly FrozenDictionary<char, (string Stem, char Last, string Usual)[]> Variants = LoadVariants();

    /// <summary>Whether a character is a kanji or 々.</summary>
    public static bool Is(char c) => c is (>= '\u4E00' and <= '\u9FFF') or '々' or (>= '\u3400' and <= '\u4DBF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>The kanji of a verb that the dictionary knows with the same reading, where it lacks the one that stands here (嗤って: 笑); null for none.</summary>
    public static string? Variant(string line, int at)
    {
        if (!Variants.TryGetValue(line[at], out var verbs))
            return null;
        foreach (var (stem, last, usual) in verbs)
        {
            var end = at + 1 + stem.Length;
            if (line.AsSpan(at + 1).StartsWith(stem, StringComparison.Ordinal) && end < line.Length && Row(last).Contains(line[end], StringComparison.Ordinal))
                return usual;
        }

        return null;
    }

    /// <summary>What the last kana of a dictionary form becomes in its forms.</summary>
    private static string Row(char last) => last switch
    {
        'う' => "わいうえおっ", 'く' => "かきくけこい", 'ぐ' => "がぎぐげごい", 'す' => "さしすせそ", 'つ' => "たちつてとっ", 'ぬ' => "なにぬねのん",
        'ぶ' => "ばびぶべぼん", 'む' => "まみむめもん", 'る' => "らりるれろっ", 'い' => "いくかけさ", _ => "",
    };

    /// <summary>Whether a text is kanji only.</summary>
    public static bool IsAll(string text)
    {
        foreach (var c in text)
        {
            if (!Is(c))
                return false;
        }

        return text.Length > 0;
    }

    /// <summary>The most usual Sino-Japanese reading of a kanji, as spelled (コウ, not コー); null when the table has none.</summary>
    public static string? Sino(char kanji) => Readings.GetValueOrDefault(kanji);

    /// <summary>The Sino-Japanese reading of kanji that make one word, with the changes where they meet: 一樹百穫 イチジュヒャッカク.</summary>
    public static string? Sino(string kanji)
    {
        var kana = "";
        for (var i = 0; i < kanji.Length; i++)
        {
            if (Sino(kanji[i]) is not { } next)
                return null;
            kana = i % 2 == 1 ? Meet(kana, next) : kana + next;
        }

        return Moras.Lengthen(kana);
    }

    /// <summary>Whether a word of kanji seems to be read by Sino-Japanese readings: it begins with that of its first kanji.</summary>
    public static bool IsSino(Word word)
    {
        if (word.Surface.Length < 2 || !IsAll(word.Surface) || Sino(word.Surface[0]) is not { } first)
            return false;
        first = Moras.Lengthen(first);
        if (first.Length > 1 && first[^1] is 'ツ' or 'チ' or 'ク' or 'キ')
            first = first[..^1];
        return word.Spoken.Length > first.Length && word.Spoken.StartsWith(first, StringComparison.Ordinal);
    }

    /// <summary>絶 + 佳 ゼッカ, 百 + 花 ヒャッカ, 銀 + 髪 ギンパツ.</summary>
    private static string Meet(string before, string after)
    {
        const string Voiceless = "カキクケコサシスセソタチツテトハヒフヘホ";
        var at = Voiceless.IndexOf(after[0], StringComparison.Ordinal);
        if (at < 0)
            return before + after;
        var plosive = at >= 15 ? "パピプペポ"[at - 15] + after[1..] : after;
        if (before.Length > 1 && (before[^1] is 'ツ' or 'チ' || (before[^1] == 'ク' && at < 5)))
            return before[..^1] + "ッ" + plosive;
        return before.EndsWith('ン') ? before + plosive : before + after;
    }

    private static FrozenDictionary<char, (string Stem, char Last, string Usual)[]> LoadVariants() => Numerals.Resource("Edict.variants.tsv").Select(l => l.Split('\t'))
        .GroupBy(f => f[0][0]).ToFrozenDictionary(g => g.Key, g => g.Select(f => (f[0][1..^1], f[0][^1], f[1])).ToArray());

    private static FrozenDictionary<char, string> Load()
    {
        var readings = new Dictionary<char, string>();
        foreach (var line in Numerals.Resource("Kanji.tsv"))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            foreach (var c in line.AsSpan(tab + 1))
                readings[c] = line[..tab];
        }

        return readings.ToFrozenDictionary();
    }
}
