using System.Collections.Frozen;
using Dubbing.Readings.Scanning;

namespace Dubbing.Readings.Korean;

/// <summary>Says a mathematical expression as it is said in Korean classrooms: 엑스 제곱, 이분의 일, 로그 이의 팔, 리미트 엑스가 영으로 갈 때.</summary>
internal sealed class SpokenMath(string text)
{
    private static readonly FrozenDictionary<string, string> Functions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sin"] = "사인", ["cos"] = "코사인", ["tan"] = "탄젠트", ["cot"] = "코탄젠트", ["sec"] = "시컨트", ["csc"] = "코시컨트", ["cosec"] = "코시컨트", ["arcsin"] = "아크사인", ["arccos"] = "아크코사인", ["arctan"] = "아크탄젠트", ["sinh"] = "하이퍼볼릭 사인", ["cosh"] = "하이퍼볼릭 코사인", ["tanh"] = "하이퍼볼릭 탄젠트",
        ["log"] = "로그", ["ln"] = "엘엔", ["lg"] = "로그", ["exp"] = "익스포넨셜", ["max"] = "맥스", ["min"] = "민", ["gcd"] = "최대공약수", ["lcm"] = "최소공배수", ["det"] = "디터미넌트", ["dim"] = "디멘션", ["ker"] = "커널", ["rank"] = "랭크", ["mod"] = "모드", ["argmax"] = "아그맥스", ["argmin"] = "아그민", ["softmax"] = "소프트맥스", ["ReLU"] = "렐루", ["tr"] = "트레이스", ["Var"] = "바", ["Cov"] = "코브", ["curl"] = "컬", ["div"] = "다이버전스", ["grad"] = "그레디언트", ["sup"] = "수프리멈", ["inf"] = "인피멈", ["sgn"] = "사인 함수", ["arg"] = "아규먼트", ["Re"] = "실수부", ["Im"] = "허수부",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Greek = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alpha"] = "알파", ["beta"] = "베타", ["gamma"] = "감마", ["delta"] = "델타", ["epsilon"] = "엡실론", ["zeta"] = "제타", ["eta"] = "에타", ["theta"] = "세타", ["iota"] = "이오타", ["kappa"] = "카파", ["lambda"] = "람다", ["mu"] = "뮤", ["nu"] = "뉴", ["xi"] = "크사이", ["omicron"] = "오미크론", ["pi"] = "파이", ["rho"] = "로", ["sigma"] = "시그마", ["tau"] = "타우", ["upsilon"] = "입실론", ["phi"] = "파이", ["chi"] = "카이", ["psi"] = "프사이", ["omega"] = "오메가",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, string> Signs = new Dictionary<char, string>
    {
        ['+'] = "더하기", ['−'] = "빼기", ['±'] = "플러스마이너스", ['∓'] = "마이너스플러스", ['×'] = "곱하기", ['÷'] = "나누기", ['·'] = "곱하기", ['/'] = "나누기", ['∩'] = "교집합", ['∪'] = "합집합", ['∖'] = "차집합", ['∧'] = "그리고", ['∨'] = "또는", ['¬'] = "부정", ['∘'] = "합성", ['⊕'] = "엑스오아르", ['⊗'] = "텐서곱",
        ['∞'] = "무한대", ['∅'] = "공집합", ['∂'] = "라운드", ['∇'] = "델", ['∠'] = "각", ['△'] = "삼각형", ['°'] = "도", ['%'] = "퍼센트", ['ℝ'] = "실수 집합", ['ℕ'] = "자연수 집합", ['ℤ'] = "정수 집합", ['ℚ'] = "유리수 집합", ['ℂ'] = "복소수 집합", ['ℏ'] = "에이치 바", ['ℓ'] = "엘", ['…'] = "점점점", ['⋯'] = "점점점", ['∀'] = "모든", ['∃'] = "어떤", ['∴'] = "따라서", ['∵'] = "왜냐하면", ['→'] = "화살표", ['←'] = "화살표", ['⇒'] = "이면", ['⇔'] = "동치", ['↦'] = "대응", [','] = "콤마", [':'] = "대", ['|'] = "바", ['\''] = "프라임", ['∼'] = "닮음", ['≅'] = "합동", ['≪'] = "매우 작다", ['≫'] = "매우 크다",
    }.ToFrozenDictionary();

    private readonly List<Said> said = [];

    /// <summary>Some syllables of what is said.</summary>
    /// <param name="Hangul">The syllables, words parted by spaces.</param>
    /// <param name="Start">Where what they stand for begins.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="IsNumber">Whether they are a number, which sounds its own way beside counters.</param>
    /// <param name="Leans">Whether they are said in one word with what stands before.</param>
    /// <param name="IsText">Whether it is text of the line itself, to be analysed.</param>
    internal readonly record struct Said(string Hangul, int Start, int End, bool IsNumber = false, bool Leans = false, bool IsText = false);

    /// <summary>What is said, and where the typed text that it says ends: a copula after an inequality is taken in (x > 0이면: 영보다 크면).</summary>
    public static (List<Said> Said, int End) Of(string text, MathSpan span)
    {
        var speech = new SpokenMath(text);
        return (speech.said, speech.Top(span));
    }

    private int Top(MathSpan span)
    {
        if (span.Root is MathRow row && Relations.Say(this, row, text, span.End) is { } end)
            return end;
        Say(span.Root);
        return span.End;
    }

    internal void Add(string hangul, MathNode at, bool number = false, bool leans = false) => Add(hangul, at.Start, at.End, number, leans);

    internal void Add(string hangul, int start, int end, bool number = false, bool leans = false) => said.Add(new Said(hangul, start, end, number, leans && said.Count > 0));

    /// <summary>Whether what was said last ends in a consonant.</summary>
    internal bool EndsInConsonant => said.Count > 0 && said[^1].Hangul is { Length: > 0 } last && Hangul.IsSyllable(last[^1]) && Hangul.Final(last[^1]) != ' ';

    private bool EndsInL => said.Count > 0 && said[^1].Hangul is { Length: > 0 } last && Hangul.IsSyllable(last[^1]) && Hangul.Final(last[^1]) == 'ㄹ';

    /// <summary>은 or 는, 이 or 가 after what was said last.</summary>
    internal void Particle(string afterConsonant, string afterVowel, int start, int end) => Add(EndsInConsonant ? afterConsonant : afterVowel, start, end, leans: true);

    internal void Say(IEnumerable<MathNode> nodes)
    {
        foreach (var node in nodes)
            Say(node);
    }

    internal void Say(MathNode node)
    {
        switch (node)
        {
            case MathRow row:
                Row(row);
                break;
            case MathNumber number:
                Add(NumberWords.Decimal(number.Digits, number.Fraction), number, number: true);
                break;
            case MathName { IsGreek: true } greek:
                Add(GreekName(greek.Name), greek);
                break;
            case MathName name:
                Add(Letters(name.Name), name);
                break;
            case MathText words:
                said.Add(new Said(words.Text, words.Start, words.End, IsText: true));
                break;
            case MathSign sign:
                Sign(sign);
                break;
            case MathSigned signed:
                Add(signed.Sign switch { '+' => "플러스", '±' => "플러스마이너스", '∓' => "마이너스플러스", '¬' => "부정", _ => "마이너스" }, signed.Start, signed.Operand.Start);
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
                Add("분의", fraction.Numerator.End, Math.Max(fraction.Numerator.End, fraction.Denominator.Start), leans: fraction.Denominator is MathNumber or MathName);
                Say(fraction.Numerator);
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
                Add("디", differential.Start, differential.Start + 1);
                var from = said.Count;
                Say(differential.Variable);
                if (from < said.Count)
                    said[from] = said[from] with { Leans = true };
                break;
            case MathFactorial factorial:
                Say(factorial.Operand);
                Add("팩토리얼", factorial.End - 1, factorial.End);
                break;
            case MathAbsolute absolute:
                Add(absolute.IsNorm ? "노름" : "절댓값", absolute.Start, absolute.Start + 1);
                Say(absolute.Operand);
                break;
            case MathGroup group:
                Bracket(group.Open, group);
                Say(group.Inner);
                break;
            case MathList list:
                Bracket(list.Open, list);
                List(list, "콤마");
                break;
            case MathAccent accent:
                // 벡터 a⃗: the word stands there already.
                if (accent.Mark == '→' && !text.AsSpan(0, Math.Min(accent.Start, text.Length)).TrimEnd(' ').TrimEnd('$').TrimEnd(' ').EndsWith("벡터"))
                    Add("벡터", accent.Start, accent.End);
                Say(accent.Operand);
                if (accent.Mark != '→')
                    Add(accent.Mark switch { '^' => "햇", '~' => "틸드", '˙' => "도트", _ => "바" }, accent.End - 1, accent.End);
                break;
            case MathChoose choose:
                Say(choose.From);
                Add(choose.Letter switch { 'P' => "피", 'H' => "에이치", _ => "씨" }, choose.From.End, choose.Take.Start);
                Say(choose.Take);
                break;
            case MathUnit unit:
                Add(UnitNames.Of(text[unit.Start..unit.End], unit.Unit), unit);
                break;
        }
    }

    private void Row(MathRow row)
    {
        foreach (var item in row.Items)
        {
            if (item is MathSign { IsRelation: true } relation)
                Relations.SayPlain(this, relation);
            else
                Say(item);
        }
    }

    private void Sign(MathSign sign)
    {
        if (sign.IsRelation)
            Relations.SayPlain(this, sign);
        else if (Signs.TryGetValue(sign.Sign, out var name))
            Add(name, sign, leans: false);
    }

    private void Bracket(char open, MathNode node)
    {
        if (open == '{' && !text.AsSpan(0, Math.Min(node.Start, text.Length)).Contains("집합", StringComparison.Ordinal))
            Add("집합", node.Start, node.Start + 1);
        else if (open is '⌊')
            Add("바닥", node.Start, node.Start + 1);
        else if (open is '⌈')
            Add("천장", node.Start, node.Start + 1);
    }

    private void List(MathList list, string between)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
            {
                var (from, to) = (list.Items[i - 1].End, list.Items[i].Start);
                var bar = from < to && to <= text.Length && text.AsSpan(from, to - from).Contains('|');
                if (bar || between.Length > 0)
                    Add(bar ? "바" : between, from, Math.Max(from, to));
            }

            Say(list.Items[i]);
        }
    }

    /// <summary>제곱, 세제곱, 의 엔 제곱.</summary>
    private void Raise(MathNode of, MathNode exponent)
    {
        var (start, end) = (exponent.Start, exponent.End);
        switch (exponent)
        {
            case MathNumber { Fraction: null, Digits: "2" or "3" } small:
                if (of is MathGroup or MathAbsolute or MathFraction)
                    Add("의", start, start, leans: true);
                Add(small.Digits == "2" ? "제곱" : "세제곱", start, end);
                return;
            case MathName { Name: "T" or "t" } when of is MathName { IsGreek: false, Name: [>= 'A' and <= 'Z'] }:
                Add("트랜스포즈", start, end);
                return;
            case MathName { Name: "c" or "C" } when of is MathName { IsGreek: false, Name: [>= 'A' and <= 'Z'] }:
                Add("여집합", start, end);
                return;
            case MathSigned { Sign: '−', Operand: MathNumber { Digits: "1", Fraction: null } } when of is MathName { IsGreek: false, Name: [>= 'A' and <= 'Z'] }:
                Add("인버스", start, end);
                return;
            case MathSign { Sign: '+' or '−' or '\'' } sign:
                Add(sign.Sign switch { '+' => "플러스", '−' => "마이너스", _ => "프라임" }, start, end);
                return;
        }

        Add("의", start, start, leans: true);
        Say(exponent);
        Add("제곱", end, end);
    }

    private void Root(MathRoot root)
    {
        switch (root.Index)
        {
            case null:
                Add("루트", root.Start, root.Radicand.Start);
                break;
            case MathNumber { Digits: "3" }:
                Add("세제곱근", root.Start, root.Radicand.Start);
                break;
            case { } index:
                Say(index);
                Add("제곱근", root.Start, root.Radicand.Start);
                break;
        }

        Say(root.Radicand);
    }

    private void Function(MathFunction function)
    {
        var end = function.Argument?.Start ?? function.End;
        Add(Functions.TryGetValue(function.Name, out var known) ? known : GreekName(function.Name) is { Length: > 0 } greek ? greek : Letters(function.Name), function.Start, end);
        if (function.Primes > 0)
            Add(function.Primes switch { 1 => "프라임", 2 => "더블프라임", _ => "트리플프라임" }, function.Start, end);
        if (function.Power is { } power)
        {
            if (power is MathSigned { Operand: MathNumber { Digits: "1" } } && function.Name.Length == 1)
                Add("인버스", power);
            else
                Raise(new MathName(function.Start, end, function.Name), power);
        }

        if (function.Base is { } @base)
        {
            Say(@base);
            if (function.Name is "log" or "lg")
                Add("의", @base.End, @base.End, leans: true);
        }

        switch (function.Argument)
        {
            case null:
                break;
            case MathList list:
                // f(x, y) is said without the comma, the point A(2, −1) with it.
                List(list, list.Items.All(i => i is MathName) && function.Name is "f" or "g" or "h" or "F" or "G" or "u" or "v" or "P" or "p" ? "" : "콤마");
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
        Add(large.Sign switch { '∑' => "시그마", '∏' => "프로덕트", '∬' => "이중 인테그랄", '∭' => "삼중 인테그랄", '∮' => "선적분", '⋃' => "합집합", '⋂' => "교집합", _ => "인테그랄" }, large.Start, large.Start + 1);
        if (large.Lower is { } lower)
        {
            Say(lower);
            if (large.Upper is not null)
                Add(large.Sign is '∑' or '∏' || lower is MathRow ? "부터" : "에서", lower.End, lower.End, leans: true);
        }

        if (large.Upper is { } upper)
        {
            Say(upper);
            Add("까지", upper.End, upper.End, leans: true);
        }
    }

    /// <summary>로 or 으로 after what was said last.</summary>
    internal void Towards(int at) => Add(EndsInConsonant && !EndsInL ? "으로" : "로", at, at, leans: true);

    private void Limit(MathLimit limit)
    {
        Add("리미트", limit.Start, limit.Variable?.Start ?? limit.End);
        if (limit.Variable is null)
            return;
        Say(limit.Variable);
        if (limit.Target is null)
            return;
        Particle("이", "가", limit.Variable.End, limit.Variable.End);
        Say(limit.Target);
        Towards(limit.Target.End);
        Add("갈 때", limit.Target.End, limit.Target.End);
    }

    private void Derivative(MathDerivative derivative)
    {
        var d = derivative.IsPartial ? "라운드" : "디";
        var start = derivative.Start;
        Add(d, start, start + 1);
        if (derivative.Order > 1)
            Add(derivative.Order switch { 2 => "제곱", 3 => "세제곱", _ => NumberWords.Sino(derivative.Order.ToString(System.Globalization.CultureInfo.InvariantCulture)) + "제곱" }, start, start + 1);
        if (derivative.Function is { } function)
            Joined(function);
        Add(d, derivative.Variable.Start, derivative.Variable.End);
        Joined(derivative.Variable);
        if (derivative.Order > 1)
            Add(derivative.Order switch { 2 => "제곱", 3 => "세제곱", _ => NumberWords.Sino(derivative.Order.ToString(System.Globalization.CultureInfo.InvariantCulture)) + "제곱" }, derivative.Variable.End, derivative.Variable.End);

        void Joined(MathNode node)
        {
            var from = said.Count;
            Say(node);
            if (!derivative.IsPartial && from < said.Count && derivative.Order == 1)
                said[from] = said[from] with { Leans = true };
        }
    }

    private static string GreekName(string name)
    {
        if (Greek.TryGetValue(name, out var known))
            return known;
        return char.IsAsciiLetterUpper(name[0]) && Greek.TryGetValue(char.ToLowerInvariant(name[0]) + name[1..], out known) ? known : "";
    }

    private static string Letters(string name) => name.Length == 1 && name[0] is 'z' or 'Z' ? "제트" : EnglishWords.Spelled(name);
}
