using System.Numerics.Tensors;

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
    private const double Top = 11500;

    /// <summary>Samples for a pitch curve.</summary>
    /// <param name="f0">Hz, one value a frame; positive throughout.</param>
    /// <returns>f0.Length × <see cref="Hop"/> samples.</returns>
    public static float[] Of(ReadOnlySpan<float> f0)
    {
        var source = new float[f0.Length * Hop];
        Span<float> half = stackalloc float[Hop], wide = stackalloc float[Hop], scale = stackalloc float[Hop];
        var cycles = 0.0;
        for (var block = 0; block <= f0.Length; block++)
        {
            // Frame t stands for its middle; between the middles of two frames the logarithm is interpolated. A block lies between two middles.
            var (before, after) = ((double)f0[Math.Max(block - 1, 0)], (double)f0[Math.Min(block, f0.Length - 1)]);
            var start = block * Hop - Hop / 2;
            var (first, end) = (Math.Max(start, 0), Math.Min(start + Hop, source.Length));
            var step = Math.Pow(after / before, 1.0 / Hop);
            var f = before * Math.Pow(step, first - start + 0.5);
            var count = end - first;
            for (var i = 0; i < count; i++, f *= step)
            {
                cycles += f / SampleRate;
                cycles -= Math.Round(cycles);
                var harmonics = Math.Floor(Top / f);
                var turns = (2 * harmonics + 1) * cycles / 2;
                half[i] = (float)(Math.PI * cycles);
                wide[i] = (float)(2 * Math.PI * (turns - Math.Round(turns)));
                if (Math.Abs(cycles) < 1e-6)
                    (half[i], wide[i]) = (1e-6f, (float)((2 * harmonics + 1) * 1e-6));
                scale[i] = (float)Math.Sqrt(f);
            }

            var sound = source.AsSpan(first, count);
            TensorPrimitives.Sin(half[..count], half);
            TensorPrimitives.Sin(wide[..count], wide);
            TensorPrimitives.Divide(wide[..count], half[..count], sound);
            TensorPrimitives.Add(sound, -1, sound);
            TensorPrimitives.Multiply(sound, scale[..count], sound);
            TensorPrimitives.Multiply(sound, 0.25f / MathF.Sqrt(SampleRate), sound);
        }

        return source;
    }
}
