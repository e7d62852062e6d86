using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dubbing.Media;

namespace Dubbing.Field.Tests.Media;

/// <summary>Finds white flashes and 1 kHz beeps in a file, at the times that its container gives to pictures and samples.</summary>
internal static class Sync
{
    private const double Window = 0.004;

    /// <summary>Each flash's time on the container's clock, and by how many seconds the beep nearest to it is later.</summary>
    public static async Task<IReadOnlyList<(double Flash, double Offset)>> OffsetsAsync(string path, int picture, int sound, IReadOnlyList<(double Flash, double Offset)>? like = null)
    {
        var (flashes, beeps) = (await FlashesAsync(path, picture), await BeepsAsync(path, sound));
        Assert.NotEmpty(flashes);
        Assert.NotEmpty(beeps);
        // Of a copy, the beep that is meant is the one as far away as in the original.
        return [.. flashes.Select((f, i) => (f, beeps.Select(b => b - f).MinBy(d => Math.Abs(d - (like is null || i >= like.Count ? 0 : like[i].Offset)))))];
    }

    /// <summary>Flashes and beeps of a copy are as far apart as in the original, and at the original's own seconds.</summary>
    /// <param name="before">What was seen in the original.</param>
    /// <param name="zero">Second 0 of the original on its container's clock.</param>
    /// <param name="path">The copy.</param>
    /// <param name="made">What the copy is.</param>
    /// <param name="near">How near, in seconds.</param>
    public static async Task SameAsync(IReadOnlyList<(double Flash, double Offset)> before, double zero, string path, MediaInfo made, double near)
    {
        var after = await OffsetsAsync(path, made.Video!.Index, made.Audio!.Index, before);
        Assert.Equal(before.Count, after.Count);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First.Offset, pair.Second.Offset, near));
        // Times count from the file's start: what was seen there at second 2 is seen at second 2.
        Assert.Equal(before[0].Flash - zero, after[0].Flash - made.Start, 0.021);
    }

    /// <summary>When the first sound begins that is more than a tenth as loud as the loudest before the first beep; in seconds of a file that begins at 0.</summary>
    public static async Task<double> OnsetAsync(string path, int stream)
    {
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync(["-v", "error", "-i", path, "-map", $"0:{stream}", "-af", "aresample=48000:async=1:first_pts=0", "-ac", "1", "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1"], s => s.CopyToAsync(bytes));
        var head = MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        head = head[..Math.Min(head.Length, 48_000 * 3 / 2)];
        var loudest = 0f;
        foreach (var sample in head)
            loudest = Math.Max(loudest, Math.Abs(sample));
        Assert.True(loudest > 0.01f, "nothing is heard before the first beep");
        for (var i = 0; ; i++)
        {
            if (Math.Abs(head[i]) > loudest / 10)
                return i / 48_000.0;
        }
    }

    private static async Task<List<double>> FlashesAsync(string path, int stream)
    {
        var (found, time, last) = (new List<double>(), 0.0, 0.0);
        await FfmpegTool.ReadAsync(
            ["-v", "error", "-copyts", "-i", path, "-map", $"0:{stream}", "-vf", "scale=32:24,format=gray,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-", "-vsync", "passthrough", "-f", "null", "-",
                // Where it is asked for one stream of an MPEG-TS only, ffmpeg lets that one begin at 0: the others are passed through.
                "-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "null", "-"],
            async s =>
            {
                using var reader = new StreamReader(s);
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line.Contains("pts_time:", StringComparison.Ordinal))
                        time = Number(line.Split("pts_time:")[1].Split(' ')[0]);
                    else if (line.Contains("YAVG=", StringComparison.Ordinal))
                    {
                        var light = Number(line.Split('=')[1]);
                        if (light > 120 && last <= 120)
                            found.Add(time);
                        last = light;
                    }
                }
            });
        return found;
    }

    private static async Task<List<double>> BeepsAsync(string path, int stream)
    {
        var probed = JsonDocument.Parse(await FfmpegTool.ProbeAsync(["-show_entries", "frame=stream_index,pts_time,nb_samples:stream=index,sample_rate,channels", "-of", "json", path])).RootElement;
        var about = probed.GetProperty("streams").EnumerateArray().Single(s => s.GetProperty("index").GetInt32() == stream);
        var (rate, channels) = (int.Parse(about.GetProperty("sample_rate").GetString()!, CultureInfo.InvariantCulture), about.GetProperty("channels").GetInt32());
        var starts = probed.GetProperty("frames").EnumerateArray().Where(f => f.TryGetProperty("stream_index", out var at) && at.GetInt32() == stream && f.TryGetProperty("nb_samples", out _))
            .Select(f => (Start: f.TryGetProperty("pts_time", out var time) ? Number(time.GetString()!) : (double?)null, Count: f.GetProperty("nb_samples").GetInt32())).ToList();
        using var bytes = new MemoryStream();
        await FfmpegTool.ReadAsync(["-v", "error", "-i", path, "-map", $"0:{stream}", "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1"], s => s.CopyToAsync(bytes));
        var samples = MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var (n, width) = (samples.Length / channels, (int)(rate * Window));
        var (re, im) = (new double[n + 1], new double[n + 1]);
        for (var i = 0; i < n; i++)
        {
            var mono = 0.0;
            for (var c = 0; c < channels; c++)
                mono += samples[i * channels + c];
            var (sin, cos) = Math.SinCos(2 * Math.PI * 1000 * i / rate);
            (re[i + 1], im[i + 1]) = (re[i] + mono * cos, im[i] + mono * sin);
        }

        double Energy(int i)
        {
            var (a, b) = (re[i + width] - re[i], im[i + width] - im[i]);
            return Math.Sqrt(a * a + b * b);
        }

        var (times, from) = (Times(starts, n, rate), starts.Select(s => s.Start).First(s => s is not null)!.Value + 1.7);
        var top = Enumerable.Range(0, n - width).Where(i => times[i] >= from).Max(Energy);
        var (beeps, last) = (new List<double>(), double.NegativeInfinity);
        for (var i = 0; i < n - width; i++)
        {
            if (times[i] < from || Energy(i) <= top / 4)
                continue;
            if (i - last > rate * 0.5)
                beeps.Add(times[i] + Window / 2);
            last = i;
        }

        return beeps;
    }

    private static double[] Times(List<(double? Start, int Count)> frames, int count, int rate)
    {
        var times = new double[count];
        var at = 0;
        foreach (var (said, samples) in frames)
        {
            // A frame that does not say its time follows the one before.
            var start = said ?? (at == 0 ? 0 : times[at - 1] + 1.0 / rate);
            for (var i = 0; i < samples && at < count; i++)
                times[at++] = start + (double)i / rate;
        }

        for (; at < count; at++)
            times[at] = at == 0 ? 0 : times[at - 1] + 1.0 / rate;
        return times;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
