using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>An accepted video or sound file and what was made from it. Its files lie in the data folder's <c>media/{Id}</c>.</summary>
public sealed class MediaFile
{
    /// <summary>Its key, in addresses too.</summary>
    public Guid Id { get; set; }

    /// <summary>The name it was uploaded under.</summary>
    public required string FileName { get; set; }

    /// <summary>Its size.</summary>
    public long Bytes { get; set; }

    /// <summary>Its length in seconds.</summary>
    public double DurationSeconds { get; set; }

    /// <summary>Whether it has a picture.</summary>
    public bool HasVideo { get; set; }

    /// <summary>Whether it has sound.</summary>
    public bool HasAudio { get; set; }

    /// <summary>The picture's width in pixels; 0 without one.</summary>
    public int Width { get; set; }

    /// <summary>The picture's height in pixels; 0 without one.</summary>
    public int Height { get; set; }

    /// <summary>Pictures a second; 0 without a picture.</summary>
    public double FrameRate { get; set; }

    /// <summary>The picture's codec, as ffprobe calls it.</summary>
    public string? VideoCodec { get; set; }

    /// <summary>The sound's codec, as ffprobe calls it.</summary>
    public string? AudioCodec { get; set; }

    /// <summary>Its sound tracks, where it has several.</summary>
    public IReadOnlyList<SoundTrackName> SoundTracks { get; set; } = [];

    /// <summary>The number, from 1, of the sound track that the user chose; 0 for the default one that decodes.</summary>
    public int SoundTrack { get; set; }

    /// <summary>The chosen track as the probe is asked for it; null for the default one.</summary>
    internal string? AskedTrack => SoundTrack > 0 ? SoundTrack.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>What addresses of parts end with that change with the track: a browser keeps what it has loaded.</summary>
    private string Version => SoundTrack > 0 ? $"?track={AskedTrack}" : "";

    /// <summary>The content type of the source, for the browser.</summary>
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The waveform (<c>/media/{Id}/waveform</c>).</summary>
    public PartState Waveform { get; set; }

    /// <summary>The thumbnails (<c>/media/{Id}/thumbnails</c>).</summary>
    public PartState Thumbnails { get; set; }

    /// <summary>How many thumbnails there are.</summary>
    public int ThumbnailCount { get; set; }

    /// <summary>Seconds of video between two thumbnails.</summary>
    public double ThumbnailSeconds { get; set; }

    /// <summary>The times at which the picture is cut (<c>/media/{Id}/shots</c>).</summary>
    public PartState Shots { get; set; }

    /// <summary>The small copy for browsers that cannot play the source (<c>/media/{Id}/proxy</c>).</summary>
    public PartState Proxy { get; set; }

    /// <summary>Why a part could not be made.</summary>
    public StoredMessage? Problem { get; set; }

    /// <summary>When it was accepted (UTC).</summary>
    public DateTime Created { get; set; }

    /// <summary>The address that a browser can play now; null while the copy is being made.</summary>
    public string? PlayableUrl => Proxy switch
    {
        PartState.NotNeeded => $"/media/{Id}/source",
        PartState.Ready => $"/media/{Id}/proxy{Version}",
        _ => null,
    };

    /// <summary>The address of its waveform; null while there is none.</summary>
    public string? WaveformUrl => Waveform == PartState.Ready ? $"/media/{Id}/waveform{Version}" : null;

    /// <summary>The columns that are more than a value.</summary>
    internal sealed class Configuration : IEntityTypeConfiguration<MediaFile>
    {
        public void Configure(EntityTypeBuilder<MediaFile> builder) => builder.Property(m => m.SoundTracks).HasConversion(
            tracks => JsonSerializer.Serialize(tracks, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<List<SoundTrackName>>(text, JsonSerializerOptions.Default) ?? new List<SoundTrackName>(),
            new ValueComparer<IReadOnlyList<SoundTrackName>>((a, b) => (a ?? Array.Empty<SoundTrackName>()).SequenceEqual(b ?? Array.Empty<SoundTrackName>()), t => t.Count, t => t));
    }
}

/// <summary>A sound track as it is offered.</summary>
/// <param name="Number">Its place among the sound tracks, from 1.</param>
/// <param name="Title">What the file calls it.</param>
/// <param name="Language">Its language's code, as the file has it.</param>
/// <param name="Decodes">Whether it can be used.</param>
/// <param name="Used">Whether it is the one that is used.</param>
public sealed record SoundTrackName(int Number, string? Title, string? Language, bool Decodes, bool Used);

/// <summary>How far something made from a media file is.</summary>
public enum PartState
{
    /// <summary>Not begun, or being made.</summary>
    Waiting,

    /// <summary>There.</summary>
    Ready,

    /// <summary>The file needs none.</summary>
    NotNeeded,

    /// <summary>It could not be made.</summary>
    Failed,
}
