using System.Text;
using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Tests.Formats;

/// <summary>SubStation Alpha and SAMI.</summary>
public sealed class SubtitleTests
{
    private const string Ass = """
        [Script Info]
        ; a comment
        ScriptType: v4.00+

        [V4+ Styles]
        Format: Name, Fontname, Fontsize
        Style: Default,Noto Sans CJK KR,48

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
        Dialogue: 0,0:00:05.00,0:00:07.25,Default,지수,0,0,0,,{\pos(10,20)}두 번째, 쉼표도 있음\N다음 줄
        Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,보이지 않는 줄
        Dialogue: 0,0:00:01.00,0:00:03.50,Default,,0,0,0,,{\i1}첫 번째{\i0}\h줄
        Dialogue: 0,0:00:01.00,0:00:03.50,Default,,0,0,0,,{\p1}m 0 0 l 10 10{\p0}
        Dialogue: 0,0:00:09.00,0:00:08.00,Default,,0,0,0,,거꾸로
        Dialogue: 0,aa:bb,0:00:08.00,Default,,0,0,0,,시간이 틀림
        Dialogue: 0,0:00:09.00
        """;

    private const string Smi = """
        <SAMI><HEAD><STYLE TYPE="text/css"><!--
        P { margin-left: 8pt }
        .KRCC { Name: Korean; lang: ko-KR; SAMIType: CC; }
        .ENCC { Name: English; lang: en-US; }
        --></STYLE></HEAD><BODY>
        <SYNC Start=1000><P Class=KRCC>
        안녕하세요.<br>반갑습니다 &amp; 환영합니다
        <SYNC Start=3500><P Class=KRCC>&nbsp;
        <sync start="5000"><p class='KRCC'><font color="#ff0000">빨간</font> 글씨
        <SYNC><P Class=KRCC>시간 없음
        <SYNC Start=8000><P Class=KRCC>마지막
        </BODY></SAMI>
        """;

    [Fact]
    public void Ass_gives_times_actors_and_clean_text_in_the_order_of_time()
    {
        var script = ScriptReader.Read(Encoding.UTF8.GetBytes(Ass), "a.ass");
        Assert.IsType<SubStationAlpha>(script.Format);
        Assert.Equal(
            [
                new Cue(1, "첫 번째 줄", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5)),
                new Cue(2, "두 번째, 쉼표도 있음\n다음 줄", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7.25), "지수"),
            ],
            script.Cues);
        Assert.Equal([(15, "Reversed"), (16, "BadDialogue"), (17, "BadDialogue")], script.Problems.Select(p => (p.Line, p.Message.Key)));
    }

    [Fact]
    public void Ssa_has_other_columns_which_its_format_line_names()
    {
        const string ssa = "[Events]\nFormat: Marked, Start, End, Style, Actor, Text\nDialogue: Marked=0,0:00:01.50,0:00:02.50,*Default,先生,はい、どうぞ\n";
        var cue = Assert.Single(ScriptReader.Read(Samples.Encoded(ssa, 932), "old.ssa").Cues);
        Assert.Equal(new Cue(1, "はい、どうぞ", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5), "先生"), cue);
    }

    [Theory]
    [InlineData(949)]
    [InlineData(65001)]
    [InlineData(1200)]
    public void Smi_captions_stand_until_the_next_sync_in_any_encoding(int codePage)
    {
        var script = ScriptReader.Read(Samples.Encoded(Smi, codePage), "old.smi");
        Assert.IsType<Sami>(script.Format);
        Assert.Equal(
            [
                new Cue(1, "안녕하세요.\n반갑습니다 & 환영합니다", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5)),
                new Cue(2, "빨간 글씨", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8)),
                new Cue(3, "마지막", TimeSpan.FromSeconds(8)),
            ],
            script.Cues);
        Assert.Equal([(10, "BadSync")], script.Problems.Select(p => (p.Line, p.Message.Key)));
    }

    [Fact]
    public void Smi_with_two_languages_gives_the_wanted_one_and_says_so()
    {
        var text = Smi.Replace("<SYNC Start=3500>", "<P Class=ENCC>Hello there.\n<SYNC Start=3500>", StringComparison.Ordinal);
        var korean = ScriptReader.Read(Encoding.UTF8.GetBytes(text), "a.smi", new ScriptOptions(Language: Language.Korean));
        Assert.DoesNotContain(korean.Cues, c => c.Text.Contains("Hello", StringComparison.Ordinal));
        Assert.Contains(korean.Problems, p => p.Message.Key == "SeveralLanguages");
    }

    [Fact]
    public void A_smi_whose_syncs_run_backwards_is_read_in_the_order_of_its_times()
    {
        const string smi = "<SAMI><BODY><SYNC Start=9000><P>늦음<SYNC Start=1000><P>이름<SYNC Start=2000><P>&nbsp;</BODY></SAMI>";
        var script = ScriptReader.Read(Encoding.UTF8.GetBytes(smi), "a.smi");
        Assert.Equal([("이름", 1.0, 2.0), ("늦음", 9.0, double.NaN)], script.Cues.Select(c => (c.Text, c.Start!.Value.TotalSeconds, c.End?.TotalSeconds ?? double.NaN)));
    }
}
