using System.Text;
using Dubbing.Readings.Japanese;

namespace Dubbing.Readings.Tests.Japanese;

public class JapaneseFuzzTests
{
    private const int Strings = 20_000;

    private static readonly JapaneseReader Reader = new();

    private static readonly string[] Alphabets =
    [
        "0123456789，．,.:/-～％%￥$", "あいうえおかきくけこがぎぐげごっーんゃゅょ", "アイウエオヴァティュョーッ・ンㇰ", "一二三四五六七八九十百千万億兆何本日人分月年円",
        "漢字仮名東京今日明日行上手市場", "abcXYZ'’", "！？。、「」（）…―～♪☆", "　 \t\n\r\u0000\u200b\ufeff\u0301\u3099\uff9e", "가나다한국어ㅋㅋ", "\ud800\udc00\udbff\udfff",
    ];

    [Fact]
    public void Any_string_gives_a_sound_reading()
    {
        var random = new Random(20260);
        for (var i = 0; i < Strings; i++)
            AssertSound(Reader.Read(Next(random)));
    }

    [Theory]
    [InlineData("あ")]
    [InlineData("ア")]
    [InlineData("漢")]
    [InlineData("1")]
    [InlineData("a1")]
    [InlineData("1,")]
    [InlineData("Ab-")]
    [InlineData("三本")]
    [InlineData("今日は")]
    [InlineData("。")]
    [InlineData("\ud800")]
    public void A_line_of_a_hundred_thousand_letters_is_read_to_its_end(string unit)
    {
        var reading = Reader.Read(string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length)) + "終わり");

        AssertSound(reading);
        Assert.EndsWith("オワリ", reading.Phrases[^1].Spelling, StringComparison.Ordinal);
    }

    private static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(0, 60); n > 0; n--)
        {
            var alphabet = Alphabets[random.Next(Alphabets.Length)];
            text.Append(random.Next(8) == 0 ? (char)random.Next(0x10000) : alphabet[random.Next(alphabet.Length)]);
        }

        return text.ToString();
    }

    /// <summary>What every later stage relies on.</summary>
    private static void AssertSound(Reading reading)
    {
        Assert.Equal(PhonemeInventory.Pause, reading.Phonemes[0].Symbol);
        Assert.Equal(PhonemeInventory.Pause, reading.Phonemes[^1].Symbol);
        PhonemeFeatures.Of(reading);
        var units = new int[reading.Phrases.Count];
        var (phrase, unit) = (-1, 0);
        foreach (var p in reading.Phonemes)
        {
            Assert.True(p.Source.Start >= 0 && p.Source.Length >= 0 && p.Source.End <= reading.Text.Length);
            if (p.Phrase < 0)
                continue;
            Assert.True(p.Phrase == phrase ? p.Unit == unit || p.Unit == unit + 1 : p.Phrase == phrase + 1 && p.Unit == 0);
            (phrase, unit) = (p.Phrase, p.Unit);
            units[phrase] = unit + 1;
        }

        Assert.Equal(reading.Phrases.Select(p => p.Units), units);
        Assert.All(reading.Phrases, p => Assert.InRange(p.Nucleus, 0, p.Units));
    }
}
