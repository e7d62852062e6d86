using System.Text;
using UtfUnknown;

namespace Dubbing.Script;

/// <summary>Finds out how a text file is encoded: scripts come from Korean and Japanese Windows as often as in UTF-8.</summary>
internal static class TextDecoder
{
    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="DubbingException">The file is no text.</exception>
    public static (string Text, string Encoding) Decode(byte[] bytes, string fileName)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return (Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3), "utf-8");
        if (bytes is [0xFF, 0xFE, ..])
            return (Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2), "utf-16le");
        if (bytes is [0xFE, 0xFF, ..])
            return (Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2), "utf-16be");
        if (Strict(Encoding.UTF8, bytes) is { } utf8 && !utf8.Contains('\0', StringComparison.Ordinal))
            return (utf8, "utf-8");
        if (bytes.Contains((byte)0))
            return Utf16(bytes) ?? throw new DubbingException(Messages.NotText(Path.GetFileName(fileName)));
        var best = Legacy(bytes).OrderByDescending(c => c.Score).FirstOrDefault();
        return best.Text is null ? throw new DubbingException(Messages.NotText(Path.GetFileName(fileName))) : (best.Text, best.Name);
    }

    /// <summary>UTF-16 that does not say so: its spaces and line breaks have a zero byte, always on the same side.</summary>
    private static (string Text, string Encoding)? Utf16(byte[] bytes)
    {
        var zeros = new int[2];
        for (var i = 0; i < bytes.Length; i++)
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        var little = zeros[1] > zeros[0];
        return Math.Min(zeros[0], zeros[1]) == 0 && Strict(little ? Encoding.Unicode : Encoding.BigEndianUnicode, bytes) is { } text && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f'))
            ? (text, little ? "utf-16le" : "utf-16be")
            : null;
    }

    /// <summary>
    /// Both encodings decode much of the other's bytes to something: the one whose text looks like the language wins,
    /// and the statistical detector breaks ties.
    /// </summary>
    private static IEnumerable<(string? Text, string Name, double Score)> Legacy(byte[] bytes)
    {
        var guess = CharsetDetector.DetectFromBytes(bytes).Detected?.EncodingName ?? "";
        foreach (var (codePage, name, aliases) in new[] { (949, "euc-kr", new[] { "euc-kr", "cp949", "uhc", "ks_c_5601-1987" }), (932, "shift_jis", ["shift-jis", "shift_jis", "cp932"]), (51932, "euc-jp", ["euc-jp"]) })
        {
            if (Strict(Encoding.GetEncoding(codePage), bytes) is not { } text)
                continue;
            double usual = 0, other = 0;
            foreach (var c in text)
            {
                if (codePage == 949 ? c is >= '가' and <= '힣' && IsCommonHangul(c) : c is >= 'ぁ' and <= 'ヿ')
                    usual++;
                else if (c is >= '가' and <= '힣')
                    other++;
                else if (c is >= '\uFF61' and <= '\uFF9F' or >= '\u3400' and <= '\u9FFF' or >= '\uE000' and <= '\uF8FF')
                    other += codePage == 949 || c is >= '\uFF61' and <= '\uFF9F' or >= '\uE000' ? 1 : 0.3;
                else if (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f'))
                    other += 5;
            }

            var hint = aliases.Contains(guess, StringComparer.OrdinalIgnoreCase) ? 0.1 : 0;
            yield return (text, name, (usual - other) / Math.Max(1, usual + other) + hint);
        }
    }

    /// <summary>One of the 2,350 syllables of KS X 1001: text in Shift_JIS decodes to the others.</summary>
    private static bool IsCommonHangul(char c) => Encoding.GetEncoding(949).GetBytes([c]) is [>= 0xB0, >= 0xA1];

    private static string? Strict(Encoding encoding, byte[] bytes)
    {
        try
        {
            return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
