using System.Text;
using Dubbing.Readings;

namespace Dubbing.Laboratory;

/// <summary>Random lines that no reader may stumble over, and what must hold of their readings. The same seed gives the same lines.</summary>
internal static class RandomText
{
    private static readonly string[] Pools =
    [
        "가나다닭밟값않읽힣갸뷁쀍각낙달람맙상옹젖칮켴텉픞힇", "ㄱㄴㅋㅋㅎㅏㅣㅠㅢ", "あいうえおかきくけこっゃゅょんーゔ々〆", "アイウエオァヴャッンー・ﾊﾟｶﾞ", "日本語漢字東京大阪一二三十百千万億円年月日時分行生上下人気々龠",
        "0123456789０１２３４５６７８９", "abcdefgXYZＡｂｃéßñ", "., !?…。、！？「」『』()（）[]［］~～-−–—:;/%$€¥₩&@#*+=×÷℃㎏№①Ⅷ½²", " \t\u3000\u00a0\u200b\n\r", "\0\u0001\u001b\u007f\u0085\u2028\u202e\ufeff\ufffd\uffff\ue000\uf8ff", "\u1100\u1161\u11a8\u0301\u3099\u309a\u20dd",
    ];

    private static readonly string[] Markup = ["{", "}", "|", "[", "]", "｛", "｝", "｜", "［", "］", "\\", "{닭|닥}", "{箸|ハ]シ}", "{行|い}った", "[0.5s]", "[쉼]", "［1秒］", "1.5초", "ms", "]シ[", "{|}", "{a|}", "[99999s]", "[NaNs]", "닭", "箸", "\\{"];

    /// <summary>A line.</summary>
    /// <param name="random">The dice.</param>
    /// <param name="longest">Its longest, in UTF-16 units (a little more for whole signs).</param>
    public static string Next(Random random, int longest)
    {
        var length = random.Next(longest + 1);
        var text = new StringBuilder(length);
        var kind = random.Next(5);
        while (text.Length < length)
        {
            switch (kind == 4 ? random.Next(4) : kind)
            {
                case 0:
                    // Any unit, lone surrogates too.
                    text.Append((char)random.Next(0x10000));
                    break;
                case 1:
                    var value = random.Next(0x110000);
                    if (Rune.IsValid(value))
                        text.Append(new Rune(value));
                    break;
                case 2:
                    var pool = Pools[random.Next(Pools.Length)];
                    for (var n = random.Next(1, 6); n > 0; n--)
                        text.Append(pool[random.Next(pool.Length)]);
                    break;
                default:
                    text.Append(Markup[random.Next(Markup.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>What is wrong with a reading; null when nothing is.</summary>
    public static string? Fault(Reading reading, string text)
    {
        if (reading.Text != text)
            return "the text is not the typed one";
        if (reading.Phonemes.Count < 2 || reading.Phonemes[0].Symbol != PhonemeInventory.Pause || reading.Phonemes[^1].Symbol != PhonemeInventory.Pause)
            return "no silence at an edge";
        foreach (var p in reading.Phonemes)
        {
            if (!PhonemeInventory.TryGetRow(p.Symbol, out _))
                return $"unknown sound {p.Symbol}";
            if (p.Source.Start < 0 || p.Source.Length < 0 || p.Source.End > text.Length)
                return $"a span {p.Source} outside the text of {text.Length}";
            if (p.Phrase < -1 || p.Phrase >= reading.Phrases.Count || (p.Phrase >= 0 && (p.Unit < 0 || p.Unit >= reading.Phrases[p.Phrase].Units)))
                return $"a sound of phrase {p.Phrase}, unit {p.Unit}";
            if (p.PauseSeconds is not (null or (> 0 and < 1e6)))
                return $"a pause of {p.PauseSeconds} s";
        }

        return reading.Phrases.FirstOrDefault(p => p.Source.Start < 0 || p.Source.End > text.Length || p.Nucleus > p.Units) is { } wrong ? $"the phrase {wrong}" : null;
    }
}
