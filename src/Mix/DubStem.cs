using System.Numerics.Tensors;

namespace Dubbing.Mix;

/// <summary>
/// The dub as one mono sound at <see cref="SampleRate"/>, made block by block: each take begins at the very sample of its time.
/// </summary>
public sealed class DubStem
{
    /// <summary>Hz.</summary>
    public const int SampleRate = 48000;

    /// <summary>Half the width of the interpolation kernel, in samples of the take.</summary>
    private const int Reach = 16;

    private readonly List<PlacedTake> waiting;

    /// <summary>Takes that sound now, with their samples: only these are in memory.</summary>
    private readonly List<(PlacedTake Take, float[] Samples)> sounding = [];
    private readonly Dictionary<int, Kernels> kernels = [];

    /// <summary>Prepares the takes.</summary>
    public DubStem(IEnumerable<PlacedTake> takes) => waiting = [.. takes.OrderByDescending(t => t.StartSeconds)];

    /// <summary>Adds the dub to a block; blocks must follow one another.</summary>
    /// <param name="first">Index of the block's first sample in the mix.</param>
    /// <param name="block">Gets the dub added.</param>
    public void AddTo(long first, Span<float> block)
    {
        while (waiting.Count > 0 && StartOf(waiting[^1]) < first + block.Length)
        {
            sounding.Add((waiting[^1], waiting[^1].Take.Samples));
            waiting.RemoveAt(waiting.Count - 1);
        }

        for (var i = sounding.Count - 1; i >= 0; i--)
        {
            var (take, samples) = sounding[i];
            Add(take, samples, first - StartOf(take), block);
            if (StartOf(take) + Length(take) <= first + block.Length)
                sounding.RemoveAt(i);
        }
    }

    private static long StartOf(PlacedTake take) => (long)Math.Round(take.StartSeconds * SampleRate);

    private static long Length(PlacedTake take) => (long)Math.Ceiling(take.Take.Count * (double)SampleRate / take.Take.SampleRate);

    private void Add(PlacedTake placed, float[] samples, long offset, Span<float> block)
    {
        var gain = (float)Math.Pow(10, placed.GainDb / 20);
        var fades = placed.FadeInSeconds > 0 || placed.FadeOutSeconds > 0;
        if (!kernels.TryGetValue(placed.Take.SampleRate, out var kernel))
            kernels[placed.Take.SampleRate] = kernel = new Kernels(placed.Take.SampleRate);
        var from = Math.Max(0, -offset);
        var to = Math.Min(block.Length, Length(placed) - offset);
        for (var i = from; i < to; i++)
        {
            var level = fades ? gain * (float)Faded(placed, (double)(offset + i) / SampleRate) : gain;
            block[(int)i] += level * kernel.At(samples, offset + i);
        }
    }

    /// <summary>The share of its level that a take has at a time of its own.</summary>
    private static double Faded(PlacedTake placed, double seconds)
    {
        var level = placed.FadeInSeconds > 0 ? Math.Min(1, seconds / placed.FadeInSeconds) : 1;
        return placed.FadeOutSeconds > 0 ? Math.Clamp((placed.Take.Seconds - seconds) / placed.FadeOutSeconds, 0, level) : level;
    }

    /// <summary>A sinc under a Hann window: band-limited interpolation.</summary>
    /// <param name="x">Samples from the middle.</param>
    /// <param name="reach">Half its width.</param>
    internal static double Sinc(double x, int reach) =>
        x == 0 ? 1 : Math.Abs(x) >= reach ? 0 : Math.Sin(Math.PI * x) / (Math.PI * x) * (0.5 + 0.5 * Math.Cos(Math.PI * x / reach));

    /// <summary>The interpolation from one rate to <see cref="SampleRate"/>: the same few positions between samples come again and again.</summary>
    private sealed class Kernels
    {
        private readonly int up, down;
        private readonly float[]?[] phases;

        public Kernels(int rate)
        {
            var common = (int)System.Numerics.BigInteger.GreatestCommonDivisor(rate, SampleRate);
            (up, down) = (SampleRate / common, rate / common);
            phases = new float[up][];
        }

        public float At(float[] samples, long index)
        {
            var (centre, phase) = ((int)(index * down / up), (int)(index * down % up));
            if (phase == 0)
                return centre < samples.Length ? samples[centre] : 0;
            var kernel = phases[phase] ??= [.. Enumerable.Range(1 - Reach, 2 * Reach).Select(k => (float)Sinc((double)phase / up - k, Reach))];
            var (first, last) = (centre + 1 - Reach, centre + Reach);
            if (first >= 0 && last < samples.Length)
                return TensorPrimitives.Dot<float>(kernel, samples.AsSpan(first, 2 * Reach));
            var sum = 0f;
            for (var i = Math.Max(0, first); i <= Math.Min(last, samples.Length - 1); i++)
                sum += samples[i] * kernel[i - first];
            return sum;
        }
    }
}
