namespace Dubbing.Readings.Japanese;

/// <summary>Groups words into accent phrases: which words are said in one tune with the word before them.</summary>
internal static class AccentPhraser
{
    /// <summary>Decides for every word whether it joins the one before it.</summary>
    public static void Group(IReadOnlyList<Word> words)
    {
        Word? before = null;
        foreach (var word in words)
        {
            if (word.Mark is not null)
            {
                before = null;
                continue;
            }

            if (!word.IsSpoken)
                continue;
            if (before is null)
                word.Joins = false;
            else
                word.Joins ??= Joins(before, word);
            before = word;
        }
    }

    private static bool Joins(Word before, Word word)
    {
        if (IsParticle(word))
            return !IsNegativeAdjective(before, word);
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
        return before.Is("助詞", "連体化") && word.Surface is "中" or "なか" or "ため" or "為" or "ほう" or "方" or "とき" or "時";
    }

    private static bool JoinsAsNoun(Word before, Word word)
    {
        if (word.Sub1 == "副詞可能")
            return before.Is("名詞", "サ変接続");
        if (before.Class == "形容詞" || before.Is("名詞", "副詞可能"))
            return false;

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
