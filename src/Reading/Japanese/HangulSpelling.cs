using System.Text;

namespace Dubbing.Readings.Japanese;

/// <summary>Korean words in a Japanese line: read by 표준 발음법, then written in the kana that Japanese writes Korean names with (김치찌개 キムチチゲ).</summary>
internal static class HangulSpelling
{
    // Moras with a i u e o, and the row's palatal consonant where it is not the one with i.
    private static readonly Dictionary<char, string[]> Rows = new()
    {
        ['ㄱ'] = Row("カ キ ク ケ コ"), ['ㄲ'] = Row("カ キ ク ケ コ"), ['ㅋ'] = Row("カ キ ク ケ コ"), ['ㄴ'] = Row("ナ ニ ヌ ネ ノ"), ['ㄷ'] = Row("タ ティ トゥ テ ト"), ['ㄸ'] = Row("タ ティ トゥ テ ト"), ['ㅌ'] = Row("タ ティ トゥ テ ト"),
        ['ㄹ'] = Row("ラ リ ル レ ロ"), ['ㅁ'] = Row("マ ミ ム メ モ"), ['ㅂ'] = Row("パ ピ プ ペ ポ"), ['ㅃ'] = Row("パ ピ プ ペ ポ"), ['ㅍ'] = Row("パ ピ プ ペ ポ"), ['ㅅ'] = Row("サ シ ス セ ソ"), ['ㅆ'] = Row("サ シ ス セ ソ"), ['ㅇ'] = Row("ア イ ウ エ オ"),
        ['ㅈ'] = Row("チャ チ チュ チェ チョ"), ['ㅉ'] = Row("チャ チ チュ チェ チョ"), ['ㅊ'] = Row("チャ チ チュ チェ チョ"), ['ㅎ'] = Row("ハ ヒ フ ヘ ホ"),
    };

    // Plain onsets between voiced sounds.
    private static readonly Dictionary<char, string[]> Voiced = new()
    {
        ['ㄱ'] = Row("ガ ギ グ ゲ ゴ"), ['ㄷ'] = Row("ダ ディ ドゥ デ ド"), ['ㅂ'] = Row("バ ビ ブ ベ ボ"), ['ㅈ'] = Row("ジャ ジ ジュ ジェ ジョ"),
    };

    /// <summary>How a run of Hangul is said, in Hangul and in katakana.</summary>
    public static (string Said, string Kana) Read(string hangul)
    {
        var said = string.Concat(Languages.Of<ILanguageProfile>(Language.Korean).Reader.Read(hangul).Phrases.SelectMany(p => p.Spelling).Where(Hangul.IsSyllable));
        var kana = new StringBuilder(said.Length * 2);
        for (var i = 0; i < said.Length; i++)
        {
            var final = i > 0 ? Hangul.Final(said[i - 1]) : ' ';
            var initial = Hangul.Initial(said[i]);
            if (i > 0 && final == ' ' && initial is 'ㄲ' or 'ㄸ' or 'ㅃ')
                kana.Append('ッ');
            var row = i > 0 && final is ' ' or 'ㄴ' or 'ㄹ' or 'ㅁ' or 'ㅇ' && Voiced.TryGetValue(initial, out var voiced) ? voiced : Rows[initial];
            kana.Append(i > 0 && initial == 'ㅇ' && Hangul.Vowel(said[i]) == 'ㅢ' ? "イ" : Onset(row, initial, Hangul.Vowel(said[i]))).Append(Coda(Hangul.Final(said[i]), i + 1 < said.Length ? Hangul.Initial(said[i + 1]) : ' '));
        }

        return (said, kana.ToString());
    }

    private static string Onset(string[] row, char initial, char vowel) => vowel switch
    {
        'ㅏ' => row[0],
        'ㅣ' => row[1],
        'ㅜ' or 'ㅡ' => row[2],
        'ㅐ' or 'ㅔ' => row[3],
        'ㅓ' or 'ㅗ' => row[4],
        'ㅑ' => Glide(row, initial, "ヤ", "ャ", 0),
        'ㅠ' => Glide(row, initial, "ユ", "ュ", 2),
        'ㅕ' or 'ㅛ' => Glide(row, initial, "ヨ", "ョ", 4),
        'ㅒ' or 'ㅖ' => initial == 'ㅇ' ? "イェ" : row[3],
        'ㅘ' => Rounded(row, initial, "ワ", "ァ", "ア"),
        'ㅙ' or 'ㅚ' or 'ㅞ' => Rounded(row, initial, "ウェ", "ェ", "エ"),
        'ㅝ' => Rounded(row, initial, "ウォ", "ォ", "オ"),
        'ㅟ' => Rounded(row, initial, "ウィ", "ィ", "イ"),
        _ => initial == 'ㅇ' ? "ウィ" : row[1],
    };

    private static string Glide(string[] row, char initial, string alone, string small, int plain)
    {
        if (initial == 'ㅇ')
            return alone;
        if (row[1] is "シ")
            return "シ" + small;
        if (row[1] is "チ" or "ジ")
            return row[plain];
        return Moras.Split(row[1] + small) is [_] ? row[1] + small : row[1] + alone;
    }

    private static string Rounded(string[] row, char initial, string alone, string small, string large) =>
        initial == 'ㅇ' ? alone : Moras.Split(row[2] + small) is [_] ? row[2] + small : row[2] + large;

    private static string Coda(char final, char next) => final switch
    {
        ' ' => "",
        'ㄴ' or 'ㅇ' => "ン",
        'ㅁ' => next is 'ㅁ' or 'ㅂ' or 'ㅃ' or 'ㅍ' ? "ン" : "ム",
        'ㄹ' => "ル",
        'ㄱ' => next is 'ㄱ' or 'ㄲ' or 'ㅋ' ? "ッ" : "ク",
        'ㅂ' => next is 'ㅂ' or 'ㅃ' or 'ㅍ' ? "ッ" : "プ",
        _ => "ッ",
    };

    private static string[] Row(string moras) => moras.Split(' ');
}
