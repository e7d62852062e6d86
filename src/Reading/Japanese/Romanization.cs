using System.Collections.Frozen;
using System.Text;

namespace Dubbing.Readings.Japanese;

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
