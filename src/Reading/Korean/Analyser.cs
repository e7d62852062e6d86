namespace Dubbing.Readings.Korean;

/// <summary>
/// Splits a word (어절) into nouns, stems, endings and particles: the cheapest way through the <see cref="Vocabulary"/>, in time
/// linear in the word's length. Light on purpose: it knows what the pronunciation rules ask for, not grammar as such.
/// </summary>
internal static class Analyser
{
    private const int Kinds = (int)Kind.Suffix + 1;
    private const int LongestUnknown = 12;
    private const int UnknownCost = 18;
    private const int UnknownSyllable = 22;
    private const int Impossible = int.MaxValue / 2;

    /// <summary>Stems cannot end a word; a form in ㅂ neither. When nothing else fits they must.</summary>
    private const int Unfinished = 40;

    /// <summary>What could as well be a noun (길, 물, 날) is one unless the next word says otherwise.</summary>
    private const int RatherNoun = 8;

    private struct Step
    {
        public int Cost;
        public int From;
        public Kind Before;
        public Entry? Entry;
    }

    /// <summary>The parts of a word, in order, without gaps.</summary>
    /// <param name="word">Hangul syllables.</param>
    /// <param name="first">What stands before in the same word: <see cref="Kind.Number"/> after digits, else <see cref="Kind.Start"/>.</param>
    /// <param name="mayModify">Whether it may also be a modifier in ㄹ.</param>
    public static List<Morpheme> Split(ReadOnlySpan<char> word, Kind first, out bool mayModify)
    {
        var length = word.Length;
        var steps = new Step[(length + 1) * Kinds];
        for (var i = 0; i < steps.Length; i++)
            steps[i].Cost = Impossible;
        steps[(int)first].Cost = 0;
        for (var at = 0; at < length; at++)
        {
            var reached = 0;
            for (var k = 0; k < Kinds; k++)
            {
                if (steps[at * Kinds + k].Cost < Impossible)
                    reached |= 1 << k;
            }

            if (reached == 0)
                continue;
            var longest = Math.Min(Vocabulary.Longest, length - at);
            for (var n = 1; n <= longest; n++)
            {
                foreach (var entry in Vocabulary.Find(word.Slice(at, n)))
                    Try(at, n, entry.Kind, entry.After & reached, entry.Cost, entry);
            }

            // Stretches that no entry covers, after anything a noun may follow.
            var before = reached & (1 << (int)Kind.Start | 1 << (int)Kind.Noun | 1 << (int)Kind.Number | 1 << (int)Kind.Suffix | 1 << (int)Kind.Adverb);
            if (before == 0 && (reached & 1 << (int)Kind.Unknown) == 0 && at > 0)
                before = reached;
            for (var n = 1; before != 0 && n <= Math.Min(LongestUnknown, length - at); n++)
                Try(at, n, Kind.Unknown, before, UnknownCost + UnknownSyllable * n, null);
            if (at >= LongestUnknown)
                Try(at, 1, Kind.Unknown, reached & 1 << (int)Kind.Unknown, UnknownSyllable, null);
        }

        var (end, best) = (Kind.Unknown, Impossible);
        for (var k = 0; k < Kinds; k++)
        {
            var cost = steps[length * Kinds + k].Cost + (Kind)k switch { Kind.Stem or Kind.FormB => Unfinished, Kind.ModifierL => RatherNoun, _ => 0 };
            if (cost < best)
                (end, best) = ((Kind)k, cost);
        }

        mayModify = steps[length * Kinds + (int)Kind.ModifierL].Cost < best + Unfinished;
        var parts = new List<Morpheme>();
        for (int at = length, kind = (int)end; at > 0;)
        {
            var step = steps[at * Kinds + kind];
            parts.Add(new Morpheme(step.From, at - step.From, (Kind)kind, step.Entry));
            (at, kind) = (step.From, (int)step.Before);
        }

        parts.Reverse();
        return parts;

        void Try(int at, int n, Kind kind, int before, int cost, Entry? entry)
        {
            ref var to = ref steps[(at + n) * Kinds + (int)kind];
            for (var k = 0; before != 0; k++, before >>= 1)
            {
                if ((before & 1) == 0)
                    continue;
                var total = steps[at * Kinds + k].Cost + cost;
                if (total < to.Cost)
                    to = new Step { Cost = total, From = at, Before = (Kind)k, Entry = entry };
            }
        }
    }
}
