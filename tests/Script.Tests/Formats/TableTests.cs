using System.Text;
using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Tests.Formats;

/// <summary>CSV, TSV and XLSX.</summary>
public sealed class TableTests
{
    private static readonly Cue[] Expected =
    [
        new(1, "안녕하세요, \"여러분\"", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5), "민수"),
        new(2, "두 줄\n대사", TimeSpan.FromSeconds(65.5), TimeSpan.FromSeconds(70), "지수"),
    ];

    [Theory]
    [InlineData("start,end,speaker,text\n0:01,0:03.5,민수,\"안녕하세요, \"\"여러분\"\"\"\n1:05.5,1:10,지수,\"두 줄\n대사\"\n")]
    [InlineData("번호;시작 시간;종료 시간;화자;대사\n1;00:00:01,000;00:00:03,500;민수;안녕하세요, \"여러분\"\n2;00:01:05,500;00:01:10,000;지수;\"두 줄\n대사\"\n")]
    [InlineData("セリフ\t話者\t開始\t長さ\n\"안녕하세요, \"\"여러분\"\"\"\t민수\t1\t2.5\n\"두 줄\n대사\"\t지수\t65.5\t4.5\n")]
    [InlineData("우리 강의 대본,,,\n,,,\nStart (ms),End (ms),Actor,Dialogue\n1000,3500,민수,\"안녕하세요, \"\"여러분\"\"\"\n65500,70000,지수,\"두 줄\n대사\"\n")]
    [InlineData("0:01,0:03.5,민수,\"안녕하세요, \"\"여러분\"\"\"\n1:05.5,1:10,지수,\"두 줄\n대사\"\n")]
    public void Columns_are_known_by_their_headings_or_by_what_stands_in_them(string text)
    {
        foreach (var (codePage, name) in new[] { (65001, "a.csv"), (949, "b.csv"), (1200, "c.csv") })
        {
            var script = ScriptReader.Read(Samples.Encoded(text.ReplaceLineEndings("\r\n"), codePage), name);
            // Without headings a name that does not repeat could be anything.
            Assert.Equal(text.StartsWith("0:01", StringComparison.Ordinal) ? [.. Expected.Select(c => c with { Speaker = null })] : Expected, script.Cues);
            Assert.Empty(script.Problems);
        }
    }

    [Fact]
    public void A_table_in_shift_jis_is_read()
    {
        var script = ScriptReader.Read(Samples.Encoded("開始,終了,役名,台詞\n0:01,0:02,太郎,これはテストです。\n", 932), "a.csv");
        Assert.Equal(new Cue(1, "これはテストです。", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), "太郎"), Assert.Single(script.Cues));
        Assert.Equal("shift_jis", script.Encoding);
    }

    [Fact]
    public void Two_language_columns_give_the_wanted_one()
    {
        const string text = "Time,Korean,Japanese\n0:01,안녕,こんにちは\n";
        Assert.Equal("こんにちは", Assert.Single(ScriptReader.Read(Encoding.UTF8.GetBytes(text), "a.csv", new ScriptOptions(Language: Language.Japanese)).Cues).Text);
        Assert.Equal("안녕", Assert.Single(ScriptReader.Read(Encoding.UTF8.GetBytes(text), "a.csv", new ScriptOptions(Language: Language.Korean)).Cues).Text);
    }

    [Fact]
    public void Names_that_repeat_are_speakers_without_a_heading()
    {
        var script = ScriptReader.Read("민수\t안녕하세요 여러분\n지수\t네 안녕하세요\n민수\t시작할까요 그럼\n"u8.ToArray(), "a.tsv");
        Assert.Equal(["민수", "지수", "민수"], script.Cues.Select(c => c.Speaker));
    }

    [Fact]
    public void Cells_copied_from_a_spreadsheet_can_be_pasted()
    {
        var script = ScriptReader.ReadText("화자\t대사\n민수\t안녕\n지수\t그래\n");
        Assert.Equal([("민수", "안녕"), ("지수", "그래")], script.Cues.Select(c => (c.Speaker!, c.Text)));
    }

    [Fact]
    public void Sentences_with_commas_are_no_table()
    {
        var script = ScriptReader.ReadText("text, 그러니까, 이건\n그냥, 쉼표가 많은, 글\n");
        Assert.Equal(["text, 그러니까, 이건", "그냥, 쉼표가 많은, 글"], script.Cues.Select(c => c.Text));
    }

    [Fact]
    public void Broken_cells_are_told_by_line_and_the_text_is_kept()
    {
        const string text = "시작,끝,대사\n언젠가,0:02,시간이 이상함\n0:05,0:04,거꾸로\n0:06,0:07,\n0:08,0:09,\"닫히지 않은 따옴표\n0:10,0:11,좋음\n";
        var script = ScriptReader.Read(Encoding.UTF8.GetBytes(text), "a.csv");
        Assert.Equal(["시간이 이상함", "거꾸로", "\"닫히지 않은 따옴표", "좋음"], script.Cues.Select(c => c.Text));
        Assert.Equal([null, null, 8.0, 10.0], script.Cues.Select(c => c.Start?.TotalSeconds));
        Assert.Equal([(2, "BadCell"), (3, "BadTimes"), (4, "NoText"), (5, "UnclosedQuote")], script.Problems.Select(p => (p.Line, p.Message.Key)));
    }

    [Fact]
    public void Timecodes_with_frames_are_read_and_told()
    {
        var script = ScriptReader.Read("TC In,TC Out,Text\n00:00:01:15,00:00:02:00,hello\n"u8.ToArray(), "a.csv");
        Assert.Equal((1.5, 2.0), (script.Cues[0].Start!.Value.TotalSeconds, script.Cues[0].End!.Value.TotalSeconds));
        Assert.Equal("FramesAssumed", Assert.Single(script.Problems).Message.Key);
    }

    [Fact]
    public void A_spreadsheet_gives_the_same_as_its_table()
    {
        var bytes = Samples.Xlsx(["시작", "끝", "화자", "대사"], ["#1", "0:03.5", "민수", "안녕하세요, \"여러분\""], [], ["#65.5", "#70", "지수", "두 줄\n대사"]);
        var script = ScriptReader.Read(bytes, "대본.xlsx");
        Assert.IsType<Workbook>(script.Format);
        Assert.Equal(Expected, script.Cues);
        Assert.Empty(script.Problems);
    }

    [Fact]
    public void A_problem_in_a_spreadsheet_names_its_row()
    {
        var script = ScriptReader.Read(Samples.Xlsx(["시작", "대사"], [], ["내일", "안녕"]), "a.xlsx");
        Assert.Equal((3, "BadCell"), (Assert.Single(script.Problems).Line, script.Problems[0].Message.Key));
    }

    [Fact]
    public void Numbers_and_inline_strings_are_read()
    {
        const string sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"inlineStr\"><is><t>start</t></is></c><c t=\"inlineStr\"><is><t>text</t></is></c></row><row><c><v>2.5</v></c><c t=\"str\"><f>A1</f><v>계산된 글</v></c></row></sheetData></worksheet>";
        Assert.Equal(new Cue(1, "계산된 글", TimeSpan.FromSeconds(2.5)), Assert.Single(ScriptReader.Read(Samples.Xlsx(sheet, ""), "a.xlsx").Cues));
    }
}
