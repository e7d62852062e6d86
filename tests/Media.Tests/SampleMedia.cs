using Dubbing.Media;
using Dubbing.Speech;

namespace Dubbing.Media.Tests;

/// <summary>Tiny media files made with ffmpeg's test sources, once for all tests.</summary>
public sealed class SampleMedia : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("dubbing-media-").FullName;

    /// <summary>6 s of H.264 with a 440 Hz tone.</summary>
    public string Video => In("video.mp4");

    /// <summary>6 s of picture without sound.</summary>
    public string Silent => In("silent.mp4");

    /// <summary>6 s of sound without picture.</summary>
    public string SoundOnly => In("sound.wav");

    /// <summary>Two seconds of VP8, which MP4 players do not take.</summary>
    public string WebM => In("clip.webm");

    public string In(string name) => Path.Combine(Folder, name);

    public async Task InitializeAsync()
    {
        const string picture = "testsrc2=size=160x120:rate=24:duration=6";
        const string tone = "sine=frequency=440:sample_rate=48000:duration=6";
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", Video]);
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", Silent]);
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", tone, SoundOnly]);
        await FfmpegTool.RunAsync(["-f", "lavfi", "-i", "testsrc2=size=160x120:rate=24:duration=2", "-c:v", "libvpx", "-b:v", "200k", "-deadline", "realtime", WebM]);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Something like speech: a 200 Hz buzz that swells and fades.</summary>
    public static Take Buzz(double seconds, float level = 0.1f)
    {
        var samples = new float[(int)(seconds * 24000)];
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / 24000.0;
            var voice = 0.0;
            for (var h = 1; h <= 20; h++)
                voice += Math.Sin(2 * Math.PI * 200 * h * t) / h;
            samples[i] = (float)(level * voice * (0.6 + 0.4 * Math.Sin(2 * Math.PI * 4 * t)));
        }

        return new Take(samples, 24000, []);
    }

    /// <summary>A file's sound as mono floats at 48 kHz.</summary>
    public static async Task<float[]> DecodeAsync(string path)
    {
        using var sound = new MemoryStream();
        await FfmpegTool.ReadAsync([.. FfmpegTool.SafeInput(path), "-map", "0:a:0", "-ac", "1", "-ar", "48000", "-f", "f32le", "pipe:1"], s => s.CopyToAsync(sound));
        var samples = new float[sound.Length / 4];
        Buffer.BlockCopy(sound.GetBuffer(), 0, samples, 0, samples.Length * 4);
        return samples;
    }

    /// <summary>Level of a stretch of sound, dB relative to full scale (root mean square).</summary>
    public static double Level(float[] samples, double from, double to)
    {
        var part = samples.AsSpan((int)(from * 48000)..(int)Math.Min(samples.Length, to * 48000));
        var sum = 0.0;
        foreach (var s in part)
            sum += s * s;
        return 10 * Math.Log10(sum / part.Length + 1e-12);
    }
}
