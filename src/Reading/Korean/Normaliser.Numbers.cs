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

    /// <summary>How the number is said before what follows it.</summary>
    private string Counted(string digits, int at, int end)
    {
        if (digits.Length >= 3 && Codes.Any(c => EndsBefore(at, c)))
            return NumberWords.Spelled(digits);
        var sino = NumberWords.Sino(digits);
        if (digits.Length > 9)
            return sino;
        if (IsAges(digits, end))
            return NumberWords.Spelled(digits); // 2030 세대: people in their twenties and thirties
        if (IsStage(end))
            return NumberWords.Sino(Trimmed(digits));
        if (IsReference(at, end))
            return NumberWords.Sino(Trimmed(digits));
        var value = int.Parse(digits, CultureInfo.InvariantCulture);
        var next = At(end) == ' ' ? end + 1 : end;
        if (Starts(end, "월") && !Starts(end, "월드"))
            return value switch { 6 => "유", 10 => "시", _ => NumberWords.Sino(Trimmed(digits)) };
        if (At(end) is '일' or '분' or '초' or '시' or '년' or '회' or '번' or '차')
            digits = Trimmed(digits);
        if (said.Count > 0 && said[^1].Char == '제')
            return NumberWords.Sino(digits);
        if (Starts(next, "번째"))
            return value == 1 ? "첫" : NumberWords.Native(digits, counted: true);
        if (digits == "1" && At(end) is '만' or '천' or '백' && !Starts(end, "만큼") && !Starts(end, "만은") && !Starts(end, "만이"))
            return ""; // 만, 천, 백 go without 일
        if (Starts(next, "번") && (EndsBefore(at, "반") || EndsBefore(at, "학번")))
            return NumberWords.Sino(digits);
        if (Starts(next, "번") && value <= 999)
            return IsNumbered(next + 1) || value > 20 || value == 0 ? digits.Length >= 4 ? NumberWords.Spelled(digits) : NumberWords.Sino(digits) : NumberWords.Native(digits, true);
        if (Starts(next, "번") && digits.Length == 4 && IsNumbered(next + 1))
            return NumberWords.Spelled(digits);
        if (Starts(next, "시") && EndsCounter(next + 1))
            return value is >= 1 and <= 12 ? NumberWords.Native(digits, true) : NumberWords.Sino(digits);
        if (Starts(next, "대째") || (Starts(next, "편") && EndsCounter(next + 1) && (value > 100 || Carriers.Any(c => EndsBefore(at, c)))))
            return sino; // 3대째, KTX 101편
        if (Starts(next, "대") && (char.IsAsciiDigit(At(next + 1)) || (At(next + 1) == ' ' && char.IsAsciiDigit(At(next + 2)))))
            return sino; // 2대 1
        if (Starts(next, "대") && value is >= 10 and <= 90 && value % 10 == 0 && EndsCounter(next + 1))
            return Vehicles.Any(v => EndsBefore(at, v)) ? NumberWords.Native(digits, true) : sino;
        if (Starts(next, "분") && People.Any(v => EndsBefore(at, v)))
            return NumberWords.Native(digits, true);
        if (Counter(next) is { } counter && value > 0 && (value <= counter.Limit || value is > 100 and < 1000 && value % 100 < 10 && value % 100 > 0))
            return NumberWords.Native(digits, counted: true);
        foreach (var (name, limit, counted) in Beside)
        {
            if (value > 0 && value <= limit && Starts(next, name) && EndsCounter(next + name.Length) && Array.Exists(counted, noun => EndsBefore(at, noun)))
                return NumberWords.Native(digits, counted: true); // 창고 3동, but 아파트 3동
        }

        return NumberWords.Sino(digits);
    }

    /// <summary>2030, 4050: two decades of age that follow each other, before people.</summary>
    private bool IsAges(string digits, int end)
    {
        if (digits.Length != 4 || digits[1] != '0' || digits[3] != '0' || digits[2] != digits[0] + 1)
            return false;
        var next = At(end) == ' ' ? end + 1 : end;
        return !(At(next) is '년' or '원' or '개' or '명' or '만' or '번' or '시' or '호' or '일' or '점' or '석' || Unit(end) is not null || !Hangul.IsSyllable(At(next))) && (next > end || Starts(next, "세대") || Starts(next, "층") || Starts(next, "여성") || Starts(next, "남성") || Starts(next, "직장인") || Starts(next, "청년"));
    }

    /// <summary>
    /// Whether a number names a part of a book or a place in it (3장 2절, 1권에서, 제2권) rather than counts sheets and volumes: other parts stand
    /// beside it, the same counter goes on counting up in the line, or the line tells of reading.
    /// </summary>
    private bool IsReference(int at, int end)
    {
        if (At(end) is not ('장' or '권' or '편' or '곡' or '판') || !EndsCounter(end + 1))
            return false;
        var counter = At(end);
        if (At(at - 1) == '제')
            return true;
        // 3장 2절, 1권 2장, 2장 15쪽
        var next = At(end + 1) == ' ' ? end + 2 : end + 1;
        var after = next + Run(next);
        if (after > next && (At(after) is '절' or '장' or '쪽' or '항' or '편' or '막' || Starts(after, "페이지")))
            return true;
        if (at >= 3 && At(at - 1) == ' ' && At(at - 2) is '권' or '장' or '편' or '부' && char.IsAsciiDigit(At(at - 3)))
            return true;
        if (counter is '장' or '권' && (Starts(end + 1, "에서") || Starts(end + 1, "부터") || Starts(end + 1, "까지")) && (Starts(end + 1, "에서") || !Counted()))
            return true;
        // 1권 … 2권 … 3권 in one line
        var (others, digits) = (0, 0);
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == counter && char.IsAsciiDigit(text[i - 1]) && EndsCounter(i + 1))
                others++;
            digits += text[i] == counter ? 1 : 0;
        }

        if (others > 1 && counter is '권' && !Counted())
            return true;
        return counter is '장' && !Counted() && Studied.Any(s => text.Contains(s, StringComparison.Ordinal)) && At(end + 1) is '을' or '은' or '의' or ' ' or '에' or '도';

        bool Counted() => Sheets.Any(s => EndsBefore(at, s));
    }

    /// <summary>3라운드에서, 7코스는, 2세트부터: one of several that follow each other, not so many of them (3라운드를 뛰다).</summary>
    private bool IsStage(int end)
    {
        var counter = Stages.FirstOrDefault(s => Starts(end, s));
        if (counter is null)
            return false;
        var after = end + counter.Length;
        return StageTails.Any(t => Starts(after, t));
    }

    private static readonly string[] Stages = ["라운드", "코스", "세트", "스테이지", "시즌", "에피소드", "챕터", "섹션", "파트", "스텝", "쿼터", "세션"];

    private static readonly string[] StageTails = ["에서", "에는", "에 ", "부터", "까지", "의", "는", "은", "로 ", "와 ", "과 "];

    private static readonly string[] Studied = ["교재", "교과서", "책", "단원", "챕터", "배웠", "배우", "공부", "복습", "예습", "강의", "수업", "진도", "펴", "읽"];

    private static readonly string[] Sheets = ["사진", "종이", "사진을", "종이를", "표", "카드", "티켓", "그림", "수건", "김", "상추", "깻잎", "용지", "슬라이드", "이미지", "지폐", "옷", "티셔츠", "마스크", "책", "책을", "노트", "소설", "잡지", "만화", "만화책", "공책", "총"];

    private static string Trimmed(string digits) => digits.TrimStart('0') is { Length: > 0 } s ? s : "0";

    /// <summary>The counter that stands here and takes native numerals.</summary>
    private (int Length, int Limit)? Counter(int at)
    {
        if (!Hangul.IsSyllable(At(at)))
            return null;
        for (var length = Math.Min(4, text.Length - at); length > 0; length--)
        {
            if (Counters.TryGetValue(text.Substring(at, length), out var limit) && EndsCounter(at + length))
                return (length, limit);
        }

        return null;
    }

    /// <summary>Whether a word is a counter, alone or with a particle: 시, 분에, 살이다.</summary>
    public static bool BeginsWithCounter(ReadOnlySpan<char> word)
    {
        for (var length = Math.Min(4, word.Length); length > 0; length--)
        {
            var counter = word[..length].ToString();
            var rest = word[length..].ToString();
            if ((Counters.ContainsKey(counter) || Array.IndexOf(SinoCounters, counter) >= 0 || counter is "명")
                && (rest.Length == 0 || Array.Exists(Tails, t => rest.StartsWith(t.TrimEnd(), StringComparison.Ordinal)) || Array.Exists(Particles, t => rest.StartsWith(t.TrimEnd(), StringComparison.Ordinal))))
                return true;
        }

        return false;
    }

    /// <summary>A counter ends where a particle, a space or a sign follows, so that 개 in 개월 and 장 in 장면 do not count.</summary>
    private bool EndsCounter(int at) => !Hangul.IsSyllable(At(at)) || Tails.Any(t => Starts(at, t));

    /// <summary>3번 출구, 7번 버스, 정답은 2번입니다: a name, not a count.</summary>
    private bool IsNumbered(int at)
    {
        var next = At(at) == ' ' ? at + 1 : at;
        // 하루 5번까지, 최대 3번은: how often.
        var digits = at - 2;
        while (char.IsAsciiDigit(At(digits)))
            digits--;
        if (HowOften.Any(h => EndsBefore(digits + 1, h) && !Hangul.IsSyllable(At((At(digits) == ' ' ? digits : digits + 1) - h.Length - 1))))
            return false;
        if (Numbered.Any(n => Starts(next, n)))
            return true;
        // 5번 환자, 12번 참가자, 3번 회의실: what has a number of its own.
        var stop = next;
        while (Hangul.IsSyllable(At(stop)))
            stop++;
        if (next > at && stop > next && Analyser.Split(text.AsSpan(next, Math.Min(stop - next, 12)), Kind.Start, out _) is { Count: > 0 } parts
            && parts.TrueForAll(p => p.Kind is Kind.Noun or Kind.Unknown or Kind.Suffix or Kind.Particle) && "자생석실칸판창역님".Contains(LastOfNoun(parts, next), StringComparison.Ordinal))
            return true;
        // 문제 12번의, 선수 7번이: right after the noun that the number belongs to.
        if (char.IsAsciiDigit(At(at - 2)) && NumberedNoun(at - 2))
            return true;
        // 3번은, 3번을: the third one; but 3번의 시도, 3번에 걸쳐.
        return at == next && (Starts(at, "은") || Starts(at, "을") || Starts(at, "이 ") || Starts(at, "과 ") || Starts(at, "으로") || Starts(at, "부터") || Starts(at, "까지") || Starts(at, "입") || Starts(at, "이다") || Starts(at, "이에요") || (Starts(at, "에") && !Starts(at, "에 걸")));
    }

    private static readonly string[] HowOften = ["하루", "하루에", "일주일에", "한 달에", "주", "최대", "최소", "총", "모두", "적어도", "이미", "무려", "단", "매일", "매주", "매달", "연속", "평균", "지금까지", "벌써", "딱", "겨우", "최소한", "한 해"];

    private static readonly string[] HaveNumbers = ["문제", "문항", "보기", "질문", "예제", "예문", "연습문제", "문장", "그림", "사진", "선수", "타자", "버스", "출구", "후보", "기호", "정답", "답", "슬라이드", "채널", "좌석", "창구", "각주", "주석", "항목", "참가자", "트랙", "염색체", "교향곡", "협주곡", "소나타", "작품", "국도", "트럭", "대기", "번호", "레인", "카메라", "마이크", "방", "환자", "캐릭터", "플레이어", "버전", "세트", "슬롯", "포트", "핀", "게이트", "홀", "코스", "유형", "조항", "안건"];

    /// <summary>Whether the digits that end here stand right after a noun of which each has its number (문제 12번, 교향곡 5번).</summary>
    private bool NumberedNoun(int at)
    {
        while (char.IsAsciiDigit(At(at)))
            at--;
        return At(at) == ' ' && HaveNumbers.Any(n => EndsBefore(at + 1, n) && (n.Length > 2 || !Hangul.IsSyllable(At(at - n.Length - 1)) || n is "문제" or "예문"));
    }

    private char LastOfNoun(List<Morpheme> parts, int start)
    {
        var noun = parts.FindLast(p => p.Kind is not Kind.Particle);
        return noun.Length > 0 ? At(start + noun.Start + noun.Length - 1) : '\0';
    }

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

    /// <summary>Groups parted by hyphens (or, after a leading 0, by spaces): phone, card and account numbers, digit by digit.</summary>
    private int? Phone(int at)
    {
        var groups = new List<(int At, int Length)> { (at, Run(at)) };
        var end = at + groups[0].Length;
        var sign = At(end) is '-' or '.' ? At(end) : At(end) == ' ' && text[at] == '0' && groups[0].Length is 2 or 3 ? ' ' : '\0';
        if (At(at - 1) == '(' && At(end) == ')' && text[at] == '0' && groups[0].Length is 2 or 3)
        {
            var start = At(end + 1) is ' ' or '-' ? end + 2 : end + 1;
            if (Run(start) is 3 or 4 && At(start + Run(start)) == '-')
            {
                Say(at, end, NumberWords.Spelled(text.AsSpan(at, groups[0].Length)), "phone number");
                Apart(end);
                return start;
            }
        }

        while (sign != '\0' && At(end) == sign && Run(end + 1) > 0 && groups.Count < 6)
        {
            groups.Add((end + 1, Run(end + 1)));
            end += 1 + groups[^1].Length;
        }

        var sizes = groups.ConvertAll(g => g.Length);
        var phone = sign switch
        {
            '-' => groups.Count >= 3 && (groups.Count > 3 || sizes[0] != 4 || sizes[1] > 2) && sizes.Sum() >= 7
                || (groups.Count == 2 && sizes.Sum() >= 8 && text[groups[1].At] == '0')
                || (groups.Count == 2 && ((sizes[0] is 3 or 4 && sizes[1] == 4) || (sizes[0] == 6 && sizes[1] == 7))),
            '.' => groups.Count == 3 && text[at] == '0' && sizes[0] is 2 or 3 && sizes[1] is 3 or 4 && sizes[2] == 4,
            ' ' => groups.Count == 3 && sizes[1] is 3 or 4 && sizes[2] == 4,
            _ => sizes[0] == 11 && Starts(at, "010"),
        };
        if (!phone)
            return null;
        if (sign == '\0')
            groups = [(at, 3), (at + 3, 4), (at + 7, 4)];
        foreach (var (start, length) in groups)
        {
            Apart(start);
            Say(start, start + length, NumberWords.Spelled(text.AsSpan(start, length)), "phone number");
        }

        return end;
    }

    private int? Date(int at)
    {
        var y = Run(at);
        if (y == 4 && At(at + 4) is '-' or '/' or '.')
        {
            var sign = At(at + 4);
            var m = At(at + 5) == ' ' && sign == '.' ? at + 6 : at + 5;
            var (months, month) = (Run(m), Value(m, Run(m)));
            if (months is < 1 or > 2 || month is < 1 or > 12)
                return null;
            var d = At(m + months + 1) == ' ' && sign == '.' ? m + months + 2 : m + months + 1;
            var day = Value(d, Run(d));
            if (At(m + months) == sign && Run(d) is 1 or 2 && day is >= 1 and <= 31)
            {
                Say(at, at + 4, NumberWords.Sino(text.AsSpan(at, 4)) + " 년", "date");
                Apart(m);
                Say(m, m + months, Month(month), "date");
                Apart(d);
                var end = d + Run(d);
                Say(d, end, NumberWords.Sino(day.ToString(CultureInfo.InvariantCulture)) + "일", "date");
                return At(end) == '.' && (At(end + 1) is ' ' or '(' or ',' or '~' or '-' || Hangul.IsSyllable(At(end + 1))) ? end + 1 : end;
            }

            // 2026.11, 2026-11: year and month, when it cannot well be anything else.
            if (months == 2 && Value(at, 4) is >= 1900 and <= 2100 && !char.IsAsciiDigit(At(m + 2)) && At(m + 2) is not ('.' or '-' or '/') && m == at + 5 && Unit(m + 2) is null && !Myriads.Contains(At(m + 2), StringComparison.Ordinal))
            {
                Say(at, at + 4, NumberWords.Sino(text.AsSpan(at, 4)) + " 년", "date");
                Apart(m);
                Say(m, m + 2, Month(month), "date");
                return m + 2;
            }

            return null;
        }

        // 11/24(화), 11/24일, 12/25: a day of the year, unless it may be a fraction.
        var length = At(at + y) == '/' ? Run(at + y + 1) : 0;
        if (y is 1 or 2 && length is 1 or 2)
        {
            var end = at + y + 1 + length;
            var (month, day) = (Value(at, y), Value(at + y + 1, length));
            var named = At(end) == '(' && "월화수목금토일".Contains(At(end + 1), StringComparison.Ordinal) && At(end + 2) == ')' || (At(end) == '일' && EndsCounter(end + 1));
            if (month is >= 1 and <= 12 && day is >= 1 and <= 31 && At(end) != '/' && (named || (day > 12 && Starting.Any(s => Starts(end, s))) || IsDay(month, day, at, end)))
            {
                Say(at, at + y, Month(month), "date");
                Apart(at + y);
                Say(at + y + 1, end, NumberWords.Sino(day.ToString(CultureInfo.InvariantCulture)) + (At(end) == '일' ? "" : "일"), "date");
                return end;
            }
        }

        return null;
    }

    /// <summary>
    /// 보강은 12/9입니다, 12/1~12/7: no fraction, since it counts up from 1 to 12 and 31 where the line tells of days, or its upper part is the larger one and
    /// nothing is calculated.
    /// </summary>
    private bool IsDay(int month, int day, int at, int end)
    {
        if (Calculating.Any(c => text.Contains(c, StringComparison.Ordinal)) || Unit(end) is not null || char.IsAsciiLetter(At(end)) || Spoonful(end) is not null)
            return false;
        var next = At(end) is '~' or '-' or '∼' ? end + 1 : 0;
        var until = next > 0 && Run(next) is 1 or 2 && At(next + Run(next)) == '/' && Run(next + Run(next) + 1) is 1 or 2;
        var since = at > 4 && At(at - 1) is '~' or '-' or '∼' && char.IsAsciiDigit(At(at - 2)) && (At(at - 3) == '/' || At(at - 4) == '/');
        var follows = !Hangul.IsSyllable(At(end)) || Particles.Any(p => Starts(end, p.TrimEnd())) || Starts(end, "입") || Starts(end, "에") || Starts(end, "까지") || Starts(end, "부터");
        return until || since || (follows && (month > day || (day > 4 && Days.Any(d => text.Contains(d, StringComparison.Ordinal)))));
    }

    private static readonly string[] Calculating = ["분수", "약분", "통분", "계산", "확률", "값", "배", "더하", "빼", "곱하", "나누", "=", "×", "÷", "√", "크기", "비율", "기울기", "중 "];

    private static readonly string[] Days = ["요일", "일정", "마감", "개강", "종강", "휴강", "보강", "시험", "예약", "출시", "개봉", "개막", "행사", "이벤트", "기간", "날짜", "제출", "발표", "접수", "방송", "공개", "회의", "배포", "출고", "정산", "생일", "모집", "신청", "오픈", "업데이트", "점검"];

    private static string Month(int month) => month switch { 6 => "유월", 10 => "시월", _ => NumberWords.Sino(month.ToString(CultureInfo.InvariantCulture)) + "월" };

    private int? Clock(int at)
    {
        var h = Run(at);
        if (h is < 1 or > 2 || At(at + h) != ':' || Run(at + h + 1) != 2)
            return null;
        var (hour, minute) = (Value(at, h), Value(at + h + 1, 2));
        var end = at + h + 3;
        var seconds = At(end) == ':' && Run(end + 1) == 2 ? Value(end + 1, 2) : -1;
        if (hour > 24 || minute > 59 || seconds > 59 || (seconds < 0 && At(end) == ':') || Matching() || (Run(at + h + 1) == 2 && char.IsAsciiDigit(At(end))))
            return null;
        var short1 = hour.ToString(CultureInfo.InvariantCulture);
        Say(at, at + h, (hour is >= 1 and <= 12 ? NumberWords.Native(short1, true) : NumberWords.Sino(short1)) + " 시", "time");
        if (minute > 0 || seconds > 0)
        {
            Apart(at + h);
            Say(at + h + 1, end, NumberWords.Sino(minute.ToString(CultureInfo.InvariantCulture)) + " 분", "time");
        }

        if (seconds < 0)
            return end;
        if (seconds > 0)
        {
            Apart(end);
            Say(end + 1, end + 3, NumberWords.Sino(seconds.ToString(CultureInfo.InvariantCulture)) + " 초", "time");
        }

        return end + 3;
    }

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

    /// <summary>3.1절, 6.25 전쟁, 5·18: days that history is named after, a digit at a time.</summary>
    private int? Anniversary(int at)
    {
        var a = Run(at);
        if (a is < 1 or > 2 || At(at + a) is not ('.' or '·' or 'ㆍ' or '・'))
            return null;
        var b = Run(at + a + 1);
        var end = at + a + 1 + b;
        var next = At(end) == ' ' ? end + 1 : end;
        if (b is < 1 or > 2 || (At(at + a) == '.' && !Events.Any(e => Starts(next, e))))
            return null;
        Say(at, end, NumberWords.Spelled(text.AsSpan(at, a), '영') + NumberWords.Spelled(text.AsSpan(at + a + 1, b), '영'), "date");
        if (!Starts(end, "절"))
            Detach(end);
        return end;
    }

    /// <summary>119에 신고: numbers that are dialled.</summary>
    private int? Emergency(int at)
    {
        if (Run(at) is not (3 or 4) || !Dialled.Any(d => Starts(at, d) && Run(at) == d.Length) || !Calling.Any(c => text.Contains(c, StringComparison.Ordinal)) || Counter(at + Run(at)) is not null)
            return null;
        var end = at + Run(at);
        Say(at, end, NumberWords.Spelled(text.AsSpan(at, end - at)), "phone number");
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

    private static readonly string[] Numbered = ["출구", "버스", "문제", "방", "홈", "트랙", "슬라이드", "국도", "선수", "타자", "게이트", "창구", "좌석", "채널", "국번", "지방도", "줄", "보기", "항목", "카메라", "레인", "참가자", "고객", "그림", "사진", "버튼", "유형", "노선", "마을버스", "척추", "염색체", "후보", "정답", "답", "예제", "문항", "승강장", "탑승구", "라인", "구역", "교실", "자리", "포트", "핀", "유닛", "마을", "시내", "광역", "트럭", "타석", "지문", "선택", "가게", "이 정답", "가 정답", "지", "길"];

    private static readonly string[] Vehicles = ["자동차", "차량", "버스", "컴퓨터", "트럭", "택시", "카메라", "기계", "로봇", "비행기", "노트북", "에어컨", "서버", "차", "오토바이", "자전거", "탱크", "드론", "휴대폰", "냉장고", "텔레비전", "스마트폰", "피아노", "전투기", "승용차", "전기차"];

    // As they stand before their digits: 비밀번호 1234, 비밀번호는 1234, 비밀번호: 1234.
    private static readonly string[] Codes =
    [
        .. new[] { "비밀번호", "인증번호", "인증 번호", "우편번호", "계좌번호", "비번", "암호", "사번", "고유번호", "접수번호", "주문번호", "예약번호", "내선", "내선번호", "상태 코드", "오류 코드", "에러 코드", "응답 코드", "상태코드", "에러", "에러코드" }
            .SelectMany(code => new[] { code, code + "는", code + "은", code + ":" }),
    ];

    private static readonly string[] Carriers = ["열차", "항공", "항공기", "비행기", "여객기", "고속버스", "KTX", "SRT", "ITX", "대한항공", "아시아나"];

    private static readonly string[] People = ["손님", "선생님", "어르신", "고객님", "교수님", "어른", "회원님", "작가님", "참가자", "수강생"];

    private static readonly string[] Starting = ["까지", "부터", "에 ", " 개봉", " 출시", " 마감", " 오픈", " 일정", " 발매", " 방송", " 공개", " 시작"];

    private static readonly string[] Match = ["이겼", "이기", "졌", "승리", "패배", "스코어", "무승부", "완승", "제압", "꺾", "눌렀", "앞서", "앞선", "역전", "리드", "득점", "비율", "경쟁률", "축척", "화면비", "종횡비", "비례", "동점", "승부", "로 승", "로 패"];

    private static readonly string[] Events = ["절", "운동", "전쟁", "사변", "혁명", "항쟁", "민주화", "광복", "의거", "사태", "만세", "참전", "총선", "대책"];

    private static readonly string[] Dialled = ["119", "112", "113", "114", "117", "118", "120", "129", "182", "1339", "1345", "1366", "1388", "1393"];

    private static readonly string[] Calling = ["신고", "전화", "구급", "구조", "소방", "콜센터", "상담", "긴급", "번호 안내", "경찰"];

    private static readonly string[] Shopping = ["행사", "이벤트", "증정", "편의점", "할인", "상품", "세일", "구매", "마트", "득템", "사면"];
}
