using System.Text;

namespace Dubbing.Readings.Scanning;

/// <summary>Writes an expression in Unicode on one line.</summary>
internal static class MathWriter
{
    /// <summary>Appends an expression.</summary>
    public static void Write(MathNode node, StringBuilder to)
    {
        switch (node)
        {
            case MathRow row:
                Row(row, to);
                break;
            case MathNumber number:
                to.Append(number.Digits);
                if (number.Fraction is not null)
                    to.Append('.').Append(number.Fraction);
                break;
            case MathName { IsGreek: true } greek:
                to.Append(MathLetters.GreekLetter(greek.Name));
                break;
            case MathName name:
                to.Append(name.Name);
                break;
            case MathText text:
                to.Append(text.Text);
                break;
            case MathSign sign:
                to.Append(sign.Sign);
                break;
            case MathSigned signed:
                to.Append(signed.Sign);
                Write(signed.Operand, to);
                break;
            case MathPower power:
                Write(power.Base, to);
                Script(power.Exponent, to, MathLetters.ToSuperscript, '^');
                break;
            case MathSubscript subscript:
                Write(subscript.Base, to);
                Script(subscript.Index, to, MathLetters.ToSubscript, '_');
                break;
            case MathFraction fraction:
                Grouped(fraction.Numerator, to);
                to.Append('/');
                Grouped(fraction.Denominator, to);
                break;
            case MathRoot root:
                if (root.Index is not null)
                    Script(root.Index, to, MathLetters.ToSuperscript, ' ');
                to.Append('√');
                Grouped(root.Radicand, to);
                break;
            case MathFunction function:
                to.Append(MathLetters.GreekLetter(function.Name) is not '\0' and var letter ? letter.ToString() : function.Name).Append('′', function.Primes);
                if (function.Base is not null)
                    Script(function.Base, to, MathLetters.ToSubscript, '_');
                if (function.Power is not null)
                    Script(function.Power, to, MathLetters.ToSuperscript, '^');
                if (function.Argument is not null)
                {
                    if (function.Argument is not (MathGroup or MathList or MathAbsolute))
                        to.Append(' ');
                    Write(function.Argument, to);
                }

                break;
            case MathLarge large:
                to.Append(large.Sign);
                if (large.Lower is not null)
                    Script(large.Lower, to, MathLetters.ToSubscript, '_');
                if (large.Upper is not null)
                    Script(large.Upper, to, MathLetters.ToSuperscript, '^');
                to.Append(' ');
                break;
            case MathLimit limit:
                to.Append("lim");
                if (limit.Variable is not null)
                {
                    to.Append('(');
                    Write(limit.Variable, to);
                    if (limit.Target is not null)
                    {
                        to.Append('→');
                        Write(limit.Target, to);
                    }

                    to.Append(')');
                }

                to.Append(' ');
                break;
            case MathDerivative derivative:
                var d = derivative.IsPartial ? '∂' : 'd';
                to.Append(d);
                if (derivative.Order > 1)
                    to.Append(MathLetters.ToSuperscript((char)('0' + derivative.Order)));
                if (derivative.Function is not null)
                    Write(derivative.Function, to);
                to.Append('/').Append(d);
                Write(derivative.Variable, to);
                if (derivative.Order > 1)
                    to.Append(MathLetters.ToSuperscript((char)('0' + derivative.Order)));
                break;
            case MathDifferential differential:
                to.Append('d');
                Write(differential.Variable, to);
                break;
            case MathFactorial factorial:
                Write(factorial.Operand, to);
                to.Append('!');
                break;
            case MathAbsolute absolute:
                to.Append(absolute.IsNorm ? '‖' : '|');
                Write(absolute.Operand, to);
                to.Append(absolute.IsNorm ? '‖' : '|');
                break;
            case MathGroup group:
                to.Append(group.Open);
                Write(group.Inner, to);
                to.Append(Close(group.Open));
                break;
            case MathList list:
                to.Append(list.Open);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0)
                        to.Append(", ");
                    Write(list.Items[i], to);
                }

                to.Append(Close(list.Open));
                break;
            case MathAccent accent:
                Write(accent.Operand, to);
                to.Append(accent.Mark switch { '→' => '\u20D7', '^' => '\u0302', '~' => '\u0303', '˙' => '\u0307', _ => '\u0304' });
                break;
            case MathChoose choose:
                Script(choose.From, to, MathLetters.ToSubscript, ' ');
                to.Append(choose.Letter);
                Script(choose.Take, to, MathLetters.ToSubscript, '_');
                break;
            case MathUnit unit:
                foreach (var factor in unit.Unit.Over)
                    to.Append(factor.Prefix).Append(factor.Base);
                break;
        }
    }

    private static char Close(char open) => open switch { '(' => ')', '[' => ']', '{' => '}', '⌊' => '⌋', '⌈' => '⌉', _ => '⟩' };

    private static void Row(MathRow row, StringBuilder to)
    {
        for (var i = 0; i < row.Items.Count; i++)
        {
            // Operators and relations between operands stand between spaces.
            var sign = row.Items[i] is MathSign s && i > 0 && i + 1 < row.Items.Count && s.Sign is not ('°' or '%' or ',' or '∂' or '∞' or '…');
            if (sign && to.Length > 0 && to[^1] != ' ')
                to.Append(' ');
            Write(row.Items[i], to);
            if (sign || row.Items[i] is MathSign { Sign: ',' } or MathFunction { Argument: not (null or MathGroup) })
                to.Append(' ');
        }

        while (to.Length > 0 && to[^1] == ' ')
            to.Length--;
    }

    private static void Grouped(MathNode node, StringBuilder to)
    {
        var simple = node is MathNumber or MathName or MathPower or MathSubscript or MathFunction or MathGroup;
        if (!simple)
            to.Append('(');
        Write(node, to);
        if (!simple)
            to.Append(')');
    }

    /// <summary>A script in raised or lowered characters where Unicode has all of them, else after ^ or _.</summary>
    private static void Script(MathNode node, StringBuilder to, Func<char, char> of, char sign)
    {
        var plain = new StringBuilder();
        Write(node, plain);
        plain.Replace(" ", "");
        var raised = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            if (of(plain[i]) is not '\0' and var c)
                raised.Append(c);
        }

        if (raised.Length == plain.Length)
            to.Append(raised);
        else if (plain.Length == 1)
            to.Append(sign).Append(plain);
        else
            to.Append(sign).Append('(').Append(plain).Append(')');
    }
}
