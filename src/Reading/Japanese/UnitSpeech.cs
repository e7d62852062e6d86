using System.Collections.Frozen;
using System.Text;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Japanese;

/// <summary>Units in Japanese, from prefix, base and power: メートル毎秒毎秒, ミリグラムパーデシリットル, 平方キロメートル.</summary>
internal static class UnitSpeech
{
    private static readonly FrozenDictionary<string, string> Bases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["m"] = "メートル", ["g"] = "グラム", ["s"] = "秒", ["L"] = "リットル", ["l"] = "リットル", ["ℓ"] = "リットル", ["A"] = "アンペア", ["V"] = "ボルト", ["W"] = "ワット", ["N"] = "ニュートン", ["J"] = "ジュール", ["Pa"] = "パスカル", ["Hz"] = "ヘルツ", ["Ω"] = "オーム", ["F"] = "ファラド", ["H"] = "ヘンリー", ["T"] = "テスラ", ["K"] = "ケルビン", ["C"] = "クーロン", ["mol"] = "モル", ["M"] = "モーラー", ["cd"] = "カンデラ", ["lm"] = "ルーメン", ["lx"] = "ルクス", ["Bq"] = "ベクレル", ["Sv"] = "シーベルト", ["Gy"] = "グレイ", ["eV"] = "エレクトロンボルト", ["cal"] = "カロリー", ["Kcal"] = "キロカロリー", ["Wh"] = "ワット時", ["Ah"] = "アンペア時", ["VA"] = "ボルトアンペア", ["bar"] = "バール", ["B"] = "バイト", ["b"] = "ビット", ["bps"] = "ビーピーエス", ["bit"] = "ビット", ["byte"] = "バイト", ["Eq"] = "イクイバレント", ["U"] = "単位", ["IU"] = "国際単位", ["ton"] = "トン", ["t"] = "トン",
        ["min"] = "分", ["h"] = "時間", ["hr"] = "時間", ["hrs"] = "時間", ["ha"] = "ヘクタール", ["px"] = "ピクセル", ["pt"] = "ポイント", ["dpi"] = "ディーピーアイ", ["ppi"] = "ピーピーアイ", ["fps"] = "エフピーエス", ["FPS"] = "エフピーエス", ["rpm"] = "アールピーエム", ["RPM"] = "アールピーエム", ["bpm"] = "ビーピーエム", ["BPM"] = "ビーピーエム", ["ppm"] = "ピーピーエム", ["PPM"] = "ピーピーエム", ["ppb"] = "ピーピービー", ["mph"] = "マイル毎時", ["kph"] = "キロメートル毎時", ["mmHg"] = "ミリメートルエイチジー", ["dB"] = "デシベル", ["dBm"] = "ディービーエム", ["dBi"] = "ディービーアイ", ["dBA"] = "デシベル", ["ft"] = "フィート", ["in"] = "インチ", ["inch"] = "インチ", ["lb"] = "ポンド", ["lbs"] = "ポンド", ["oz"] = "オンス", ["gal"] = "ガロン", ["psi"] = "ピーエスアイ", ["cc"] = "シーシー", ["nit"] = "ニト", ["nits"] = "ニト", ["kgf"] = "キログラム重", ["°C"] = "度", ["°F"] = "度", ["°"] = "度", ["%"] = "パーセント", ["%p"] = "ポイント", ["%P"] = "ポイント", ["‰"] = "パーミル", ["Å"] = "オングストローム", ["day"] = "日", ["yr"] = "年", ["mi"] = "マイル", ["yd"] = "ヤード", ["Wp"] = "ワットピーク",
        ["KB"] = "キロバイト", ["PB"] = "ペタバイト", ["KM"] = "キロメートル", ["Km"] = "キロメートル", ["CM"] = "センチメートル", ["MM"] = "ミリメートル", ["KG"] = "キログラム", ["Kg"] = "キログラム", ["ML"] = "ミリリットル", ["KHz"] = "キロヘルツ", ["Kbps"] = "キロビーピーエス", ["Mbps"] = "メガビーピーエス",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [""] = "", ["k"] = "キロ", ["M"] = "メガ", ["G"] = "ギガ", ["T"] = "テラ", ["P"] = "ペタ", ["m"] = "ミリ", ["μ"] = "マイクロ", ["n"] = "ナノ", ["p"] = "ピコ", ["f"] = "フェムト", ["c"] = "センチ", ["d"] = "デシ", ["h"] = "ヘクト", ["da"] = "デカ", ["Ki"] = "キビ", ["Mi"] = "メビ", ["Gi"] = "ギビ", ["Ti"] = "テビ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A unit's name, as it is said after a number.</summary>
    public static string Of(UnitExpression unit)
    {
        var name = new StringBuilder();
        foreach (var factor in unit.Over)
            Append(name, factor, factor.Power < 0);
        foreach (var factor in unit.Under)
            Append(name, factor, true);
        return name.ToString();
    }

    private static void Append(StringBuilder name, UnitFactor factor, bool under)
    {
        var power = Math.Abs(factor.Power);
        if (under && factor.Prefix.Length == 0 && factor.Base is "s" or "min" or "h" or "hr" or "day" or "yr")
        {
            // Per second, per second per second.
            for (var i = 0; i < power; i++)
                name.Append(factor.Base switch { "s" => "毎秒", "min" => "毎分", "day" => "パーデー", "yr" => "毎年", _ => "毎時" });
            return;
        }

        if (under)
            name.Append("パー");
        name.Append(power switch { 2 when factor.Base == "m" => "平方", 3 when factor.Base == "m" => "立方", _ => "" });
        name.Append(Prefixes.GetValueOrDefault(factor.Prefix, ""));
        name.Append(Bases.TryGetValue(factor.Base, out var known) ? known : LatinSpelling.LettersOf(factor.Base));
        if (power > 1 && factor.Base != "m")
            name.Append((char)('０' + power)).Append('乗');
    }
}
