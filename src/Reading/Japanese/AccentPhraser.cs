namespace Dubbing.Readings.Japanese;

/// <summary>Groups words into accent phrases: which words are said in one tune with the word before them.</summary>
internal static class AccentPhraser
{
    /// <summary>Decides for every word whether it joins the one before it.</summary>
    public static void Group(IReadOnlyList<Word> words)
    {
        var phrase = new List<Word>();
        Word? before = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Mark is not null)
            {
                before = null;
                continue;
            }

            if (!word.IsSpoken)
            {
                // 東京・大阪・名古屋: each of a list has its own tune; parts of a name in katakana have theirs already.
                if (word.Surface is "・" or "／" && before is { Class: "名詞" or "記号" } && i + 1 < words.Count && words[i + 1] is { IsSpoken: true, Class: "名詞" or "接頭詞" or "記号" })
                    words[i + 1].Joins ??= false;
                continue;
            }

            if (before is null)
                word.Joins = false;
            else
                word.Joins ??= Joins(before, word) is var joins && Leans(before, word, i + 1 < words.Count ? words[i + 1] : null, joins) ? IsFlat(phrase) : joins;
            if (word.Joins == false)
                phrase.Clear();
            phrase.Add(word);
            before = word;
        }
    }

    /// <summary>
    /// Light words are said in one tune with a flat phrase before them, but keep their own after one that has fallen:
    /// イッテクダサ]イ, but ミ]テ クダサ]イ.
    /// </summary>
    private static bool Leans(Word before, Word word, Word? after, bool joins)
    {
        if (word.Lemma == "ある" && before.Surface is "で" or "が" or "は" && before.Class is "助動詞" or "助詞")
            return true;
        if (word.Lemma is "ない" or "無い" && before.Surface is "は" && before.Is("助詞", "係助詞"))
            return true;
        if (word.Class == "動詞" && before is { Surface: "に", Class: "助詞" })
            return word.Lemma is "つく" && word.Surface == "つい" || word.Lemma is "おく" && word.Surface is "おい" or "おけ";
        if (!joins)
            return false;
        if (word.Is("動詞", "非自立"))
            return word.Lemma is "くださる" or "下さる" or "もらう" or "貰う" or "いただく" or "頂く" || (word.Lemma == "いる" && after?.Lemma == "ない");
        if (word.Is("名詞", "非自立"))
        {
            return word.Surface is "もの" or "物" or "ところ" or "所" or "ほう" or "方" or "わけ" or "訳"
                || (before.Is("助詞", "連体化") && word.Surface is "こと" or "事" or "ため" or "為");
        }

        return word.Lemma is "できる" or "出来る" || (word is { Lemma: "する", Surface: "さ" } && before.Class == "名詞" && after is { Class: "動詞", Sub1: "接尾" });
    }

    private static bool IsFlat(List<Word> phrase)
    {
        var nucleus = AccentConnection.Nucleus(phrase, records: false);
        return nucleus == 0 || nucleus == phrase.Sum(w => w.Kana.Count);
    }

    private static bool Joins(Word before, Word word)
    {
        if (IsParticle(word))
            return !IsNegativeAdjective(before, word);

        // によって, による; という人.
        if (word.Class == "動詞" && before.Class == "助詞" && ((before.Surface == "に" && word.Lemma is "よる" or "因る") || (before.Surface == "と" && word is { Lemma: "いう", Form: "基本形" })))
            return true;
        if (JoinsAsAuxiliary(before, word))
            return true;
        if (word.Sub1 == "接尾")
            return true;
        if (IsParticle(before))
            return false;

        // These stand alone.
        if (StandsAlone(before) || StandsAlone(word) || word.Class == "接頭詞")
            return false;
        if (before.Class == "接頭詞")
            return true;
        return word.Class switch
        {
            "名詞" => JoinsAsNoun(before, word),
            "動詞" => before.Class == "動詞",
            "形容詞" => before.Class == "名詞" && before.Sub1 != "副詞可能",
            _ => true,
        };
    }

    /// <summary>Words that have become auxiliaries lean on what they continue (食べてほしい, 読んでいる, 勉強する, 見ること).</summary>
    private static bool JoinsAsAuxiliary(Word before, Word word)
    {
        if (word.Is("形容詞", "非自立"))
            return IsContinuing(before);
        if (word.Is("動詞", "非自立"))
            return IsContinuing(before) || before.Is("名詞", "サ変接続");
        if (word.Class == "動詞")
        {
            // 勉強する, 利用できる, お願いいたします.
            if (before.Class == "名詞" && before.Sub1 != "副詞可能" && word.Lemma is "する" or "できる" or "出来る" or "いたす" or "致す" or "なさる" or "くださる" or "下さる")
                return word.Lemma == "する" || before.Sub1 is "サ変接続" or "接尾";
            if (word.Lemma == "する")
                return before.Is("助詞", "格助詞") && before.Surface == "と";
            return word.Lemma == "なる" && (before.Class == "形容詞" || before.Lemma == "ない") && before.Form.StartsWith("連用", StringComparison.Ordinal);
        }

        if (!word.Is("名詞", "非自立"))
            return false;
        if (before.Class is "動詞" or "形容詞" or "助動詞" or "連体詞")
            return true;
        return before.Is("助詞", "連体化") && word.Surface is "中" or "なか" or "ため" or "為" or "とき" or "時" or "こと" or "事";
    }

    private static bool JoinsAsNoun(Word before, Word word)
    {
        if (word.Sub1 == "副詞可能")
            return before.Is("名詞", "サ変接続");
        if (before.Class == "形容詞")
            return false;

        // 夏祭り, 朝ご飯; but 今日 学校へ.
        if (before.Is("名詞", "副詞可能"))
            return before.Surface is "春" or "夏" or "秋" or "冬" or "朝" or "昼" or "夜" or "夕" && word.Start == before.End && word.Sub1 is "一般" or "サ変接続";

        // 刺し傷, but 言う人.
        if (before.Class == "動詞")
            return before.Form == "連用形";
        if (before.Sub1 == "接尾")
            return false;

        // Family name and given name each keep their tune.
        if (before.Sub3 == "姓" || word.Sub3 == "名")
            return false;
        return word.Sub1 != "形容動詞語幹" || before.Class != "名詞";
    }

    private static bool StandsAlone(Word word) => word.Class is "副詞" or "接続詞" or "連体詞" or "感動詞" or "フィラー";

    /// <summary>ない after は, も, じゃ, で or an adjective is a word of its own (よくは ない), after a verb it is not (読まない).</summary>
    private static bool IsNegativeAdjective(Word before, Word word) =>
        word is { Class: "助動詞", Lemma: "ない" }
        && (before.Class == "形容詞" || before.Is("助詞", "係助詞") || before.Surface is "じゃ" or "では" || (before.Class == "助動詞" && before.Surface == "で"));

    private static bool IsParticle(Word word) => word.Class is "助詞" or "助動詞";

    private static bool IsContinuing(Word before) =>
        before.Class is "動詞" or "形容詞" && before.Form.StartsWith("連用", StringComparison.Ordinal)
        || before.Is("助詞", "接続助詞") && before.Surface is "て" or "で" or "ちゃ" or "じゃ"
        || before.Class == "助動詞" && before.Form.StartsWith("連用", StringComparison.Ordinal);
}
