using Dubbing.CommandLine;
using Dubbing.Media;

namespace Dubbing.Field.Tests;

/// <summary>What <c>dub render</c> cannot do it says before it begins, with exit code 2, and what is there stays as it was.</summary>
public sealed class RefusalTests(RefusalTests.Material material) : IClassFixture<RefusalTests.Material>
{
    private string Folder => material.Folder;

    [Theory]
    [InlineData("out.wav --captions burn")]
    [InlineData("out.wav --captions soft")]
    [InlineData("out.mp3 --notice picture")]
    [InlineData("out.mp4 --caption-style top")]
    [InlineData("out.mp4 --captions burn --caption-style nosuch")]
    [InlineData("out.mp4 --no-notice --notice picture")]
    [InlineData("out.mp4 --notice none,speech")]
    [InlineData("out.mp4 --from 3")]
    [InlineData("out.mp4 --from 1.5 --to 1")]
    [InlineData("out.mp4 --freeze 0:30=2")]
    [InlineData("out.mp4 --freeze 1")]
    [InlineData("out.mp4 --lufs 3")]
    [InlineData("out.mp4 --subtitles out.doc")]
    [InlineData("out.mp4 --edit-list out.xml")]
    [InlineData("out.mp4 --edit-list missing/out.otio")]
    [InlineData("out.mp4 --stems lines.csv")]
    [InlineData("out.mp4 --stems out.mp4")]
    [InlineData("out.avi")]
    // What lies beside a file that is asked for must not take the place of what is read.
    [InlineData("out.mp4 --lines-zip lines.zip")]
    [InlineData("out.mp4 --subtitles lines.csv")]
    [InlineData("video.mp4")]
    public async Task What_cannot_be_is_refused(string options) => await RefusedAsync(Path.Combine(Folder, "video.mp4"), options);

    [Theory]
    [InlineData("out.mp4 --captions burn")]
    [InlineData("out.mp4 --captions soft")]
    [InlineData("out.mp4 --notice picture")]
    [InlineData("out.wav --stems .")]
    public async Task A_sound_has_no_picture_and_stays_where_it_is(string options) => await RefusedAsync(Path.Combine(Folder, "original.wav"), options);

    /// <summary>What is wrong with the options is told before any of them counts, but for the language of messages; and where the help for that command is.</summary>
    [Theory]
    [InlineData("render film.mp4 -o out.mp4 --ui-language ko", "--voice 옵션이 빠졌습니다.", "dub render --help")]
    [InlineData("--ui-language ja render film.mp4 --script lines.csv --voice hana -o out.mp4 --shift 1h", "1h", "dub render --help")]
    [InlineData("script convert --ui-language ko", "input", "dub script convert --help")]
    public async Task Wrong_usage_is_told_in_the_language_asked_for_with_the_help_to_ask(string options, string said, string help)
    {
        var (before, error) = (Console.Error, new StringWriter());
        Console.SetError(TextWriter.Synchronized(error));
        try
        {
            Assert.Equal(ExitCodes.Usage, await DubCommand.RunAsync(options.Split(' ')));
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(help + Environment.NewLine, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("is missing", error.ToString(), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string medium, string options)
    {
        var before = Seen();
        string[] asked = [.. options.Split(' ').Select(o => o.StartsWith('-') || !o.Contains('.', StringComparison.Ordinal) || char.IsAsciiDigit(o[0]) ? o : Path.Combine(Folder, o))];
        Assert.Equal(ExitCodes.Usage, await DubCommand.RunAsync(["render", medium, "--script", Path.Combine(Folder, "lines.csv"), "--voice", "hana", "-o", .. asked]));
        Assert.Equal(before, Seen());
    }

    private string Seen() => string.Join('\n', Directory.EnumerateFileSystemEntries(Folder).Order(StringComparer.Ordinal).Select(f => $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f):O}"));

    /// <summary>A video, a sound and a script, which no test changes.</summary>
    public sealed class Material : IAsyncLifetime
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("dub-refused-").FullName;

        public async Task InitializeAsync()
        {
            await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "color=gray:size=64x48:rate=10:duration=2", "-f", "lavfi", "-i", "sine=300:duration=2", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", Path.Combine(Folder, "video.mp4")]);
            await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "sine=300:duration=2", Path.Combine(Folder, "original.wav")]);
            await File.WriteAllTextAsync(Path.Combine(Folder, "lines.csv"), "start,end,text\n0:00,0:01,안녕하세요.\n");
        }

        public Task DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return Task.CompletedTask;
        }
    }
}
