using System.Runtime.Intrinsics;

namespace Dubbing.Mix;

/// <summary>
/// Integrated loudness by ITU-R BS.1770-4 of stereo sound at 48 kHz, block by block. It keeps the energy and the highest sample of each
/// hundredth of a second, so that it can tell too how loud the sound would be after gain and limiter.
/// </summary>
public sealed class LoudnessGauge
{
    /// <summary>Samples of each channel in a cell: a hundredth of a second.</summary>
    internal const int Cell = DubStem.SampleRate / 100;

    // Gating blocks last 400 ms and overlap by three quarters.
    private const int CellsInBlock = 40;
    private const int CellsBetween = 10;
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;

    // The time in which the limiter lets go, in cells; see Limiter.
    private static readonly double Release = 1 - Math.Exp(-1 / (Limiter.ReleaseSeconds * 100));

    private readonly List<float> energies = [];
    private readonly List<float> peaks = [];
    private Vector128<double> s1, s2, t1, t2, energy;
    private float peak;
    private int inCell;

    /// <summary>The highest sample so far, 0 … 1 and above.</summary>
    public double SamplePeak => Math.Max(peak, peaks.Count > 0 ? peaks.Max() : 0);

    /// <summary>Takes a block in.</summary>
    /// <param name="samples">Left and right in turn.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        // The K weighting of BS.1770 at 48 kHz: a shelf for the head, then a high pass; both channels at once.
        const double b0 = 1.53512485958697, b1 = -2.69169618940638, b2 = 1.19839281085285, a1 = -1.69065929318241, a2 = 0.73248077421585;
        const double c1 = -1.99004745483398, c2 = 0.99007225036621;
        for (var i = 0; i + 1 < samples.Length; i += 2)
        {
            var (left, right) = (samples[i], samples[i + 1]);
            var x = Vector128.Create((double)left, right);
            var y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            var z = y + t1;
            t1 = -2.0 * y - c1 * z + t2;
            t2 = y - c2 * z;
            energy += z * z;
            peak = Math.Max(peak, Math.Max(Math.Abs(left), Math.Abs(right)));
            if (++inCell == Cell)
                EndCell();
        }
    }

    /// <summary>Integrated loudness, LUFS; negative infinity for silence.</summary>
    public double Loudness() => Loudness(1, double.PositiveInfinity);

    /// <summary>What the loudness would be after a gain and a limiter.</summary>
    /// <param name="gain">The factor.</param>
    /// <param name="limit">The highest sample that the limiter lets through.</param>
    internal double Loudness(double gain, double limit)
    {
        var count = energies.Count + (inCell > 0 ? 1 : 0);
        if (count == 0)
            return double.NegativeInfinity;
        var sums = new double[count + 1];
        var (held, before) = (1.0, 1.0);
        for (var i = 0; i < count; i++)
        {
            var (e, p) = i < energies.Count ? (energies[i], peaks[i]) : ((float)(energy.GetElement(0) + energy.GetElement(1)), peak);
            var need = p * gain > limit ? limit / (p * gain) : 1;
            held = Math.Min(need, held + (1 - held) * Release);
            var factor = gain * (held + before) / 2;
            before = held;
            sums[i + 1] = sums[i] + e * factor * factor;
        }

        var blocks = new List<double>();
        if (count < CellsInBlock)
            blocks.Add(sums[count] / ((double)count * Cell));
        for (var i = 0; i + CellsInBlock <= count; i += CellsBetween)
            blocks.Add((sums[i + CellsInBlock] - sums[i]) / (CellsInBlock * (double)Cell));
        blocks.RemoveAll(b => Lufs(b) <= AbsoluteGate);
        if (blocks.Count == 0)
            return double.NegativeInfinity;
        var gate = Lufs(blocks.Average()) + RelativeGate;
        return Lufs(blocks.Where(b => Lufs(b) > gate).Average());
    }

    private static double Lufs(double meanSquare) => -0.691 + 10 * Math.Log10(meanSquare);

    private void EndCell()
    {
        energies.Add((float)(energy.GetElement(0) + energy.GetElement(1)));
        peaks.Add(peak);
        (energy, peak, inCell) = (default, 0, 0);
        // In silence the filter's memory decays into numbers that processors are slow with, and stays there.
        if (Small(s1) && Small(s2) && Small(t1) && Small(t2))
            s1 = s2 = t1 = t2 = default;
    }

    private static bool Small(Vector128<double> v) => Math.Abs(v.GetElement(0)) < 1e-30 && Math.Abs(v.GetElement(1)) < 1e-30;
}
