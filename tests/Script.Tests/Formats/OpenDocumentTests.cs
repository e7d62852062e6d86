using Dubbing.Script.Formats;

namespace Dubbing.Script.Tests.Formats;

/// <summary>Documents and spreadsheets of OpenDocument.</summary>
public sealed class OpenDocumentTests
{
    [Fact]
    public void A_document_gives_its_paragraphs_with_the_spaces_that_are_shown()
    {
        var script = ScriptReader.Read(Samples.Odt("<text:h>제목</text:h>\n<text:p>\n  첫  <text:span>문단\n </text:span> 글<text:s text:c=\"2\"/>끝<text:tab/>뒤</text:p><text:p/><text:list><text:list-item><text:number>1.</text:number><text:p>둘째<text:line-break/>줄</text:p></text:list-item></text:list>"), "대본.odt");
        Assert.IsType<OpenTextDocument>(script.Format);
        Assert.Equal(["제목", "첫 문단 글  끝\t뒤", "둘째", "줄"], script.Cues.Select(c => c.Text));
        Assert.Empty(script.Problems);
    }

    [Theory]
    [InlineData("<text:tracked-changes><text:changed-region><text:deletion><text:p>가짜</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>남은<text:change text:change-id=\"c\"/> 글</text:p>")]
    [InlineData("<text:p>남은<office:annotation><text:p>가짜</text:p></office:annotation> 글</text:p>")]
    [InlineData("<text:p><text:ruby><text:ruby-base>남은</text:ruby-base><text:ruby-text>가짜</text:ruby-text></text:ruby> 글</text:p>")]
    [InlineData("<text:p>남은 <text:span text:style-name=\"T9\">가짜</text:span>글</text:p><text:p text:style-name=\"T9\">가짜</text:p>")]
    [InlineData("<text:section text:display=\"none\"><text:p>가짜</text:p></text:section><text:p>남은 글</text:p><text:p>가짜<text:hidden-paragraph text:is-hidden=\"true\"/></text:p>")]
    [InlineData("<text:p>남은 글<draw:frame><draw:image/><svg:title>가짜</svg:title></draw:frame></text:p>")]
    [InlineData("<text:table-of-content><text:table-of-content-source><text:index-title-template>가짜</text:index-title-template></text:table-of-content-source></text:table-of-content><text:p>남은 글</text:p>")]
    public void What_a_document_does_not_show_is_not_spoken(string body)
    {
        var script = ScriptReader.Read(Samples.Odt(body, "<style:style style:name=\"T9\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style><style:style style:name=\"T1\"/>"), "a.odt");
        Assert.Equal("남은 글", Assert.Single(script.Cues).Text);
    }

    [Fact]
    public void Notes_are_left_out_and_told()
    {
        var script = ScriptReader.Read(Samples.Odt("<text:p>글<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>각주</text:p></text:note-body></text:note>이다</text:p>"), "a.odt");
        Assert.Equal("글이다", Assert.Single(script.Cues).Text);
        Assert.Equal("NotesLeftOut", Assert.Single(script.Problems).Message.Key);
    }

    [Fact]
    public void A_text_box_comes_after_its_paragraph()
    {
        var script = ScriptReader.Read(Samples.Odt("<text:p>앞<draw:frame><draw:text-box><text:p>상자</text:p></draw:text-box></draw:frame>뒤</text:p>"), "a.odt");
        Assert.Equal(["앞뒤", "상자"], script.Cues.Select(c => c.Text));
    }

    [Fact]
    public void A_table_with_headings_in_a_document_is_the_script()
    {
        static string Cell(string text, string more = "") => $"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>";
        var script = ScriptReader.Read(Samples.Odt($"<text:p>1화 대본</text:p><table:table><table:table-header-rows><table:table-row>{Cell("화자")}{Cell("대사")}</table:table-row></table:table-header-rows><table:table-row>{Cell("민수", "table:number-rows-spanned=\"2\"")}{Cell("안녕")}</table:table-row><table:table-row><table:covered-table-cell><text:p>가짜</text:p></table:covered-table-cell>{Cell("또")}</table:table-row><table:table-row>{Cell("지수")}<table:table-cell><text:p>그래</text:p><table:table><table:table-row>{Cell("안의 글")}</table:table-row></table:table></table:table-cell></table:table-row></table:table>"), "a.odt");
        Assert.Equal([("민수", "안녕"), ("민수", "또"), ("지수", "그래\n안의 글")], script.Cues.Select(c => (c.Speaker!, c.Text)));
        Assert.Equal("AroundTables", Assert.Single(script.Problems).Message.Key);
    }

    [Fact]
    public void A_spreadsheet_gives_the_same_as_that_of_office_open_xml()
    {
        string[][] rows = [["시작", "끝", "화자", "대사"], ["#1", "0:03.5", "민수", "안녕하세요, \"여러분\""], [], ["#65.5", "#70", "지수", "두 줄\n대사"], ["내일", "", "", "끝"]];
        var (open, other) = (ScriptReader.Read(Samples.Ods(Samples.OpenSheet(rows)), "대본.ods"), ScriptReader.Read(Samples.Xlsx(rows), "대본.xlsx"));
        Assert.IsType<OpenSpreadsheet>(open.Format);
        Assert.Equal(3, open.Cues.Count);
        Assert.Equal(other.Cues, open.Cues);
        Assert.Equal(other.Problems.Select(p => (p.Line, p.Message.Key)), open.Problems.Select(p => (p.Line, p.Message.Key)));
    }

    [Theory]
    [InlineData("office:value-type=\"time\" office:time-value=\"PT1H2M3S\"", "01:02:03", 3723)]
    [InlineData("office:value-type=\"time\" office:time-value=\"PT00H00M01.500000000S\"", "00:02", 1.5)]
    [InlineData("office:value-type=\"time\" office:time-value=\"PT00H05M00S\"", "00:05", 5)]
    [InlineData("office:value-type=\"time\" office:time-value=\"PT00H05M00S\"", "05:00", 300)]
    [InlineData("office:value-type=\"time\" office:time-value=\"PT25H00M00S\"", "25:00:00", 90_000)]
    [InlineData("office:value-type=\"date\" office:date-value=\"1899-12-30T00:01:05\"", "00:01:05", 65)]
    [InlineData("office:value-type=\"float\" office:value=\"2.5\"", "2,50", 2.5)]
    [InlineData("office:value-type=\"string\"", "0:07", 7)]
    public void Times_are_read_by_their_values(string value, string shown, double seconds)
    {
        var script = ScriptReader.Read(Samples.Ods($"<table:table><table:table-row><table:table-cell><text:p>시작</text:p></table:table-cell><table:table-cell><text:p>대사</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell {value}><text:p>{shown}</text:p></table:table-cell><table:table-cell><text:p>안녕</text:p></table:table-cell></table:table-row></table:table>"), "a.ods");
        Assert.Equal(seconds, Assert.Single(script.Cues).Start?.TotalSeconds);
    }

    [Fact]
    public void Hidden_sheets_rows_and_columns_are_left_out_and_repeated_ones_counted()
    {
        static string Row(string attributes, params string[] cells) => $"<table:table-row {attributes}>{string.Concat(cells.Select(c => $"<table:table-cell office:value-type=\"string\"><text:p>{c}</text:p></table:table-cell>"))}</table:table-row>";
        var sheet = "<table:table table:name=\"보임\"><table:table-column/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/><table:table-column/>"
            + Row("", "화자", "대사", "text", "대사") + "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>"
            + Row("table:number-rows-repeated=\"2\"", "민수", "가짜", "가짜", "안녕") + Row("table:visibility=\"collapse\"", "민수", "", "", "숨김") + Row("table:visibility=\"filter\"", "민수", "", "", "숨김")
            + "<table:table-row-group table:display=\"false\">" + Row("", "민수", "", "", "숨김") + "</table:table-row-group>"
            + "<table:table-row><table:table-cell/><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell table:formula=\"of:=[.A1]\"/></table:table-row>" + Row("", "지수", "", "", "끝") + "</table:table>";
        var script = ScriptReader.Read(Samples.Ods("<table:table table:name=\"숨김\" table:style-name=\"ta2\">" + Row("", "화자", "대사") + Row("", "민수", "가짜") + "</table:table>" + sheet, "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>"), "a.ods");
        Assert.Equal([("민수", "안녕"), ("민수", "안녕"), ("지수", "끝")], script.Cues.Select(c => (c.Speaker!, c.Text)));
        Assert.Equal([(0, "HiddenRows"), (10, "NoStoredValue")], script.Problems.Select(p => (p.Line, p.Message.Key)));
        Assert.Equal(["보임"], script.Choices.Sheets);
    }

    [Fact]
    public void Merged_cells_name_the_speaker_and_comments_and_errors_are_not_spoken()
    {
        var script = ScriptReader.Read(Samples.Ods("<table:table><table:table-row><table:table-cell><text:p>화자</text:p></table:table-cell><table:table-cell><text:p>대사</text:p></table:table-cell></table:table-row>"
            + "<table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>민수</text:p></table:table-cell><table:table-cell><office:annotation><text:p>가짜</text:p></office:annotation><text:p>안녕</text:p></table:table-cell></table:table-row>"
            + "<table:table-row><table:covered-table-cell><text:p>가짜</text:p></table:covered-table-cell><table:table-cell><text:p>또</text:p></table:table-cell></table:table-row>"
            + "<table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row></table:table>"), "a.ods");
        Assert.Equal([("민수", "안녕"), ("민수", "또")], script.Cues.Select(c => (c.Speaker!, c.Text)));
    }

    [Theory]
    [InlineData("2", "둘")]
    [InlineData("b", "둘")]
    [InlineData(null, "하나")]
    public void The_sheet_asked_for_is_read(string? sheet, string text)
    {
        var script = ScriptReader.Read(Samples.Ods(string.Concat(((string, string)[])[("a", "하나"), ("b", "둘"), ("c", "셋")] is var sheets ? sheets.Select(s => $"<table:table table:name=\"{s.Item1}\"><table:table-row><table:table-cell><text:p>대사</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>{s.Item2}</text:p></table:table-cell></table:table-row></table:table>") : [])), "a.ods", new ScriptOptions { Sheet = sheet });
        Assert.Equal(text, Assert.Single(script.Cues).Text);
        Assert.Equal(["a", "b", "c"], script.Choices.Sheets);
    }

    [Fact]
    public void A_row_repeated_to_the_end_of_the_sheet_is_bounded()
    {
        var script = ScriptReader.Read(Samples.Ods("<table:table><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>가</text:p></table:table-cell></table:table-row></table:table>"), "a.ods");
        Assert.Equal(20_000, script.Cues.Count);
    }

    [Fact]
    public void What_has_no_text_in_it_is_damaged_and_other_kinds_are_named()
    {
        Assert.Equal("Damaged", Key(Samples.Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")), "a.odt"));
        Assert.Equal("Damaged", Key(Samples.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")), "a.ods"));
        Assert.Equal("OtherFormat", Key(Samples.Zip(("mimetype", "application/vnd.oasis.opendocument.presentation"), ("content.xml", "<x/>")), "a.odp"));
        Assert.Contains(".odt", ScriptReader.Extensions);
        Assert.Contains(".ods", ScriptReader.Extensions);

        static string Key(byte[] bytes, string name) => Assert.Throws<DubbingException>(() => ScriptReader.Read(bytes, name)).UserMessage.Key;
    }
}
