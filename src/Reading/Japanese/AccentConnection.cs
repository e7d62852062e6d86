using System.Globalization;

namespace Dubbing.Readings.Japanese;

/// <summary>
/// The nucleus of an accent phrase from those of its words, by the accent connection rules of Sagisaka and Satō
/// (日本語単語連鎖のアクセント規則, 1983): C1–C5 for compound nouns, F1–F6 for particles and auxiliaries, P for prefixes. The dictionary
/// says which rule a word follows, and for F rules after which word class.
/// </summary>
internal static class AccentConnection
{
    /// <summary>The nucleus of words that form one accent phrase; 0 for flat.</summary>
    public static int Nucleus(IReadOnlyList<Word> phrase)
    {
        var (accent, moras) = (phrase[0].Accent, phrase[0].Kana.Count);
        for (var i = 1; i < phrase.Count; i++)
        {
            var (before, word) = (phrase[i - 1], phrase[i]);
            var changed = Connect(accent, moras, before, word, out var rule);
            if (changed != accent)
                word.Steps.Add(new ReadingStep(rule, accent.ToString(CultureInfo.InvariantCulture), changed.ToString(CultureInfo.InvariantCulture)));
            accent = changed;
            moras += word.Kana.Count;
        }

        return Math.Min(accent, moras);
    }

    private static int Connect(int accent, int moras, Word before, Word word, out string rule)
    {
        if (before.Class == "接頭詞" && before.Rules is ['P', ..])
        {
            rule = before.Rules;
            return rule switch
            {
                "P1" => word.Accent == 0 ? 0 : moras + word.Accent,
                "P2" => word.Accent == 0 ? moras + 1 : moras + word.Accent,
                "P6" => 0,
                _ => word.Accent == 0 ? accent : moras + word.Accent,
            };
        }

        rule = RuleFor(word.Rules, before.Class);
        var (name, shift) = Parse(rule);
        return name switch
        {
            "F1" => accent,
            "F2" => accent == 0 ? moras + shift : accent,
            "F3" => accent == 0 ? 0 : moras + shift,
            "F4" => moras + shift,
            "F5" => 0,
            "F6" => accent == 0 ? moras + shift : accent,
            "C1" => moras + word.Accent,
            "C2" => moras + 1,
            "C3" => OnSyllableHead(moras, before),
            "C4" => 0,
            _ => accent,
        };
    }

    /// <summary>A nucleus cannot stand on ン, ッ or ー: it moves to the mora before.</summary>
    private static int OnSyllableHead(int mora, Word word) =>
        word.Kana.Count > 1 && word.Kana[^1] is "ン" or "ッ" or "ー" ? mora - 1 : mora;

    /// <summary>The rule among the dictionary's (<c>動詞%F2@0/名詞%F1</c>) that holds after a word class; empty when there is none.</summary>
    private static string RuleFor(string rules, string before)
    {
        foreach (var range in rules.AsSpan().Split('/'))
        {
            var rule = rules.AsSpan()[range];
            var percent = rule.IndexOf('%');
            if (percent < 0)
            {
                if (rule is not "*")
                    return rule.ToString();
                continue;
            }

            var wanted = rule[..percent];
            if (wanted.SequenceEqual(before) || (wanted is "特殊助動詞" && before == "助動詞"))
                return rule[(percent + 1)..].ToString();
        }

        return "";
    }

    private static (string Name, int Shift) Parse(string rule)
    {
        var at = rule.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return (rule, 0);
        return (rule[..at], int.TryParse(rule.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var shift) ? shift : 0);
    }
}
