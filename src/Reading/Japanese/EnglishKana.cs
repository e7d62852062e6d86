using System.Text;
using Dubbing.Readings.Latin;

namespace Dubbing.Readings.Japanese;

/// <summary>English words in katakana by their pronunciation, with the habits of loanwords: vowels without stress by their letters, ッ before a final stop.</summary>
internal static class EnglishKana
{
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["up"] = "アップ", ["set"] = "セット", ["out"] = "アウト", ["in"] = "イン", ["on"] = "オン", ["off"] = "オフ", ["me"] = "ミー", ["web"] = "ウェブ", ["net"] = "ネット", ["id"] = "アイディー", ["read"] = "リード", ["ware"] = "ウェア", ["work"] = "ワーク", ["flow"] = "フロー", ["down"] = "ダウン", ["back"] = "バック",
    };

    // Rows of five, for アイウエオ.
    private static readonly Dictionary<string, string[]> Rows = new(StringComparer.Ordinal)
    {
        [""] = ["ア", "イ", "ウ", "エ", "オ"], ["B"] = ["バ", "ビ", "ブ", "ベ", "ボ"], ["CH"] = ["チャ", "チ", "チュ", "チェ", "チョ"], ["D"] = ["ダ", "ディ", "ドゥ", "デ", "ド"], ["DH"] = ["ザ", "ジ", "ズ", "ゼ", "ゾ"], ["F"] = ["ファ", "フィ", "フ", "フェ", "フォ"], ["G"] = ["ガ", "ギ", "グ", "ゲ", "ゴ"], ["HH"] = ["ハ", "ヒ", "フ", "ヘ", "ホ"], ["JH"] = ["ジャ", "ジ", "ジュ", "ジェ", "ジョ"], ["K"] = ["カ", "キ", "ク", "ケ", "コ"], ["L"] = ["ラ", "リ", "ル", "レ", "ロ"], ["M"] = ["マ", "ミ", "ム", "メ", "モ"], ["N"] = ["ナ", "ニ", "ヌ", "ネ", "ノ"], ["P"] = ["パ", "ピ", "プ", "ペ", "ポ"], ["R"] = ["ラ", "リ", "ル", "レ", "ロ"], ["S"] = ["サ", "シ", "ス", "セ", "ソ"], ["SH"] = ["シャ", "シ", "シュ", "シェ", "ショ"], ["T"] = ["タ", "ティ", "トゥ", "テ", "ト"], ["TH"] = ["サ", "シ", "ス", "セ", "ソ"], ["V"] = ["バ", "ビ", "ブ", "ベ", "ボ"], ["W"] = ["ワ", "ウィ", "ウ", "ウェ", "ウォ"], ["Y"] = ["ヤ", "イ", "ユ", "イェ", "ヨ"], ["Z"] = ["ザ", "ジ", "ズ", "ゼ", "ゾ"], ["ZH"] = ["ジャ", "ジ", "ジュ", "ジェ", "ジョ"],
    };

    private static readonly Dictionary<string, string> Alone = new(StringComparer.Ordinal)
    {
        ["B"] = "ブ", ["CH"] = "チ", ["D"] = "ド", ["DH"] = "ズ", ["F"] = "フ", ["G"] = "グ", ["HH"] = "フ", ["JH"] = "ジ", ["K"] = "ク", ["L"] = "ル", ["M"] = "ム", ["N"] = "ン", ["NG"] = "ング", ["P"] = "プ", ["R"] = "ル", ["S"] = "ス", ["SH"] = "シュ", ["T"] = "ト", ["TH"] = "ス", ["V"] = "ブ", ["W"] = "ウ", ["Y"] = "イ", ["Z"] = "ズ", ["ZH"] = "ジュ",
    };

    /// <summary>A word in katakana; null when the lexicon cannot tell how it is pronounced.</summary>
    /// <param name="word">Letters a to z.</param>
    /// <param name="known">Katakana of a part that usage has settled; null for none.</param>
    public static string? Of(string word, Func<string, string?> known)
    {
        if (EnglishPronunciation.Of(word) is not { } parts)
            return null;
        return string.Concat(parts.Select(p => (parts.Count > 1 ? Parts.GetValueOrDefault(p.Text) ?? (p.Text.Length > 2 ? known(p.Text) : null) : null) ?? Spell(p)));
    }

    private static string Spell(EnglishWord word)
    {
        var (sounds, kana, onset) = (word.Sounds, new StringBuilder(), "");
        for (var i = 0; i < sounds.Count; i++)
        {
            var (sound, next) = (sounds[i], i + 1 < sounds.Count ? sounds[i + 1] : default);
            if (!sound.IsVowel)
            {
                if (next.IsVowel || (next.Phoneme == "Y" && i + 2 < sounds.Count && sounds[i + 2].Phoneme is "UW" or "UH" or "AH"))
                    onset = sound.Phoneme == "NG" ? "G" : sound.Phoneme;
                if (sound.Phoneme == "NG" && next.IsVowel)
                    kana.Append('ン');
                if (sound.Phoneme == "Y" && onset is not ("" or "Y"))
                {
                    i++;
                    kana.Append(Palatal(onset)).Append(i + 1 < sounds.Count && sounds[i].Phoneme == "AH" ? "" : "ー");
                    onset = "";
                    i += i + 1 < sounds.Count && sounds[i + 1].Phoneme == "R" && !IsVowelAt(sounds, i + 2) ? 1 : 0;
                    continue;
                }

                if (onset.Length == 0)
                    kana.Append(Coda(sounds, i));
                else if (Doubles(word, i))
                    kana.Append('ッ');
                continue;
            }

            i = Vowel(word, kana, onset, i);
            onset = "";
        }

        return kana.ToString();
    }

    /// <summary>Writes a vowel with its consonant; returns the index of the last sound that it takes in.</summary>
    private static int Vowel(EnglishWord word, StringBuilder kana, string onset, int i)
    {
        var sounds = word.Sounds;
        var (sound, letters) = (sounds[i], sounds[i].Letters);
        var isLast = i == sounds.Count - 1;
        var r = !isLast && sounds[i + 1].Phoneme == "R" && !IsVowelAt(sounds, i + 2);
        var afterR = i + 1 == sounds.Count - 1;
        var row = onset == "W" && i > 1 && !sounds[i - 2].IsVowel ? ["ワ", "イ", "ウ", "ウェ", "ウォ"] : Rows[onset];
        void Add(int vowel, string tail = "") => kana.Append(row[vowel]).Append(tail);
        switch (sound.Phoneme)
        {
            case "AA":
                if (r)
                    Add(0, "ー");
                else if (letters.StartsWith('o'))
                    Add(4);
                else
                    Add(0, letters is "a" && onset.Length > 0 && !isLast && !sounds[i + 1].IsVowel ? "" : "");
                return r ? i + 1 : i;
            case "AE":
                if (onset is "K" or "G")
                    kana.Append(onset == "K" ? "キャ" : "ギャ");
                else
                    Add(0);
                return i;
            case "AH" when !sound.IsStressed && !isLast && sounds[i + 1].Phoneme == "L" && i + 2 >= sounds.Count && onset.Length > 0:
                // table, title: the l alone.
                kana.Append(onset is "T" ? "ト" : onset is "D" ? "ド" : Alone[onset]);
                return i;
            case "AH" when !sound.IsStressed && onset is "SH" or "ZH" or "CH" or "JH" && !isLast && sounds[i + 1].Phoneme == "N" && letters != "e":
                Add(4);
                return i;
            case "AH":
                Add(sound.IsStressed ? 0 : letters switch
                {
                    "o" or "io" => onset is "SH" or "ZH" ? 4 : i == 1 || i == 0 ? 4 : 0,
                    "e" when !isLast && sounds[i + 1].Phoneme == "N" && onset is "P" or "K" => 2,
                    "e" or "ie" or "ea" => 3,
                    "i" or "y" or "ui" => 1,
                    "u" => onset is "L" or "R" or "K" ? 0 : 0,
                    _ => 0,
                });
                return i;
            case "AO":
                if (r)
                    Add(4, afterR && letters is not ("" or "a") && (onset is "T" or "K" or "SH" or "M") ? "ア" : "ー");
                else
                    Add(4, letters is "o" or "" ? "" : "ー");
                return r ? i + 1 : i;
            case "AW":
                Add(0, r ? "ワー" : "ウ");
                return r ? i + 1 : i;
            case "AY":
                Add(0, r ? "イア" : "イ");
                return r ? i + 1 : i;
            case "EH":
                Add(3, r ? "ア" : "");
                return r ? i + 1 : i;
            case "ER":
                Add(0, "ー");
                if (IsVowelAt(sounds, i + 1))
                {
                    // memory: the r goes on.
                    kana.Length--;
                    return VowelAfterR(word, kana, i + 1);
                }

                return i;
            case "EY":
                Add(3, letters is "ay" or "ey" or "ei" or "eig" or "eigh" ? "イ" : "ー");
                return i;
            case "IH":
                if (r)
                {
                    Add(1, "ア");
                    return i + 1;
                }

                if (letters == "a" && !sound.IsStressed && !isLast && sounds[i + 1].Phoneme == "JH")
                    Add(3, "ー");
                else
                    Add(letters == "e" && !sound.IsStressed && (i == 0 || onset is "D" or "S") ? 3 : 1);
                return i;
            case "IY":
                if (r)
                    Add(1, "ア");
                else
                    Add(1, !isLast && !sound.IsStressed && IsVowelAt(sounds, i + 1) ? "" : letters == "e" && !isLast && (!sound.IsStressed || (i == 1 && onset is "R" && sounds.Count > 4)) ? "" : "ー");
                return r ? i + 1 : i;
            case "OW":
                Add(4, r ? "ア" : isLast && letters == "ow" && onset == "D" ? "ウ" : "ー");
                return r ? i + 1 : i;
            case "OY":
                Add(4, "イ");
                return i;
            case "UH":
                if (onset == "T" && r)
                    kana.Append('ツ');
                else
                    Add(2);
                kana.Append(r ? "ア" : "");
                return r ? i + 1 : i;
            default:
                if (onset == "T")
                    kana.Append(letters.StartsWith('o') ? "ツー" : "チュー");
                else
                    Add(2, letters is "u" && !isLast && IsVowelAt(sounds, i + 1) ? "" : "ー");
                return r ? i + 1 : i;
        }
    }

    private static int VowelAfterR(EnglishWord word, StringBuilder kana, int i) => Vowel(word, kana, "R", i);

    private static string Palatal(string onset) => onset switch
    {
        "K" => "キュ", "G" => "ギュ", "B" or "V" => "ビュ", "P" => "ピュ", "M" => "ミュ", "N" => "ニュ", "F" => "フュ", "HH" => "ヒュ", "L" or "R" => "リュ", "D" => "デュ", "T" => "チュ", "S" => "シュ", "Z" => "ジュ", _ => "ユ",
    };

    /// <summary>A consonant without a vowel after it, with ッ before a stop that ends the word after a short vowel.</summary>
    private static string Coda(IReadOnlyList<EnglishSound> sounds, int i)
    {
        var phoneme = sounds[i].Phoneme;
        var (next, isLast) = (i + 1 < sounds.Count ? sounds[i + 1].Phoneme : "", i == sounds.Count - 1);
        switch (phoneme)
        {
            case "M" when next is "P" or "B" or "M":
                return "ン";
            case "NG" when next is "K" or "G":
                return "ン";
            case "T" when next is "S" && i + 2 >= sounds.Count:
                return Short(sounds, i) ? "ッ" : "";
            case "S" when i > 0 && sounds[i - 1].Phoneme == "T" && isLast:
                return "ツ";
            case "Y" or "W" when i > 0 && !sounds[i - 1].IsVowel:
                return "";
        }

        var alone = Alone.GetValueOrDefault(phoneme, "");
        var ends = isLast || (next is "S" && i + 2 >= sounds.Count && phoneme is "P" or "K");
        return ends && phoneme is "P" or "T" or "K" or "CH" or "SH" or "D" or "JH" && Short(sounds, i) ? "ッ" + alone : alone;
    }

    /// <summary>shipping シッピング, hacker ハッカー, happy ハッピー, apple アップル: a stop written twice after a short vowel, before a usual ending.</summary>
    private static bool Doubles(EnglishWord word, int i)
    {
        var sounds = word.Sounds;
        if (i == 0 || !sounds[i - 1].IsStressed || !Short(sounds, i))
            return false;
        var rest = sounds.Count - i - 1;
        var (first, second) = (sounds[i + 1].Phoneme, rest > 1 ? sounds[i + 2].Phoneme : "");
        var gerund = first == "IH" && second == "NG" && rest is 2 or 3;
        var ending = gerund || (rest == 1 && first is "ER" or "IY") || (rest == 2 && first == "ER" && second is "Z") || (first == "AH" && second == "L" && rest == 2);
        return sounds[i].Phoneme switch
        {
            "P" => ending && word.Text.Contains("pp", StringComparison.Ordinal),
            "K" => ending && (word.Text.Contains("ck", StringComparison.Ordinal) || (gerund && word.Text.Contains("ook", StringComparison.Ordinal))),
            "T" => gerund && word.Text.Contains("tt", StringComparison.Ordinal),
            _ => false,
        };
    }

    /// <summary>Whether a short vowel stands before a consonant.</summary>
    private static bool Short(IReadOnlyList<EnglishSound> sounds, int i) =>
        i > 0 && (sounds[i - 1].Phoneme is "AE" or "EH" or "AH" or "UH" || (sounds[i - 1].Phoneme == "IH" && sounds[i - 1].Letters != "a")
            || (sounds[i - 1].Phoneme is "AA" or "AO" && sounds[i - 1].Letters.StartsWith('o') && sounds[i - 1].Letters.Length == 1));

    private static bool IsVowelAt(IReadOnlyList<EnglishSound> sounds, int i) => i < sounds.Count && sounds[i].IsVowel;
}
