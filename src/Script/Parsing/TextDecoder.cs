using System.Text;
using UtfUnknown;

namespace Dubbing.Script.Parsing;

/// <summary>A text file, decoded.</summary>
/// <param name="Text">What it says; what could not be decoded stands as U+FFFD.</param>
/// <param name="Encoding">The name of its encoding.</param>
internal sealed record DecodedText(string Text, string Encoding)
{
    /// <summary>The lines (from 1) in which bytes are no text, not too many of them.</summary>
    public IEnumerable<int> Spoiled()
    {
        const int most = 100;
        var (line, last, told) = (1, 0, 0);
        for (var i = 0; i < Text.Length && told < most; i++)
        {
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] is not ('\n' or '\r'))))
                line++;
            else if (Text[i] is '\uFFFD' or '\0' && line != last)
            {
                (last, told) = (line, told + 1);
                yield return line;
            }
        }
    }
}

/// <summary>Finds out how a text file is encoded: scripts come from Korean and Japanese Windows as often as in UTF-8, and some are spoiled.</summary>
internal static class TextDecoder
{
    private static readonly bool[] CommonHangul;

    static TextDecoder()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // The 2,350 syllables of KS X 1001: text in Shift_JIS decodes to the others.
        CommonHangul = new bool['힣' - '가' + 1];
        var korean = Encoding.GetEncoding(949);
        for (var lead = 0xB0; lead <= 0xC8; lead++)
        {
            for (var trail = 0xA1; trail <= 0xFE; trail++)
            {
                if (korean.GetString([(byte)lead, (byte)trail]) is [>= '가' and <= '힣' and var c])
                    CommonHangul[c - '가'] = true;
            }
        }
    }

    /// <summary>Decodes a file. Spoiled bytes cost their own place only.</summary>
    /// <exception cref="DubbingException">The file is no text.</exception>
    public static DecodedText Decode(byte[] bytes, string fileName)
    {
        var decoded = Marked(bytes) ?? (bytes.Contains((byte)0) ? WithZeros(bytes) : Unmarked(bytes));
        return decoded is not null && !IsBinary(decoded.Text) ? decoded : throw new DubbingException(Messages.NotText(Path.GetFileName(fileName)));
    }

    /// <summary>By the byte order mark.</summary>
    private static DecodedText? Marked(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] when bytes.Length % 4 == 0 => new(new UTF32Encoding(false, false).GetString(bytes, 4, bytes.Length - 4), "utf-32le"),
        [0, 0, 0xFE, 0xFF, ..] => new(new UTF32Encoding(true, false).GetString(bytes, 4, bytes.Length - 4), "utf-32be"),
        [0xEF, 0xBB, 0xBF, ..] when Strict(Encoding.UTF8, bytes[3..]) is { } utf8 => new(utf8, "utf-8"),
        [0xEF, 0xBB, 0xBF, ..] => ByLine(bytes[3..]),
        [0xFF, 0xFE, ..] => new(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2), "utf-16le"),
        [0xFE, 0xFF, ..] => new(Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2), "utf-16be"),
        _ => null,
    };

    private static DecodedText? Unmarked(byte[] bytes)
    {
        if (bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)0x7F) < 0)
            return Escaped(bytes) ?? new DecodedText(Encoding.ASCII.GetString(bytes), "utf-8");
        if (Strict(Encoding.UTF8, bytes) is { } utf8)
            return new DecodedText(utf8, "utf-8");
        // What is mostly UTF-8 is UTF-8 with spoiled bytes, or has lines of another encoding.
        var (whole, broken) = Utf8Parts(bytes);
        if (whole > 0 && 2 * whole >= broken)
            return ByLine(bytes);
        return Legacy(bytes).OrderByDescending(c => c.Score).First().Text;
    }

    /// <summary>ISO-2022-JP and -KR, whose bytes are all ASCII: old mail programs still send it.</summary>
    private static DecodedText? Escaped(byte[] bytes)
    {
        ReadOnlySpan<byte> all = bytes;
        if (all.IndexOf((byte)0x1B) < 0)
            return null;
        if (all.IndexOf("\u001B$)C"u8) >= 0)
            return new DecodedText(Encoding.GetEncoding(50225).GetString(bytes), "iso-2022-kr");
        return all.IndexOf("\u001B$B"u8) >= 0 || all.IndexOf("\u001B$@"u8) >= 0 || all.IndexOf("\u001B(I"u8) >= 0
            ? new DecodedText(Encoding.GetEncoding(50220).GetString(bytes), "iso-2022-jp")
            : null;
    }

    /// <summary>Files with bytes of zero: UTF-16 or UTF-32 that does not say so, or a text that a failing disk filled up with them.</summary>
    private static DecodedText? WithZeros(byte[] bytes)
    {
        var zeros = new int[4];
        for (var i = 0; i < bytes.Length; i++)
            zeros[i & 3] += bytes[i] == 0 ? 1 : 0;
        var quarter = Math.Max(1, bytes.Length / 4);
        if (bytes.Length % 4 == 0 && zeros[3] == quarter && zeros[2] > 0.9 * quarter && Utf32(bytes, bigEndian: false) is { } narrow)
            return new DecodedText(narrow, "utf-32le");
        if (bytes.Length % 4 == 0 && zeros[0] == quarter && zeros[1] > 0.9 * quarter && Utf32(bytes, bigEndian: true) is { } wide)
            return new DecodedText(wide, "utf-32be");
        // The spaces and ends of lines of UTF-16 have a zero byte, always on the same side.
        // A tail of zeros says nothing; the last character's own may be the only one of a short text.
        var (even, odd, tail) = (0, 0, bytes.Length - bytes.AsSpan().TrimEnd((byte)0).Length);
        for (var i = 0; i < bytes.Length - (tail > 1 ? tail : 0); i++)
            (even, odd) = bytes[i] != 0 ? (even, odd) : (i & 1) == 0 ? (even + 1, odd) : (even, odd + 1);
        if (Math.Max(even, odd) > 0 && Math.Min(even, odd) <= Math.Max(even, odd) / 50 && Longest(bytes) < 8)
        {
            var little = odd > even;
            var text = (little ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes);
            if (!IsBinary(text))
                return new DecodedText(text, little ? "utf-16le" : "utf-16be");
        }

        // In runs they are a hole in a text; each hole leaves one, so that its line can be named.
        var rest = new List<byte>(bytes.Length);
        foreach (var b in bytes)
        {
            if (b != 0 || rest.Count == 0 || rest[^1] != 0)
                rest.Add(b);
        }

        var holes = rest.Count(b => b == 0);
        if (holes > 20 || rest.Count - holes < 4)
            return null;
        return Unmarked([.. rest.Select(b => b == 0 ? (byte)0x1A : b)]) is { } decoded ? decoded with { Text = decoded.Text.Replace('\u001A', '\0') } : null;
    }

    /// <summary>The longest run of zeros before the last byte that is none.</summary>
    private static int Longest(byte[] bytes)
    {
        var (run, longest) = (0, 0);
        foreach (var b in bytes.AsSpan().TrimEnd((byte)0))
            longest = Math.Max(longest, run = b == 0 ? run + 1 : 0);
        return longest;
    }

    /// <summary>Line by line: UTF-8 where it is, the old encoding where a whole line is text in it, else UTF-8 without its spoiled bytes.</summary>
    private static DecodedText ByLine(byte[] bytes)
    {
        var (text, other) = (new StringBuilder(bytes.Length), default(string));
        for (var from = 0; from < bytes.Length;)
        {
            var end = bytes.AsSpan(from).IndexOf((byte)'\n') is >= 0 and var at ? from + at + 1 : bytes.Length;
            var line = bytes[from..end];
            from = end;
            if (Strict(Encoding.UTF8, line) is { } good)
            {
                text.Append(good);
                continue;
            }

            var (whole, broken) = Utf8Parts(line);
            var best = whole >= broken ? null : Legacy(line).Where(c => c.Score > 0.3 && !c.Text.Text.Contains('\uFFFD', StringComparison.Ordinal)).OrderByDescending(c => c.Score).FirstOrDefault().Text;
            other ??= best?.Encoding;
            text.Append(best?.Text ?? Encoding.UTF8.GetString(line));
        }

        return new DecodedText(text.ToString(), other is null ? "utf-8" : $"utf-8, {other}");
    }

    /// <summary>How many characters of three bytes (Hangul, kana, kanji) UTF-8 finds in bytes, and how many bytes are none of its.</summary>
    private static (int Whole, int Broken) Utf8Parts(ReadOnlySpan<byte> bytes)
    {
        var (whole, broken) = (0, 0);
        while (bytes.Length > 0)
        {
            var good = Rune.DecodeFromUtf8(bytes, out _, out var used) == System.Buffers.OperationStatus.Done;
            whole += good && used >= 3 ? 1 : 0;
            broken += good ? 0 : used;
            bytes = bytes[used..];
        }

        return (whole, broken);
    }

    /// <summary>
    /// Both encodings decode much of the other's bytes to something: the one whose text looks like the language wins,
    /// and the statistical detector breaks ties.
    /// </summary>
    private static IEnumerable<(DecodedText Text, double Score)> Legacy(byte[] bytes)
    {
        var guess = CharsetDetector.DetectFromBytes(bytes).Detected?.EncodingName ?? "";
        foreach (var (codePage, name, aliases) in new[] { (949, "euc-kr", new[] { "euc-kr", "cp949", "uhc", "ks_c_5601-1987" }), (932, "shift_jis", ["shift-jis", "shift_jis", "cp932"]), (51932, "euc-jp", ["euc-jp"]) })
        {
            var text = Strict(Encoding.GetEncoding(codePage), bytes) ?? Lenient(Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")), bytes);
            double usual = 0, other = 0;
            foreach (var c in text)
            {
                if (codePage == 949 ? c is >= '가' and <= '힣' && CommonHangul[c - '가'] : c is >= 'ぁ' and <= 'ヿ')
                    usual++;
                else if (c is >= '가' and <= '힣' || (codePage == 949 && c is >= '\u3131' and <= '\u318E'))
                    other++;
                else if (c is >= '\uFF61' and <= '\uFF9F' or >= '\u3400' and <= '\u9FFF' or >= '\uE000' and <= '\uF8FF')
                    other += codePage == 949 || c is >= '\uFF61' and <= '\uFF9F' or >= '\uE000' ? 1 : 0.3;
                else if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f' or '\u001A')))
                    other += 5;
            }

            var hint = aliases.Contains(guess, StringComparer.OrdinalIgnoreCase) ? 0.1 : 0;
            yield return (new DecodedText(text, name), (usual - other) / Math.Max(1, usual + other) + hint);
        }
    }

    /// <summary>Whether a text is none: too many of its signs are control codes or could not be decoded.</summary>
    private static bool IsBinary(string text)
    {
        var (odd, lost) = (0, 0);
        foreach (var c in text)
        {
            odd += char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f' or '\v' or '\0' or '\u0085' or '\u001A') ? 1 : 0;
            lost += c == '\uFFFD' ? 1 : 0;
        }

        return odd > 0 && odd >= text.Length / 100 || lost > 1 && lost > text.Length / 5;
    }

    /// <summary>Line by line: a byte whose second half is missing must not take the end of its line with it.</summary>
    private static string Lenient(Encoding encoding, byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var from = 0; from < bytes.Length;)
        {
            var end = bytes.AsSpan(from).IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var at ? from + at : bytes.Length;
            text.Append(encoding.GetString(bytes, from, end - from));
            if (end < bytes.Length)
                text.Append((char)bytes[end]);
            from = end + 1;
        }

        return text.ToString();
    }

    private static string? Utf32(byte[] bytes, bool bigEndian)
    {
        try
        {
            return new UTF32Encoding(bigEndian, byteOrderMark: false, throwOnInvalidCharacters: true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

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
