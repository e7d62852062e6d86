using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>A stretch of an uploaded sound file on the music or the effects track.</summary>
public sealed class SoundClip : IProjectPart
{
    /// <summary>Shorter is nothing that can be seen or taken hold of, seconds.</summary>
    public const double ShortestSeconds = 0.05;

    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it belongs to.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>The file (<see cref="MediaFile"/>).</summary>
    public Guid MediaId { get; set; }

    /// <summary>The track: <see cref="TrackKind.Music"/> or <see cref="TrackKind.Effects"/>.</summary>
    public TrackKind Kind { get; set; }

    /// <summary>What the timeline calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address that browsers play it from.</summary>
    public string Url { get; set; } = "";

    /// <summary>How long the whole file is, in seconds.</summary>
    public double WholeSeconds { get; set; }

    /// <summary>Where it begins to sound, in seconds of the video.</summary>
    public double StartSeconds { get; set; }

    /// <summary>Where in the file it begins, in seconds.</summary>
    public double OffsetSeconds { get; set; }

    /// <summary>How long it sounds, in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>Seconds after which it begins anew: music goes on for as long as it is drawn, an effect (0) ends with its file.</summary>
    public double LoopSeconds => Kind == TrackKind.Music ? WholeSeconds : 0;

    /// <summary>Louder (+) or softer (−), decibels.</summary>
    public double GainDb { get; set; }

    /// <summary>How long it takes to come in, seconds.</summary>
    public double FadeInSeconds { get; set; }

    /// <summary>How long it takes to go out, seconds.</summary>
    public double FadeOutSeconds { get; set; }

    /// <summary>Whether it stays as it is.</summary>
    public bool Locked { get; set; }

    /// <summary>Another clip of the same file with the same settings.</summary>
    public SoundClip Copy() => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = ProjectId,
        MediaId = MediaId,
        Kind = Kind,
        Name = Name,
        Url = Url,
        WholeSeconds = WholeSeconds,
        StartSeconds = StartSeconds,
        OffsetSeconds = OffsetSeconds,
        Seconds = Seconds,
        GainDb = GainDb,
        FadeInSeconds = FadeInSeconds,
        FadeOutSeconds = FadeOutSeconds,
    };
}

/// <summary>Where a sound lies on the timeline, in seconds.</summary>
/// <param name="ClipId">The sound.</param>
/// <param name="Kind">Its track.</param>
/// <param name="StartSeconds">Where it begins.</param>
/// <param name="OffsetSeconds">Where in its file it begins.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="FadeInSeconds">How long it takes to come in.</param>
/// <param name="FadeOutSeconds">How long it takes to go out.</param>
public sealed record SoundPlace(Guid ClipId, TrackKind Kind, double StartSeconds, double OffsetSeconds, double Seconds, double FadeInSeconds, double FadeOutSeconds);

/// <summary>Its table.</summary>
internal sealed class SoundClipTable : IEntityTypeConfiguration<SoundClip>
{
    public void Configure(EntityTypeBuilder<SoundClip> entity)
    {
        entity.HasOne<Project>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
