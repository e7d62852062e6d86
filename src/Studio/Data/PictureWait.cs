using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>
/// A place where the picture waits: its last frame stands, the original sound is silent, and all that follows comes later. The times of lines
/// and sounds are those of the timeline, waits included; only this row speaks of the video's own time.
/// </summary>
public sealed class PictureWait : IProjectPart
{
    /// <summary>The longest one, in seconds.</summary>
    public const double LongestSeconds = 600;

    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it belongs to.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>Where in the video, in its own seconds.</summary>
    public double AtSeconds { get; set; }

    /// <summary>For how long.</summary>
    public double Seconds { get; set; }

    /// <summary>The map from the video's own times to those of the timeline. What lies past the video's end, since another video was chosen, is left out.</summary>
    /// <param name="waits">Where the picture waits.</param>
    /// <param name="videoSeconds">The video's own length; null or 0 where it is not known.</param>
    public static TimeMap MapOf(IEnumerable<PictureWait> waits, double? videoSeconds) =>
        new(waits.Where(w => videoSeconds is not > 0 || w.AtSeconds <= videoSeconds).Select(w => new Freeze(w.AtSeconds, w.Seconds)));
}

/// <summary>Its table.</summary>
internal sealed class PictureWaitTable : IEntityTypeConfiguration<PictureWait>
{
    public void Configure(EntityTypeBuilder<PictureWait> entity)
    {
        entity.HasOne<Project>().WithMany().HasForeignKey(w => w.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
