namespace Dubbing.Speech;

/// <summary>A voice that can be chosen: one speaker of a voice pack.</summary>
/// <param name="Id">Stable name, as given to <c>--voice</c>.</param>
/// <param name="Names">What to call it, by language code (ko, ja, en).</param>
/// <param name="Languages">What it speaks.</param>
/// <param name="PackId">The pack it comes from.</param>
/// <param name="Speaker">Its row in the pack's model.</param>
/// <param name="Licence">SPDX name of the pack's licence.</param>
/// <param name="Credit">The line to credit where the speech is used.</param>
/// <param name="CommercialUse">Whether its speech may be used commercially.</param>
/// <param name="SamplePath">A sound file with a sample, by language code; absolute paths.</param>
/// <param name="PackBytes">Size of the pack on disk.</param>
/// <param name="Fingerprints">By language: changes whenever one of the models that speak it does; takes are keyed by it.</param>
/// <param name="Earlier">By language: the fingerprints of the versions that this one took the place of.</param>
public sealed record Voice(
    string Id,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyList<Language> Languages,
    string PackId,
    int Speaker,
    string Licence,
    string Credit,
    bool CommercialUse,
    IReadOnlyDictionary<string, string> SamplePath,
    long PackBytes,
    IReadOnlyDictionary<Language, string>? Fingerprints = null,
    IReadOnlyDictionary<Language, IReadOnlyList<string>>? Earlier = null)
{
    /// <summary>What it sounds like, in a few words, by language code of the interface (ko, ja, en); empty where its pack does not say it.</summary>
    public IReadOnlyDictionary<string, string> Characters { get; init; } = new Dictionary<string, string>();

    /// <summary>Middle of its pitch, Hz; null where its pack does not say it.</summary>
    public double? MedianF0 { get; init; }

    /// <summary>The fingerprint of the models that speak a language; empty where the voice has none.</summary>
    public string FingerprintOf(Language language) => Fingerprints?.GetValueOrDefault(language) ?? "";

    /// <summary>The fingerprints that the voice had in earlier versions, the latest first.</summary>
    public IReadOnlyList<string> EarlierOf(Language language) => Earlier?.GetValueOrDefault(language) ?? [];
}

/// <summary>How a line is to be spoken.</summary>
/// <param name="Rate">Tempo: 1 as learned, 1.2 a fifth faster (durations are divided by it in the model's frames; sound is never stretched).</param>
/// <param name="PitchShift">Semitones up (+) or down (−).</param>
/// <param name="Intonation">Strength of the melody: 1 as predicted, 0 monotone.</param>
/// <param name="Energy">Loudness in decibels relative to the prediction.</param>
public sealed record VoiceControls(double Rate = 1, double PitchShift = 0, double Intonation = 1, double Energy = 0);

/// <summary>A rendered line: in memory, or on a disk from which it is read whenever it is asked for.</summary>
public sealed record Take
{
    private readonly Func<float[]> samples;

    /// <summary>A take in memory.</summary>
    /// <param name="samples">Mono sound, −1 … 1.</param>
    /// <param name="sampleRate">Samples per second (Hz).</param>
    /// <param name="phonemes">Start and end of each phoneme, in seconds from the first sample.</param>
    public Take(float[] samples, int sampleRate, IReadOnlyList<TimedPhoneme> phonemes)
    {
        ArgumentNullException.ThrowIfNull(samples);
        (this.samples, Count, SampleRate, Phonemes) = (() => samples, samples.Length, sampleRate, phonemes);
    }

    /// <summary>A take that lies elsewhere: hours of speech need no memory.</summary>
    /// <param name="read">Reads its samples.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sampleRate">Samples per second (Hz).</param>
    public Take(Func<float[]> read, int count, int sampleRate) => (samples, Count, SampleRate, Phonemes) = (read, count, sampleRate, []);

    /// <summary>Mono sound, −1 … 1. Of a take on a disk it is read anew each time.</summary>
    public float[] Samples => samples();

    /// <summary>How many samples there are; known without reading them.</summary>
    public int Count { get; }

    /// <summary>Samples per second (Hz).</summary>
    public int SampleRate { get; }

    /// <summary>Start and end of each phoneme, in seconds from the first sample.</summary>
    public IReadOnlyList<TimedPhoneme> Phonemes { get; init; }

    /// <summary>The melody it was spoken with; null when it is not known.</summary>
    public Melody? Melody { get; init; }

    /// <summary>Length in seconds.</summary>
    public double Seconds => (double)Count / SampleRate;
}

/// <summary>A phoneme in a take.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Start">Seconds from the first sample.</param>
/// <param name="End">Seconds from the first sample.</param>
public sealed record TimedPhoneme(string Symbol, double Start, double End);

/// <summary>The voices that are installed.</summary>
public interface IVoiceCatalogue
{
    /// <summary>All usable voices, in a stable order.</summary>
    IReadOnlyList<Voice> Voices { get; }

    /// <summary>Packs that were skipped, and why.</summary>
    IReadOnlyList<Message> Problems { get; }
}
