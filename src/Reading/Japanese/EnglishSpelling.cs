using System.Text;

namespace Dubbing.Readings.Japanese;

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
