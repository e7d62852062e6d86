namespace Dubbing.Readings.Korean;

/// <summary>
/// Groups words into accentual phrases and finds the pauses. A word of one syllable leans on the word before, one of two syllables
/// takes in the next; longer ones are phrases of their own (the habit that the training recordings follow).
/// </summary>
internal static class Phrasing
{
    /// <summary>A phrase of at most so many syllables takes in the next word …</summary>
    private const int ShortPhrase = 2;

    /// <summary>… if both together are no longer than this.</summary>
    private const int LongestJoined = 6;

    /// <summary>A word of one syllable still joins a phrase that becomes this long.</summary>
    private const int LongestLeanedOn = 7;

    /// <summary>A word taken in by a modifier or number before it may make a phrase this long.</summary>
    private const int LongestTaken = 9;

    private const string Modifiers = "한두세네석넉이그저요새첫옛온각매별맨딴몇현본";

    private const string Negations = "안못";

    /// <summary>A stretch of so many syllables without a mark gets a pause at the best place.</summary>
    private const int LongBreath = 38;

    /// <summary>No pause so near to another (syllables).</summary>
    private const int ShortBreath = 8;

    /// <summary>An accentual phrase.</summary>
    internal readonly record struct Phrase(List<Syllable> Syllables, PhraseEnd End);

    /// <summary>The phrases of a line.</summary>
    public static List<Phrase> Group(List<Word> words)
    {
        Breathe(words);
        var phrases = new List<Phrase>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var end = word.End == PhraseEnd.Period && (Asks(word) || Questions.Ask(words, i)) ? PhraseEnd.Question : word.End;
            var before = i > 0 ? words[i - 1] : null;
            // 한 줄로, 이 책을, 안 먹어요, 세 시에: a short modifier, or a number before its counter, is said with what follows.
            var taken = phrases.Count > 0 && phrases[^1].End == PhraseEnd.None && before is not null && (IsModifier(before, word) || (before.Last == Kind.Number && word.Syllables[0].Counts))
                && phrases[^1].Syllables.Count + word.Syllables.Count <= LongestTaken;
            var leads = word.End == PhraseEnd.None && i + 1 < words.Count && IsModifier(word, words[i + 1]);
            if (phrases.Count > 0 && phrases[^1].End == PhraseEnd.None && (taken || (!leads
                && (word.Syllables.Count == 1
                    ? phrases[^1].Syllables.Count < LongestLeanedOn
                    : phrases[^1].Syllables.Count <= ShortPhrase && phrases[^1].Syllables.Count + word.Syllables.Count <= LongestJoined))))
            {
                phrases[^1].Syllables.AddRange(word.Syllables);
                phrases[^1] = phrases[^1] with { End = end };
            }
            else
                phrases.Add(new Phrase([.. word.Syllables], end));
        }

        return phrases;
    }

    /// <summary>Words of one syllable that belong to the next word: determiners, numerals, 안 and 못.</summary>
    private static bool IsModifier(Word word, Word next) => word.Syllables.Count == 1 && word.End == PhraseEnd.None
        && (Modifiers.Contains(word.Text, StringComparison.Ordinal) || (Negations.Contains(word.Text, StringComparison.Ordinal) && next.First is not (Kind.Particle or Kind.Suffix)));

    /// <summary>Endings that ask even without a question mark: 습니까, 나요, 까요, 는가요.</summary>
    private static bool Asks(Word word)
    {
        if (word.Text.Length > 3 && word.Text.EndsWith("가요", StringComparison.Ordinal) && word.Text[^3] is '인' or '은' or '는' or '던' or '신')
            return true;
        if (word.Parts.Count < 2 || word.Last != Kind.Ending)
            return false;
        var last = word.Parts[^1].Entry?.Text;
        return last is "습니까" or "니까" && (last != "니까" || word.Parts[^2].Kind == Kind.FormB)
            || last is "나요" or "까요" or "까" or "을까" or "을까요" or "는가요" or "은가요" or "던가요" or "가요" && (last != "가요" || word.Parts[^2].Kind == Kind.ModifierN);
    }

    /// <summary>Long stretches without a mark are parted: at clause ends first, after topics else.</summary>
    private static void Breathe(List<Word> words)
    {
        for (var start = 0; start < words.Count;)
        {
            var (end, length) = (start, 0);
            while (true)
            {
                length += words[end].Syllables.Count;
                if (words[end].End != PhraseEnd.None || end == words.Count - 1)
                    break;
                end++;
            }

            if (length > LongBreath && BestPause(words, start, end, length) is { } at)
            {
                words[at].End = PhraseEnd.Comma;
                continue; // the rest may be long still
            }

            start = end + 1;
        }
    }

    private static int? BestPause(List<Word> words, int start, int end, int length)
    {
        var (best, found, before) = (0, (int?)null, 0);
        for (var i = start; i < end; i++)
        {
            before += words[i].Syllables.Count;
            if (before < ShortBreath)
                continue;
            if (length - before < ShortBreath || before > 2 * LongBreath)
                break;
            var strength = Strength(words[i]);
            if (strength == 0)
                continue;
            // Near the middle of what one breath holds is best.
            var worth = strength * 100 - Math.Abs(before - Math.Min(length / 2, LongBreath)) * 4;
            if (worth > best)
                (best, found) = (worth, i);
        }

        return found;
    }

    /// <summary>How well a pause sits after a word: 3 after a clause, 2 after 고 and adverbial clauses, 1 after a topic.</summary>
    private static int Strength(Word word)
    {
        if (word.Last == Kind.Ending)
        {
            return word.Parts[^1].Entry?.Text switch
            {
                "지만" or "는데" or "은데" or "데" or "면서" or "으면서" or "니까" or "으니까" or "므로" or "으므로" or "거나" or "더라도" or "려면" or "으려면" or "면" or "으면" or "다면" or "라면" or "으며" or "며" or "느라" or "자마자" => 3,
                "고" or "도록" or "다가" or "서" or "어서" or "아서" => 2,
                _ => 0,
            };
        }

        return word.Last == Kind.Particle && word.Parts[^1].Entry?.Text is "은" or "는" or "에는" or "에서는" or "으로는" or "로는" ? 1 : 0;
    }
}
