namespace Dubbing.Speech.Sound;

/// <summary>What is wrong with a recording.</summary>
public enum RecordingFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing is heard in it; it cannot be used.</summary>
    Silent,

    /// <summary>It was too loud for the microphone: its peaks are cut off.</summary>
    Clipped,
}

/// <summary>Makes a take of what somebody said into a microphone: silence at both ends is cut off, the loudness is that of all other takes.</summary>
public static class RecordedSpeech
{
    /// <summary>The loudness of a take, LUFS; as the synthesizer's.</summary>
    public const double TargetLufs = -23;

    /// <summary>Sound this far below the loud parts is silence, decibels.</summary>
    private const double Below = 35;

    /// <summary>A recording whose loud parts are below this holds no speech, decibels of full scale.</summary>
    private const double Faint = -55;

    /// <summary>Silence that stays before and after, seconds: consonants begin softly.</summary>
    private const double Before = 0.06, After = 0.12;

    /// <summary>More than this share of the samples at full scale is heard as distortion.</summary>
    private const double ClippedShare = 0.0005;

    /// <summary>Cleans a recording.</summary>
    /// <param name="samples">Mono, 24 kHz (<see cref="PulseTrain.SampleRate"/>).</param>
    /// <returns>The sound, and what is wrong with it; the sound is empty when nothing is heard.</returns>
    public static (float[] Sound, RecordingFlaw Flaw) Clean(ReadOnlySpan<float> samples)
    {
        const int frame = PulseTrain.SampleRate / 100;
        var levels = new double[samples.Length / frame];
        var (clipped, mean) = (0, 0.0);
        foreach (var sample in samples)
        {
            mean += sample;
            if (Math.Abs(sample) > 0.99f)
                clipped++;
        }

        mean /= Math.Max(1, samples.Length);
        for (var i = 0; i < levels.Length; i++)
        {
            var sum = 0.0;
            foreach (var sample in samples.Slice(i * frame, frame))
                sum += (sample - mean) * (sample - mean);
            levels[i] = 10 * Math.Log10(sum / frame + 1e-12);
        }

        // Speech is louder than this a twentieth of the time, however much silence is around it.
        var loud = levels.Length == 0 ? double.NegativeInfinity : levels.Order().ElementAt((int)((levels.Length - 1) * 0.95));
        if (!(loud > Faint))
            return ([], RecordingFlaw.Silent);
        var (first, last) = (Array.FindIndex(levels, l => l > loud - Below), Array.FindLastIndex(levels, l => l > loud - Below));
        var from = Math.Max(0, first * frame - (int)(Before * PulseTrain.SampleRate));
        var to = Math.Min(samples.Length, (last + 1) * frame + (int)(After * PulseTrain.SampleRate));
        var sound = samples[from..to].ToArray();
        foreach (ref var sample in sound.AsSpan())
            sample -= (float)mean;
        Level.For(sound, TargetLufs).Apply(sound);
        Level.FadeIn(sound);
        Level.FadeOut(sound);
        return (sound, clipped > ClippedShare * samples.Length ? RecordingFlaw.Clipped : RecordingFlaw.None);
    }
}
