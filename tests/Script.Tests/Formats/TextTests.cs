using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;
using System.Text;

namespace Dubbing.Script.Tests.Formats;

/// <summary>Running text and documents.</summary>
public sealed class TextTests
{
    private const string Running = "첫 문장입니다. 둘째는 3.14를 말합니다!\n줄이 바뀌어도\n한 문장이죠?\n\n새 문단.";

    [Fact]
    public void Text_is_cut_as_the_user_prefers()
    {
        Assert.Equal(["첫 문장입니다. 둘째는 3.14를 말합니다!", "줄이 바뀌어도", "한 문장이죠?", "새 문단."], Cut(Running, TextSplit.Rows));
        Assert.Equal(["첫 문장입니다. 둘째는 3.14를 말합니다!\n줄이 바뀌어도\n한 문장이죠?", "새 문단."], Cut(Running, TextSplit.BlankLines));
        Assert.Equal(["첫 문장입니다.", "둘째는 3.14를 말합니다!", "줄이 바뀌어도 한 문장이죠?", "새 문단."], Cut(Running, TextSplit.Sentences));
    }

    [Theory]
    [InlineData("「はい。」と言った。それから帰った。", "「はい。」と言った。|それから帰った。")]
    [InlineData("本当ですか？！ええ、\nそうです。", "本当ですか？！|ええ、そうです。")]
    [InlineData("그가 \"됐어.\" 하고 말했다. 끝.", "그가 \"됐어.\"|하고 말했다.|끝.")]
    [InlineData("1. 준비물 2. 방법", "1. 준비물 2. 방법")]
    [InlineData("Dr. Kim이 왔다. 음… 글쎄.", "Dr. Kim이 왔다.|음… 글쎄.")]
    [InlineData("마침표 없는 끝", "마침표 없는 끝")]
    public void Sentences_end_where_readers_see_their_end(string text, string expected) => Assert.Equal(expected.Split('|'), Cut(text, TextSplit.Sentences));

    [Fact]
    public void Names_before_a_colon_become_speakers_when_asked()
    {
        const string text = "민수: 안녕\n지수：그래\n12:30에 만나자\n그가 말했다. 비밀: 없음\n";
        var named = ScriptReader.ReadText(text, new ScriptOptions(NamesBeforeColon: true));
        Assert.Equal([("민수", "안녕"), ("지수", "그래"), (null, "12:30에 만나자"), (null, "그가 말했다. 비밀: 없음")], named.Cues.Select(c => (c.Speaker, c.Text)));
    }

    [Fact]
    public void A_document_gives_its_paragraphs()
    {
        var script = ScriptReader.Read(Samples.Docx(Samples.Paragraph("첫 문단 <글>") + Samples.Paragraph(" ") + "<w:p><w:r><w:t>둘째</w:t><w:br/><w:t>줄</w:t><w:delText>지운 글</w:delText></w:r></w:p>"), "대본.docx");
        Assert.IsType<WordDocument>(script.Format);
        Assert.Equal(["첫 문단 <글>", "둘째", "줄"], script.Cues.Select(c => c.Text));
    }

    [Fact]
    public void A_table_with_headings_in_a_document_is_the_script()
    {
        var script = ScriptReader.Read(Samples.Docx(Samples.Paragraph("1화 대본") + Samples.WordTable(["화자", "대사"], ["민수", "안녕"], ["지수", "그래"])), "a.docx");
        Assert.Equal([("민수", "안녕"), ("지수", "그래")], script.Cues.Select(c => (c.Speaker!, c.Text)));
    }

    [Fact]
    public void Captions_pasted_into_a_document_keep_their_times()
    {
        var script = ScriptReader.Read(Samples.Docx(string.Concat("1|00:00:01,000 --> 00:00:02,000|안녕".Split('|').Select(Samples.Paragraph))), "a.docx");
        Assert.Equal(new Cue(1, "안녕", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), Assert.Single(script.Cues));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_without_a_mark_is_recognised(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: false);
        var script = ScriptReader.Read(encoding.GetBytes("첫 줄\n둘째 줄\n"), "a.txt");
        Assert.Equal(["첫 줄", "둘째 줄"], script.Cues.Select(c => c.Text));
    }

    private static IEnumerable<string> Cut(string text, TextSplit split) => ScriptReader.ReadText(text, new ScriptOptions(split)).Cues.Select(c => c.Text);
}
