namespace Dubbing.Speech;

/// <summary>What the model says about a line before it sounds: everything here may be edited and is then honoured.</summary>
/// <param name="Reading">The line's reading.</param>
/// <param name="Durations">Length of each phoneme in frames of <see cref="FrameSeconds"/>, as at rate 1 unless edited.</param>
public sealed record SpeechPlan(Readings.Reading Reading, IReadOnlyList<double> Durations)
{
    /// <summary>Length of a frame in seconds (300 samples at 24 kHz).</summary>
    public const double FrameSeconds = 0.0125;

    /// <summary>What the user changed, one entry a phoneme (null where nothing was); null for nothing at all.</summary>
    public IReadOnlyList<PhonemeEdit?>? Edits { get; init; }

    /// <summary>
    /// The pitch that shall be heard, in Hz, one value a frame of the take; 0 where the prediction stands. It is final: controls and
    /// edits don't move it. Null for the prediction throughout.
    /// </summary>
    public IReadOnlyList<double>? Pitch { get; init; }

    /// <summary>The loudness of each frame of the take, in decibels as in <see cref="Melody.Energy"/>; final likewise, null for the prediction.</summary>
    public IReadOnlyList<double>? Energy { get; init; }

    /// <summary>Length of each phoneme in frames at rate 1, edits included.</summary>
    public IEnumerable<double> Lengths => Durations.Select((d, i) => d * (Edits?[i]?.Length ?? 1));

    /// <summary>Length of the speech without the silence at both edges, in seconds, at a rate.</summary>
    public double SpokenSeconds(double rate = 1) => Lengths.Skip(1).SkipLast(1).Sum() * FrameSeconds / rate;
}

/// <summary>What the user changed at one sound, relative to what the model says: it stays meaningful at another rate or with another voice.</summary>
/// <param name="Length">Factor on its length, 0.1 to 10.</param>
/// <param name="Pitch">Semitones added to the melody, −24 to 24, at points spread evenly over the sound from its start to its end; one point moves all of it.</param>
/// <param name="Energy">Decibels louder than the prediction, −24 to 24.</param>
public sealed record PhonemeEdit(double Length = 1, IReadOnlyList<double>? Pitch = null, double Energy = 0)
{
    /// <summary>The semitones at a place in the sound.</summary>
    /// <param name="at">0 where it starts, 1 where it ends.</param>
    public double PitchAt(double at)
    {
        if (Pitch is not { Count: > 0 } points)
            return 0;
        var place = Math.Clamp(at, 0, 1) * (points.Count - 1);
        var before = (int)place;
        var after = Math.Min(before + 1, points.Count - 1);
        return points[before] + (points[after] - points[before]) * (place - before);
    }
}

/// <summary>A mel spectrogram on the frames of a take.</summary>
/// <param name="Bands">Bands, from low to high.</param>
/// <param name="Values">Natural logarithm of magnitude, frame after frame.</param>
public sealed record Spectrogram(int Bands, float[] Values);

/// <summary>A line's melody as it sounds, on the frames of its take.</summary>
/// <param name="Frames">Whole frames of each phoneme; the silence at the edges as far as the take keeps it.</param>
/// <param name="Pitch">Hz, one value a frame; in unvoiced sounds and pauses what the voice would sing there.</param>
/// <param name="Energy">Decibels (mean magnitude of the mel bands over 1), one value a frame.</param>
public sealed record Melody(IReadOnlyList<int> Frames, IReadOnlyList<float> Pitch, IReadOnlyList<float> Energy);
