using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Dubbing.Readings.Correction;

namespace Dubbing.Readings.Korean;

/// <summary>
/// What is typed → what is said, in Hangul: digits by what they count, Latin letters, units, signs.
/// Every spoken syllable keeps the span it came from.
/// </summary>
internal sealed partial class Normaliser
{
    private readonly string text;
    private readonly List<Glyph> said = [];
    private readonly int[] map;
    private readonly KoreanWords settled;

    private Normaliser(string line, IReadOnlyList<SaidWord> marked, ReadingDictionary? dictionary)
    {
        (text, map) = Composed(line);
        settled = KoreanWords.Place(ref text, ref map, marked, dictionary);
    }

    /// <summary>Normalises one line.</summary>
    public static List<Glyph> Run(MarkedText line, ReadingDictionary? dictionary)
    {
        var n = new Normaliser(line.Spoken, line.Words, dictionary);
        for (var at = 0; at < n.text.Length;)
            at = n.Step(at);
        return n.said;
    }

    /// <summary>NFC and full-width forms folded, with a map from each unit to where it was typed.</summary>
    private static (string Text, int[] Map) Composed(string typed)
    {
        var text = new StringBuilder(typed.Length);
        var map = new List<int>(typed.Length + 1);
        for (var i = 0; i < typed.Length; i++)
        {
            var c = typed[i];
            if (c is >= '！' and <= '～')
                c = (char)(c - '！' + '!');
            if (c == '　' || char.IsWhiteSpace(c))
                c = ' ';
            // Conjoining jamo (decomposed Hangul, as macOS writes file names): compose with what stands before.
            if (text.Length > 0 && c is >= '\u1161' and <= '\u1175' && text[^1] is >= '\u1100' and <= '\u1112')
            {
                text[^1] = (char)('가' + (text[^1] - '\u1100') * 588 + (c - '\u1161') * 28);
                continue;
            }

            if (text.Length > 0 && c is >= '\u11A8' and <= '\u11C2' && Hangul.IsSyllable(text[^1]) && (text[^1] - '가') % 28 == 0)
            {
                text[^1] = (char)(text[^1] + (c - '\u11A7'));
                continue;
            }

            text.Append(c);
            map.Add(i);
        }

        map.Add(typed.Length);
        return (text.ToString(), [.. map]);
    }

    private SourceSpan Span(int from, int to) => new(map[from], map[to] - map[from]);

    private int Step(int at)
    {
        var c = text[at];
        if (Hangul.IsSyllable(c))
        {
            said.Add(new Glyph(c, Span(at, at + 1), []));
            return at + 1;
        }

        if (c == KoreanWords.Sign)
        {
            said.AddRange(settled.At(at));
            return at + 1;
        }

        if (c == ' ')
            return Boundary(at, ' ');
        if (char.IsAsciiDigit(c))
            return Number(at);
        if (char.IsAsciiLetter(c))
            return Latin(at);
        if (c is >= 'ㄱ' and <= 'ㅣ')
            return Jamo(at);
        if (c is '-' or '+' or '−' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (at == 0 || text[at - 1] is ' ' or '('))
        {
            Say(at, at + 1, c == '+' ? "플러스" : "마이너스", "sign");
            Boundary(at, ' ');
            return at + 1;
        }

        if (Gloss(at) is { } after)
            return after;
        if (Marks.TryGetValue(c, out var mark))
            return Boundary(at, mark);
        if (c is '$' or '₩' or '€' or '£' or '¥' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            return Number(at + 1, Currencies[c]);
        if (Symbols.TryGetValue(c, out var name))
        {
            Boundary(at, ' ');
            Say(at, at + 1, name, "symbol");
            Boundary(at, ' ');
        }

        return Foreign(at); // silent: emoji and everything else
    }

    private int Boundary(int at, char mark)
    {
        // A sentence mark between digits or letters ("3.5", "a.b") is handled there; several marks in a row count once, the strongest.
        if (said.Count > 0 && said[^1].Char is ' ' or ',' or '.' or '?' or '!')
        {
            if (Strength(mark) > Strength(said[^1].Char))
                said[^1] = new Glyph(mark, Span(at, at + 1), []);
        }
        else if (said.Count > 0)
            said.Add(new Glyph(mark, Span(at, at + 1), []));
        return at + 1;
    }

    private static int Strength(char mark) => mark switch { ' ' => 0, ',' => 1, '.' => 2, '!' => 3, _ => 4 };

    private void Say(int from, int to, string hangul, string rule)
    {
        var step = new ReadingStep(rule, text[from..to], hangul);
        var span = Span(from, to);
        foreach (var c in hangul)
            said.Add(new Glyph(c, c == ' ' ? span with { Length = 0 } : span, [step]));
    }

    // ---- numbers

    private int Number(int at, string? currency = null)
    {
        var from = currency is null ? at : at - 1;
        if (currency is null && (Phone(at) ?? Date(at) ?? Clock(at) ?? Fraction(at)) is { } done)
            return done;
        var end = Digits(at, out var digits);
        var rest = end;
        string? decimals = null;
        if (rest + 1 < text.Length && text[rest] == '.' && char.IsAsciiDigit(text[rest + 1]))
        {
            var stop = rest + 1;
            while (stop < text.Length && char.IsAsciiDigit(text[stop]))
                stop++;
            decimals = text[(rest + 1)..stop];
            rest = stop;
        }

        // A version or an outline number: 2.0.1
        while (decimals is not null && rest + 1 < text.Length && text[rest] == '.' && char.IsAsciiDigit(text[rest + 1]))
        {
            var stop = rest + 1;
            while (stop < text.Length && char.IsAsciiDigit(text[stop]))
                stop++;
            decimals += "." + text[(rest + 1)..stop];
            rest = stop;
        }

        if (currency is not null)
        {
            var large = LargeUnit(rest);
            Say(from, rest + large.Length, Plain(digits, decimals) + large + " " + currency, "money");
            return rest + large.Length;
        }

        if (decimals is null && Range(at, end, digits) is { } ranged)
            return ranged;
        var unit = Unit(rest);
        if (unit is { } u)
        {
            Say(at, rest, Plain(digits, decimals), "number");
            Boundary(rest, ' ');
            Say(rest, rest + u.Length, u.Name, "unit");
            return rest + u.Length;
        }

        var spoken = decimals is not null ? Plain(digits, decimals) : Counted(digits, at, rest);
        Say(at, rest, spoken, "number");
        Apart(rest);
        return rest;
    }

    /// <summary>A counter is a word of its own (세 개, 이천이십사 년); particles, months and 만, 억 … lean on the number.</summary>
    private void Apart(int at)
    {
        if (at < text.Length && Hangul.IsSyllable(text[at]) && !"월일만억조천백십".Contains(text[at], StringComparison.Ordinal) && !Particles.Any(p => Starts(at, p)))
            said.Add(new Glyph(' ', Span(at, at), []));
    }

    private static string Plain(string digits, string? decimals) => decimals is null
        ? NumberWords.Sino(digits)
        : NumberWords.Sino(digits) + string.Concat(decimals.Split('.').Select(d => "쩜" + NumberWords.Spelled(d, '영')));

    private string LargeUnit(int at) => at < text.Length && text[at] is '만' or '억' or '조' or '천' or '백' ? text[at..(at + 1)] : "";

    /// <summary>How the number is said before what follows it.</summary>
    private string Counted(string digits, int at, int end)
    {
        if (said.Count > 0 && said[^1].Char == '제')
            return NumberWords.Sino(digits);
        var next = end < text.Length && text[end] == ' ' ? end + 1 : end;
        if (Starts(next, "월"))
        {
            if (digits is "6" or "06")
                return "유";
            if (digits == "10")
                return "시";
            return NumberWords.Sino(digits.TrimStart('0') is { Length: > 0 } month ? month : "0");
        }

        if (Starts(end, "일") || Starts(end, "분") || Starts(end, "초") || Starts(end, "시"))
            digits = digits.TrimStart('0') is { Length: > 0 } short1 ? short1 : "0";
        if (Starts(next, "번째"))
            return digits == "1" ? "첫" : NumberWords.Native(digits, counted: true);
        if (digits.Length <= 4 && Starts(next, "번") && !FollowsNumbered(next + 1))
            return digits.Length <= 2 && int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) <= 20 ? NumberWords.Native(digits, true) : NumberWords.Sino(digits);
        if (Starts(next, "시") && !Starts(next, "시간") && digits.Length <= 2 && !HangulAfter(next + 1, "시리즈시즌시스템"))
        {
            var hour = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
            return hour is >= 1 and <= 12 ? NumberWords.Native(digits, true) : NumberWords.Sino(digits);
        }

        foreach (var counter in NativeCounters)
        {
            if (counter != "번" && Starts(next, counter) && EndsCounter(next + counter.Length, counter))
                return NumberWords.Native(digits, counted: true);
        }

        return NumberWords.Sino(digits);
    }

    private bool Starts(int at, string word) => at >= 0 && at < text.Length && text.AsSpan(at).StartsWith(word, StringComparison.Ordinal);

    private bool HangulAfter(int at, string words) => at < text.Length && Hangul.IsSyllable(text[at]) && words.Contains(string.Concat("시", text.AsSpan(at, 1)), StringComparison.Ordinal);

    /// <summary>3번 출구, 7번 버스: a name, not a count.</summary>
    private bool FollowsNumbered(int at)
    {
        var next = at < text.Length && text[at] == ' ' ? at + 1 : at;
        return Numbered.Any(n => Starts(next, n));
    }

    /// <summary>A counter ends where a particle, a space or a sign follows, so that 개 in 개월 and 장 in 장면 do not count.</summary>
    private bool EndsCounter(int at, string counter)
    {
        if (at >= text.Length || !Hangul.IsSyllable(text[at]))
            return true;
        return !NotCounters.Any(n => n.StartsWith(counter, StringComparison.Ordinal) && Starts(at - counter.Length, n));
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

        bool Thousands(int comma) => kept.Length is > 0 and <= 24 && comma + 3 < text.Length && char.IsAsciiDigit(text[comma + 1]) && char.IsAsciiDigit(text[comma + 2]) && char.IsAsciiDigit(text[comma + 3])
            && (comma + 4 >= text.Length || !char.IsAsciiDigit(text[comma + 4]));
    }

    private int Run(int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - at;
    }

    private int? Phone(int at)
    {
        var a = Run(at);
        if (a is < 2 or > 4 || at + a >= text.Length || text[at + a] != '-')
            return null;
        var b = Run(at + a + 1);
        if (b is < 3 or > 4)
            return null;
        var end = at + a + 1 + b;
        var c = end < text.Length && text[end] == '-' ? Run(end + 1) : 0;
        if (c != 4 && !(c == 0 && a >= 3 && b == 4))
            return null;
        Say(at, at + a, NumberWords.Spelled(text.AsSpan(at, a)), "phone number");
        Boundary(at + a, ' ');
        Say(at + a + 1, end, NumberWords.Spelled(text.AsSpan(at + a + 1, b)), "phone number");
        if (c == 0)
            return end;
        Boundary(end, ' ');
        Say(end + 1, end + 1 + c, NumberWords.Spelled(text.AsSpan(end + 1, c)), "phone number");
        return end + 1 + c;
    }

    private int? Date(int at)
    {
        if (Run(at) != 4)
            return null;
        var sign = at + 4 < text.Length ? text[at + 4] : ' ';
        if (sign is not ('-' or '/' or '.'))
            return null;
        var m = Run(at + 5);
        if (m is < 1 or > 2 || at + 5 + m >= text.Length || text[at + 5 + m] != sign)
            return null;
        var d = Run(at + 6 + m);
        var month = int.Parse(text.AsSpan(at + 5, m), System.Globalization.CultureInfo.InvariantCulture);
        if (d is < 1 or > 2 || month is < 1 or > 12)
            return null;
        var end = at + 6 + m + d;
        Say(at, at + 4, NumberWords.Sino(text.AsSpan(at, 4)) + " 년", "date");
        Boundary(at + 4, ' ');
        Say(at + 5, at + 5 + m, (month switch { 6 => "유", 10 => "시", _ => NumberWords.Sino(Short(at + 5, m)) }) + "월", "date");
        Boundary(at + 5 + m, ' ');
        Say(at + 6 + m, end, NumberWords.Sino(Short(at + 6 + m, d)) + "일", "date");
        return end;
    }

    private string Short(int at, int length) => text.Substring(at, length).TrimStart('0') is { Length: > 0 } s ? s : "0";

    private int? Clock(int at)
    {
        var h = Run(at);
        if (h is < 1 or > 2 || at + h >= text.Length || text[at + h] != ':' || Run(at + h + 1) != 2)
            return null;
        var hour = int.Parse(text.AsSpan(at, h), System.Globalization.CultureInfo.InvariantCulture);
        var minute = int.Parse(text.AsSpan(at + h + 1, 2), System.Globalization.CultureInfo.InvariantCulture);
        if (hour > 24 || minute > 59)
            return null;
        var end = at + h + 3;
        Say(at, at + h, (hour is >= 1 and <= 12 ? NumberWords.Native(Short(at, h), true) : NumberWords.Sino(Short(at, h))) + " 시", "time");
        if (minute > 0)
        {
            Boundary(at + h, ' ');
            Say(at + h + 1, end, NumberWords.Sino(Short(at + h + 1, 2)) + " 분", "time");
        }

        return end;
    }

    private int? Fraction(int at)
    {
        var a = Run(at);
        if (a is < 1 or > 2 || at + a + 1 >= text.Length || text[at + a] != '/')
            return null;
        var b = Run(at + a + 1);
        var end = at + a + 1 + b;
        if (b is < 1 or > 3 || (end < text.Length && text[end] == '/'))
            return null;
        Say(at, end, NumberWords.Sino(text.AsSpan(at + a + 1, b)) + "분의 " + NumberWords.Sino(text.AsSpan(at, a)), "fraction");
        return end;
    }

    private int? Range(int at, int end, string digits)
    {
        if (end + 1 >= text.Length || text[end] is not ('~' or '∼' or '–') || !char.IsAsciiDigit(text[end + 1]))
            return null;
        var stop = Digits(end + 1, out var second);
        var unit = Unit(stop);
        var firstSaid = unit is null ? Counted(digits, at, stop) : NumberWords.Sino(digits);
        var secondSaid = unit is null ? Counted(second, end + 1, stop) : NumberWords.Sino(second);
        if (unit is null && firstSaid != NumberWords.Sino(digits))
        {
            var next = stop < text.Length && text[stop] == ' ' ? stop + 1 : stop;
            var counter = NativeCounters.FirstOrDefault(c => Starts(next, c)) ?? "";
            firstSaid += " " + counter;
        }

        Say(at, end, firstSaid, "number");
        Say(end, end + 1, "에서", "range");
        Boundary(end, ' ');
        Say(end + 1, stop, secondSaid, "number");
        if (unit is not { } u)
        {
            Apart(stop);
            return stop;
        }

        Boundary(stop, ' ');
        Say(stop, stop + u.Length, u.Name, "unit");
        return stop + u.Length;
    }

    private (int Length, string Name)? Unit(int at)
    {
        var from = at < text.Length && text[at] == ' ' ? at + 1 : at;
        foreach (var (sign, name) in Units)
        {
            if (!Starts(from, sign))
                continue;
            var end = from + sign.Length;
            if (char.IsAsciiLetter(sign[^1]) && end < text.Length && char.IsAsciiLetter(text[end]))
                continue;
            return (end - at, name);
        }

        return null;
    }

    // ---- Latin letters

    private int Latin(int at)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || (text[end] is '\'' or '’' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]))))
            end++;
        var word = text[at..end];
        if (at > 0 && said.Count > 0 && said[^1].IsSyllable && char.IsAsciiDigit(text[at - 1]) && word.Length > 2)
            Boundary(at, ' ');
        if (Loanwords.TryGet(word, out var hangul))
            Say(at, end, hangul, "loanword");
        else if (EnglishWords.IsSpelled(word))
            Say(at, end, EnglishWords.Spelled(word), "letters");
        else
            Say(at, end, EnglishWords.Transcribed(word), "외래어 표기법");
        return end;
    }

    // ---- stray jamo

    private int Jamo(int at)
    {
        var end = at;
        while (end < text.Length && text[end] == text[at])
            end++;
        var count = Math.Min(end - at, 3);
        switch (text[at])
        {
            case 'ㅋ':
                Say(at, end, new string('크', count), "laughter");
                break;
            case 'ㅎ':
                Say(at, end, new string('흐', count), "laughter");
                break;
            case 'ㅠ' or 'ㅜ' when end - at > 1:
                break;
            default:
                if (end - at == 1 && JamoNames.TryGetValue(text[at], out var name))
                    Say(at, end, name, "자모 이름");
                break;
        }

        return end;
    }

    private static readonly FrozenDictionary<char, char> Marks = new Dictionary<char, char>
    {
        [','] = ',', ['、'] = ',', [';'] = ',', [':'] = ',', ['('] = ',', [')'] = ',', ['['] = ',', [']'] = ',', ['—'] = ',', ['―'] = ',', ['–'] = ',', ['·'] = ' ', ['ㆍ'] = ' ', ['/'] = ' ', ['_'] = ' ', ['-'] = ' ', ['|'] = ',',
        ['.'] = '.', ['。'] = '.', ['…'] = '.', ['?'] = '?', ['!'] = '!', ['〈'] = ' ', ['〉'] = ' ', ['《'] = ' ', ['》'] = ' ', ['「'] = ' ', ['」'] = ' ', ['~'] = ' ',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> Symbols = new Dictionary<char, string>
    {
        ['%'] = "퍼센트", ['&'] = "앤드", ['@'] = "앳", ['#'] = "샵", ['+'] = "더하기", ['×'] = "곱하기", ['÷'] = "나누기", ['='] = "는", ['℃'] = "도", ['㎏'] = "킬로그램", ['㎞'] = "킬로미터", ['㎝'] = "센티미터", ['㎜'] = "밀리미터", ['㎡'] = "제곱미터", ['㎖'] = "밀리리터", ['™'] = "티엠", ['№'] = "번호",
        ['Ⅰ'] = "일", ['Ⅱ'] = "이", ['Ⅲ'] = "삼", ['Ⅳ'] = "사", ['Ⅴ'] = "오", ['Ⅵ'] = "육", ['Ⅶ'] = "칠", ['Ⅷ'] = "팔", ['Ⅸ'] = "구", ['Ⅹ'] = "십", ['①'] = "일", ['②'] = "이", ['③'] = "삼", ['④'] = "사", ['⑤'] = "오", ['α'] = "알파", ['β'] = "베타", ['π'] = "파이", ['Ω'] = "옴",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> Currencies = new Dictionary<char, string>
    {
        ['$'] = "달러", ['₩'] = "원", ['€'] = "유로", ['£'] = "파운드", ['¥'] = "엔",
    }.ToFrozenDictionary();

    // Longest first: km/h before km before k.
    private static readonly (string Sign, string Name)[] Units = new (string, string)[]
    {
        ("%p", "퍼센트포인트"), ("%", "퍼센트"), ("‰", "퍼밀"), ("℃", "도"), ("°C", "도"), ("°", "도"), ("km/h", "킬로미터 퍼 아워"), ("m/s", "미터 퍼 세크"), ("km", "킬로미터"), ("cm", "센티미터"), ("mm", "밀리미터"), ("nm", "나노미터"), ("m²", "제곱미터"), ("㎡", "제곱미터"), ("m", "미터"),
        ("kg", "킬로그램"), ("mg", "밀리그램"), ("g", "그램"), ("t", "톤"), ("㎏", "킬로그램"), ("㎞", "킬로미터"), ("㎝", "센티미터"), ("㎜", "밀리미터"), ("㎖", "밀리리터"), ("mL", "밀리리터"), ("ml", "밀리리터"), ("L", "리터"), ("ℓ", "리터"),
        ("KB", "킬로바이트"), ("MB", "메가바이트"), ("GB", "기가바이트"), ("TB", "테라바이트"), ("Mbps", "메가비피에스"), ("Gbps", "기가비피에스"), ("kHz", "킬로헤르츠"), ("MHz", "메가헤르츠"), ("GHz", "기가헤르츠"), ("Hz", "헤르츠"), ("kWh", "킬로와트시"), ("kW", "킬로와트"), ("W", "와트"), ("V", "볼트"), ("mA", "밀리암페어"), ("A", "암페어"),
        ("dB", "데시벨"), ("fps", "에프피에스"), ("px", "픽셀"), ("kcal", "킬로칼로리"), ("cal", "칼로리"), ("ms", "밀리초"), ("ha", "헥타르"), ("cc", "시시"), ("ppm", "피피엠"), ("rpm", "알피엠"),
    }.OrderByDescending(u => u.Item1.Length).ToArray();

    private static readonly string[] NativeCounters =
    [
        "시간", "가지", "마리", "군데", "그루", "송이", "켤레", "사람", "바퀴", "방울", "봉지", "상자", "조각", "차례", "포기", "그릇", "모금", "묶음", "다발", "걸음", "마디", "박자", "자루", "꾸러미", "꼭지", "스푼", "숟가락", "젓가락", "움큼", "토막", "갈래", "뼘", "아름",
        "개", "명", "살", "권", "장", "병", "잔", "대", "달", "벌", "채", "척", "통", "판", "곡", "편", "줄", "칸", "쌍", "배", "끼", "곳", "발", "알", "컵", "입", "톨", "돌", "코", "번", "팀", "집", "팩", "캔", "손", "닢", "모",
    ];

    // Words that begin like a counter and are none.
    private static readonly string[] NotCounters =
    [
        "개월", "개년", "개국", "개소", "개사", "개교", "명령", "장면", "장관", "대학", "대회", "대통령", "대한", "대기업", "대강", "대비", "달러", "통신", "통화", "판매", "편의", "배터리", "배속", "배율", "발표", "발전", "집중", "팀장", "장비", "대문", "모델", "모금", "코스", "코어", "손가락", "개편", "개발", "개혁", "개인", "번호", "번지", "번길", "장애", "채널", "곡선", "입력", "돌파", "명시", "권역", "병원", "살균", "통계", "통합", "대륙", "대중", "대역", "병동", "장조", "대조",
    ];

    private static readonly string[] Particles =
        ["은", "는", "이라", "이었", "이에", "이고", "이며", "이다", "이자", "이니", "이면", "입", "인데", "인 ", "가 ", "이 ", "을", "를", "의", "에", "로", "으로", "과", "와", "도 ", "까지", "부터", "보다", "처럼", "라", "였", "예요", "이나", "나 ", "랑", "하고"];

    private static readonly string[] Numbered = ["출구", "버스", "문제", "방", "홈", "트랙", "슬라이드", "국도", "선수", "타자", "게이트", "창구", "좌석", "채널", "국번", "지방도", "줄", "보기", "항목", "카메라", "레인", "참가자", "고객", "그림", "사진", "버튼", "유형", "노선", "마을버스", "척추", "염색체"];

    private static readonly FrozenDictionary<char, string> JamoNames = new Dictionary<char, string>
    {
        ['ㄱ'] = "기역", ['ㄴ'] = "니은", ['ㄷ'] = "디귿", ['ㄹ'] = "리을", ['ㅁ'] = "미음", ['ㅂ'] = "비읍", ['ㅅ'] = "시옷", ['ㅇ'] = "이응", ['ㅈ'] = "지읒", ['ㅊ'] = "치읓", ['ㅋ'] = "키읔", ['ㅌ'] = "티읕", ['ㅍ'] = "피읖", ['ㅎ'] = "히읗",
        ['ㄲ'] = "쌍기역", ['ㄸ'] = "쌍디귿", ['ㅃ'] = "쌍비읍", ['ㅆ'] = "쌍시옷", ['ㅉ'] = "쌍지읒",
        ['ㅏ'] = "아", ['ㅐ'] = "애", ['ㅑ'] = "야", ['ㅒ'] = "얘", ['ㅓ'] = "어", ['ㅔ'] = "에", ['ㅕ'] = "여", ['ㅖ'] = "예", ['ㅗ'] = "오", ['ㅘ'] = "와", ['ㅙ'] = "왜", ['ㅚ'] = "외", ['ㅛ'] = "요", ['ㅜ'] = "우", ['ㅝ'] = "워", ['ㅞ'] = "웨", ['ㅟ'] = "위", ['ㅠ'] = "유", ['ㅡ'] = "으", ['ㅢ'] = "의", ['ㅣ'] = "이",
    }.ToFrozenDictionary();
}
