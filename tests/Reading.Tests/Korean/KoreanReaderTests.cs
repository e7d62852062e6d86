using System.Text;
using Dubbing.Readings.Korean;
using Dubbing.Readings.Letters;
using Xunit.Abstractions;

namespace Dubbing.Readings.Tests.Korean;

/// <summary>The tables that a Korean reader can check, and what every reading must keep.</summary>
public sealed class KoreanReaderTests(ITestOutputHelper output)
{
    private static readonly KoreanReader Reader = new();

    public static TheoryData<string, string> Categories()
    {
        var data = new TheoryData<string, string>();
        foreach (var table in new[] { "pronunciation.tsv", "normalisation.tsv", "words.tsv", "sentences.tsv", "usage.tsv" })
        {
            foreach (var category in Rows(table).Select(r => r[2]).Distinct())
                data.Add(table, category);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void Every_row_is_read_as_the_table_says(string table, string category)
    {
        var rows = Rows(table).Where(r => r[2] == category).ToArray();
        var wrong = rows.Select(r => (Row: r, Said: Plain(ReadingFormat.ToHangul(Reader.Read(r[0])))))
            .Where(x => !x.Row[1].Split('|').Contains(x.Said))
            .Select(x => $"{x.Row[0]}: {x.Said} instead of {x.Row[1]}").ToArray();
        output.WriteLine($"{table} {category}: {rows.Length - wrong.Length} of {rows.Length}");
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    public static TheoryData<string> Classes() => [.. Rows("fresh.tsv").Select(r => r[2]).Distinct()];

    /// <summary>Lines of every class, written with their readings before the reader saw them.</summary>
    [Theory]
    [MemberData(nameof(Classes))]
    public void Lines_of_a_class_are_read_as_people_say_them(string name)
    {
        var wrong = Rows("fresh.tsv").Where(r => r[2] == name).Select(r => (Row: r, Said: Heard(ReadingFormat.ToHangul(Reader.Read(r[0])))))
            .Where(x => !Accepted(x.Row[1]).Any(a => Heard(a) == x.Said)).Select(x => $"{x.Row[0]}: {x.Said} instead of {x.Row[1]}").ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("어디 가세요", PhraseEnd.Question)]
    [InlineData("밥은 먹었니", PhraseEnd.Question)]
    [InlineData("우리 같이 갈래요", PhraseEnd.Question)]
    [InlineData("저는 안 먹을래요", PhraseEnd.Period)]
    [InlineData("왜 그런지 알아요", PhraseEnd.Period)]
    [InlineData("내일 학교에 가요", PhraseEnd.Period)]
    public void Questions_are_told_without_a_mark(string text, PhraseEnd end) => Assert.Equal(end, Reader.Read(text).Phrases[^1].End);

    [Theory]
    [InlineData("학생들을 한 줄로 세워요", "한 줄로")]
    [InlineData("친구들 두 명이 왔어요", "두 명이")]
    [InlineData("도서관에서 이 책을 빌렸어요", "이 채글")]
    [InlineData("오늘 오후 세 시에 만나요", "세 시에")]
    public void A_modifier_is_said_with_what_follows(string text, string phrase) => Assert.Contains(phrase, Reader.Read(text).Phrases.Select(p => p.Spelling));

    [Theory]
    [InlineData("Это 안녕 สวัสดี", "Это, สวัสดี", true)]
    [InlineData("ข้อความ", "ข้อความ", false)]
    public void What_no_voice_can_say_is_named(string text, string named, bool speakable)
    {
        var reading = Reader.Read(text);
        Assert.Equal(speakable, reading.IsSpeakable);
        Assert.Contains(named, Assert.Single(reading.Warnings).Text(), StringComparison.Ordinal);
        Assert.Equal(named, string.Join(", ", reading.Unspoken.Select(s => text.Substring(s.Start, s.Length))));
    }

    [Theory]
    [InlineData("<b>중요한</b> 말", "중요한 말")]
    [InlineData("첫째 줄\\n둘째 줄", "첟째 줄 둘째 줄")]
    [InlineData("\u001b[31m빨강\u001b[0m", "빨강")]
    public void Tags_and_escape_sequences_are_not_read(string text, string said)
    {
        var reading = Reader.Read(text);
        Assert.Equal(said, Plain(ReadingFormat.ToHangul(reading)));
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void The_decision_is_a_step_of_the_explanation() =>
        Assert.Contains(Reader.Read("x²을 구해요").Phonemes, p => p.Steps.Any(s => s is { Rule: "mathematical expression", Before: "x²", After: "엑스 제곱" }));

    [Fact]
    public void Decomposed_text_is_read_like_composed_text() =>
        Assert.Equal("달글 멍는다.", ReadingFormat.ToHangul(Reader.Read("닭을 먹는다".Normalize(NormalizationForm.FormD))));

    [Theory]
    [InlineData("계절", "ㅔ")]
    [InlineData("은혜", "ㅔ")]
    [InlineData("예절", "ㅖ")]
    [InlineData("차례", "ㅖ")]
    public void A_vowel_that_the_standard_lets_be_said_simply_is(string text, string vowel) =>
        Assert.Contains(Reader.Read(text).Phonemes, p => p.Symbol == vowel);

    [Fact]
    public void Marks_become_pauses_and_tunes()
    {
        var reading = Reader.Read("그래요, 정말? 와! 네.");
        Assert.Equal([PhraseEnd.Comma, PhraseEnd.Question, PhraseEnd.Exclamation, PhraseEnd.Period], reading.Phrases.Select(p => p.End));
        Assert.Equal(5, reading.Phonemes.Count(p => p.Symbol == PhonemeInventory.Pause));
    }

    [Theory]
    [InlineData("이 그래프는 무엇을 뜻할까요", PhraseEnd.Question)]
    [InlineData("몇 시에 시작합니까", PhraseEnd.Question)]
    [InlineData("어디에서 왔나요.", PhraseEnd.Question)]
    [InlineData("이것이 정답인가요", PhraseEnd.Question)]
    [InlineData("내일 만나요", PhraseEnd.Period)]
    [InlineData("그러니까 됐다", PhraseEnd.Period)]
    public void Endings_that_ask_need_no_mark(string text, PhraseEnd end) => Assert.Equal(end, Reader.Read(text).Phrases[^1].End);

    [Fact]
    public void A_long_sentence_without_commas_gets_a_pause_where_a_clause_ends()
    {
        var reading = Reader.Read("우리가 지난 시간에 배운 여러 가지 방법을 하나씩 차근차근 적용해 보았지만 생각했던 것만큼 좋은 결과가 나오지는 않았습니다");
        var pause = Assert.Single(reading.Phrases, p => p.End == PhraseEnd.Comma);
        Assert.EndsWith("보앋찌만", pause.Spelling, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("빨간 잠자리의 날개", "잠자리의")]
    [InlineData("편안한 잠자리", "잠짜리")]
    [InlineData("혼인 신고를 했다", "신고를")]
    [InlineData("신발을 신고 뛰었다", "신꼬")]
    [InlineData("안과 밖을 잇다", "안과")]
    [InlineData("안과 의사", "안꽈")]
    [InlineData("사탕 100개를 상장과 함께", "상짱과")]
    [InlineData("코스닥 상장 기업", "상장")]
    public void Words_spelled_alike_are_told_apart_by_their_neighbours(string text, string said) =>
        Assert.Contains(said, Reader.Read(text).Phrases.SelectMany(p => p.Spelling.Split(' ')));

    [Theory]
    [InlineData("물고기", "제28항")]
    [InlineData("솜이불", "제29항")]
    [InlineData("할 것을", "제27항")]
    [InlineData("옷 입다", "제29항 붙임 2")]
    [InlineData("냇가", "제30항 1")]
    [InlineData("신발을 신고 뛰었다", "제24항")]
    [InlineData("생산량", "제20항 다만")]
    public void The_reason_of_a_sound_names_its_article(string text, string rule) =>
        Assert.Contains(Reader.Read(text).Phonemes, p => p.Steps.Any(s => s.Rule == rule && s.Before != s.After));

    [Fact]
    public void Each_sound_knows_its_letter_and_its_rule()
    {
        const string text = "그는 닭을 3마리 샀다";
        var reading = Reader.Read(text);
        var moved = reading.Phonemes.Single(p => p.Steps.Any(s => s.Rule == "제14항") && p.Symbol == "ㄱ");
        Assert.Equal("닭", text.Substring(moved.Source.Start, moved.Source.Length));
        var number = reading.Phonemes.Where(p => p.Steps.Any(s => s is { Rule: "number", Before: "3", After: "세" })).ToArray();
        Assert.Equal(["ㅅ", "ㅔ"], number.Select(p => p.Symbol));
        Assert.All(number, p => Assert.Equal("3", text.Substring(p.Source.Start, p.Source.Length)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!! ...")]
    [InlineData("😀")]
    public void What_cannot_be_said_is_not_speakable(string text) => Assert.False(Reader.Read(text).IsSpeakable);

    [Fact]
    public void No_text_breaks_it_and_every_reading_is_sound()
    {
        var random = new Random(20261124);
        for (var i = 0; i < 20_000; i++)
            Check(RandomText(random));
    }

    [Fact]
    public void A_hundred_thousand_characters_are_read_whole()
    {
        var reading = Reader.Read(string.Concat(Enumerable.Repeat("닭을 3마리 샀다. ", 10_000)));
        Assert.Equal(10_000 * 7, reading.Phrases.Sum(p => p.Units));
    }

    private static void Check(string text)
    {
        var reading = Reader.Read(text);
        Assert.Equal(PhonemeInventory.Pause, reading.Phonemes[0].Symbol);
        Assert.Equal(PhonemeInventory.Pause, reading.Phonemes[^1].Symbol);
        var start = 0;
        foreach (var p in reading.Phonemes)
        {
            Assert.True(PhonemeInventory.TryGetRow(p.Symbol, out _), p.Symbol);
            Assert.True(p.Source.Start >= start && p.Source.Start <= text.Length, $"{p.Symbol} at {p.Source} after {start} in {System.Text.Json.JsonSerializer.Serialize(text)}");
            Assert.InRange(p.Source.End, p.Source.Start, text.Length);
            start = p.Source.Start;
        }

        for (var i = 0; i < reading.Phrases.Count; i++)
            Assert.Equal(reading.Phrases[i].Units, reading.Phonemes.Where(p => p.Phrase == i).Select(p => p.Unit).Distinct().Count());
        Assert.Equal(reading.Phonemes.Count, PhonemeFeatures.Of(reading).Tones.Length);
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(40); n > 0; n--)
        {
            _ = random.Next(8) switch
            {
                0 => text.Append((char)random.Next(0xAC00, 0xD7A4)),
                1 => text.Append((char)random.Next(0x3131, 0x3164)),
                2 => text.Append((char)random.Next(0x1100, 0x1200)),
                3 => text.Append((char)random.Next(0x20, 0x7F)),
                4 => text.Append("0123456789.,~:-/%$+"[random.Next(19)]),
                5 => text.Append((char)random.Next(0xD800, 0xE000)),
                6 => text.Append((char)random.Next(0, 0x10000)),
                _ => text.Append(char.ConvertFromUtf32(random.Next(0x10000, 0x110000))),
            };
        }

        return text.ToString();
    }

    /// <summary>The readings that a cell accepts: [a/b] is either.</summary>
    private static IEnumerable<string> Accepted(string cell)
    {
        foreach (var reading in cell.Split('|'))
        {
            var all = new List<string> { "" };
            foreach (var part in System.Text.RegularExpressions.Regex.Split(reading, @"(\[[^\]]*\])"))
            {
                string[] options = part.StartsWith('[') ? part[1..^1].Split('/') : [part];
                all = [.. all.SelectMany(a => options.Select(o => a + o))];
            }

            foreach (var one in all)
                yield return one;
        }
    }

    /// <summary>What is heard of a spelling: without spaces and marks; ㄷ before a tense consonant and ㅖ after a consonant are not told apart from what they sound like.</summary>
    private static string Heard(string hangul)
    {
        var heard = hangul.Where(c => c is not (' ' or ',' or '.' or '?' or '!')).ToArray();
        for (var i = 0; i < heard.Length; i++)
        {
            if (!Hangul.IsSyllable(heard[i]))
                continue;
            var (initial, vowel, final) = (Hangul.Initial(heard[i]), Hangul.Vowel(heard[i]), Hangul.Final(heard[i]));
            if (vowel == 'ㅖ' && initial is not ('ㅇ' or 'ㄹ'))
                vowel = 'ㅔ';
            if (i + 1 < heard.Length && Hangul.IsSyllable(heard[i + 1]) && (final, Hangul.Initial(heard[i + 1])) is ('ㄷ', 'ㄸ' or 'ㅆ' or 'ㅉ') or ('ㄱ', 'ㄲ') or ('ㅂ', 'ㅃ'))
                final = ' ';
            heard[i] = Hangul.Compose(initial, vowel, final);
        }

        return new string(heard);
    }

    /// <summary>Syllables and the spaces between words, without the marks at phrase ends.</summary>
    private static string Plain(string hangul) => hangul.TrimEnd('.', '?', '!', ',').Replace(",", "", StringComparison.Ordinal);

    private static IEnumerable<string[]> Rows(string table) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Korean", table)).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));
}
