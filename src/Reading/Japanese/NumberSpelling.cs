namespace Dubbing.Readings.Japanese;

/// <summary>
/// Before the words are looked up: writes numbers in kanji numerals, which the dictionary knows, and remembers where they stand and how
/// they are to be said. Dates, times, ranges, fractions, signs, money and units are spelled out.
/// </summary>
internal sealed partial class NumberSpelling
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

    // 6-4、3-6、7-5: a score for each set.
    private static readonly string[] Sets = ["セット", "ゲーム", "勝", "敗", "決勝", "準決勝", "試合", "ストレート"];

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

        // 4K, 8K: lines of a screen, and no place with that name (四ケ).
        if (next == 'Ｋ' && first is { Digits: "2" or "4" or "5" or "6" or "8", IsPlain: true } && !IsAlphanumeric(At(first.End + 1)))
        {
            Say(first.Digits switch { "2" => "ニ", "4" => "ヨン", "5" => "ゴ", "6" => "ロク", _ => "ハチ" } + "ケー", start, first.End + 1, "english");
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
        if ((IsPair(end + 1) && At(end) is '、' or '，') || (At(start - 1) is '、' or '，' && IsDigit(At(start - 2)) && (At(start - 3) is '－' or 'ー' || (IsDigit(At(start - 3)) && At(start - 4) is '－' or 'ー'))))
        {
            foreach (var word in Sets)
            {
                if (from.Text.Contains(word, StringComparison.Ordinal))
                    return true;
            }
        }

        var near = from.Text.AsSpan(Math.Max(0, start - 12), Math.Min(from.Length, end + 8) - Math.Max(0, start - 12));
        foreach (var word in Matches)
        {
            if (near.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether two numbers of a digit or two stand at a place, a hyphen between them.</summary>
    private bool IsPair(int at)
    {
        at = At(at) == '　' ? at + 1 : at;
        var dash = IsDigit(At(at)) ? IsDigit(At(at + 1)) ? at + 2 : at + 1 : 0;
        return dash > 0 && At(dash) is '－' or 'ー' && IsDigit(At(dash + 1)) && !(IsDigit(At(dash + 2)) && IsDigit(At(dash + 3)));
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

    private void Say(string spoken, int start, int end, string rule)
    {
        var source = from.Source(start, end);
        to.Append(spoken, source, new ReadingStep(rule, string.Create(end - start, (from, start), static (s, a) =>
        {
            for (var i = 0; i < s.Length; i++)
                s[i] = a.from[a.start + i];
        }), spoken));
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
