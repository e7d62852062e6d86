using System.Globalization;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;

namespace Dubbing.Readings.Tests;

/// <summary>Every sound says why it is as it is.</summary>
public class ExplanationTests
{
    private static readonly JapaneseReader Japanese = new();
    private static readonly KoreanReader Korean = new();

    [Theory]
    [InlineData("제18항", "ko", "표준 발음법 제18항 (비음화)")]
    [InlineData("제18항", "ja", "標準発音法 第18項 (鼻音化)")]
    [InlineData("제18항", "en", "Standard Pronunciation, article 18 (nasalisation)")]
    [InlineData("제20항 다만", "en", "Standard Pronunciation, article 20 exception (ㄴ said ㄹ)")]
    [InlineData("devoicing", "ko", "무성음화")]
    [InlineData("F2@1", "ja", "付属語のアクセント F2@1")]
    [InlineData("dictionary", "en", "dictionary")]
    public void Rules_have_names_in_every_language(string rule, string language, string name) =>
        Assert.Equal(name, RuleNames.Of(new ReadingStep(rule, "", ""), CultureInfo.GetCultureInfo(language)));

    [Fact]
    public void Every_rule_that_a_table_shows_is_named_in_Korean()
    {
        var culture = CultureInfo.GetCultureInfo("ko");
        var rules = Rows("Japanese", "kana.tsv", "usage.tsv").SelectMany(t => Japanese.Read(t).Phonemes)
            .Concat(Rows("Korean", "normalisation.tsv", "usage.tsv").SelectMany(t => Korean.Read(t).Phonemes))
            .SelectMany(p => p.Steps).DistinctBy(s => s.Rule).ToList();

        Assert.Contains(rules, s => s.Rule == "counter");
        Assert.All(rules, s => Assert.Matches("[가-힣]", RuleNames.Of(s, culture)));
    }

    [Fact]
    public void Every_Japanese_sound_comes_from_an_entry_or_a_rule() =>
        Assert.All(Rows("Japanese", "kana.tsv", "usage.tsv"), text => Assert.DoesNotContain(Japanese.Read(text).Phonemes, p => p.Phrase >= 0 && p.Steps.Count == 0));

    [Fact]
    public void Every_Korean_syllable_that_is_not_said_as_spelled_has_a_rule()
    {
        foreach (var text in Rows("Korean", "pronunciation.tsv", "words.tsv", "usage.tsv"))
        {
            foreach (var unit in Explanation.Of(Korean.Read(text)).SelectMany(w => w.Units.Select(u => (Unit: u, w.Steps))))
            {
                if (unit.Unit.Steps.Count + unit.Steps.Count == 0)
                    Assert.Contains(unit.Unit.Said, text.Substring(unit.Unit.Source.Start, unit.Unit.Source.Length), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Words_of_our_own_tell_their_class_and_accent_as_the_dictionary_does()
    {
        var step = Assert.Single(Japanese.Read("食感").Phonemes[1].Steps, s => s.Rule == "lexicon");
        Assert.Equal(new ReadingStep("lexicon", "食感", "名詞・一般 ショッカン 0/4"), step);
    }

    [Theory]
    [InlineData("김치찌개", "キムチチゲ")]
    [InlineData("박물관", "パンムルグァン")] // 제18항: [방물관]
    [InlineData("신라면", "シンナミョン")] // [신나면]
    [InlineData("오빠", "オッパ")]
    [InlineData("학교", "ハッキョ")]
    [InlineData("비빔밥", "ピビンパプ")] // 제28항: [비빔빱]
    [InlineData("서울", "ソウル")]
    [InlineData("여의도", "ヨイド")]
    public void Hangul_in_a_Japanese_line_is_read_as_Korean_and_said_in_kana(string hangul, string kana) =>
        Assert.StartsWith(kana, ReadingFormat.ToKana(Japanese.Read(hangul + "です")), StringComparison.Ordinal);

    [Theory]
    [InlineData("こんにちは", "곤니치와")]
    [InlineData("東京へ", "도쿄에")]
    [InlineData("ありがとう", "아리가토")]
    public void Japanese_in_a_Korean_line_is_read_as_Japanese_and_said_in_Hangul(string japanese, string hangul) =>
        Assert.Equal(hangul + ".", ReadingFormat.ToHangul(Korean.Read(japanese)));

    private static IEnumerable<string> Rows(string language, params string[] tables) =>
        tables.SelectMany(t => File.ReadLines(Path.Combine(AppContext.BaseDirectory, language, t))).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')[0]);
}
