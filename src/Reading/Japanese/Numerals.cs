using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Dubbing.Readings.Japanese;

/// <summary>How numbers are said: place values, the changes between number and counter (三本 さんぼん), and their accents.</summary>
internal static class Numerals
{
    private static readonly string[] Digits = ["ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー"];
    private static readonly int[] DigitAccents = [1, 2, 1, 0, 1, 1, 2, 1, 2, 1];

    // Digit by digit, the short ones are drawn out so that each takes two moras.
    private static readonly string[] DrawnDigits = ["ゼロ", "イチ", "ニー", "サン", "ヨン", "ゴー", "ロク", "ナナ", "ハチ", "キュー"];
    private static readonly (string Kana, int Accent)[] Tens =
        [("", 0), ("ジュー", 1), ("ニジュー", 1), ("サンジュー", 1), ("ヨンジュー", 1), ("ゴジュー", 2), ("ロクジュー", 3), ("ナナジュー", 2), ("ハチジュー", 3), ("キュージュー", 1)];

    private static readonly (string Kana, int Accent)[] Hundreds =
        [("", 0), ("ヒャク", 2), ("ニヒャク", 3), ("サンビャク", 1), ("ヨンヒャク", 1), ("ゴヒャク", 3), ("ロッピャク", 4), ("ナナヒャク", 2), ("ハッピャク", 4), ("キューヒャク", 1)];

    private static readonly (string Kana, int Accent)[] Thousands =
        [("", 0), ("セン", 1), ("ニセン", 2), ("サンゼン", 3), ("ヨンセン", 3), ("ゴセン", 2), ("ロクセン", 3), ("ナナセン", 3), ("ハッセン", 3), ("キューセン", 3)];

    private static readonly int[] TeenAccents = [1, 4, 3, 1, 1, 1, 4, 3, 4, 1];
    private static readonly string[] Myriads = ["", "マン", "オク", "チョー", "ケー"];
    private static readonly FrozenDictionary<string, Counter> Counters = Load();

    /// <summary>The longest spelling of a counter.</summary>
    public static int LongestCounter { get; } = Counters.Keys.Max(k => k.Length);

    /// <summary>Finds a counter by its spelling.</summary>
    public static bool TryGetCounter(string spelling, out Counter counter) => Counters.TryGetValue(spelling, out counter!);

    /// <summary>The parts of a whole number, each an accent phrase; the last may still take a counter.</summary>
    /// <param name="digits">0–9, at most 20.</param>
    public static List<Part> Whole(string digits)
    {
        var value = digits.TrimStart('0');
        if (value.Length == 0)
            return [new Part("ゼロ", 1, '0')];
        var parts = new List<Part>();
        for (var group = (value.Length - 1) / 4; group >= 0; group--)
        {
            var end = value.Length - (4 * group);
            var four = value[Math.Max(0, end - 4)..end].PadLeft(4, '0');
            Group(four, group, parts);
        }

        return parts;
    }

    /// <summary>何, 何百, 何千万: an unknown number with its place values.</summary>
    /// <param name="places">What follows 何: 十百千万億兆, or nothing.</param>
    public static List<Part> Unknown(string places)
    {
        var part = new Part("ナン", 1, '?');
        foreach (var place in places)
        {
            part = place switch
            {
                '十' => new Part(part.Kana + "ジュー", 1, 'T'),
                '百' => new Part(part.Kana + "ビャク", 1, 'H'),
                '千' => new Part(part.Kana + "ゼン", 1, 'S'),
                '万' => new Part(part.Kana + "マン", 1, 'M'),
                '億' => new Part(part.Kana + "オク", 1, 'M'),
                _ => new Part(part.Kana + "チョー", 1, 'M'),
            };
        }

        return [part];
    }

    /// <summary>Digits read one by one.</summary>
    /// <param name="digits">0–9.</param>
    /// <param name="isLastDrawn">Whether the last digit is drawn out too, as in telephone numbers but not in decimals.</param>
    /// <param name="zero">How 0 is said: ゼロ, in room numbers マル.</param>
    public static Part Spelled(string digits, bool isLastDrawn = true, string zero = "ゼロ")
    {
        var kana = digits.Length == 1 ? Digits[digits[0] - '0'] : string.Concat(digits.Select((d, i) => d == '0' ? zero : (i < digits.Length - 1 || isLastDrawn ? DrawnDigits : Digits)[d - '0']));
        return new Part(kana, digits.Length == 1 ? DigitAccents[digits[0] - '0'] : 1, '-');
    }

    /// <summary>二三人 ニサンニン, 四五日 シゴニチ: one or the other.</summary>
    /// <param name="digits">Two digits that follow each other.</param>
    /// <param name="counter">What is counted.</param>
    public static List<Part> About(string digits, Counter counter)
    {
        var first = digits[0] switch { '4' => "シ", '7' => "シチ", '8' => "ハッ", _ => Digits[digits[0] - '0'] };
        var second = new Part(digits[1] switch { '7' => "シチ", '9' => "ク", _ => Digits[digits[1] - '0'] }, 1, digits[1] switch { '7' or '9' => '-', var d => d });
        var parts = new List<Part> { second };
        Attach(parts, "", counter.Four == "ヨッカ" && digits[1] != '4' ? counter with { Four = "ヨン" } : counter);
        if (counter.Four == "ヨッカ" && digits[1] == '4')
            parts = [new Part("ヨッカ", 0, '-')];
        var moras = Moras.Split(first).Count;
        return [new Part(first + parts[0].Kana, parts[0].Accent == 0 ? 0 : moras + parts[0].Accent, '-')];
    }

    /// <summary>The part with the counter after it.</summary>
    /// <param name="parts">The number; its last part is changed.</param>
    /// <param name="number">The whole number's digits, for the exceptions; empty when there are decimals or unknown digits.</param>
    /// <param name="counter">What is counted.</param>
    public static void Attach(List<Part> parts, string number, Counter counter)
    {
        if (counter.Exceptions.TryGetValue(number, out var whole))
        {
            parts.Clear();
            parts.Add(new Part(whole.Kana, whole.Accent, '-'));
            return;
        }

        var last = parts[^1];
        var stem = Stem(last, counter);
        var tail = counter.Kana;
        var (geminates, change) = Change(last.Ending, counter.Sound);
        if (geminates)
            stem = Geminate(stem);
        tail = change switch
        {
            'p' => Plosive(tail),
            'b' or 'g' or 'z' => Voiced(tail),
            _ => tail,
        };
        var moras = Moras.Split(stem);
        var all = Moras.Split(stem + tail).Count;
        var accent = counter.Accent switch
        {
            "last" => OnSyllableHead(moras),
            "flat" => 0,
            "end" => all,
            "own" => last.Ending is '3' or '4' or '5' && moras.Count < 3 ? 0 : last.Accent == 0 ? OnSyllableHead(moras) : Math.Min(last.Accent, moras.Count),
            _ => moras.Count + int.Parse(counter.Accent.AsSpan(1), CultureInfo.InvariantCulture),
        };
        parts[^1] = new Part(stem + tail, Math.Min(accent, all), '-');
    }

    private static void Group(string four, int group, List<Part> parts)
    {
        var (thousands, hundreds, tens, ones) = (four[0] - '0', four[1] - '0', four[2] - '0', four[3] - '0');
        var first = parts.Count;
        if (thousands > 0)
        {
            // 一千万 is said いっせんまん, but 千二百万 せんにひゃくまん.
            var (kana, accent) = thousands == 1 && group > 0 && four == "1000" ? ("イッセン", 3) : Thousands[thousands];
            parts.Add(new Part(kana, accent, 'S'));
        }

        if (hundreds > 0 && thousands == 1)
            parts[^1] = new Part("セン" + Hundreds[hundreds].Kana, 2 + Hundreds[hundreds].Accent, 'H');
        else if (hundreds > 0)
            parts.Add(new Part(Hundreds[hundreds].Kana, Hundreds[hundreds].Accent, 'H'));
        if (tens == 1 && ones > 0 && hundreds == 1 && thousands == 0)
            parts[^1] = new Part("ヒャクジュー" + Digits[ones], 2 + TeenAccents[ones], (char)('0' + ones));
        else if (tens == 1 && ones > 0)
            parts.Add(new Part("ジュー" + Digits[ones], TeenAccents[ones], (char)('0' + ones)));
        else
        {
            if (tens > 0)
                parts.Add(new Part(Tens[tens].Kana, Tens[tens].Accent, 'T'));
            if (ones > 0)
                parts.Add(new Part(Digits[ones], DigitAccents[ones], (char)('0' + ones)));
        }

        if (group == 0 || parts.Count == first)
            return;
        var last = parts[^1];
        var stem = last.Kana;
        if (group == 3 && last.Ending is '1' or '8' or 'T' || group == 4 && last.Ending is '1' or '6' or '8' or 'T' or 'H')
            stem = Geminate(stem);
        var moras = Moras.Split(stem);
        var nucleus = group == 2 && moras.Count <= 2 ? OnSyllableHead(moras) : moras.Count + 1;
        parts[^1] = new Part(stem + Myriads[group], nucleus, 'M');
    }

    private static string Stem(Part last, Counter counter)
    {
        var special = last.Ending switch
        {
            '4' => counter.Four,
            '7' => counter.Seven,
            '9' => counter.Nine,
            _ => null,
        };
        return special is null || special == "ヨッカ" ? last.Kana : last.Kana[..^Digits[last.Ending - '0'].Length] + special;
    }

    private static (bool Geminates, char Change) Change(char ending, string sound) => sound switch
    {
        "k" => (ending is '1' or '6' or '8' or 'T' or 'H', '-'),
        "kg" => (ending is '1' or '6' or '8' or 'T' or 'H', ending is '3' or '?' ? 'g' : '-'),
        "s" or "t" or "g" => (ending is '1' or '8' or 'T', '-'),
        "sz" => (ending is '1' or '8' or 'T', ending is '3' or '?' ? 'z' : '-'),
        "K" => (ending is '6' or 'T' or 'H', '-'),
        "p" => (ending is 'T', '-'),
        "h" => ending switch
        {
            '1' or '6' or '8' or 'T' or 'H' => (true, 'p'),
            '3' or '?' or 'S' or 'M' => (false, 'b'),
            _ => (false, '-'),
        },
        "H" => (ending is 'H', '-'),
        "g1" => (ending is '1', '-'),
        "h3" => ending switch
        {
            '1' or '6' or '8' or 'T' or 'H' => (true, 'p'),
            '3' or '?' or 'S' or 'M' => (false, 'p'),
            _ => (false, '-'),
        },
        "hp" => ending switch
        {
            '1' or '6' or '8' or 'T' or 'H' => (true, 'p'),
            '3' or '4' or '?' or 'S' or 'M' => (false, 'p'),
            _ => (false, '-'),
        },
        _ => (false, '-'),
    };

    private static string Geminate(string stem) => stem.EndsWith("ジュー", StringComparison.Ordinal) ? stem[..^1] + "ッ" : stem[..^1] + "ッ";

    private static string Plosive(string kana) => Shift(kana, "ハヒフヘホ", "パピプペポ");

    private static string Voiced(string kana) => Shift(kana, "ハヒフヘホカキクケコサシスセソタチツテト", "バビブベボガギグゲゴザジズゼゾダヂヅデド");

    private static string Shift(string kana, string from, string to)
    {
        var i = from.IndexOf(kana[0], StringComparison.Ordinal);
        return i < 0 ? kana : to[i] + kana[1..];
    }

    private static int OnSyllableHead(List<string> moras) =>
        moras.Count > 1 && moras[^1] is "ン" or "ッ" or "ー" ? moras.Count - 1 : moras.Count;

    private static FrozenDictionary<string, Counter> Load()
    {
        var counters = new Dictionary<string, Counter>(StringComparer.Ordinal);
        foreach (var line in Resource("Counters.tsv"))
        {
            var f = line.Split('\t');
            var exceptions = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
            foreach (var e in f[7].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var (equals, slash) = (e.IndexOf('=', StringComparison.Ordinal), e.IndexOf('/', StringComparison.Ordinal));
                exceptions[e[..equals]] = (e[(equals + 1)..slash], int.Parse(e.AsSpan(slash + 1), CultureInfo.InvariantCulture));
            }

            foreach (var spelling in f[0].Split('|'))
            {
                var kana = spelling.EndsWith("月間", StringComparison.Ordinal) ? f[1] + "カン" : f[1];
                counters[spelling] = new Counter(kana, f[2], f[3], f[4], f[5], f[6], exceptions);
            }
        }

        return counters.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The lines of one of the stage's tables, without comments.</summary>
    internal static IEnumerable<string> Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dubbing.Readings.Japanese." + name)
            ?? throw new InvalidOperationException($"The table {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    /// <summary>A part of a number: an accent phrase of its own.</summary>
    /// <param name="Kana">As spoken.</param>
    /// <param name="Accent">Its nucleus.</param>
    /// <param name="Ending">What it ends in: a digit, T(en), H(undred), S (thousand), M(yriad), ? (何) or − for none that changes a counter.</param>
    public sealed record Part(string Kana, int Accent, char Ending);

    /// <summary>What is counted; see Counters.tsv.</summary>
    public sealed record Counter(
        string Kana, string Sound, string Four, string Seven, string Nine, string Accent, IReadOnlyDictionary<string, (string Kana, int Accent)> Exceptions);
}
