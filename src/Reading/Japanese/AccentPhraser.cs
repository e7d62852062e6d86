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
        var after = IsParticle(before);

        // Particles and auxiliaries lean on what is before them; what follows them begins anew.
        if (IsParticle(word))
            return true;

        // An adjective or verb that has become an auxiliary leans on the form it continues (食べてほしい, 読んでいる).
        if (word.Is("形容詞", "非自立"))
            return IsContinuing(before) || before.Is("助詞", "接続助詞") && before.Surface is "て" or "で";
        if (word.Is("動詞", "非自立"))
            return IsContinuing(before) || before.Is("名詞", "サ変接続");
        if (word.Sub1 == "接尾")
            return true;
        if (after)
            return false;

        // These stand alone.
        if (before.Class is "副詞" or "接続詞" or "連体詞" or "感動詞" or "フィラー" || word.Class is "副詞" or "接続詞" or "連体詞" or "感動詞" or "フィラー")
            return false;
        if (before.Is("名詞", "副詞可能") || word.Is("名詞", "副詞可能"))
            return false;
        if (word.Class == "接頭詞")
            return false;
        if (before.Class == "接頭詞")
            return true;

        if (word.Class == "名詞")
        {
            if (before.Class is "形容詞" or "動詞" || before.Is("名詞", "形容動詞語幹"))
                return false;
            if (before.Sub1 == "接尾")
                return false;

            // Family name and given name each keep their tune.
            if (before.Sub3 == "姓" || word.Sub3 == "名")
                return false;
            return word.Sub1 != "形容動詞語幹" || before.Class != "名詞";
        }

        if (before.Class == "名詞" && word.Class is "動詞" or "形容詞")
            return false;
        return !(before.Class == "動詞" && word.Class == "形容詞");
    }

    private static bool IsParticle(Word word) => word.Class is "助詞" or "助動詞";

    private static bool IsContinuing(Word before) =>
        before.Class is "動詞" or "形容詞" && before.Form.StartsWith("連用", StringComparison.Ordinal)
        || before.Is("助詞", "接続助詞") && before.Surface is "て" or "で" or "ちゃ" or "じゃ"
        || before.Class == "助動詞" && before.Form.StartsWith("連用", StringComparison.Ordinal);
}
