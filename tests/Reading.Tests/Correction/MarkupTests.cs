using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;

namespace Dubbing.Readings.Tests.Correction;

/// <summary>Readings corrected in the line, and pauses asked for.</summary>
public sealed class MarkupTests
{
    private static readonly KoreanReader Korean = new();
    private static readonly JapaneseReader Japanese = new();

    [Theory]
    [InlineData("{닭|닥}을 먹는다", "다글 멍는다.")] // the final moves on to the particle
    [InlineData("{GPU|지피유}가 빠르다", "지피유가 빠르다.")]
    [InlineData("{신고|신꼬} 나간다", "신꼬 나간다.")]
    [InlineData("오늘 {2024|이공이사}", "오늘 이공이사.")]
    [InlineData("｛값｜갑｝이 싸다", "가비 싸다.")] // full-width signs as an input method types them
    [InlineData(@"\{닭|닥\}", "닥, 닥.")] // escaped braces are no markup
    public void A_Korean_word_is_said_as_its_markup_says(string text, string said) => Assert.Equal(said, ReadingFormat.ToHangul(Korean.Read(text)));

    [Theory]
    [InlineData("{箸|ハ]シ}を持つ", "^ハ]シヲ#モ]ツ$")]
    [InlineData("{箸|は↓し}を持つ", "^ハ]シヲ#モ]ツ$")]
    [InlineData("{橋|ハ[シ}を渡る", "^ハ[シヲ#ワ[タル$")] // a rise alone is flat: the dictionary's own word falls after its end
    [InlineData("{東京|とうきょう}へ", "^ト[ーキョーエ$")] // hiragana is spelling; the accent comes from the dictionary
    [InlineData("{辛|つら}い", "^ツ[ラ]イ$")] // okurigana: the entry with this reading is chosen, accent included
    [InlineData("{辛|から}い", "^カ[ラ]イ$")]
    [InlineData("{5G|ファイブジ]ー}回線", "^ファ[イブジーカ]イセン$")]
    [InlineData("{春夏|は]る な]つ}", "^ハ]ル#ナ]ツ$")] // a space parts accent phrases
    public void A_Japanese_word_is_said_as_its_markup_says(string text, string said) => Assert.Equal(said, ReadingFormat.ToAccents(Japanese.Read(text)));

    [Theory]
    [InlineData("오늘 {價格|가격}이 [0.5초] {GPU|지피유}", "오늘 ~價格=가격~이 ~⏸0.5~GPU=지피유")] // one space is enough around a pause
    [InlineData(@"\{닭|닥\} {닭|닥}", "{닭|닥} ~닭=닥")] // what is escaped is no code
    [InlineData("{닭|닥}", "닭=닥")]
    [InlineData("{닭을 먹는다", "{닭을 먹는다")] // broken markup stands for itself
    [InlineData("그냥 글", "그냥 글")]
    [InlineData("", "")]
    public void A_line_in_pieces_shows_each_word_with_its_reading_and_all_of_them_are_what_is_written(string text, string pieces)
    {
        var marked = MarkedText.Of(text, Language.Korean);
        Assert.Equal(pieces, string.Join('~', marked.Pieces.Select(p => p.PauseSeconds is { } pause ? FormattableString.Invariant($"⏸{pause}") : p.Reading is null ? p.Written : $"{p.Written}={p.Reading}")));
        Assert.Equal(marked.Written, string.Concat(marked.Pieces.Select(p => p.Written)));
        // Together they are the line as typed, without a gap.
        Assert.Equal(text, string.Concat(marked.Pieces.Select(p => text.Substring(p.Typed.Start, p.Typed.Length))));
        Assert.Equal(pieces.Contains('=', StringComparison.Ordinal), marked.IsMarked);
    }

    [Theory]
    [InlineData("{닭을 먹는다", "MarkupNotClosed")]
    [InlineData("{닭}을 먹는다", "MarkupWithoutReading")]
    [InlineData("{|닥}을 먹는다", "MarkupEmpty")]
    [InlineData("{닭|タク}을 먹는다", "MarkupReading")]
    [InlineData("{닭|}을 먹는다", "MarkupReading")]
    [InlineData("닭을 [99초] 먹는다", "PauseLength")]
    public void Broken_markup_is_read_as_it_stands_and_told(string text, string warning)
    {
        var reading = Korean.Read(text);
        Assert.Equal(warning, Assert.Single(reading.Warnings).Key);
        Assert.Contains("멍는다", ReadingFormat.ToHangul(reading));
        Assert.Equal(text, MarkedText.Of(text, Language.Korean).Written);
    }

    [Theory]
    [InlineData("하나 [0.5s] 둘", 0.5)]
    [InlineData("하나[1.5초]둘", 1.5)]
    [InlineData("하나 ［２秒］ 둘", 2)]
    [InlineData("하나 [250ms] 둘", 0.25)]
    [InlineData("하나 [쉼] 둘", MarkedText.UsualPause)]
    [InlineData("하나 [間] 둘", MarkedText.UsualPause)]
    [InlineData("하나 [Pause] 둘", MarkedText.UsualPause)]
    [InlineData("하나, [1s][1s] 둘", 2.0)] // they add up
    public void A_pause_is_as_long_as_asked(string text, double seconds)
    {
        foreach (var reading in new[] { Korean.Read(text), Japanese.Read(text.Replace("하나", "一つ").Replace("둘", "二つ")) })
        {
            var pause = Assert.Single(reading.Phonemes, p => p.PauseSeconds is not null);
            Assert.Equal(PhonemeInventory.Pause, pause.Symbol);
            Assert.Equal(seconds, pause.PauseSeconds!.Value, 6);
            Assert.Equal(2, reading.Phrases.Count);
            Assert.Empty(reading.Warnings);
        }
    }

    [Theory]
    [InlineData("[1] 첫째 항목")]
    [InlineData("[참고] 자료")]
    [InlineData("배열 a[0]")]
    public void Other_brackets_are_text(string text)
    {
        var reading = Korean.Read(text);
        Assert.DoesNotContain(reading.Phonemes, p => p.PauseSeconds is not null);
        Assert.Empty(reading.Warnings);
        Assert.Equal(text, MarkedText.Of(text, Language.Korean).Written);
    }

    [Theory]
    [InlineData("{닭|닥}을 [1초] 먹는다", "닭을 먹는다")]
    [InlineData("끝.[0.5s]", "끝.")]
    [InlineData(@"\{x\} \[1s\] a\b", @"{x} [1s] a\b")]
    public void People_see_the_text_without_markup(string text, string written) => Assert.Equal(written, MarkedText.Of(text, Language.Korean).Written);

    [Fact]
    public void Escaped_text_stands_for_itself()
    {
        const string Text = @"{닭|닥} [1초] \ ｛あ｝";
        var marked = MarkedText.Of(MarkedText.Escape(Text), Language.Korean);
        Assert.Equal(Text, marked.Written);
        Assert.Empty(marked.Warnings);
    }

    [Fact]
    public void Sounds_point_into_the_line_as_typed()
    {
        const string Text = "밥과 {닭|닥}을 [1초] 먹는다";
        var reading = Korean.Read(Text);
        var sources = reading.Phonemes.Where(p => p.Source.Length > 0).Select(p => Text.Substring(p.Source.Start, p.Source.Length)).Distinct();
        Assert.Equal(["밥", "과", "닭", "을", "[1초]", "먹", "는", "다"], sources);
        Assert.Equal(Text, reading.Text);
    }

    [Fact]
    public void A_corrected_sound_says_so()
    {
        Assert.Contains(Korean.Read("{닭|닥}을").Phonemes.SelectMany(p => p.Steps), s => s == new ReadingStep("markup", "닭", "닥"));
        Assert.Contains(Japanese.Read("{箸|ハ]シ}を").Phonemes.SelectMany(p => p.Steps), s => s == new ReadingStep("markup", "箸", "ハ]シ"));
    }

    [Fact]
    public void A_lines_corrections_can_be_kept_as_entries()
    {
        var entries = MarkedText.Of("{닭|닥}과 {GPU|지피유}와 {닭|닥}", Language.Korean).Entries;
        Assert.Equal([("닭", "닥"), ("GPU", "지피유")], entries.Select(e => (e.Surface, e.Reading)));
    }
}
