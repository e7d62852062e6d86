namespace Dubbing.Speech;

/// <summary>Turns readings into speech. Safe to share between threads.</summary>
public interface ISynthesizer
{
    /// <summary>Predicts how long each phoneme lasts.</summary>
    /// <exception cref="DubbingException">The voice does not speak the reading's language, or its pack cannot be loaded.</exception>
    Task<SpeechPlan> PlanAsync(Readings.Reading reading, Voice voice, CancellationToken cancel);

    /// <summary>The melody that a plan will be spoken with, without the sound: cheap beside <see cref="SpeakAsync"/>.</summary>
    /// <exception cref="DubbingException">As for <see cref="SpeakAsync"/>.</exception>
    Task<Melody> MelodyAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel);

    /// <summary>The mel spectrogram that a plan becomes on its way to sound.</summary>
    /// <exception cref="DubbingException">As for <see cref="SpeakAsync"/>.</exception>
    Task<Spectrogram> SpectrogramAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel);

    /// <summary>
    /// Speaks a plan. The take begins with the first sound and ends with the last (silence at both edges is cut to
    /// a few hundredths of a second), so that it can be put where its slot begins.
    /// </summary>
    /// <exception cref="DubbingException">As for <see cref="PlanAsync"/>; or a duration, pitch or control is out of range, and named.</exception>
    Task<Take> SpeakAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel);

    /// <summary>
    /// Speaks a plan to the ear: the first part comes after a second of speech is made, while the rest is still made. Together the
    /// parts are the take of <see cref="SpeakAsync"/>, but for the level, which only the first part decides.
    /// </summary>
    /// <returns>Mono sound at 24 kHz, −1 … 1, part after part.</returns>
    /// <exception cref="DubbingException">As for <see cref="SpeakAsync"/>.</exception>
    IAsyncEnumerable<float[]> StreamAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel);
}
