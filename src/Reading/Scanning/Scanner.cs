namespace Dubbing.Readings.Scanning;

/// <summary>
/// Finds the non-standard words of a line, for every language: typed spans with structure, told by their own shape, their neighbours and their
/// place in the line. Full-width forms count as their ASCII counterparts. Linear in the line's length; never throws.
/// </summary>
internal sealed partial class Scanner
{
    private readonly string text;
    private readonly List<Span> spans = [];

    // Below this index no expression begins: one was tried there and refused.
    private int refused;

    private readonly HashSet<int> brackets = [];

    private Scanner(string line) => text = Folded(line);

    /// <summary>The spans of a line, in order; they do not overlap.</summary>
    /// <param name="line">The line, its markup already taken out.</param>
    public static IReadOnlyList<Span> Scan(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        // Most lines have nothing but words: no Latin letter, digit or sign.
        foreach (var c in line)
        {
            if (c is not ((>= '가' and <= '힣') or (>= 'ぁ' and <= 'ヿ') or (>= '一' and <= '鿿') or ' ' or '.' or ',' or '!' or '?' or '、' or '。' or '！' or '？'))
                return new Scanner(line).Run();
        }

        return [];
    }

    private static string Folded(string line)
    {
        foreach (var c in line)
        {
            if (MathLetters.Fold(c) != c)
                return string.Create(line.Length, line, static (to, from) =>
                {
                    for (var i = 0; i < to.Length; i++)
                        to[i] = MathLetters.Fold(from[i]);
                });
        }

        return line;
    }

    private List<Span> Run()
    {
        for (var at = 0; at < text.Length;)
        {
            if (Here(at) is { } span && span.End > at)
            {
                spans.Add(span);
                at = span.End;
                continue;
            }

            // Letters and digits in a row are one word: nothing begins inside it.
            if (char.IsAsciiLetter(text[at]))
            {
                while (at < text.Length && char.IsAsciiLetter(text[at]))
                    at++;
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] is ',' or '.' && char.IsAsciiDigit(At(at + 1)))))
                    at++;
            }
            else
                at++;
        }

        return spans.Exists(s => s is ChemistrySpan) ? Symbols() : spans;
    }

    /// <summary>Beside a formula the symbols of elements are symbols (Na와 Cl이 만나 NaCl이 된다).</summary>
    private List<Span> Symbols()
    {
        var (all, from) = (new List<Span>(spans.Count), 0);
        foreach (var span in spans)
        {
            Find(span.Start);
            all.Add(span);
            from = span.End;
        }

        Find(text.Length);
        return all;

        void Find(int to)
        {
            for (var i = from; i + 1 < to; i++)
            {
                if (!char.IsAsciiLetterUpper(text[i]) || !char.IsAsciiLetterLower(text[i + 1]) || char.IsAsciiLetterOrDigit(At(i - 1)) || char.IsAsciiLetterOrDigit(At(i + 2)) || !Elements.Contains(text.Substring(i, 2)))
                    continue;
                all.Add(new ChemistrySpan(i, i + 2, [new ChemistryPart(i, i + 2, ChemistryKind.Element, text.Substring(i, 2))]));
                i++;
            }
        }
    }

    private char At(int at) => (uint)at < (uint)text.Length ? text[at] : '\0';

    private bool Starts(int at, string word) => at >= 0 && at <= text.Length && text.AsSpan(at).StartsWith(word, StringComparison.Ordinal);

    private static bool IsScript(char c) => c is (>= '가' and <= '힣') or (>= 'ぁ' and <= 'ヿ') or (>= '一' and <= '鿿') or '々';

    private static bool IsWordChar(char c) => char.IsAsciiLetterOrDigit(c) || IsScript(c);

    private Span? Here(int at)
    {
        var c = text[at];
        if (c == ' ' || (IsScript(c) && c != 'ー'))
            return null;
        if (char.IsAsciiLetterOrDigit(c))
        {
            var inside = char.IsAsciiLetter(c) && (char.IsAsciiLetterOrDigit(At(at - 1)) || At(at - 1) is '_');
            if (inside)
                return Math(at);
            return Electronic(at) ?? Network(at) ?? Chord(at) ?? Emoticon(at) ?? Chemistry(at) ?? Abbreviation(at) ?? Identifier(at) ?? Version(at) ?? Math(at) ?? Measure(at);
        }

        return c switch
        {
            '<' => Tag(at) ?? Emoticon(at) ?? Math(at),
            '[' or '(' or '♪' or '【' or '{' => Sound(at) ?? Emoticon(at) ?? Math(at),
            '$' or '\\' => Latex(at) ?? (c == '\\' ? Escape(at) : null) ?? Electronic(at),
            '\u001b' or '&' => Escape(at),
            '@' or '#' or '/' or '~' => Electronic(at),
            '.' => Dotted(at) ?? Electronic(at),
            '⌘' or '⌥' or '⇧' or '⌃' => Chord(at),
            '_' => Identifier(at),
            '-' => Option(at) ?? Emoticon(at) ?? Math(at),
            '△' or '▲' => Signed(at) ?? Math(at),
            ':' or ';' or '^' or '=' => Emoticon(at),
            >= '⁰' and <= '₟' or '¹' or '²' or '³' => Chemistry(at) ?? Math(at),
            '×' or '÷' or '°' => null,
            _ when c < '¡' && c is not ('|' or '+') => null,
            _ => Math(at) ?? Measure(at),
        };
    }

    private Span? Math(int at)
    {
        if (at < refused || IsChoice(at))
            return null;
        var root = MathParser.Find(text, at, brackets, out var reached);
        if (root is null)
        {
            refused = reached;
            return null;
        }

        return new MathSpan(at, root.End, SpanKind.Mathematics, root);
    }

    /// <summary>S/M/L: capitals to choose from, no fraction of fractions.</summary>
    private bool IsChoice(int at)
    {
        if (!char.IsAsciiLetterUpper(At(at)) || At(at + 1) != '/' || char.IsAsciiLetterOrDigit(At(at - 1)))
            return false;
        var (i, bars) = (at, 0);
        while (i - at < LongestToken && char.IsAsciiLetterUpper(At(i)))
        {
            while (i - at < LongestToken && char.IsAsciiLetterUpper(At(i)))
                i++;
            if (At(i) != '/')
                break;
            bars++;
            i++;
        }

        return bars > 1 && !char.IsAsciiLetterOrDigit(At(i));
    }

    private Span? Latex(int at) => LatexText.Find(text, at) is { } found
        ? new MathSpan(at, found.End, SpanKind.Latex, LatexParser.Parse(text, found.From, found.To))
        : null;

    /// <summary>△5억, ▲3.2%: less than nothing, in accounts. ▲2024년 is an item of a list.</summary>
    private Span? Signed(int at)
    {
        if (!char.IsAsciiDigit(At(at + 1)))
            return null;
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ',' or '.'))
            end++;
        return At(end) is '년' or '年' or '월' or '月' or '학' or '차' or ')' ? null : new NamedSpan(at, at + 1, SpanKind.Sign, SignRole.Minus);
    }

    /// <summary>A number with its unit, or a compound unit alone (m/s²).</summary>
    private Span? Measure(int at)
    {
        if (!char.IsAsciiDigit(text[at]))
        {
            return At(at - 1) != '/' && (char.IsAsciiLetter(text[at]) || text[at] is 'μ' or 'Ω' or '°') && Units.At(text, at, text.Length, afterNumber: false) is { } alone
                ? new NumberSpan(at, alone.End, SpanKind.Measure, [], alone)
                : null;
        }

        var end = at;
        var digits = new System.Text.StringBuilder();
        while (char.IsAsciiDigit(At(end)) || (At(end) == ',' && char.IsAsciiDigit(At(end + 1)) && char.IsAsciiDigit(At(end + 2)) && char.IsAsciiDigit(At(end + 3)) && !char.IsAsciiDigit(At(end + 4))))
        {
            if (At(end) != ',')
                digits.Append(At(end));
            end++;
        }

        string? fraction = null;
        if (At(end) == '.' && char.IsAsciiDigit(At(end + 1)))
        {
            var point = ++end;
            while (char.IsAsciiDigit(At(end)))
                end++;
            fraction = text[point..end];
        }

        if (Units.At(text, end, text.Length, afterNumber: true) is not { } unit)
            return null;
        var kind = unit.Over is [{ Base: "%" }] && unit.Under.Count == 0 ? SpanKind.Percent : SpanKind.Measure;
        return new NumberSpan(at, unit.End, kind, [new Numeral(at, end, digits.ToString(), fraction)], unit);
    }
}
