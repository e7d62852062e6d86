using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>A project as it was at a time, under a name.</summary>
public sealed class ProjectVersion
{
    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>What the user calls it.</summary>
    public required string Name { get; set; }

    /// <summary>How many lines the script had.</summary>
    public int Lines { get; set; }

    /// <summary>When it was kept (UTC).</summary>
    public DateTime Created { get; set; }

    /// <summary>All parts of the project, as JSON.</summary>
    public required string Content { get; set; }
}

/// <summary>Its table.</summary>
internal sealed class ProjectVersionTable : IEntityTypeConfiguration<ProjectVersion>
{
    public void Configure(EntityTypeBuilder<ProjectVersion> entity)
    {
        entity.HasIndex(v => new { v.ProjectId, v.Created });
        entity.HasOne<Project>().WithMany().HasForeignKey(v => v.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
