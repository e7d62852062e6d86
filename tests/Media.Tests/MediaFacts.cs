using System.Globalization;

namespace Dubbing.Media.Tests;

/// <summary>What is in a finished file, as ffmpeg decodes it.</summary>
internal sealed class MediaFacts(string path)
{
    public static Task<MediaInfo> ProbeAsync(string path) => FfmpegTool.Work.Probe.ProbeAsync(path);

    public async Task<double> SecondsAsync() => (await ProbeAsync(path)).Seconds;

    /// <summary>When each frame is shown, in seconds, and a hash of it.</summary>
    public async Task<IReadOnlyList<(double At, string Hash)>> FramesAsync()
    {
        // Encoded copies of one picture differ by a hair: a coarse grey picture does not.
        var bytes = await ReadAsync("-vf", "scale=8:6,format=gray,lutyuv=y='bitand(val,224)'", "-f", "framemd5");
        return
        [
            .. System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Where(r => r.Length > 0 && r[0] != '#').Select(r => r.Split(',', StringSplitOptions.TrimEntries))
                .Select(c => (double.Parse(c[2], CultureInfo.InvariantCulture), c[5])).Select(p => (p.Item1 * TimeBase(bytes), p.Item2)),
        ];
    }

    /// <summary>The picture at a time in grey, 160 by 120.</summary>
    public Task<byte[]> PictureAsync(double seconds) =>
        ReadAsync("-vf", string.Create(CultureInfo.InvariantCulture, $"trim=start={seconds},scale=160:120,format=gray"), "-frames:v", "1", "-f", "rawvideo");

    private static double TimeBase(byte[] md5)
    {
        var row = System.Text.Encoding.UTF8.GetString(md5).Split('\n').First(r => r.StartsWith("#tb 0:", StringComparison.Ordinal))[6..].Trim().Split('/');
        return double.Parse(row[0], CultureInfo.InvariantCulture) / double.Parse(row[1], CultureInfo.InvariantCulture);
    }

    private async Task<byte[]> ReadAsync(params string[] arguments)
    {
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync(["-v", "error", .. FfmpegTool.SafeInput(path), "-map", "0:v:0", .. arguments, "pipe:1"], s => s.CopyToAsync(bytes));
        return bytes.ToArray();
    }
}
