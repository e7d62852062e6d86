namespace Dubbing.Readings.Scanning;

/// <summary>The operands of an expression: numbers, names, functions, roots, brackets, with what is raised, lowered or put after them.</summary>
internal sealed partial class MathParser
{
    private const int MostItems = 40;

    private MathNode? Operand(bool top, bool first)
    {
        if (depth > Deepest)
            return null;
        var node = Primary(top, first);
        return node is null ? null : Postfix(node);
    }

    private MathNode? Primary(bool top, bool first)
    {
        var (start, c) = (at, Now);
        if (char.IsAsciiDigit(c))
            return Number();
        if (IsLetter(c))
            return Letters(first);
        if (MathLetters.Lowered(c) is not '\0' && Choose() is { } choose)
            return choose;
        if (c is '∑' or '∏' or '∫' or '∬' or '∭' or '∮' or '⋃' or '⋂' || (c == 'Σ' && Ahead(1) is '_' or '(' or '^' || (c == 'Σ' && (MathLetters.Lowered(Ahead(1)) is not '\0' || IsLetter(Ahead(1))))))
            return Large(c == 'Σ' ? '∑' : c);
        if (MathLetters.GreekName(c) is { } greek)
        {
            at++;
            hasName = true;
            // φ(x), Γ(n)
            if (Now == '(' && Group() is { } of)
            {
                score++;
                return new MathFunction(start + shift, at + shift, greek, 0, null, null, of);
            }

            return new MathName(start + shift, at + shift, greek, IsGreek: true);
        }

        if (MathLetters.VulgarFraction(c) is { } vulgar)
        {
            at++;
            return new MathFraction(start + shift, at + shift, Whole(vulgar.Above), Whole(vulgar.Below));

            MathNumber Whole(int value) => new(start + shift, at + shift, value.ToString(System.Globalization.CultureInfo.InvariantCulture), null);
        }

        switch (c)
        {
            case '√' or '∛' or '∜':
                return Root();
            case '(' or '[' or '{' or '⌊' or '⌈' or '⟨':
                return first && top && c is '[' or '{' ? null : Group();
            case '|' or '‖' when bars == 0 || depth > 0:
                return Absolute();
            case '∠' or '△' or '∂' when IsLetter(Ahead(1)):
                return Prefixed(c);
            case '∂' when MathLetters.GreekName(Ahead(1)) is not null:
                return Prefixed(c);
        }

        if (Constants.Contains(c, StringComparison.Ordinal) && c != '\0')
        {
            at++;
            hasName |= c is not '…';
            return new MathSign(start + shift, at + shift, c);
        }

        return null;
    }

    private MathNumber Number()
    {
        var start = at;
        var digits = new System.Text.StringBuilder();
        while (char.IsAsciiDigit(Now) || (Now == ',' && digits.Length is > 0 and <= 24 && char.IsAsciiDigit(Ahead(1)) && char.IsAsciiDigit(Ahead(2)) && char.IsAsciiDigit(Ahead(3)) && !char.IsAsciiDigit(Ahead(4)) && Separates()))
        {
            if (Now != ',')
                digits.Append(Now);
            at++;
        }

        string? fraction = null;
        if (Now == '.' && char.IsAsciiDigit(Ahead(1)))
        {
            var point = ++at;
            while (char.IsAsciiDigit(Now))
                at++;
            fraction = text[point..at];
        }

        return new MathNumber(start + shift, at + shift, digits.ToString(), fraction);

        // (1,000, 2) is a thousand, but in a list without spaces commas part: f(1,200).
        bool Separates() => start == 0 || text[start - 1] != '(' || at - start <= 3;
    }

    /// <summary>Letters: a function, a differential, a derivative, one variable or several in a row.</summary>
    private MathNode? Letters(bool first)
    {
        var start = at;
        var end = at;
        while (end < limit && IsLetter(text[end]))
            end++;
        var run = text[at..end];
        if (run.Length > 1 && FunctionName(run) is { } name)
            return Function(name);
        if (run is "lim" or "Lim")
            return Limit();
        if (Derivative() is { } derivative)
            return derivative;
        if (run.Length == 2 && run[0] == 'd' && char.IsAsciiLetterLower(run[1]) && !first)
        {
            at = end;
            hasName = true;
            return new MathDifferential(start + shift, end + shift, new MathName(start + 1 + shift, end + shift, run[1..]));
        }

        if (end < limit && (text[end] is '_' && end + 1 < limit && IsLetter(text[end + 1]) && run.Length > 1))
            return null; // snake_case
        // Words are no variables; a few letters in a row are (mc, ABC, nRT, mgh).
        var capitals = run.Count(char.IsAsciiLetterUpper);
        if (run.Length > 4 || (run.Length == 4 && capitals != 4) || (run.Length == 3 && capitals == 0 && Pronounceable(run)) || (run.Length is 3 && capitals == 1 && char.IsAsciiLetterUpper(run[0])))
            return null;
        if (run is "px" && first)
            return null;
        if (run is "is" or "in" or "of" or "if" or "or" or "to" or "at" or "on" or "an" or "as" or "by" or "do" or "it" or "no" or "km" or "cm" or "mm" or "kg" or "mg" or "vs" or "Hz" or "dB" or "No" or "Mr" or "Dr")
            return null;
        if (end < limit && char.IsAsciiDigit(text[end]) && run.Length > 1)
            return null; // MP3, GPT4
        if (end < limit && char.IsAsciiDigit(text[end]) && (char.IsAsciiLetterUpper(run[0]) || depth <= 1))
            return null; // B2B, A4, x1
        at = end;
        hasName = true;
        // f(x), P(A), f'(x), f⁻¹(x)
        if (run.Length == 1 && (Now is '(' or '\'' || MathLetters.Raised(Now) is '-'))
            return (MathNode?)Applied(run, start) ?? new MathName(start + shift, at + shift, run);
        return new MathName(start + shift, at + shift, run);
    }

    private static bool Pronounceable(string run) => run[1] is 'a' or 'e' or 'i' or 'o' or 'u' && !"aeiou".Contains(run[0], StringComparison.Ordinal) && !"aeiou".Contains(run[2], StringComparison.Ordinal)
        || run is "and" or "the" or "for" or "end" or "one" or "two" or "new" or "you" or "are" or "app" or "api" or "web";

    /// <summary>The function that the letters are, or begin with: <c>sinx</c> is sin of x.</summary>
    private static string? FunctionName(string run)
    {
        if (MathLetters.IsFunction(run))
            return run;
        foreach (var name in (string[])["sin", "cos", "tan", "log", "ln"])
        {
            if (run.Length == name.Length + 1 && run.StartsWith(name, StringComparison.Ordinal) && run[^1] is 'x' or 'A' or 'B' or 'C' or 't' or 'y' or 'a' or 'b' or 'n')
                return name;
        }

        return null;
    }

    private MathNode? Function(string name)
    {
        var start = at;
        at += name.Length;
        var (baseOf, power) = ((MathNode?)null, (MathNode?)null);
        for (var i = 0; i < 2; i++)
        {
            if (Now == '_' || MathLetters.Lowered(Now) is not '\0')
                baseOf ??= Lowered();
            else if (Now == '^' || MathLetters.Raised(Now) is not '\0')
                power ??= Raised();
        }

        var before = at;
        at = Skip(at);
        MathNode? argument = null;
        if (at < limit && (Now is '(' or '|' or '√' || IsLetter(Now) || char.IsAsciiDigit(Now) || MathLetters.GreekName(Now) is not null || (Now is '-' or '−' && at == before)))
        {
            // sin 2x, log ab: what stands together is the argument.
            var from = at;
            var parts = new List<MathNode>();
            if ((Signed() ?? Operand(top: false, first: true)) is { } one)
            {
                parts.Add(one);
                while (one is not MathGroup && (IsLetter(Now) || MathLetters.GreekName(Now) is not null) && !StartsFunction() && !StartsDifferential() && Operand(top: false, first: false) is { } more)
                    parts.Add(more);
                argument = parts.Count == 1 ? parts[0] : new MathRow(from + shift, at + shift, parts);
            }
        }

        if (argument is null)
        {
            at = before;
            if (baseOf is null && power is null)
            {
                if (name is "max" or "min" or "mod" or "div" or "inf" or "sup" or "arg" or "tr" or "Re" or "Im" or "rank" or "log" or "exp" or "sec" or "lg" or "curl")
                {
                    at = start;
                    return null;
                }

                return new MathFunction(start + shift, at + shift, name, 0, null, null, null);
            }
        }

        hasName = true;
        score += argument is null && name is "sec" or "min" or "max" or "div" or "mod" ? 1 : 2;
        return new MathFunction(start + shift, at + shift, name, 0, baseOf, power, argument);
    }

    /// <summary>f(x), f'(x), f⁻¹(x): a letter that is applied to something.</summary>
    private MathFunction? Applied(string name, int start)
    {
        var from = at;
        var primes = 0;
        while (Now == '\'' && primes < 3)
        {
            primes++;
            at++;
        }

        MathNode? power = null;
        if (MathLetters.Raised(Now) is '-')
            power = Raised();
        var (group, saved) = (Now == '(' ? Group() : null, score);
        if (group is null)
        {
            if (primes > 0 && !IsLetter(Now))
            {
                score++;
                return new MathFunction(start + shift, at + shift, name, primes, null, power, null);
            }

            at = from;
            score = saved;
            return null;
        }

        // f(x), P(A∩B), f(2); A(2, −1) is a point.
        score += group is MathList || primes > 0 || power is not null || name is "f" or "g" or "h" or "F" or "G" or "P" or "y" or "p" or "u" or "v" or "s" or "T" or "E" or "V" or "O" or "Q" ? 2 : 1;
        return new MathFunction(start + shift, at + shift, name, primes, null, power, group);
    }

    /// <summary>dy/dx, d²y/dx², ∂f/∂x.</summary>
    private MathDerivative? Derivative()
    {
        var start = at;
        var d = Now;
        if (d is not ('d' or '∂'))
            return null;
        var i = at + 1;
        var order = 1;
        if (i < limit && MathLetters.Raised(text[i]) is >= '2' and <= '9' and var raised)
        {
            order = raised - '0';
            i++;
        }

        MathNode? function = null;
        if (i < limit && (IsLetter(text[i]) || MathLetters.GreekName(text[i]) is not null))
        {
            function = Name(i);
            i++;
        }

        if (i + 2 >= limit || text[i] != '/' || text[i + 1] != d || !(IsLetter(text[i + 2]) || MathLetters.GreekName(text[i + 2]) is not null))
            return null;
        var variable = Name(i + 2);
        i += 3;
        if (order > 1 && i < limit && MathLetters.Raised(text[i]) == order + '0')
            i++;
        if (i < limit && IsLetter(text[i]))
            return null;
        at = i;
        hasName = true;
        score += 2;
        return new MathDerivative(start + shift, i + shift, d == '∂', order, function, variable);

        MathName Name(int k) => MathLetters.GreekName(text[k]) is { } greek ? new MathName(k + shift, k + 1 + shift, greek, true) : new MathName(k + shift, k + 1 + shift, text[k..(k + 1)]);
    }

    /// <summary>ₙCₖ, ₅P₂.</summary>
    private MathChoose? Choose()
    {
        var start = at;
        var i = at;
        while (i < limit && MathLetters.Lowered(text[i]) is not '\0')
            i++;
        var letter = i < limit ? text[i] : '\0';
        var j = i + 1;
        while (j < limit && MathLetters.Lowered(text[j]) is not '\0')
            j++;
        if (letter is not ('C' or 'P' or 'H' or 'Π') || j == i + 1)
            return null;
        var from = Part(Plain(start, i, MathLetters.Lowered), start);
        var take = Part(Plain(i + 1, j, MathLetters.Lowered), i + 1);
        if (from is null || take is null)
            return null;
        at = j;
        hasName = true;
        score += 2;
        return new MathChoose(start + shift, j + shift, letter, from, take);
    }

    private string Plain(int from, int to, Func<char, char> of) => string.Create(to - from, (this, from, of), static (chars, s) =>
    {
        for (var k = 0; k < chars.Length; k++)
            chars[k] = s.of(s.Item1.text[s.from + k]);
    });

    private MathLarge Large(char sign)
    {
        var start = at++;
        var (lower, upper) = ((MathNode?)null, (MathNode?)null);
        for (var i = 0; i < 2; i++)
        {
            if (Now == '_' || MathLetters.Lowered(Now) is not '\0')
                lower ??= Lowered();
            else if (Now == '^' || MathLetters.Raised(Now) is not '\0')
                upper ??= Raised();
        }

        hasName = true;
        score += 2;
        return new MathLarge(start + shift, at + shift, sign, lower, upper);
    }

    /// <summary>lim x→0, lim(x→0), lim_{x→0}.</summary>
    private MathLimit Limit()
    {
        var start = at;
        at += 3;
        hasName = true;
        score++;
        var from = at;
        var below = Now == '_' ? Lowered() : null;
        if (below is null)
        {
            at = Skip(at);
            if (Now is '(' or '[' && Group() is MathGroup { Inner: var inner })
                below = inner;
            else
            {
                // Only "x→a": what comes after is the body.
                var i = at;
                if (IsLetter(Now) && Skip(i + 1) is var arrow && arrow < limit && text[arrow] == '→')
                {
                    var variable = new MathName(i + shift, i + 1 + shift, text[i..(i + 1)]);
                    at = Skip(arrow + 1);
                    if ((Signed() ?? Operand(top: false, first: true)) is { } target)
                    {
                        score += 2;
                        return new MathLimit(start + shift, at + shift, variable, target);
                    }
                }

                at = from;
            }
        }

        if (MathLimit.Tends(start + shift, at + shift, below) is { } tends)
        {
            score += 2;
            return tends;
        }

        return new MathLimit(start + shift, at + shift, below, null);
    }
}
