namespace Dubbing.Readings;

/// <summary>A reading told by its words: what is said, the text it came from, and why.</summary>
public static class Explanation
{
    /// <summary>The words of a reading in order. In Japanese a word is what one dictionary entry, number or name made.</summary>
    public static IReadOnlyList<ExplainedWord> Of(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var words = new List<ExplainedWord>();
        var units = new List<ExplainedUnit>();
        Phoneme? last = null;
        var (spelling, spelled) = (Array.Empty<string>(), -1);
        foreach (var p in reading.Phonemes)
        {
            if (p.Phrase < 0)
            {
                Close();
                last = null;
                if (p.Symbol == PhonemeInventory.Pause)
                    words.Add(new ExplainedWord("", p.Source, [], p.Steps, p.PauseSeconds, -1));
                continue;
            }

            if (last is null || last.Phrase != p.Phrase || (last.Unit != p.Unit && reading.Language == Language.Japanese && IsNewWord(last, p)))
                Close();
            if (spelled != p.Phrase)
                (spelling, spelled) = (Units(reading, p.Phrase), p.Phrase);
            if (last is null || last.Phrase != p.Phrase || last.Unit != p.Unit || units.Count == 0)
                units.Add(new ExplainedUnit(p.Unit < spelling.Length ? spelling[p.Unit] : "", p.Source, [p.Symbol], p.Steps, p.Phrase, p.Unit));
            else
                units[^1] = units[^1] with { Symbols = [.. units[^1].Symbols, p.Symbol], Source = Union(units[^1].Source, p.Source) };
            last = p;
        }

        Close();
        return words;

        void Close()
        {
            if (units.Count == 0)
                return;
            // What made the whole word is told once.
            var shared = units[0].Steps.Where(s => units.TrueForAll(u => u.Steps.Any(t => ReferenceEquals(s, t)))).ToList();
            if (units.Count == 1)
                shared = [.. shared.Where(s => s.Before.Length > 1 || s.After.Length > 1)];
            words.Add(new ExplainedWord(
                string.Concat(units.Select(u => u.Said)),
                units.Select(u => u.Source).Aggregate(Union),
                [.. units.Select(u => u with { Steps = [.. u.Steps.Where(s => !shared.Exists(t => ReferenceEquals(s, t)))] })],
                shared,
                null,
                units[0].Phrase));
            units = [];
        }
    }

    /// <summary>Phonemes of a word share the steps of its dictionary entry; words of kana have none in common but the line's.</summary>
    private static bool IsNewWord(Phoneme a, Phoneme b) => a.Steps.Count == 0 || b.Steps.Count == 0
        ? !(a.Steps.Count == 0 && b.Steps.Count == 0)
        : !ReferenceEquals(a.Steps[0], b.Steps[0]);

    private static string[] Units(Reading reading, int phrase) => reading.Language == Language.Korean
        ? [.. reading.Phrases[phrase].Spelling.Where(c => c != ' ').Select(c => c.ToString())]
        : [.. Moras.Split(reading.Phrases[phrase].Spelling)];

    private static SourceSpan Union(SourceSpan a, SourceSpan b)
    {
        var start = Math.Min(a.Start, b.Start);
        return new SourceSpan(start, Math.Max(a.End, b.End) - start);
    }
}

/// <summary>A word of a reading, or a pause.</summary>
/// <param name="Said">Hangul or katakana as pronounced; empty for a pause.</param>
/// <param name="Source">The text it came from.</param>
/// <param name="Units">Its syllables or moras, in order; none for a pause.</param>
/// <param name="Steps">What made the whole of it, in the order in which it happened.</param>
/// <param name="PauseSeconds">How long the pause was asked to be; null when it was not.</param>
/// <param name="Phrase">Index of its accent phrase; −1 for a pause.</param>
public sealed record ExplainedWord(string Said, SourceSpan Source, IReadOnlyList<ExplainedUnit> Units, IReadOnlyList<ReadingStep> Steps, double? PauseSeconds, int Phrase);

/// <summary>A syllable or mora of a reading.</summary>
/// <param name="Said">As pronounced.</param>
/// <param name="Source">The text it came from.</param>
/// <param name="Symbols">Its phonemes.</param>
/// <param name="Steps">What made it besides the word's own steps.</param>
/// <param name="Phrase">Index of its accent phrase.</param>
/// <param name="Unit">Which of the phrase it is, from 0.</param>
public sealed record ExplainedUnit(string Said, SourceSpan Source, IReadOnlyList<string> Symbols, IReadOnlyList<ReadingStep> Steps, int Phrase, int Unit);
