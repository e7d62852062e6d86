using System.Globalization;

namespace Dubbing.Readings.Scanning;

/// <summary>Reads LaTeX mathematics (what stands between dollar signs) into the same tree as plain expressions. What it does not know it leaves out; it never fails.</summary>
internal sealed class LatexParser
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

    private MathNode? Command()
    {
        var start = at;
        var name = CommandAt(at);
        at += 1 + name.Length;
        if (name.Length == 0)
        {
            var sign = at < end ? text[at++] : ' ';
            if (sign == '{')
            {
                at--;
                return SetBraces();
            }

            return sign is '%' ? new MathSign(start, at, '%') : sign is '|' ? null : null;
        }

        if (MathLetters.GreekLetter(Variant(name)) != '\0')
            return new MathName(start, at, Variant(name), true);
        if (LatexCommands.Signs.TryGetValue(name, out var symbol))
            return symbol is '∑' or '∏' or '∫' or '∬' or '∭' or '∮' ? new MathLarge(start, at, symbol, null, null) : new MathSign(start, at, symbol);
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac" or "cfrac":
                return Fraction(start);
            case "binom" or "dbinom" or "tbinom":
                var (n, k) = (Argument(), Argument());
                return n is null || k is null ? n : new MathChoose(start, at, 'C', n, k);
            case "sqrt":
                MathNode? index = null;
                if (at < end && text[at] == '[')
                {
                    at++;
                    index = Row(']');
                    at = Math.Min(end, at + 1);
                    index = index is MathRow { Items.Count: 1 } one ? one.Items[0] : index;
                }

                return Argument() is { } radicand ? new MathRoot(start, at, index is MathNumber { Digits: "2" } ? null : index, radicand) : null;
            case "lim":
                return new MathLimit(start, at, null, null);
            case "vec" or "overrightarrow" or "bar" or "overline" or "hat" or "widehat" or "tilde" or "dot":
                var mark = name switch { "vec" or "overrightarrow" => '→', "bar" or "overline" => '¯', "hat" or "widehat" => '^', "tilde" => '~', _ => '˙' };
                return Argument() is { } marked ? new MathAccent(start, at, mark, marked) : null;
            case "text" or "mathrm" or "textrm" or "operatorname" or "mbox" or "textbf":
                return Text(start);
            case "mathbf" or "mathbb" or "mathcal" or "boldsymbol" or "mathit" or "bm" or "mathsf" or "boxed" or "displaystyle" or "limits" or "nolimits" or "quad" or "qquad":
                if (name is "displaystyle" or "limits" or "nolimits" or "quad" or "qquad")
                    return null;
                var styled = Argument();
                return name == "mathbb" && styled is MathName { Name: [var set] } ? new MathSign(start, at, set switch { 'R' => 'ℝ', 'N' => 'ℕ', 'Z' => 'ℤ', 'Q' => 'ℚ', 'C' => 'ℂ', _ => '∅' }) : styled;
            case "left" or "big" or "Big" or "bigl" or "Bigl" or "bigg":
                return Left(start);
            case "right" or "bigr" or "Bigr":
                at = Math.Min(end, at + 1);
                return null;
            case "begin" or "end":
                if (at < end && text[at] == '{')
                    at = text.IndexOf('}', at) is >= 0 and var brace && brace < end ? brace + 1 : end;
                return null;
        }

        if (MathLetters.IsFunction(name) || name is "Pr")
        {
            var function = new MathFunction(start, at, name == "Pr" ? "P" : name, 0, null, null, null);
            while (at < end && text[at] == ' ')
                at++;
            return at < end && text[at] is '^' or '_' ? function with { End = at } : function with { Argument = FunctionArgument(), End = at };
        }

        return null;
    }

    private MathNode? SetBraces()
    {
        var start = at++;
        var items = new List<MathNode>();
        var (part, from) = (new List<MathNode>(), at);
        while (at < end && !(text[at] == '\\' && at + 1 < end && text[at + 1] == '}'))
        {
            var before = at;
            if (Item(part) is { } node)
            {
                if (node is MathSign { Sign: ',' })
                    Close();
                else
                    part.Add(node);
            }

            if (at == before)
                at++;
        }

        at = Math.Min(end, at + 2);
        Close();
        return items.Count switch { 0 => null, 1 => new MathGroup(start, at, '{', items[0]), _ => new MathList(start, at, '{', items) };

        void Close()
        {
            if (part.Count > 0)
                items.Add(part.Count == 1 ? part[0] : new MathRow(from, at, part));
            (part, from) = ([], at);
        }
    }

    private MathNode? Left(int start)
    {
        if (at >= end)
            return null;
        var open = text[at];
        if (open == '\\')
        {
            var name = CommandAt(at);
            at += 1 + Math.Max(1, name.Length);
            open = name switch { "lfloor" => '⌊', "lceil" => '⌈', "langle" => '⟨', "" => '{', "|" => '‖', _ => '(' };
        }
        else
            at++;
        var from = at;
        var row = Row(open switch { '(' => ')', '[' => ']', '|' => '|', '{' => '}', _ => '\u0001' });
        if (text.AsSpan(at, Math.Max(0, end - at)).StartsWith("\\right"))
            at = Math.Min(end, at + 7);
        else if (at < end)
            at++;
        if (row.Items.Count == 0)
            return null;
        var inner = row.Items.Count == 1 ? row.Items[0] : row with { Start = from };
        return open is '|' or '‖' ? new MathAbsolute(start, at, inner, open == '‖') : open == '.' ? inner : new MathGroup(start, at, open, inner);
    }

    private MathNode? Text(int start)
    {
        if (at >= end || text[at] != '{')
            return null;
        var close = text.IndexOf('}', at, end - at);
        var stop = close < 0 ? end : close;
        var said = text[(at + 1)..stop].Trim();
        var from = at + 1;
        at = Math.Min(end, stop + 1);
        if (said.Length == 0)
            return null;
        return said.Length <= 2 && said.All(char.IsAsciiLetter) ? new MathName(start, at, said) : new MathText(from, stop, said);
    }

    private MathNode? Fraction(int start)
    {
        var above = Argument();
        var below = Argument();
        if (above is null || below is null)
            return above;
        // \frac{dy}{dx}, \frac{\partial f}{\partial x}
        if (Differential(above, out var order, out var function, out var partial) && Differential(below, out _, out var variable, out var partialBelow) && partial == partialBelow && variable is not null)
            return new MathDerivative(start, at, partial, order, function, variable);
        return new MathFraction(start, at, above, below);
    }

    private static bool Differential(MathNode node, out int order, out MathNode? of, out bool partial)
    {
        (order, of, partial) = (1, null, false);
        IReadOnlyList<MathNode> items = node is MathRow row ? row.Items : [node];
        var head = items.Count > 0 ? items[0] : node;
        if (head is MathDifferential { Variable: var variable } && items.Count == 1)
        {
            of = variable;
            return true;
        }

        if (head is MathPower { Base: MathName or MathSign, Exponent: MathNumber { Digits.Length: 1 } exponent } power)
        {
            order = int.Parse(exponent.Digits, CultureInfo.InvariantCulture);
            head = power.Base;
        }

        partial = head is MathSign { Sign: '∂' };
        if (!partial && head is not MathName { Name: "d" })
            return false;
        if (items.Count > 2)
            return false;
        of = items.Count == 2 ? items[1] is MathPower { Base: MathName v } ? v : items[1] : null;
        return true;
    }
}
