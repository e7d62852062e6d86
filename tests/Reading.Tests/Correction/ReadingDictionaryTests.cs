using System.Text;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;

namespace Dubbing.Readings.Tests.Correction;

/// <summary>The user's words: where they are found, which of them wins, what an entry must be like, and their files.</summary>
public sealed class ReadingDictionaryTests
{
    private static readonly KoreanReader Korean = new();
    private static readonly JapaneseReader Japanese = new();

    [Theory]
    [InlineData("배", WordClass.Noun, "배는 크다", "빼는 크다.")] // a particle follows
    [InlineData("배", WordClass.Noun, "배에서는 크다", "빼에서는 크다.")] // several
    [InlineData("배", WordClass.Noun, "배우는 크다", "배우는 크다.")] // another word that begins alike
    [InlineData("배", WordClass.Noun, "담배는 크다", "담배는 크다.")] // inside another word
    [InlineData("배", WordClass.Noun, "큰배는 크다", "큰배는 크다.")]
    [InlineData("배", WordClass.Phrase, "담배우는", "담빼우는.")] // wherever its letters stand
    [InlineData("배", WordClass.Adverb, "배 크다", "빼 크다.")]
    [InlineData("배", WordClass.Adverb, "배에서 크다", "배에서 크다.")]
    public void A_Korean_entry_is_found_where_its_word_stands(string surface, WordClass kind, string text, string said) =>
        Assert.Equal(said, Said(Korean, text, new DictionaryEntry(Language.Korean, surface, "빼") { Class = kind }));

    [Theory]
    [InlineData("GPT는 GPTs와 다르다", "지이피이는")]
    [InlineData("ＧＰＴ는 다르다", "지이피이는")] // full-width letters
    [InlineData("gpt는 다르다", "지피티는")] // an abbreviation counts its case; read by the usual rules
    public void Latin_entries_are_whole_words(string text, string begins)
    {
        var said = Said(Korean, text, new DictionaryEntry(Language.Korean, "GPT", "지이피이"));
        Assert.StartsWith(begins, said);
        Assert.Equal(begins == "지이피이는" ? 1 : 0, said.Split("지이피이").Length - 1);
    }

    [Fact]
    public void A_decomposed_word_meets_its_entry() =>
        Assert.Equal("채뽀슨 조타.", Said(Korean, "챗봇은 좋다".Normalize(NormalizationForm.FormD), new DictionaryEntry(Language.Korean, "챗봇", "채뽓")));

    [Theory]
    [InlineData("滑舌", "かつぜつ", 0, "滑舌が良い", "カツゼツガヨイ。")]
    [InlineData("東", "トン", 1, "東京の東に", "トーキョーノトンニ。")] // not inside another word
    [InlineData("参政権", "サンセーケーン", 0, "外国人参政権", "ガイコクジンサンセーケーン。")] // also where the analyser would cut elsewhere
    [InlineData("キャラ", "キャーラ", 1, "キャラメルのキャラ", "キャラメルノキャーラ。")]
    [InlineData("5G", "ファイブジー", 0, "5Gは15Gより", "ファイブジーワ")]
    public void A_Japanese_entry_is_found_where_its_word_stands(string surface, string reading, int accent, string text, string said) =>
        Assert.StartsWith(said, Said(Japanese, text, new DictionaryEntry(Language.Japanese, surface, reading) { Accent = accent }));

    [Theory]
    [InlineData(0, "^ハ[シガ$")]
    [InlineData(1, "^ハ]シガ$")]
    [InlineData(2, "^ハ[シ]ガ$")]
    public void The_entrys_accent_is_the_words(int accent, string said)
    {
        var words = new ReadingDictionary([new DictionaryEntry(Language.Japanese, "箸", "ハシ") { Accent = accent }]);
        Assert.Equal(said, ReadingFormat.ToAccents(Japanese.Read("箸が", words)));
    }

    [Fact]
    public void The_longest_entry_wins_then_priority_goes_before_length()
    {
        var shorter = new DictionaryEntry(Language.Korean, "인공", "이인공");
        var longer = new DictionaryEntry(Language.Korean, "인공지능", "에이아이");
        Assert.Equal("에이아이.", Said(Korean, "인공지능", shorter, longer));
        Assert.Equal("이인공지능.", Said(Korean, "인공지능", shorter with { Priority = 1, Class = WordClass.Verb }, longer));
    }

    [Fact]
    public void The_narrower_scope_wins_and_markup_goes_before_both()
    {
        var words = new ReadingDictionary([new DictionaryEntry(Language.Korean, "GPU", "하나")], [new DictionaryEntry(Language.Korean, "GPU", "둘")]);
        Assert.Equal("하나.", ReadingFormat.ToHangul(Korean.Read("GPU", words)));
        Assert.Equal("셋.", ReadingFormat.ToHangul(Korean.Read("{GPU|셋}", words)).Replace("셋", "셋").Replace("섿", "셋"));
    }

    [Fact]
    public void Entries_of_the_other_language_do_not_count() =>
        Assert.Equal("지피유.", Said(Korean, "GPU", new DictionaryEntry(Language.Japanese, "GPU", "グラボ")));

    [Fact]
    public void The_fingerprint_tells_the_words_and_not_their_order_or_notes()
    {
        var (a, b) = (new DictionaryEntry(Language.Korean, "가", "나"), new DictionaryEntry(Language.Japanese, "箸", "ハシ"));
        Assert.Equal(new ReadingDictionary([a, b]).Fingerprint, new ReadingDictionary([b with { Note = "메모" }, a]).Fingerprint);
        Assert.NotEqual(new ReadingDictionary([a, b]).Fingerprint, new ReadingDictionary([a, b with { Accent = 1 }]).Fingerprint);
        Assert.NotEqual(new ReadingDictionary([a, b]).Fingerprint, new ReadingDictionary([a], [b]).Fingerprint);
    }

    [Theory]
    [InlineData("ko", "", "가", null, 0, "surface SurfaceEmpty")]
    [InlineData("ko", "!?", "가", null, 0, "surface SurfaceSigns")]
    [InlineData("ko", "GPU", "", null, 0, "reading ReadingMissing")]
    [InlineData("ko", "GPU", "ジー", null, 0, "reading ReadingNotHangul")]
    [InlineData("ko", "GPU", "ㅈㅍㅇ", null, 0, "reading ReadingNotHangul")]
    [InlineData("ko", "GPU", "지", 0, 0, "accent AccentNotJapanese")]
    [InlineData("ja", "箸", "지", null, 0, "reading ReadingNotKana")]
    [InlineData("ja", "箸", "漢字", null, 0, "reading ReadingNotKana")]
    [InlineData("ja", "箸", "ー", null, 0, "reading ReadingNotKana")]
    [InlineData("ja", "箸", "ハ]シ]", null, 0, "reading AccentTwice")]
    [InlineData("ja", "箸", "ハシ", 3, 0, "accent AccentRange")]
    [InlineData("ja", "箸", "ハ]シ", 2, 0, "accent AccentDiffers")]
    [InlineData("ja", "春夏", "ハル ナツ", 1, 0, "accent AccentOfPhrases")]
    [InlineData("ja", "箸", "ハシ", 2, 11, "priority PriorityRange")]
    [InlineData("ja", "東京", "とうきょう", 4, 0, "")]
    [InlineData("ko", "첫인상", "처딘상", null, 0, "")]
    public void What_is_wrong_with_an_entry_is_told_at_its_field(string language, string surface, string reading, int? accent, int priority, string problem)
    {
        Assert.True(LanguageCodes.TryParse(language, out var of));
        var problems = EntryCheck.Problems(new DictionaryEntry(of, surface, reading) { Accent = accent, Priority = priority });
        Assert.Equal(problem, string.Join(", ", problems.Select(p => $"{p.Field} {p.Problem.Key}")));
    }

    [Fact]
    public void Entries_come_back_from_their_file()
    {
        DictionaryEntry[] entries =
        [
            new(Language.Korean, "챗\"봇, 하나", "챋뽇 하나") { Class = WordClass.Phrase, Priority = -3, Note = "줄\n바꿈" },
            new(Language.Japanese, "箸", "ハシ") { Accent = 1, Class = WordClass.Name },
        ];
        var file = DictionaryFile.Write(entries);
        Assert.Equal(Encoding.UTF8.GetPreamble(), file.Take(3));
        var (read, problems) = DictionaryFile.Read(file);
        Assert.Empty(problems);
        Assert.Equal(entries, read);
    }

    [Theory]
    [InlineData("", "CsvEmpty")]
    [InlineData("word,reading\nGPU,지피유", "CsvColumnMissing CsvColumnMissing")]
    [InlineData("language,surface,reading\nko,GPU\n", "CsvColumns 2")]
    [InlineData("language,surface,reading\nko,GPU,지피유\n\nxx,CPU,씨피유", "CsvField 4 language")]
    [InlineData("language,surface,reading,accent\nja,箸,ハシ,x", "CsvField 2 accent")]
    [InlineData("language,surface,reading,accent\nja,箸,ハシ,9", "CsvField 2 accent")]
    [InlineData("language,surface,reading,class\nko,가,나,괴물", "CsvField 2 class")]
    [InlineData("language,surface,reading,priority\nko,가,나,high", "CsvField 2 priority")]
    [InlineData("language,surface,reading\nko,가,나\nko,가,다", "CsvField 3 surface")]
    [InlineData("language,surface,reading,note\nko,\"가\n나\",나,\nko,다,da,", "CsvField 2 surface CsvField 4 reading")] // lines are those of the file, also after a field of two lines
    [InlineData("language,surface,reading\nko,가\"나,다", "CsvQuote 2")]
    [InlineData("language,surface,reading\nko,\"가나,다", "CsvQuote 2")]
    public void Mistakes_in_a_file_are_told_by_line_and_column(string csv, string expected)
    {
        var (_, problems) = DictionaryFile.Read(Encoding.UTF8.GetBytes(csv));
        var told = problems.Select(p => p.Key switch
        {
            "CsvField" => $"{p.Key} {p.Arguments[0]} {p.Arguments[1]}",
            "CsvColumns" or "CsvQuote" => $"{p.Key} {p.Arguments[0]}",
            _ => p.Key,
        });
        Assert.Equal(expected, string.Join(' ', told));
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused() =>
        Assert.Equal("CsvEncoding", Assert.Single(DictionaryFile.Read([0xB0, 0xA1, 0xB3, 0xAA]).Problems).Key);

    private static string Said(IReader reader, string text, params DictionaryEntry[] entries)
    {
        var reading = reader.Read(text, new ReadingDictionary(entries));
        return reader.Language == Language.Korean ? ReadingFormat.ToHangul(reading) : ReadingFormat.ToKana(reading);
    }
}
