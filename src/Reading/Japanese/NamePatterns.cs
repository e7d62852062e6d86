namespace Dubbing.Readings.Japanese;

/// <summary>
/// Names of two kanji that the dictionary does not have as one word: what stands beside them shows that it is a name, and kanji that many
/// names share show how it is read (幸正さん ユキマサ, 潟口さん カタグチ): Names.tsv.
/// </summary>
internal static class NamePatterns
{
    // These end given names and hardly any other word, so that a particle after them is enough.
    private const string GivenEndings = "子美香恵奈菜乃雄夫郎彦之介助輔也哉斗穂帆紗沙正";
    private const string Numerals = "一二三四五六七八九十百千万";
    private const string Counted = "月世代里次作";
    private static readonly Dictionary<char, (string? First, string? Last)> Given = [];
    private static readonly Dictionary<char, string> Surnames = [];

    static NamePatterns()
    {
        foreach (var line in Japanese.Numerals.Resource("Names.tsv"))
        {
            var f = line.Split('\t');
            if (f[0] == "given")
                Given[f[1][0]] = (f[2] == "-" ? null : f[2], f[3] == "-" ? null : f[3]);
            else
                Surnames[f[1][0]] = f[2];
        }
    }

    /// <summary>Joins and reads names in place.</summary>
    public static void Apply(List<Word> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var (first, last) = (words[i], words[i + 1]);
            if (!IsPart(first) || !IsPart(last) || last.Start != first.End)
                continue;
            var (before, after) = (i > 0 ? words[i - 1] : null, i + 2 < words.Count ? words[i + 2] : null);
            var isAfterSurname = before is { Sub3: "姓" } && before.End == first.Start;
            if (!isAfterSurname && before is { Surface.Length: > 0 } && before.End == first.Start && Kanji.Is(before.Surface[^1]))
                continue;
            if (Read(first, last, isAfterSurname, after) is { } kana)
                Join(words, i, kana);
        }
    }

    private static string? Read(Word first, Word last, bool isAfterSurname, Word? after)
    {
        var (a, z) = (first.Surface[0], last.Surface[0]);
        if (Numerals.Contains(a, StringComparison.Ordinal) && Counted.Contains(z, StringComparison.Ordinal))
            return null;
        var isTitled = IsTitle(after);
        var isAlone = after is null || after.Mark is not null || after.Class is "助詞" or "記号" || after.Surface is "って";
        var isPerson = isAfterSurname || isTitled || (isAlone && GivenEndings.Contains(z, StringComparison.Ordinal));
        if (isPerson && Given.TryGetValue(a, out var start) && Given.TryGetValue(z, out var end) && start.First is not null && end.Last is not null)
            return start.First + end.Last;
        return isTitled && !isAfterSurname && first.IsSpoken && Surnames.TryGetValue(z, out var surname) ? first.Spoken + surname : null;
    }

    private static bool IsTitle(Word? word) => word?.Surface is "さん" or "ちゃん" or "くん" or "君" or "様" or "さま" or "氏" or "先生" or "先輩";

    private static bool IsPart(Word word) =>
        word.Surface.Length == 1 && Kanji.Is(word.Surface[0]) && word.Surface[0] != '々' && !word.IsFixed && word.Class is "名詞" or "動詞" or "接頭詞" or "形容詞" or "記号" or "副詞" or "助詞" && word.Sub1 is not ("数" or "非自立" or "代名詞");

    private static void Join(List<Word> words, int i, string kana)
    {
        var (steps, moras) = (words[i].Steps, Moras.Split(kana).Count);
        var word = Word.Merge(words, i, 2);
        (word.Sub1, word.Sub2, word.Lemma, word.Rules) = ("固有名詞", "人名", word.Surface, "C1");
        (word.IsKnown, word.IsFixed) = (false, true);
        word.Steps.AddRange(steps.Where(s => s.Rule is not ("dictionary" or "kanji")));
        word.Read(kana, moras < 4 ? 1 : 0, "name");
    }
}
