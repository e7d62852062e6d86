using Dubbing.Laboratory;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;

namespace Dubbing.Readings.Tests;

/// <summary>What holds of every reading, whatever the text. <c>dub bench read --fuzz 100000</c> does the same at length.</summary>
public sealed class AnyTextTests
{
    private static readonly ReadingDictionary Words = new(
        [new DictionaryEntry(Language.Korean, "닭", "닥"), new DictionaryEntry(Language.Japanese, "箸", "ハ]シ"), new DictionaryEntry(Language.Japanese, "東京", "トーキョー") { Class = WordClass.Phrase }]);

    public static TheoryData<Language> Languages => [Language.Korean, Language.Japanese];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Random_lines_are_read(Language language)
    {
        var (reader, random) = (Reader(language), new Random(8));
        for (var i = 0; i < 3000; i++)
        {
            var text = RandomText.Next(random, i % 100 == 0 ? 1500 : 50);
            var fault = RandomText.Fault(reader.Read(text, i % 2 == 0 ? Words : null), text);
            Assert.True(fault is null, $"{fault} in {Convert.ToHexString(System.Text.Encoding.Unicode.GetBytes(text))}");
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Lines_of_a_hundred_thousand_characters_are_read(Language language)
    {
        foreach (var part in (string[])["{닭|닥}을 箸で ", "{", "[1s", "가", "a1", "東京"])
        {
            var text = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length));
            Assert.Null(RandomText.Fault(Reader(language).Read(text, Words), text));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Many_threads_read_as_one_does(Language language)
    {
        var reader = Reader(language);
        var random = new Random(9);
        var lines = Enumerable.Range(0, 400).Select(_ => RandomText.Next(random, 60)).ToArray();
        var alone = lines.Select(Describe).ToArray();
        var together = new string[lines.Length];
        Parallel.For(0, lines.Length, i => together[i] = Describe(lines[i]));
        Assert.Equal(alone, together);

        string Describe(string line)
        {
            var reading = reader.Read(line, Words);
            return string.Join('|', reading.Phonemes.Select(p => $"{p.Symbol} {p.Source} {p.Phrase} {p.Unit} {string.Join(';', p.Steps)}")) + string.Join('|', reading.Phrases);
        }
    }

    [Theory]
    [InlineData("學校生活", "학꾜생활")]
    [InlineData("學校(학교)에 간다", "학꾜, 학꾜에 간다")]
    [InlineData("학교(學校)에 간다", "학꾜에 간다")] // said once
    [InlineData("女子와 男女", "여자와 남녀")] // 두음법칙 at the beginning only
    [InlineData("不動産, 不可能", "부동산, 불가능")]
    [InlineData("比率", "비율")]
    [InlineData("音樂", "으막")]
    [InlineData("東京の さくら", "도쿄노 사쿠라")] // 외래어 표기법 표 4
    [InlineData("トヨタ와 ありがとう", "도요타와 아리가토")]
    [InlineData("ニッポン, カップ", "닏폰, 갇푸")]
    public void Han_and_kana_in_Korean_text_are_said_in_Korean(string text, string said) =>
        Assert.Equal(said, ReadingFormat.ToHangul(Reader(Language.Korean).Read(text)).TrimEnd('.'));

    [Fact]
    public void A_Hangul_name_in_Japanese_text_is_said_in_Japanese() =>
        Assert.Contains(Reader(Language.Japanese).Read("김さんと行く").Phonemes, p => p.Symbol == "k" && p.Source == new SourceSpan(0, 1));

    private static IReader Reader(Language language) => language == Language.Korean ? Shared.Korean : Shared.Japanese;

    private static class Shared
    {
        public static readonly KoreanReader Korean = new();
        public static readonly JapaneseReader Japanese = new();
    }
}
