namespace Dubbing.Studio.Data;

/// <summary>
/// A row that the user edits: what <c>ProjectEditor</c> changes in it can be undone, is told to the tabs, is part
/// of a version and goes along into an exported project. A new table takes part in all of that by this interface alone.
/// </summary>
public interface IProjectPart
{
    /// <summary>Its key.</summary>
    Guid Id { get; }

    /// <summary>The project that it belongs to.</summary>
    Guid ProjectId { get; }
}

/// <summary>Marks a column of an <see cref="IProjectPart"/> that the user does not edit: what rendering found, a time of change. Undo leaves it alone.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotEditedAttribute : Attribute;

/// <summary>Marks a column of a line that is heard: a change of it makes the take stale (see <c>RenderFingerprint</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AffectsAudioAttribute : Attribute;
