namespace Dubbing.Readings.Japanese;

/// <summary>
/// Nouns made of a time of day or year and a verb that the dictionary has only apart (朝|採れの, 春|蒔き): the verb's first sound is voiced, unless a voiced
/// obstruent follows in it (Lyman's law). A verb with its object keeps its sound, so that only adverbial first parts are taken.
/// </summary>
internal static class Rendaku
{
    private const string Times = "朝昼夕夜晩春夏秋冬";
    private const string Plain = "カキクケコサシスセソタチツテトハヒフヘホ", Voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ";
    private static readonly System.Buffers.SearchValues<char> Obstruents = System.Buffers.SearchValues.Create(Voiced + "パピプペポ");

    /// <summary>Puts such nouns in the place of the two words, in place.</summary>
    public static void Apply(List<Word> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var (time, verb) = (words[i], words[i + 1]);
            if (time.Surface.Length != 1 || !Times.Contains(time.Surface, StringComparison.Ordinal) || time.Class != "名詞" || time.IsFixed || (i > 0 && words[i - 1].End == time.Start && words[i - 1].Class is "名詞" or "接頭詞"))
                continue;
            if (verb is not { Class: "動詞", Form: "連用形" } || verb.Start != time.End || verb.Surface.Length < 2 || !Kanji.Is(verb.Surface[0]) || !IsNoun(i + 2 < words.Count ? words[i + 2] : null))
                continue;
            var kana = time.Spoken + Voice(verb.Spoken);
            var (steps, joins) = (time.Steps, time.Joins);
            var word = Word.Merge(words, i, 2);
            (word.Class, word.Sub1, word.Rules, word.Joins, word.IsFixed, word.Lemma) = ("名詞", "サ変接続", "C2", joins, true, word.Surface);
            word.Steps.AddRange(steps.Where(s => s.Rule != "dictionary"));
            word.Read(kana, 0, "rendaku");
        }
    }

    /// <summary>The first sound voiced, where the law allows it.</summary>
    /// <param name="kana">Katakana.</param>
    internal static string Voice(string kana) =>
        kana.Length > 0 && Plain.IndexOf(kana[0], StringComparison.Ordinal) is >= 0 and var at && !kana.AsSpan(1).ContainsAny(Obstruents) ? Voiced[at] + kana[1..] : kana;

    // What follows shows a noun: the clause could go on after a verb (朝起き、).
    private static bool IsNoun(Word? after) => after is { Surface: "の" or "です" or "だ" } or { Class: "名詞", Sub1: not "非自立" };
}
