namespace Dubbing.Readings.Japanese;

/// <summary>From words grouped in accent phrases to phonemes.</summary>
internal static class ReadingBuilder
{
    // In moras: about seven seconds of speech, and one and a half.
    private const int LongestBreath = 50;
    private const int ShortestBreath = 12;

    /// <summary>Builds the reading.</summary>
    /// <param name="text">The line as typed.</param>
    /// <param name="words">Its words, grouped by <see cref="AccentPhraser"/>.</param>
    public static Reading Build(string text, IReadOnlyList<Word> words)
    {
        var phrases = Phrases(words);
        if (phrases.Count == 0)
        {
            var silence = new Phoneme(PhonemeInventory.Pause, new SourceSpan(0, 0), -1, -1, []);
            return new Reading(Language.Japanese, text, [silence, silence with { Source = new SourceSpan(text.Length, 0) }], []);
        }

        var accents = new List<AccentPhrase>(phrases.Count);
        var phonemes = new List<Phoneme> { new(PhonemeInventory.Pause, new SourceSpan(0, 0), -1, -1, []) };
        var group = new List<SpokenMora>();
        for (var p = 0; p < phrases.Count; p++)
        {
            var (members, end, mark) = phrases[p];
            var nucleus = AccentConnection.Nucleus(members);
            var moras = MorasOf(members, p);
            if (nucleus > 0)
                moras[nucleus - 1].IsNucleus = true;
            group.AddRange(moras);
            var first = members[0].Source.Start;
            accents.Add(new AccentPhrase(
                moras.Count,
                nucleus,
                end,
                new SourceSpan(first, members.Max(w => w.Source.End) - first),
                string.Concat(members.Select(w => w.Spoken))));
            if (end == PhraseEnd.None)
                continue;
            Flush(group, phonemes, end);
            var after = p == phrases.Count - 1 ? new SourceSpan(text.Length, 0) : mark;
            phonemes.Add(new Phoneme(PhonemeInventory.Pause, after, -1, -1, []));
        }

        return new Reading(Language.Japanese, text, phonemes, accents);
    }

    private static void Flush(List<SpokenMora> group, List<Phoneme> phonemes, PhraseEnd end)
    {
        Devoicing.Apply(group, end == PhraseEnd.Question);
        for (var i = 0; i < group.Count; i++)
        {
            var mora = group[i];
            if (i > 0 && mora.Phrase != group[i - 1].Phrase)
                phonemes.Add(new Phoneme(PhonemeInventory.WordBoundary, new SourceSpan(mora.Source.Start, 0), -1, -1, []));
            IReadOnlyList<ReadingStep> steps = mora.Steps.Count == 0 ? mora.Word.Steps : [.. mora.Word.Steps, .. mora.Steps];
            if (mora.Consonant.Length > 0)
                phonemes.Add(new Phoneme(mora.Consonant, mora.Source, mora.Phrase, mora.Unit, steps));
            var vowel = mora.IsDevoiced ? mora.Vowel.ToUpperInvariant() : mora.Vowel;
            phonemes.Add(new Phoneme(vowel, mora.Source, mora.Phrase, mora.Unit, steps));
        }

        group.Clear();
    }

    private static List<(List<Word> Members, PhraseEnd End, SourceSpan Mark)> Phrases(IReadOnlyList<Word> words)
    {
        var phrases = new List<(List<Word> Members, PhraseEnd End, SourceSpan Mark)>();
        foreach (var word in words)
        {
            if (word.Mark is { } mark)
            {
                if (mark == PhraseEnd.Period && phrases.Count > 0 && Asks(phrases[^1].Members))
                    mark = PhraseEnd.Question;

                // The strongest of several marks in a row counts (「！？」 asks).
                if (phrases.Count > 0 && Strength(mark) > Strength(phrases[^1].End))
                    phrases[^1] = phrases[^1] with { End = mark, Mark = word.Source };
            }
            else if (word.IsSpoken)
            {
                if (word.Joins == true && phrases.Count > 0 && phrases[^1].End == PhraseEnd.None)
                    phrases[^1].Members.Add(word);
                else
                    phrases.Add(([word], PhraseEnd.None, default));
            }
        }

        if (phrases.Count > 0 && phrases[^1].End is PhraseEnd.None or PhraseEnd.Comma)
            phrases[^1] = phrases[^1] with { End = Asks(phrases[^1].Members) ? PhraseEnd.Question : PhraseEnd.Period };
        BreatheInLongOnes(phrases);
        return phrases;
    }

    /// <summary>行きますか。 asks without a question mark; そうですか。 and 〜だろうか。, 〜ではないか。 do not.</summary>
    private static bool Asks(List<Word> members)
    {
        if (members.Count < 2 || members[^1] is not { Surface: "か", Class: "助詞" })
            return false;
        var before = members[^2];
        if (before.Class is not ("助動詞" or "動詞" or "形容詞") && !before.Is("名詞", "非自立"))
            return false;
        if (members[0].Surface == "そう" && members.Count <= 3)
            return false;
        return members.Count < 3 || members[^3].Surface is not ("だろ" or "じゃ" or "は");
    }

    /// <summary>A stretch without a mark that is too long for one breath gets a pause after a particle near its middle.</summary>
    private static void BreatheInLongOnes(List<(List<Word> Members, PhraseEnd End, SourceSpan Mark)> phrases)
    {
        for (var first = 0; first < phrases.Count;)
        {
            var end = first;
            while (end < phrases.Count - 1 && phrases[end].End == PhraseEnd.None)
                end++;
            var lengths = phrases.GetRange(first, end - first + 1).ConvertAll(p => p.Members.Sum(w => w.Kana.Count));
            var total = lengths.Sum();
            var (best, distance, said) = (-1, int.MaxValue, 0);
            for (var p = first; total > LongestBreath && p < end; p++)
            {
                said += lengths[p - first];
                var last = phrases[p].Members[^1];
                if (last.Class == "助詞" && last.Sub1 is "接続助詞" or "係助詞" && last.Surface is not ("て" or "で") && Math.Min(said, total - said) >= ShortestBreath && Math.Abs((2 * said) - total) < distance)
                    (best, distance) = (p, Math.Abs((2 * said) - total));
            }

            if (best >= 0)
                phrases[best] = phrases[best] with { End = PhraseEnd.Comma, Mark = new SourceSpan(phrases[best].Members[^1].Source.End, 0) };
            else
                first = end + 1;
        }
    }

    internal static int Strength(PhraseEnd end) => end switch
    {
        PhraseEnd.None => 0,
        PhraseEnd.Comma => 1,
        PhraseEnd.Period => 2,
        PhraseEnd.Exclamation => 3,
        _ => 4,
    };

    private static List<SpokenMora> MorasOf(List<Word> words, int phrase)
    {
        var moras = new List<SpokenMora>();
        foreach (var word in words)
        {
            var letters = LettersOf(word);
            for (var i = 0; i < word.Kana.Count; i++)
            {
                var kana = word.Kana[i];
                string consonant, vowel;
                if (kana == "ー")
                    (consonant, vowel) = ("", moras.Count == 0 ? "a" : moras[^1].Vowel is "cl" ? "N" : moras[^1].Vowel);
                else
                    (consonant, vowel) = Moras.Sounds(kana);
                var mora = new SpokenMora
                {
                    Kana = kana,
                    Consonant = consonant,
                    Vowel = vowel,
                    Word = word,
                    Source = letters?[i] ?? word.Source,
                    IsLastOfWord = i == word.Kana.Count - 1,
                    Phrase = phrase,
                    Unit = moras.Count,
                };
                moras.Add(mora);
                // The す of です and ます depends on what follows: the rule decides.
                if (word.Devoiced?.Contains(i) == true && !(mora.IsLastOfWord && kana == "ス"))
                    mora.Devoice();
            }
        }

        return moras;
    }

    /// <summary>Where each mora of a word spelled in kana stands; null when the spelling has no mora-by-mora order.</summary>
    private static SourceSpan[]? LettersOf(Word word)
    {
        if (word.Surface.Length != word.Source.Length || !Moras.IsKana(word.Surface))
            return null;
        var spelled = Moras.Split(Moras.ToKatakana(word.Surface));
        if (spelled.Count != word.Kana.Count)
            return null;
        var spans = new SourceSpan[spelled.Count];
        var at = word.Source.Start;
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = new SourceSpan(at, spelled[i].Length);
            at += spelled[i].Length;
        }

        return spans;
    }
}
