using System.Collections.Frozen;

namespace Dubbing.Readings.Scanning;

/// <summary>Symbols of units: SI with prefixes, those of trades and machines, compounds of them (mg/dL, m/s², kWh, mmHg).</summary>
internal static class Units
{
    private const int LongestFactor = 6;

    // Bases that take SI prefixes.
    private static readonly FrozenSet<string> Prefixed = FrozenSet.Create(StringComparer.Ordinal,
        "m", "g", "s", "L", "l", "A", "V", "W", "N", "J", "Pa", "Hz", "Ω", "Ω", "F", "H", "T", "K", "C", "mol", "cd", "lm", "lx", "Bq", "Sv", "Gy", "eV", "cal", "Wh", "Ah", "VA", "bar", "B", "b", "bps", "bit", "byte", "M", "Eq", "U", "IU", "ton");

    private static readonly FrozenSet<string> Plain = FrozenSet.Create(StringComparer.Ordinal,
        "min", "h", "hr", "hrs", "t", "ha", "px", "pt", "dpi", "ppi", "fps", "FPS", "rpm", "RPM", "bpm", "BPM", "ppm", "PPM", "ppb", "mph", "kph", "mmHg", "dB", "dBm", "dBi", "dBA", "ft", "in", "inch", "lb", "lbs", "oz", "gal", "psi", "cc", "nit", "nits", "kgf", "TOE", "PB",
        "°C", "°F", "℃", "℉", "°", "%", "%p", "%P", "‰", "ℓ", "Å", "day", "yr", "mi", "yd", "Kcal", "KB", "KM", "CM", "MM", "KG", "Km", "Kg", "ML", "KHz", "Kbps", "Wp", "Mbps");

    private static readonly string[] Prefixes = ["da", "Ki", "Mi", "Gi", "Ti", "k", "M", "G", "T", "P", "m", "μ", "µ", "u", "n", "p", "f", "c", "d", "h"];

    // One character for a whole unit.
    private static readonly FrozenDictionary<char, string> Squared = new Dictionary<char, string>
    {
        ['㎏'] = "kg", ['㎎'] = "mg", ['㎍'] = "μg", ['㎞'] = "km", ['㎝'] = "cm", ['㎜'] = "mm", ['㎛'] = "μm", ['㎚'] = "nm", ['㎡'] = "m2", ['㎢'] = "km2", ['㎠'] = "cm2", ['㎟'] = "mm2", ['㎥'] = "m3", ['㎤'] = "cm3", ['㎖'] = "mL", ['㎗'] = "dL", ['㎘'] = "kL", ['ℓ'] = "L",
        ['㏄'] = "cc", ['㎐'] = "Hz", ['㎑'] = "kHz", ['㎒'] = "MHz", ['㎓'] = "GHz", ['㎾'] = "kW", ['㎿'] = "MW", ['㎸'] = "kV", ['㎃'] = "mA", ['㎳'] = "ms", ['㎲'] = "μs", ['㎱'] = "ns", ['㎈'] = "cal", ['㎉'] = "kcal", ['㏈'] = "dB", ['㏊'] = "ha", ['㎅'] = "KB", ['㎆'] = "MB", ['㎇'] = "GB", ['㏖'] = "mol", ['㏓'] = "lx", ['㎩'] = "Pa", ['㎪'] = "kPa", ['㎫'] = "MPa",
    }.ToFrozenDictionary();

    // Letters that stand for other things as often, unless a number and a space, or a bar, say otherwise.
    private const string Ambiguous = "ACFHKTMUBbtshdlm";

    /// <summary>The unit that begins here; null for none.</summary>
    /// <param name="text">The folded line.</param>
    /// <param name="at">Where the unit, or one space before it, begins.</param>
    /// <param name="limit">Where to stop.</param>
    /// <param name="afterNumber">Whether a number stands before.</param>
    /// <param name="known">Whether it has to be plain that it is a unit, as where the same letter may be a variable.</param>
    public static UnitExpression? At(string text, int at, int limit, bool afterNumber, bool known = false)
    {
        var spaced = afterNumber && at < limit && text[at] == ' ';
        var start = spaced ? at + 1 : at;
        var over = new List<UnitFactor>(1);
        var under = new List<UnitFactor>(0);
        var end = Factor(text, start, limit, over);
        if (end < 0)
            return null;
        while (end < limit && over.Count < 4)
        {
            if (text[end] is '·' or '⋅' && Factor(text, end + 1, limit, under.Count > 0 ? under : over) is > 0 and var more)
                end = more;
            else if (text[end] == '/' && under.Count < 2 && Factor(text, end + 1, limit, under) is > 0 and var below)
                end = below;
            else
                break;
        }

        if (under.Count > 0 && under.Count + over.Count > 5)
            return null;
        // A symbol ends where no letter or digit goes on.
        if (end < limit && char.IsAsciiLetterOrDigit(text[end]) && char.IsAsciiLetter(text[end - 1]))
            return null;
        if (end < limit && text[end] is '-' or '\'' or '_' && end + 1 < limit && char.IsAsciiLetter(text[end + 1]))
            return null;
        var simple = over.Count == 1 && under.Count == 0;
        var letter = simple && end - start == 1 && over[0].Power == 1 && char.IsAsciiLetter(text[start]);
        if (letter && (known ? !spaced || text[start] is not ('N' or 'J' or 'V' or 'W' or 'A' or 'K' or 'm' or 's' or 'g') : spaced ? text[start] is 's' or 'h' or 't' or 'd' or 'b' or 'B' or 'C' or 'F' or 'H' or 'T' or 'M' or 'U' or 'l' : Ambiguous.Contains(text[start], StringComparison.Ordinal) && text[start] is 'C' or 'F' or 'H' or 'K' or 'T' or 'M' or 'U' or 'd' or 'B' or 'b'))
            return null;
        if (!afterNumber && (letter || (simple && over[0].Power == 1) || over[0].Base is "in"))
            return null;
        // "3 in the morning", "100 day".
        if (simple && known && (over[0].Base is "px" or "pt" or "h" || (spaced && over[0].Base is "in" or "day" or "min")))
            return null; // 4px: p times x
        return new UnitExpression(start, end, over, under);
    }

    /// <summary>One factor with its power; −1 when there is none here.</summary>
    private static int Factor(string text, int at, int limit, List<UnitFactor> to)
    {
        if (at >= limit)
            return -1;
        if (Squared.TryGetValue(text[at], out var squared))
        {
            var power = squared[^1] is '2' or '3' ? squared[^1] - '0' : 1;
            var (prefix, symbol) = Cut(power > 1 ? squared[..^1] : squared)!.Value;
            to.Add(new UnitFactor(prefix, symbol, power));
            return at + 1 + (at + 1 < limit && text[at + 1] == 'h' && symbol == "W" ? Hours(to) : 0);
        }

        for (var length = Math.Min(LongestFactor, limit - at); length > 0; length--)
        {
            var end = at + length;
            if (char.IsAsciiLetter(text[end - 1]) && end < limit && char.IsAsciiLetter(text[end]))
                continue;
            if (Cut(text.Substring(at, length)) is not { } cut)
                continue;
            var power = 1;
            if (end < limit && MathLetters.Raised(text[end]) is >= '2' and <= '4' and var raised)
            {
                power = raised - '0';
                end++;
            }
            else if (end + 1 < limit && text[end] == '⁻' && MathLetters.Raised(text[end + 1]) is >= '1' and <= '4' and var below)
            {
                power = -(below - '0');
                end += 2;
            }
            else if (end + 1 < limit && text[end] == '^' && text[end + 1] is '2' or '3')
            {
                power = text[end + 1] - '0';
                end += 2;
            }
            else if (end < limit && text[end] is '2' or '3' && cut.Base == "m" && (end + 1 >= limit || !char.IsAsciiLetterOrDigit(text[end + 1])))
            {
                power = text[end] - '0';
                end++;
            }

            to.Add(new UnitFactor(cut.Prefix, cut.Base, power));
            return end;
        }

        return -1;
    }

    private static int Hours(List<UnitFactor> to)
    {
        to[^1] = to[^1] with { Base = "Wh" };
        return 1;
    }

    private static (string Prefix, string Base)? Cut(string symbol)
    {
        if (Plain.Contains(symbol))
            return ("", symbol is "℃" ? "°C" : symbol is "℉" ? "°F" : symbol);
        if (Prefixed.Contains(symbol))
            return ("", symbol is "Ω" ? "Ω" : symbol);
        foreach (var prefix in Prefixes)
        {
            if (symbol.Length > prefix.Length && symbol.StartsWith(prefix, StringComparison.Ordinal) && Prefixed.Contains(symbol[prefix.Length..]))
                return (prefix is "µ" or "u" ? "μ" : prefix, symbol[prefix.Length..] is "Ω" ? "Ω" : symbol[prefix.Length..]);
        }

        return null;
    }
}
