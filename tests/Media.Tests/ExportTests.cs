using System.Text.Json;
using Dubbing.Export;
using Dubbing.Mix;

namespace Dubbing.Media.Tests;

public sealed class ExportTests(SampleMedia media) : IClassFixture<SampleMedia>
{
    private static readonly Caption[] Captions = [new(1, 2.5, "안녕하세요"), new(4, 5, "두 번째 줄")];

    [Fact]
    public async Task An_export_keeps_the_picture_and_adds_dub_captions_and_notice()
    {
        var output = media.In("out.mp4");
        var report = await FfmpegTool.Work.Exporter.ExportAsync(await RequestAsync(media.Video), output, null, CancellationToken.None);
        Assert.True(report.VideoCopied);
        var probed = await ProbeAsync(output);
        var streams = probed.GetProperty("streams").EnumerateArray().ToArray();
        Assert.Equal(["video:h264", "audio:aac", "subtitle:mov_text"], streams.Select(s => $"{s.GetProperty("codec_type").GetString()}:{s.GetProperty("codec_name").GetString()}"));
        Assert.Equal("kor", streams[2].GetProperty("tags").GetProperty("language").GetString());
        Assert.Equal(await PacketHashAsync(media.Video), await PacketHashAsync(output));
        var format = probed.GetProperty("format");
        Assert.Equal(6, double.Parse(format.GetProperty("duration").GetString()!, System.Globalization.CultureInfo.InvariantCulture), 0.1);
        Assert.Contains("합성 음성", format.GetProperty("tags").GetProperty("comment").GetString(), StringComparison.Ordinal);
        var measured = await FfmpegTool.Work.Meter.MeasureAsync(output, CancellationToken.None);
        Assert.InRange(measured.LoudnessLufs, -17, -15);
        Assert.True(measured.TruePeakDbtp <= -1.2, $"peak {measured.TruePeakDbtp}");
        Assert.Equal(["out.mp4"], Directory.EnumerateFiles(media.Folder, "out*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_notice_can_be_left_out()
    {
        var output = media.In("plain.mp4");
        await FfmpegTool.Work.Exporter.ExportAsync(await RequestAsync(media.Video) with { SyntheticNotice = false, Captions = [] }, output, null, CancellationToken.None);
        var probed = await ProbeAsync(output);
        Assert.False(probed.GetProperty("format").GetProperty("tags").TryGetProperty("comment", out _));
        Assert.Equal(2, probed.GetProperty("streams").GetArrayLength());
    }

    [Fact]
    public async Task A_video_without_sound_gets_the_dub_alone()
    {
        var output = media.In("dubbed-silent.mp4");
        await FfmpegTool.Work.Exporter.ExportAsync(await RequestAsync(media.Silent), output, null, CancellationToken.None);
        var sound = await SampleMedia.DecodeAsync(output);
        Assert.True(SampleMedia.Level(sound, 1.2, 2.2) > -30);
        Assert.True(SampleMedia.Level(sound, 0, 0.8) < -70);
        Assert.True(SampleMedia.Level(sound, 3.4, 3.9) < -70);
    }

    [Fact]
    public async Task Sound_without_a_picture_becomes_a_sound_file()
    {
        var output = media.In("dubbed.m4a");
        await FfmpegTool.Work.Exporter.ExportAsync(await RequestAsync(media.SoundOnly), output, null, CancellationToken.None);
        var stream = Assert.Single((await ProbeAsync(output)).GetProperty("streams").EnumerateArray());
        Assert.Equal("aac", stream.GetProperty("codec_name").GetString());
    }

    [Fact]
    public async Task A_codec_that_mp4_cannot_hold_is_encoded_and_said()
    {
        var output = media.In("from-webm.mp4");
        var report = await FfmpegTool.Work.Exporter.ExportAsync(await RequestAsync(media.WebM) with { Takes = [new PlacedTake(0.2, SampleMedia.Buzz(1))], Captions = [] }, output, null, CancellationToken.None);
        Assert.False(report.VideoCopied);
        Assert.Equal("h264", (await ProbeAsync(output)).GetProperty("streams")[0].GetProperty("codec_name").GetString());
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        var stop = new Progressed(p =>
        {
            if (p > 0.1)
                cancel.Cancel();
        });
        var request = await RequestAsync(media.Video);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FfmpegTool.Work.Exporter.ExportAsync(request, media.In("cancelled.mp4"), stop, cancel.Token));
        Assert.Empty(Directory.EnumerateFiles(media.Folder, "cancelled*"));
    }

    [Fact]
    public async Task A_video_that_is_gone_is_named()
    {
        var request = await RequestAsync(media.Video) with { MediaPath = media.In("gone.mp4") };
        var error = await Assert.ThrowsAsync<DubbingException>(() => FfmpegTool.Work.Exporter.ExportAsync(request, media.In("never.mp4"), null, CancellationToken.None));
        Assert.Contains("gone.mp4", error.UserMessage.Text(new System.Globalization.CultureInfo("ko")), StringComparison.Ordinal);
    }

    [Fact]
    public void Captions_are_written_as_players_expect()
    {
        Assert.Equal("1\r\n00:00:01,000 --> 00:00:02,500\r\na < b\r\nc\r\n\r\n", CaptionWriter.ToSubRip([new Caption(1, 2.5, "a < b\n\nc")]));
        Assert.Equal("WEBVTT\n\n01:00:01.001 --> 01:00:02.000\na &lt; b &amp; c\n\n", CaptionWriter.ToWebVtt([new Caption(3601.0012, 3602, "a < b & c")]));
    }

    private static async Task<ExportRequest> RequestAsync(string path) => new(
        path, await FfmpegTool.Work.Probe.ProbeAsync(path), [new PlacedTake(1, SampleMedia.Buzz(1.5)), new PlacedTake(4, SampleMedia.Buzz(1))], Captions, Language.Korean, OriginalSound.Mute, Title: "강의");

    private static async Task<JsonElement> ProbeAsync(string path) =>
        JsonDocument.Parse(await FfmpegTool.ProbeAsync(["-of", "json", "-show_streams", "-show_format", path], TimeSpan.FromMinutes(1))).RootElement;

    private static async Task<string> PacketHashAsync(string path)
    {
        var hash = "";
        await FfmpegTool.ReadAsync([.. FfmpegTool.SafeInput(path), "-map", "0:v:0", "-c", "copy", "-f", "md5", "pipe:1"], async s => hash = await new StreamReader(s).ReadToEndAsync());
        return hash;
    }

    private sealed class Progressed(Action<double> told) : IProgress<double>
    {
        public void Report(double value) => told(value);
    }
}
