using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Dubbing.Media;

/// <summary>What the studio makes from a file to show and play it.</summary>
public static class MediaParts
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
    public static async Task WriteWaveformAsync(string source, string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var partial = path + ".part";
        await using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
        {
            await FfmpegTool.ReadAsync(
                ["-v", "error", .. FfmpegTool.SafeInput(source), "-map", "0:a:0", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", Text(WaveformRate), "-f", "s16le", "pipe:1"],
                sound => PeaksAsync(sound, output, progress, cancel),
                cancel: cancel);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>The waveform of a sound in memory, as <see cref="WriteWaveformAsync"/> writes it.</summary>
    /// <param name="samples">Mono, −1 … 1.</param>
    /// <param name="sampleRate">Samples a second (Hz).</param>
    public static byte[] Peaks(ReadOnlySpan<float> samples, int sampleRate)
    {
        var each = Math.Max(1, sampleRate / PeaksPerSecond);
        var peaks = new byte[(samples.Length + each - 1) / each];
        for (var i = 0; i < peaks.Length; i++)
        {
            var most = 0f;
            foreach (var sample in samples[(i * each)..Math.Min(samples.Length, (i + 1) * each)])
                most = Math.Max(most, Math.Abs(sample));
            peaks[i] = (byte)Math.Min(255, most * 256);
        }

        return peaks;
    }

    /// <summary>Writes thumbnails <c>00000.jpg</c>, <c>00001.jpg</c> … into a folder, which is emptied first.</summary>
    /// <returns>Seconds between two thumbnails, and how many there are.</returns>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public static async Task<(double Seconds, int Count)> WriteThumbnailsAsync(string source, MediaInfo info, string folder, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var apart = Math.Max(1, Math.Ceiling(info.Seconds / MostThumbnails));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await FfmpegTool.RunAsync(
            [
                .. FfmpegTool.SafeInput(source), "-map", "0:v:0", "-an", "-sn", "-vf", $"fps=1/{Text(apart)}:round=up,scale={ThumbnailWidth}:-2",
                "-q:v", "6", "-start_number", "0", "-f", "image2", Path.Combine(folder, "%05d.jpg"),
            ],
            progress,
            cancel: cancel);
        return (apart, Directory.GetFiles(folder, "*.jpg").Length);
    }

    /// <summary>
    /// Writes the times, in seconds, at which the picture changes at once to another, as a JSON array: where ffmpeg's scene
    /// score of a picture is above <see cref="ShotScore"/>.
    /// </summary>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public static async Task WriteShotsAsync(string source, string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var scores = new List<(double Time, double Score)>();
        // A small picture is enough to tell. Every picture's score is printed, so that there is progress between cuts.
        await FfmpegTool.ReadAsync(
            [
                "-v", "error", .. FfmpegTool.SafeInput(source), "-map", "0:v:0", "-an", "-sn",
                "-vf", "scale=160:-2:flags=fast_bilinear,select='gte(scene,0)',metadata=print:key=lavfi.scene_score:file=-", "-f", "null", "-",
            ],
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
                    else if (After(line, "lavfi.scene_score=") is { } score)
                        scores.Add((time, score));
                }
            },
            cancel: cancel);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(ShotScores.Cuts(scores)), cancel);

        static double? After(string line, string name) =>
            line.IndexOf(name, StringComparison.Ordinal) is >= 0 and var i && double.TryParse(line.AsSpan(i + name.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Writes a small H.264 and AAC copy that every browser plays.</summary>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    public static async Task WriteProxyAsync(string source, MediaInfo info, string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var partial = path + ".part";
        string[] video = info.Video is null
            ? ["-vn"]
            : ["-map", "0:v:0", "-vf", "scale='2*trunc(min(1280,iw)/2)':-2,format=yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-g", "48"];
        string[] audio = info.Audio is null ? [] : ["-map", "0:a:0", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"];
        await FfmpegTool.RunAsync(
            [.. FfmpegTool.SafeInput(source), .. video, .. audio, "-sn", "-dn", "-movflags", "+faststart", "-f", "mp4", partial],
            progress,
            cancel: cancel);
        File.Move(partial, path, overwrite: true);
    }

    private static async Task PeaksAsync(Stream sound, Stream output, IProgress<double>? progress, CancellationToken cancel)
    {
        const int bytes = WaveformRate / PeaksPerSecond * 2;
        var buffer = new byte[bytes * PeaksPerSecond];
        var peaks = new byte[PeaksPerSecond];
        for (var seconds = 0; ; seconds++)
        {
            var read = await sound.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
            var count = (read + bytes - 1) / bytes;
            for (var i = 0; i < count; i++)
                peaks[i] = Peak(buffer.AsSpan(i * bytes, Math.Min(bytes, read - i * bytes)));
            await output.WriteAsync(peaks.AsMemory(0, count), cancel);
            progress?.Report(seconds);
            if (read < buffer.Length)
                return;
        }
    }

    private static byte Peak(ReadOnlySpan<byte> samples)
    {
        var most = 0;
        for (var i = 0; i + 1 < samples.Length; i += 2)
            most = Math.Max(most, Math.Abs((int)BinaryPrimitives.ReadInt16LittleEndian(samples[i..])));
        return (byte)Math.Min(255, most / 128);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
