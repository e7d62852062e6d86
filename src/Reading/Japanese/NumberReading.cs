namespace Dubbing.Readings.Japanese;

/// <summary>After the words were looked up: gives every number its reading, together with what it counts.</summary>
internal static class NumberReading
{
    private const string KanjiNumerals = "〇零一二三四五六七八九十百千万億兆";

    /// <summary>Replaces the words of numbers and counters in place.</summary>
    /// <param name="words">The words of the line.</param>
    /// <param name="text">The text they were found in, with its numbers.</param>
    /// <param name="lookUp">Words of another text, for what is left of a word that a number was cut out of.</param>
    public static void Apply(List<Word> words, NormalizedText text, Func<int, int, IEnumerable<Word>> lookUp)
    {
        foreach (var span in Spans(words, text))
        {
            var a = words.FindIndex(w => w.End > span.Start);
            var b = words.FindIndex(a < 0 ? 0 : a, w => w.End >= span.End);
            if (a < 0 || b < 0 || words[a].Start > span.Start)
                continue;

            // 第一, 統一 …: a word of its own that the digit is written in.
            if (words[a].Start < span.Start || (!text.Numbers.Contains(span) && span.Digits.Length < 4 && Lexicon.HasWord(text, span.Start, span.End)))
                continue;
            Replace(words, text, span, a, b, lookUp);
        }
    }

    private static void Replace(List<Word> words, NormalizedText text, NumberSpan span, int a, int b, Func<int, int, IEnumerable<Word>> lookUp)
    {
        var (end, counter) = FindCounter(words, text, span, b);
        var isFraction = At(text, span.End) == '分' && At(text, span.End + 1) == 'の' && (text.IsBy(span.End, "mathematical expression") || text.IsBy(span.End, "LaTeX") || IsNumberAt(words, text, span.End + 2));
        if (isFraction)
            (end, counter) = (span.End + 1, new Numerals.Counter("ブン", "-", "ヨン", "ナナ", "キュー", "flat", new Dictionary<string, (string, int)>()));

        // Nothing counted: a dictionary word that holds more than the number stays as it is (三角, 千葉).
        // So does one typed in digits, unless all that is left is a particle (A4で: no 四手).
        if (counter is null && words[b].End > span.End && a == b && !(text.Numbers.Contains(span) && words[a].Start == span.Start && Slice(text, span.End, words[b].End) is "で" or "に" or "の" or "と" or "は" or "も" or "が" or "を"))
            return;
        if (counter is null && span.IsUnknown && span.Digits.Length == 0)
            return;
        if (counter is null && !span.IsUnknown && !span.DigitByDigit && span.Decimals.Length == 0 && a == b && words[a].IsKnown && !text.IsBy(span.Start, "number"))
            return;
        while (b + 1 < words.Count && words[b].End < end)
            b++;

        var parts = Parts(span, words, a, counter);
        var replaced = new List<Word>();
        for (var i = 0; i < parts.Count; i++)
        {
            var isLast = i == parts.Count - 1;
            var partEnd = isLast ? Math.Max(end, span.End) : span.End;
            var word = new Word
            {
                Surface = isLast ? Slice(text, span.Start, partEnd) : "",
                Source = text.Source(span.Start, partEnd),
                Start = span.Start,
                End = partEnd,
                Class = "名詞",
                Sub1 = isLast && counter is not null ? "接尾" : "数",
                Sub2 = isLast && counter is not null ? "助数詞" : "*",
                Joins = i > 0 || !(a > 0 && words[a - 1].Class == "接頭詞" && words[a - 1].IsSpoken) ? false : null,
            };
            word.Steps.AddRange(text.Steps(span.Start, partEnd));
            word.Read(parts[i].Kana, parts[i].Accent, counter is not null && isLast ? "counter" : "number");
            replaced.Add(word);
        }

        if (words[b].End > Math.Max(end, span.End))
            replaced.AddRange(lookUp(Math.Max(end, span.End), words[b].End));
        words.RemoveRange(a, b - a + 1);
        words.InsertRange(a, replaced);
    }

    private static List<Numerals.Part> Parts(NumberSpan span, List<Word> words, int a, Numerals.Counter? counter)
    {
        List<Numerals.Part> parts;
        if (span.IsUnknown)
            parts = Numerals.Unknown(span.Digits);
        else if (span.DigitByDigit)
            parts = [Numerals.Spelled(span.Digits, zero: span.Zero)];
        else if (IsAbout(span) && counter is not null)
            return Numerals.About(span.Digits, counter);
        else if (span.Decimals.Length == 0)
            parts = Numerals.Whole(span.Digits);
        else
        {
            parts = Numerals.Whole(span.Digits);
            parts[^1] = WithPoint(parts[^1]);
            var decimals = Numerals.Spelled(span.Decimals, isLastDrawn: false);
            parts.Add(decimals with { Ending = span.Decimals[^1] });
        }

        if (counter is null)
            return parts;
        var number = span.IsUnknown || span.DigitByDigit || span.Decimals.Length > 0 ? "" : span.Digits;

        // The first of a month is ついたち; a day's length is いちにち.
        if (number == "1" && counter.Kana == "ニチ" && !(a > 0 && (words[a - 1].Spoken.EndsWith("ガツ", StringComparison.Ordinal) || words[a - 1].Surface is "毎月" or "今月" or "来月" or "先月" or "翌月" or "当月" or "元日")))
            parts = [new Numerals.Part("イチニチ", 4, '-')];
        else
            Numerals.Attach(parts, number, counter);
        return parts;
    }

    /// <summary>二三人, 二、三人: two or three.</summary>
    private static bool IsAbout(NumberSpan span) => span.IsAbout && span.Digits.Length == 2 && span.Digits[0] != '0' && span.Digits[1] == span.Digits[0] + 1;

    private static Numerals.Part WithPoint(Numerals.Part whole) => whole.Ending switch
    {
        '0' => new("レーテン", 1, '-'),
        '1' => new(whole.Kana[..^1] + "ッテン", whole.Kana.Length, '-'),
        '2' or '5' when whole.Kana.Length == 1 => new(whole.Kana + "ーテン", 1, '-'),
        '8' => new(whole.Kana[..^1] + "ッテン", whole.Kana.Length, '-'),
        'T' => new(whole.Kana[..^1] + "ッテン", whole.Accent, '-'),
        _ => new(whole.Kana + "テン", Math.Max(1, whole.Accent), '-'),
    };

    /// <summary>The longest counter after a number that ends where a word ends.</summary>
    private static (int End, Numerals.Counter? Counter) FindCounter(List<Word> words, NormalizedText text, NumberSpan span, int b)
    {
        for (var length = Math.Min(Numerals.LongestCounter, text.Length - span.End); length > 0; length--)
        {
            var end = span.End + length;
            if (!Numerals.TryGetCounter(Slice(text, span.End, end), out var counter) || (text[span.End] == '対' && IsNumberAt(words, text, end)))
                continue;
            // 4K ケー: no counter (四ケ) ends inside a name or a letter.
            if (text.Names.Exists(n => n.Start < end && end < n.End))
                continue;
            var i = b;
            while (i < words.Count && words[i].End < end)
                i++;
            // 3割2分: tenths of a tenth.
            if (length == 1 && text[span.End] == '分' && span.Start > 0 && text[span.Start - 1] == '割')
                counter = counter with { Kana = "ブ", Sound = "-", Accent = "last" };
            // 37度5分: tenths of a degree.
            if (length == 1 && text[span.End] == '分' && span.Start > 0 && text[span.Start - 1] == '度')
                counter = counter with { Kana = "ブ", Sound = "-", Accent = "last" };
            // 第1セット ダイイチセット: after 第 a loan word leaves the number as it is.
            if (span.Start > 0 && text[span.Start - 1] == '第' && text[span.End] is >= 'ァ' and <= 'ヺ')
                counter = counter with { Sound = "-" };
            if (i < words.Count && words[i].End == end)
                return (end, counter);
        }

        return (span.End, null);
    }

    private static bool IsNumberAt(List<Word> words, NormalizedText text, int position) =>
        text.Numbers.Exists(n => n.Start == position) || words.Exists(w => w.Start == position && w.Is("名詞", "数"))
        || (KanjiNumerals.Contains(At(text, position), StringComparison.Ordinal) && At(text, position + 1) == '拍');

    /// <summary>Numbers typed in digits, and runs of kanji numerals, from the last to the first.</summary>
    private static List<NumberSpan> Spans(List<Word> words, NormalizedText text)
    {
        var spans = new List<NumberSpan>(text.Numbers);
        for (var i = 0; i < words.Count; i++)
        {
            var first = i;
            if (words[i] is { Surface: "何", Sub1: "数" } || (words[i].Surface == "何" && i + 1 < words.Count && words[i + 1].Is("名詞", "接尾", "助数詞") && words[i + 1].Start == words[i].End))
            {
                while (i + 1 < words.Count && words[i + 1] is { Sub1: "数", Surface: "十" or "百" or "千" or "万" or "億" or "兆" })
                    i++;
                spans.Add(new NumberSpan(words[first].Start, words[i].End, Slice(text, words[first].End, words[i].End), "", false, true));
                continue;
            }

            if (!IsNumeral(words[i]))
                continue;
            while (i + 1 < words.Count && IsNumeral(words[i + 1]) && words[i + 1].Start == words[i].End)
                i++;
            var (start, end) = (words[first].Start, words[i].End);
            if (!text.Numbers.Exists(n => n.Start < end && n.End > start) && Value(Slice(text, start, end)) is { } digits)
                spans.Add(new NumberSpan(start, end, digits, "", false) { IsAbout = end - start == 2 && digits.Length == 2 && !Slice(text, start, end).Contains('十', StringComparison.Ordinal) });
            else
                Join(spans, text, start, end);
        }

        spans.Sort((x, y) => y.Start.CompareTo(x.Start));
        return spans;
    }

    /// <summary>3億5千万: digits and kanji numerals make one number.</summary>
    private static void Join(List<NumberSpan> spans, NormalizedText text, int start, int end)
    {
        var inside = spans.FindAll(n => n.Start >= start && n.End <= end && !n.DigitByDigit && n.Decimals.Length == 0);
        if (inside.Count == 0 || (inside.Count == 1 && inside[0].Start == start && inside[0].End == end))
            return;
        if (Value(Slice(text, start, end)) is not { } digits)
            return;
        spans.RemoveAll(inside.Contains);
        spans.Add(new NumberSpan(start, end, digits, "", false));
    }

    private static bool IsNumeral(Word word) => word.Is("名詞", "数") && word.Surface.Length > 0 && word.Surface.All(c => KanjiNumerals.Contains(c, StringComparison.Ordinal));

    /// <summary>The digits of a number in kanji; null when it is none.</summary>
    internal static string? Value(string kanji)
    {
        const string Ones = "〇一二三四五六七八九";
        static int One(char c) => c == '零' ? 0 : Ones.IndexOf(c, StringComparison.Ordinal);

        if (kanji.Length > 20)
            return null;
        if (kanji.Length > 1 && kanji.All(c => One(c) >= 0))
            return string.Concat(kanji.Select(c => One(c)));
        decimal total = 0, group = 0;
        var (digit, place, myriad) = (-1, 4, 4);
        foreach (var c in kanji)
        {
            if (One(c) >= 0)
            {
                if (digit >= 0)
                    return null;
                digit = One(c);
            }
            else if ("十百千".IndexOf(c, StringComparison.Ordinal) is >= 0 and var p)
            {
                if (p + 1 >= place)
                    return null;
                group += (digit < 0 ? 1 : digit) * (decimal)Math.Pow(10, p + 1);
                (digit, place) = (-1, p + 1);
            }
            else
            {
                var m = "万億兆".IndexOf(c, StringComparison.Ordinal) + 1;
                group += Math.Max(0, digit);
                if (m == 0 || m >= myriad || group == 0)
                    return null;
                total += group * (decimal)Math.Pow(10_000, m);
                (group, digit, place, myriad) = (0, -1, 4, m);
            }
        }

        total += group + Math.Max(0, digit);
        return total.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static char At(NormalizedText text, int i) => i < text.Length ? text[i] : '\0';

    private static string Slice(NormalizedText text, int start, int end) => text.Text.Substring(start, end - start);
}
