using Dubbing.Readings.Letters;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Adjective and verb made one noun (長押し, 早押し), where the dictionary has the two kanji as a noun of another kind (長押 ナゲシ) and
/// leaves the verb's ending over: a noun that nobody does cannot be followed by する.
/// </summary>
internal static class AdjectiveCompounds
{
    /// <summary>Puts such nouns in the place of the two words, in place.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="analyser">Knows stems and verbs.</param>
    /// <param name="lookUp">Words of another stretch of the text.</param>
    public static void Apply(List<Word> words, IMorphologicalAnalyser analyser, Func<int, int, IEnumerable<Word>> lookUp)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var (noun, rest) = (words[i], words[i + 1]);
            // 長押|しする: the dictionary's odd verb is the ending and する.
            if (noun.Surface.Length == 2 && rest.Lemma == "しする" && rest.Surface.Length > 1 && rest.Start == noun.End && Reading(analyser, noun.Surface[1..] + "し", f => f[0] == "動詞" && f[5] == "連用形") is not null)
            {
                words.RemoveAt(i + 1);
                words.InsertRange(i + 1, [.. lookUp(rest.Start, rest.Start + 1), .. lookUp(rest.Start + 1, rest.End)]);
                rest = words[i + 1];
            }

            if (noun.Surface.Length != 2 || noun.Class != "名詞" || noun.Sub1 is "サ変接続" || noun.IsFixed || !Kanji.IsAll(noun.Surface)
                || rest.Surface is not { Length: 1 } || rest.Surface[0] is not ('し' or 'き' or 'ち' or 'り' or 'み' or 'び' or 'い' or 'え' or 'け' or 'げ' or 'て' or 'れ' or 'め' or 'べ') || rest.Start != noun.End)
                continue;
            if (Reading(analyser, noun.Surface[..1], f => f[0] == "形容詞" && f[5] == "ガル接続") is not { } stem
                || Reading(analyser, noun.Surface[1..] + rest.Surface, f => f[0] == "動詞" && f[5] == "連用形") is not { } verb)
                continue;
            // 高値|に and other particles are no endings.
            if (rest.Class is "助詞" && rest.Surface is not "し")
                continue;
            var word = Word.Merge(words, i, 2);
            (word.Class, word.Sub1, word.Rules, word.Joins, word.IsFixed) = ("名詞", "サ変接続", "C2", noun.Joins, true);
            word.Lemma = word.Surface;
            word.Read(stem + verb, 0, "compound");
        }
    }

    private static string? Reading(IMorphologicalAnalyser analyser, string spelling, Func<string[], bool> fits)
    {
        foreach (var entry in analyser.Entries(spelling))
        {
            if (entry.Feature.Split(',') is { Length: > 9 } f && fits(f))
                return Moras.Lengthen(f[8]);
        }

        return null;
    }
}
