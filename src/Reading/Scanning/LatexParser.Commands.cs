using System.Globalization;

namespace Dubbing.Readings.Scanning;

/// <summary>What follows a backslash: commands, fractions, brackets of any height.</summary>
internal sealed partial class LatexParser
{
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
