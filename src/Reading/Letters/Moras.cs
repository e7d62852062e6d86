using System.Collections.Frozen;

namespace Dubbing.Readings.Letters;

/// <summary>Katakana as moras, and moras as phonemes.</summary>
internal static class Moras
{
    private static readonly FrozenDictionary<string, (string Consonant, string Vowel)> Table = Build();

    /// <summary>Cuts katakana into moras; characters that are no kana are left out.</summary>
    public static List<string> Split(string kana)
    {
        var moras = new List<string>(kana.Length);
        for (var i = 0; i < kana.Length;)
        {
            if (i + 1 < kana.Length && Table.ContainsKey(kana.Substring(i, 2)))
            {
                moras.Add(kana.Substring(i, 2));
                i += 2;
                continue;
            }

            var one = kana[i++].ToString();
            if (one is "ー" or "ン" or "ッ" || Table.ContainsKey(one))
                moras.Add(one);
        }

        return moras;
    }

    /// <summary>The sounds of a mora; the consonant is empty where it has none. ン is N and ッ cl, without a consonant.</summary>
    /// <param name="mora">One of those that <see cref="Split"/> gives, but not ー.</param>
    public static (string Consonant, string Vowel) Sounds(string mora) => mora switch
    {
        "ン" => ("", "N"),
        "ッ" => ("", "cl"),
        _ => Table[mora],
    };

    /// <summary>Hiragana as katakana; other characters as they are.</summary>
    public static string ToKatakana(string text) =>
        string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = from[i] is (>= 'ぁ' and <= 'ゖ') or 'ゝ' or 'ゞ' ? (char)(from[i] + 0x60) : from[i];
        });

    /// <summary>Sino-Japanese kana as spoken: コウ コー, メイ メー, シュウ シュー.</summary>
    public static string Lengthen(string kana)
    {
        char[]? spoken = null;
        for (var i = 1; i < kana.Length; i++)
        {
            if (kana[i] is not ('ウ' or 'イ') || VowelOf(kana[i - 1]) is not { } vowel)
                continue;
            if ((kana[i] == 'ウ' && vowel is 'o' or 'u') || (kana[i] == 'イ' && vowel == 'e'))
                (spoken ??= kana.ToCharArray())[i] = 'ー';
        }

        return spoken is null ? kana : new string(spoken);
    }

    private static char? VowelOf(char kana) => kana switch
    {
        'ャ' => 'a',
        'ュ' => 'u',
        'ョ' => 'o',
        _ => Table.TryGetValue(kana.ToString(), out var sounds) ? sounds.Vowel[0] : null,
    };

    /// <summary>Whether a text is kana and ー only.</summary>
    public static bool IsKana(string text) => text.Length > 0 && text.All(c => c is (>= 'ぁ' and <= 'ゖ') or (>= 'ァ' and <= 'ヶ') or 'ー');

    private static FrozenDictionary<string, (string, string)> Build()
    {
        var table = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        void Row(string consonant, string kana)
        {
            // Five kana, for a i u e o; － where there is none.
            var names = kana.Split(' ');
            for (var i = 0; i < names.Length; i++)
            {
                if (names[i] != "-")
                    table[names[i]] = (consonant, "aiueo"[i].ToString());
            }
        }

        Row("", "ア イ ウ エ オ");
        Row("", "ァ ィ ゥ ェ ォ");
        Row("k", "カ キ ク ケ コ");
        Row("k", "ヵ - - ヶ -");
        Row("g", "ガ ギ グ ゲ ゴ");
        Row("s", "サ スィ ス セ ソ");
        Row("z", "ザ ズィ ズ ゼ ゾ");
        Row("z", "- - ヅ - -");
        Row("sh", "シャ シ シュ シェ ショ");
        Row("j", "ジャ ジ ジュ ジェ ジョ");
        Row("j", "ヂャ ヂ ヂュ ヂェ ヂョ");
        Row("t", "タ ティ トゥ テ ト");
        Row("d", "ダ ディ ドゥ デ ド");
        Row("ch", "チャ チ チュ チェ チョ");
        Row("ts", "ツァ ツィ ツ ツェ ツォ");
        Row("n", "ナ ニ ヌ ネ ノ");
        Row("h", "ハ ヒ ホゥ ヘ ホ");
        Row("f", "ファ フィ フ フェ フォ");
        Row("b", "バ ビ ブ ベ ボ");
        Row("p", "パ ピ プ ペ ポ");
        Row("m", "マ ミ ム メ モ");
        Row("y", "ヤ - ユ イェ ヨ");
        Row("y", "ャ - ュ - ョ");
        Row("r", "ラ リ ル レ ロ");
        Row("w", "ワ ウィ - ウェ ウォ");
        Row("w", "ヮ - - - -");
        Row("v", "ヴァ ヴィ ヴ ヴェ ヴォ");
        Row("", "- ヰ - ヱ ヲ");
        Row("ky", "キャ - キュ キェ キョ");
        Row("gy", "ギャ - ギュ ギェ ギョ");
        Row("ny", "ニャ - ニュ ニェ ニョ");
        Row("hy", "ヒャ - ヒュ ヒェ ヒョ");
        Row("by", "ビャ - ビュ ビェ ビョ");
        Row("by", "ヴャ - ヴュ - ヴョ");
        Row("py", "ピャ - ピュ ピェ ピョ");
        Row("my", "ミャ - ミュ ミェ ミョ");
        Row("ry", "リャ - リュ リェ リョ");
        Row("ty", "テャ - テュ - テョ");
        Row("dy", "デャ - デュ - デョ");
        Row("kw", "クァ クィ クゥ クェ クォ");
        Row("kw", "クヮ - - - -");
        Row("gw", "グァ グィ グゥ グェ グォ");
        Row("gw", "グヮ - - - -");
        Row("fy", "フャ - フュ - フョ");
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
