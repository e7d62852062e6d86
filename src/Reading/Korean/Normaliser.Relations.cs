namespace Dubbing.Readings.Korean;

/// <summary>Two numbers and what stands between them: ratios, scores, fractions, ranges, bundles.</summary>
internal sealed partial class Normaliser
{
    /// <summary>3:1, 16:9, 2:1:1: sides that are compared.</summary>
    private int? Ratio(int at)
    {
        var end = Decimals(at + Run(at), out var decimals);
        if (At(end) != ':' || Run(end + 1) == 0)
            return null;
        if (decimals is null && Run(at) is 4 or 5 && Run(end + 1) is >= 2 and <= 5 && At(end + 1 + Run(end + 1)) != ':')
        {
            // 8080:80: ports.
            Say(at, end, NumberWords.Spelled(text.AsSpan(at, end - at)), "digits");
            Apart(end);
            Say(end, end + 1, "콜론", "symbol");
            Apart(end + 1);
            var port = text.AsSpan(end + 1, Run(end + 1));
            var stop = end + 1 + port.Length;
            Say(end + 1, stop, port.Length > 3 ? NumberWords.Spelled(port) : NumberWords.Sino(port), "digits");
            Detach(stop);
            return stop;
        }

        Say(at, end, Plain(text.Substring(at, Run(at)), decimals), "number");
        while (At(end) == ':' && Run(end + 1) > 0)
        {
            Apart(end);
            Say(end, end + 1, "대", "ratio");
            Apart(end + 1);
            var (start, digits) = (end + 1, Run(end + 1));
            end = Decimals(start + digits, out decimals);
            Say(start, end, Plain(text.Substring(start, digits), decimals), "number");
        }

        Detach(end);
        return end;
    }

    /// <summary>2-1로 이겼다: a score, where the line tells of a match; else 123-45: numbers of houses and sections.</summary>
    private int? Score(int at)
    {
        var a = Run(at);
        var b = At(at + a) == '-' ? Run(at + a + 1) : 0;
        var end = at + a + 1 + b;
        if (b is 0 or > 4 || a > 4 || At(end) == '-' || Unit(end) is not null)
            return null;
        var next = At(end) == ' ' ? end + 1 : end;
        var match = Matching() && a <= 2 && b <= 2;
        // 1-1번, 3-2절: a part of a part, since it does not count up.
        var outline = !match && At(next) is '번' or '절' or '장' or '항' or '강' or '과' or '호' && Value(at, a) >= Value(at + a + 1, b);
        if (!match && !outline && (Counter(next) is not null || SinoCounters.Any(c => Starts(next, c))))
            return null; // a range
        Say(at, at + a, NumberWords.Sino(text.AsSpan(at, a)), "number");
        Apart(at + a);
        var equation = At(end) == '=' || Starts(end, " =");
        Say(at + a, at + a + 1, equation ? "빼기" : match ? "대" : "다시", equation ? "symbol" : match ? "score" : "hyphen");
        Apart(at + a + 1);
        Say(at + a + 1, end, NumberWords.Sino(text.AsSpan(at + a + 1, b)), "number");
        Detach(end);
        return end;
    }

    private bool? matching;

    /// <summary>Whether the line tells of a match or a proportion.</summary>
    private bool Matching() => matching ??= Match.Any(m => text.Contains(m, StringComparison.Ordinal));

    private int? Fraction(int at)
    {
        var a = Run(at);
        if (a is < 1 or > 3 || At(at + a) != '/')
            return null;
        var b = Run(at + a + 1);
        var end = at + a + 1 + b;
        var unit = At(end) != ' ' ? Unit(end) : null;
        if (b is < 1 or > 3 || At(end) == '/' || (unit is not null && (Value(at, a) >= Value(at + a + 1, b) || b > 1)))
            return null;
        if (Value(at, a) > 12 && Value(at, a) > Value(at + a + 1, b))
            return null; // 24/7
        Say(at, end, NumberWords.Sino(text.AsSpan(at + a + 1, b)) + "분의 " + NumberWords.Sino(text.AsSpan(at, a)), "fraction");
        if (Spoonful(end) is { } spoon)
            return spoon;
        if (unit is { } u)
            return SayUnit(end, u); // 1/2L
        Detach(end);
        return end;
    }

    /// <summary>1+1 in a shop: 원 플러스 원.</summary>
    private int? Bundle(int at)
    {
        if (Run(at) != 1 || At(at + 1) != '+' || Run(at + 2) != 1 || text[at] is not ('1' or '2' or '3') || text[at + 2] != '1' || !(Shopping.Any(s => text.Contains(s, StringComparison.Ordinal)) || Offered(at + 3)))
            return null;
        Say(at, at + 3, (text[at] switch { '1' => "원", '2' => "투", _ => "쓰리" }) + " 플러스 원", "offer");
        Detach(at + 3);
        return at + 3;
    }

    /// <summary>1+1 세트, 2+1 상품: what stands before a noun is its name, not a sum (1+1은 2, 1+1 문제).</summary>
    private bool Offered(int at) => At(at) == ' ' && Hangul.IsSyllable(At(at + 1)) && !text.Contains('=', StringComparison.Ordinal) && !Sums.Any(s => text.Contains(s, StringComparison.Ordinal));

    private static readonly string[] Sums = ["계산", "더하", "더해", "덧셈", "수식", "문제", "풀", "출력", "연산", "결과"];

    /// <summary>2T, 1t in a recipe: spoonfuls.</summary>
    private int? Spoonful(int at)
    {
        if (At(at) is not ('T' or 't') || char.IsAsciiLetterOrDigit(At(at + 1)) || !Ingredients.Any(i => text.Contains(i, StringComparison.Ordinal)))
            return null;
        Apart(at);
        Say(at, at + 1, At(at) == 'T' ? "큰술" : "작은술", "unit");
        return Particle(at + 1);
    }

    private static readonly string[] Ingredients = ["설탕", "소금", "간장", "식초", "참기름", "들기름", "식용유", "고춧가루", "고추장", "된장", "맛술", "후추", "올리고당", "물엿", "다진", "굴소스", "액젓", "버터", "밀가루", "전분", "레몬즙", "올리브"];

    private int? Range(int at, int end, string digits, string? decimals)
    {
        var sign = At(end) == ' ' && At(end + 1) is '~' or '∼' && At(end + 2) == ' ' ? end + 1 : end;
        if (At(sign) is not ('~' or '∼' or '〜' or '–' or '-'))
            return null;
        var from = At(sign + 1) == ' ' && sign > end ? sign + 2 : sign + 1;
        if (!char.IsAsciiDigit(At(from)))
            return null;
        var whole = Digits(from, out var second);
        var stop = Decimals(whole, out var fraction);
        // 9:00~, 2020~2024.12: what follows is read on its own.
        if (At(stop) is ':' or '/' or '-')
            return null;
        var unit = Unit(stop);
        var plain = unit is not null || decimals is not null || fraction is not null;
        var first = plain ? Plain(digits, decimals) : Counted(digits, at, stop);
        if (!plain && first != NumberWords.Sino(digits))
        {
            var next = At(stop) == ' ' ? stop + 1 : stop;
            if (Starts(next, "월"))
                first += "월";
            else if (Counter(next) is { } counter)
                first = string.Concat(first, " ", text.AsSpan(next, counter.Length));
            else if (Starts(next, "시"))
                first += " 시";
            else if (Starts(next, "번째"))
                first += " 번째";
        }
        else if (!plain && Starts(stop, "월"))
            first += "월";

        Say(at, end, first, "number");
        Say(sign, sign + 1, "에서", "range");
        Boundary(sign, ' ');
        Say(from, stop, plain ? Plain(second, fraction) : Counted(second, from, stop), "number");
        if (unit is { } u)
            return SayUnit(stop, u);
        Detach(stop);
        return stop;
    }

    private static readonly string[] Match = ["이겼", "이기", "졌", "승리", "패배", "스코어", "무승부", "완승", "제압", "꺾", "눌렀", "앞서", "앞선", "역전", "리드", "득점", "비율", "경쟁률", "축척", "화면비", "종횡비", "비례", "동점", "승부", "로 승", "로 패", "세트를", "세트에서", "세트는", "따냈", "따내", "내줬", "내주고", "비겼", "비기"];

    private static readonly string[] Shopping = ["행사", "이벤트", "증정", "편의점", "할인", "상품", "세일", "구매", "마트", "득템", "사면"];
}
