using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Speech;

namespace Dubbing.Timeline;

/// <summary>A line, read and fitted: everything is decided but the sound.</summary>
/// <param name="Cue">The line.</param>
/// <param name="Slot">Where it may sound.</param>
/// <param name="Plan">Its sounds and their lengths.</param>
/// <param name="Voice">Who speaks it.</param>
/// <param name="Controls">How it is spoken, the fitted rate included.</param>
/// <param name="Fit">How it fits its slot.</param>
/// <param name="Key">The content key of its take (<see cref="TakeKey"/>).</param>
public sealed record PlannedLine(Cue Cue, Slot Slot, SpeechPlan Plan, Voice Voice, VoiceControls Controls, LineFit Fit, string Key);

/// <summary>Text, voice and slot in, clip out: reads a line, fits it to its slot and speaks it. Safe to share between threads.</summary>
/// <param name="readers">A reader for each language.</param>
/// <param name="synthesizer">What speaks.</param>
public sealed class LineRenderer(IEnumerable<IReader> readers, ISynthesizer synthesizer)
{
    private readonly Dictionary<Language, IReader> readers = readers.ToDictionary(r => r.Language);

    /// <summary>Reads and fits a line. Cheap beside speaking it.</summary>
    /// <param name="cue">The line.</param>
    /// <param name="slot">Where it may sound.</param>
    /// <param name="language">Whose rules read it.</param>
    /// <param name="voice">Who speaks it.</param>
    /// <param name="wanted">How the user wants it; its rate is what the fit starts from.</param>
    /// <param name="edits">What the user changed at its sounds.</param>
    /// <param name="dictionary">The user's words.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="DubbingException">
    /// Nothing in the line can be spoken, it is written in the other language's script, or the voice does not speak the language.
    /// </exception>
    public async Task<PlannedLine> PlanAsync(Cue cue, Slot slot, Language language, Voice voice, VoiceControls wanted, PhonemeEdits edits, ReadingDictionary? dictionary, CancellationToken cancel)
    {
        if (LanguageFacts.Of(language).OtherScript(cue.Text) is { } other)
            throw new DubbingException(Messages.OtherScript(cue.Number, LanguageFacts.Of(other), LanguageFacts.Of(language)));
        if (SoundDescription.Is(cue.Text))
            throw new DubbingException(Messages.NothingToSay(cue.Number));
        var reading = readers[language].Read(cue.Text, dictionary);
        if (!reading.IsSpeakable)
            throw new DubbingException(Messages.NothingToSay(cue.Number));
        var plan = edits.On(await synthesizer.PlanAsync(reading, voice, cancel));
        var fit = LineFitter.Fit(plan, slot, wanted.Rate);
        var controls = wanted with { Rate = fit.Rate };
        return new PlannedLine(cue, slot, plan, voice, controls, fit, TakeKey.Of(plan, voice, controls));
    }

    /// <summary>Speaks a planned line.</summary>
    /// <exception cref="DubbingException">The voice's pack cannot be loaded.</exception>
    public async Task<Clip> SpeakAsync(PlannedLine line, CancellationToken cancel)
    {
        var take = await synthesizer.SpeakAsync(line.Plan, line.Voice, line.Controls, cancel);
        return new Clip(line.Cue, line.Slot, take, line.Controls.Rate, line.Fit.Grade);
    }

    /// <summary>Speaks a planned line part after part, so that a long one takes no memory.</summary>
    /// <returns>Mono sound at 24 kHz.</returns>
    /// <exception cref="DubbingException">The voice's pack cannot be loaded.</exception>
    public IAsyncEnumerable<float[]> StreamAsync(PlannedLine line, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(line);
        return synthesizer.StreamAsync(line.Plan, line.Voice, line.Controls, cancel);
    }
}
