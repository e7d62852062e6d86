using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>What the user set for a track of the timeline. A track that nobody touched has no row: it is as <see cref="Of"/> makes it.</summary>
public sealed class Track : IProjectPart
{
    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it belongs to.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>What lies on it.</summary>
    public TrackKind Kind { get; set; }

    /// <summary>Whose lines, on a track of <see cref="TrackKind.Dub"/>; empty for lines that name nobody.</summary>
    public string Speaker { get; set; } = "";

    /// <summary>Louder (+) or softer (−), decibels.</summary>
    public double GainDb { get; set; }

    /// <summary>Whether it is silent (captions: not shown over the picture).</summary>
    public bool Muted { get; set; }

    /// <summary>Whether it sounds while tracks without this mark do not.</summary>
    public bool Solo { get; set; }

    /// <summary>Whether its clips stay as they are.</summary>
    public bool Locked { get; set; }

    /// <summary>Whether it is lowered while a line is spoken (music and effects; the original sound has <see cref="Project.OriginalSound"/>).</summary>
    public bool Ducked { get; set; }

    /// <summary>As the production sees it.</summary>
    public DubTrack ToDub() => new(Kind, Speaker, GainDb, Muted, Solo, Ducked);

    /// <summary>A track as it is before anything is set.</summary>
    public static Track Of(Guid projectId, TrackKind kind, string speaker = "") =>
        new() { Id = Guid.CreateVersion7(), ProjectId = projectId, Kind = kind, Speaker = speaker, Ducked = kind == TrackKind.Music };
}

/// <summary>A change of a track: what is null stays as it is.</summary>
public sealed record TrackEdit
{
    /// <summary>Its level, −40 to 12 decibels.</summary>
    public double? GainDb { get; init; }

    /// <summary>Whether it is silent.</summary>
    public bool? Muted { get; init; }

    /// <summary>Whether it sounds alone.</summary>
    public bool? Solo { get; init; }

    /// <summary>Whether its clips stay as they are.</summary>
    public bool? Locked { get; init; }

    /// <summary>Whether it is lowered while a line is spoken.</summary>
    public bool? Ducked { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class TrackTable : IEntityTypeConfiguration<Track>
{
    public void Configure(EntityTypeBuilder<Track> entity)
    {
        entity.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
