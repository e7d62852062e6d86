using Dubbing.Media;

namespace Dubbing.Studio.Media;

/// <inheritdoc cref="IMediaInspector"/>
internal sealed class MediaInspector(MediaProbe probe, MediaParts parts) : IMediaInspector
{
    public async Task<MediaFile> InspectAsync(string path, string fileName, int track, CancellationToken cancel)
    {
        var info = await probe.ProbeAsync(path, fileName, track > 0 ? track.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, cancel);
        MediaLimits.Require(info, fileName);
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
            SoundTrack = track,
            SoundTracks = info.SoundTracks.Count < 2 ? [] : [.. info.SoundTracks.Select(t => new SoundTrackName(t.Number, t.Title, t.Language, t.Decodes, t.Index == info.Audio?.Index))],
            ContentType = ContentType(info),
            Waveform = info.Audio is null ? PartState.NotNeeded : PartState.Waiting,
            Thumbnails = info.Video is null ? PartState.NotNeeded : PartState.Waiting,
            Shots = info.Video is null ? PartState.NotNeeded : PartState.Waiting,
            Proxy = info.PlaysInBrowsers ? PartState.NotNeeded : PartState.Waiting,
        };
    }

    public async Task PrepareSoundAsync(string path, MediaFile media, DataFolder data, CancellationToken cancel)
    {
        var info = await probe.ProbeAsync(path, media.FileName, cancel: cancel);
        await Finished.FileAsync(probe, data, data.WaveformOf(media.Id), made => parts.WriteWaveformAsync(path, info, made, null, cancel), cancel);
        media.Waveform = PartState.Ready;
        (media.Thumbnails, media.Shots) = (PartState.NotNeeded, PartState.NotNeeded);
        // Of a video only the sound is wanted.
        var sound = info with { Video = null };
        media.Proxy = info.Video is null && info.PlaysInBrowsers ? PartState.NotNeeded : PartState.Ready;
        if (media.Proxy == PartState.Ready)
            await Finished.FileAsync(probe, data, data.ProxyOf(media.Id), made => parts.WriteProxyAsync(path, sound, made, null, cancel), cancel);
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
