using Dubbing.Mix;
using Dubbing.Script;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;

namespace Dubbing.Studio.Projects;

/// <summary>
/// The projects and their scripts. Each command is durable when its task is done, touches only what it names (so two
/// tabs never undo each other's fields), runs in the order in which it was called, and is told to
/// <see cref="IProjectEvents"/>. Entities that come back are copies: changing them changes nothing here.
/// </summary>
/// <remarks>
/// <c>origin</c> names the tab that gave the command; it comes back in <see cref="ProjectChange.Origin"/>, so that a tab
/// can leave out what it did itself. A command on a line or project that is gone does nothing.
/// </remarks>
public partial interface IProjectStore
{
    /// <summary>All projects, the last changed first.</summary>
    Task<IReadOnlyList<ProjectSummary>> ListAsync(CancellationToken cancel = default);

    /// <summary>Makes a project.</summary>
    Task<Project> CreateAsync(NewProject project, CancellationToken cancel = default);

    /// <summary>Everything of one project; null when there is none.</summary>
    Task<ProjectContent?> LoadAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>Everything of one project as it is seen in one of its languages: null for the first, which is also what is seen where it does not have the language.</summary>
    Task<ProjectContent?> LoadAsync(Guid projectId, Language? language, CancellationToken cancel = default);

    /// <summary>Changes the settings that the edit names.</summary>
    Task ChangeAsync(Guid projectId, ProjectEdit edit, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Puts a project in the trash: it is gone from the list and can be brought back for <see cref="TrashDays"/> days.</summary>
    Task DeleteAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>The projects in the trash, the last deleted first.</summary>
    Task<IReadOnlyList<ProjectSummary>> TrashAsync(CancellationToken cancel = default);

    /// <summary>Brings a project back from the trash.</summary>
    Task BringBackAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>Deletes a project for good, with its script, jobs, exports and, when no other project uses it, its media.</summary>
    Task PurgeAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>Days for which a deleted project can be brought back.</summary>
    const int TrashDays = 30;

    /// <summary>Takes the last edit of the project back, whichever tab made it.</summary>
    /// <returns>What was taken back; null when there is nothing.</returns>
    Task<EditMoved?> UndoAsync(Guid projectId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Does again what was last taken back.</summary>
    /// <returns>What was done again; null when there is nothing.</returns>
    Task<EditMoved?> RedoAsync(Guid projectId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Locks lines against rendering and changes of many lines at once, or unlocks them.</summary>
    Task LockLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, bool locked, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Saves a line's text: called at every change of typing.</summary>
    Task SaveLineTextAsync(Guid lineId, string text, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets a line's slot, in seconds of the video; null for none. A locked line stays where it is.</summary>
    /// <exception cref="DubbingException">A time is negative, or the end is not after the start.</exception>
    Task SetLineTimesAsync(Guid lineId, double? startSeconds, double? endSeconds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets who says a line; null for nobody named.</summary>
    Task SetLineSpeakerAsync(Guid lineId, string? speaker, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets a line's own voice; null for the project's.</summary>
    Task SetLineVoiceAsync(Guid lineId, string? voiceId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets the tempo that the user wants for a line, 0.5 to 2.</summary>
    Task SetLineRateAsync(Guid lineId, double rate, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets how lines are spoken, in one step; what the delivery leaves out stays. Values beyond what voices can do are brought to their limits.</summary>
    Task DeliverLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Prosody delivery, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Sets what was changed at a line's sounds (<see cref="Speech.PhonemeEdits"/>); null for nothing.</summary>
    Task SetLineSoundsAsync(Guid lineId, string? sounds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Puts a new line at a place (at the end when the place is null or past it).</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="position">The place.</param>
    /// <param name="text">What it says.</param>
    /// <param name="startSeconds">Where its slot begins.</param>
    /// <param name="endSeconds">Where its slot ends.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="language">The further language that the text is in; null for the first.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The line; null when the project is gone.</returns>
    Task<ScriptLine?> InsertLineAsync(Guid projectId, int? position = null, string text = "", double? startSeconds = null, double? endSeconds = null, Guid origin = default, Language? language = null, CancellationToken cancel = default);

    /// <summary>Deletes lines, in all languages; those that are locked, or lie on a locked track, stay.</summary>
    /// <returns>The lines that are gone.</returns>
    Task<IReadOnlyCollection<Guid>> DeleteLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Moves a line to another place.</summary>
    Task MoveLineAsync(Guid lineId, int position, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Takes a script's cues in as lines, instead of the present ones or after them.</summary>
    /// <returns>How many lines came in.</returns>
    Task<int> ImportAsync(Guid projectId, ScriptDocument script, ImportMode mode, Guid origin = default, CancellationToken cancel = default);
}

/// <summary>What a new project starts with.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Language">The language of its script.</param>
/// <param name="VoiceId">Its voice, when one is chosen already.</param>
public sealed record NewProject(string Name, Language Language, string? VoiceId = null);

/// <summary>A row of the project list.</summary>
/// <param name="Project">The project.</param>
/// <param name="Lines">How many lines its script has.</param>
/// <param name="RenderedLines">How many of them have an up-to-date take.</param>
/// <param name="Media">Its video, when it has one.</param>
/// <param name="Damage">What is wrong with its row, so that it can only be saved as a file or deleted; null when nothing is.</param>
public sealed record ProjectSummary(Project Project, int Lines, int RenderedLines, MediaFile? Media, Message? Damage = null)
{
    /// <summary>Its further languages.</summary>
    public IReadOnlyList<Language> Further { get; init; } = [];
}

/// <summary>A project with all that belongs to it.</summary>
/// <param name="Project">Its settings.</param>
/// <param name="Lines">Its script, in order.</param>
/// <param name="Media">Its video or sound, when it has one.</param>
/// <param name="Uploads">Uploads for it that are not finished, or were refused and not dismissed.</param>
/// <param name="Jobs">Its jobs, the newest first: all unfinished ones, and the last of each kind.</param>
/// <param name="History">What can be undone and done again.</param>
public sealed record ProjectContent(Project Project, IReadOnlyList<ScriptLine> Lines, MediaFile? Media, IReadOnlyList<Upload> Uploads, IReadOnlyList<Job> Jobs, EditHistory History)
{
    /// <summary>Where the picture waits, in order.</summary>
    public IReadOnlyList<PictureWait> Waits { get; init; } = [];

    /// <summary>The project's first language; <see cref="Project"/> is seen in the one that was asked for.</summary>
    public Language First { get; init; }

    /// <summary>Its further languages, in the order in which they came.</summary>
    public IReadOnlyList<ProjectLanguage> Languages { get; init; } = [];

    /// <summary>The language that it is seen in; null for the first.</summary>
    public Language? Seen => Project.Language == First ? null : Project.Language;

    /// <summary>The lines of the languages that it is not seen in.</summary>
    public IReadOnlyList<ScriptLine> Others { get; init; } = [];
}

/// <summary>A change of settings: what is null stays as it is.</summary>
public sealed record ProjectEdit
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new language of the script.</summary>
    public Language? Language { get; init; }

    /// <summary>The new voice.</summary>
    public string? VoiceId { get; init; }

    /// <summary>The further language whose voice is meant; null for the first.</summary>
    public Language? Of { get; init; }

    /// <summary>What happens to the video's own sound.</summary>
    public OriginalSound? OriginalSound { get; init; }

    /// <summary>Whether lines are rendered by themselves when typing stops.</summary>
    public bool? AutoRender { get; init; }

    /// <summary>Whether the export says that the speech is synthetic.</summary>
    public bool? SyntheticNotice { get; init; }
}

/// <summary>How a line is spoken: what is null stays as it is.</summary>
public sealed record Prosody
{
    /// <summary>Its own voice, by <see cref="VoiceChoice"/>.</summary>
    public VoiceChoice? Voice { get; init; }

    /// <summary>Tempo, 0.5 to 2.</summary>
    public double? Rate { get; init; }

    /// <summary>Semitones, −12 to 12.</summary>
    public double? PitchShift { get; init; }

    /// <summary>Strength of the melody, 0 to 2.</summary>
    public double? Intonation { get; init; }

    /// <summary>Decibels, −24 to 24.</summary>
    public double? Volume { get; init; }

    /// <summary>Silence before it, 0 to 10 seconds.</summary>
    public double? PauseBefore { get; init; }

    /// <summary>Silence after it, 0 to 10 seconds.</summary>
    public double? PauseAfter { get; init; }

    /// <summary>The one thing that is set, by its name; null when it is none or several.</summary>
    public string? Dial => new (string Name, object? Value)[] { (nameof(Rate), Rate), (nameof(PitchShift), PitchShift), (nameof(Intonation), Intonation), (nameof(Volume), Volume), (nameof(PauseBefore), PauseBefore), (nameof(PauseAfter), PauseAfter) }
        .Where(d => d.Value is not null).Select(d => d.Name).ToList() is [var only] && Voice is null ? only : null;

    /// <summary>All of how a line is spoken, to give it to others.</summary>
    public static Prosody Of(ScriptLine line) => new()
    {
        Voice = new VoiceChoice(line.VoiceId),
        Rate = line.Rate,
        PitchShift = line.PitchShift,
        Intonation = line.Intonation,
        Volume = line.Volume,
        PauseBefore = line.PauseBefore,
        PauseAfter = line.PauseAfter,
    };

    /// <summary>Applies it.</summary>
    internal void ApplyTo(ScriptLine line)
    {
        line.VoiceId = Voice is null ? line.VoiceId : Voice.Id;
        line.Rate = LineRanges.Rate.Hold(Rate) ?? line.Rate;
        line.PitchShift = LineRanges.PitchShift.Hold(PitchShift) ?? line.PitchShift;
        line.Intonation = LineRanges.Intonation.Hold(Intonation) ?? line.Intonation;
        line.Volume = LineRanges.Volume.Hold(Volume) ?? line.Volume;
        line.PauseBefore = LineRanges.Pause.Hold(PauseBefore) ?? line.PauseBefore;
        line.PauseAfter = LineRanges.Pause.Hold(PauseAfter) ?? line.PauseAfter;
    }
}

/// <summary>A line's voice.</summary>
/// <param name="Id">The voice; null for the project's.</param>
public sealed record VoiceChoice(string? Id);

/// <summary>What an import does with the lines that are there.</summary>
public enum ImportMode
{
    /// <summary>They are deleted.</summary>
    Replace,

    /// <summary>They stay, before the new ones.</summary>
    Append,
}
