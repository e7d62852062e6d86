using Dubbing.Script;

namespace Dubbing.Studio.Components;

/// <summary>Two columns of one table as texts of the same lines.</summary>
/// <param name="Texts">What each line of the first says in the second, by its place.</param>
/// <param name="Left">How many texts of the second belong to no line of the first.</param>
internal sealed record Bilingual(IReadOnlyDictionary<int, string> Texts, int Left)
{
    /// <summary>
    /// Pairs two readings of a table. Rows with times are known by them and by their speaker; those without only where no row is empty in one of the
    /// columns, so that both have as many.
    /// </summary>
    public static Bilingual Of(IReadOnlyList<Cue> first, IReadOnlyList<Cue> second)
    {
        if (first.Count == second.Count && first.Zip(second).All(p => Row(p.First) == Row(p.Second)))
            return new Bilingual(second.Index().ToDictionary(c => c.Index, c => c.Item.Text), 0);
        var rows = first.Index().ToLookup(c => Row(c.Item), c => c.Index);
        var (texts, next, left) = (new Dictionary<int, string>(), 0, 0);
        foreach (var cue in second)
        {
            var at = cue.Start is null ? -1 : rows[Row(cue)].FirstOrDefault(i => i >= next, -1);
            if (at < 0)
            {
                left++;
                continue;
            }

            texts[at] = cue.Text;
            next = at + 1;
        }

        return new Bilingual(texts, left);
    }

    private static (TimeSpan?, TimeSpan?, string?) Row(Cue cue) => (cue.Start, cue.End, cue.Speaker);
}
