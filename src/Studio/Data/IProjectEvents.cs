namespace Dubbing.Studio.Data;

/// <summary>Tells every open tab what happened to a project, in the order in which it happened.</summary>
public interface IProjectEvents
{
    /// <summary>
    /// Listens to a project until the result is disposed. The listener is called on a thread of its own making (a
    /// component passes it through <c>InvokeAsync</c>), one change after another.
    /// </summary>
    IDisposable Subscribe(Guid projectId, Func<ProjectChange, Task> listener);

    /// <summary>Listens to all projects (for the list).</summary>
    IDisposable SubscribeAll(Func<ProjectChange, Task> listener);

    /// <summary>Tells the listeners; does not wait for them.</summary>
    void Publish(ProjectChange change);
}

/// <summary>Something that happened to a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Origin">The tab that did it; empty for the server itself.</param>
public abstract record ProjectChange(Guid ProjectId, Guid Origin);

/// <summary>The settings changed, or a new project was made.</summary>
/// <param name="Project">The settings as they are now.</param>
/// <param name="Origin">The tab that did it.</param>
public sealed record ProjectChanged(Project Project, Guid Origin) : ProjectChange(Project.Id, Origin);

/// <summary>The project is gone.</summary>
/// <param name="ProjectId">The project.</param>
public sealed record ProjectDeleted(Guid ProjectId) : ProjectChange(ProjectId, Guid.Empty);

/// <summary>One line changed: its text, times, speaker, voice or take.</summary>
/// <param name="Line">The line as it is now.</param>
/// <param name="Origin">The tab that did it.</param>
public sealed record LineChanged(ScriptLine Line, Guid Origin) : ProjectChange(Line.ProjectId, Origin);

/// <summary>Several lines changed; none came, went or moved.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Lines">These lines as they are now.</param>
/// <param name="Origin">The tab that did it.</param>
public sealed record LinesChanged(Guid ProjectId, IReadOnlyList<ScriptLine> Lines, Guid Origin) : ProjectChange(ProjectId, Origin);

/// <summary>A part of the project that is neither a line nor its settings changed.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Part">The row as it is now, or was.</param>
/// <param name="Removed">Whether it is gone.</param>
/// <param name="Origin">The tab that did it.</param>
public sealed record PartChanged(Guid ProjectId, IProjectPart Part, bool Removed, Guid Origin) : ProjectChange(ProjectId, Origin);

/// <summary>What can be undone and done again changed.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="History">As it is now.</param>
/// <param name="Origin">The tab that did it.</param>
public sealed record HistoryChanged(Guid ProjectId, EditHistory History, Guid Origin) : ProjectChange(ProjectId, Origin);

/// <summary>Lines came, went or moved.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Lines">The whole script as it is now, in order.</param>
/// <param name="Origin">The tab that did it.</param>
public sealed record ScriptChanged(Guid ProjectId, IReadOnlyList<ScriptLine> Lines, Guid Origin) : ProjectChange(ProjectId, Origin);

/// <summary>The project's video came, or something was made from it.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Media">The video as it is now.</param>
public sealed record MediaChanged(Guid ProjectId, MediaFile Media) : ProjectChange(ProjectId, Guid.Empty);

/// <summary>An upload for the project began, or was checked, accepted or refused. Not told for every piece.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Upload">The upload as it is now.</param>
public sealed record UploadChanged(Guid ProjectId, Upload Upload) : ProjectChange(ProjectId, Guid.Empty);

/// <summary>An upload was given up, or a refused one taken off the list.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="UploadId">The upload.</param>
public sealed record UploadRemoved(Guid ProjectId, Guid UploadId) : ProjectChange(ProjectId, Guid.Empty);

/// <summary>A job was queued, got on or ended.</summary>
/// <param name="Job">The job as it is now.</param>
public sealed record JobChanged(Job Job) : ProjectChange(Job.ProjectId, Guid.Empty);
