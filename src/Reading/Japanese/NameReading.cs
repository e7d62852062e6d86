namespace Dubbing.Readings.Japanese;

/// <summary>After the words were looked up: a name spelled in katakana is one word, also where the dictionary cut it up.</summary>
internal static class NameReading
{
    /// <summary>Joins the words of names in place.</summary>
    public static void Apply(List<Word> words, NormalizedText text)
    {
        var at = 0;
        foreach (var name in text.Names)
        {
            while (at < words.Count && words[at].Start < name.Start)
                at++;
            if (at == words.Count || words[at].Start != name.Start)
                continue;
            var last = at;
            while (last < words.Count && words[last].End < name.End)
                last++;
            if (last == words.Count || words[last].End != name.End)
                continue;
            if (name.Accent < 0 && last == at && words[at].IsKnown && words[at].IsSpoken)
                continue;
            var spelling = text.Text[name.Start..name.End];
            var kana = Moras.Split(Moras.ToKatakana(spelling));
            if (kana.Count == 0)
                continue;
            var word = new Word
            {
                Surface = spelling,
                Source = text.Source(name.Start, name.End),
                Start = name.Start,
                End = name.End,
                Sub1 = "固有名詞",
                Lemma = spelling,
                Rules = "C1",
                Kana = kana,
                Accent = name.Accent >= 0 ? name.Accent : WordCorrections.LoanwordAccent(kana),
            };
            word.Steps.AddRange(text.Steps(name.Start, name.End));
            words.RemoveRange(at, last - at + 1);
            words.Insert(at, word);
        }
    }
}
