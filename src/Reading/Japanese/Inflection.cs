using System.Collections.Concurrent;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// The nucleus of verb and adjective forms. A verb is flat or has its nucleus in a place that its dictionary form tells
/// (NHK 日本語発音アクセント新辞典, 解説): 落とす オト]ス → オト]シタ, but 備える ソナエ]ル → ソナ]エタ; 高い タカ]イ → タ]カク, タ]カカッタ.
/// The compiled dictionary gives every form a nucleus of its own, which often is none of these.
/// </summary>
internal sealed class Inflection(IMorphologicalAnalyser analyser)
{
    // Dictionary forms whose nucleus is another today than the dictionary says.
    private static readonly Dictionary<string, int> Corrected = Numerals.Resource("Accents.tsv").Select(l => l.Split('\t'))
        .ToDictionary(f => f[0], f => int.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Lemma, string Class, string Conjugation, string Stem), int> known = new();

    /// <summary>Sets the nuclei of the inflected words of a line.</summary>
    public void Apply(IReadOnlyList<Word> words)
    {
        foreach (var word in words)
        {
            if (word.Class is not ("動詞" or "形容詞") || !word.IsSpoken || word.Sub1 == "接尾" || word.Conjugation is "*" or "サ変・スル" || word.Conjugation.StartsWith("カ変", StringComparison.Ordinal))
                continue;
            word.BaseAccent = BaseAccent(word);
            if (word.BaseAccent >= 0)
                word.Accent = FormAccent(word, word.BaseAccent);
        }
    }

    /// <summary>The nucleus of a form, from that of the dictionary form.</summary>
    /// <param name="word">The inflected word.</param>
    /// <param name="accent">Nucleus of its dictionary form, counted in the same word; 0 for flat.</param>
    public static int FormAccent(Word word, int accent)
    {
        var moras = word.Kana.Count;

        // 行こ(う), 食べよ(う): on the mora before the lengthening, flat or not.
        if (word.Form.StartsWith("未然ウ", StringComparison.Ordinal))
            return moras;
        if (accent == 0)
            return 0;

        // タ]カケレバ, like タ]カク.
        if (word.Class == "形容詞" && word.Form.StartsWith("仮定", StringComparison.Ordinal))
            return OnSyllableHead(word.Kana, Math.Max(1, accent - 1));
        if (word.Form is "基本形" or "仮定形" or "体言接続" or "命令ｅ" or "命令ｒｏ" or "命令ｙｏ" || word.Form.StartsWith("仮定", StringComparison.Ordinal))
            return Math.Min(accent, moras);
        if (word.Class == "形容詞")
            return OnSyllableHead(word.Kana, Math.Max(1, accent - 1));
        if (word.Conjugation.StartsWith("一段", StringComparison.Ordinal))
            return OnSyllableHead(word.Kana, Math.Max(1, Math.Min(accent, moras) - (accent >= moras && moras > 1 ? 1 : 0)));
        return Math.Min(accent, moras);
    }

    private static int OnSyllableHead(List<string> kana, int mora) =>
        mora > 1 && mora <= kana.Count && kana[mora - 1] is "ン" or "ッ" or "ー" ? mora - 1 : mora;

    private int BaseAccent(Word word)
    {
        // Of homographs (入る はいる, いる), the one whose reading begins alike.
        var stem = string.Concat(word.Kana.Take(Math.Max(1, word.Kana.Count - 1)));
        return known.GetOrAdd((word.Lemma, word.Class, word.Conjugation, stem), Find);
    }

    private int Find((string Lemma, string Class, string Conjugation, string Stem) key)
    {
        if (Corrected.TryGetValue(key.Lemma, out var corrected))
            return corrected;
        foreach (var entry in analyser.Entries(key.Lemma))
        {
            var f = entry.Feature.Split(',');
            if (f.Length < 11 || f[0] != key.Class || f[4] != key.Conjugation || f[5] != "基本形" || f[6] != key.Lemma)
                continue;
            if (!f[8].StartsWith(key.Stem, StringComparison.Ordinal) && !key.Stem.StartsWith(f[8][..^1], StringComparison.Ordinal))
                continue;
            if (int.TryParse(f[9].AsSpan(0, Math.Max(0, f[9].IndexOf('/', StringComparison.Ordinal))), out var accent))
                return accent;
        }

        return -1;
    }
}
