using Dubbing.Media;

namespace Dubbing.Studio.Media;

/// <inheritdoc cref="IMediaInspector"/>
internal sealed class MediaInspector : IMediaInspector
{
    public async Task<MediaFile> InspectAsync(string path, string fileName, CancellationToken cancel)
    {
        var info = await MediaProbe.ProbeAsync(path, fileName, cancel);
        return new MediaFile
        {
            FileName = fileName,
            Bytes = info.Bytes,
            DurationSeconds = info.Seconds,
            HasVideo = info.Video is not null,
            HasAudio = info.Audio is not null,
            Width = info.Video?.Width ?? 0,
            Height = info.Video?.Height ?? 0,
            FrameRate = info.Video?.FrameRate ?? 0,
            VideoCodec = info.Video?.Codec,
            AudioCodec = info.Audio?.Codec,
            ContentType = ContentType(info),
            Waveform = info.Audio is null ? PartState.NotNeeded : PartState.Waiting,
            Thumbnails = info.Video is null ? PartState.NotNeeded : PartState.Waiting,
            Proxy = info.PlaysInBrowsers ? PartState.NotNeeded : PartState.Waiting,
        };
    }

    /// <summary>By what is inside, not by the name: the browser plays only what it is told the truth about.</summary>
    private static string ContentType(MediaInfo info)
    {
        var formats = info.Format.Split(',');
        var kind = info.Video is null ? "audio" : "video";
        return formats.Contains("mp4") ? kind + "/mp4"
            : formats.Contains("webm") ? kind + "/webm"
            : formats.Contains("mp3") ? "audio/mpeg"
            : formats.Contains("wav") ? "audio/wav"
            : formats.Contains("flac") ? "audio/flac"
            : "application/octet-stream";
    }
}
