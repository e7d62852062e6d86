using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>Latin words with a settled Hangul spelling (<c>loanwords.tsv</c>), in any letter case.</summary>
internal static class Loanwords
{
    private static readonly FrozenDictionary<string, string> Words = EmbeddedTable.Rows("loanwords.tsv")
        .ToFrozenDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);

    public static bool TryGet(string word, out string hangul) => Words.TryGetValue(word, out hangul!);
}
