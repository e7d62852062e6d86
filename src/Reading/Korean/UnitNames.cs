using System.Collections.Frozen;
using System.Text;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Korean;

/// <summary>Units in Hangul: those of <c>units.tsv</c> as they stand there, all others from prefix, base and power.</summary>
internal static class UnitNames
{
    private static readonly FrozenDictionary<string, string> Whole = EmbeddedTable.Rows("units.tsv").ToFrozenDictionary(r => r[0], r => r[1], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Bases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["m"] = "미터", ["g"] = "그램", ["s"] = "초", ["L"] = "리터", ["l"] = "리터", ["ℓ"] = "리터", ["A"] = "암페어", ["V"] = "볼트", ["W"] = "와트", ["N"] = "뉴턴", ["J"] = "줄", ["Pa"] = "파스칼", ["Hz"] = "헤르츠", ["Ω"] = "옴", ["F"] = "패럿", ["H"] = "헨리", ["T"] = "테슬라", ["K"] = "켈빈", ["C"] = "쿨롱", ["mol"] = "몰", ["M"] = "몰", ["cd"] = "칸델라", ["lm"] = "루멘", ["lx"] = "럭스", ["Bq"] = "베크렐", ["Sv"] = "시버트", ["Gy"] = "그레이", ["eV"] = "전자볼트", ["cal"] = "칼로리", ["Wh"] = "와트시", ["Ah"] = "암페어시", ["VA"] = "볼트암페어", ["bar"] = "바", ["B"] = "바이트", ["b"] = "비트", ["bps"] = "비피에스", ["bit"] = "비트", ["byte"] = "바이트", ["Eq"] = "당량", ["U"] = "유닛", ["IU"] = "아이유", ["ton"] = "톤",
        ["min"] = "분", ["h"] = "시간", ["hr"] = "시간", ["hrs"] = "시간", ["t"] = "톤", ["ha"] = "헥타르", ["px"] = "픽셀", ["mmHg"] = "밀리미터에이치지", ["ft"] = "피트", ["in"] = "인치", ["lb"] = "파운드", ["lbs"] = "파운드", ["oz"] = "온스", ["gal"] = "갤런", ["psi"] = "피에스아이", ["cc"] = "시시", ["nit"] = "니트", ["nits"] = "니트", ["kgf"] = "킬로그램힘", ["dB"] = "데시벨", ["dBA"] = "데시벨 에이", ["dBi"] = "디비아이", ["°C"] = "도", ["°F"] = "도", ["°"] = "도", ["%"] = "퍼센트", ["%p"] = "퍼센트 포인트", ["%P"] = "퍼센트 포인트", ["‰"] = "퍼밀", ["Å"] = "옹스트롬", ["day"] = "데이", ["yr"] = "년", ["mi"] = "마일", ["yd"] = "야드", ["Wp"] = "와트피크",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [""] = "", ["k"] = "킬로", ["M"] = "메가", ["G"] = "기가", ["T"] = "테라", ["P"] = "페타", ["m"] = "밀리", ["μ"] = "마이크로", ["n"] = "나노", ["p"] = "피코", ["f"] = "펨토", ["c"] = "센티", ["d"] = "데시", ["h"] = "헥토", ["da"] = "데카", ["Ki"] = "키비", ["Mi"] = "메비", ["Gi"] = "기비", ["Ti"] = "테비",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A unit's name.</summary>
    /// <param name="written">As it stands in the line.</param>
    /// <param name="unit">Its structure.</param>
    public static string Of(string written, UnitExpression unit)
    {
        if (Whole.TryGetValue(written, out var whole))
            return whole;
        var name = new StringBuilder();
        foreach (var factor in unit.Over)
            Append(factor, under: factor.Power < 0);
        foreach (var factor in unit.Under)
            Append(factor, under: true);
        return name.ToString();

        void Append(UnitFactor factor, bool under)
        {
            if (name.Length > 0)
                name.Append(' ');
            if (under)
                name.Append("퍼 ");
            var power = Math.Abs(factor.Power);
            if (under && factor.Prefix.Length == 0 && factor.Base is "s" or "h" or "min" or "hr")
            {
                name.Append(factor.Base switch { "s" => "세컨드", "min" => "미닛", _ => "아워" }).Append(power == 2 ? " 제곱" : "");
                return;
            }

            var simple = Whole.TryGetValue(factor.Prefix + factor.Base, out var known) ? known : Prefixes.GetValueOrDefault(factor.Prefix, "") + Bases.GetValueOrDefault(factor.Base, EnglishWords.Spelled(factor.Base));
            name.Append(power switch { 2 => "제곱", 3 => "세제곱", 4 => "네제곱", _ => "" }).Append(simple);
        }
    }
}
