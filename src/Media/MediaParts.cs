using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FFMpegCore;

namespace Dubbing.Media;

/// <summary>What the studio makes from a file to show and play it, at the times that <see cref="MediaInfo"/> decided.</summary>
/// <param name="tool">ffmpeg.</param>
public sealed class MediaParts(IMediaTool tool)
{
    /// <summary>Peaks a second in a waveform file.</summary>
    public const int PeaksPerSecond = 50;

    /// <summary>Width of a thumbnail in pixels.</summary>
    public const int ThumbnailWidth = 160;

    /// <summary>How different two pictures are, 0 to 1, when between them is a cut.</summary>
    public const double ShotScore = 0.3;

    private const int WaveformRate = 8000;
    private const int MostThumbnails = 240;

    /// <summary>
    /// Writes a waveform: one byte for each fiftieth of a second, the loudest sample in it, 0 for silence and 255 for full level.
    /// </summary>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public async Task WriteWaveformAsync(string source, MediaInfo info, string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        using var files = new TemporaryFiles();
        var partial = files.Beside(path);
        await using (var output = new FileStream(partial, FileMode.Open, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            await tool.ReadAsync(SourceStreams.Samples(source, info, WaveformRate, 1), sound => PeaksAsync(sound, output, progress, cancel), cancel: cancel);
        files.Keep(partial, path);
    }

    /// <summary>The waveform of a sound in memory, as <see cref="WriteWaveformAsync"/> writes it.</summary>
    /// <param name="samples">Mono, −1 … 1.</param>
    /// <param name="sampleRate">Samples a second (Hz).</param>
    public static byte[] Peaks(ReadOnlySpan<float> samples, int sampleRate)
    {
        var each = Math.Max(1, sampleRate / PeaksPerSecond);
        var peaks = new byte[(samples.Length + each - 1) / each];
        for (var i = 0; i < peaks.Length; i++)
            peaks[i] = Peak(samples[(i * each)..Math.Min(samples.Length, (i + 1) * each)]);
        return peaks;
    }

    /// <summary>Writes thumbnails <c>00000.jpg</c>, <c>00001.jpg</c> … into a folder, which is emptied first.</summary>
    /// <returns>Seconds between two thumbnails, and how many there are.</returns>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public async Task<(double Seconds, int Count)> WriteThumbnailsAsync(string source, MediaInfo info, string folder, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        var apart = Math.Max(1, Math.Ceiling(info.Seconds / MostThumbnails));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        // From second 0, even where the picture begins later: a thumbnail's number is its time.
        string[] filters =
        [
            CommandText.Invariant($"fps=1/{apart}:round=up:start_time=0"), .. SourceStreams.Plain(info.Video!, await tool.AbilitiesAsync(cancel)),
            $"scale='trunc({ThumbnailWidth}/2)*2':'trunc({ThumbnailWidth}*ih/(iw*if(sar,sar,1))/2)*2',setsar=1",
        ];
        await tool.RunAsync(
            SourceStreams.Pictures(source, info, Target.File(Path.Combine(folder, "%05d.jpg")), ["-an", "-sn", "-vf", string.Join(',', filters), "-q:v", "6", "-start_number", "0", "-f", "image2"]),
            progress,
            cancel: cancel);
        return (apart, Directory.GetFiles(folder, "*.jpg").Length);
    }

    /// <summary>
    /// Writes the times, in seconds, at which the picture changes at once to another, as a JSON array: where ffmpeg's scene
    /// score of a picture is above <see cref="ShotScore"/>.
    /// </summary>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public async Task WriteShotsAsync(string source, MediaInfo info, string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        var scores = new List<(double Time, double Score)>();
        // A small picture is enough to tell. Every picture's score is printed, so that there is progress between cuts.
        await tool.ReadAsync(
            SourceStreams.Pictures(source, info, Target.Nowhere, ["-an", "-sn", "-vf", "scale=160:-2:flags=fast_bilinear,select='gte(scene,0)',metadata=print:key=lavfi.scene_score:file=-", "-f", "null"]),
            async output =>
            {
                using var reader = new StreamReader(output);
                var time = 0.0;
                while (await reader.ReadLineAsync(cancel) is { } line)
                {
                    if (After(line, "pts_time:") is { } at)
                    {
                        time = at;
                        progress?.Report(at);
                    }
                    else if (After(line, "lavfi.scene_score=") is { } score && time > info.Video!.Start + 0.001)
                        scores.Add((time, score));
                }
            },
            cancel: cancel);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(ShotScores.Cuts(scores)), cancel);

        static double? After(string line, string name) =>
            line.IndexOf(name, StringComparison.Ordinal) is >= 0 and var i && double.TryParse(line.AsSpan(i + name.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Writes a small H.264 and AAC copy that every browser plays; picture and sound both begin at second 0 in it.</summary>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public async Task WriteProxyAsync(string source, MediaInfo info, string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        using var files = new TemporaryFiles();
        var partial = files.Beside(path);
        var options = new List<string>();
        if (info.Video is { } video)
        {
            // The first picture of a late track is shown from the start; all others keep their times.
            string[] late = video.Start > 0.001 ? ["setpts='if(eq(N,0),0,PTS)'"] : [];
            string[] filters = [.. late, .. SourceStreams.Plain(video, await tool.AbilitiesAsync(cancel)), "scale='2*trunc(min(1280,iw)/2)':-2", "format=yuv420p"];
            options.AddRange(["-map", CommandText.Invariant($"0:{video.Index}"), "-vf", string.Join(',', filters), "-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-g", "48", .. SourceStreams.PictureTimes("v")]);
        }

        if (info.Audio is { } audio)
            options.AddRange(["-map", CommandText.Invariant($"0:{audio.Index}"), "-af", SourceStreams.InTime(48000), "-c:a", "aac", "-b:a", "128k", "-ac", "2"]);
        await tool.RunAsync(
            SourceStreams.Input(source).OutputTo(
                Target.File(partial),
                o => o.WithArgument(new MoreOptions([.. options, "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-f", "mp4"])).WithFastStart()),
            progress,
            cancel: cancel);
        files.Keep(partial, path);
    }

    private static async Task PeaksAsync(Stream sound, Stream output, IProgress<double>? progress, CancellationToken cancel)
    {
        const int samples = WaveformRate / PeaksPerSecond;
        var buffer = new byte[samples * PeaksPerSecond * sizeof(float)];
        var peaks = new byte[PeaksPerSecond];
        for (var seconds = 0; ; seconds++)
        {
            var read = await sound.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
            var all = read / sizeof(float);
            var count = (all + samples - 1) / samples;
            for (var i = 0; i < count; i++)
                peaks[i] = Peak(MemoryMarshal.Cast<byte, float>(buffer.AsSpan(0, read))[(i * samples)..Math.Min(all, (i + 1) * samples)]);
            await output.WriteAsync(peaks.AsMemory(0, count), cancel);
            progress?.Report(seconds);
            if (read < buffer.Length)
                return;
        }
    }

    private static byte Peak(ReadOnlySpan<float> samples)
    {
        var most = 0f;
        foreach (var sample in samples)
            most = Math.Max(most, Math.Abs(sample));
        return (byte)Math.Min(255, most * 256);
    }
}
