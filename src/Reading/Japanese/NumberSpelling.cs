namespace Dubbing.Readings.Japanese;

/// <summary>
/// Before the words are looked up: writes numbers in kanji numerals, which the dictionary knows, and remembers where they stand and how
/// they are to be said. Dates, times, ranges, fractions, signs, money and units are spelled out.
/// </summary>
internal sealed class NumberSpelling
{
    private const int LongestWhole = 16;
    private static readonly string[] KanjiDigits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    // After a number, longest first; letter case counts (ｍＢ is no ＭＢ).
    private static readonly (string Written, string Spoken)[] Units =
    [
        ("ｋｍ／ｈ", "キロメートル毎時"), ("ｍ／ｓ２", "メートル毎秒毎秒"), ("ｍ／ｓ", "メートル毎秒"), ("ｋｃａｌ", "キロカロリー"), ("ｃａｌ", "カロリー"), ("ｋＷｈ", "キロワット時"),
        ("ｋｍ２", "平方キロメートル"), ("ｋ㎡", "平方キロメートル"), ("ｃｍ２", "平方センチメートル"), ("ｃｍ３", "立方センチメートル"), ("ｍ２", "平方メートル"), ("ｍ３", "立方メートル"),
        ("ｋＨｚ", "キロヘルツ"), ("ＭＨｚ", "メガヘルツ"), ("ＧＨｚ", "ギガヘルツ"), ("Ｈｚ", "ヘルツ"), ("Ｋｂｐｓ", "キロビーピーエス"), ("Ｍｂｐｓ", "メガビーピーエス"), ("Ｇｂｐｓ", "ギガビーピーエス"),
        ("ｄｐｉ", "ディーピーアイ"), ("ｆｐｓ", "エフピーエス"), ("ｒｐｍ", "アールピーエム"), ("ｈＰａ", "ヘクトパスカル"), ("ｍｍ", "ミリメートル"), ("ｃｍ", "センチメートル"), ("ｋｍ", "キロメートル"), ("Ｋｍ", "キロメートル"), ("ＫＭ", "キロメートル"),
        ("ｎｍ", "ナノメートル"), ("μｍ", "マイクロメートル"), ("ｍｇ", "ミリグラム"), ("ｋｇ", "キログラム"), ("Ｋｇ", "キログラム"), ("ＫＧ", "キログラム"), ("ｍｌ", "ミリリットル"), ("ｍＬ", "ミリリットル"), ("ｃｃ", "シーシー"),
        ("ｍｓ", "ミリ秒"), ("ｋＢ", "キロバイト"), ("ＫＢ", "キロバイト"), ("ＭＢ", "メガバイト"), ("ＧＢ", "ギガバイト"), ("ＴＢ", "テラバイト"), ("ｋＷ", "キロワット"), ("ｄＢ", "デシベル"), ("ｐｘ", "ピクセル"), ("ｈａ", "ヘクタール"),
        ("°Ｃ", "度"), ("℃", "度"), ("°", "度"), ("％", "パーセント"), ("ｐｔ", "ポイント"),
        ("ｍ", "メートル"), ("ｇ", "グラム"), ("ｔ", "トン"), ("ｌ", "リットル"), ("Ｌ", "リットル"), ("ℓ", "リットル"), ("Ｗ", "ワット"), ("Ｖ", "ボルト"), ("Ａ", "アンペア"), ("＄", "ドル"), ("￥", "円"), ("¥", "円"), ("€", "ユーロ"), ("￡", "ポンド"), ("£", "ポンド"), ("₩", "ウォン"),
    ];

    private static readonly string[] CodeNames = ["局番", "内線", "番号", "ＩＤ", "パスワード", "コード", "ナンバー", "請求書", "品番", "型番", "便名"];

    private static readonly string[] Matches = ["試合", "勝", "敗", "負け", "スコア", "引き分け", "得点", "同点", "逆転", "ゴール", "延長"];

    private readonly NormalizedText from;
    private readonly NormalizedText to = new();

    private NumberSpelling(NormalizedText from) => this.from = from;

    /// <summary>Whether a unit is one that this class spells after a number.</summary>
    /// <param name="written">In full-width letters.</param>
    public static bool KnowsUnit(string written) => Array.Exists(Units, u => u.Written == written.TrimStart('　'));

    /// <summary>The text with its numbers spelled and listed.</summary>
    public static NormalizedText Spell(NormalizedText text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsDigit(text[i]) || (text[i] is '、' or '・' && i > 0 && OneOf(text[i - 1]) > 0))
                return new NumberSpelling(text).Run();
        }

        return text;
    }

    private NormalizedText Run()
    {
        for (var i = 0; i < from.Length;)
        {
            if (Code(i) is { } code)
                i = code;
            else if (OneOf(from[i]) >= 0 && (At(i + 1) == '・' || At(i + 2) == '・') && Day(i) is { } day)
                i = day;
            else if (IsDigit(from[i]))
                i = Expression(i);
            else if (OneOf(from[i]) > 0 && !Kanji.Is(At(i - 1)) && About(i) is { } about)
                i = about;
            else if (from[i] == '〒' && IsDigit(At(i + 1)))
                i = PostCode(i);
            else if (from[i] is '￥' or '¥' or '＄' or '€' or '£' && IsDigit(At(i + 1)))
                i = Money(i);
            else if (from[i] is '－' or '＋' or '±' && IsDigit(At(i + 1)) && !IsAlphanumeric(At(i - 1)))
            {
                Say(from[i] switch { '－' => "マイナス", '＋' => "プラス", _ => "プラスマイナス" }, i, i + 1, "sign");
                i++;
            }
            else
            {
                var end = i + 1;
                while (end < from.Length && !IsDigit(from[end]) && !(IsLetter(from[end]) && !IsAlphanumeric(from[end - 1])) && OneOf(from[end]) <= 0 && from[end] is not ('〒' or '￥' or '¥' or '＄' or '€' or '£' or '－' or '＋' or '±'))
                    end++;
                to.Append(from, i, end);
                i = end;
            }
        }

        return to;
    }

    private char At(int i) => (uint)i < (uint)from.Length ? from[i] : '\0';

    /// <summary>B2B, HbA1c, G7: a code of letters and digits that the lexicon has whole.</summary>
    private int? Code(int start)
    {
        if (!IsAlphanumeric(from[start]) || IsAlphanumeric(At(start - 1)))
            return null;
        var (end, letters, digits) = (start, 0, 0);
        while (end < from.Length && IsAlphanumeric(from[end]) && end - start < LongestWhole)
        {
            (letters, digits) = IsDigit(from[end]) ? (letters, digits + 1) : (letters + 1, digits);
            end++;
        }

        if (letters == 0 || digits == 0 || IsAlphanumeric(At(end)) || LatinSpelling.Find(from.Text[start..end]) is not { } kana)
            return null;
        to.Names.Add(new NameSpan(to.Length, to.Length + kana.Length, -1));
        Say(kana, start, end, "english");
        return end;
    }

    private static readonly string[] Remembered = ["事件", "運動", "独立", "テロ", "同時", "革命", "震災", "政変", "クーデター", "暴動", "以降", "以後", "の"];

    /// <summary>二・二六事件, 5・15事件, 9・11: days that history is named after, a digit at a time; two moras each.</summary>
    private int? Day(int start)
    {
        var (first, dot) = (start, start);
        while (OneOf(At(dot)) >= 0)
            dot++;
        var end = dot + 1;
        while (OneOf(At(end)) >= 0)
            end++;
        var digits = string.Concat(Enumerable.Range(first, end - first).Where(i => i != dot).Select(i => KanjiDigits[OneOf(from[i])]));
        if (At(dot) != '・' || dot - first > 2 || end - dot - 1 is < 1 or > 2 || digits.Length < 2 || At(end) == '・' || OneOf(At(start - 1)) >= 0 || At(start - 1) is '・' or '．'
            || !Array.Exists(Remembered, r => Follows(end, r) && (r != "の" || digits.Length > 2)))
            return null;
        const string Names = "レーイチニーサンヨンゴーロクナナハチキュー";
        var kana = string.Concat(digits.Select(d => Names.Substring(Array.FindIndex(KanjiDigits, k => k[0] == d) switch { 9 => 18, var n => n * 2 }, d == '九' ? 3 : 2)));
        to.Names.Add(new NameSpan(to.Length, to.Length + kana.Length, 0));
        Say(kana, start, end, "date");
        return end;
    }

    /// <summary>One expression of digits and the signs between them; returns where it ends.</summary>
    private int Expression(int start)
    {
        var first = Scan(start);
        var next = At(first.End);
        if (About(start) is { } about)
            return about;
        if (Phone(start) is { } phone)
            return phone;
        if (first.IsPlain && first.Digits.Length > 2 && first.End == start + first.Digits.Length && Follows(first.End, "号室"))
        {
            Spelled(start, first.End, "マル");
            return first.End;
        }

        if (IsCode(start, first))
        {
            Spelled(start, ScanDigits(start).End);
            return ScanDigits(start).End;
        }

        if (Date(start, ScanDigits(start)) is { } date)
            return date;
        if (first.IsPlain && Time(start, first) is { } time)
            return time;
        if (Versioned(start, first) is { } version)
            return version;
        if (next == '／' && first.IsPlain && IsDigit(At(first.End + 1)) && MonthAndDay(start, first, ScanDigits(first.End + 1)) is { } monthAndDay)
            return monthAndDay;
        if (next == '／' && first.IsPlain && IsDigit(At(first.End + 1)))
        {
            // 3/4 is said with the denominator first.
            var second = Scan(first.End + 1);
            // 140/90mmHg, 50/60Hz: two values of a thing that is measured.
            if (second.IsPlain && first.Digits.Length > 1 && second.Digits.Length > 1 && (IsLetter(At(second.End)) || At(second.End) is >= 'ァ' and <= 'ヺ' || Compare(first, second) > 0))
            {
                Number(first, start);
                Say(Compare(first, second) > 0 ? "スラッシュ" : "、", first.End, first.End + 1, "sign");
                return first.End + 1;
            }

            if (second.IsPlain && At(second.End) != '／')
            {
                Number(second, first.End + 1);
                Say("分の", first.End, first.End + 1, "fraction");
                Number(first, start);
                return second.End;
            }
        }

        // 3D, 5G are English.
        if ((next, first.Digits) is ('Ｄ', "2" or "3") or ('Ｇ', "3" or "4" or "5" or "6") && first.IsPlain && !IsAlphanumeric(At(first.End + 1)))
        {
            Say(first.Digits switch { "2" => "ツー", "3" => "スリー", "4" => "フォー", "5" => "ファイブ", _ => "シックス" } + (next == 'Ｄ' ? "ディー" : "ジー"), start, first.End + 1, "english");
            return first.End + 1;
        }

        Number(first, start);
        if (next is '～' or '－' or 'ー' && IsDigit(At(first.End + 1)))
        {
            var second = Scan(first.End + 1);
            if (next != '～' && IsScore(start, second.End, first, second))
                Say("対", first.End, first.End + 1, "score");
            else if (next == '～' || (Compare(first, second) < 0 && At(second.End) is not ('－' or 'ー')))
                Say("から", first.End, first.End + 1, "range");
            else
                Say("の", first.End, first.End + 1, "hyphen");
            return Expression(first.End + 1);
        }

        if (next is '×' or '＋' or '÷' or '＝' && IsDigit(At(first.End + 1)))
        {
            // 45+2分: time added.
            Say(next switch { '×' => "かける", '＋' => At(Scan(first.End + 1).End) == '分' ? "プラス" : "たす", '÷' => "わる", _ => "は" }, first.End, first.End + 1, "sign");
            return first.End + 1;
        }

        // 9秒98.
        if (next == '秒' && ScanDigits(first.End + 1) is { Digits.Length: 1 or 2 } hundredths && !Kanji.Is(At(hundredths.End)) && At(hundredths.End) != '．')
        {
            to.Append(from, first.End, first.End + 1);
            Spelled(first.End + 1, hundredths.End);
            return hundredths.End;
        }

        // 3～5cm: the unit belongs to both.
        return Unit(first.End);
    }

    /// <summary>試合は3-2で勝った: small numbers near a word of matches.</summary>
    private bool IsScore(int start, int end, Scanned first, Scanned second)
    {
        if (first.Digits.Length > 2 || second.Digits.Length > 2 || first.HasDecimals || second.HasDecimals || At(end) is '－' or '／' || Kanji.Is(At(end)))
            return false;
        var near = from.Text.AsSpan(Math.Max(0, start - 12), Math.Min(from.Length, end + 8) - Math.Max(0, start - 12));
        foreach (var word in Matches)
        {
            if (near.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private int Unit(int at)
    {
        foreach (var (written, spoken) in Units)
        {
            if (!Follows(at, written))
                continue;
            var end = at + written.Length;
            if (IsLetter(written[^1]) && (IsLetter(At(end)) || IsDigit(At(end))))
                continue;
            Say(spoken, at, end, "unit");
            return end;
        }

        return at;
    }

    private bool Follows(int at, string written)
    {
        if (at + written.Length > from.Length)
            return false;
        for (var i = 0; i < written.Length; i++)
        {
            if (from[at + i] != written[i])
                return false;
        }

        return true;
    }

    private int Money(int sign)
    {
        var amount = Scan(sign + 1);
        Number(amount, sign + 1);
        var end = amount.End;
        while (At(end) is '万' or '億' or '兆' or '千')
        {
            to.Append(from, end, end + 1);
            end++;
        }

        Say(from[sign] switch { '＄' => "ドル", '€' => "ユーロ", '£' => "ポンド", _ => "円" }, sign, sign + 1, "money");
        return end;
    }

    /// <summary>03-1234-5678, 0120-444-444: digit by digit.</summary>
    private int? Phone(int start)
    {
        var (groups, digits, at) = (0, 0, start);
        while (IsDigit(At(at)))
        {
            while (IsDigit(At(at)))
                (at, digits) = (at + 1, digits + 1);
            groups++;
            if (At(at) is '－' or 'ー' && IsDigit(At(at + 1)))
                at++;
            else
                break;
        }

        // 486-2435: no range ends in four digits after three that are fewer.
        var isLocal = groups == 2 && digits is 6 or 7 or 8 && ScanDigits(start).Digits.Length is 2 or 3 or 4 && ScanDigits(ScanDigits(start).End + 1).Digits.Length == 4
            && !(ScanDigits(start).Digits.Length == 4 && At(start) is '１' or '２' && At(ScanDigits(start).End + 1) is '１' or '２');
        if (!isLocal && (digits is < 9 or > 11 || !(groups == 3 || (groups == 1 && At(start) == '０')) || (groups == 3 && ScanDigits(start).Digits.Length == 4 && At(start) != '０')))
            return null;
        for (var i = start; i < at;)
        {
            var end = i;
            while (end < at && IsDigit(At(end)))
                end++;
            Spelled(i, end);
            if (end < at)
                Say("、", end, end + 1, "phone number");
            i = end + 1;
        }

        return at;
    }

    /// <summary>2、3人: two or three.</summary>
    private int? About(int start)
    {
        var (first, second) = (OneOf(At(start)), OneOf(At(start + 2)));
        if (At(start + 1) != '、' || first < 1 || second != first + 1 || IsDigit(At(start)) != IsDigit(At(start + 2))
            || !Kanji.Is(At(start + 3)) || OneOf(At(start + 3)) >= 0 || At(start + 3) is '百' or '千' or '万' or '億' || (At(start - 1) == '、' && OneOf(At(start - 2)) >= 0))
            return null;
        var digits = string.Concat(first, second);
        var spelled = KanjiDigits[digits[0] - '0'] + KanjiDigits[digits[1] - '0'];
        to.Numbers.Add(new NumberSpan(to.Length, to.Length + 2, digits, "", false) { IsAbout = true });
        to.Append(spelled, from.Source(start, start + 3), new ReadingStep("number", $"{digits[0]}、{digits[1]}", spelled));
        return start + 3;
    }

    /// <summary>The value of a digit, kanji or not; −1 for other characters.</summary>
    private static int OneOf(char c) => IsDigit(c) ? c - '０' : c is >= '一' and <= '龥' or '〇' ? Array.FindIndex(KanjiDigits, d => d[0] == c) : -1;

    /// <summary>〒100-0001.</summary>
    private int PostCode(int sign)
    {
        Say("郵便番号", sign, sign + 1, "sign");
        var first = ScanDigits(sign + 1);
        Spelled(sign + 1, first.End);
        if (At(first.End) is not ('－' or 'ー') || !IsDigit(At(first.End + 1)))
            return first.End;
        Say("の", first.End, first.End + 1, "hyphen");
        var second = ScanDigits(first.End + 1);
        Spelled(first.End + 1, second.End);
        return second.End;
    }

    /// <summary>A number that names something is read digit by digit: 内線214, 暗証番号1234.</summary>
    private bool IsCode(int start, Scanned number)
    {
        if (number.HasDecimals || number.Digits.Length is < 3 or > LongestWhole || number.End != start + number.Digits.Length)
            return false;
        var at = start;
        while (at > 0 && from[at - 1] is '　' or '：' or 'は' or '＃' or 'の')
            at--;
        foreach (var name in CodeNames)
        {
            if (at >= name.Length && Follows(at - name.Length, name))
                return true;
        }

        return false;
    }

    /// <summary>2024/5/3, 2024-05-03, 2024.5.3.</summary>
    private int? Date(int start, Scanned year)
    {
        if (year.Digits.Length != 4 || At(year.End) is not ('／' or '－' or '．') || !IsDigit(At(year.End + 1)))
            return null;
        var month = ScanDigits(year.End + 1);
        if (At(month.End) != At(year.End) || !IsDigit(At(month.End + 1)) || month.Digits.Length > 2 || int.Parse(month.Digits, null) is 0 or > 12)
            return null;
        var day = ScanDigits(month.End + 1);
        if (day.Digits.Length > 2 || int.Parse(day.Digits, null) is 0 or > 31)
            return null;
        Number(year, start);
        Say("年", year.End, year.End + 1, "date");
        Number(month with { Digits = month.Digits.TrimStart('0') }, year.End + 1);
        Say("月", month.End, month.End + 1, "date");
        Number(day with { Digits = day.Digits.TrimStart('0') }, month.End + 1);
        Say("日", day.End - 1, day.End, "date");
        return day.End;
    }

    /// <summary>
    /// 12/9(火), 8/31まで, 12/1～12/7: no fraction, since a day of the week or another date stands beside it, or the line tells of days, or its upper part is
    /// the larger one and nothing is calculated.
    /// </summary>
    private int? MonthAndDay(int start, Scanned month, Scanned day)
    {
        if (month.Digits.Length > 2 || day.Digits.Length > 2 || At(day.End) is '／' or '．')
            return null;
        var (m, d) = (int.Parse(month.Digits, null), int.Parse(day.Digits, null));
        if (m is < 1 or > 12 || d is < 1 or > 31)
            return null;
        var named = At(day.End) == '（' && "月火水木金土日祝".Contains(At(day.End + 1), StringComparison.Ordinal) && At(day.End + 2) is '）' or '・' or '祝';
        var until = At(day.End) is '～' or '－' && IsDigit(At(day.End + 1)) && ScanDigits(day.End + 1) is var other && At(other.End) == '／' && IsDigit(At(other.End + 1));
        var since = start > 3 && At(start - 1) is '～' or '－' && IsDigit(At(start - 2)) && (At(start - 3) == '／' || At(start - 4) == '／');
        var follows = At(day.End) is '\0' or '　' or '、' or '。' or '（' or 'ま' or 'か' or 'に' or 'は' or 'も' or 'で' or 'の' or 'が' or 'よ' or '発' or '開' or '付' or '締' or '～';
        var told = follows && !Tells(Calculating) && (m > d || (d > 4 && Tells(Days)) || (d > 12 && At(day.End) is 'ま' or 'か' or 'よ' or '発' or '開' or '締'));
        if (!named && !until && !since && !told)
            return null;
        Number(month with { Digits = Short(month.Digits) }, start);
        Say("月", month.End, month.End + 1, "date");
        Number(day with { Digits = Short(day.Digits) }, month.End + 1);
        Say("日", day.End - 1, day.End, "date");
        if (!until)
            return day.End;
        Say("から", day.End, day.End + 1, "range");
        return Expression(day.End + 1);

        bool Tells(string[] words) => Array.Exists(words, w => from.Text.Contains(w, StringComparison.Ordinal));
    }

    private static readonly string[] Calculating = ["分数", "約分", "通分", "計算", "確率", "割", "倍", "＝", "＋", "×", "÷", "√", "値", "解", "比", "式", "傾き", "大さじ", "小さじ"];

    private static readonly string[] Days = ["曜", "日程", "締切", "締め切り", "〆切", "予定", "開催", "期間", "発売", "公開", "放送", "公演", "受付", "申込", "申し込み", "予約", "提出", "試験", "休講", "補講", "開講", "配信", "開始", "終了", "納品", "発送", "会議", "誕生日", "オープン", "リリース", "イベント", "キャンペーン", "セール", "メンテナンス", "アップデート", "スケジュール", "日付", "日時"];

    /// <summary>9:05, 13:30:15; with other digits, a ratio or score (3:2).</summary>
    private int? Time(int start, Scanned hour)
    {
        if (At(hour.End) != '：' || !IsDigit(At(hour.End + 1)))
            return null;
        var minute = ScanDigits(hour.End + 1);
        if (hour.Digits.Length > 2 || minute.Digits.Length != 2 || int.Parse(hour.Digits, null) > 24 || int.Parse(minute.Digits, null) > 59)
        {
            // 8080:80: ports.
            if (hour.Digits.Length is 4 or 5 && minute.Digits.Length is >= 2 and <= 5)
            {
                Spelled(start, hour.End);
                Say("コロン", hour.End, hour.End + 1, "sign");
                if (minute.Digits.Length > 3)
                    Spelled(hour.End + 1, minute.End);
                else
                    Number(minute, hour.End + 1);
                return minute.End;
            }

            Number(hour, start);
            Say("対", hour.End, hour.End + 1, "ratio");
            return hour.End + 1;
        }

        Number(hour with { Digits = Short(hour.Digits) }, start);
        Say("時", hour.End, hour.End + 1, "time");
        var end = minute.End;
        if (minute.Digits != "00")
        {
            Number(minute with { Digits = Short(minute.Digits) }, hour.End + 1);
            Say("分", minute.End - 1, minute.End, "time");
        }

        if (At(end) == '：' && IsDigit(At(end + 1)) && ScanDigits(end + 1) is { Digits.Length: 2 } second)
        {
            Number(second with { Digits = Short(second.Digits) }, end + 1);
            Say("秒", second.End - 1, second.End, "time");
            end = second.End;
        }

        return end;
    }

    private static string Short(string digits) => digits.TrimStart('0') is { Length: > 0 } some ? some : "0";

    /// <summary>1.2.3: every point is said.</summary>
    private int? Versioned(int start, Scanned first)
    {
        if (!first.HasDecimals || At(first.End) != '．' || !IsDigit(At(first.End + 1)))
            return null;
        var at = start;
        while (true)
        {
            var part = ScanDigits(at);
            Number(part, at);
            at = part.End;
            if (At(at) != '．' || !IsDigit(At(at + 1)))
                return at;
            Say("てん", at, at + 1, "version");
            at++;
        }
    }

    /// <summary>Digits with thousands commas and decimals.</summary>
    private Scanned Scan(int start)
    {
        var whole = ScanDigits(start);
        var (digits, end) = (whole.Digits, whole.End);
        if (digits.Length <= 3)
        {
            while (At(end) == '，' && IsDigit(At(end + 1)) && IsDigit(At(end + 2)) && IsDigit(At(end + 3)) && !IsDigit(At(end + 4)))
            {
                digits += ScanDigits(end + 1).Digits;
                end += 4;
            }
        }

        // 29、002 stands for 29,002.
        if (digits.Length <= 3 && end == whole.End && At(end) == '、' && !(At(start - 1) == '、' && IsDigit(At(start - 2))) && ScanDigits(end + 1) is { Digits: { Length: 3 } three } && (three[0] == '0' || digits.Length == 1))
            (digits, end) = (digits + three, end + 4);
        if (At(end) != '．' || !IsDigit(At(end + 1)))
            return new Scanned(digits, "", end);
        var decimals = ScanDigits(end + 1);
        return new Scanned(digits, decimals.Digits, decimals.End);
    }

    private Scanned ScanDigits(int start)
    {
        var end = start;
        while (IsDigit(At(end)))
            end++;
        return new Scanned(string.Create(end - start, (from, start), static (s, a) =>
        {
            for (var i = 0; i < s.Length; i++)
                s[i] = (char)(a.from[a.start + i] - '０' + '0');
        }), "", end);
    }

    private static int Compare(Scanned a, Scanned b) =>
        decimal.TryParse(a.Digits + "." + a.Decimals, System.Globalization.CultureInfo.InvariantCulture, out var x)
        && decimal.TryParse(b.Digits + "." + b.Decimals, System.Globalization.CultureInfo.InvariantCulture, out var y) ? x.CompareTo(y) : 0;

    private void Number(Scanned number, int start)
    {
        // Nobody says so large a number: its digits, one by one.
        if (number.Digits.Length > LongestWhole || (!number.HasDecimals && number.Digits is ['0', _, ..]))
        {
            Spelled(start, number.End, decimals: number.Decimals);
            return;
        }

        var source = from.Source(start, number.End);
        // 1000万 would be found as the word 千万.
        var spelled = number.Digits == "1000" && At(number.End) is '万' or '億' or '兆' ? "一千" : InKanji(Short(number.Digits));
        var typed = number.Digits + (number.HasDecimals ? "." + number.Decimals : "");
        to.Numbers.Add(new NumberSpan(to.Length, to.Length + spelled.Length, Short(number.Digits), number.Decimals, false));
        to.Append(spelled, source, new ReadingStep("number", typed, spelled + (number.HasDecimals ? "・" + number.Decimals : "")));
    }

    private void Spelled(int start, int end, string zero = "ゼロ", string decimals = "")
    {
        var digits = ScanDigits(start).Digits;
        var spelled = InDigits(digits);
        to.Numbers.Add(new NumberSpan(to.Length, to.Length + spelled.Length, digits, "", true) { Zero = zero });
        var (typed, said) = decimals.Length == 0 ? (digits, spelled) : (digits + "." + decimals, spelled + "点" + InDigits(decimals));
        to.Append(said, from.Source(start, end), new ReadingStep("digits", typed, said));
    }

    private static string InDigits(string digits) => string.Concat(digits.Select(d => KanjiDigits[d - '0']));

    private void Say(string spoken, int start, int end, string rule)
    {
        var source = from.Source(start, end);
        to.Append(spoken, source, new ReadingStep(rule, string.Create(end - start, (from, start), static (s, a) =>
        {
            for (var i = 0; i < s.Length; i++)
                s[i] = a.from[a.start + i];
        }), spoken));
    }

    private static string InKanji(string digits)
    {
        if (digits == "0")
            return "〇";
        string[] places = ["", "十", "百", "千"];
        string[] myriads = ["", "万", "億", "兆", "京"];
        var spelled = "";
        for (var group = (digits.Length - 1) / 4; group >= 0; group--)
        {
            var end = digits.Length - (4 * group);
            var four = digits[Math.Max(0, end - 4)..end];
            var part = "";
            for (var i = 0; i < four.Length; i++)
            {
                var (d, place) = (four[i] - '0', four.Length - 1 - i);
                if (d > 0)
                    part += (d == 1 && place > 0 && !(place == 3 && group > 0) ? "" : KanjiDigits[d]) + places[place];
            }

            if (part.Length > 0)
                spelled += part + myriads[group];
        }

        return spelled;
    }

    private static bool IsDigit(char c) => c is >= '０' and <= '９';

    private static bool IsLetter(char c) => c is (>= 'ａ' and <= 'ｚ') or (>= 'Ａ' and <= 'Ｚ');

    private static bool IsAlphanumeric(char c) => IsDigit(c) || IsLetter(c);

    /// <summary>Digits found in the text.</summary>
    private readonly record struct Scanned(string Digits, string Decimals, int End)
    {
        public bool HasDecimals => Decimals.Length > 0;

        public bool IsPlain => !HasDecimals;
    }
}

/// <summary>A number in a normalized text.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Digits">The whole part, 0–9.</param>
/// <param name="Decimals">What stands after the point; empty for none.</param>
/// <param name="DigitByDigit">Whether it is read so (telephone numbers, leading zeros).</param>
/// <param name="IsUnknown">何: the digits then are the place values after it (百, 千 …).</param>
internal sealed record NumberSpan(int Start, int End, string Digits, string Decimals, bool DigitByDigit, bool IsUnknown = false)
{
    /// <summary>Whether two digits in a row may mean one or the other (二三人).</summary>
    public bool IsAbout { get; init; }

    /// <summary>How 0 is said digit by digit.</summary>
    public string Zero { get; init; } = "ゼロ";
}
