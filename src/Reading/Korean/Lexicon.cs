using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>Words whose pronunciation their spelling does not tell (<c>pronunciations.tsv</c>): longest match, anywhere in a word.</summary>
internal static class Lexicon
{
    private static readonly FrozenDictionary<string, (string Said, string Rule)> Words = Lines("pronunciations.tsv")
        .ToFrozenDictionary(l => l[0], l => (l[1], l[2]), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Said, string Rule)>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string> Anywhere =
        FrozenSet.Create(StringComparer.Ordinal, "제12항", "제15항", "제15항 다만", "제16항", "제20항 다만", "제26항", "제27항 붙임", "제29항", "제30항");

    private static readonly int Longest = Words.Keys.Max(k => k.Length);

    /// <summary>The longest entry that begins here; as many syllables are said as are written. Null when there is none.</summary>
    /// <param name="word">The word from here on.</param>
    /// <param name="first">Whether the word begins here: short entries of the dictionary count only there (고가, but not in 광고가).</param>
    public static (int Length, string Said, string Rule)? Find(ReadOnlySpan<char> word, bool first)
    {
        for (var length = Math.Min(Longest, word.Length); length > 1; length--)
        {
            if (Lookup.TryGetValue(word[..length], out var entry) && (first || length > 2 || Anywhere.Contains(entry.Rule)))
                return (length, entry.Said, entry.Rule);
        }

        return null;
    }

    /// <summary>The rows of an embedded table: tab-separated, # begins a comment.</summary>
    public static IEnumerable<string[]> Lines(string file)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("Dubbing.Readings.Korean." + file)
            ?? throw new InvalidOperationException(file);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }
}
