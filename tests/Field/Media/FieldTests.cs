using System.Globalization;
using System.Text.Json;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Field.Tests.Media;

/// <summary>Every row of <c>cases.tsv</c>: what the probe decides, and what the export makes of it.</summary>
[Trait("Category", "Unverified")]
public sealed class FieldTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-field-").FullName;

    public static TheoryData<string> Readable { get; } = FieldCase.Where(c => c.Value("refused") is null);

    public static TheoryData<string> Refused { get; } = FieldCase.Where(c => c.Value("refused") is not null);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_file_is_what_the_table_says_and_is_exported_with_nothing_lost(string file)
    {
        var row = FieldCase.Of(file);
        var path = await row.InAsync(folder);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(path);
        if (row.Number("seconds") is { } seconds)
            Assert.Equal(seconds, info.Seconds, 0.06);
        Assert.True(info.Measured || !row.Has("measured"), "its length has to be measured");
        if (row.Number("picture") is { } picture)
            Assert.Equal((int)picture, info.Video?.Index);
        if (row.Number("sound") is { } sound)
            Assert.Equal((int)sound, info.Audio?.Index);
        if (row.Number("covers") is { } covers)
            Assert.Equal((int)covers, info.Covers.Count);
        if (row.Value("size") is { } size)
            Assert.Equal(size, $"{info.Video?.Width}x{info.Video?.Height}");
        if (row.Has("interlaced"))
            Assert.True(info.Video?.Interlaced);

        var output = Path.Combine(folder, "out" + (info.Video is null ? ".m4a" : ".mp4"));
        var report = await FfmpegTool.Work.Exporter.ExportAsync(
            new ExportRequest(path, info, [], info.Video is null ? [] : [new Caption(0.2, 0.8, "자막")], Language.Korean, OriginalSound.Keep), output, null, CancellationToken.None);
        var told = info.Notes.Concat(report.Notes).Select(n => n.Key).ToList();
        Assert.All(row.Values("notes"), key => Assert.Contains(key, told));
        var made = await FfmpegTool.Work.Probe.ProbeAsync(output);
        Assert.Equal(info.Seconds, made.Seconds, 0.06);
        Assert.Equal(info.Covers.Count, made.Covers.Count);
        Assert.Equal(info.Video is null, made.Video is null);
        if (row.Has("copied"))
        {
            Assert.True(report.VideoCopied);
            Assert.Equal(await PacketsAsync(path, info.Video!.Index), await PacketsAsync(output, made.Video!.Index));
        }

        if (row.Value("encoded") is { } codec)
        {
            Assert.False(report.VideoCopied);
            Assert.Equal(codec, made.Video!.Codec);
            Assert.False(made.Video.Interlaced);
            Assert.Equal(info.Video!.Transfer, made.Video.Transfer);
        }

        if (row.Number("depth") is { } depth)
            Assert.Equal((int)depth, made.Video!.BitDepth);
        if (row.Has("nolocation"))
            Assert.Empty(made.LocationTags);
        if (row.Has("sync"))
        {
            var before = await Sync.OffsetsAsync(path, info.Video!.Index, info.Audio!.Index);
            var after = await Sync.OffsetsAsync(output, made.Video!.Index, made.Audio!.Index, before);
            Assert.Equal(before.Count, after.Count);
            Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, file == "base.mp4" ? 0.002 : 0.010));
        }
    }

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
        Assert.Equal(2, (await FfmpegTool.Work.Probe.ProbeAsync(output)).Chapters);
    }

    /// <summary>The pictures' packets, without the form that the container gives to them.</summary>
    private static async Task<string> PacketsAsync(string path, int stream)
    {
        var json = JsonDocument.Parse(await FfmpegTool.ProbeAsync(["-show_entries", "packet=stream_index", "-select_streams", stream.ToString(CultureInfo.InvariantCulture), "-count_packets", "-of", "json", path])).RootElement;
        return json.GetProperty("packets").GetArrayLength().ToString(CultureInfo.InvariantCulture);
    }
}
