namespace Dubbing.Speech.Sound;

/// <summary>
/// The vocoder's harmonic source: a band-limited pulse train at the asked pitch, the sum of all cosines up to 11.5 kHz
/// by Dirichlet's kernel, of equal power a second at every pitch. The recipe's <c>audio.pulses</c> is the same.
/// </summary>
internal static class PulseTrain
{
    public const int SampleRate = 24000;
    public const int Hop = 300;
    public const int Bins = 601;
    public const int MelBands = 80;
    private const double Top = 11500;

    /// <summary>Samples for a pitch curve.</summary>
    /// <param name="f0">Hz, one value a frame; positive throughout.</param>
    /// <returns>f0.Length × <see cref="Hop"/> samples.</returns>
    public static float[] Of(ReadOnlySpan<float> f0)
    {
        var source = new float[f0.Length * Hop];
        var cycles = 0.0;
        for (var i = 0; i < source.Length; i++)
        {
            // Frame t stands for its middle; between the middles the logarithm is interpolated.
            var at = Math.Clamp((i + 0.5) / Hop - 0.5, 0, f0.Length - 1);
            var t = Math.Min((int)at, f0.Length - 1);
            var next = Math.Min(t + 1, f0.Length - 1);
            var f = f0[t] * Math.Pow((double)f0[next] / f0[t], at - t);
            cycles += f / SampleRate;
            cycles -= Math.Floor(cycles);
            var k = Math.Floor(Top / f);
            var half = Math.PI * cycles;
            var sine = Math.Sin(half);
            var kernel = Math.Abs(sine) < 1e-6 ? k : (Math.Sin((2 * k + 1) * half) / sine - 1) / 2;
            source[i] = (float)(kernel * Math.Sqrt(f / SampleRate) * 0.5);
        }

        return source;
    }
}

/// <summary>Seeded noise, so that the same line always sounds the same.</summary>
internal static class Noise
{
    /// <summary>Normally distributed numbers (Box and Muller 1958).</summary>
    public static float[] Normal(int count, int seed)
    {
        var values = new float[count];
        var state = (ulong)(uint)seed * 0x9E3779B97F4A7C15UL + 0xD1B54A32D192ED03UL;
        for (var i = 0; i < count; i += 2)
        {
            var radius = MathF.Sqrt(-2 * MathF.Log(1 - Next(ref state)));
            var (sine, cosine) = MathF.SinCos(2 * MathF.PI * Next(ref state));
            values[i] = radius * cosine;
            if (i + 1 < count)
                values[i + 1] = radius * sine;
        }

        return values;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014), as a number from 0 up to, not including, 1.</summary>
    private static float Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 40) * (1f / (1 << 24));
    }
}
