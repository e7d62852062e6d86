using System.Buffers.Binary;

namespace Dubbing.Mix;

/// <summary>Mono sound files in 16-bit linear PCM (RIFF/WAVE), as takes are kept.</summary>
public static class WavFile
{
    private const int HeadBytes = 44;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where; replaced when it is there.</param>
    /// <param name="samples">Mono, −1 … 1; what lies outside is clipped.</param>
    /// <param name="sampleRate">Samples a second (Hz).</param>
    /// <param name="cancel">Stops between blocks; the file is then incomplete.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<float> samples, int sampleRate, CancellationToken cancel = default)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await file.WriteAsync(Head(samples.Length, sampleRate), cancel);
        var block = new byte[1 << 16];
        for (var at = 0; at < samples.Length; at += block.Length / 2)
        {
            var piece = samples.Slice(at, Math.Min(block.Length / 2, samples.Length - at));
            Encode(piece.Span, block);
            await file.WriteAsync(block.AsMemory(0, piece.Length * 2), cancel);
        }
    }

    /// <summary>Reads a file that <see cref="WriteAsync"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static async Task<(float[] Samples, int SampleRate)> ReadAsync(string path, CancellationToken cancel = default)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        var rate = RateIn(bytes);
        var samples = new float[(bytes.Length - HeadBytes) / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(HeadBytes + 2 * i)) / 32768f;
        return (samples, rate);
    }

    /// <summary>The length in seconds of a file that <see cref="WriteAsync"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static double SecondsOf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[HeadBytes];
        var read = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return (file.Length - HeadBytes) / 2.0 / RateIn(head[..read]);
    }

    private static int RateIn(ReadOnlySpan<byte> head) =>
        head.Length >= HeadBytes && head[..4].SequenceEqual("RIFF"u8) && head[8..16].SequenceEqual("WAVEfmt "u8) && head[36..40].SequenceEqual("data"u8)
            ? BinaryPrimitives.ReadInt32LittleEndian(head[24..])
            : throw new InvalidDataException("No sound file of ours.");

    private static byte[] Head(int samples, int rate)
    {
        var head = new byte[HeadBytes];
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), HeadBytes - 8 + samples * 2);
        "WAVEfmt "u8.CopyTo(head.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(34), 16);
        "data"u8.CopyTo(head.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(40), samples * 2);
        return head;
    }

    private static void Encode(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)Math.Clamp(MathF.Round(samples[i] * 32768), short.MinValue, short.MaxValue));
    }
}
