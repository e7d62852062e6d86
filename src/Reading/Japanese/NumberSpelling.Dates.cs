namespace Dubbing.Readings.Japanese;

/// <summary>Telephone numbers, post codes, dates and times.</summary>
internal sealed partial class NumberSpelling
{
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
}
