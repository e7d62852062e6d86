using System.Text;
using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Korean;

/// <summary>Reads Korean: normalisation, morphemes, accentual phrases, 표준 발음법. Safe to share between threads.</summary>
public sealed class KoreanReader : IReader
{
    /// <inheritdoc/>
    public Language Language => Language.Korean;

    /// <inheritdoc/>
    public Reading Read(string text, ReadingDictionary? dictionary = null)
    {
        var line = MarkedText.Of(text, Language);
        return UnspokenLetters.Mark(line.Restore(Read(line.Spoken, Normaliser.Run(line, dictionary))));
    }

    private static Reading Read(string text, List<Glyph> glyphs)
    {
        var words = WordSplitter.Split(glyphs);
        Context.Apply(words);
        var phrases = Phrasing.Group(words);
        Pronounce(phrases);

        var phonemes = new List<Phoneme> { Edge(0) };
        var spoken = new List<AccentPhrase>(phrases.Count);
        for (var n = 0; n < phrases.Count; n++)
        {
            var phrase = phrases[n];
            var syllables = phrase.Syllables;
            for (var i = 0; i < syllables.Count; i++)
            {
                var s = syllables[i];
                if (i > 0 && syllables[i - 1].Word != s.Word)
                    phonemes.Add(Boundary(PhonemeInventory.WordBoundary, (s.InitialSource ?? s.Source).Start));
                if (s.Initial != 'ㅇ')
                    phonemes.Add(Sound(s.Initial.ToString(), s.InitialSource ?? s.Source, i));
                if (PlainE(s))
                    s.Steps.Add(new ReadingStep("제5항 다만 2", "ㅖ", "ㅔ"));
                phonemes.Add(Sound((PlainE(s) ? 'ㅔ' : s.Vowel).ToString(), s.Source, i));
                if (s.Final != ' ')
                    phonemes.Add(Sound("-" + s.Final, s.Source, i));

                Phoneme Sound(string symbol, SourceSpan source, int unit) => new(symbol, source, spoken.Count, unit, s.Steps);
            }

            var (start, end) = (syllables[0].Source.Start, syllables.Max(s => s.Source.End));
            spoken.Add(new AccentPhrase(syllables.Count, 0, phrase.End, new SourceSpan(start, end - start), Spelling(syllables)));
            // One sign may be said as several words ($1: 일 달러): the boundary between them lies where the sign begins.
            var next = n + 1 < phrases.Count ? (phrases[n + 1].Syllables[0].InitialSource ?? phrases[n + 1].Syllables[0].Source).Start : end;
            phonemes.Add(Boundary(phrase.End == PhraseEnd.None ? PhonemeInventory.WordBoundary : PhonemeInventory.Pause, Math.Min(end, next)));
        }

        if (spoken.Count == 0)
            phonemes.Add(Edge(text.Length));
        return new Reading(Language.Korean, text, phonemes, spoken);
    }

    /// <summary>The rules see a breath group at a time: nothing reaches across a pause.</summary>
    private static void Pronounce(List<Phrasing.Phrase> phrases)
    {
        var group = new List<Syllable>();
        for (var n = 0; n < phrases.Count; n++)
        {
            foreach (var s in phrases[n].Syllables)
            {
                s.Phrase = n;
                group.Add(s);
            }

            if (phrases[n].End == PhraseEnd.None)
                continue;
            Pronunciation.Apply(group);
            group.Clear();
        }
    }

    /// <summary>계, 혜: spelled by the principle, said with the [ㅔ] that the article also allows, as people do and the voices have learned.</summary>
    private static bool PlainE(Syllable s) => s.Vowel == 'ㅖ' && s.Initial is not ('ㅇ' or 'ㄹ');

    private static Phoneme Edge(int at) => Boundary(PhonemeInventory.Pause, at);

    private static Phoneme Boundary(string symbol, int at) => new(symbol, new SourceSpan(at, 0), -1, -1, []);

    private static string Spelling(List<Syllable> syllables)
    {
        var text = new StringBuilder(syllables.Count + 4);
        for (var i = 0; i < syllables.Count; i++)
        {
            if (i > 0 && syllables[i].Word != syllables[i - 1].Word)
                text.Append(' ');
            text.Append(syllables[i].Said);
        }

        return text.ToString();
    }
}
