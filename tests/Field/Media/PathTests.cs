using System.Text;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Field.Tests.Media;

/// <summary>Names and places as users have them.</summary>
public sealed class PathTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-paths-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("clip.txt", "UnknownExtension")]
    [InlineData("clip", "UnknownExtension")]
    [InlineData("missing/clip.mp4", "FolderMissing")]
    [InlineData("video.mp4", "OutputIsInput")]
    [InlineData("./video.mp4", "OutputIsInput")]
    [InlineData("link.mp4", "OutputIsInput")]
    [InlineData("hard.mp4", "OutputIsInput")]
    [InlineData("folder.mp4", "OutputIsFolder")]
    public void An_output_that_makes_no_sense_is_refused_before_work_begins(string output, string why)
    {
        var video = Path.Combine(folder, "video.mp4");
        File.WriteAllText(video, "the user's own");
        File.CreateSymbolicLink(Path.Combine(folder, "link.mp4"), video);
        Directory.CreateDirectory(Path.Combine(folder, "folder.mp4"));
        if (output == "hard.mp4" && !Hard(video, Path.Combine(folder, output)))
            return;
        var error = Assert.Throws<DubbingException>(() => ExportTarget.Check(Path.Combine(folder, output), video));
        Assert.Equal((why, Fault.Usage), (error.UserMessage.Key, error.Fault));
        Assert.Equal("the user's own", File.ReadAllText(video));
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_and_the_longest_is_not()
    {
        Assert.Equal("NameTooLong", Assert.Throws<DubbingException>(() => ExportTarget.Check(Path.Combine(folder, new string('가', 84) + ".mp4"))).UserMessage.Key);
        Assert.Equal(".mp4", ExportTarget.Check(Path.Combine(folder, new string('가', 83) + ".mp4")).Extension);
    }

    [Theory]
    [InlineData("강의.mp4")]
    [InlineData("it's \"50%\" $HOME \\ done; & `x` 🎬.mp4")]
    [InlineData("-v error.mp4")]
    [InlineData("%05d.mp4")]
    [InlineData("concat:a|b.mp4")]
    [InlineData("http:x.mp4")]
    public async Task Any_name_can_be_read_and_written(string name)
    {
        // As macOS writes Hangul: taken apart into letters.
        var video = Path.Combine(folder, "in " + name.Normalize(NormalizationForm.FormD));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Media", "Files", "base.mp4"), video);
        var output = Path.Combine(folder, name);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(video);
        await FfmpegTool.Work.Exporter.ExportAsync(new ExportRequest(video, info, [], [new Caption(1, 2, "자막")], Language.Korean, OriginalSound.Keep), output, null, CancellationToken.None);
        Assert.True(new FileInfo(output).Length > 10_000);
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(folder).Count());
    }

    [Fact]
    public async Task Files_beside_the_output_stay()
    {
        var video = Path.Combine(AppContext.BaseDirectory, "Media", "Files", "base.mp4");
        var output = Path.Combine(folder, "ep1.mp4");
        string[] others = [output + ".srt", output + ".wav", output + ".part", output + ".wav.mix"];
        foreach (var other in others)
            await File.WriteAllTextAsync(other, "the user's own");
        await FfmpegTool.Work.Exporter.ExportAsync(
            new ExportRequest(video, await FfmpegTool.Work.Probe.ProbeAsync(video), [], [new Caption(1, 2, "자막")], Language.Korean, OriginalSound.Keep), output, null, CancellationToken.None);
        Assert.All(others, other => Assert.Equal("the user's own", File.ReadAllText(other)));
    }

    private static bool Hard(string from, string to) => OperatingSystem.IsLinux() && System.Diagnostics.Process.Start("ln", [from, to]) is { } ln && Ended(ln);

    private static bool Ended(System.Diagnostics.Process process)
    {
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
