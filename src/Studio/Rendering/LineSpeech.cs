using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Rendering;

/// <summary>A line of a project as speech: what the render pass, the audition and the ribbon agree on.</summary>
public sealed class LineSpeech(DubSession session, ISynthesizer synthesizer, IVoiceCatalogue voices, IDictionaryStore dictionaries, IDbContextFactory<StudioDb> databases)
{
    /// <summary>Samples a second of all speech (Hz).</summary>
    public const int SampleRate = 24_000;

    /// <summary>Reads and fits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="project">Its project, seen in any of its languages.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="DubbingException">It can't be spoken; says why.</exception>
    public async Task<PlannedLine> PlanAsync(ScriptLine line, Project project, CancellationToken cancel)
    {
        project = await SeenAsync(line, project, cancel);
        var voice = VoiceOf(line.VoiceId ?? project.VoiceId);
        // After the line: a change of the dictionary since then changes what the line says, so that its take is stale.
        var dictionary = await dictionaries.SnapshotAsync(project.Id, cancel);
        var cue = new Cue(line.Position + 1, line.Text, Time(line.StartSeconds), Time(line.EndSeconds), line.Speaker);
        var spoken = new DubLine(cue, voice, new VoiceControls(line.Rate, line.PitchShift, line.Intonation, line.Volume))
        {
            Sounds = PhonemeEdits.Parse(line.Sounds),
            PauseBefore = line.PauseBefore,
            PauseAfter = line.PauseAfter,
        };
        return await session.PlanAsync(spoken, project.Language, await BeforeAsync(line, cancel), dictionary, cancel);
    }

    /// <summary>The project in the line's language: whoever asks may have it in another one.</summary>
    private async Task<Project> SeenAsync(ScriptLine line, Project project, CancellationToken cancel)
    {
        if (line.Language is not { } language || language == project.Language)
            return project;
        await using var db = await databases.CreateDbContextAsync(cancel);
        return project.In(await db.Languages.AsNoTracking().FirstOrDefaultAsync(l => l.ProjectId == project.Id && l.Language == language, cancel));
    }

    /// <summary>
    /// Where the lines before it end, in seconds. Here and nowhere else: what is heard before rendering is planned as what is rendered.
    /// </summary>
    private async Task<double> BeforeAsync(ScriptLine line, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Lines.Where(l => l.ProjectId == line.ProjectId && l.Language == line.Language && l.Position < line.Position && l.TakeKey != null)
            .MaxAsync(l => l.ClipStart + l.TakeSeconds + l.PauseAfter, cancel) ?? 0;
    }

    /// <summary>Its melody: lengths, pitch and energy, frame by frame.</summary>
    /// <exception cref="DubbingException">An edit is out of range.</exception>
    public Task<Melody> MelodyAsync(PlannedLine line, CancellationToken cancel) => synthesizer.MelodyAsync(line.Plan, line.Voice, line.Controls, cancel);

    /// <summary>Its mel spectrogram.</summary>
    /// <exception cref="DubbingException">An edit is out of range.</exception>
    public Task<Spectrogram> SpectrogramAsync(PlannedLine line, CancellationToken cancel) => synthesizer.SpectrogramAsync(line.Plan, line.Voice, line.Controls, cancel);

    /// <summary>Speaks it to the ear, part after part.</summary>
    /// <returns>Mono sound at 24 kHz.</returns>
    /// <exception cref="DubbingException">An edit is out of range, or the pack is broken.</exception>
    public IAsyncEnumerable<float[]> StreamAsync(PlannedLine line, CancellationToken cancel) => synthesizer.StreamAsync(line.Plan, line.Voice, line.Controls, cancel);

    /// <summary>The project's voice.</summary>
    /// <exception cref="DubbingException">No voice is chosen, or its pack is missing.</exception>
    public Voice VoiceOf(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return VoiceOf(project.VoiceId);
    }

    private Voice VoiceOf(string? id) => id is null ? throw new DubbingException(Messages.VoiceNotChosen())
        : voices.Voices.FirstOrDefault(v => v.Id == id) ?? throw new DubbingException(Messages.VoiceMissing(id));

    private static TimeSpan? Time(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
}
