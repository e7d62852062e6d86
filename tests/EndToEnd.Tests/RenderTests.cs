using System.Globalization;
using System.Text.Json;
using Dubbing.CommandLine;
using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The whole job from the command line, with the shipped voices, on a video made by ffmpeg's test sources.</summary>
public sealed class RenderTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-render-").FullName;

    private string Video => Path.Combine(folder, "lecture.mp4");

    public Task InitializeAsync() => FfmpegTool.RunAsync(
        ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=16", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000:duration=16", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", Video]);

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("ko", "hana", "안녕하세요, 반갑습니다.", "오늘은 지도를 읽는 법을 배웁니다.", "질문이 있나요?")]
    [InlineData("ja", "ken", "こんにちは、皆さん。", "今日は地図の読み方を学びます。", "質問はありますか？")]
    public async Task Every_line_is_heard_in_its_slot_and_nowhere_else(string language, string voice, string first, string second, string third)
    {
        (double Start, double End, string Text)[] lines = [(1, 4, first), (5.5, 9.5, second), (11, 13.5, third)];
        var output = Path.Combine(folder, $"{language}.mp4");
        Assert.Equal(ExitCodes.Done, await DubCommand.RunAsync(["render", Video, "--script", await ScriptAsync(lines), "--voice", voice, "-o", output, "--original", "mute"]));

        var probed = JsonDocument.Parse(await FfmpegTool.ProbeAsync(["-of", "json", "-show_streams", "-show_format", output], TimeSpan.FromMinutes(1))).RootElement;
        Assert.Equal(["h264", "aac", "mov_text"], probed.GetProperty("streams").EnumerateArray().Select(s => s.GetProperty("codec_name").GetString()));
        Assert.Equal(16, double.Parse(probed.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture), 0.1);
        Assert.InRange((await FfmpegTool.Work.Meter.MeasureAsync(output, CancellationToken.None)).LoudnessLufs, -17, -15);

        var sound = await SoundAsync(output);
        foreach (var (start, end, text) in lines)
        {
            Assert.True(Level(sound, start, start + 0.6) > -35, $"{text}: nothing is heard where it begins");
            Assert.True(Level(sound, end + 0.1, end + 0.9) < -60, $"{text}: something is heard after it");
        }

        Assert.True(Level(sound, 0, 0.95) < -60, "something is heard before the first line");
    }

    [Fact]
    public async Task A_line_too_long_for_its_slot_is_said_and_not_hurried_beyond_the_limit()
    {
        var script = await ScriptAsync([(1, 1.8, "이 문장은 주어진 시간 안에 도저히 다 읽을 수 없을 만큼 아주 길게 쓴 문장입니다."), (12, 15, "끝.")]);
        using var services = new CommandServices();
        var job = new ScriptRender(services, Video, script, services.Voice("jun"), Path.Combine(folder, "long.mp4"));
        var clips = (await job.RunAsync(null, CancellationToken.None)).Clips;
        Assert.Equal(Timeline.FitGrade.Overflow, clips[0].Grade);
        Assert.Equal(Timeline.LineFitter.Fastest, clips[0].Rate, 3);
        Assert.True(clips[0].Overflow > 1);
        Assert.Equal(Timeline.FitGrade.Free, clips[1].Grade);
    }

    [Fact]
    public async Task A_line_that_cannot_be_said_does_not_stop_the_rest()
    {
        var output = Path.Combine(folder, "rest.mp4");
        var script = await ScriptAsync([(1, 3, "안녕하세요."), (4, 5, "♪♪"), (6, 9, "ありがとうございます"), (10, 12, "감사합니다.")]);
        using var services = new CommandServices();
        var result = await new ScriptRender(services, Video, script, services.Voice("yuri"), output) { Language = "ko" }.RunAsync(null, CancellationToken.None);
        Assert.Equal([1, 4], result.Clips.Select(c => c.Cue.Number));
        Assert.Equal(2, result.Problems.Count);
        Assert.True(result.LinesFailed);
        Assert.True(File.Exists(output));
    }

    [Theory]
    [InlineData("no-such.mp4", "a.srt")]
    [InlineData("text.mp4", "a.srt")]
    [InlineData("lecture.mp4", "empty.srt")]
    [InlineData("lecture.mp4", "no-such.srt")]
    public async Task Bad_input_is_refused_with_its_own_exit_code(string video, string script)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "text.mp4"), "this is no video");
        await File.WriteAllTextAsync(Path.Combine(folder, "empty.srt"), "\n\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "a.srt"), "1\n00:00:01,000 --> 00:00:02,000\n안녕\n");
        var output = Path.Combine(folder, "never.mp4");
        Assert.Equal(ExitCodes.BadInput, await DubCommand.RunAsync(["render", Path.Combine(folder, video), "--script", Path.Combine(folder, script), "--voice", "hana", "-o", output]));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task The_command_line_says_when_it_is_not_understood() =>
        Assert.Equal(ExitCodes.Usage, await DubCommand.RunAsync(["render", Video]));

    private async Task<string> ScriptAsync(IReadOnlyList<(double Start, double End, string Text)> lines)
    {
        var path = Path.Combine(folder, "script.srt");
        await File.WriteAllTextAsync(path, Export.CaptionWriter.ToSubRip([.. lines.Select(l => new Export.Caption(l.Start, l.End, l.Text))]));
        return path;
    }

    private static async Task<float[]> SoundAsync(string path)
    {
        using var sound = new MemoryStream();
        await FfmpegTool.ReadAsync([.. FfmpegTool.SafeInput(path), "-map", "0:a:0", "-ac", "1", "-ar", "16000", "-f", "f32le", "pipe:1"], s => s.CopyToAsync(sound));
        var samples = new float[sound.Length / 4];
        Buffer.BlockCopy(sound.GetBuffer(), 0, samples, 0, samples.Length * 4);
        return samples;
    }

    private static double Level(float[] samples, double from, double to)
    {
        var part = samples[(int)(from * 16000)..(int)(to * 16000)];
        return 10 * Math.Log10(part.Average(s => (double)s * s) + 1e-12);
    }
}
