using System.Text;
using Dubbing.Readings.Japanese;

namespace Dubbing.Readings.Correction;

/// <summary>Readings as people write them in markup and in the dictionary, as what is to be said.</summary>
internal static class SaidReading
{
    /// <summary>The longest reading, in UTF-16 units.</summary>
    public const int Longest = 200;

    private const string Falls = "]］↓ꜜ＼";
    private const string Rises = "[［↑ꜛ";

    /// <summary>Understands a reading.</summary>
    /// <param name="language">Hangul for Korean, kana for Japanese.</param>
    /// <param name="reading">As written.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>Its parts; null when something is wrong.</returns>
    public static IReadOnlyList<SaidPart>? Parse(Language language, string reading, out Message? problem)
    {
        problem = string.IsNullOrWhiteSpace(reading) ? Messages.ReadingMissing() : reading.Length > Longest ? Messages.ReadingTooLong(Longest) : null;
        if (problem is not null)
            return null;
        return language == Language.Korean ? Hangul(reading, out problem) : Kana(reading, out problem);
    }

    private static List<SaidPart>? Hangul(string reading, out Message? problem)
    {
        var said = new StringBuilder();
        foreach (var c in TextFold.Korean(reading))
        {
            if (c is >= '가' and <= '힣')
                said.Append(c);
            else if (char.IsWhiteSpace(c) && said.Length > 0 && said[^1] != ' ')
                said.Append(' ');
            // Dictionaries write long vowels with a colon; today's speech does not tell them from short ones.
            else if (!char.IsWhiteSpace(c) && c is not ('ː' or ':'))
            {
                problem = Messages.ReadingNotHangul(reading);
                return null;
            }
        }

        problem = said.Length == 0 ? Messages.ReadingNotHangul(reading) : null;
        return said.Length == 0 ? null : [new SaidPart(said.ToString().TrimEnd(), null)];
    }

    /// <summary>
    /// Kana with marks: <c>]</c> or <c>↓</c> where the pitch falls, <c>[</c> where it rises (alone: flat), a space between accent phrases. What is
    /// written in hiragana is spelling (とうきょう is トーキョー), katakana is sound.
    /// </summary>
    private static List<SaidPart>? Kana(string reading, out Message? problem)
    {
        var parts = new List<SaidPart>();
        var (kana, before, accent, fell) = (new StringBuilder(), '\0', (int?)null, false);
        problem = null;
        foreach (var c in TextFold.Compatible(reading) + " ")
        {
            if (c is ' ' or '　' or '/' or '・')
            {
                if (kana.Length > 0)
                    parts.Add(new SaidPart(kana.ToString(), accent));
                else if (accent is not null)
                    problem = Messages.ReadingNotKana(reading);
                (kana, before, accent, fell) = (new StringBuilder(), '\0', null, false);
            }
            else if (Falls.Contains(c, StringComparison.Ordinal))
            {
                if (fell)
                    problem = Messages.AccentTwice(reading);
                (accent, fell) = (Moras.Split(kana.ToString()).Count, true);
                if (accent == 0)
                    problem = Messages.ReadingNotKana(reading);
            }
            else if (Rises.Contains(c, StringComparison.Ordinal))
                accent ??= 0;
            else if (Moras.IsKana(c.ToString()))
            {
                var katakana = Moras.ToKatakana(c.ToString())[0];
                kana.Append(c is 'う' or 'い' && IsLong(before, c) ? 'ー' : katakana);
                before = c is >= 'ぁ' and <= 'ゖ' ? c : '\0';
            }
            else
                problem = Messages.ReadingNotKana(reading);
            if (problem is not null)
                return null;
        }

        if (parts.Count == 0 || parts.Exists(p => Moras.Split(p.Said) is not { Count: > 0 } moras || moras[0] == "ー" || string.Concat(moras) != p.Said))
        {
            problem = Messages.ReadingNotKana(reading);
            return null;
        }

        return parts;
    }

    /// <summary>とう, こう … and せい, けい … in hiragana are long vowels.</summary>
    private static bool IsLong(char before, char vowel) => before != '\0' && (vowel == 'う'
        ? "おこそとのほもよろごぞどぼぽょ".Contains(before, StringComparison.Ordinal)
        : "えけせてねへめれげぜでべぺ".Contains(before, StringComparison.Ordinal));
}
