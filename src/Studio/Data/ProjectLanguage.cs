using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>
/// A further language of a project. The first one is the project's own (<see cref="Project.Language"/>); for each of its lines a further language
/// has exactly one, its sibling (<see cref="ScriptLine.SourceId"/>).
/// </summary>
public sealed class ProjectLanguage : IProjectPart
{
    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it belongs to.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>Which language.</summary>
    public Language Language { get; set; }

    /// <summary>The voice of every line of this language that names none; null until one is chosen.</summary>
    public string? VoiceId { get; set; }
}

/// <summary>Its table.</summary>
internal sealed class ProjectLanguageTable : IEntityTypeConfiguration<ProjectLanguage>
{
    public void Configure(EntityTypeBuilder<ProjectLanguage> entity)
    {
        entity.HasOne<Project>().WithMany().HasForeignKey(l => l.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
