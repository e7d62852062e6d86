using System.IO.Compression;

namespace Dubbing.Readings.Latin;

/// <summary>
/// The CMU Pronouncing Dictionary (<c>english.gz</c>, its licence beside it): 117,000 English words in small letters and their phonemes, one character
/// each. Unpacked at the first word that is looked up; searched in place.
/// </summary>
internal static class EnglishLexicon
{
    /// <summary>Unstressed vowels are <c>a</c> … <c>o</c>, stressed ones <c>A</c> … <c>O</c>, in this order.</summary>
    private static readonly string[] Vowels = ["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"];

    private const string ConsonantCodes = "pqrstuvwxyzPQRSTUVWXYZ01";

    private static readonly string[] Consonants = ["B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T", "TH", "V", "W", "Y", "Z", "ZH"];

    private static readonly Lazy<byte[]> Lines = new(Unpack);

    /// <summary>The phonemes of a word as coded in the file; null when the dictionary lacks it.</summary>
    /// <param name="word">Small letters a to z.</param>
    public static string? Find(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 34)
            return null;
        var lines = Lines.Value.AsSpan();
        var (low, high) = (0, lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            // The line that the middle lies in.
            var start = lines[low..middle].LastIndexOf((byte)'\n') is >= 0 and var before ? low + before + 1 : low;
            var end = start + lines[start..].IndexOf((byte)'\n');
            var tab = start + lines[start..end].IndexOf((byte)'\t');
            var order = Compare(word, lines[start..tab]);
            if (order == 0)
                return System.Text.Encoding.ASCII.GetString(lines[(tab + 1)..end]);
            if (order < 0)
                high = start;
            else
                low = end + 1;
        }

        return null;
    }

    /// <summary>What a character of <see cref="Find"/> stands for.</summary>
    public static (string Phoneme, bool IsVowel, bool IsStressed) Decode(char code) => code switch
    {
        >= 'a' and <= 'o' => (Vowels[code - 'a'], true, false),
        >= 'A' and <= 'O' => (Vowels[code - 'A'], true, true),
        _ => (Consonants[ConsonantCodes.IndexOf(code, StringComparison.Ordinal)], false, false),
    };

    private static int Compare(ReadOnlySpan<char> word, ReadOnlySpan<byte> entry)
    {
        for (var i = 0; i < word.Length && i < entry.Length; i++)
        {
            if (word[i] != entry[i])
                return word[i] - entry[i];
        }

        return word.Length - entry.Length;
    }

    private static byte[] Unpack()
    {
        using var packed = typeof(EnglishLexicon).Assembly.GetManifestResourceStream("Dubbing.Readings.Latin.english.gz")!;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var lines = new MemoryStream(2_000_000);
        unpacked.CopyTo(lines);
        return lines.ToArray();
    }
}
