using System.Collections.Frozen;
using System.Text;
using Dubbing.Readings.Latin;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// Before the words are looked up: writes Latin words and Hangul in katakana. A word the dictionary has stays; then our lexicon (English.tsv);
/// then letter by letter for abbreviations, by romanization for Japanese names, and by English spelling rules for the rest.
/// </summary>
internal static class LatinSpelling
{
    private const int LongestAbbreviation = 5;

    // Of the lexicon's words with a hyphen or apostrophe.
    private const int LongestJoined = 24;

    private static readonly FrozenDictionary<string, string> Lexicon =
        Numerals.Resource("English.tsv").Select(l => l.Split('\t')).ToFrozenDictionary(f => f[0], f => f[1], StringComparer.Ordinal);

    // Before a number: No.5, Ver.2.1, Vol.3.
    private static readonly Dictionary<string, string> Numbered = new(StringComparer.Ordinal) { ["no"] = "ナンバー", ["ver"] = "バージョン", ["vol"] = "ボリューム" };

    private static readonly System.Buffers.SearchValues<char> VowelLetters = System.Buffers.SearchValues.Create("aeiouyAEIOUY");

    private static readonly string[] DigitNames = ["ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー"];

    private static readonly string[] LetterNames =
    [
        "エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー", "エイチ", "アイ", "ジェー", "ケー", "エル", "エム",
        "エヌ", "オー", "ピー", "キュー", "アール", "エス", "ティー", "ユー", "ブイ", "ダブリュー", "エックス", "ワイ", "ゼット",
    ];

    /// <summary>The text with its Latin words and Hangul in katakana; they are listed in <see cref="NormalizedText.Names"/>.</summary>
    /// <param name="text">What to rewrite.</param>
    /// <param name="isWord">Whether the dictionary has a spelling (in full-width letters).</param>
    public static NormalizedText Spell(NormalizedText text, Func<string, bool> isWord)
    {
        var from = text.Text;
        if (!from.AsSpan().ContainsAnyInRange('Ａ', 'ｚ') && !from.AsSpan().ContainsAnyInRange('\uAC00', '\uD7A3'))
            return text;
        var to = new NormalizedText();
        for (var i = 0; i < from.Length;)
        {
            if (IsHangul(from[i]))
            {
                var end = i;
                while (end < from.Length && IsHangul(from[end]))
                    end++;
                var (said, kana) = HangulSpelling.Read(from[i..end]);
                Say(to, text, i, end, kana, "hangul", 0, said == from[i..end] ? null : $"{from[i..end]} [{said}]");
                i = end;
            }
            else if (IsLetter(from[i]))
                i = Latin(text, to, i, isWord);
            else
            {
                var end = i + 1;
                while (end < from.Length && !IsHangul(from[end]) && !IsLetter(from[end]))
                    end++;
                to.Append(text, i, end);
                i = end;
            }
        }

        return to;
    }

    /// <summary>Letters one by one: エックスワイゼット.</summary>
    public static string LettersOf(string word) => string.Concat(word.Where(char.IsAsciiLetter).Select(c => LetterNames[char.ToUpperInvariant(c) - 'A']));

    /// <summary>Digits one by one.</summary>
    public static string DigitsOf(string digits) => string.Concat(digits.Select(c => DigitNames[(c - '0') % 10]));

    /// <summary>Katakana of a word or code of the lexicon (B2B, HbA1c); null for none.</summary>
    /// <param name="word">Letters and digits in any width and case.</param>
    public static string? Find(string word) => Lexicon.GetValueOrDefault(Ascii(word).ToLowerInvariant());

    /// <summary>Whether the lexicon has a word.</summary>
    public static bool Knows(string word) => Lexicon.ContainsKey(word.ToLowerInvariant());

    /// <summary>A word of an address or identifier in katakana; digits in it one by one.</summary>
    public static string WordOf(string word, Func<string, bool> isWord)
    {
        if (!word.All(char.IsAsciiLetter))
            return string.Concat(word.Select(c => char.IsAsciiDigit(c) ? DigitNames[c - '0'] : char.IsAsciiLetter(c) ? LetterNames[char.ToUpperInvariant(c) - 'A'] : ""));
        var small = word.ToLowerInvariant();
        if (word.Length > 1 && Lexicon.TryGetValue(small, out var known))
            return known;
        if (ProgramNames.Split(word, Lexicon.ContainsKey) is { } program)
            return WordOf(program.Word, isWord) + LettersOf(program.Letters);
        if (IsAbbreviation(word))
            return LettersOf(word);
        // The dictionary's own words are left to it.
        if (isWord(ToWide(word)))
            return ToWide(word);
        if (isWord(ToWide(small)))
            return ToWide(small);
        return Sounded(word);
    }

    /// <summary>A word that neither lexicon nor dictionary has: English by its pronunciation, names by romanization, the rest by its letters.</summary>
    private static string Sounded(string word)
    {
        var small = word.ToLowerInvariant();
        var romanized = word.Length > 2 ? Romanization.ToKana(small) : null;
        // Tanaka is a name, take is not; aoi and yuki are names too, however they are written.
        if (romanized is not null && (char.IsAsciiLetterUpper(word[0]) || (small[^1] != 'e' && PersonNames.HasReading(romanized))))
            return romanized;
        return EnglishKana.Of(small, part => Lexicon.GetValueOrDefault(part)) ?? romanized ?? EnglishSpelling.ToKana(small);
    }

    private static int Latin(NormalizedText text, NormalizedText to, int start, Func<string, bool> isWord)
    {
        var from = text.Text;
        var end = start;
        while (end < from.Length && IsLetter(from[end]))
            end++;

        // Wi-Fi, don’t: the sign belongs to the word where the lexicon has it so.
        var longer = end;
        while (longer - start < LongestJoined && longer + 1 < from.Length && from[longer] is '－' or '’' && IsLetter(from[longer + 1]))
        {
            longer++;
            while (longer < from.Length && longer - start < LongestJoined && IsLetter(from[longer]))
                longer++;
        }

        if (longer > end && Lexicon.TryGetValue(Ascii(from[start..longer]).ToLowerInvariant(), out var joined))
        {
            Say(to, text, start, longer, joined, "english", -1);
            return longer;
        }

        var spelled = from[start..end];

        // すごいｗｗｗ: laughter, not letters.
        if (start > 0 && spelled.AsSpan().TrimEnd('ｗ').IsEmpty && from[start - 1] is (>= 'ぁ' and <= 'ヿ') or (>= '一' and <= '鿿') or '！' or '？' or '。' or '　'
            && (end == from.Length || from[end] is '。' or '、' or '　' or '！' or '？'))
            return end;
        var word = Ascii(spelled);
        var small = word.ToLowerInvariant();
        if (Numbered.TryGetValue(small, out var numbered) && end + 1 < from.Length && from[end] == '．' && from[end + 1] is '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '〇')
        {
            Say(to, text, start, end + 1, numbered, "english", -1);
            return end + 1;
        }

        if (word.Length > 1 && isWord(spelled))
            to.Append(text, start, end);
        else if (word.Length > 1 && Lexicon.TryGetValue(small, out var known))
            Say(to, text, start, end, known, "english", -1);
        else if (ProgramNames.Split(word, Lexicon.ContainsKey) is not null && WordOf(word, _ => false) is var program)
            Say(to, text, start, end, program, "english", -1);
        else if (IsAbbreviation(word))
            Letters(to, text, start, end, word);
        else if (small != word && small.Length > 1 && isWord(ToWide(small)))
            Say(to, text, start, end, ToWide(small), "english", -1);
        else
            Say(to, text, start, end, Sounded(word), Romanization.ToKana(small) == Sounded(word) ? "romanization" : "english spelling", -1);
        return end;
    }

    private static bool IsAbbreviation(string word)
    {
        if (word.Length == 1)
            return true;
        var capitals = word.Count(char.IsAsciiLetterUpper);
        return (capitals == word.Length && word.Length <= LongestAbbreviation)
            || !word.AsSpan().ContainsAny(VowelLetters)
            || (word.Length <= 4 && capitals > 1);
    }

    private static void Letters(NormalizedText to, NormalizedText text, int start, int end, string word)
    {
        var kana = string.Concat(word.Select(c => LetterNames[char.ToUpperInvariant(c) - 'A']));
        // The last letter carries the nucleus: ユーエスビ]ー.
        var before = Moras.Split(string.Concat(word.SkipLast(1).Select(c => LetterNames[char.ToUpperInvariant(c) - 'A']))).Count;
        Say(to, text, start, end, kana, "letters", before + 1);
    }

    private static void Say(NormalizedText to, NormalizedText text, int start, int end, string kana, string rule, int accent, string? before = null)
    {
        var written = text.Text[start..end];
        if (kana.Length == 0)
            return;
        to.Names.Add(new NameSpan(to.Length, to.Length + kana.Length, accent));
        to.Append(kana, text.Source(start, end), new ReadingStep(rule, before ?? written, kana));
    }

    private static string Ascii(string wide) => string.Concat(wide.Select(c => c is >= '！' and <= '～' ? (char)(c - 0xff00 + 0x20) : c == '’' ? '\'' : c));

    private static string ToWide(string ascii) => string.Concat(ascii.Select(c => (char)(c - 0x20 + 0xff00)));

    private static bool IsLetter(char c) => c is (>= 'ａ' and <= 'ｚ') or (>= 'Ａ' and <= 'Ｚ');

    private static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7A3';
}

/// <summary>A name in a normalized text that is one word, whatever the dictionary makes of it.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Accent">Its nucleus; −1 for the dictionary's or, failing that, the loanword rule.</param>
internal sealed record NameSpan(int Start, int End, int Accent);

/// <summary>Japanese in Latin letters (Hepburn and kunrei).</summary>
internal static class Romanization
{
    private static readonly FrozenDictionary<string, string> Table = Build();

    /// <summary>Katakana; null when a text is no romanized Japanese.</summary>
    public static string? ToKana(string word)
    {
        var kana = new StringBuilder();
        for (var i = 0; i < word.Length;)
        {
            var found = false;
            for (var n = Math.Min(4, word.Length - i); n > 0; n--)
            {
                if (!Table.TryGetValue(word.Substring(i, n), out var mora))
                    continue;
                kana.Append(mora);
                i += n;
                found = true;
                break;
            }

            if (found)
                continue;
            if (word[i] is 'n' or 'm' && (i + 1 == word.Length ? word[i] == 'n' : word[i + 1] is not ('a' or 'i' or 'u' or 'e' or 'o' or 'y')))
                kana.Append('ン');
            else if (i + 1 < word.Length && (word[i] == word[i + 1] || (word[i] == 't' && word[i + 1] == 'c')) && word[i] is 'k' or 's' or 't' or 'p' or 'c')
                kana.Append('ッ');
            else
                return null;
            i++;
        }

        return kana.ToString();
    }

    private static FrozenDictionary<string, string> Build()
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        void Row(string consonant, string kana)
        {
            var moras = kana.Split(' ');
            for (var i = 0; i < 5; i++)
            {
                if (moras[i] != "-")
                    table[consonant + "aiueo"[i]] = moras[i];
            }
        }

        Row("", "ア イ ウ エ オ");
        Row("k", "カ キ ク ケ コ");
        Row("g", "ガ ギ グ ゲ ゴ");
        Row("s", "サ シ ス セ ソ");
        Row("z", "ザ ジ ズ ゼ ゾ");
        Row("t", "タ チ ツ テ ト");
        Row("d", "ダ - - デ ド");
        Row("n", "ナ ニ ヌ ネ ノ");
        Row("h", "ハ ヒ フ ヘ ホ");
        Row("b", "バ ビ ブ ベ ボ");
        Row("p", "パ ピ プ ペ ポ");
        Row("m", "マ ミ ム メ モ");
        Row("y", "ヤ - ユ - ヨ");
        Row("r", "ラ リ ル レ ロ");
        Row("w", "ワ - - - ヲ");
        Row("sh", "シャ シ シュ シェ ショ");
        Row("ch", "チャ チ チュ チェ チョ");
        Row("j", "ジャ ジ ジュ ジェ ジョ");
        Row("ts", "- - ツ - -");
        Row("f", "- - フ - -");
        Row("ky", "キャ - キュ - キョ");
        Row("gy", "ギャ - ギュ - ギョ");
        Row("ny", "ニャ - ニュ - ニョ");
        Row("hy", "ヒャ - ヒュ - ヒョ");
        Row("by", "ビャ - ビュ - ビョ");
        Row("py", "ピャ - ピュ - ピョ");
        Row("my", "ミャ - ミュ - ミョ");
        Row("ry", "リャ - リュ - リョ");
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>English spelling in katakana, by rules: for words that no lexicon has. Near enough to be understood.</summary>
internal static class EnglishSpelling
{
    // Longest first. Vowels are written as kana vowels to which the consonant before is joined.
    private static readonly (string Letters, string Vowel)[] Vowels =
    [
        ("eigh", "エイ"), ("ough", "オー"), ("augh", "オー"), ("igh", "アイ"), ("eer", "イア"), ("ear", "イア"), ("air", "エア"), ("are", "エア"), ("ire", "アイアー"), ("ore", "オア"), ("our", "アワー"), ("ure", "ュア"),
        ("oor", "オア"), ("eau", "オー"), ("ee", "イー"), ("ea", "イー"), ("oo", "ウー"), ("ou", "アウ"), ("ow", "オウ"), ("oa", "オー"), ("ai", "エイ"), ("ay", "エイ"), ("ei", "エイ"), ("ey", "イー"),
        ("ie", "イー"), ("oi", "オイ"), ("oy", "オイ"), ("au", "オー"), ("aw", "オー"), ("ew", "ュー"), ("ue", "ュー"), ("ui", "イ"), ("ar", "アー"), ("er", "アー"), ("ir", "アー"), ("or", "オー"), ("ur", "アー"),
        ("a", "ア"), ("e", "エ"), ("i", "イ"), ("o", "オ"), ("u", "ア"), ("y", "イ"),
    ];

    private static readonly (string Letters, string Row)[] Consonants =
    [
        ("tch", "チャチチュチェチョ"), ("sch", "スカスキスクスケスコ"), ("ck", "カキクケコ"), ("ch", "チャチチュチェチョ"), ("sh", "シャシシュシェショ"), ("th", "サシスセソ"), ("ph", "ファフィフフェフォ"), ("wh", "ワウィウウェウォ"),
        ("qu", "クァクィククェクォ"), ("kn", "ナニヌネノ"), ("wr", "ラリルレロ"), ("gh", "ガギグゲゴ"), ("dg", "ジャジジュジェジョ"), ("ts", "ツァツィツツェツォ"), ("b", "バビブベボ"), ("c", "カキクケコ"), ("d", "ダディドゥデド"), ("f", "ファフィフフェフォ"),
        ("g", "ガギグゲゴ"), ("h", "ハヒフヘホ"), ("j", "ジャジジュジェジョ"), ("k", "カキクケコ"), ("l", "ラリルレロ"), ("m", "マミムメモ"), ("n", "ナニヌネノ"), ("p", "パピプペポ"), ("q", "カキクケコ"), ("r", "ラリルレロ"),
        ("s", "サシスセソ"), ("t", "タティトゥテト"), ("v", "ヴァヴィヴヴェヴォ"), ("w", "ワウィウウェウォ"), ("x", "クサクシクスクセクソ"), ("y", "ヤイユイェヨ"), ("z", "ザジズゼゾ"),
    ];

    /// <summary>Katakana for a word in small letters.</summary>
    public static string ToKana(string word)
    {
        var kana = new StringBuilder();
        for (var i = 0; i < word.Length;)
        {
            if (Ending(word, i) is { } ending)
                return kana.Append(ending).ToString();
            var consonant = "";
            var row = "アイウエオ";
            foreach (var (letters, moras) in Consonants)
            {
                if (!word.AsSpan(i).StartsWith(letters) || (letters == "y" && i > 0 && !IsVowel(word, i + 1)))
                    continue;
                (consonant, row) = (letters, moras);
                break;
            }

            // A doubled consonant is one.
            var at = i + consonant.Length;
            if (consonant.Length == 1 && at < word.Length && word[at] == consonant[0])
                at++;
            if (consonant is "c" && at < word.Length && word[at] is 'e' or 'i' or 'y')
                row = "サシスセソ";
            if (consonant is "g" && at < word.Length && word[at] is 'e' or 'i' or 'y')
                row = "ジャジジュジェジョ";
            if (at < word.Length && IsVowel(word, at) && !(word[at] == 'e' && at == word.Length - 1 && kana.Length + consonant.Length > 0 && word.Length > 3))
            {
                var (length, vowel) = Vowel(word, at);
                kana.Append(Join(row, vowel));
                i = at + length;
                continue;
            }

            if (consonant.Length == 0)
            {
                i++;
                continue;
            }

            kana.Append(Alone(consonant, row, kana, word, i, at));
            i = at;
        }

        return kana.ToString();
    }

    private static string? Ending(string word, int i) => word[i..] switch
    {
        "tion" or "sion" => "ション",
        "tions" => "ションズ",
        "ture" => "チャー",
        "ness" => "ネス",
        "ment" => "メント",
        "ing" when i > 0 => "イング",
        "cial" or "tial" => "シャル",
        "ble" => "ブル",
        "ple" => "プル",
        "tle" => "トル",
        "dle" => "ドル",
        "gle" => "グル",
        "kle" or "cle" => "クル",
        "e" when i > 1 => "",
        "es" when i > 1 && word[i - 1] is 's' or 'x' or 'z' => "イズ",
        "ed" when i > 1 && word[i - 1] is not ('t' or 'd') => "ド",
        _ => null,
    };

    private static bool IsVowel(string word, int i) => i < word.Length && word[i] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static (int Length, string Kana) Vowel(string word, int at)
    {
        // a_e, i_e, o_e, u_e: the silent e makes the vowel long.
        if (at + 2 < word.Length && word[at + 2] == 'e' && at + 3 == word.Length && !IsVowel(word, at + 1) && word[at + 1] is not ('r' or 'w' or 'x'))
        {
            var magic = word[at] switch { 'a' => "エー", 'i' or 'y' => "アイ", 'o' => "オー", 'u' => "ュー", _ => null };
            if (magic is not null)
                return (1, magic);
        }

        foreach (var (letters, kana) in Vowels)
        {
            if (!word.AsSpan(at).StartsWith(letters))
                continue;

            // The r belongs to what follows when a vowel comes after it (very).
            if (letters.Length > 1 && letters[^1] == 'r' && IsVowel(word, at + letters.Length))
                continue;
            if (letters == "y" && at == word.Length - 1)
                return (1, "イー");
            if (letters == "o" && at == word.Length - 1)
                return (1, "オー");
            return (letters.Length, kana);
        }

        return (1, "");
    }

    private static string Join(string row, string vowel)
    {
        if (vowel.Length == 0)
            return "";
        var moras = Moras.Split(row);
        if (moras.Count == 10)
            return moras[0] + moras[1 + (2 * Math.Max(0, "アイウエオ".IndexOf(vowel[0], StringComparison.Ordinal)))] + vowel[1..];
        if (vowel[0] == 'ュ')
        {
            if (row[0] == 'ア')
                return "ユ" + vowel[1..];
            return moras[1].Length == 1 && moras[1] is not ("ジ" or "チ" or "シ" or "リ") ? moras[1] + vowel : moras[2] + vowel[1..];
        }

        var i = "アイウエオ".IndexOf(vowel[0], StringComparison.Ordinal);
        return (i < 0 || i >= moras.Count ? vowel[..1] : moras[i]) + vowel[1..];
    }

    private static string Alone(string consonant, string row, StringBuilder before, string word, int start, int end)
    {
        var isLast = end >= word.Length || (end == word.Length - 1 && word[end] == 'e');
        var afterShort = before.Length > 0 && start > 0 && IsVowel(word, start - 1) && !(start > 1 && IsVowel(word, start - 2)) && before[^1] is not ('ー' or 'イ') && end >= word.Length;
        var stop = isLast && afterShort && consonant is "ck" or "k" or "p" or "t" or "tch" or "dg" or "ch" ? "ッ" : "";
        return stop + consonant switch
        {
            "n" or "kn" => "ン",
            "m" => end < word.Length && word[end] is 'p' or 'b' ? "ン" : "ム",
            "t" => "ト",
            "d" => "ド",
            "ch" or "tch" => "チ",
            "sh" => "シュ",
            "j" or "dg" => "ジ",
            "g" when row[0] == 'ジ' => "ジ",
            "r" => before.Length > 0 && before[^1] != 'ー' ? "ー" : "ル",
            "h" or "w" or "y" => "",
            "x" => "ックス",
            _ => Moras.Split(row)[2],
        };
    }
}
