using Xunit.Abstractions;
using Dubbing.Readings.Japanese;

namespace Dubbing.Readings.Tests.Japanese;

public class JapaneseReaderTests(ITestOutputHelper output)
{
    private static readonly JapaneseReader Reader = new();

    public static TheoryData<string, string> Kana => JapaneseTables.Pairs("kana.tsv");

    public static TheoryData<string, string> Usage => JapaneseTables.Pairs("usage.tsv");

    public static TheoryData<string, string> Accents => JapaneseTables.Pairs("accents.tsv");

    [Theory]
    [MemberData(nameof(Kana))]
    [MemberData(nameof(Usage))]
    public void Text_is_read_as_people_read_it(string text, string kana) => Assert.Equal(kana, ReadingFormat.ToKana(Reader.Read(text)));

    [Theory]
    [MemberData(nameof(Accents))]
    public void Accents_are_those_of_tokyo(string text, string accents) => Assert.Equal(accents, ReadingFormat.ToAccents(Reader.Read(text)));

    /// <summary>Dictionary entries that are phrases (藤原:道長) come in parts: a name that is read in full takes all of them.</summary>
    [Fact]
    public void No_part_of_a_known_name_is_read_twice()
    {
        using var names = new StreamReader(typeof(JapaneseReader).Assembly.GetManifestResourceStream(typeof(JapaneseReader).Assembly.GetManifestResourceNames().Single(n => n.EndsWith("Edict.names.tsv", StringComparison.Ordinal)))!);
        var full = names.ReadToEnd().Split('\n').Select(l => l.Split('\t')).Where(f => f[0] == "f").ToList();
        Assert.True(full.Count > 5_000);
        var twice = full.Select(f => (Name: f[1], Said: ReadingFormat.ToKana(Reader.Read(f[1])).Trim('。')))
            .Where(n => Enumerable.Range(3, Math.Max(0, n.Said.Length / 2 - 2)).Any(k => n.Said.EndsWith(n.Said[^k..] + n.Said[^k..], StringComparison.Ordinal))).ToList();
        Assert.True(twice.Count == 0, string.Join(", ", twice));
    }

    [Theory]
    [InlineData("kana.tsv", 900)]
    [InlineData("usage.tsv", 300)]
    [InlineData("accents.tsv", 200)]
    public void The_tables_are_large_and_say_what_each_row_shows(string table, int least)
    {
        var rows = JapaneseTables.Rows(table).ToList();
        foreach (var category in rows.GroupBy(r => r[2]))
            output.WriteLine($"{table} {category.Key}: {category.Count()}");

        Assert.True(rows.Count >= least);
        Assert.All(rows, r => Assert.NotEqual("", r[2]));
        Assert.Equal(rows.Count, rows.Select(r => r[0]).Distinct().Count());
    }

    [Fact]
    public void A_number_beyond_all_names_is_said_digit_by_digit_and_what_is_behind_its_point_too() =>
        Assert.Contains("ロクテンゴキログラム", ReadingFormat.ToKana(Reader.Read("12345678901234567890123456.5kgです。")), StringComparison.Ordinal);

    [Fact]
    public void Words_with_two_readings_are_told_apart_by_what_stands_around_them()
    {
        var (all, right) = (0, 0);
        foreach (var row in JapaneseTables.Rows("heteronyms.tsv"))
        {
            // Of verbs and adjectives what stays in every form.
            var word = row[0].Length > 1 && row[0][^1] is >= 'ぁ' and <= 'ん' ? row[0].TrimEnd("いうくぐすつぬむるえけげめ".ToCharArray()) : row[0];
            var kana = word == row[0] ? row[1] : row[1][..^1];
            foreach (var sentence in row[2].Split('|'))
            {
                all++;
                var at = sentence.LastIndexOf(word, StringComparison.Ordinal);
                var said = string.Concat(Explanation.Of(Reader.Read(sentence)).Where(w => w.Source.Start < at + word.Length && w.Source.End > at).Select(w => w.Said));
                if (said.Contains(kana, StringComparison.Ordinal))
                    right++;
                else
                    output.WriteLine($"{row[0]} {row[1]}: {said}\t{sentence}");
            }
        }

        output.WriteLine($"{right} of {all}");
        Assert.True(right >= 0.98 * all, $"{right} of {all}");
    }

    [Fact]
    public void What_lecturers_write_is_said_as_teachers_say_it()
    {
        var wrong = new List<string>();
        var all = 0;
        foreach (var row in JapaneseTables.Rows("scanned.tsv"))
        {
            all++;
            var said = Plain(ReadingFormat.ToKana(Reader.Read(row[0])));
            var pattern = System.Text.RegularExpressions.Regex.Replace(Plain(row[1]), @"\[(.*?)\]", m => "(" + m.Groups[1].Value.Replace('/', '|') + ")");
            if (!System.Text.RegularExpressions.Regex.IsMatch(said, "^" + pattern + "$"))
                wrong.Add($"{row[2]}: {row[0]} {said}");
        }

        wrong.ForEach(output.WriteLine);
        Assert.True(wrong.Count <= 0.05 * all, $"{wrong.Count} of {all} wrong: {string.Join("; ", wrong)}");

        static string Plain(string kana) => string.Concat(kana.Where(c => !"、。？！　 ".Contains(c, StringComparison.Ordinal))).Replace('ヲ', 'オ');
    }

    [Theory]
    [InlineData("微調整", "ビチョーセー。")]
    [InlineData("長寿命の電池", "チョージュミョーノデンチ。")]
    [InlineData("速く出せ", "ハヤクダセ。")]
    [InlineData("拡張子", "カクチョーシ。")]
    [InlineData("歯が痛い", "ハガイタイ。")]
    [InlineData("田中真理さん", "タナカマリサン。")]
    [InlineData("嗤っている", "ワラッテイル。")]
    public void Words_that_the_dictionary_lacks_or_mistakes_are_read_by_edict(string text, string kana) => Assert.Equal(kana, ReadingFormat.ToKana(Reader.Read(text)));

    [Fact]
    public void Kanji_that_no_word_has_are_read_one_by_one()
    {
        Assert.Equal("テーシ。", ReadingFormat.ToKana(Reader.Read("偵伺")));
        Assert.Contains(new ReadingStep("kanji", "偵", "テー"), Reader.Read("偵伺").Phonemes.SelectMany(p => p.Steps));
    }

    [Fact]
    public void A_long_stretch_without_a_mark_gets_a_breath_after_a_particle()
    {
        var reading = Reader.Read("昨日の夕方に駅前の大きな本屋で買った新しい料理の本は写真がたくさん載っているので料理が苦手な私にもわかりやすく書かれています");

        Assert.Contains(PhraseEnd.Comma, reading.Phrases.Select(p => p.End));
        Assert.All(reading.Phrases.Where(p => p.End == PhraseEnd.Comma), p => Assert.True(p.Spelling.EndsWith('ワ') || p.Spelling.EndsWith("ノデ", StringComparison.Ordinal) || p.Spelling.EndsWith('モ')));
        Assert.DoesNotContain(PhraseEnd.Comma, Reader.Read("新しい料理の本は写真がたくさん載っているのでわかりやすい").Phrases.Select(p => p.End));
    }

    [Fact]
    public void A_line_becomes_phonemes_between_pauses()
    {
        var reading = Reader.Read("今日は、学校へ行きます。");

        Assert.Equal(
            ["pau", "ky", "o", "o", "w", "a", "pau", "g", "a", "cl", "k", "o", "o", "e", "sp", "i", "k", "i", "m", "a", "s", "U", "pau"],
            reading.Phonemes.Select(p => p.Symbol));
        Assert.Equal([PhraseEnd.Comma, PhraseEnd.None, PhraseEnd.Period], reading.Phrases.Select(p => p.End));
    }

    [Theory]
    [InlineData("北", "k I t a")]
    [InlineData("草", "k U s a")]
    [InlineData("です", "d e s U")]
    [InlineData("ですか", "d e s U k a")]
    [InlineData("です？", "d e s u")]
    [InlineData("した", "sh I t a")]
    [InlineData("北と", "k I t a t o")]
    [InlineData("息", "i k i")]
    [InlineData("すし", "s u sh i")]
    public void High_vowels_between_voiceless_sounds_are_whispered(string text, string symbols) =>
        Assert.Equal(symbols.Split(' '), Reader.Read(text).Phonemes.Select(p => p.Symbol).Where(s => s is not ("pau" or "sp")));

    [Theory]
    [InlineData("行く？", PhraseEnd.Question)]
    [InlineData("行く！", PhraseEnd.Exclamation)]
    [InlineData("行く。", PhraseEnd.Period)]
    [InlineData("行く", PhraseEnd.Period)]
    [InlineData("行く、", PhraseEnd.Period)]
    [InlineData("行く！？", PhraseEnd.Question)]
    [InlineData("行きますか。", PhraseEnd.Question)]
    [InlineData("なぜ空は青いのか", PhraseEnd.Question)]
    [InlineData("そうですか。", PhraseEnd.Period)]
    [InlineData("行くだろうか。", PhraseEnd.Period)]
    [InlineData("何か。", PhraseEnd.Period)]
    public void The_last_mark_gives_the_line_its_tune(string text, PhraseEnd end) => Assert.Equal(end, Reader.Read(text).Phrases[^1].End);

    [Fact]
    public void Every_sound_knows_the_text_it_came_from()
    {
        const string Text = "朝9時に、USBを3本。";
        var spans = Reader.Read(Text).Phonemes.Where(p => p.Phrase >= 0).Select(p => Text.Substring(p.Source.Start, p.Source.Length)).Distinct();

        Assert.Equal(["朝", "9時", "に", "USB", "を", "3本"], spans);
    }

    [Fact]
    public void A_word_in_kana_knows_its_letters_one_by_one()
    {
        const string Text = "きゃべつ";
        var spans = Reader.Read(Text).Phonemes.Where(p => p.Phrase >= 0).Select(p => Text.Substring(p.Source.Start, p.Source.Length)).Distinct();

        Assert.Equal(["きゃ", "べ", "つ"], spans);
    }

    [Fact]
    public void Half_width_kana_keep_their_place()
    {
        const string Text = "ｶﾞｽ";
        var reading = Reader.Read(Text);

        Assert.Equal("ガス。", ReadingFormat.ToKana(reading));
        Assert.Equal(new SourceSpan(0, 3), reading.Phrases[0].Source);
    }

    [Theory]
    [InlineData("3本", "number", "3", "三")]
    [InlineData("3本", "counter", "三本", "サンボン")]
    [InlineData("食感", "lexicon", "食感", "名詞・一般 ショッカン 0/4")]
    [InlineData("XYZ", "letters", "ＸＹＺ", "エックスワイゼット")]
    public void Each_step_says_what_it_did(string text, string rule, string before, string after) =>
        Assert.Contains(new ReadingStep(rule, before, after), Reader.Read(text).Phonemes.SelectMany(p => p.Steps));

    [Fact]
    public void A_dictionary_word_shows_its_entry()
    {
        var step = Reader.Read("鉛筆").Phonemes[1].Steps.Single(s => s.Rule == "dictionary");

        Assert.Equal("鉛筆", step.Before);
        Assert.Contains("エンピツ", step.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("　")]
    [InlineData("。、！？")]
    [InlineData("♪☆😀")]
    [InlineData("\ud800")]
    [InlineData("\u0000\u200b")]
    public void A_line_without_speech_is_silence(string text)
    {
        var reading = Reader.Read(text);

        Assert.False(reading.IsSpeakable);
        Assert.All(reading.Phonemes, p => Assert.Equal(PhonemeInventory.Pause, p.Symbol));
    }

    [Fact]
    public void The_same_text_is_always_read_alike()
    {
        const string Text = "二十四日に、GPUを3台とヴァイオリンを1万5千円で買った。";
        var expected = Describe(Reader.Read(Text));

        Parallel.For(0, 200, _ => Assert.Equal(expected, Describe(new JapaneseReader().Read(Text))));
    }

    [Fact]
    public void Flat_phrases_and_final_nuclei_sound_alike_to_the_model()
    {
        // The training labels do not tell them apart.
        static int[] Tones(int nucleus) => PhonemeFeatures.Of(new Reading(
            Language.Japanese,
            "",
            [new Phoneme("h", default, 0, 0, []), new Phoneme("a", default, 0, 0, []), new Phoneme("sh", default, 0, 1, []), new Phoneme("i", default, 0, 1, [])],
            [new AccentPhrase(2, nucleus, PhraseEnd.Period, default, "ハシ")])).Tones;

        Assert.Equal(Tones(2), Tones(0));
        Assert.NotEqual(Tones(1), Tones(0));
    }

    private static string Describe(Reading reading) =>
        string.Join(' ', reading.Phonemes.Select(p => $"{p.Symbol}:{p.Source.Start}:{p.Source.Length}:{p.Phrase}:{p.Unit}:{string.Join(',', p.Steps)}"))
        + ReadingFormat.ToAccents(reading);
}
