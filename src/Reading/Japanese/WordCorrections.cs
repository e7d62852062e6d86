namespace Dubbing.Readings.Japanese;

/// <summary>What the dictionary alone gets wrong: marks, unknown words, and words whose reading the neighbours decide.</summary>
internal static class WordCorrections
{
    /// <summary>Corrects the words of a line in place.</summary>
    public static void Apply(List<Word> words)
    {
        foreach (var word in words)
        {
            if (MarkOf(word) is { } mark)
                (word.Mark, word.Kana) = (mark, []);
            else if (!word.IsSpoken && word.Class != "記号" && Moras.IsKana(word.Surface))
                word.Read(Moras.ToKatakana(word.Surface), 0, "kana");
        }

        for (var i = 1; i < words.Count; i++)
            LengthenVolition(words[i - 1], words[i]);
    }

    /// <summary>The う of でしょう, 行こう is spoken long.</summary>
    private static void LengthenVolition(Word before, Word word)
    {
        if (word is { Class: "助動詞", Surface: "う" } && before.IsSpoken && before.Class is "動詞" or "助動詞" && Moras.Sounds(LastSound(before)).Vowel == "o")
            word.Read("ー", word.Accent, "long vowel");
    }

    private static string LastSound(Word word) => word.Kana.FindLast(k => k != "ー") ?? "ア";

    private static PhraseEnd? MarkOf(Word word) => word.Surface switch
    {
        "、" or "，" or "；" or "：" or "､" => PhraseEnd.Comma,
        "。" or "．" or "｡" => PhraseEnd.Period,
        "？" or "⁇" or "⁈" => PhraseEnd.Question,
        "！" or "‼" => PhraseEnd.Exclamation,
        "「" or "」" or "『" or "』" or "（" or "）" or "【" or "】" or "〔" or "〕" or "［" or "］" or "｛" or "｝" or "〈" or "〉" or "《" or "》" => PhraseEnd.Comma,
        "…" or "―" or "－" => PhraseEnd.Comma,
        _ => null,
    };
}
