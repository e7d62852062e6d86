namespace Dubbing.Studio.Projects;

/// <summary>
/// What is done on the timeline. Clips are named by their key, lines and sounds alike; what is locked, or lies on a locked
/// track, is left alone. Everything else is as for <see cref="IProjectStore"/>.
/// </summary>
public interface ITimelineStore
{
    /// <summary>The tracks that were touched and the sounds of a project.</summary>
    Task<(IReadOnlyList<Track> Tracks, IReadOnlyList<SoundClip> Sounds)> LoadTimelineAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>Puts clips where they were dragged to, in one step. A line that only moves keeps its take.</summary>
    /// <exception cref="DubbingException">A time is negative, or an end is not after its start.</exception>
    Task PlaceClipsAsync(Guid projectId, IReadOnlyCollection<LinePlace> lines, IReadOnlyCollection<SoundPlace> sounds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Makes two lines of one.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="textAt">The first character of the second line.</param>
    /// <param name="seconds">Where the second line begins; null for a share of the slot by the length of the texts.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The second line; null when there was nothing to split.</returns>
    Task<Guid?> SplitLineAsync(Guid lineId, int textAt, double? seconds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Makes two sounds of each that lies under a time.</summary>
    Task SplitSoundsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, double seconds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Makes one line of several: the texts one after the other, the slot over all.</summary>
    Task MergeLinesAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Puts copies of clips behind the last of them.</summary>
    /// <returns>The copies.</returns>
    Task<IReadOnlyList<Guid>> DuplicateClipsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Deletes clips.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="clips">Which.</param>
    /// <param name="closeGap">Whether lines that come later move up by the time that becomes free; music, effects and picture stay.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    Task DeleteClipsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, bool closeGap, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Locks clips, or, when all of them are locked, unlocks them.</summary>
    Task LockClipsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Where the picture of a project waits, in order.</summary>
    Task<IReadOnlyList<PictureWait>> LoadWaitsAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>Lets the picture wait: lines and sounds that begin there or later come later, slots that are open there become longer.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="at">Where on the timeline, in seconds.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="line">The line that needs the time, and where its slot ends then; null for none.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    Task WaitAsync(Guid projectId, double at, double seconds, LineEnd? line, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Takes a wait away: what follows comes earlier by it.</summary>
    Task RemoveWaitAsync(Guid projectId, Guid waitId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Accepts a line's problem as it is (<see cref="ScriptLine.Accepted"/>).</summary>
    Task AcceptAsync(Guid lineId, string? accepted, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Changes a track.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="kind">What lies on it.</param>
    /// <param name="speaker">Whose lines, on a track of <see cref="TrackKind.Dub"/>; otherwise empty.</param>
    /// <param name="edit">The change.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    Task ChangeTrackAsync(Guid projectId, TrackKind kind, string speaker, TrackEdit edit, Guid origin = default, CancellationToken cancel = default);
}

/// <summary>Where a line's slot ends.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Seconds">Seconds on the timeline; null for as long as it takes.</param>
public sealed record LineEnd(Guid LineId, double? Seconds);

/// <summary>Where a line lies on the timeline.</summary>
/// <param name="LineId">The line.</param>
/// <param name="StartSeconds">Where its slot begins, in seconds of the video.</param>
/// <param name="EndSeconds">Where its slot ends; null for as long as it takes.</param>
/// <param name="Speaker">Whose track it lies on; null for that of nobody named.</param>
/// <param name="FadeInSeconds">How long it takes to come in.</param>
/// <param name="FadeOutSeconds">How long it takes to go out.</param>
public sealed record LinePlace(Guid LineId, double StartSeconds, double? EndSeconds, string? Speaker, double FadeInSeconds = 0, double FadeOutSeconds = 0);
