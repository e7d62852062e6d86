namespace Dubbing.Readings;

/// <summary>
/// What the acoustic model is told about each phoneme of a reading: four small numbers beside the symbol, all derived
/// from the accent phrases. The recipe computes its training features with this same code (<c>dub features</c>).
/// Every list has one entry a phoneme.
/// </summary>
/// <param name="Symbols">Rows of <see cref="PhonemeInventory"/>.</param>
/// <param name="Tones">The pitch pattern, 0 … <see cref="ToneCount"/> − 1; see <see cref="ToneCount"/>.</param>
/// <param name="Ends">The <see cref="PhraseEnd"/> that closes the breath group (the stretch between pauses) it stands in.</param>
/// <param name="FromStart">Accent phrases before its own in the breath group, at most <see cref="PositionCount"/> − 1.</param>
/// <param name="ToEnd">Accent phrases after its own in the breath group, at most <see cref="PositionCount"/> − 1.</param>
public sealed record PhonemeFeatures(int[] Symbols, int[] Tones, int[] Ends, int[] FromStart, int[] ToEnd)
{
    /// <summary>
    /// Tones: 0 none; Japanese 1 low before the rise, 2 high, 3 high on the nucleus, 4 low after the nucleus, 5 high on the last mora;
    /// Korean (Jun's tones of Seoul accentual phrases) 6 first syllable low, 7 first syllable high (after a tense or aspirated onset, ㅅ or ㅎ),
    /// 8 second syllable, 9 middle, 10 last but one, 11 last syllable; 12 the only syllable, low; 13 the only syllable, high.
    /// </summary>
    public const int ToneCount = 14;

    /// <summary>How many positions in a breath group are told apart.</summary>
    public const int PositionCount = 10;

    private static readonly HashSet<string> HighOnsets = ["ㄲ", "ㄸ", "ㅃ", "ㅆ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ", "ㅅ"];

    /// <summary>Derives the features of a reading.</summary>
    /// <exception cref="ArgumentException">A symbol is not in the inventory.</exception>
    public static PhonemeFeatures Of(Reading reading)
    {
        var phonemes = reading.Phonemes;
        var n = phonemes.Count;
        var features = new PhonemeFeatures(new int[n], new int[n], new int[n], new int[n], new int[n]);
        var phrases = reading.Phrases;
        var (from, to, ends) = BreathGroups(phrases);
        var highFirst = FirstOnsets(reading);
        var last = 0;
        for (var i = 0; i < n; i++)
        {
            var p = phonemes[i];
            features.Symbols[i] = PhonemeInventory.TryGetRow(p.Symbol, out var row)
                ? row
                : throw new ArgumentException($"The symbol '{p.Symbol}' is not in the inventory.", nameof(reading));
            if (p.Phrase >= 0)
            {
                last = p.Phrase;
                features.Tones[i] = reading.Language == Language.Japanese
                    ? JapaneseTone(phrases[last], p.Unit)
                    : KoreanTone(phrases[last].Units, p.Unit, highFirst[last]);
            }

            if (phrases.Count == 0)
                continue;
            features.Ends[i] = (int)ends[last];
            features.FromStart[i] = Math.Min(from[last], PositionCount - 1);
            features.ToEnd[i] = Math.Min(to[last], PositionCount - 1);
        }

        return features;
    }

    private static (int[] From, int[] To, PhraseEnd[] Ends) BreathGroups(IReadOnlyList<AccentPhrase> phrases)
    {
        var (from, to, ends) = (new int[phrases.Count], new int[phrases.Count], new PhraseEnd[phrases.Count]);
        for (var start = 0; start < phrases.Count;)
        {
            var end = start;
            while (end < phrases.Count - 1 && phrases[end].End == PhraseEnd.None)
                end++;
            for (var i = start; i <= end; i++)
                (from[i], to[i], ends[i]) = (i - start, end - i, phrases[end].End);
            start = end + 1;
        }

        return (from, to, ends);
    }

    private static bool[] FirstOnsets(Reading reading)
    {
        var high = new bool[reading.Phrases.Count];
        var seen = new bool[reading.Phrases.Count];
        foreach (var p in reading.Phonemes)
        {
            if (p.Phrase < 0 || seen[p.Phrase])
                continue;
            seen[p.Phrase] = true;
            high[p.Phrase] = HighOnsets.Contains(p.Symbol);
        }

        return high;
    }

    private static int JapaneseTone(AccentPhrase phrase, int mora)
    {
        // The training labels write flat phrases like those with a nucleus on the last mora, so the model was taught no difference.
        var (nucleus, position) = (phrase.Nucleus == 0 ? phrase.Units : phrase.Nucleus, mora + 1);
        if (position == nucleus)
            return 3;
        if (nucleus > 0 && position > nucleus)
            return 4;
        if (position == 1)
            return 1;
        return position == phrase.Units ? 5 : 2;
    }

    private static int KoreanTone(int syllables, int syllable, bool high) => syllable switch
    {
        0 when syllables == 1 => high ? 13 : 12,
        0 => high ? 7 : 6,
        _ when syllable == syllables - 1 => 11,
        1 => 8,
        _ when syllable == syllables - 2 => 10,
        _ => 9,
    };
}
