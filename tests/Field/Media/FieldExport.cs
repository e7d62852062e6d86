using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Field.Tests.Media;

/// <summary>Probes and exports the file of a row, and holds both against what the row says.</summary>
internal static class FieldExport
{
    public static async Task CheckAsync(FieldCase row, string folder)
    {
        var path = await row.InAsync(folder);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(path);
        // Where a file was cut, what is left is a matter of packets.
        var near = row.Has("rough") ? 0.5 : 0.1;
        if (row.Number("seconds") is { } seconds)
            Assert.Equal(seconds, info.Seconds, near);
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

        var output = Path.Combine(folder, "out" + (row.Value("out") ?? (info.Video is null ? ".m4a" : ".mp4")));
        var report = await FfmpegTool.Work.Exporter.ExportAsync(
            new ExportRequest(path, info, [], info.Video is null ? [] : [new Caption(0.2, 0.8, "자막")], Language.Korean, OriginalSound.Keep), output, null, CancellationToken.None);
        var told = info.Notes.Concat(report.Notes).Select(n => n.Key).ToList();
        Assert.All(row.Values("notes"), key => Assert.Contains(key, told));
        var made = await FfmpegTool.Work.Probe.ProbeAsync(output);
        Assert.Equal(info.Seconds, made.Seconds, 0.06);
        Assert.Equal(info.Covers.Count, made.Covers.Count);
        Assert.Equal(info.Video is null, made.Video is null);
        if (info.Audio is { Language: { } language } && info.Video is null)
            Assert.Equal(language, made.Audio!.Language);
        if (row.Has("copied"))
        {
            Assert.True(report.VideoCopied);
            Assert.Equal(await PacketsAsync(path, info.Video!.Index), await PacketsAsync(output, made.Video!.Index));
            Assert.Equal((info.Video.Width, info.Video.Height, info.Video.Rotation), (made.Video.Width, made.Video.Height, made.Video.Rotation));
        }

        if (row.Value("encoded") is { } codec)
        {
            Assert.False(report.VideoCopied);
            Assert.Contains("PictureEncoded", told);
            Assert.Equal(codec, made.Video!.Codec);
            Assert.False(made.Video.Interlaced);
            if (info.Video!.Hdr)
                Assert.Equal(info.Video.Transfer, made.Video.Transfer);
        }

        if (row.Number("depth") is { } depth)
            Assert.Equal((int)depth, made.Video!.BitDepth);
        if (row.Value("outsize") is { } madeSize)
            Assert.Equal(madeSize, $"{made.Video?.Width}x{made.Video?.Height}");
        if (row.Has("nolocation"))
            Assert.Empty(made.LocationTags);
        if (row.Has("sync"))
            await InSyncAsync(path, info, output, made, row.File == "base.mp4" ? 0.002 : 0.010);
    }

    private static async Task InSyncAsync(string path, MediaInfo info, string output, MediaInfo made, double near) =>
        await Sync.SameAsync(await Sync.OffsetsAsync(path, info.Video!.Index, info.Audio!.Index), info.Start, output, made, near);

    /// <summary>How many packets a stream has.</summary>
    private static async Task<int> PacketsAsync(string path, int stream)
    {
        var packets = 0;
        await FfmpegTool.Work.Tool.PacketsAsync(path, null, p => packets += p.Stream == stream ? 1 : 0);
        return packets;
    }
}
