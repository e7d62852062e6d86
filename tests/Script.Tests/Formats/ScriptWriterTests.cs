using Dubbing.Script;
using Dubbing.Script.Formats;

namespace Dubbing.Script.Tests.Formats;

/// <summary>Scripts that are written are read again as they were.</summary>
public sealed class ScriptWriterTests
{
    private static readonly Cue[] Cues =
    [
        new(1, "안녕하세요, \"여러분\" & <친구들>.", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5), "민수"),
        new(2, "두 줄\n대사입니다 {중괄호}", TimeSpan.FromMilliseconds(3040), TimeSpan.FromMilliseconds(4560)),
        new(3, "10", TimeSpan.FromSeconds(3661.25), TimeSpan.FromSeconds(3662), "역할 <1> & 2"),
    ];

    [Fact]
    public void Tables_and_webvtt_keep_everything()
    {
        foreach (var extension in new[] { ".csv", ".tsv", ".vtt", ".ttml" })
            Assert.Equal(Cues, Again(Cues, extension));
    }

    [Fact]
    public void Ass_keeps_everything_in_hundredths_of_a_second() => Assert.Equal(Cues, Again(Cues, ".ass"));

    [Fact]
    public void Subrip_and_sbv_keep_all_but_the_speakers()
    {
        foreach (var extension in new[] { ".srt", ".sbv" })
            Assert.Equal(Cues.Select(c => c with { Speaker = null }), Again(Cues, extension));
    }

    [Fact]
    public void Every_format_that_is_written_is_read_again()
    {
        foreach (var format in ScriptFormats.Written)
            Assert.Equal(Cues.Select(c => c.Text.Replace('\n', ' ')), Again(Cues, format.Extensions[0]).Select(c => c.Text.Replace('\n', ' ')));
    }

    [Fact]
    public void Plain_text_keeps_the_words_a_line_each_row() =>
        Assert.Equal(["안녕하세요, \"여러분\" & <친구들>.", "두 줄 대사입니다 {중괄호}", "10"], Again(Cues, ".txt").Select(c => c.Text));

    [Fact]
    public void Lines_without_times_stay_without_in_a_table_and_follow_each_other_in_subtitles()
    {
        Cue[] cues = [new(1, "첫 줄"), new(2, "둘째 줄", TimeSpan.FromSeconds(20)), new(3, "셋째 줄")];
        Assert.Equal(cues, Again(cues, ".csv"));
        var timed = Again(cues, ".srt");
        Assert.Equal(0, timed[0].Start!.Value.TotalSeconds);
        Assert.Equal(20, timed[1].Start!.Value.TotalSeconds);
        Assert.True(timed[2].Start > timed[1].End);
    }

    [Fact]
    public void A_spreadsheet_program_sees_the_encoding() => Assert.Equal([0xEF, 0xBB, 0xBF], ScriptWriter.Write(Cues, ScriptFormats.WrittenAs(".csv")!)[..3]);

    private static IReadOnlyList<Cue> Again(Cue[] cues, string extension)
    {
        var document = ScriptReader.Read(ScriptWriter.Write(cues, ScriptFormats.WrittenAs(extension)!), "again" + extension);
        Assert.Empty(document.Problems);
        return document.Cues;
    }
}
