using System.Collections.Frozen;
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

    // Rows that go before the dictionary's words (RAM ラム).
    private static readonly FrozenSet<string> First =
        Numerals.Resource("English.tsv").Select(l => l.Split('\t')).Where(f => f.Length > 2).Select(f => f[0]).ToFrozenSet(StringComparer.Ordinal);

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

        if (word.Length > 1 && isWord(spelled) && !First.Contains(small))
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
