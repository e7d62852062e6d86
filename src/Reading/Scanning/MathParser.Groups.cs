namespace Dubbing.Readings.Scanning;

/// <summary>Roots, brackets, signs before and after, powers and subscripts.</summary>
internal sealed partial class MathParser
{
    private MathNode? Root()
    {
        if (depth >= Deepest)
            return null;
        depth++;
        var (start, sign) = (at, Now);
        at++;
        var radicand = Now == '(' ? Group() : null;
        if (radicand is null)
        {
            // √2, √2a? The root covers one number or letter.
            radicand = Now is '-' or '−' ? Signed() : char.IsAsciiDigit(Now) ? Number() : IsLetter(Now) ? One() : MathLetters.GreekName(Now) is not null ? Primary(top: false, first: false) : Now == '√' ? Root() : null;
        }

        depth--;
        if (radicand is null)
        {
            at = start;
            return null;
        }

        hasName = true;
        score += 2;
        MathNode? index = sign switch { '∛' => new MathNumber(start + shift, start + 1 + shift, "3", null), '∜' => new MathNumber(start + shift, start + 1 + shift, "4", null), _ => null };
        return new MathRoot(start + shift, at + shift, index, Bare(radicand));

        MathName One()
        {
            at++;
            return new MathName(at - 1 + shift, at + shift, text[(at - 1)..at]);
        }
    }

    /// <summary>What stands in brackets: a group, or a list when commas part it.</summary>
    private MathNode? Group()
    {
        if (closed.Contains(at))
            return null;
        var (start, open, saved, bar) = (at, Now, score, bars);
        var close = open switch { '(' => ')', '[' => ']', '{' => '}', '⌊' => '⌋', '⌈' => '⌉', _ => '⟩' };
        at++;
        bars = 0;
        var items = new List<MathNode>();
        if (++depth <= Deepest)
        {
            while (at < limit && items.Count < MostItems)
            {
                at = Skip(at);
                if (Row(top: false) is not { } row)
                    break;
                items.Add(row.Items.Count == 1 ? row.Items[0] : row);
                at = Skip(at);
                if (Now is ',' or ';' or '|' && Now != close)
                    at++;
                else
                    break;
            }
        }

        depth--;
        bars = bar;
        at = Skip(at);
        // [0, 1) closes as it likes.
        if (items.Count == 0 || !(Now == close || (items.Count == 2 && Now is ')' or ']' && open is '(' or '[')))
        {
            at = start;
            score = saved;
            closed.Add(start);
            return null;
        }

        at++;
        if (items.Count == 1)
            return new MathGroup(start + shift, at + shift, open, items[0]);
        score += items.Exists(i => i is not (MathNumber or MathName { IsGreek: false, Name: [>= 'A' and <= 'Z', ..] })) ? 2 : 0;
        return new MathList(start + shift, at + shift, open, items);
    }

    private MathAbsolute? Absolute()
    {
        var (start, sign, saved) = (at, Now, score);
        at++;
        bars++;
        var row = Row(top: false);
        bars--;
        if (row is null || Now != sign)
        {
            at = start;
            score = saved;
            return null;
        }

        at++;
        score += 2;
        return new MathAbsolute(start + shift, at + shift, row.Items.Count == 1 ? row.Items[0] : row, sign == '‖');
    }

    /// <summary>∠ABC, △ABC, ∂f.</summary>
    private MathNode? Prefixed(char sign)
    {
        if (sign == '∂' && Derivative() is { } derivative)
            return derivative;
        var start = at++;
        var operand = Letters(first: true);
        if (operand is null)
        {
            at = start;
            return null;
        }

        score += 2;
        return new MathRow(start + shift, at + shift, [new MathSign(start + shift, start + 1 + shift, sign), operand]);
    }

    private MathNode Postfix(MathNode node)
    {
        while (at < limit)
        {
            var c = Now;
            if (c == '^' || MathLetters.Raised(c) is not '\0')
            {
                if (Raised() is not { } exponent)
                    return node;
                score += node is MathNumber && c != '^' && exponent is MathNumber ? 2 : 2;
                hasName |= node is MathNumber;
                node = new MathPower(node.Start, at + shift, node, exponent);
            }
            else if ((c == '_' && node is MathName or MathAccent) || MathLetters.Lowered(c) is not '\0')
            {
                if (Lowered() is not { } index)
                    return node;
                score += c == '_' && index is MathName { Name.Length: > 1 } ? 0 : 2;
                node = new MathSubscript(node.Start, at + shift, node, index);
                // a₁(t), x₁y: goes on
            }
            else if (c == '!' && Factorial(node))
            {
                at++;
                score += 2;
                node = new MathFactorial(node.Start, at + shift, node);
            }
            else if (c is '%' && node is MathNumber && Ahead(1) != 'p')
            {
                at++;
                return new MathRow(node.Start, at + shift, [node, new MathSign(at - 1 + shift, at + shift, '%')]);
            }
            else if (c is '°' && Ahead(1) is not ('C' or 'F'))
            {
                at++;
                return new MathRow(node.Start, at + shift, [node, new MathSign(at - 1 + shift, at + shift, '°')]);
            }
            else if (c is '\u20D7' or '\u0304' or '\u0305' or '\u0302' or '\u0303' or '\u0307')
            {
                at++;
                score += 2;
                node = new MathAccent(node.Start, at + shift, c switch { '\u20D7' => '→', '\u0302' => '^', '\u0303' => '~', '\u0307' => '˙', _ => '¯' }, node);
            }
            else if (node is MathNumber && Units.At(text, at, limit, afterNumber: true, known: true) is { } unit)
            {
                at = unit.End;
                return new MathRow(node.Start, at + shift, [node, new MathUnit(unit.Start + shift, unit.End + shift, unit)]);
            }
            else
                return node;
        }

        return node;
    }

    /// <summary>5! = 120, n!은; an exclamation mark at the end of a sentence is none.</summary>
    private bool Factorial(MathNode node)
    {
        if (node is not (MathNumber or MathName or MathGroup) || Ahead(1) is '!' or '=' && Ahead(1) == '!')
            return false;
        var after = at + 1;
        var next = after < text.Length ? text[after] : '\0';
        if (next is ')' or '/' or '+' or '-' or '−' or '×' or '÷' or '·' or '*' || (next == '=' && node is not MathName))
            return true;
        if (next == '(' || MathLetters.Raised(next) is not '\0')
            return true;
        var beyond = Skip(after);
        if (beyond > after && beyond < limit && (Relations.Contains(text[beyond], StringComparison.Ordinal) || "+-−×÷/·".Contains(text[beyond], StringComparison.Ordinal)))
            return true;
        // n! は: a particle that stands apart.
        if (beyond > after && beyond < text.Length && node is MathName { Name.Length: 1 } or MathNumber && IsParticle(beyond))
            return true;
        // n!은, 5!を: a letter of the line's own language right after it.
        return next is >= '가' and <= '힣' or >= 'ぁ' and <= 'ヿ' || (node is MathName { Name: "n" or "k" or "r" or "m" } && depth > 1);
    }

    /// <summary>Whether a particle of one letter stands here, as it does after a name: は, を, or 은, 를 with nothing but a space after it.</summary>
    private bool IsParticle(int index) => text[index] is 'は' or 'を' or 'が' or 'の' or 'と' or 'も'
        || (text[index] is '은' or '는' or '을' or '를' or '의' or '과' or '와' && (index + 1 >= text.Length || text[index + 1] == ' '));

    /// <summary>What is raised: superscripts, ^2, ^n, ^(…), ^{…}.</summary>
    private MathNode? Raised() => Script('^', MathLetters.Raised);

    /// <summary>What is lowered: subscripts, _2, _n, _{…}.</summary>
    private MathNode? Lowered() => Script('_', MathLetters.Lowered);

    private MathNode? Script(char sign, Func<char, char> of)
    {
        var start = at;
        if (Now == sign)
        {
            at++;
            MathNode? inner;
            if (Now is '(' or '{')
            {
                inner = Group() is { } group ? group is MathGroup g ? g.Inner : group : null;
            }
            else
            {
                var minus = Now is '-' or '−';
                var from = at;
                if (minus)
                    at++;
                inner = char.IsAsciiDigit(Now) ? Number() : IsLetter(Now) ? Few(sign == '_' ? 4 : 1) : MathLetters.GreekName(Now) is not null || Now is '∞' ? Primary(top: false, first: false) : null;
                if (inner is not null && minus)
                    inner = new MathSigned(from + shift, at + shift, '−', inner);
            }

            if (inner is null)
                at = start;
            return inner is MathRow { Items.Count: 1 } row ? row.Items[0] : inner;
        }

        var end = at;
        while (end < limit && of(text[end]) is not '\0')
            end++;
        if (Part(Plain(at, end, of), at) is not { } part)
        {
            at = start;
            return null;
        }

        at = end;
        return part is MathRow { Items.Count: 1 } one ? one.Items[0] : part;
    }

    /// <summary>Letters of a script: one in x^n, a few in v_max; null when there are more, as in a word.</summary>
    private MathName? Few(int most)
    {
        var start = at;
        while (IsLetter(Now) && (at - start < most || most > 1))
            at++;
        if (at - start > most)
            return null;
        hasName = true;
        return new MathName(start + shift, at + shift, text[start..at]);
    }
}
