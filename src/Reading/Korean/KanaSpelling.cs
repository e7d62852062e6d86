using System.Text;

namespace Dubbing.Readings.Korean;

/// <summary>Japanese kana in Hangul: 외래어 표기법 제2장 표 4 and 제3장 제6절. Long vowels are not written.</summary>
internal static class KanaSpelling
{
    // Vowels a i u e o of each row; at the beginning of a word, and after it where that differs.
    private static readonly Dictionary<string, (string First, string Later)> Rows = new(StringComparer.Ordinal)
    {
        [""] = ("아이우에오", ""), ["k"] = ("가기구게고", "카키쿠케코"), ["g"] = ("가기구게고", ""), ["s"] = ("사시스세소", ""), ["sh"] = ("샤시슈셰쇼", ""), ["z"] = ("자지즈제조", ""), ["j"] = ("자지주제조", ""),
        ["t"] = ("다디투데도", "타티투테토"), ["d"] = ("다디두데도", ""), ["ch"] = ("자지주제조", "차치추체초"), ["ts"] = ("차치쓰체초", ""), ["n"] = ("나니누네노", ""), ["h"] = ("하히후헤호", ""), ["f"] = ("파피후페포", ""),
        ["b"] = ("바비부베보", ""), ["p"] = ("파피푸페포", ""), ["m"] = ("마미무메모", ""), ["y"] = ("야이유예요", ""), ["r"] = ("라리루레로", ""), ["w"] = ("와위우웨워", ""), ["v"] = ("바비부베보", ""),
        ["ky"] = ("갸기규계교", "캬키큐켸쿄"), ["gy"] = ("갸기규계교", ""), ["ny"] = ("냐니뉴녜뇨", ""), ["hy"] = ("햐히휴혜효", ""), ["by"] = ("뱌비뷰볘뵤", ""), ["py"] = ("퍄피퓨폐표", ""), ["my"] = ("먀미뮤몌묘", ""), ["ry"] = ("랴리류례료", ""),
        ["ty"] = ("탸티튜톄툐", ""), ["dy"] = ("댜디듀뎨됴", ""), ["kw"] = ("콰퀴쿠퀘쿼", ""), ["gw"] = ("과귀구궤궈", ""), ["fy"] = ("퍄피퓨폐표", ""), ["vy"] = ("뱌비뷰볘뵤", ""),
    };

    /// <summary>Whether a character is kana, or belongs to it.</summary>
    public static bool IsKana(char c) => c is >= 'ぁ' and <= 'ゖ' or >= 'ァ' and <= 'ヺ' or 'ー';

    /// <summary>The Hangul of a run of kana; empty when nothing in it can be said.</summary>
    public static string Read(string kana)
    {
        var moras = Moras.Split(Moras.ToKatakana(kana));
        var (said, vowel) = (new StringBuilder(moras.Count), "");
        foreach (var mora in moras)
        {
            if (mora == "ー")
                continue;
            var (consonant, sound) = Moras.Sounds(mora);
            if (sound is "N" or "cl")
            {
                Close(said, sound == "N" ? 'ㄴ' : 'ㅅ');
                vowel = "";
                continue;
            }

            // とう, こう: the second half of a long vowel is not written.
            if (consonant.Length == 0 && (mora is "ウ" && vowel is "o" or "u" || mora is "オ" && vowel == "o" || mora is "ア" && vowel == "a" || mora is "イ" && vowel == "i"))
            {
                vowel = "";
                continue;
            }

            var (first, later) = Rows[consonant];
            said.Append((said.Length > 0 && later.Length > 0 ? later : first)["aiueo".IndexOf(sound, StringComparison.Ordinal)]);
            vowel = sound;
        }

        return said.ToString();
    }

    private static void Close(StringBuilder said, char final)
    {
        if (said.Length == 0)
            said.Append(final == 'ㄴ' ? '은' : '읏');
        else if (Hangul.Final(said[^1]) == ' ')
            said[^1] = Hangul.Compose(Hangul.Initial(said[^1]), Hangul.Vowel(said[^1]), final);
    }
}
