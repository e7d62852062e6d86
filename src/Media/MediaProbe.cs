using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dubbing.Media;

/// <summary>What a file of sound or picture is.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Format">The container, as ffprobe calls it, e.g. <c>mov,mp4,m4a,3gp,3g2,mj2</c>.</param>
/// <param name="Video">The picture; null for a file with sound only.</param>
/// <param name="Audio">The first sound track; null for a silent video.</param>
public sealed record MediaInfo(double Seconds, long Bytes, string Format, VideoInfo? Video, AudioInfo? Audio)
{
    /// <summary>Whether Chromium, Firefox and Safari play the file as it is; otherwise it needs a proxy.</summary>
    public bool PlaysInBrowsers
    {
        get
        {
            var formats = Format.Split(',');
            if (Video is null)
            {
                return formats.Contains("mp3") || formats.Contains("flac") || (formats.Contains("mp4") && Audio?.Codec is "aac")
                    || (formats.Contains("wav") && Audio?.Codec is "pcm_s16le");
            }

            var mp4 = formats.Contains("mp4") && Video.Codec is "h264" && (Audio is null || Audio.Codec is "aac" or "mp3");
            // Matroska names WebM too, but only these codecs are WebM.
            var webm = formats.Contains("webm") && (Video.Codec is "vp8" or "vp9") && (Audio is null || Audio.Codec is "opus" or "vorbis");
            return (Video.PixelFormat is "yuv420p" or "yuvj420p") && (mp4 || webm);
        }
    }
}

/// <summary>A picture track.</summary>
/// <param name="Codec">As ffprobe calls it.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">Pictures a second, on average.</param>
/// <param name="PixelFormat">As ffprobe calls it.</param>
public sealed record VideoInfo(string Codec, int Width, int Height, double FrameRate, string PixelFormat);

/// <summary>A sound track.</summary>
/// <param name="Codec">As ffprobe calls it.</param>
/// <param name="SampleRate">Samples a second (Hz).</param>
/// <param name="Channels">How many.</param>
public sealed record AudioInfo(string Codec, int SampleRate, int Channels);

/// <summary>Looks at a file with ffprobe before it is accepted.</summary>
public static class MediaProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a file is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What the user calls it, for the message; null for the path's.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="DubbingException">It is missing, no video or sound, damaged, or ffprobe is missing.</exception>
    public static async Task<MediaInfo> ProbeAsync(string path, string? name = null, CancellationToken cancel = default)
    {
        name ??= Path.GetFileName(path);
        if (!File.Exists(path))
            throw new DubbingException(Messages.FileMissing(name));
        Probed? probed;
        try
        {
            var json = await FfmpegTool.ProbeAsync(["-print_format", "json", "-show_format", "-show_streams", .. FfmpegTool.SafeInput(path)], Patience, cancel);
            probed = JsonSerializer.Deserialize<Probed>(json);
        }
        catch (FfmpegException e)
        {
            throw new DubbingException(Messages.NotMedia(name), e);
        }
        catch (JsonException e)
        {
            throw new DubbingException(Messages.NotMedia(name), e);
        }

        // A cover picture in a sound file is no video.
        var video = probed?.Streams?.Find(s => s.Type == "video" && s.Disposition?.GetValueOrDefault("attached_pic") != 1);
        var audio = probed?.Streams?.Find(s => s.Type == "audio");
        if (probed?.Format is not { } format || (video is null && audio is null))
            throw new DubbingException(Messages.NotMedia(name));
        var seconds = Number(format.Duration) ?? probed.Streams!.Select(s => Number(s.Duration)).Max() ?? 0;
        if (!(seconds > 0))
            throw new DubbingException(Messages.NoLength(name));
        return new MediaInfo(
            seconds,
            new FileInfo(path).Length,
            format.Name ?? "",
            video is null ? null : new VideoInfo(video.Codec ?? "", video.Width, video.Height, Fraction(video.FrameRate), video.PixelFormat ?? ""),
            audio is null ? null : new AudioInfo(audio.Codec ?? "", (int)(Number(audio.SampleRate) ?? 0), audio.Channels));
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double Fraction(string? text)
    {
        var parts = (text ?? "").Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } above && Number(parts[1]) is > 0 and var below ? above / below : 0;
    }

    private sealed record Probed([property: JsonPropertyName("format")] ProbedFormat? Format, [property: JsonPropertyName("streams")] List<ProbedStream>? Streams);

    private sealed record ProbedFormat([property: JsonPropertyName("format_name")] string? Name, [property: JsonPropertyName("duration")] string? Duration);

    private sealed record ProbedStream(
        [property: JsonPropertyName("codec_type")] string? Type,
        [property: JsonPropertyName("codec_name")] string? Codec,
        [property: JsonPropertyName("width")] int Width,
        [property: JsonPropertyName("height")] int Height,
        [property: JsonPropertyName("avg_frame_rate")] string? FrameRate,
        [property: JsonPropertyName("pix_fmt")] string? PixelFormat,
        [property: JsonPropertyName("sample_rate")] string? SampleRate,
        [property: JsonPropertyName("channels")] int Channels,
        [property: JsonPropertyName("duration")] string? Duration,
        [property: JsonPropertyName("disposition")] Dictionary<string, int>? Disposition);
}
