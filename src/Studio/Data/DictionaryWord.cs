using Dubbing.Readings.Correction;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>A word of the user dictionary, as it is stored.</summary>
public sealed class DictionaryWord : IProjectPart
{
    /// <summary>Its key.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it counts in; null for all projects of the installation.</summary>
    public Guid? ProjectId { get; set; }

    Guid IProjectPart.ProjectId => ProjectId ?? Guid.Empty;

    /// <summary>The language of the scripts it counts in.</summary>
    public Language Language { get; set; }

    /// <summary>The word as the user typed it.</summary>
    public required string Surface { get; set; }

    /// <summary>The word in the reader's spelling: the same word twice is refused, however its letters were typed.</summary>
    public required string Key { get; set; }

    /// <summary>How it is said.</summary>
    public required string Reading { get; set; }

    /// <summary>Japanese: the nucleus; null to leave it to the marks in the reading, or to the reader.</summary>
    public int? Accent { get; set; }

    /// <summary>What kind of word it is.</summary>
    public WordClass Class { get; set; }

    /// <summary>Higher wins where two words fit.</summary>
    public int Priority { get; set; }

    /// <summary>The user's note.</summary>
    public string Note { get; set; } = "";

    /// <summary>When it was last changed (UTC).</summary>
    [NotEdited]
    public DateTime Updated { get; set; }

    /// <summary>What the readers get.</summary>
    public DictionaryEntry ToEntry() => new(Language, Surface, Reading) { Accent = Accent, Class = Class, Priority = Priority, Note = Note };

    /// <summary>Takes over what an entry says.</summary>
    internal void Take(DictionaryEntry entry, DateTime now)
    {
        (Language, Surface, Key, Reading) = (entry.Language, entry.Surface.Trim(), EntryCheck.Key(entry).Surface, entry.Reading.Trim());
        (Accent, Class, Priority, Note, Updated) = (entry.Accent, entry.Class, entry.Priority, entry.Note.Trim(), now);
    }
}

/// <summary>Its table.</summary>
internal sealed class DictionaryWordTable : IEntityTypeConfiguration<DictionaryWord>
{
    public void Configure(EntityTypeBuilder<DictionaryWord> entity)
    {
        // SQLite takes no two nulls for the same: the installation's words need an index of their own.
        entity.HasIndex(w => new { w.ProjectId, w.Language, w.Key }).IsUnique();
        entity.HasIndex(w => new { w.Language, w.Key }).IsUnique().HasFilter("\"ProjectId\" IS NULL");
        entity.HasOne<Project>().WithMany().HasForeignKey(w => w.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
