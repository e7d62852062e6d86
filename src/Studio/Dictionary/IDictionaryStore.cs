using Dubbing.Readings.Correction;

namespace Dubbing.Studio.Dictionary;

/// <summary>
/// The user's words: those of the installation count in every project, those of a project only there, and go first. A change makes the
/// lines stale that are read otherwise now, and only those. Changes in a project are steps of its history.
/// </summary>
/// <remarks><c>projectId</c> names the scope: null is the installation.</remarks>
public interface IDictionaryStore
{
    /// <summary>The words of one scope, sorted by language and word.</summary>
    Task<IReadOnlyList<DictionaryWord>> ListAsync(Guid? projectId, CancellationToken cancel = default);

    /// <summary>Adds a word.</summary>
    /// <returns>The word; null when the project is gone.</returns>
    /// <exception cref="DubbingException">Something is wrong with the entry, or the scope has the word already.</exception>
    Task<DictionaryWord?> AddAsync(Guid? projectId, DictionaryEntry entry, CancellationToken cancel = default);

    /// <summary>Adds a word, or changes the one with the same spelling: what <em>keep this reading</em> does.</summary>
    /// <exception cref="DubbingException">Something is wrong with the entry.</exception>
    Task KeepAsync(Guid? projectId, DictionaryEntry entry, CancellationToken cancel = default);

    /// <summary>As <see cref="KeepAsync"/> in a line's project, and writes the line without its mark: one step that can be undone.</summary>
    /// <exception cref="DubbingException">Something is wrong with the entry.</exception>
    Task KeepFromLineAsync(Guid lineId, DictionaryEntry entry, string text, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Changes a word; nothing when it is gone.</summary>
    /// <exception cref="DubbingException">Something is wrong with the entry, or the scope has the word already.</exception>
    Task ChangeAsync(Guid wordId, DictionaryEntry entry, CancellationToken cancel = default);

    /// <summary>Deletes words.</summary>
    Task DeleteAsync(IReadOnlyCollection<Guid> wordIds, CancellationToken cancel = default);

    /// <summary>Takes a CSV file's words in; those with the same spelling are changed, all others stay. Nothing is taken from a file with mistakes.</summary>
    /// <returns>How many words came in, and what is wrong with the file.</returns>
    Task<(int Words, IReadOnlyList<Message> Problems)> ImportAsync(Guid? projectId, byte[] file, CancellationToken cancel = default);

    /// <summary>The words that count in a project, ready for reading. The same object until one of them changes.</summary>
    Task<ReadingDictionary> SnapshotAsync(Guid projectId, CancellationToken cancel = default);
}
