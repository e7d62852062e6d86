namespace Dubbing.Readings.Scanning;

/// <summary>Reads LaTeX mathematics (what stands between dollar signs) into the same tree as plain expressions. What it does not know it leaves out; it never fails.</summary>
internal sealed partial class LatexParser
{
    private const int Deepest = 30;

    private readonly string text;
    private readonly int end;
    private int at;
    private int depth;

    private LatexParser(string text, int start, int end)
    {
        (this.text, at, this.end) = (text, start, end);
    }

    /// <summary>The expression between two indices.</summary>
    public static MathNode Parse(string text, int start, int end)
    {
        var parser = new LatexParser(text, start, end);
        var items = new List<MathNode>();
        // A bracket that nothing opened ends a row, not the expression.
        while (parser.at < end)
        {
            items.AddRange(parser.Row('\0').Items);
            parser.at++;
        }

        return new MathRow(start, end, items);
    }

    private MathRow Row(char close)
    {
        var (start, items) = (at, new List<MathNode>());
        if (++depth <= Deepest)
        {
            while (at < end && text[at] != '}' && text[at] != close && !Closes())
            {
                var before = at;
                if (Item(items) is { } node)
                    items.Add(node);
                if (at == before)
                    at++;
            }
        }
        else
            at = end;

        depth--;
        Sign(items);
        return new MathRow(start, Math.Min(at, end), items);

        bool Closes() => close switch
        {
            ')' => text.AsSpan(at, end - at).StartsWith("\\right"),
            _ => close != '\0' && text.AsSpan(at, end - at).StartsWith("\\right"),
        };
    }

    /// <summary>A sign where an operand begins is the operand's (10^{-6}, x = -1).</summary>
    private static void Sign(List<MathNode> items)
    {
        for (var i = items.Count - 2; i >= 0; i--)
        {
            if (items[i] is MathSign { Sign: '−' or '+' or '±' or '∓' } sign && items[i + 1] is not MathSign && (i == 0 || items[i - 1] is MathSign { IsRelation: true } or MathSign { Sign: ',' or '×' or '·' or '÷' or '(' }))
            {
                items[i] = new MathSigned(sign.Start, items[i + 1].End, sign.Sign, items[i + 1]);
                items.RemoveAt(i + 1);
            }
        }
    }

    private MathNode? Item(List<MathNode> items)
    {
        var c = text[at];
        if (c is ' ' or '~' or '&')
        {
            at++;
            return null;
        }

        if (c is '^' or '_')
        {
            at++;
            var script = Argument();
            if (script is null || items.Count == 0)
                return script;
            var of = items[^1];
            items.RemoveAt(items.Count - 1);
            return Scripted(of, script, c == '^');
        }

        if (c == '\'' && items.Count > 0)
        {
            var primes = 0;
            while (at < end && text[at] == '\'')
            {
                primes++;
                at++;
            }

            var of = items[^1];
            items.RemoveAt(items.Count - 1);
            return of is MathName { Name: var name } ? Applied(new MathFunction(of.Start, at, name, primes, null, null, null)) : of;
        }

        if (c == '!' && items.Count > 0)
        {
            at++;
            var of = items[^1];
            items.RemoveAt(items.Count - 1);
            return new MathFactorial(of.Start, at, of);
        }

        // x² in Unicode among the commands.
        if (items.Count > 0 && char.IsAsciiDigit(MathLetters.Raised(c)))
        {
            var (first, of) = (at, items[^1]);
            while (at < end && char.IsAsciiDigit(MathLetters.Raised(text[at])))
                at++;
            items.RemoveAt(items.Count - 1);
            return new MathPower(of.Start, at, of, new MathNumber(first, at, new string([.. text[first..at].Select(MathLetters.Raised)]), null));
        }

        var atom = Atom();
        return atom is MathName { Name.Length: 1 } letter && at < end && text[at] == '(' && letter.Name[0] is 'f' or 'g' or 'h' or 'F' or 'G' or 'P' or 'p' or 'u' or 'v' or 'y' or 'E' ? Applied(new MathFunction(letter.Start, at, letter.Name, 0, null, null, null)) : atom;
    }

    private MathFunction Applied(MathFunction function) => at < end && text[at] == '(' && Brackets('(', ')') is { } group ? function with { End = at, Argument = group } : function;

    private MathNode Scripted(MathNode of, MathNode script, bool raised) => of switch
    {
        MathLarge large => raised ? large with { Upper = script, End = at } : large with { Lower = script, End = at },
        MathLimit limit when !raised => Tends(limit, script),
        MathFunction { Argument: null } function => Complete(raised ? function with { Power = script, End = at } : function with { Base = script, End = at }),
        _ when raised && script is MathSign { Sign: '°' or '∘' } => new MathRow(of.Start, at, [of, new MathSign(script.Start, script.End, '°')]),
        _ when raised && script is MathSign { Sign: '\'' } && of is MathName { Name: var name } => Applied(new MathFunction(of.Start, at, name, 1, null, null, null)),
        _ => raised ? new MathPower(of.Start, at, of, script) : new MathSubscript(of.Start, at, of, script),
    };

    /// <summary>sin^2 x, \log_2 8: the argument follows the scripts.</summary>
    private MathFunction Complete(MathFunction function)
    {
        if (at < end && text[at] is '^' or '_')
            return function;
        return function with { Argument = FunctionArgument(), End = at };
    }

    private MathLimit Tends(MathLimit limit, MathNode below) => MathLimit.Tends(limit.Start, at, below) ?? new MathLimit(limit.Start, at, below, null);

    private MathNode? FunctionArgument()
    {
        var (start, parts) = (at, new List<MathNode>());
        while (at < end && parts.Count < 8)
        {
            var c = text[at];
            if (c == ' ')
            {
                at++;
                continue;
            }

            var begins = char.IsAsciiLetterOrDigit(c) || (c is '(' or '|' or '{' && parts.Count == 0) || (c == '\\' && BeginsOperand());
            if (c is '^' or '_' && parts.Count > 0)
            {
                Item(parts);
                at = Math.Max(at, start);
                continue;
            }

            if (!begins || (c == 'd' && parts.Count > 0) || (parts.Count > 0 && parts[^1] is MathGroup))
                break;
            var before = at;
            if (Item(parts) is { } node)
                parts.Add(node);
            if (at == before)
                break;
        }

        return parts.Count switch { 0 => null, 1 => parts[0], _ => new MathRow(start, at, parts) };
    }

    private bool BeginsOperand()
    {
        var name = CommandAt(at);
        return MathLetters.GreekLetter(Variant(name)) != '\0' || name is "frac" or "dfrac" or "sqrt" or "left" or "vec" or "bar" or "pi";
    }

    private static string Variant(string name) => name switch { "varphi" => "phi", "varepsilon" => "epsilon", "vartheta" => "theta", _ => name };

    private string CommandAt(int from)
    {
        var stop = from + 1;
        while (stop < end && char.IsAsciiLetter(text[stop]))
            stop++;
        return text[(from + 1)..stop];
    }

    private MathNode? Argument()
    {
        while (at < end && text[at] == ' ')
            at++;
        if (at >= end)
            return null;
        if (text[at] == '{')
            return Braces();
        if (char.IsAsciiDigit(text[at]))
        {
            at++;
            return new MathNumber(at - 1, at, text[(at - 1)..at], null);
        }

        if (text[at] is '-' or '+')
        {
            var sign = text[at] == '-' ? '−' : '+';
            at++;
            return new MathSign(at - 1, at, sign);
        }

        return Atom();
    }

    private MathNode Braces()
    {
        var start = at++;
        var row = Row('}');
        if (at < end)
            at++;
        return row.Items.Count == 1 ? row.Items[0] : row with { Start = start, End = at };
    }

    private MathNode? Brackets(char open, char close)
    {
        var start = at++;
        var items = new List<MathNode>();
        var row = Row(close);
        if (at < end && text[at] == close)
            at++;
        // Commas part a list.
        var from = 0;
        for (var i = 0; i <= row.Items.Count; i++)
        {
            if (i < row.Items.Count && row.Items[i] is not MathSign { Sign: ',' })
                continue;
            if (i > from)
                items.Add(i - from == 1 ? row.Items[from] : new MathRow(row.Items[from].Start, row.Items[i - 1].End, [.. row.Items.Skip(from).Take(i - from)]));
            from = i + 1;
        }

        return items.Count switch { 0 => null, 1 => new MathGroup(start, at, open, items[0]), _ => new MathList(start, at, open, items) };
    }

    private MathNode? Atom()
    {
        var (start, c) = (at, text[at]);
        if (char.IsAsciiDigit(c))
            return Number();
        if (c == '{')
            return Braces();
        if (c is '(' or '[')
            return Brackets(c, c == '(' ? ')' : ']');
        if (c == '|')
        {
            at++;
            var inner = Row('|');
            if (at < end && text[at] == '|')
            {
                at++;
                return inner.Items.Count == 0 ? null : new MathAbsolute(start, at, inner.Items.Count == 1 ? inner.Items[0] : inner, false);
            }

            return inner;
        }

        if (c == '\\')
            return Command();
        at++;
        if (char.IsAsciiLetter(c))
        {
            if (c == 'd' && at < end && char.IsAsciiLetterLower(text[at]) && (at + 1 >= end || !char.IsAsciiLetter(text[at + 1])) && start > 0 && text[start - 1] is ' ' or ',' or '}')
            {
                at++;
                return new MathDifferential(start, at, new MathName(at - 1, at, text[(at - 1)..at]));
            }

            return new MathName(start, at, text[start..at]);
        }

        if (MathLetters.GreekName(c) is { } greek)
            return new MathName(start, at, greek, true);
        if (MathLetters.Raised(c) is not '\0' and var up)
            return new MathName(start, at, up.ToString());
        if (c is >= '가' and <= '힣' or >= 'ぁ' and <= '鿿')
        {
            while (at < end && text[at] is (>= '가' and <= '힣') or (>= 'ぁ' and <= '鿿') or ' ')
                at++;
            return new MathText(start, at, text[start..at].TrimEnd());
        }

        return c switch
        {
            '-' => new MathSign(start, at, '−'),
            '*' => new MathSign(start, at, '×'),
            '+' or '=' or '<' or '>' or '/' or ',' or ':' or '±' or '×' or '÷' or '≤' or '≥' or '≠' or '≈' or '→' or '∞' or '∈' or '·' or '−' or '°' or '%' or '∠' or '△' or '∩' or '∪' or '⊂' or '⊃' or '…' or '∂' or '∇' or '⊥' or '∥' or '∼' or '≡' or '∝' or '⇒' or '⇔' or '∅' => new MathSign(start, at, c),
            '√' when Argument() is { } radicand => new MathRoot(start, at, null, radicand),
            _ => null,
        };
    }

    private MathNumber Number()
    {
        var start = at;
        while (at < end && char.IsAsciiDigit(text[at]))
            at++;
        var digits = text[start..at];
        string? fraction = null;
        if (at + 1 < end && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            var point = ++at;
            while (at < end && char.IsAsciiDigit(text[at]))
                at++;
            fraction = text[point..at];
        }

        return new MathNumber(start, at, digits, fraction);
    }
}
