using System.Globalization;

namespace Dubbing.Readings.Korean;

/// <summary>Telephone numbers, dates and times typed in digits.</summary>
internal sealed partial class Normaliser
{
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

    private static readonly string[] Starting = ["까지", "부터", "에 ", " 개봉", " 출시", " 마감", " 오픈", " 일정", " 발매", " 방송", " 공개", " 시작"];

    private static readonly string[] Events = ["절", "운동", "전쟁", "사변", "혁명", "항쟁", "민주화", "광복", "의거", "사태", "만세", "참전", "총선", "대책"];

    private static readonly string[] Dialled = ["119", "112", "113", "114", "117", "118", "120", "129", "182", "1339", "1345", "1366", "1388", "1393"];

    private static readonly string[] Calling = ["신고", "전화", "구급", "구조", "소방", "콜센터", "상담", "긴급", "번호 안내", "경찰"];

    // As they stand before their digits: 비밀번호 1234, 비밀번호는 1234, 비밀번호: 1234.
    private static readonly string[] Codes =
    [
        .. new[] { "비밀번호", "인증번호", "인증 번호", "우편번호", "계좌번호", "비번", "암호", "사번", "고유번호", "접수번호", "주문번호", "예약번호", "내선", "내선번호", "상태 코드", "오류 코드", "에러 코드", "응답 코드", "상태코드", "에러", "에러코드" }
            .SelectMany(code => new[] { code, code + "는", code + "은", code + ":" }),
    ];
}
