using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>Chemical formulas and equations.</summary>
internal sealed partial class Scanner
{
    private const int LongestFormula = 60;
    private const int MostTerms = 12;

    private static readonly FrozenSet<string> Elements = FrozenSet.Create(StringComparer.Ordinal,
        "H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "Ar", "K", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br", "Kr", "Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Ag", "Cd", "In", "Sn", "Sb", "Te", "I", "Xe", "Cs", "Ba", "La", "Ce", "Nd", "W", "Pt", "Au", "Hg", "Pb", "Bi", "Rn", "Ra", "Th", "U", "Pu");

    // Without subscripts two letters of these tell a formula from an abbreviation (NaCl, FeS, but not CPU).
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(StringComparer.Ordinal,
        "Na", "Cl", "Ca", "Mg", "Fe", "Cu", "Zn", "Ag", "Al", "Br", "Li", "Ba", "Si", "Mn", "Pb", "Hg", "Ti");

    private Span? Chemistry(int at)
    {
        // 나트륨(Na), 鉄（Fe）: the symbol beside the element's name.
        if (At(at - 1) == '(' && IsScript(At(at - 2)) && At(at + 2) == ')' && Symbol(at) is { Length: 2 } symbol && symbol is not ("In" or "As" or "He" or "Be"))
            return new ChemistrySpan(at, at + 2, [new ChemistryPart(at, at + 2, ChemistryKind.Element, symbol)]);
        if (Gas(at) is { } gas)
            return gas;
        var first = Term(at, out var sure);
        if (first is null)
            return null;
        // 2H₂ + O₂ → 2H₂O
        var (all, end, arrow, known) = (new List<ChemistryPart>(first), first[^1].End, false, sure);
        var i = end;
        for (var terms = 1; terms < MostTerms; terms++)
        {
            var sign = i;
            while (At(sign) == ' ')
                sign++;
            var (length, kind) = At(sign) switch
            {
                '+' => (1, ChemistryKind.Plus),
                '→' or '⟶' or '⇌' or '⇄' or '➝' or '⟵' => (1, ChemistryKind.Arrow),
                '-' when At(sign + 1) == '>' => (2, ChemistryKind.Arrow),
                _ => (0, ChemistryKind.Plus),
            };
            if (length == 0)
                break;
            var next = sign + length;
            while (At(next) == ' ')
                next++;
            if (next >= text.Length || Term(next, out var also) is not { } term)
                break;
            known |= also;
            arrow |= kind == ChemistryKind.Arrow;
            all.Add(new ChemistryPart(sign, sign + length, kind, text.Substring(sign, length)));
            all.AddRange(term);
            i = term[^1].End;
        }

        if (arrow && known)
            return new ChemistrySpan(at, i, all);
        // A number before a formula alone is its own: 2 CO₂.
        return sure ? new ChemistrySpan(at, end, first) : null;
    }

    /// <summary>SpO₂, PaCO2, FiO₂: how much of a gas is in the blood or the breath.</summary>
    private ChemistrySpan? Gas(int at)
    {
        foreach (var where in Measured)
        {
            var formula = at + where.Length;
            if (string.CompareOrdinal(text, at, where, 0, where.Length) != 0 || char.IsAsciiLetter(At(at - 1)))
                continue;
            var oxygen = At(formula) == 'C' ? formula + 1 : formula;
            if (At(oxygen) != 'O' || At(oxygen + 1) is not ('2' or '₂') || char.IsAsciiLetterOrDigit(At(oxygen + 2)))
                continue;
            List<ChemistryPart> parts = [new(at, formula, ChemistryKind.Element, where)];
            for (var i = formula; i <= oxygen; i++)
                parts.Add(new ChemistryPart(i, i + 1, ChemistryKind.Element, text[i..(i + 1)]));
            parts.Add(new ChemistryPart(oxygen + 1, oxygen + 2, ChemistryKind.Count, "2"));
            return new ChemistrySpan(at, oxygen + 2, parts);
        }

        return null;
    }

    // Arterial, venous and inspired, saturation and pressure.
    private static readonly string[] Measured = ["Sp", "Sa", "Sv", "Pa", "PA", "Pv", "Fi", "Et", "et", "Pet"];

    /// <summary>One formula with its coefficient; null when there is none. Sure when it could hardly be anything else.</summary>
    private List<ChemistryPart>? Term(int at, out bool sure)
    {
        sure = false;
        var parts = new List<ChemistryPart>();
        var i = at;
        if (char.IsAsciiDigit(At(i)) && At(i) != '0')
        {
            while (char.IsAsciiDigit(At(i)) && i - at < 2)
                i++;
            parts.Add(new ChemistryPart(at, i, ChemistryKind.Coefficient, text[at..i]));
        }

        // ¹⁴C
        var mass = i;
        while (char.IsAsciiDigit(MathLetters.Raised(At(mass))) && mass - i < 3)
            mass++;
        if (mass > i)
        {
            if (Symbol(mass) is null)
                return null;
            parts.Add(new ChemistryPart(i, mass, ChemistryKind.Mass, new string([.. text[i..mass].Select(MathLetters.Raised)])));
            i = mass;
        }

        var (elements, distinct, lowered, counts, charged, telling, open, organic, other) = (0, new HashSet<string>(StringComparer.Ordinal), false, 0, false, false, 0, false, false);
        while (i < text.Length && i - at < LongestFormula)
        {
            var c = text[i];
            if (Symbol(i) is { } symbol)
            {
                parts.Add(new ChemistryPart(i, i + symbol.Length, ChemistryKind.Element, symbol));
                elements++;
                distinct.Add(symbol);
                telling |= Telling.Contains(symbol);
                organic |= symbol is "O" or "H";
                other |= symbol is not ("H" or "C" or "N" or "O" or "S" or "P") && symbol.Length == 1;
                i += symbol.Length;
            }
            else if (elements > 0 && char.IsAsciiDigit(MathLetters.Lowered(c)))
            {
                var start = i;
                while (char.IsAsciiDigit(MathLetters.Lowered(At(i))))
                    i++;
                parts.Add(new ChemistryPart(start, i, ChemistryKind.Count, new string([.. text[start..i].Select(MathLetters.Lowered)])));
                lowered = true;
            }
            else if (elements > 0 && char.IsAsciiDigit(c) && c != '0' && parts[^1].Kind is ChemistryKind.Element or ChemistryKind.Close)
            {
                var start = i;
                while (char.IsAsciiDigit(At(i)) && i - start < 3)
                    i++;
                if (i - start > 2 || (i - start == 1 && c == '1') || (i - start == 2 && int.Parse(text.AsSpan(start, 2), System.Globalization.CultureInfo.InvariantCulture) > 24))
                    return null;
                parts.Add(new ChemistryPart(start, i, ChemistryKind.Count, text[start..i]));
                counts++;
            }
            else if (c == '(' && Symbol(i + 1) is not null && elements > 0)
            {
                parts.Add(new ChemistryPart(i, i + 1, ChemistryKind.Open, "("));
                open++;
                i++;
            }
            else if (c == ')' && open > 0)
            {
                parts.Add(new ChemistryPart(i, i + 1, ChemistryKind.Close, ")"));
                open--;
                i++;
            }
            else if (elements > 0 && Charge(i) is > 0 and var after)
            {
                parts.Add(new ChemistryPart(i, after, ChemistryKind.Charge, new string([.. text[i..after].Select(x => MathLetters.Raised(x) is not '\0' and var up ? up : x).Where(x => x is not ('^' or '{' or '}'))])));
                charged = true;
                i = after;
                break;
            }
            else if (c is '·' && elements > 0 && (char.IsAsciiDigit(At(i + 1)) || Symbol(i + 1) is not null) && lowered)
            {
                parts.Add(new ChemistryPart(i, i + 1, ChemistryKind.Dot, "·"));
                i++;
                var start = i;
                while (char.IsAsciiDigit(At(i)))
                    i++;
                if (i > start)
                    parts.Add(new ChemistryPart(start, i, ChemistryKind.Coefficient, text[start..i]));
            }
            else
                break;
        }

        if (elements == 0 || open > 0 || char.IsAsciiLetterOrDigit(At(i)) || At(i) is '_' or '\'' || (At(i) == '-' && char.IsAsciiLetterOrDigit(At(i + 1))))
            return null;
        // (g), (aq)
        if (At(i) == '(' && (At(i + 1) is 'g' or 'l' or 's' && At(i + 2) == ')' || Starts(i + 1, "aq)")) && (lowered || charged || telling))
        {
            var close = text.IndexOf(')', i) + 1;
            parts.Add(new ChemistryPart(i, close, ChemistryKind.State, text[(i + 1)..(close - 1)]));
            i = close;
        }

        var molecule = elements == 1 && distinct.Overlaps(["H", "O", "N", "Cl", "F", "Br", "I", "C", "S", "P"]) && lowered && parts[^1].Text != "1" && !(distinct.Contains("F") || distinct.Contains("S") || distinct.Contains("P") || distinct.Contains("I") || (distinct.Contains("C") && parts[^1].Text.Length == 1));
        sure = charged || molecule || (mass > at && parts[0].Kind == ChemistryKind.Mass && elements == 1)
            || (lowered && elements >= 2)
            || (counts > 0 && distinct.Count >= 2 && (telling || (organic && !other)))
            || (telling && distinct.Count >= 2 && counts == 0 && text[at..i] is not "NaN");
        // x⁺ of one letter is no ion unless its element is.
        return parts;
    }

    private string? Symbol(int at)
    {
        if (!char.IsAsciiLetterUpper(At(at)))
            return null;
        if (char.IsAsciiLetterLower(At(at + 1)))
            return Elements.Contains(text.Substring(at, 2)) ? text.Substring(at, 2) : null;
        return Elements.Contains(text.Substring(at, 1)) ? text.Substring(at, 1) : null;
    }

    /// <summary>The end of a charge: ²⁺, ⁻, ^2+; 0 for none.</summary>
    private int Charge(int at)
    {
        var i = at;
        if (At(i) == '^')
        {
            i++;
            var brace = At(i) == '{';
            if (brace)
                i++;
            while (char.IsAsciiDigit(At(i)))
                i++;
            if (At(i) is not ('+' or '-' or '−'))
                return 0;
            i++;
            return brace ? At(i) == '}' ? i + 1 : 0 : char.IsAsciiLetterOrDigit(At(i)) ? 0 : i;
        }

        while (char.IsAsciiDigit(MathLetters.Raised(At(i))))
            i++;
        return At(i) is '⁺' or '⁻' && !char.IsAsciiDigit(MathLetters.Raised(At(i + 1))) ? i + 1 : 0;
    }
}
