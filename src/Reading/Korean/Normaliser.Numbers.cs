using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Dubbing.Readings.Korean;

/// <summary>Digits: what is counted decides how they are said.</summary>
internal sealed partial class Normaliser
{
    private const string Myriads = "만억조경천백십";

    // What a number right after it goes on from.
    private const string Continued = "제만억조경천백십수몇";

    private int Number(int at, string? currency = null)
    {
        if (currency is null && (Phone(at) ?? Date(at) ?? Clock(at) ?? Ratio(at) ?? Score(at) ?? Fraction(at) ?? Anniversary(at) ?? Emergency(at) ?? Bundle(at)) is { } done)
            return done;
        // 시즌2, 시험3: a number begins a word of its own; 제2, 3만5천 go on.
        if (currency is null && Hangul.IsSyllable(At(at - 1)) && !Continued.Contains(At(at - 1), StringComparison.Ordinal))
            Apart(at);
        var end = Digits(at, out var digits);
        var rest = Decimals(end, out var decimals);
        if (currency is not null && At(rest) is '~' or '-' && char.IsAsciiDigit(At(rest + 1)))
        {
            // $20~30: the currency is said once, at the end.
            Say(at - 1, rest, Plain(digits, decimals), "money");
            Say(rest, rest + 1, "에서", "range");
            Boundary(rest, ' ');
            at = rest + 2;
            end = Digits(rest + 1, out digits);
            rest = Decimals(end, out decimals);
        }

        if (currency is not null)
        {
            var large = Large(rest);
            if (large.Length == 0 && Starts(rest, " ") && Large(rest + 1).Length > 0)
                large = text.Substring(rest, 1 + Large(rest + 1).Length);
            Say(at - 1, rest + large.Length, Plain(digits, decimals) + large.Trim() + " " + currency, "money");
            Detach(rest + large.Length);
            return rest + large.Length;
        }

        if (Range(at, rest, digits, decimals) is { } ranged)
            return ranged;
        if (decimals is null && digits.Length < 3 && At(rest) is 'T' or 't' && Ingredients.Any(i => text.Contains(i, StringComparison.Ordinal)) && !char.IsAsciiLetterOrDigit(At(rest + 1)))
        {
            Say(at, rest, NumberWords.Native(digits, counted: true), "number");
            return Spoonful(rest)!.Value;
        }

        if (Unit(rest) is { } unit)
        {
            Say(at, rest, Plain(digits, decimals), "number");
            return SayUnit(rest, unit);
        }

        if (decimals is null && InEnglish(digits, rest) is { } english)
        {
            Apart(at);
            Say(at, rest, english, "number in English");
            return rest;
        }

        Say(at, rest, decimals is null ? Counted(digits, at, rest) : Plain(digits, decimals), "number");
        Detach(rest);
        return rest;
    }

    /// <summary>오메가-3를, 갤럭시 8를: the particle tells which of two readings the writer heard, 삼 would ask for 을 (쓰리를). Null where it does not tell.</summary>
    private string? InEnglish(string digits, int end)
    {
        if (digits is not ("0" or "3" or "6" or "8" or "9"))
            return null;
        var afterVowel = At(end) is '를' or '는' or '가' or '와' || (At(end) == '로' && digits is not "8");
        var afterConsonant = At(end) is '을' or '은' or '과' or '이';
        var ends = digits == "9" ? afterConsonant && At(end) != '이' : afterVowel;
        if (!ends || Hangul.IsSyllable(At(end + 1)) || Counter(end) is not null)
            return null;
        return EnglishNumbers[digits[0] - '0'];
    }

    /// <summary>The part after the point; further points make an outline number or a version (2.0.1).</summary>
    private int Decimals(int at, out string? decimals)
    {
        decimals = null;
        while (At(at) == '.' && char.IsAsciiDigit(At(at + 1)))
        {
            var stop = at + 1 + Run(at + 1);
            decimals = decimals is null ? text[(at + 1)..stop] : decimals + "." + text[(at + 1)..stop];
            at = stop;
        }

        return at;
    }

    /// <summary>A counter is a word of its own (세 개, 이천이십사 년); particles, months, days and 만, 억 … lean on the number.</summary>
    private void Detach(int at)
    {
        if (!Hangul.IsSyllable(At(at)))
            return;
        if (Counter(at) is null && (At(at) != '조' || !IsArticle(at)) && (Myriads.Contains(At(at), StringComparison.Ordinal) || Particles.Any(p => Starts(at, p))))
            return;
        if (At(at) is '월' or '일' && !Starts(at, "일반") && !Starts(at, "월드"))
            return;
        Apart(at);
    }

    /// <summary>제10조: an article of a law, no 10¹³.</summary>
    private bool IsArticle(int at)
    {
        var start = at;
        while (char.IsAsciiDigit(At(start - 1)))
            start--;
        return At(start - 1) == '제';
    }

    /// <summary>A unit after 30만, 5천: the number was said, its unit stands apart.</summary>
    private int? AfterLarge(int at)
    {
        var end = At(at - 1) == ' ' ? at - 1 : at;
        return "만억조천백".Contains(At(end - 1), StringComparison.Ordinal) && char.IsAsciiDigit(At(end - 2)) && Unit(at) is { } unit ? SayUnit(at, unit) : null;
    }

    private static string Plain(string digits, string? decimals) => NumberWords.Decimal(digits, decimals);

    /// <summary>만, 억, 천만 … right after the digits.</summary>
    private string Large(int at)
    {
        var end = at;
        while (end < text.Length && "만억조천백".Contains(text[end], StringComparison.Ordinal))
            end++;
        return text[at..Math.Max(at, end)];
    }

    private static string Trimmed(string digits) => digits.TrimStart('0') is { Length: > 0 } s ? s : "0";

    /// <summary>Whether a word stands right before, a space between or not.</summary>
    private bool EndsBefore(int at, string word)
    {
        var end = At(at - 1) == ' ' ? at - 1 : at;
        return end >= word.Length && text.AsSpan(end - word.Length, word.Length).SequenceEqual(word);
    }

    private int Digits(int at, out string digits)
    {
        var end = at;
        var kept = new StringBuilder();
        while (end < text.Length)
        {
            if (char.IsAsciiDigit(text[end]))
                kept.Append(text[end]);
            else if (text[end] != ',' || !Thousands(end))
                break;
            end++;
        }

        digits = kept.ToString();
        return end;

        bool Thousands(int comma) => kept.Length is > 0 and <= 24 && char.IsAsciiDigit(At(comma + 1)) && char.IsAsciiDigit(At(comma + 2)) && char.IsAsciiDigit(At(comma + 3)) && !char.IsAsciiDigit(At(comma + 4));
    }

    private int Run(int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - at;
    }

    private int Value(int at, int length) => length is > 0 and < 10 ? int.Parse(text.AsSpan(at, length), CultureInfo.InvariantCulture) : int.MaxValue;

    private int SayUnit(int at, (int Length, string Name) unit)
    {
        Apart(at);
        Say(at, at + unit.Length, unit.Name, "unit");
        return at + unit.Length;
    }

    private (int Length, string Name)? Unit(int at)
    {
        var from = At(at) == ' ' ? at + 1 : at;
        // m/s², mg/dL: a compound that the list lacks, or has only a part of.
        var compound = char.IsAsciiDigit(At(at - 1)) ? Scanning.Units.At(text, at, text.Length, afterNumber: true) : null;
        if (compound is { } c && (c.Under.Count > 0 || c.Over.Count > 1 || c.Over[0].Power != 1 || !Listed.TryGetValue(At(from), out _)) && c.End > from + 1)
            return (c.End - at, UnitNames.Of(text[c.Start..c.End], c));
        if (!Listed.TryGetValue(At(from), out var candidates))
            return compound is { } simple ? (simple.End - at, UnitNames.Of(text[simple.Start..simple.End], simple)) : null;
        foreach (var (sign, name) in candidates)
        {
            if (!Starts(from, sign))
                continue;
            var end = from + sign.Length;
            if (char.IsAsciiLetter(sign[^1]) && (char.IsAsciiLetterOrDigit(At(end)) || (At(end) is '-' or '\'' && char.IsAsciiLetter(At(end + 1)))))
                continue;
            // "3 A" and "5 s" with a space are letters rather than units.
            if (from > at && sign.Length == 1 && char.IsAsciiLetter(sign[0]) && sign[0] is not ('m' or 'g' or 'L' or 'W' or 'V'))
                continue;
            return (end - at, name);
        }

        return compound is { } other ? (other.End - at, UnitNames.Of(text[other.Start..other.End], other)) : null;
    }

    private static readonly FrozenDictionary<char, (string Sign, string Name)[]> Listed = EmbeddedTable.Rows("units.tsv")
        .GroupBy(r => r[0][0]).ToFrozenDictionary(g => g.Key, g => g.Select(r => (r[0], r[1])).OrderByDescending(u => u.Item1.Length).ToArray());

    private static readonly FrozenDictionary<string, int> Counters = EmbeddedTable.Rows("counters.tsv").Where(r => r.Length == 2)
        .SelectMany(r => r[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => (Counter: c, Limit: int.Parse(r[0], CultureInfo.InvariantCulture))))
        .DistinctBy(c => c.Counter).ToFrozenDictionary(c => c.Counter, c => c.Limit, StringComparer.Ordinal);

    private static readonly (string Counter, int Limit, string[] Counted)[] Beside = [.. EmbeddedTable.Rows("counters.tsv").Where(r => r.Length > 2)
        .Select(r => (r[1], int.Parse(r[0], CultureInfo.InvariantCulture), r[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    private static readonly string[] Tails =
        ["은", "는", "이", "가 ", "가", "을", "를", "의", "에", "로", "으로", "와", "과", "랑", "도", "만", "씩", "째", "쯤", "까지", "부터", "보다", "마다", "정도", "가량", "이상", "이하", "이내", "미만", "초과", "짜리", "나", "라", "입", "였", "인", "고", "며", "뿐", "밖에", "처럼", "하고", "간", "남짓", "반", "한테", "께", "서", "여", "당", "중", "예요", "요", "전", "후", "뒤", "안", "내", "밖", "이후", "이전", "끼리", "차", "분량", "동안", "조차", "마저", "들"];

    private static readonly string[] Particles =
        ["은", "는", "이라", "이었", "이에", "이고", "이며", "이다", "이자", "이니", "이면", "이지", "이죠", "이네", "이군", "이든", "이래", "이야", "이란", "인가", "이거", "입니", "인데", "인 ", "인지", "일까", "가 ", "이 ", "을", "를", "의", "에", "로", "으로", "과", "와 ", "도 ", "까지", "부터", "보다", "처럼", "라고", "라는", "라면", "였", "예요", "이나", "나 ", "랑", "하고", "씩", "여 ", "대로", "만큼", "만 "];

    private static readonly string[] SinoCounters = ["원", "달러", "년", "월", "일", "분", "초", "층", "호", "퍼센트", "도", "학년", "주", "개월", "회", "차", "위", "등", "쪽", "페이지", "장", "절", "과", "단계", "급", "인", "평", "박", "세", "살", "시", "점", "만", "억", "천", "교시", "학기", "세기", "번"];
}
