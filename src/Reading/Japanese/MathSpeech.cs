using System.Collections.Frozen;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Japanese;

/// <summary>Says a mathematical expression as Japanese teachers say it: エックス2乗, 2分の1, ログ2の8, シグマ ケーイコール1からエヌまで.</summary>
internal sealed class MathSpeech
{
    private static readonly FrozenDictionary<string, string> Functions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sin"] = "サイン", ["cos"] = "コサイン", ["tan"] = "タンジェント", ["cot"] = "コタンジェント", ["sec"] = "セカント", ["csc"] = "コセカント", ["cosec"] = "コセカント", ["arcsin"] = "アークサイン", ["arccos"] = "アークコサイン", ["arctan"] = "アークタンジェント", ["sinh"] = "ハイパボリックサイン", ["cosh"] = "ハイパボリックコサイン", ["tanh"] = "ハイパボリックタンジェント",
        ["log"] = "ログ", ["ln"] = "エルエヌ", ["lg"] = "ログ", ["exp"] = "エクスポネンシャル", ["max"] = "マックス", ["min"] = "ミニマム", ["gcd"] = "最大公約数", ["lcm"] = "最小公倍数", ["det"] = "ディターミナント", ["dim"] = "ディメンション", ["ker"] = "カーネル", ["rank"] = "ランク", ["mod"] = "モッド", ["argmax"] = "アーグマックス", ["argmin"] = "アーグミン", ["softmax"] = "ソフトマックス", ["ReLU"] = "レルー", ["tr"] = "トレース", ["Var"] = "分散", ["Cov"] = "共分散", ["curl"] = "カール", ["div"] = "ダイバージェンス", ["grad"] = "グラディエント", ["sup"] = "スープ", ["inf"] = "インフ", ["sgn"] = "サイナム", ["arg"] = "アーギュメント", ["Re"] = "実部", ["Im"] = "虚部",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Greek = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alpha"] = "アルファ", ["beta"] = "ベータ", ["gamma"] = "ガンマ", ["delta"] = "デルタ", ["epsilon"] = "イプシロン", ["varepsilon"] = "イプシロン", ["zeta"] = "ゼータ", ["eta"] = "イータ", ["theta"] = "シータ", ["vartheta"] = "シータ", ["iota"] = "イオタ", ["kappa"] = "カッパ", ["lambda"] = "ラムダ", ["mu"] = "ミュー", ["nu"] = "ニュー", ["xi"] = "クサイ", ["omicron"] = "オミクロン", ["pi"] = "パイ", ["varpi"] = "パイ", ["rho"] = "ロー", ["varrho"] = "ロー", ["sigma"] = "シグマ", ["varsigma"] = "シグマ", ["tau"] = "タウ", ["upsilon"] = "ユプシロン", ["phi"] = "ファイ", ["varphi"] = "ファイ", ["chi"] = "カイ", ["psi"] = "プサイ", ["omega"] = "オメガ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, string> Signs = new Dictionary<char, string>
    {
        ['+'] = "プラス", ['−'] = "マイナス", ['-'] = "マイナス", ['±'] = "プラスマイナス", ['∓'] = "マイナスプラス", ['×'] = "カケル", ['÷'] = "ワル", ['·'] = "カケル", ['⋅'] = "カケル", ['*'] = "カケル", ['/'] = "ワル", ['∘'] = "マル", ['∞'] = "無限大", ['∅'] = "空集合", ['∂'] = "ラウンド", ['∇'] = "ナブラ", ['∠'] = "カク", ['△'] = "三角形", ['°'] = "度", ['%'] = "パーセント", [':'] = "対", ['∩'] = "キャップ", ['∪'] = "カップ", ['∖'] = "マイナス", ['∧'] = "かつ", ['∨'] = "または", ['¬'] = "ノット", ['∀'] = "任意の", ['∃'] = "ある", ['∴'] = "ゆえに", ['∵'] = "なぜならば", ['ℝ'] = "実数全体", ['ℕ'] = "自然数全体", ['ℤ'] = "整数全体", ['ℚ'] = "有理数全体", ['ℂ'] = "複素数全体", ['\''] = "ダッシュ", ['′'] = "ダッシュ", [','] = "、", ['…'] = "、", ['|'] = "バー", ['!'] = "の階乗",
        ['='] = "イコール", ['≠'] = "ノットイコール", ['<'] = "小なり", ['>'] = "大なり", ['≤'] = "小なりイコール", ['≥'] = "大なりイコール", ['≈'] = "ニアリーイコール", ['≡'] = "合同", ['∼'] = "相似", ['≅'] = "合同", ['∝'] = "比例", ['→'] = "矢印", ['⇒'] = "ならば", ['⇔'] = "同値", ['↦'] = "矢印", ['∈'] = "属する", ['∉'] = "属さない", ['∋'] = "含む", ['⊂'] = "含まれる", ['⊃'] = "含む", ['⊆'] = "含まれる", ['⊇'] = "含む", ['⊥'] = "垂直", ['∥'] = "平行", ['≪'] = "十分小さい", ['≫'] = "十分大きい",
    }.ToFrozenDictionary();

    private readonly List<Piece> pieces = [];

    private MathSpeech()
    {
    }

    /// <summary>What is said of an expression, in order.</summary>
    public static List<Piece> Of(MathNode root)
    {
        var speech = new MathSpeech();
        speech.Say(root);
        return speech.pieces;
    }

    private void Add(string text, int start, int end, bool leans = false)
    {
        if (text.Length > 0)
            pieces.Add(new Piece(text, start, end, leans && pieces.Count > 0));
    }

    private void Add(string text, MathNode node, bool leans = false) => Add(text, node.Start, node.End, leans);

    private void Say(MathNode node)
    {
        switch (node)
        {
            case MathRow row:
                Row(row);
                break;
            case MathNumber number:
                Add(Wide(number.Digits + (number.Fraction is null ? "" : "." + number.Fraction)), number);
                break;
            case MathName { IsGreek: true } greek:
                Add(GreekName(greek.Name), greek);
                break;
            case MathName name:
                Add(LatinSpelling.LettersOf(name.Name), name);
                break;
            case MathText words:
                Add(NormalizedText.Of(words.Text).Text, words);
                break;
            case MathSign sign:
                Add(Signs.GetValueOrDefault(sign.Sign, ""), sign, leans: sign.Sign is '°' or '%' or '\'' or '′' or ',' or '…' or '!');
                break;
            case MathSigned signed:
                Add(signed.Sign switch { '+' => "プラス", '±' => "プラスマイナス", '∓' => "マイナスプラス", '¬' => "ノット", _ => "マイナス" }, signed.Start, signed.Operand.Start);
                Say(signed.Operand);
                break;
            case MathPower power:
                Say(power.Base);
                Raise(power.Base, power.Exponent);
                break;
            case MathSubscript subscript:
                Say(subscript.Base);
                Say(subscript.Index);
                break;
            case MathFraction fraction:
                Say(fraction.Denominator);
                Add("分の", fraction.Numerator.End, Math.Max(fraction.Numerator.End, fraction.Denominator.Start), leans: true);
                SayLeaning(fraction.Numerator);
                break;
            case MathRoot root:
                Root(root);
                break;
            case MathFunction function:
                Function(function);
                break;
            case MathLarge large:
                Large(large);
                break;
            case MathLimit limit:
                Limit(limit);
                break;
            case MathDerivative derivative:
                Derivative(derivative);
                break;
            case MathDifferential differential:
                Add("ディー", differential.Start, differential.Start + 1);
                Say(differential.Variable);
                break;
            case MathFactorial factorial:
                Say(factorial.Operand);
                Add("の階乗", factorial.End - 1, factorial.End, leans: true);
                break;
            case MathAbsolute absolute:
                Add(absolute.IsNorm ? "ノルム" : "絶対値", absolute.Start, absolute.Start + 1);
                Say(absolute.Operand);
                break;
            case MathGroup group:
                Bracket(group.Open, group);
                Say(group.Inner);
                break;
            case MathList list:
                Bracket(list.Open, list);
                List(list, "カンマ");
                break;
            case MathAccent accent:
                if (accent.Mark == '→')
                    Add("ベクトル", accent.Start, accent.End);
                Say(accent.Operand);
                if (accent.Mark != '→')
                    Add(accent.Mark switch { '^' => "ハット", '~' => "チルダ", '˙' => "ドット", _ => "バー" }, accent.End - 1, accent.End);
                break;
            case MathChoose choose:
                Say(choose.From);
                Add(choose.Letter switch { 'P' => "ピー", 'H' => "エイチ", _ => "シー" }, choose.From.End, choose.Take.Start);
                Say(choose.Take);
                break;
            case MathUnit unit:
                Add(UnitSpeech.Of(unit.Unit), unit, leans: true);
                break;
        }
    }

    private void Row(MathRow row)
    {
        for (var i = 0; i < row.Items.Count; i++)
        {
            // x ∈ A: x is said to belong to A, in this order.
            if (i > 0 && i + 1 < row.Items.Count && row.Items[i] is MathSign { Sign: '∈' or '∉' or '⊂' or '⊆' or '∋' or '⊃' or '⊇' or '∝' or '⊥' or '∥' or '≡' or '≅' or '∼' } relation)
            {
                Add("は", relation, leans: true);
                Say(row.Items[i + 1]);
                Add(relation.Sign switch { '∈' => "に属する", '∉' => "に属さない", '⊂' or '⊆' => "に含まれる", '∝' => "に比例", '⊥' => "に垂直", '∥' => "に平行", '≡' or '≅' => "と合同", '∼' => "と相似", _ => "を含む" }, row.Items[i + 1].End, row.Items[i + 1].End, leans: true);
                i++;
            }
            else if (i == 1 && row.Items.Count == 3 && row.Items[0] is MathName && row.Items[1] is MathSign { Sign: '→' } arrow)
            {
                Add("が", arrow, leans: true);
                Say(row.Items[2]);
                Add("に近づく", row.Items[2].End, row.Items[2].End, leans: true);
                i++;
            }
            else
                Say(row.Items[i]);
        }
    }

    private void SayLeaning(MathNode node)
    {
        var from = pieces.Count;
        Say(node);
        if (from < pieces.Count)
            pieces[from] = pieces[from] with { Leans = true };
    }

    private void Bracket(char open, MathNode node)
    {
        if (open == '{')
            Add("集合", node.Start, node.Start + 1);
        else if (open is '⌊')
            Add("床関数", node.Start, node.Start + 1);
        else if (open is '⌈')
            Add("天井関数", node.Start, node.Start + 1);
    }

    private void List(MathList list, string between)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0 && between.Length > 0)
                Add(between, list.Items[i - 1].End, Math.Max(list.Items[i - 1].End, list.Items[i].Start));
            Say(list.Items[i]);
        }
    }

    /// <summary>2乗, の マイナス3乗, のエヌ乗.</summary>
    private void Raise(MathNode of, MathNode exponent)
    {
        var (start, end) = (exponent.Start, exponent.End);
        switch (exponent)
        {
            case MathName { Name: "T" or "t" } when of is MathName { IsGreek: false, Name: [>= 'A' and <= 'Z'] }:
                Add("トランスポーズ", start, end);
                return;
            case MathName { Name: "c" or "C" } when of is MathName { IsGreek: false, Name: [>= 'A' and <= 'Z'] }:
                Add("の補集合", start, end, leans: true);
                return;
            case MathSigned { Sign: '−' or '-', Operand: MathNumber { Digits: "1", Fraction: null } } when of is MathName { IsGreek: false, Name: [>= 'A' and <= 'Z'] }:
                Add("インバース", start, end);
                return;
            case MathSign { Sign: '+' or '−' or '-' or '\'' or '*' or '°' } sign:
                Add(sign.Sign switch { '+' => "プラス", '\'' => "ダッシュ", '*' => "スター", '°' => "度", _ => "マイナス" }, start, end, leans: sign.Sign is '°' or '\'');
                return;
            case MathNumber { Fraction: null } when of is MathName or MathFunction or MathDerivative:
                Say(exponent);
                break;
            default:
                Add("の", start, start, leans: true);
                Say(exponent);
                break;
        }

        Add("乗", end, end, leans: true);
    }

    private void Root(MathRoot root)
    {
        switch (root.Index)
        {
            case null:
                Add("ルート", root.Start, root.Radicand.Start);
                Say(root.Radicand);
                return;
            case { } index:
                Say(root.Radicand);
                Add("の", root.Radicand.End, root.Radicand.End, leans: true);
                Say(index);
                Add("乗根", root.Start, root.Start + 1, leans: true);
                return;
        }
    }

    private void Function(MathFunction function)
    {
        var end = function.Argument?.Start ?? function.End;
        Add(Functions.TryGetValue(function.Name, out var known) ? known : GreekName(function.Name) is { Length: > 0 } greek ? greek : LatinSpelling.LettersOf(function.Name), function.Start, end);
        if (function.Primes > 0)
            Add(function.Primes switch { 1 => "ダッシュ", 2 => "ツーダッシュ", _ => "スリーダッシュ" }, function.Start, end);
        if (function.Power is { } power)
        {
            if (power is MathSigned { Operand: MathNumber { Digits: "1" } } && function.Name.Length == 1)
                Add("インバース", power);
            else
                Raise(function, power);
        }

        if (function.Base is { } @base)
        {
            Say(@base);
            if (function.Name is "log" or "lg")
                Add("の", @base.End, @base.End, leans: true);
        }

        switch (function.Argument)
        {
            case null:
                break;
            case MathList list:
                // f(x, y) is said without the comma, the point A(2, −1) with it.
                List(list, list.Items.All(i => i is MathName) && function.Name is "f" or "g" or "h" or "F" or "G" or "u" or "v" or "P" or "p" ? "" : "カンマ");
                break;
            case MathGroup { Open: '(' } group:
                Say(group.Inner);
                break;
            default:
                Say(function.Argument);
                break;
        }
    }

    private void Large(MathLarge large)
    {
        Add(large.Sign switch { '∑' => "シグマ", '∏' => "パイ", '∬' => "ダブルインテグラル", '∭' => "トリプルインテグラル", '∮' => "周回積分", '⋃' => "カップ", '⋂' => "キャップ", _ => "インテグラル" }, large.Start, large.Start + 1);
        if (large.Lower is { } lower)
        {
            Say(lower);
            if (large.Upper is not null)
                Add("から", lower.End, lower.End, leans: true);
        }

        if (large.Upper is { } upper)
        {
            Say(upper);
            Add("まで", upper.End, upper.End, leans: true);
        }
    }

    private void Limit(MathLimit limit)
    {
        Add("リミット", limit.Start, limit.Variable?.Start ?? limit.End);
        if (limit.Variable is null)
            return;
        Say(limit.Variable);
        if (limit.Target is null)
            return;
        Add("が", limit.Variable.End, limit.Variable.End, leans: true);
        Say(limit.Target);
        Add("に近づくとき", limit.Target.End, limit.Target.End, leans: true);
    }

    private void Derivative(MathDerivative derivative)
    {
        var d = derivative.IsPartial ? "ラウンド" : "ディー";
        var order = derivative.Order > 1 ? Wide(derivative.Order.ToString(System.Globalization.CultureInfo.InvariantCulture)) + "乗" : "";
        Add(d, derivative.Start, derivative.Start + 1);
        Add(order, derivative.Start, derivative.Start + 1);
        if (derivative.Function is { } function)
            Say(function);
        Add(d, derivative.Variable.Start, derivative.Variable.End);
        Say(derivative.Variable);
        Add(order, derivative.Variable.End, derivative.Variable.End);
    }

    private static string GreekName(string name)
    {
        if (Greek.TryGetValue(name, out var known))
            return known;
        return char.IsAsciiLetterUpper(name[0]) && Greek.TryGetValue(char.ToLowerInvariant(name[0]) + name[1..], out known) ? known : "";
    }

    /// <summary>Digits as the number rules of the line know them.</summary>
    internal static string Wide(string digits) => string.Concat(digits.Select(c => c is > ' ' and < '\u007f' ? (char)(c - 0x20 + 0xff00) : c));
}
