using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Components;

/// <summary>
/// What happens to a project, for a component that has to load it first. Listening begins before loading; what happens
/// meanwhile is kept and comes after what was loaded, which may be older.
/// </summary>
internal sealed class Changes : IDisposable
{
    private readonly Action<ProjectChange> apply;
    private readonly IDisposable subscription;
    private List<ProjectChange>? early = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="events">Where the changes come from.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="dispatch">The component's <c>InvokeAsync</c>.</param>
    /// <param name="apply">Takes in a change.</param>
    public Changes(IProjectEvents events, Guid projectId, Func<Action, Task> dispatch, Action<ProjectChange> apply)
    {
        this.apply = apply;
        subscription = events.Subscribe(projectId, change => dispatch(() => Take(change)));
    }

    /// <summary>Says that the project is loaded; to be called through <c>InvokeAsync</c>, as all of a component.</summary>
    public void Loaded()
    {
        var waited = early ?? [];
        early = null;
        waited.ForEach(apply);
    }

    /// <inheritdoc/>
    public void Dispose() => subscription.Dispose();

    private void Take(ProjectChange change)
    {
        if (early is not null)
            early.Add(change);
        else
            apply(change);
    }
}
