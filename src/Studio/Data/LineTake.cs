using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>
/// A take that was rendered for a line: the present one or an earlier one. They are kept to be compared, and found again
/// when the line returns to what it said. Its sound lies under <see cref="Key"/>.
/// </summary>
public sealed class LineTake
{
    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>The line; it may be deleted (and come back).</summary>
    public Guid LineId { get; set; }

    /// <summary>What the line was when it was spoken (<c>RenderFingerprint</c>).</summary>
    public required string Input { get; set; }

    /// <summary>The sound's content key.</summary>
    public required string Key { get; set; }

    /// <summary>The text that is spoken.</summary>
    public string Text { get; set; } = "";

    /// <summary>The voice that speaks.</summary>
    public string VoiceId { get; set; } = "";

    /// <summary>Its length in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>The tempo that the model was asked for.</summary>
    public double Rate { get; set; }

    /// <summary>How well it fitted its slot.</summary>
    public FitGrade Grade { get; set; }

    /// <summary>Whether the user wants to keep it however many come after.</summary>
    public bool Kept { get; set; }

    /// <summary>When it was rendered (UTC).</summary>
    public DateTime Created { get; set; }
}

/// <summary>Its table.</summary>
internal sealed class LineTakeTable : IEntityTypeConfiguration<LineTake>
{
    public void Configure(EntityTypeBuilder<LineTake> entity)
    {
        entity.HasIndex(t => new { t.LineId, t.Input });
        entity.HasIndex(t => t.Key);
        entity.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
