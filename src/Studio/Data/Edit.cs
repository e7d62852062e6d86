using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>One step of a project's history: what a command changed, so that it can be undone and done again.</summary>
public sealed class Edit
{
    /// <summary>Its key; grows with time.</summary>
    public long Id { get; set; }

    /// <summary>The project.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>What was done, for the user: <em>typing in line 3</em>.</summary>
    public required StoredMessage Label { get; set; }

    /// <summary>A following edit with the same key joins this one when no pause lies between; null: stands alone.</summary>
    public string? Merge { get; set; }

    /// <summary>The tab that did it: only edits of the same tab are joined.</summary>
    public Guid Origin { get; set; }

    /// <summary>When it was done, or joined last (UTC).</summary>
    public DateTime Time { get; set; }

    /// <summary>Whether it is undone now (and can be done again).</summary>
    public bool Undone { get; set; }

    /// <summary>The changed rows (<c>RowChange</c>), as JSON.</summary>
    public required string Changes { get; set; }

    /// <summary>Length of <see cref="Changes"/>, by which old edits are let go.</summary>
    public int Size { get; set; }
}

/// <summary>What an edit is called, and what it may be joined with.</summary>
/// <param name="Label">What is done, for the user.</param>
/// <param name="Merge">Edits in a row with the same key are one step (typing in one line); null: always its own step.</param>
/// <param name="LockedToo">Whether locked lines are changed along with others (a version is restored).</param>
internal sealed record EditName(Message Label, string? Merge = null, bool LockedToo = false);

/// <summary>What can be undone and done again.</summary>
/// <param name="Undo">The step that undo takes back; null when there is none.</param>
/// <param name="Redo">The step that redo does again; null when there is none.</param>
public sealed record EditHistory(StoredMessage? Undo, StoredMessage? Redo);

/// <summary>A step that was undone or done again.</summary>
/// <param name="Label">Which.</param>
/// <param name="LineId">A line that it touched, to show it; null when it touched none.</param>
public sealed record EditMoved(StoredMessage Label, Guid? LineId);

/// <summary>Its table.</summary>
internal sealed class EditTable : IEntityTypeConfiguration<Edit>
{
    public void Configure(EntityTypeBuilder<Edit> entity)
    {
        entity.HasIndex(e => new { e.ProjectId, e.Id });
        entity.HasOne<Project>().WithMany().HasForeignKey(e => e.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
