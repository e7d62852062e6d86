namespace Dubbing.Speech.Sound;

/// <summary>A gain that brings speech to a loudness without clipping, and the soft edges of a take.</summary>
internal sealed class Level
{
    /// <summary>The highest sample (−1 dB).</summary>
    public const float Peak = 0.89f;

    /// <summary>Length of the soft edges in samples: 5 ms.</summary>
    public const int Edge = PulseTrain.SampleRate / 200;

    private readonly float gain;

    private Level(float gain) => this.gain = gain;

    /// <summary>The gain for a sound; silence stays as it is.</summary>
    /// <param name="samples">The sound that shall have the loudness.</param>
    /// <param name="target">LUFS.</param>
    public static Level For(ReadOnlySpan<float> samples, double target)
    {
        var loudness = Loudness.Of(samples, PulseTrain.SampleRate);
        return new Level(double.IsNegativeInfinity(loudness) ? 1 : (float)Math.Pow(10, (target - loudness) / 20));
    }

    /// <summary>Applies it; what would pass <see cref="Peak"/> is bent back below it, smoothly.</summary>
    public void Apply(Span<float> samples)
    {
        const float knee = 0.7f * Peak, room = Peak - knee;
        foreach (ref var sample in samples)
        {
            sample *= gain;
            var over = MathF.Abs(sample) - knee;
            if (over > 0)
                sample = MathF.CopySign(knee + room * MathF.Tanh(over / room), sample);
        }
    }

    /// <summary>Begins softly.</summary>
    public static void FadeIn(Span<float> samples)
    {
        var length = Math.Min(Edge, samples.Length / 2);
        for (var i = 0; i < length; i++)
            samples[i] *= (float)i / length;
    }

    /// <summary>Ends softly.</summary>
    public static void FadeOut(Span<float> samples)
    {
        var length = Math.Min(Edge, samples.Length / 2);
        for (var i = 0; i < length; i++)
            samples[^(i + 1)] *= (float)i / length;
    }
}
