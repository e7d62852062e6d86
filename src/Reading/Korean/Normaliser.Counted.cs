using System.Globalization;

namespace Dubbing.Readings.Korean;

/// <summary>Numbers with what they count or name: 세 장 or 삼 장.</summary>
internal sealed partial class Normaliser
{
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
        // 4장 후반부, 2장 요약
        if (counter is '장' or '편' && At(end + 1) == ' ' && PartsOfChapters.Any(s => Starts(end + 2, s)))
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
        // 3세트를 25-23으로 따냈다.
        if (counter is "세트" or "쿼터" && Starts(after, "를 ") && Run(after + 2) is > 0 and var points && At(after + 2 + points) == '-')
            return true;
        return StageTails.Any(t => Starts(after, t));
    }

    private static readonly string[] Stages = ["라운드", "코스", "세트", "스테이지", "시즌", "에피소드", "챕터", "섹션", "파트", "스텝", "쿼터", "세션"];

    private static readonly string[] StageTails = ["에서", "에는", "에 ", "부터", "까지", "의", "는", "은", "로 ", "와 ", "과 "];

    private static readonly string[] PartsOfChapters = ["후반부", "전반부", "초반", "중반", "후반", "앞부분", "뒷부분", "끝부분", "첫 부분", "도입부", "요약", "개요", "서론", "본론", "결론", "연습 문제", "연습문제", "제목", "참조", "참고"];

    private static readonly string[] Studied = ["교재", "교과서", "책", "단원", "챕터", "배웠", "배우", "공부", "복습", "예습", "강의", "수업", "진도", "펴", "읽"];

    private static readonly string[] Sheets = ["사진", "종이", "사진을", "종이를", "표", "카드", "티켓", "그림", "수건", "김", "상추", "깻잎", "용지", "슬라이드", "이미지", "지폐", "옷", "티셔츠", "마스크", "책", "책을", "노트", "소설", "잡지", "만화", "만화책", "공책", "총"];

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
        // 3번의 (2): a part of the third one.
        if (at == next && (Starts(at, "의 (") || Starts(at, "의(")) && Run(At(at + 1) == '(' ? at + 2 : at + 3) > 0)
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

    private static readonly string[] Numbered = ["출구", "버스", "문제", "방", "홈", "트랙", "슬라이드", "국도", "선수", "타자", "게이트", "창구", "좌석", "채널", "국번", "지방도", "줄", "보기", "항목", "카메라", "레인", "참가자", "고객", "그림", "사진", "버튼", "유형", "노선", "마을버스", "척추", "염색체", "후보", "정답", "답", "예제", "문항", "승강장", "탑승구", "라인", "구역", "교실", "자리", "포트", "핀", "유닛", "마을", "시내", "광역", "트럭", "타석", "지문", "선택", "가게", "이 정답", "가 정답", "지", "길"];

    private static readonly string[] Vehicles = ["자동차", "차량", "버스", "컴퓨터", "트럭", "택시", "카메라", "기계", "로봇", "비행기", "노트북", "에어컨", "서버", "차", "오토바이", "자전거", "탱크", "드론", "휴대폰", "냉장고", "텔레비전", "스마트폰", "피아노", "전투기", "승용차", "전기차"];

    private static readonly string[] Carriers = ["열차", "항공", "항공기", "비행기", "여객기", "고속버스", "KTX", "SRT", "ITX", "대한항공", "아시아나"];

    private static readonly string[] People = ["손님", "선생님", "어르신", "고객님", "교수님", "어른", "회원님", "작가님", "참가자", "수강생"];
}
