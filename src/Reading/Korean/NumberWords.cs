using System.Text;

namespace Dubbing.Readings.Korean;

/// <summary>Numbers in Hangul: Sino-Korean (일, 이, 삼) and native (하나, 둘, 셋).</summary>
internal static class NumberWords
{
    private const string Digits = "영일이삼사오육칠팔구";
    private static readonly string[] Myriads = ["", "만", "억", "조", "경", "해"];
    private static readonly string[] NativeTens = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    private static readonly string[] NativeOnes = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"];
    private static readonly string[] BeforeCounter = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];

    /// <summary>Digit by digit: 010 → 공일공.</summary>
    public static string Spelled(ReadOnlySpan<char> digits, char zero = '공')
    {
        var text = new StringBuilder(digits.Length);
        foreach (var d in digits)
            text.Append(d == '0' ? zero : Digits[d - '0']);
        return text.ToString();
    }

    /// <summary>Sino-Korean; more than 24 digits, or a leading zero, are spelled.</summary>
    public static string Sino(ReadOnlySpan<char> digits)
    {
        if (digits.Length > 24 || (digits.Length > 1 && digits[0] == '0'))
            return Spelled(digits);
        if (digits.Length == 1 && digits[0] == '0')
            return "영";
        var text = new StringBuilder();
        for (var myriad = (digits.Length - 1) / 4; myriad >= 0; myriad--)
        {
            var end = digits.Length - 4 * myriad;
            var four = digits[Math.Max(0, end - 4)..end];
            var before = text.Length;
            for (var i = 0; i < four.Length; i++)
            {
                var place = four.Length - 1 - i;
                if (four[i] == '0')
                    continue;
                // 십, 백 and 천 go without 일; so does 만 at the head of the number (만 원, but 십일만).
                if (four[i] != '1' || place == 0)
                    text.Append(Digits[four[i] - '0']);
                text.Append(place switch { 1 => "십", 2 => "백", 3 => "천", _ => "" });
            }

            if (text.Length == before)
                continue;
            if (myriad == 1 && before == 0 && text.ToString() == "일")
                text.Clear();
            text.Append(Myriads[myriad]);
        }

        return text.ToString();
    }

    /// <summary>A number with a point: 삼쩜일사; more points make a version.</summary>
    /// <param name="digits">Before the point.</param>
    /// <param name="decimals">After it, further points among them; null for none.</param>
    public static string Decimal(string digits, string? decimals) => decimals is null
        ? Sino(digits)
        : Sino(digits) + string.Concat(decimals.Split('.').Select(d => "쩜" + Spelled(d, '영')));

    /// <summary>Native up to 99; above, the hundreds are Sino-Korean (백한 개).</summary>
    /// <param name="digits">The number.</param>
    /// <param name="counted">Whether a counter follows: 한, 두, 세, 네, 스무.</param>
    public static string Native(ReadOnlySpan<char> digits, bool counted)
    {
        digits = digits.Length > 1 ? digits.TrimStart('0') : digits;
        if (digits.Length is 0 or > 4 || digits[0] == '0')
            return Sino(digits);
        var value = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        var (high, low) = (value / 100 * 100, value % 100);
        var text = high > 0 ? Sino(high.ToString(System.Globalization.CultureInfo.InvariantCulture)) : "";
        if (low == 0)
            return text;
        var tens = low == 20 && counted ? "스무" : NativeTens[low / 10];
        return text + tens + (counted ? BeforeCounter : NativeOnes)[low % 10];
    }
}
