using System.Numerics.Tensors;

namespace Dubbing.Mix;

/// <summary>
/// Keeps true peaks under a limit and the sound where it was in time: it looks ahead, but what comes out is not delayed. It works only
/// where a peak needs it; all else passes unchanged. Stereo, 48 kHz, block by block.
/// </summary>
/// <param name="gain">A factor for everything.</param>
/// <param name="limit">The highest peak between samples, 0 … 1.</param>
internal sealed class Limiter(double gain, double limit)
{
    /// <summary>How long it takes to let go.</summary>
    public const double ReleaseSeconds = 0.06;

    private const int Channels = 2;

    /// <summary>Samples of each channel in a cell, the step of the gain: a millisecond.</summary>
    private const int Cell = DubStem.SampleRate / 1000;

    /// <summary>Cells in which it takes hold before a peak.</summary>
    private const int Ahead = 5;

    /// <summary>Half the width of the interpolation that finds peaks between samples.</summary>
    private const int Edge = 8;

    /// <summary>Samples this far below the limit have no peak above it between them.</summary>
    private const double Near = 0.6;

    private const int Ring = 1024;

    private static readonly double Release = 1 - Math.Exp(-1 / (ReleaseSeconds * 1000));
    private static readonly float[][] Between = [Kernel(0.25), Kernel(0.5), Kernel(0.75)];

    private readonly double[] need = new double[Ring];
    private readonly double[] held = new double[Ring];
    private readonly float[] channel = new float[Cell + 2 * Edge];
    private float[] waiting = new float[4 * DubStem.SampleRate];
    private int frames;
    private long first, known, followed, done, total;
    private double last = 1;

    /// <summary>The highest peak that came out, as far as it was looked at.</summary>
    public double Peak { get; private set; }

    /// <summary>Takes a block in.</summary>
    /// <param name="block">Left and right in turn.</param>
    /// <param name="output">Gets what is finished: at most the block and <see cref="Room"/> more.</param>
    /// <returns>How many samples of both channels were put there.</returns>
    public int Push(ReadOnlySpan<float> block, Span<float> output)
    {
        Append(block);
        total += block.Length / Channels;
        return Emit(output, end: false);
    }

    /// <summary>Ends the sound.</summary>
    /// <inheritdoc cref="Push"/>
    public int Finish(Span<float> output)
    {
        Append(new float[(Cell * (Ahead + 4) + Edge) * Channels]);
        return Emit(output, end: true);
    }

    /// <summary>Samples, of both channels, that may come out beyond a block.</summary>
    public const int Room = Channels * (Cell * (Ahead + 6) + Edge);

    private void Append(ReadOnlySpan<float> block)
    {
        var size = (frames * Channels) + block.Length;
        if (size > waiting.Length)
            Array.Resize(ref waiting, size * 2);
        var to = waiting.AsSpan(frames * Channels, block.Length);
        TensorPrimitives.Multiply(block, (float)gain, to);
        frames += block.Length / Channels;
    }

    private int Emit(Span<float> output, bool end)
    {
        while ((known + 1) * Cell + Edge <= first + frames)
        {
            need[known % Ring] = Needed(known);
            known++;
        }

        var written = 0;
        // The gain at the end of a cell is that of the next, which looks ahead.
        while (done + 1 + Ahead < known)
        {
            while (followed <= done + 1)
                Follow();
            var left = end ? (int)Math.Min(Cell, total - done * Cell) : Cell;
            if (left <= 0)
                break;
            Write(done, left, output[written..]);
            written += left * Channels;
            done++;
        }

        // What lies before the next cell by more than the interpolation reaches is not needed any more.
        var spare = (int)Math.Min(frames, Math.Min(done, known) * Cell - Edge - first);
        if (spare > 0)
        {
            waiting.AsSpan(spare * Channels, (frames - spare) * Channels).CopyTo(waiting);
            frames -= spare;
            first += spare;
        }

        return written;
    }

    /// <summary>The gain at a cell's start: down at once, up slowly; the mean over the cells before makes it a slope.</summary>
    private void Follow()
    {
        var k = followed;
        var lowest = 1.0;
        for (var j = Math.Max(0, k - 1); j <= k + Ahead; j++)
            lowest = Math.Min(lowest, j < known ? need[j % Ring] : 1);
        last = Math.Min(lowest, last + (1 - last) * Release);
        if (last > 0.99999)
            last = 1;
        held[k % Ring] = last;
        followed++;
    }

    private double GainAt(long cell)
    {
        var sum = 0.0;
        for (var j = cell - Ahead; j <= cell; j++)
            sum += j < 0 ? 1 : held[j % Ring];
        return sum / (Ahead + 1);
    }

    private void Write(long cell, int count, Span<float> output)
    {
        var from = (int)(cell * Cell - first) * Channels;
        var source = waiting.AsSpan(from, count * Channels);
        var (here, next) = (GainAt(cell), GainAt(cell + 1));
        if (here >= 1 && next >= 1)
        {
            source.CopyTo(output);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var g = (float)(here + (next - here) * i / Cell);
            output[2 * i] = source[2 * i] * g;
            output[2 * i + 1] = source[2 * i + 1] * g;
        }
    }

    private double Needed(long cell)
    {
        var from = (int)(cell * Cell - first);
        double peak = TensorPrimitives.MaxMagnitude<float>(waiting.AsSpan(from * Channels, Cell * Channels));
        peak = Math.Abs(peak);
        if (peak > limit * Near)
            peak = Math.Max(peak, TruePeak(from));
        Peak = Math.Max(Peak, Math.Min(peak, limit));
        return peak > limit ? limit / peak : 1;
    }

    /// <summary>The highest value at a quarter, half and three quarters of the way between the samples of a cell (BS.1770-4, annex 2).</summary>
    private double TruePeak(int from)
    {
        var most = 0f;
        for (var c = 0; c < Channels; c++)
        {
            for (var i = 0; i < channel.Length; i++)
            {
                var frame = from - Edge + i;
                channel[i] = frame >= 0 && frame < frames ? waiting[frame * Channels + c] : 0;
            }

            foreach (var kernel in Between)
            {
                for (var i = 0; i < Cell; i++)
                    most = Math.Max(most, Math.Abs(TensorPrimitives.Dot(kernel, channel.AsSpan(i + 1, 2 * Edge))));
            }
        }

        return most;
    }

    private static float[] Kernel(double part) => [.. Enumerable.Range(1 - Edge, 2 * Edge).Select(k => (float)DubStem.Sinc(part - k, Edge))];
}
