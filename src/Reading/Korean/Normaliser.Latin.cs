using Dubbing.Readings.Latin;

namespace Dubbing.Readings.Korean;

/// <summary>Latin letters: loanwords, acronyms, e-mail and web addresses, names with digits.</summary>
internal sealed partial class Normaliser
{
    private static readonly string[] EnglishNumbers = ["제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에이트", "나인", "텐"];

    /// <summary>Names with digits, hyphens or points that the lexicon has whole: MP3, 4K, COVID-19, Node.js.</summary>
    private int? WithDigits(int at)
    {
        if (char.IsAsciiLetterOrDigit(At(at - 1)))
            return null;
        var end = at;
        while (end < text.Length && end - at < Loanwords.LongestMixed && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '.' or '+' or '#' or '/' or '&' or '\''))
            end++;
        for (; end > at + 1; end--)
        {
            if (char.IsAsciiLetterOrDigit(text[end - 1]) && char.IsAsciiLetterOrDigit(At(end)))
                continue;
            if (!Loanwords.TryGetMixed(text.AsSpan(at, end - at), out var hangul))
                continue;
            Say(at, end, hangul, "loanword");
            return end;
        }

        return null;
    }

    private int Latin(int at)
    {
        if ((AfterLarge(at) ?? WithDigits(at)) is { } done)
            return done;
        var end = at;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || (text[end] is '\'' or '’' && char.IsAsciiLetter(At(end + 1)))))
            end++;
        var length = end - at;
        if (char.IsAsciiDigit(At(at - 1)) && length > 1)
            Apart(at);
        if (RomanNumeral(at, end) is { } roman)
        {
            Say(at, end, NumberWords.Sino(roman), "Roman numeral");
            Detach(end);
            return end;
        }

        // v2.0, No. 1, Top 10
        if (length == 1 && text[at] is 'v' or 'V' && char.IsAsciiDigit(At(end)) && !char.IsAsciiLetterOrDigit(At(at - 1)))
        {
            Say(at, end, "버전", "abbreviation");
            Apart(end);
            return end;
        }

        if (text.AsSpan(at, length).Equals("no", StringComparison.OrdinalIgnoreCase) && (At(end) == '.' && (char.IsAsciiDigit(At(end + 1)) || (At(end + 1) == ' ' && char.IsAsciiDigit(At(end + 2))))))
        {
            Say(at, end + 1, "넘버", "abbreviation");
            return EnglishNumber(At(end + 1) == ' ' ? end + 2 : end + 1);
        }

        if (text.AsSpan(at, length).Equals("vs", StringComparison.OrdinalIgnoreCase))
        {
            Apart(at);
            Say(at, end, "대", "abbreviation");
            Apart(end);
            return At(end) == '.' ? end + 1 : end;
        }

        if (length is 2 or 3 && Unit(at) is { } unit && unit.Length == length && !Loanwords.TryGet(text[at..end], out _) && !text.AsSpan(at, length).SequenceEqual(text[at..end].ToUpperInvariant()))
            return SayUnit(at, unit); // km 단위
        if (length == 2 && char.IsAsciiDigit(At(at - 1)) && char.IsAsciiLetterLower(text[at]) && !Loanwords.TryGet(text[at..end], out _))
        {
            Say(at, end, EnglishWords.Spelled(text[at..end]), "letters"); // 4ac
            return end;
        }

        SayWord(at, end);
        if (text.AsSpan(at, length).Equals("top", StringComparison.OrdinalIgnoreCase) || text.AsSpan(at, length).Equals("gpt", StringComparison.OrdinalIgnoreCase))
        {
            var digits = At(end) is ' ' or '-' ? end + 1 : end;
            if (char.IsAsciiDigit(At(digits)) && At(digits + Run(digits)) != '%')
                return EnglishNumber(digits);
        }

        if (At(end) == '-' && char.IsAsciiDigit(At(end + 1)))
        {
            Apart(end);
            return end + 1; // F-16, B-2: no minus
        }

        if (char.IsAsciiDigit(At(end)) && length > 1)
            Apart(end);
        return end;
    }

    /// <summary>A number up to ten in English (GPT-4, Top 5); others are left to be read as numbers.</summary>
    private int EnglishNumber(int at)
    {
        Apart(at);
        var length = Run(at);
        if (length == 0 || length > 2 || Value(at, length) > 10 || Counter(at + length) is not null)
            return at;
        Say(at, at + length, EnglishNumbers[Value(at, length)], "number in English");
        // GPT-4o, GPT-3.5
        if (At(at + length) == '.' && Run(at + length + 1) == 1)
        {
            Say(at + length, at + length + 2, "쩜" + NumberWords.Spelled(text.AsSpan(at + length + 1, 1)), "number");
            return at + length + 2;
        }

        Detach(at + length);
        return at + length;
    }

    /// <summary>II, III, VII … in capitals; the ambiguous ones only beside 제, 장, 부, 편 and the like.</summary>
    private string? RomanNumeral(int at, int end)
    {
        var value = text[at..end] switch { "II" => 2, "III" => 3, "IV" => 4, "VI" => 6, "VII" => 7, "VIII" => 8, "IX" => 9, "XI" => 11, "XII" => 12, "XIII" => 13, "XIV" => 14, "XV" => 15, "XVI" => 16, _ => 0 };
        if (value == 0)
            return null;
        var sure = value is 2 or 3 or 7 or 8 or 12 or 13 or 14 or 15 or 16;
        return sure || At(at - 1) == '제' || At(end) is '장' or '부' or '편' or '권' or '세' or '형' or '기' ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A word of letters: from the lexicon, as an acronym, in parts (camelCase), or by rule.</summary>
    private void SayWord(int at, int end)
    {
        var (hangul, rule) = Latin(text[at..end]);
        Say(at, end, hangul, rule);
    }

    /// <summary>How a word of Latin letters is said, and why.</summary>
    private (string Hangul, string Rule) Latin(string word)
    {
        if (Loanwords.TryGet(word, out var hangul) || Loanwords.TryPlural(word, out hangul))
            return (hangul, "loanword");
        if (ProgramNames.Split(word, w => Loanwords.TryGet(w, out _)) is { } program)
            return (Latin(program.Word).Hangul + EnglishWords.Spelled(program.Letters), "loanword");
        if (IsInitialism(word))
            return (EnglishWords.Spelled(word), "letters");
        return EnglishHangul.Of(word) is { } known ? (known, "spoken-english") : (EnglishWords.Transcribed(word), "외래어 표기법");
    }

    /// <summary>Whether letters are said one by one: capitals unless the lexicon knows them as a word, and what has no look of a word.</summary>
    private bool IsInitialism(string word)
    {
        if (word.Length == 1 || !word.Any(c => "aeiouyAEIOUY".Contains(c, StringComparison.Ordinal)))
            return true;
        var capitals = word.Count(char.IsAsciiLetterUpper);
        if (capitals == word.Length)
        {
            if (word.Length > 5)
                return false;
            // Written small elsewhere in the line it is a word: BAN and ban.
            if (text.Contains(word.ToLowerInvariant(), StringComparison.Ordinal) && EnglishPronunciation.Knows(word))
                return false;
            return word.Length < 4 || !EnglishPronunciation.Knows(word);
        }

        // abc, xml: three letters that nobody could say.
        return word.Length <= 3 && capitals is 0 or 1 && !EnglishPronunciation.Knows(word) && !EnglishWords.HasSyllable(word);
    }
}
