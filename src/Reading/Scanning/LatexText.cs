using System.Text;

namespace Dubbing.Readings.Scanning;

/// <summary>LaTeX between dollar signs: where it stands, and how it looks in Unicode for captions and lists.</summary>
internal static class LatexText
{
    /// <summary>Longest stretch between two signs, in UTF-16 units.</summary>
    public const int Longest = 600;

    /// <summary>
    /// The stretch that begins with a <c>$</c> (or <c>\(</c>, <c>\[</c>): its content's bounds and its end; null when the sign is money or stands alone.
    /// </summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Where the sign stands.</param>
    public static (int From, int To, int End)? Find(string text, int at)
    {
        var (open, close) = text[at] switch
        {
            '$' when at + 1 < text.Length && text[at + 1] == '$' => (2, "$$"),
            '$' => (1, "$"),
            '\\' when at + 1 < text.Length && text[at + 1] == '(' => (2, "\\)"),
            '\\' when at + 1 < text.Length && text[at + 1] == '[' => (2, "\\]"),
            _ => (0, ""),
        };
        if (open == 0 || (at > 0 && text[at - 1] == '\\' && text[at] == '$'))
            return null;
        var from = at + open;
        var to = from >= text.Length ? -1 : text.IndexOf(close, from, Math.Min(Longest, text.Length - from), StringComparison.Ordinal);
        if (to <= from)
            return null;
        var content = text.AsSpan(from, to - from);
        // $5 and $10: a space before the closing sign, a digit after it, or nothing but a price.
        if (close == "$" && (content[0] == ' ' || content[^1] == ' ' || (to + 1 < text.Length && char.IsAsciiDigit(text[to + 1]))))
            return null;
        if (content.Contains('\n') || !(content.ContainsAny(Mathematical) || content.IndexOfAnyExcept(Numeric) < 0))
            return null;
        // Words in the reader's own language are no variables ($10에서 $20): only inside \text{…}.
        var braces = 0;
        foreach (var c in content)
        {
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (braces <= 0 && c is (>= '가' and <= '힣') or (>= 'ぁ' and <= 'ヿ'))
                return null;
        }

        return (from, to, to + close.Length);
    }

    private static readonly System.Buffers.SearchValues<char> Numeric = System.Buffers.SearchValues.Create("0123456789.,");

    private static readonly System.Buffers.SearchValues<char> Mathematical = System.Buffers.SearchValues.Create(@"\^_=+<>!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεθλμπρστφωΔΣΦΩ°√∠∑∏∫∞≤≥≠≈±×÷∈⊂∪∩²³/");

    /// <summary>A line with its LaTeX written in Unicode where Unicode can (<c>$x^2$</c> x², <c>$\frac{1}{2}$</c> 1/2).</summary>
    public static string ToUnicode(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.Contains('$', StringComparison.Ordinal) && !line.Contains('\\', StringComparison.Ordinal))
            return line;
        var written = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length;)
        {
            if (line[i] is '$' or '\\' && Find(line, i) is { } found)
            {
                MathWriter.Write(LatexParser.Parse(line, found.From, found.To), written);
                i = found.End;
            }
            else
                written.Append(line[i++]);
        }

        return written.ToString();
    }
}
