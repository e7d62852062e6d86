using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Field.Tests.Media;

/// <summary>Rows of <c>cases.tsv</c> without flashes and beeps, and what is no single file.</summary>
public sealed class FieldTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-field-").FullName;

    public static TheoryData<string> Readable { get; } = FieldCase.Where(c => c.Value("refused") is null && !c.Has("sync"));

    public static TheoryData<string> Refused { get; } = FieldCase.Where(c => c.Value("refused") is not null);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Readable))]
    [Trait("Category", "Long")]
    public Task A_file_is_what_the_table_says_and_is_exported_with_nothing_lost(string file) => FieldExport.CheckAsync(FieldCase.Of(file), folder);

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_that_cannot_be_dubbed_is_refused_with_the_reason(string file)
    {
        var row = FieldCase.Of(file);
        var error = await Assert.ThrowsAsync<DubbingException>(async () => await FfmpegTool.Work.Probe.ProbeAsync(await row.InAsync(folder)));
        Assert.Equal(row.Value("refused"), error.UserMessage.Key);
    }

    [Fact]
    public async Task Another_sound_track_is_chosen_by_number_name_or_language()
    {
        var path = await FieldCase.Of("multi.mkv").InAsync(folder);
        foreach (var (asked, stream) in new[] { ("1", 1), ("2", 2), ("eng", 1), ("en", 1), ("English", 1), ("ja", 2), ("commentary", 1) })
            Assert.Equal(stream, (await FfmpegTool.Work.Probe.ProbeAsync(path, track: asked)).Audio!.Index);
        var error = await Assert.ThrowsAsync<DubbingException>(() => FfmpegTool.Work.Probe.ProbeAsync(path, track: "3"));
        Assert.Equal("NoSuchTrack", error.UserMessage.Key);
    }

    [Fact]
    public async Task Captions_more_than_half_an_hour_apart_stay_at_their_times()
    {
        var video = Path.Combine(folder, "long.mp4");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "color=size=32x32:rate=1:duration=2700", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", video]);
        var (info, output) = (await FfmpegTool.Work.Probe.ProbeAsync(video), Path.Combine(folder, "out.mp4"));
        await FfmpegTool.Work.Exporter.ExportAsync(
            new ExportRequest(video, info, [], [new Caption(2, 4, "하나"), new Caption(2400, 2403, "둘"), new Caption(2460, 2463, "셋")], Language.Korean, OriginalSound.Mute), output, null, CancellationToken.None);
        var track = Assert.Single(await FfmpegTool.Work.Subtitles.ListAsync(output));
        var script = Script.ScriptReader.Read((await FfmpegTool.Work.Subtitles.ReadAsync(output, track, 1 << 20)).File, "captions.srt");
        Assert.Equal([(2.0, "하나"), (2400.0, "둘"), (2460.0, "셋")], script.Cues.Select(c => (c.Start!.Value.TotalSeconds, c.Text)));
    }

    [Fact]
    public async Task Chapters_stay()
    {
        var (list, video, output) = (Path.Combine(folder, "chapters.txt"), Path.Combine(folder, "chapters.mp4"), Path.Combine(folder, "out.mkv"));
        await File.WriteAllTextAsync(list, ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=첫째\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=500\nEND=1000\ntitle=둘째\n");
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "color=size=32x32:rate=10:duration=1", "-i", list, "-map_metadata", "1", "-c:v", "libx264", "-pix_fmt", "yuv420p", video]);
        await FfmpegTool.Work.Exporter.ExportAsync(new ExportRequest(video, await FfmpegTool.Work.Probe.ProbeAsync(video), [], [], Language.Korean, OriginalSound.Mute), output, null, CancellationToken.None);
        Assert.Equal(["첫째", "둘째"], (await FfmpegTool.Work.Probe.ProbeAsync(output)).Chapters.Select(c => c.Title));
    }

    /// <summary>Letters of 100 % white would glare in HLG and PQ: the picture becomes one of the standard range, its tags say so, and so does the export.</summary>
    [Theory]
    [InlineData("arib-std-b67", ".mp4", "h264")]
    [InlineData("smpte2084", ".mkv", "h264")]
    [InlineData("arib-std-b67", ".webm", "vp9")]
    public async Task Text_in_a_picture_of_high_range_makes_it_one_of_the_standard_range_and_that_is_said(string transfer, string extension, string codec)
    {
        var (video, output) = (Path.Combine(folder, "bright.mkv"), Path.Combine(folder, "out" + extension));
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", "color=0xC0C0C0:size=256x144:rate=10:duration=1", "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
            "-x265-params", $"log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc", "-color_trc", transfer, "-color_primaries", "bt2020", "-colorspace", "bt2020nc", video,
        ]);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(video);
        Assert.True(info.Video is { Hdr: true, BitDepth: 10 });
        var report = await FfmpegTool.Work.Delivery.MakeAsync(
            new ExportRequest(video, info, [], [new Caption(0.1, 0.9, "자막")], Language.Korean, OriginalSound.Mute), [], new DeliveryOptions { Captions = CaptionPlace.Burn }, output, null, CancellationToken.None);
        Assert.Equal(["EncodedForText", "ToneMapped"], report.Notes.Select(n => n.Key));
        var made = (await FfmpegTool.Work.Probe.ProbeAsync(output)).Video!;
        Assert.Equal((codec, 8, "bt709", "bt709", "bt709"), (made.Codec, made.BitDepth, made.Transfer, made.Primaries, made.Matrix));
    }

    [Theory]
    [InlineData("burned", "EncodedForText", "0-0.6 첫째 ¦ 0.6-1.2 둘=째")]
    [InlineData("part", "EncodedForPart", "0-0.2 첫째 ¦ 0.2-0.6 둘=째")]
    [InlineData("waits", "EncodedForWait", "0-0.6 첫째 ¦ 0.6-2.2 둘=째")]
    public async Task Cover_chapters_and_title_stay_when_the_picture_is_edited_and_the_place_does_not(string what, string note, string chapters)
    {
        var (list, video, output) = (Path.Combine(folder, "chapters.txt"), Path.Combine(folder, "whole.mp4"), Path.Combine(folder, "out.mp4"));
        await File.WriteAllTextAsync(list, ";FFMETADATA1\ntitle=강의\nlocation=+37.5665+126.9780/\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=600\ntitle=첫째\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=600\nEND=1200\ntitle=둘\\=째\n");
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10:duration=1.2", "-f", "lavfi", "-i", "sine=440:duration=1.2", "-f", "lavfi", "-i", "color=red:size=32x32:rate=1:duration=1", "-i", list,
            "-map", "0", "-map", "1", "-map", "2", "-map_metadata", "3", "-c:v:0", "libx264", "-preset", "ultrafast", "-pix_fmt:v:0", "yuv420p", "-c:v:1", "png", "-c:a", "aac", "-disposition:v:1", "attached_pic", video,
        ]);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(video);
        var options = what switch
        {
            "burned" => new DeliveryOptions { Captions = CaptionPlace.Burn },
            "part" => new DeliveryOptions { From = 0.4, To = 1 },
            _ => new DeliveryOptions { Map = new Timeline.TimeMap([new Timeline.Freeze(0.8, 1)]) },
        };
        var report = await FfmpegTool.Work.Delivery.MakeAsync(
            new ExportRequest(video, info, [], [new Caption(0.5, 0.9, "자막")], Language.Korean, OriginalSound.Keep), [], options, output, null, CancellationToken.None);
        Assert.False(report.VideoCopied);
        Assert.Equal([note, "LocationLeftOut"], report.Notes.Select(n => n.Key));
        var made = await FfmpegTool.Work.Probe.ProbeAsync(output);
        Assert.Single(made.Covers);
        Assert.Empty(made.LocationTags);
        Assert.Equal("kor", made.Audio!.Language);
        Assert.Equal(chapters, string.Join(" ¦ ", made.Chapters.Select(c => FormattableString.Invariant($"{c.Start:0.##}-{c.End:0.##} {c.Title}"))));
        Assert.Contains("강의", await FfmpegTool.ProbeAsync(["-show_entries", "format_tags=title", "-of", "csv=p=0", output]), StringComparison.Ordinal);
    }
}
