using System.Collections.Frozen;

namespace Dubbing.Readings;

/// <summary>
/// Every sound a reading can contain, in the order of the acoustic model's embedding rows. This is the one list:
/// the training recipe gets it from <c>dub symbols</c>, so model and product cannot drift. Append only.
/// </summary>
public static class PhonemeInventory
{
    /// <summary>Silence: at both edges of a line and at pauses inside it.</summary>
    public const string Pause = "pau";

    /// <summary>A boundary between words (Korean) or accent phrases (Japanese) with little or no pause.</summary>
    public const string WordBoundary = "sp";

    /// <summary>Korean syllable onsets as pronounced, in compatibility jamo. A silent ㅇ has no symbol.</summary>
    public static IReadOnlyList<string> KoreanOnsets { get; } =
        ["ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];

    /// <summary>Korean vowels.</summary>
    public static IReadOnlyList<string> KoreanVowels { get; } =
        ["ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅘ", "ㅙ", "ㅚ", "ㅛ", "ㅜ", "ㅝ", "ㅞ", "ㅟ", "ㅠ", "ㅡ", "ㅢ", "ㅣ"];

    /// <summary>The seven codas of 표준 발음법 제8항, written with a hyphen before them: they sound unlike the onsets.</summary>
    public static IReadOnlyList<string> KoreanCodas { get; } = ["-ㄱ", "-ㄴ", "-ㄷ", "-ㄹ", "-ㅁ", "-ㅂ", "-ㅇ"];

    /// <summary>Japanese vowels; capitals are devoiced. A long vowel is the vowel twice.</summary>
    public static IReadOnlyList<string> JapaneseVowels { get; } = ["a", "i", "u", "e", "o", "A", "I", "U", "E", "O"];

    /// <summary>Japanese moras without a vowel: ん and っ.</summary>
    public static IReadOnlyList<string> JapaneseMoraic { get; } = ["N", "cl"];

    /// <summary>Japanese consonants, in the notation of Open JTalk.</summary>
    public static IReadOnlyList<string> JapaneseConsonants { get; } =
    [
        "k", "g", "s", "z", "sh", "j", "t", "d", "ch", "ts", "n", "h", "b", "p", "m", "y", "r", "w", "f", "v",
        "ky", "gy", "ny", "hy", "by", "py", "my", "ry", "ty", "dy", "kw", "gw", "fy", "vy",
    ];

    /// <summary>All symbols; a symbol's index is its row in the model.</summary>
    public static IReadOnlyList<string> Symbols { get; } =
        [Pause, WordBoundary, .. KoreanOnsets, .. KoreanVowels, .. KoreanCodas, .. JapaneseVowels, .. JapaneseMoraic, .. JapaneseConsonants];

    private static readonly FrozenDictionary<string, int> Rows =
        Symbols.Select((symbol, row) => (symbol, row)).ToFrozenDictionary(x => x.symbol, x => x.row, StringComparer.Ordinal);

    /// <summary>The row of a symbol; false when no reading produces it.</summary>
    public static bool TryGetRow(string symbol, out int row) => Rows.TryGetValue(symbol, out row);
}
