namespace Dubbing.Readings.Japanese;

/// <summary>Digits as they are typed, and in kanji.</summary>
internal sealed partial class NumberSpelling
{
    /// <summary>Digits with thousands commas and decimals.</summary>
    private Scanned Scan(int start)
    {
        var whole = ScanDigits(start);
        var (digits, end) = (whole.Digits, whole.End);
        if (digits.Length <= 3)
        {
            while (At(end) == '，' && IsDigit(At(end + 1)) && IsDigit(At(end + 2)) && IsDigit(At(end + 3)) && !IsDigit(At(end + 4)))
            {
                digits += ScanDigits(end + 1).Digits;
                end += 4;
            }
        }

        // 29、002 stands for 29,002.
        if (digits.Length <= 3 && end == whole.End && At(end) == '、' && !(At(start - 1) == '、' && IsDigit(At(start - 2))) && ScanDigits(end + 1) is { Digits: { Length: 3 } three } && (three[0] == '0' || digits.Length == 1))
            (digits, end) = (digits + three, end + 4);
        if (At(end) != '．' || !IsDigit(At(end + 1)))
            return new Scanned(digits, "", end);
        var decimals = ScanDigits(end + 1);
        return new Scanned(digits, decimals.Digits, decimals.End);
    }

    private Scanned ScanDigits(int start)
    {
        var end = start;
        while (IsDigit(At(end)))
            end++;
        return new Scanned(string.Create(end - start, (from, start), static (s, a) =>
        {
            for (var i = 0; i < s.Length; i++)
                s[i] = (char)(a.from[a.start + i] - '０' + '0');
        }), "", end);
    }

    private static int Compare(Scanned a, Scanned b) =>
        decimal.TryParse(a.Digits + "." + a.Decimals, System.Globalization.CultureInfo.InvariantCulture, out var x)
        && decimal.TryParse(b.Digits + "." + b.Decimals, System.Globalization.CultureInfo.InvariantCulture, out var y) ? x.CompareTo(y) : 0;

    private void Number(Scanned number, int start)
    {
        // Nobody says so large a number: its digits, one by one.
        if (number.Digits.Length > LongestWhole || (!number.HasDecimals && number.Digits is ['0', _, ..]))
        {
            Spelled(start, number.End, decimals: number.Decimals);
            return;
        }

        var source = from.Source(start, number.End);
        // 1000万 would be found as the word 千万.
        var spelled = number.Digits == "1000" && At(number.End) is '万' or '億' or '兆' ? "一千" : InKanji(Short(number.Digits));
        var typed = number.Digits + (number.HasDecimals ? "." + number.Decimals : "");
        to.Numbers.Add(new NumberSpan(to.Length, to.Length + spelled.Length, Short(number.Digits), number.Decimals, false));
        to.Append(spelled, source, new ReadingStep("number", typed, spelled + (number.HasDecimals ? "・" + number.Decimals : "")));
    }

    private void Spelled(int start, int end, string zero = "ゼロ", string decimals = "")
    {
        var digits = ScanDigits(start).Digits;
        var spelled = InDigits(digits);
        to.Numbers.Add(new NumberSpan(to.Length, to.Length + spelled.Length, digits, "", true) { Zero = zero });
        var (typed, said) = decimals.Length == 0 ? (digits, spelled) : (digits + "." + decimals, spelled + "点" + InDigits(decimals));
        to.Append(said, from.Source(start, end), new ReadingStep("digits", typed, said));
    }

    private static string InDigits(string digits) => string.Concat(digits.Select(d => KanjiDigits[d - '0']));

    private static string InKanji(string digits)
    {
        if (digits == "0")
            return "〇";
        string[] places = ["", "十", "百", "千"];
        string[] myriads = ["", "万", "億", "兆", "京"];
        var spelled = "";
        for (var group = (digits.Length - 1) / 4; group >= 0; group--)
        {
            var end = digits.Length - (4 * group);
            var four = digits[Math.Max(0, end - 4)..end];
            var part = "";
            for (var i = 0; i < four.Length; i++)
            {
                var (d, place) = (four[i] - '0', four.Length - 1 - i);
                if (d > 0)
                    part += (d == 1 && place > 0 && !(place == 3 && group > 0) ? "" : KanjiDigits[d]) + places[place];
            }

            if (part.Length > 0)
                spelled += part + myriads[group];
        }

        return spelled;
    }
}
