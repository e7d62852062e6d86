using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Korean;

/// <summary>Reads Korean: normalisation, accentual phrases, 표준 발음법. Safe to share between threads.</summary>
public sealed class KoreanReader : IReader
{
    /// <summary>A phrase of at most so many syllables takes in the next word …</summary>
    private const int ShortPhrase = 2;

    /// <summary>… if both together are no longer than this.</summary>
    private const int LongestJoined = 6;

    /// <inheritdoc/>
    public Language Language => Language.Korean;

    /// <inheritdoc/>
    public Reading Read(string text, ReadingDictionary? dictionary = null)
    {
        var line = MarkedText.Of(text, Language);
        return line.Restore(Read(line.Spoken, Normaliser.Run(line, dictionary)));
    }

    private static Reading Read(string text, List<Glyph> glyphs)
    {
        var phrases = Phrases(Words(glyphs));
        var phonemes = new List<Phoneme> { Edge(0) };
        var spoken = new List<AccentPhrase>();
        for (var n = 0; n < phrases.Count; n++)
        {
            var phrase = phrases[n];
            var syllables = phrase.Syllables;
            Pronunciation.Apply(syllables);
            for (var i = 0; i < syllables.Count; i++)
            {
                var s = syllables[i];
                if (i > 0 && syllables[i - 1].Word != s.Word)
                    phonemes.Add(Boundary(PhonemeInventory.WordBoundary, (s.InitialSource ?? s.Source).Start));
                if (s.Initial != 'ㅇ')
                    phonemes.Add(Sound(s.Initial.ToString(), s.InitialSource ?? s.Source, i));
                phonemes.Add(Sound(s.Vowel.ToString(), s.Source, i));
                if (s.Final != ' ')
                    phonemes.Add(Sound("-" + s.Final, s.Source, i));

                Phoneme Sound(string symbol, SourceSpan source, int unit) => new(symbol, source, spoken.Count, unit, s.Steps);
            }

            var (start, end) = (syllables[0].Source.Start, syllables.Max(s => s.Source.End));
            spoken.Add(new AccentPhrase(syllables.Count, 0, phrase.End, new SourceSpan(start, end - start), Spelling(syllables)));
            // One sign may be said as several words ($1: 일 달러): the boundary between them lies where the sign begins.
            var next = n + 1 < phrases.Count ? phrases[n + 1].Syllables[0].Source.Start : end;
            phonemes.Add(Boundary(phrase.End == PhraseEnd.None ? PhonemeInventory.WordBoundary : PhonemeInventory.Pause, Math.Min(end, next)));
        }

        if (spoken.Count == 0)
            phonemes.Add(Edge(text.Length));
        return new Reading(Language.Korean, text, phonemes, spoken);
    }

    private static Phoneme Edge(int at) => Boundary(PhonemeInventory.Pause, at);

    private static Phoneme Boundary(string symbol, int at) => new(symbol, new SourceSpan(at, 0), -1, -1, []);

    private static string Spelling(List<Syllable> syllables)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < syllables.Count; i++)
        {
            if (i > 0 && syllables[i].Word != syllables[i - 1].Word)
                text.Append(' ');
            text.Append(syllables[i].Said);
        }

        return text.ToString();
    }

    /// <summary>Splits at spaces and marks, and lets the lexicon settle what spelling does not tell.</summary>
    private static List<(List<Syllable> Syllables, PhraseEnd End)> Words(List<Glyph> glyphs)
    {
        var words = new List<(List<Syllable>, PhraseEnd)>();
        for (var at = 0; at < glyphs.Count;)
        {
            var end = at;
            while (end < glyphs.Count && glyphs[end].IsSyllable)
                end++;
            var mark = end < glyphs.Count ? MarkOf(glyphs[end].Char) : PhraseEnd.Period;
            if (end > at)
                words.Add((Word(glyphs, at, end, words.Count), mark));
            else if (words.Count > 0 && mark != PhraseEnd.None && words[^1].Item2 is PhraseEnd.None or PhraseEnd.Comma)
                words[^1] = (words[^1].Item1, mark);
            at = end + 1;
        }

        // A line ends somewhere even without a full stop.
        if (words.Count > 0 && words[^1].Item2 is PhraseEnd.None or PhraseEnd.Comma)
            words[^1] = (words[^1].Item1, PhraseEnd.Period);
        return words;
    }

    private static PhraseEnd MarkOf(char mark) => mark switch
    {
        ',' => PhraseEnd.Comma,
        '.' => PhraseEnd.Period,
        '?' => PhraseEnd.Question,
        '!' => PhraseEnd.Exclamation,
        _ => PhraseEnd.None,
    };

    private static List<Syllable> Word(List<Glyph> glyphs, int from, int to, int index)
    {
        var letters = new char[to - from];
        for (var i = 0; i < letters.Length; i++)
            letters[i] = glyphs[from + i].Char;
        var word = new List<Syllable>(letters.Length);
        var open = 0;
        for (var i = 0; i < letters.Length;)
        {
            // A settled word is said as the user says: no entry reaches into it.
            while (open < i || (open < letters.Length && !glyphs[from + open].IsSettled))
                open++;
            if (Lexicon.Find(letters.AsSpan(i, open - i), i == 0) is { } entry)
            {
                var written = new string(letters, i, entry.Length);
                for (var k = 0; k < entry.Length; k++)
                {
                    var g = glyphs[from + i + k];
                    var steps = entry.Said[k] == g.Char ? g.Steps : g.Steps.Add(new ReadingStep(entry.Rule, written, entry.Said));
                    word.Add(new Syllable(k == entry.Length - 1 ? KeepFinal(g.Char, entry.Said[k]) : entry.Said[k], g.Source, steps, index) { Settled = i + 1 });
                }

                i += entry.Length;
                continue;
            }

            word.Add(new Syllable(letters[i], glyphs[from + i].Source, glyphs[from + i].Steps, index));
            i++;
        }

        return word;
    }

    /// <summary>An entry ends in a sounded final (달삗); the written one is kept where a vowel may yet follow (달빛이).</summary>
    private static char KeepFinal(char written, char said) => Pronunciation.Neutral(Hangul.Final(written)) == Hangul.Final(said)
        ? Hangul.Compose(Hangul.Initial(said), Hangul.Vowel(said), Hangul.Final(written))
        : said;

    /// <summary>
    /// Groups words into accentual phrases: a word of three or more syllables is a phrase of its own, shorter ones lean on the
    /// next (the habit of Seoul speech that the training recordings follow).
    /// </summary>
    private static List<(List<Syllable> Syllables, PhraseEnd End)> Phrases(List<(List<Syllable> Syllables, PhraseEnd End)> words)
    {
        var phrases = new List<(List<Syllable> Syllables, PhraseEnd End)>();
        foreach (var word in words)
        {
            if (phrases.Count > 0 && phrases[^1].End == PhraseEnd.None
                && phrases[^1].Syllables.Count <= ShortPhrase && phrases[^1].Syllables.Count + word.Syllables.Count <= LongestJoined)
            {
                phrases[^1].Syllables.AddRange(word.Syllables);
                phrases[^1] = (phrases[^1].Syllables, word.End);
            }
            else
                phrases.Add(([.. word.Syllables], word.End));
        }

        return phrases;
    }
}
