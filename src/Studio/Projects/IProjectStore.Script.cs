using Dubbing.Script;

namespace Dubbing.Studio.Projects;

/// <summary>Changes of the script that touch several lines: each command is one step to undo.</summary>
public partial interface IProjectStore
{
    /// <summary>Cuts a line in two, unless it is locked. Its slot is divided by the length of the texts; the second line goes on with its speaker and voice.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="text">What it says now, as typed.</param>
    /// <param name="at">Where the second line begins, 0 … the text's length.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The second line; null when the line is gone or locked.</returns>
    Task<ScriptLine?> SplitLineAsync(Guid lineId, string text, int at, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Joins a line to the one before it. The slot of the two reaches from the first's start to the second's end.</summary>
    /// <returns>The line that is left, and where in its text the second begins; null when there is none before, or one of them is locked.</returns>
    Task<JoinedLine?> JoinLineAsync(Guid lineId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Puts an empty line in. The page chose its key; a line that is there already, because the page asks again, stays as it is.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="lineId">The key of the new line.</param>
    /// <param name="after">The line that it follows; when that is gone, it is the last.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="language">The further language that the tab shows; null for the first.</param>
    /// <param name="cancel">Stops it.</param>
    Task InsertLineAfterAsync(Guid projectId, Guid lineId, Guid after, Guid origin = default, Language? language = null, CancellationToken cancel = default);

    /// <summary>Puts cues in as lines.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="cues">What to put in.</param>
    /// <param name="after">The line after which they come; an empty one is filled with the first. Null for the end.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="language">The further language that they are in; null for the first.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The last line that came in; null when none did.</returns>
    Task<Guid?> InsertCuesAsync(Guid projectId, IReadOnlyList<Cue> cues, Guid? after = null, Guid origin = default, Language? language = null, CancellationToken cancel = default);

    /// <summary>Puts a copy of each line after the last of them. Copies have no times: nobody says two things at once.</summary>
    /// <returns>The copies.</returns>
    Task<IReadOnlyList<Guid>> DuplicateLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Moves lines, in their order, so that the first of them comes to stand before the line that is at a place now.</summary>
    Task MoveLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, int place, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Gives lines other texts (<em>replace all</em>).</summary>
    Task SetTextsAsync(Guid projectId, IReadOnlyDictionary<Guid, string> texts, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Gives lines other times (shift, scale, lay out); locked ones stay where they are.</summary>
    /// <exception cref="DubbingException">A time is negative, or an end is not after its start.</exception>
    Task SetTimesAsync(Guid projectId, IReadOnlyDictionary<Guid, LineTimes> times, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets who says lines; null for nobody named. Each takes the voice that the speaker's other lines have.</summary>
    Task SetSpeakerAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, string? speaker, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Gives all lines of a speaker in one language (null: the first) a voice; null for the language's own.</summary>
    Task SetSpeakerVoiceAsync(Guid projectId, string speaker, string? voiceId, Guid origin = default, Language? language = null, CancellationToken cancel = default);

    /// <summary>Takes a script's cues in as lines, with a voice for each speaker.</summary>
    /// <returns>How many lines came in.</returns>
    Task<int> ImportAsync(Guid projectId, ScriptImport import, Guid origin = default, CancellationToken cancel = default);
}

/// <summary>A line after another was joined to it.</summary>
/// <param name="LineId">The line.</param>
/// <param name="At">Where in its text the joined one begins.</param>
public sealed record JoinedLine(Guid LineId, int At);

/// <summary>A line's slot, in seconds of the video; null for none.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct LineTimes(double? Start, double? End)
{
    /// <summary>Those of a line.</summary>
    public static LineTimes Of(ScriptLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new(line.StartSeconds, line.EndSeconds);
    }
}

/// <summary>A script on its way into a project.</summary>
/// <param name="Cues">Its lines.</param>
/// <param name="Mode">What happens to the lines that are there.</param>
/// <param name="Voices">The voices of speakers; one who is not among them speaks with the voice of their present lines, else the project's.</param>
public sealed record ScriptImport(IReadOnlyList<Cue> Cues, ImportMode Mode, IReadOnlyDictionary<string, string>? Voices = null)
{
    /// <summary>The same lines in further languages (a table of two columns), each with its place among <see cref="Cues"/>; a language that the project lacks is added.</summary>
    public IReadOnlyDictionary<Language, IReadOnlyDictionary<int, string>> Texts { get; init; } = new Dictionary<Language, IReadOnlyDictionary<int, string>>();
}
