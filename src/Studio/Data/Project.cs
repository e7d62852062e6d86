using Dubbing.Mix;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>One video to dub: its settings; the script is its <see cref="ScriptLine"/>s.</summary>
public sealed class Project : IProjectPart
{
    /// <summary>Its key, in addresses too.</summary>
    public Guid Id { get; set; }

    /// <summary>What the user calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The language of the script.</summary>
    public Language Language { get; set; }

    /// <summary>The voice of every line that names none; null until one is chosen.</summary>
    public string? VoiceId { get; set; }

    /// <summary>What happens to the video's own sound.</summary>
    public OriginalSound OriginalSound { get; set; } = OriginalSound.Duck;

    /// <summary>Whether the export says in its metadata that the speech is synthetic.</summary>
    public bool SyntheticNotice { get; set; } = true;

    /// <summary>Whether lines are rendered by themselves when typing stops.</summary>
    public bool AutoRender { get; set; }

    /// <summary>The uploaded video or sound; null until one was accepted.</summary>
    [NotEdited]
    public Guid? MediaId { get; set; }

    /// <summary>When it was made (UTC).</summary>
    [NotEdited]
    public DateTime Created { get; set; }

    /// <summary>When anything in it last changed (UTC).</summary>
    [NotEdited]
    public DateTime Updated { get; set; }

    /// <summary>When it was put in the trash (UTC); null while it is in use.</summary>
    [NotEdited]
    public DateTime? Deleted { get; set; }

    Guid IProjectPart.ProjectId => Id;

    /// <summary>
    /// The project as it is seen in one of its languages: with that language and its voice. A copy, to be read and not saved; itself in its first language.
    /// </summary>
    /// <param name="language">A further language; null for the first.</param>
    public Project In(ProjectLanguage? language)
    {
        if (language is null || language.Language == Language)
            return this;
        var seen = (Project)MemberwiseClone();
        (seen.Language, seen.VoiceId) = (language.Language, language.VoiceId);
        return seen;
    }
}

/// <summary>Its table.</summary>
internal sealed class ProjectTable : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> entity)
    {
        entity.HasIndex(p => p.MediaId);
    }
}
