namespace Dubbing.Speech.Sound;

/// <summary>Integrated loudness of mono sound by ITU-R BS.1770-4: K-weighting, blocks of 0.4 s, absolute and relative gates.</summary>
public static class Loudness
{
    /// <summary>Loudness in LUFS; negative infinity for silence. Sounds shorter than a block count as one block.</summary>
    /// <param name="samples">Mono, −1 … 1.</param>
    /// <param name="sampleRate">Hz.</param>
    public static double Of(ReadOnlySpan<float> samples, int sampleRate)
    {
        var weighted = KWeighted(samples, sampleRate);
        var block = (int)(0.4 * sampleRate);
        var powers = new List<double>();
        for (var start = 0; start == 0 || start + block <= weighted.Length; start += block / 4)
        {
            var part = weighted.AsSpan(start, Math.Min(block, weighted.Length - start));
            var sum = 0.0;
            foreach (var v in part)
                sum += v * v;
            powers.Add(part.Length == 0 ? 0 : sum / part.Length);
        }

        var loud = powers.Where(p => Lufs(p) > -70).ToList();
        if (loud.Count == 0)
            return double.NegativeInfinity;
        var gate = Lufs(loud.Average()) - 10;
        return Lufs(loud.Where(p => Lufs(p) > gate).Average());
    }

    private static double Lufs(double power) => power <= 0 ? double.NegativeInfinity : -0.691 + 10 * Math.Log10(power);

    /// <summary>The standard's two filters, designed for any sample rate by the bilinear transform.</summary>
    private static double[] KWeighted(ReadOnlySpan<float> samples, int sampleRate)
    {
        var k = Math.Tan(Math.PI * 1681.974450955533 / sampleRate);
        const double Q = 0.7071752369554196, Gain = 3.999843853973347;
        var high = Math.Pow(10, Gain / 20);
        var band = Math.Pow(high, 0.4996667741545416);
        var d = 1 + k / Q + k * k;
        var shelf = new Biquad((high + band * k / Q + k * k) / d, 2 * (k * k - high) / d, (high - band * k / Q + k * k) / d, 2 * (k * k - 1) / d, (1 - k / Q + k * k) / d);
        k = Math.Tan(Math.PI * 38.13547087602444 / sampleRate);
        const double LowQ = 0.5003270373238773;
        d = 1 + k / LowQ + k * k;
        var pass = new Biquad(1, -2, 1, 2 * (k * k - 1) / d, (1 - k / LowQ + k * k) / d);
        var result = new double[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            result[i] = pass.Next(shelf.Next(samples[i]));
        return result;
    }

    private sealed class Biquad(double b0, double b1, double b2, double a1, double a2)
    {
        private double x1, x2, y1, y2;

        public double Next(double x)
        {
            var y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            (x2, x1, y2, y1) = (x1, x, y1, y);
            return y;
        }
    }
}
