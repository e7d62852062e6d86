using System.Buffers.Binary;

namespace Dubbing.Speech.Sound;

/// <summary>Mono sound files in 16-bit linear PCM (RIFF/WAVE), as takes are kept.</summary>
public static class WaveFile
{
    internal const int HeadBytes = 44;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where; replaced when it is there.</param>
    /// <param name="samples">Mono, −1 … 1; what lies outside is clipped.</param>
    /// <param name="sampleRate">Samples a second (Hz).</param>
    /// <param name="cancel">Stops between blocks; the file is then incomplete.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<float> samples, int sampleRate, CancellationToken cancel = default)
    {
        await using var file = new WaveWriter(path, sampleRate);
        await file.WriteAsync(samples, cancel);
    }

    /// <summary>Writes a file part by part: what is written takes no memory.</summary>
    /// <param name="path">Where; replaced when it is there.</param>
    /// <param name="parts">Mono, −1 … 1; what lies outside is clipped.</param>
    /// <param name="sampleRate">Samples a second (Hz).</param>
    /// <param name="cancel">Stops between parts; the file is then incomplete.</param>
    /// <returns>Its length in seconds.</returns>
    public static async Task<double> WriteAsync(string path, IAsyncEnumerable<float[]> parts, int sampleRate, CancellationToken cancel = default)
    {
        await using var file = new WaveWriter(path, sampleRate);
        await foreach (var part in parts.WithCancellation(cancel))
            await file.WriteAsync(part, cancel);
        return (double)file.Samples / sampleRate;
    }

    /// <summary>Reads a file that was written here.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static async Task<(float[] Samples, int SampleRate)> ReadAsync(string path, CancellationToken cancel = default) => In(await File.ReadAllBytesAsync(path, cancel));

    /// <inheritdoc cref="ReadAsync"/>
    public static (float[] Samples, int SampleRate) Read(string path) => In(File.ReadAllBytes(path));

    private static (float[] Samples, int SampleRate) In(byte[] bytes)
    {
        var rate = RateIn(bytes);
        var samples = new float[(bytes.Length - HeadBytes) / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(HeadBytes + 2 * i)) / 32768f;
        return (samples, rate);
    }

    /// <summary>The length in seconds of a file that was written here.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static double SecondsOf(string path)
    {
        var (count, rate) = LengthOf(path);
        return (double)count / rate;
    }

    /// <summary>The length in samples, and the rate (Hz), of a file that was written here.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static (int Count, int SampleRate) LengthOf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[HeadBytes];
        var read = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return ((int)Math.Clamp((file.Length - HeadBytes) / 2, 0, int.MaxValue), RateIn(head[..read]));
    }

    private static int RateIn(ReadOnlySpan<byte> head) =>
        head.Length >= HeadBytes && head[..4].SequenceEqual("RIFF"u8) && head[8..16].SequenceEqual("WAVEfmt "u8) && head[36..40].SequenceEqual("data"u8)
            && BinaryPrimitives.ReadInt16LittleEndian(head[20..]) == 1 && BinaryPrimitives.ReadInt16LittleEndian(head[22..]) == 1 && BinaryPrimitives.ReadInt16LittleEndian(head[34..]) == 16
            && BinaryPrimitives.ReadInt32LittleEndian(head[24..]) is var rate && rate >= Limits.Current.SoundRateLeast && rate <= Limits.Current.SoundRateMost
            ? rate
            : throw new InvalidDataException("No sound file of ours.");
}
