using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Components;

/// <summary>Which of a project's languages a page shows, and what is known of the others.</summary>
/// <param name="First">The project's first language.</param>
/// <param name="Further">Its further languages.</param>
/// <param name="Seen">The one that is shown.</param>
public sealed record SeenLanguages(Language First, IReadOnlyList<Language> Further, Language Seen)
{
    /// <summary>The lines of the first language by their keys, while another one is shown.</summary>
    public IReadOnlyDictionary<Guid, ScriptLine> Sources { get; init; } = new Dictionary<Guid, ScriptLine>();

    /// <summary>Whether what is shown stands beside its source.</summary>
    public bool ShowsSource { get; init; } = true;

    /// <summary>How many lines of each further language are to be written, or looked at since their source changed.</summary>
    public IReadOnlyDictionary<Language, int> Open { get; init; } = new Dictionary<Language, int>();

    /// <summary>The further language that is shown; null for the first.</summary>
    public Language? Other => Seen == First ? null : Seen;

    /// <summary>Whether there are several.</summary>
    public bool Several => Further.Count > 0;

    /// <summary>All of them, the first one first.</summary>
    public IReadOnlyList<Language> All => [First, .. Further];

    /// <summary>What a line is a sibling of; null for a line of the first language.</summary>
    public ScriptLine? SourceOf(ScriptLine line) => line.SourceId is { } id ? Sources.GetValueOrDefault(id) : null;

    /// <summary>How a line stands to its source.</summary>
    public SourceState StateOf(ScriptLine line) => SourceStates.Of(line, SourceOf(line), First);
}
