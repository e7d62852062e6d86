using System.Buffers.Binary;

namespace Dubbing.Speech.Sound;

/// <summary>Writes a mono WAV file piece by piece; its head is right once it is disposed.</summary>
/// <param name="path">Where; replaced when it is there.</param>
/// <param name="sampleRate">Samples a second (Hz).</param>
internal sealed class WaveWriter(string path, int sampleRate) : IAsyncDisposable
{
    private readonly FileStream file = Begin(path, sampleRate);
    private readonly byte[] block = new byte[1 << 16];

    /// <summary>How many samples were written.</summary>
    public long Samples { get; private set; }

    /// <summary>Writes samples, −1 … 1; what lies outside is clipped.</summary>
    public async Task WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancel)
    {
        for (var at = 0; at < samples.Length; at += block.Length / 2)
        {
            var piece = samples.Slice(at, Math.Min(block.Length / 2, samples.Length - at));
            Encode(piece.Span, block);
            await file.WriteAsync(block.AsMemory(0, piece.Length * 2), cancel);
        }

        Samples += samples.Length;
    }

    public async ValueTask DisposeAsync()
    {
        file.Position = 0;
        file.Write(Head(Samples, sampleRate));
        await file.DisposeAsync();
    }

    private static FileStream Begin(string path, int sampleRate)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        file.Write(Head(0, sampleRate));
        return file;
    }

    private static byte[] Head(long samples, int rate)
    {
        var head = new byte[WaveFile.HeadBytes];
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), (int)Math.Min(int.MaxValue, WaveFile.HeadBytes - 8 + samples * 2));
        "WAVEfmt "u8.CopyTo(head.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(34), 16);
        "data"u8.CopyTo(head.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(40), (int)Math.Min(int.MaxValue - 36, samples * 2));
        return head;
    }

    private static void Encode(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)Math.Clamp(MathF.Round(samples[i] * 32768), short.MinValue, short.MaxValue));
    }
}
