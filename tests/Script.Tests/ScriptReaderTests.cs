using System.Globalization;
using System.Text;
using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Tests;

public sealed class ScriptReaderTests
{
    private const string Srt = "1\r\n00:00:01,000 --> 00:00:03,500\r\n안녕하세요.\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\n<i>두 번째</i> 줄\r\n입니다.\r\n";

    static ScriptReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void A_subrip_script_is_read_with_times_and_without_tags()
    {
        var script = ScriptReader.Read(Encoding.UTF8.GetBytes(Srt), "lecture.srt");
        Assert.Empty(script.Problems);
        Assert.IsType<SubRip>(script.Format);
        Assert.Equal(new Cue(1, "안녕하세요.", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5)), script.Cues[0]);
        Assert.Equal("두 번째 줄\n입니다.", script.Cues[1].Text);
    }

    [Theory]
    [InlineData("euc-kr", "1\n00:00:01,000 --> 00:00:03,500\n한글 자막입니다. 뷁\n", "euc-kr", 949)]
    [InlineData("shift_jis", "1\n00:00:01,000 --> 00:00:03,500\n日本語の字幕です。テスト\n", "shift_jis", 932)]
    [InlineData("utf-16", "1\n00:00:01,000 --> 00:00:03,500\n한글 字幕 テスト\n", "utf-16le", 1200)]
    [InlineData("utf-8 bom", "\uFEFF1\n00:00:01,000 --> 00:00:03,500\n한글 字幕 テスト\n", "utf-8", 65001)]
    public void The_encoding_is_found_out(string _, string text, string name, int codePage)
    {
        var encoding = Encoding.GetEncoding(codePage);
        byte[] bytes = codePage == 1200 ? [.. encoding.Preamble, .. encoding.GetBytes(text)] : encoding.GetBytes(text);
        var script = ScriptReader.Read(bytes, "a.srt");
        Assert.Equal(name, script.Encoding);
        Assert.Equal(text.Split('\n')[2], Assert.Single(script.Cues).Text);
    }

    [Theory]
    [InlineData("가격은 만 원입니다", 949, "euc-kr")]
    [InlineData("はい。", 932, "shift_jis")]
    [InlineData("東京に行きます", 932, "shift_jis")]
    [InlineData("네", 949, "euc-kr")]
    public void Short_scripts_in_old_encodings_are_recognised(string text, int codePage, string name)
    {
        var script = ScriptReader.Read(Encoding.GetEncoding(codePage).GetBytes(text), "a.txt");
        Assert.Equal((name, text), (script.Encoding, Assert.Single(script.Cues).Text));
    }

    /// <summary>Files of lines come in the encodings that scripts come in, and row n stays row n.</summary>
    [Theory]
    [InlineData("안녕하세요.\r\n\r\n반갑습니다.\r\n", 949)]
    [InlineData("こんにちは。\n\n今日は良い天気です。\n", 932)]
    [InlineData("가\n\n나", 65001)]
    public void Rows_keep_their_blanks_in_every_encoding(string text, int codePage)
    {
        string[] expected = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(expected, ScriptReader.Rows(Encoding.GetEncoding(codePage).GetBytes(text), "lines.txt"));
    }

    [Fact]
    public void Broken_parts_are_named_by_line_and_the_rest_is_kept()
    {
        const string broken = """
            1
            00:00:01,000 --> 00:00:02,000
            좋음

            2
            00:00:03,000 -> 00:00:04,000
            화살표가 틀림

            3
            00:00:09,000 --> 00:00:08,000
            거꾸로

            4
            -00:00:01,000 --> 00:00:02,000
            음수

            5
            00:99:01,000 --> 00:99:02,000
            분이 99

            6
            00:00:10,000 --> 00:00:12,000

            7
            00:00:13,000 --> 00:00:15,000
            이것도 좋음
            8
            00:00:14,000 --> 00:00:16,000
            겹침
            """;
        var script = ScriptReader.Read(Encoding.UTF8.GetBytes(broken), "broken.srt");
        Assert.Equal(["좋음", "화살표가 틀림", "이것도 좋음", "겹침"], script.Cues.Select(c => c.Text));
        Assert.Equal([(10, "Reversed"), (14, "Negative"), (18, "BadTime"), (22, "NoText"), (27, "NoBlankLine"), (28, "Overlap")],
            script.Problems.Select(p => (p.Line, p.Message.Key)));
        Assert.All(script.Problems, p => Assert.NotEqual(p.Message.Text(new CultureInfo("ko")), p.Message.Text(new CultureInfo("ja"))));
    }

    [Fact]
    public void Webvtt_gives_speakers_and_skips_notes_and_styles()
    {
        const string vtt = "WEBVTT - 강의\n\nNOTE\n메모\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v 선생님>안녕 &amp; 반가워\n\n01:00:00.000 --> 01:00:01.500\n끝\n";
        var script = ScriptReader.Read(Encoding.UTF8.GetBytes(vtt), "a.vtt");
        Assert.Empty(script.Problems);
        Assert.Equal(("안녕 & 반가워", "선생님"), (script.Cues[0].Text, script.Cues[0].Speaker));
        Assert.Equal(TimeSpan.FromSeconds(3600), script.Cues[1].Start);
    }

    [Fact]
    public void Plain_text_is_one_line_a_row()
    {
        var script = ScriptReader.ReadText("첫 줄\r\n\r\n  둘째 줄: 콜론도 그대로 \n");
        Assert.Equal(["첫 줄", "둘째 줄: 콜론도 그대로"], script.Cues.Select(c => c.Text));
        Assert.All(script.Cues, c => Assert.Null(c.Start));
    }

    [Fact]
    public void Pasted_subtitles_are_recognised() => Assert.Equal(2, ScriptReader.ReadText(Srt).Cues.Count(c => c.Start is not null));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n ")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\n\n")]
    public void An_empty_script_is_refused_by_name(string text)
    {
        var error = Assert.Throws<DubbingException>(() => ScriptReader.Read(Encoding.UTF8.GetBytes(text), "빈 대본.srt"));
        Assert.Contains("빈 대본.srt", error.UserMessage.Text(new CultureInfo("ja")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_no_script_and_is_named() =>
        Assert.Equal("OtherFormat", Assert.Throws<DubbingException>(() => ScriptReader.Read([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13, 0xFF, 0xFE], "a.png")).UserMessage.Key);
}
