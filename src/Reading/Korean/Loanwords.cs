using System.Collections.Frozen;

namespace Dubbing.Readings.Korean;

/// <summary>Latin words with a settled Hangul spelling (<c>loanwords.tsv</c>), in any letter case.</summary>
internal static class Loanwords
{
    // Entries in capitals stand for capitals only: IT is no it.
    private static readonly FrozenDictionary<string, string> Capitals = EmbeddedTable.Rows("loanwords.tsv").Where(r => r[0].Any(char.IsAsciiLetterUpper))
        .ToFrozenDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Words = EmbeddedTable.Rows("loanwords.tsv").Where(r => !r[0].Any(char.IsAsciiLetterUpper))
        .ToFrozenDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Mixed = Words.Where(w => !w.Key.All(char.IsAsciiLetter))
        .ToFrozenDictionary(w => w.Key, w => w.Value, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> MixedLookup = Mixed.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Length of the longest entry with digits or signs in it.</summary>
    public static int LongestMixed { get; } = Mixed.Keys.Max(k => k.Length);

    /// <summary>A word of letters only.</summary>
    public static bool TryGet(string word, out string hangul) => Capitals.TryGetValue(word, out hangul!) || Words.TryGetValue(word, out hangul!);

    /// <summary>A name with digits or signs in it (MP3, Wi-Fi).</summary>
    public static bool TryGetMixed(ReadOnlySpan<char> word, out string hangul) => MixedLookup.TryGetValue(word, out hangul!);

    /// <summary>A known word with the -s or 's of English: 스 after voiceless sounds, 츠 for -ts, 즈 else.</summary>
    public static bool TryPlural(string word, out string hangul)
    {
        hangul = "";
        var stem = word.Length > 3 && word[^1] is 's' ? word[..^1].TrimEnd('\'', '’') : "";
        if (stem.Length < 2 || !Words.TryGetValue(stem, out var one))
            return false;
        hangul = char.ToLowerInvariant(stem[^1]) switch
        {
            't' when one[^1] is '트' => one[..^1] + "츠",
            'p' or 'k' or 'f' => one + "스",
            't' => one + "츠",
            _ => one + "즈",
        };
        return true;
    }
}
