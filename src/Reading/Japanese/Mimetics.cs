namespace Dubbing.Readings.Japanese;

/// <summary>
/// Mimetic words of two moras said twice (もちもち, フワフワ): one word, however the dictionary cuts it, that falls after its first mora, and is flat where
/// it is said of a thing (ふわふわのパン, つるつるだ).
/// </summary>
internal static class Mimetics
{
    private const int Moras = 4;

    /// <summary>Joins and accents them in place.</summary>
    public static void Apply(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && words[i].Surface.Length > 0 && words[i].Kana.Count == Moras / 2 && words[i].Surface == words[i + 1].Surface && words[i].End == words[i + 1].Start && Letters.Moras.IsKana(words[i].Surface)
                && words[i].Class is "名詞" or "副詞" or "動詞" or "感動詞" && !words[i].IsFixed && !(i + 2 < words.Count && words[i + 2].Surface == words[i].Surface))
            {
                var kana = words[i].Spoken + words[i + 1].Spoken;
                var word = Word.Merge(words, i, 2);
                (word.Class, word.Sub1, word.Rules, word.IsFixed, word.Lemma) = ("副詞", "一般", "*", true, word.Surface);
                word.Read(kana, 1, "mimetic");
            }

            var said = words[i];
            if (said is { Accent: 1, Class: "副詞" or "名詞" } && said.Kana.Count == Moras && said.Surface.Length == Moras && Letters.Moras.IsKana(said.Surface) && said.Kana[0] == said.Kana[2] && said.Kana[1] == said.Kana[3]
                && i + 1 < words.Count && words[i + 1] is { Surface: "の" or "な" or "だ" or "です" or "だっ" or "でし" or "で", Class: "助詞" or "助動詞" })
                said.Accent = 0;
        }
    }
}
