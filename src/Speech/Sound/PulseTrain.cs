using System.Numerics.Tensors;

namespace Dubbing.Speech.Sound;

/// <summary>
/// The vocoder's harmonic source: a band-limited pulse train at the asked pitch, the sum of all cosines up to 11.5 kHz
/// by Dirichlet's kernel, of equal power a second at every pitch. The recipe's <c>audio.pulses</c> is the same.
/// </summary>
/// <param name="f0">Hz, one value a frame; positive throughout.</param>
internal sealed class PulseTrain(float[] f0)
{
    public const int SampleRate = 24000;
    public const int Hop = 300;
    public const int Bins = 601;
    private const double Top = 11500;

    // Where in its cycle the train is at the start of each block: any part can be made without what lies before it, and none is kept.
    private readonly List<double> cyclesAt = [0];

    /// <summary>Samples for a pitch curve.</summary>
    /// <param name="f0">Hz, one value a frame; positive throughout.</param>
    /// <returns>f0.Length × <see cref="Hop"/> samples.</returns>
    public static float[] Of(float[] f0) => new PulseTrain(f0).Of(0, f0.Length);

    /// <summary>Samples of some frames.</summary>
    /// <param name="from">The first frame.</param>
    /// <param name="count">How many frames.</param>
    public float[] Of(int from, int count)
    {
        var source = new float[count * Hop];
        // A block lies between the middles of two frames.
        for (var block = cyclesAt.Count - 1; block < from; block++)
            Block(block, []);
        for (var block = from; block <= from + count; block++)
        {
            var (first, end) = Span(block);
            var here = first - from * Hop;
            if (here >= 0 && end <= (from + count) * Hop)
            {
                Block(block, source.AsSpan(here, end - first));
                continue;
            }

            // Half of it belongs to the frame beside.
            var whole = new float[end - first];
            Block(block, whole);
            var (skipped, kept) = (Math.Max(0, -here), Math.Min(end, (from + count) * Hop) - Math.Max(first, from * Hop));
            if (kept > 0)
                whole.AsSpan(skipped, kept).CopyTo(source.AsSpan(Math.Max(0, here)));
        }

        return source;
    }

    private (int First, int End) Span(int block)
    {
        var start = block * Hop - Hop / 2;
        return (Math.Max(start, 0), Math.Min(start + Hop, f0.Length * Hop));
    }

    /// <summary>Makes a block; when <paramref name="sound"/> is empty, only its place in the cycle.</summary>
    private void Block(int block, Span<float> sound)
    {
        var pitch = f0.AsSpan();
        Span<float> half = stackalloc float[Hop], wide = stackalloc float[Hop], scale = stackalloc float[Hop];
        // Frame t stands for its middle; between the middles of two frames the logarithm is interpolated.
        var (before, after) = ((double)pitch[Math.Max(block - 1, 0)], (double)pitch[Math.Min(block, pitch.Length - 1)]);
        var (first, end) = Span(block);
        var step = Math.Pow(after / before, 1.0 / Hop);
        var f = before * Math.Pow(step, first - (block * Hop - Hop / 2) + 0.5);
        var count = end - first;
        var cycles = cyclesAt[block];
        for (var i = 0; i < count; i++, f *= step)
        {
            cycles += f / SampleRate;
            cycles -= Math.Round(cycles);
            if (sound.IsEmpty)
                continue;
            var harmonics = Math.Floor(Top / f);
            var turns = (2 * harmonics + 1) * cycles / 2;
            half[i] = (float)(Math.PI * cycles);
            wide[i] = (float)(2 * Math.PI * (turns - Math.Round(turns)));
            if (Math.Abs(cycles) < 1e-6)
                (half[i], wide[i]) = (1e-6f, (float)((2 * harmonics + 1) * 1e-6));
            scale[i] = (float)Math.Sqrt(f);
        }

        if (block == cyclesAt.Count - 1)
            cyclesAt.Add(cycles);
        if (sound.IsEmpty)
            return;
        TensorPrimitives.Sin(half[..count], half);
        TensorPrimitives.Sin(wide[..count], wide);
        TensorPrimitives.Divide(wide[..count], half[..count], sound);
        TensorPrimitives.Add(sound, -1, sound);
        TensorPrimitives.Multiply(sound, scale[..count], sound);
        TensorPrimitives.Multiply(sound, 0.25f / MathF.Sqrt(SampleRate), sound);
    }
}
