using Dubbing.Script;

namespace Dubbing.Studio.Projects;

/// <summary>The languages of projects. Each command is one step to undo; everything else is as for <see cref="IProjectStore"/>.</summary>
public interface IProjectLanguages
{
    /// <summary>Adds a language: every line gets a sibling in it, with the voice that its speaker has elsewhere as far as that speaks the language.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="language">Which.</param>
    /// <param name="copyText">Whether the siblings begin with the source's words, to be written over; else they are empty.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="DubbingException">The project has it already.</exception>
    Task AddAsync(Guid projectId, Language language, bool copyText, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Removes a further language with all its lines; the first one cannot be removed.</summary>
    Task RemoveAsync(Guid projectId, Language language, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Accepts what lines say for what their sources say now.</summary>
    Task AcceptAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Gives lines of further languages slots of their own, or those of their sources again.</summary>
    Task SetOwnTimesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, bool own, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Gives lines the texts of a script that was matched to them (<see cref="CueMatch"/>); locked ones keep theirs.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="texts">The texts, by line.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many lines were written.</returns>
    Task<int> FillAsync(Guid projectId, IReadOnlyDictionary<Guid, string> texts, Guid origin = default, CancellationToken cancel = default);
}
