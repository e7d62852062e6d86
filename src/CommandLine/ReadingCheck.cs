using Dubbing.Readings;

namespace Dubbing.CommandLine;

/// <summary>
/// How often readings are as a table says: rows of text, expected reading and if wanted a category, parted by tabs; # begins a comment. Several
/// accepted readings are parted by |. Marks and spaces between them do not count.
/// </summary>
internal static class ReadingCheck
{
    private const string Ignored = " 、。，．,.?!？！^$_　";

    public static IReadOnlyList<CheckedCategory> Run(IEnumerable<string> rows, Func<string, Reading> read, Func<Reading, string, string> format, CancellationToken cancel)
    {
        var categories = new Dictionary<string, CheckedCategory>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            var f = row.Split('\t');
            if (row.Length == 0 || row[0] == '#' || f.Length < 2)
                continue;
            var name = f.Length > 2 && f[2].Length > 0 ? f[2] : "(all)";
            if (!categories.TryGetValue(name, out var category))
                categories[name] = category = new CheckedCategory(name);
            var expected = f[1].Split('|').Select(Plain).ToList();
            var said = Plain(format(read(f[0]), f[1]));
            category.Rows++;
            if (expected.Contains(said))
            {
                category.Right++;
                category.Characters += said.Length;
                continue;
            }

            var (errors, nearest) = expected.Select(e => (Distance(e, said), e)).MinBy(e => e.Item1);
            category.Characters += nearest.Length;
            category.Errors += errors;
            category.Wrong.Add((f[0], f[1], said));
        }

        return [.. categories.Values];
    }

    private static string Plain(string text) => string.Concat(text.Where(c => !Ignored.Contains(c, StringComparison.Ordinal)));

    /// <summary>Levenshtein's distance: characters to change, add or take out.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}

/// <summary>The rows of one category.</summary>
/// <param name="name">Its name.</param>
internal sealed class CheckedCategory(string name)
{
    public string Name { get; } = name;

    public int Rows { get; set; }

    public int Right { get; set; }

    /// <summary>Characters of the expected readings.</summary>
    public int Characters { get; set; }

    /// <summary>Characters to change.</summary>
    public int Errors { get; set; }

    public List<(string Text, string Expected, string Said)> Wrong { get; } = [];
}
