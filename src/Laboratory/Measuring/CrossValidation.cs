using Dubbing.Readings;
using Dubbing.Readings.Japanese;

namespace Dubbing.Laboratory.Measuring;

/// <summary>
/// What our own words (Words.tsv, Stems.tsv) are worth on lines that they were not made for. Every line is read without the words that no line of
/// the other folds bears out: a word that was added for this one line, or this fold, does not count here. What EDICT attests stays.
/// </summary>
internal static class CrossValidation
{
    /// <summary>Prints the figures.</summary>
    /// <param name="rows">Text and expected reading of each line, and our reading.</param>
    /// <param name="folds">Into how many parts the lines are dealt, one by one.</param>
    /// <param name="to">Where to print.</param>
    /// <returns>The readings of the lines as they were measured.</returns>
    public static Reading[] Report(IReadOnlyList<(string Id, string Text, string Expected, Reading Ours)> rows, int folds, TextWriter to)
    {
        var right = rows.Select(r => Edits(r.Expected, r.Ours) == 0).ToArray();
        var fired = rows.Select(r => r.Ours.Phonemes.SelectMany(p => p.Steps).Where(s => s.Rule == "lexicon").Select(Lexicon.KeyOf).ToHashSet(StringComparer.Ordinal)).ToArray();

        // In which folds a word stands in a line that is read right.
        var borneOut = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var key in right[i] ? fired[i] : [])
            {
                if (!borneOut.TryGetValue(key, out var inFolds))
                    borneOut[key] = inFolds = [];
                inFolds.Add(i % folds);
            }
        }

        var read = new Reading[rows.Count];
        var (moras, edits, lines, alone) = (0, 0, 0, new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < rows.Count; i++)
        {
            var without = fired[i].Where(k => !borneOut.TryGetValue(k, out var inFolds) || !inFolds.Any(f => f != i % folds)).ToHashSet(StringComparer.Ordinal);
            alone.UnionWith(without);
            var ours = without.Count == 0 ? rows[i].Ours : new JapaneseReader(without).Read(rows[i].Text);
            read[i] = ours;
            var wrong = Edits(rows[i].Expected, ours);
            moras += SpokenLine.FromAccents(rows[i].Expected).Sounds.Count;
            edits += wrong;
            lines += wrong > 0 ? 1 : 0;
        }

        to.WriteLine($"all tables\tdub\tcross-validated ({folds} folds): moras right {100.0 * (moras - edits) / Math.Max(1, moras):0.00} %, lines wrong {lines} of {rows.Count}; {borneOut.Count} of our words at work, {alone.Count} in one fold only");
        return read;
    }

    private static int Edits(string expected, Reading ours) =>
        Alignment.Of(SpokenLine.FromAccents(expected).Sounds, SpokenLine.FromAccents(ReadingFormat.ToAccents(ours)).Sounds).Edits;
}
