using System.Numerics.Tensors;

namespace Dubbing.Speech.Sound;

/// <summary>The vocoder's noise. It depends on the frame's place in the line only, so that the same line always sounds the same, however it is cut.</summary>
internal static class Noise
{
    /// <summary>Fills [2 × bins, frames] with normally distributed numbers (Box and Muller 1958), each pair of rows being real and imaginary part of a bin.</summary>
    /// <param name="noise">2 × bins × frames values.</param>
    /// <param name="bins">Bins of a spectrum.</param>
    /// <param name="from">The first frame's number in its line.</param>
    public static void Fill(Span<float> noise, int bins, int from)
    {
        var frames = noise.Length / 2 / bins;
        var (radius, angle) = (new float[frames], new float[frames]);
        for (var k = 0; k < bins; k++)
        {
            for (var t = 0; t < frames; t++)
            {
                var random = Mix((ulong)(from + t) * (ulong)bins + (ulong)k);
                radius[t] = 1 - (random >> 40) * (1f / (1 << 24));
                angle[t] = (random >> 8 & 0xFFFFFF) * (2 * MathF.PI / (1 << 24));
            }

            var real = noise.Slice(k * frames, frames);
            var imaginary = noise.Slice((bins + k) * frames, frames);
            TensorPrimitives.Log(radius, radius);
            TensorPrimitives.Multiply(radius, -2, radius);
            TensorPrimitives.Sqrt(radius, radius);
            TensorPrimitives.SinCos(angle, imaginary, real);
            TensorPrimitives.Multiply(imaginary, radius, imaginary);
            TensorPrimitives.Multiply(real, radius, real);
        }
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014), its n-th number.</summary>
    private static ulong Mix(ulong n)
    {
        var z = (n + 1) * 0x9E3779B97F4A7C15UL + 0xD1B54A32D192ED03UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
