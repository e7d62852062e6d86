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
    /// <param name="phrase">Its words.</param>
    /// <param name="records">Whether the words are told why.</param>
    public static int Nucleus(IReadOnlyList<Word> phrase, bool records = true)
    {
        var (accent, moras) = (phrase[0].Accent, phrase[0].Kana.Count);
        var isSettled = false;
        for (var i = 1; i < phrase.Count; i++)
        {
            var (before, word) = (phrase[i - 1], phrase[i]);

            // タ]ベテイマス: after て nothing moves the nucleus of an accented verb.
            isSettled |= accent > 0 && word.Is("動詞", "非自立") && before.Class == "助詞" && before.Surface is "て" or "で";
            var (changed, rule) = (accent, "");
            if (!isSettled)
                changed = Connect(accent, moras, phrase, i, out rule);
            if (changed != accent && records)
                word.Steps.Add(new ReadingStep(rule, accent.ToString(CultureInfo.InvariantCulture), changed.ToString(CultureInfo.InvariantCulture)));
            accent = changed;
            moras += word.Kana.Count;
        }

        return Math.Min(accent, moras);
    }

    private static int Connect(int accent, int moras, IReadOnlyList<Word> phrase, int i, out string rule)
    {
        var (before, word) = (phrase[i - 1], phrase[i]);

        // ソレダケ]デ: flat with だけ, which falls before another particle.
        if (word is { Surface: "だけ", Class: "助詞" } && accent == 0 && i + 1 < phrase.Count && phrase[i + 1].Class == "助詞")
        {
            rule = "F2@2";
            return moras + 2;
        }

        if (accent == 0 && i + 1 < phrase.Count && phrase[i + 1].Class is "助詞" or "助動詞")
        {
            // シナ]イト, ジカンダ]ト: ない and だ after what is flat fall before a particle that goes on.
            if (word is { Lemma: "ない", Class: "助動詞", Form: "基本形" } && before.Class == "動詞" && phrase[i + 1].Surface is "と" or "が" or "から" or "ので" or "です" or "し" or "けど" or "けれど" or "のに")
            {
                rule = "F2@1";
                return moras + 1;
            }

            if (word is { Surface: "だ", Class: "助動詞" } && before.Class == "名詞" && phrase[i + 1].Surface is "と" or "から" or "し" or "けど" or "けれど")
            {
                rule = "F2@1";
                return moras + 1;
            }
        }

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

        rule = OwnRule(accent, moras, before, word) ?? RuleFor(word.Rules, before.Class);
        var (name, shift) = Parse(rule);
        return name switch
        {
            "F1" => accent,
            "F2" => accent == 0 ? moras + shift : accent,
            "F3" => accent == 0 ? 0 : moras + shift,
            "F4" => moras + shift,
            "F5" => 0,
            "F6" => accent == 0 ? moras + shift : accent,
            "C1" => moras + (word.Accent == 0 ? 1 : word.Accent), // カイテーケ]ーブル: a flat second noun gets a nucleus
            "C2" => moras + 1,
            "C3" => OnSyllableHead(moras, before),
            "C4" => 0,
            _ => accent,
        };
    }

    // Suffixes that make what they are put to flat.
    private static readonly (string, string)[] Flattening =
    [
        ("的", "テキ"), ("語", "ゴ"), ("家", "カ"), ("用", "ヨー"), ("品", "ヒン"), ("法", "ホー"), ("後", "ゴ"), ("役", "ヤク"), ("剤", "ザイ"), ("級", "キュー"), ("金", "キン"), ("体", "タイ"), ("系", "ケー"), ("型", "ガタ"), ("製", "セー"), ("教", "キョー"), ("病", "ビョー"), ("制", "セー"), ("産", "サン"), ("版", "バン"),
    ];

    /// <summary>The rule where the dictionary has none or not the usual one; null to follow the dictionary.</summary>
    private static string? OwnRule(int accent, int moras, Word before, Word word) => word.Class switch
    {
        "動詞" => VerbRule(accent, moras, before, word),
        "形容詞" when word.Sub1 == "非自立" && word.Rules == "*" => "F2@" + word.Accent,
        // ヨ]ーシャナク, ウ]ンヨク: an accented noun keeps its nucleus.
        "形容詞" when before.Class == "名詞" && accent > 0 && accent < moras && word.Lemma is "ない" or "無い" or "よい" or "良い" or "いい" => "F1",
        "形容詞" when before.Class == "名詞" => "F4@" + Math.Max(1, word.Accent),
        "名詞" when word is { Surface: "そう", Sub1: "接尾" } => "F3@1",
        "名詞" when word is { Surface: "の", Sub1: "非自立" } && before.Class is "動詞" or "助動詞" => "F2@0",
        "名詞" when word.Sub1 == "非自立" && word.Surface is not ("の" or "ん") => word.Accent == 0 ? "F1" : "F2@" + word.Accent,

        // コーツージ]コ, リムジンバ]ス: a second noun of two moras that is no suffix falls on its first; so does シケ]ン (マッキシ]ケン).
        "名詞" when IsSecondNoun(before, word) && word.Kana.Count == 2 && word.Accent == 1 && word.Surface.Length > 1 => "C2",
        "名詞" when IsSecondNoun(before, word) && word.Kana.Count == 3 && word.Accent == 2 && word.Rules.StartsWith("C1", StringComparison.Ordinal) => "C2",

        // 現実的, 効果的 are flat, so are 外国語, 治療法 and the like; 生徒たち falls where 生徒 does.
        "名詞" when word.Sub1 == "接尾" && Array.IndexOf(Flattening, (word.Surface, word.Spoken)) >= 0 => "C4",
        "名詞" when word.Sub1 == "接尾" && (word.Surface is "たち" or "達" or "ら" || (word.Surface, word.Spoken) is ("氏", "シ")) && before.Class == "名詞" => OnSyllableHead(moras, before) < moras ? "F2@-1" : "F2@0",
        "名詞" when word.Sub1 == "接尾" && (word.Surface, word.Spoken) is ("者", "シャ") or ("館", "カン") or ("局", "キョク") or ("院", "イン") or ("機", "キ") or ("車", "シャ") or ("力", "リョク") or ("物", "ブツ") or ("値", "チ") or ("間", "カン") or ("器", "キ") or ("士", "シ") => "C3",
        "助動詞" => AuxiliaryRule(moras, before, word),
        "助詞" => ParticleRule(accent, moras, before, word),
        _ => null,
    };

    private static string? VerbRule(int accent, int moras, Word before, Word word)
    {
        if (word.Lemma == "する")
            return "F1";

        // The passive and causative make a new verb, flat or not as the old one was: ヤトワ]レタ, ヤトワレ]ル.
        // タ]イホサレタ: する after an accented noun leaves its nucleus where it is.
        if (word.Sub1 == "接尾" && before.Lemma == "する" && accent > 0 && moras > before.Kana.Count)
            return "F1";
        if (word.Sub1 == "接尾" && word.Conjugation.StartsWith("一段", StringComparison.Ordinal))
            return word.Rules.Contains("F3", StringComparison.Ordinal) || word.Rules == "*" ? "F3@" + (word.Kana.Count - 1) : null;
        if (word.Lemma is "なさる" && word.Surface == "なさい")
            return "F4@2";
        if (before.Class == "助詞")
            return word.Accent == 0 || word.Lemma is "いう" or "よる" ? "F1" : "F2@" + word.Accent;
        if (before.Class is "動詞" && word.Rules == "*")
        {
            // Two verbs make one with a nucleus, whatever they had: タベツズケ]ル.
            var nucleus = word.BaseAccent > 0 ? word.Accent : Inflection.FormAccent(word, word.Conjugation.StartsWith("一段", StringComparison.Ordinal) && word.Form != "基本形" ? word.Kana.Count : Math.Max(1, word.Kana.Count - 1));
            return "F4@" + nucleus;
        }

        return before.Class == "名詞" && word.Lemma is "できる" or "出来る" or "いたす" or "致す" or "なさる" or "くださる" or "下さる" or "なる"
            ? word.Accent == 0 ? "F1" : "F2@" + word.Accent
            : null;
    }

    private static string? AuxiliaryRule(int moras, Word before, Word word)
    {
        switch (word.Lemma)
        {
            case "たい" when before.Class == "動詞":
                return "F4@1";
            case "ある" when before.Surface == "で":
                return "F2@1";
            case "だ" when word.Surface is "だっ" or "だろ":
            case "です" when word.Surface == "でし":
                return "F2@1";
            case "です" when word.Surface == "でしょ":
                return "F2@2";
            case "ない" when before.Class == "動詞" && word.Form != "基本形":
                // イカナ]カッタ, シナ]カッタ, イワナ]ケレバ, but タベ]ナカッタ, ワカラ]ナケレバ.
                if ((word.Surface == "なけれ" && before.BaseAccent == 0) || (before.Lemma is "する" or "いる" && moras == before.Kana.Count))
                    return "F4@1";
                return before.Lemma == "する" || before.BaseAccent == 0 ? "F6@1" : null;
            case "らしい":
                return "F4@2";
            case "ん" or "ぬ" when before.Lemma == "ます" && word.Surface == "ん":
                return "F4@0";
            case "た" when before.Class == "形容詞" && before.BaseAccent > 0:
                return "F1";
            case "た" when before.Class == "動詞" && word.Surface is "たら" or "だら":
                return "F2@1";
            case "た" when before.Class == "動詞":
                return "F1";
        }

        return null;
    }

    private static string? ParticleRule(int accent, int moras, Word before, Word word)
    {
        switch (word.Surface)
        {
            // 橋 ハシ]ガ, but ハシノ.
            case "の" when word.Sub1 == "連体化" && IsFlattenedByNo(accent, moras, before):
                return "F5";

            // 誰も, 何も.
            case "も" when before.Sub1 == "代名詞" && before.Surface is "何" or "誰" or "だれ" or "なに" or "どこ" or "何処":
                return "F5";
            case "は" or "も" or "の" when before.Class == "助詞" && before.Sub1 is "格助詞" or "接続助詞" or "副助詞":
                return "F2@0";
            case "ので" when before.Class is "動詞" or "助動詞":
                return "F2@0";
            case "たら" when before.Class == "動詞":
                return "F2@1";
            case "が" or "と" when word.Sub1 == "接続助詞" && before.Class is "動詞" or "助動詞":
                return "F2@0";
            case "たり" or "だり" when before.Class == "動詞":
                return "F2@1";
            case "に" when before.Class == "動詞" && before.Form == "基本形":
                return "F2@0"; // ススム]ニツレテ
            case "に" when before.Class == "動詞":
                return "F1";
            case "ながら" when before.Class == "動詞":
                return "F3@1";
            case "て" or "で" when word.Sub1 == "接続助詞" && before.Class is "動詞" or "形容詞":
                return "F1";
            case "ば" when before.Class is "動詞" or "形容詞":
                return "F2@0";
        }

        return null;
    }

    /// <summary>Before の a noun with its nucleus on the last syllable is flat (ハナノ, ニホンノ), numbers and a few others are not (フタリ]ノ, ツギ]ノ).</summary>
    private static bool IsFlattenedByNo(int accent, int moras, Word before)
    {
        if (before.Class != "名詞" || accent < 2 || before.Sub2 == "助数詞" || before.Sub1 == "数" || before.Surface is "次" or "ため" or "為" or "余所" or "よそ")
            return false;
        if (before.Surface.Length > 0 && before.Surface[0] is '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十')
            return false;
        return (before.Accent == before.Kana.Count && accent == moras) || before.Surface is "日本" or "昨日" or "きのう";
    }

    private static bool IsSecondNoun(Word before, Word word) => word.Sub1 is "一般" or "サ変接続" && before.Class == "名詞" && before.Sub1 is not ("接尾" or "数" or "非自立" or "代名詞") && before.Sub2 != "人名";

    /// <summary>A nucleus cannot stand on ン, ッ or ー, nor on the い of ai, oi, ui: it moves to the mora before (ケーザ]イガク).</summary>
    private static int OnSyllableHead(int mora, Word word)
    {
        if (word.Kana.Count < 2)
            return mora;
        return word.Kana[^1] is "ン" or "ッ" or "ー" || (word.Kana[^1] == "イ" && word.Kana[^2] is not ("ー" or "ッ") && Moras.Sounds(word.Kana[^2]).Vowel is "a" or "o" or "u")
            ? mora - 1
            : mora;
    }

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
