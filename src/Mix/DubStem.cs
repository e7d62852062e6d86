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
    private readonly List<PlacedTake> sounding = [];

    /// <summary>Prepares the takes.</summary>
    public DubStem(IEnumerable<PlacedTake> takes) => waiting = [.. takes.OrderByDescending(t => t.StartSeconds)];

    /// <summary>Adds the dub to a block; blocks must follow one another.</summary>
    /// <param name="first">Index of the block's first sample in the mix.</param>
    /// <param name="block">Gets the dub added.</param>
    public void AddTo(long first, Span<float> block)
    {
        while (waiting.Count > 0 && StartOf(waiting[^1]) < first + block.Length)
        {
            sounding.Add(waiting[^1]);
            waiting.RemoveAt(waiting.Count - 1);
        }

        for (var i = sounding.Count - 1; i >= 0; i--)
        {
            var take = sounding[i];
            Add(take, first - StartOf(take), block);
            if (StartOf(take) + Length(take) <= first + block.Length)
                sounding.RemoveAt(i);
        }
    }

    private static long StartOf(PlacedTake take) => (long)Math.Round(take.StartSeconds * SampleRate);

    private static long Length(PlacedTake take) => (long)Math.Ceiling(take.Take.Samples.Length * (double)SampleRate / take.Take.SampleRate);

    private static void Add(PlacedTake placed, long offset, Span<float> block)
    {
        var samples = placed.Take.Samples;
        var gain = Math.Pow(10, placed.GainDb / 20);
        var step = (double)placed.Take.SampleRate / SampleRate;
        var from = Math.Max(0, -offset);
        var to = Math.Min(block.Length, Length(placed) - offset);
        for (var i = from; i < to; i++)
        {
            var at = (offset + i) * step;
            block[(int)i] += (float)(gain * Faded(placed, (double)(offset + i) / SampleRate) * Interpolated(samples, at));
        }
    }

    /// <summary>The share of its level that a take has at a time of its own.</summary>
    private static double Faded(PlacedTake placed, double seconds)
    {
        var level = placed.FadeInSeconds > 0 ? Math.Min(1, seconds / placed.FadeInSeconds) : 1;
        return placed.FadeOutSeconds > 0 ? Math.Clamp((placed.Take.Seconds - seconds) / placed.FadeOutSeconds, 0, level) : level;
    }

    /// <summary>Band-limited interpolation: a sinc under a Hann window.</summary>
    private static double Interpolated(float[] samples, double at)
    {
        var centre = (int)Math.Floor(at);
        var part = at - centre;
        if (part == 0)
            return centre < samples.Length ? samples[centre] : 0;
        var sum = 0.0;
        // sin(π(part − k)) only changes its sign from one sample to the next.
        var sine = Math.Sin(Math.PI * part);
        for (var k = 1 - Reach; k <= Reach; k++)
        {
            var index = centre + k;
            if (index < 0 || index >= samples.Length)
                continue;
            var x = part - k;
            sum += samples[index] * ((k & 1) == 0 ? sine : -sine) / (Math.PI * x) * (0.5 + 0.5 * Math.Cos(Math.PI * x / Reach));
        }

        return sum;
    }
}
