using System.Buffers.Binary;
using System.Text;
using Dubbing.Media;

namespace Dubbing.Mix;

/// <summary>The takes of one speaker.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Takes">The takes.</param>
public sealed record StemVoice(string Name, IReadOnlyList<PlacedTake> Takes);

/// <summary>
/// Writes what a mix is made of as files of its own: <c>original.wav</c>, <c>music.wav</c>, <c>effects.wav</c> and a <c>dub-NAME.wav</c>
/// for each speaker. All have the mix's length to the sample and its level: added up they are the mix before its limiter.
/// </summary>
/// <param name="mixer">Mixes each.</param>
public sealed class StemWriter(Mixer mixer)
{
    private const int Channels = 2;

    /// <summary>Writes the stems that hold something.</summary>
    /// <param name="request">The mix.</param>
    /// <param name="voices">Its takes by speaker; together they are the mix's.</param>
    /// <param name="gainDb">What the mix was raised by to reach its loudness.</param>
    /// <param name="folder">Where to; made when it is missing. Files of the same names are replaced.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The files.</returns>
    /// <exception cref="DubbingException">ffmpeg failed.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(MixRequest request, IReadOnlyList<StemVoice> voices, double gainDb, string folder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(voices);
        Directory.CreateDirectory(folder);
        var silent = request with { Takes = [], OriginalPath = null, Sounds = [], DuckedBy = request.DuckedBy ?? request.Takes };
        var parts = new List<(string Name, MixRequest Request)>();
        if (request.OriginalPath is not null && request.Original != OriginalSound.Mute)
            parts.Add(("original", silent with { OriginalPath = request.OriginalPath, OriginalInfo = request.OriginalInfo }));
        foreach (var (kind, name) in (ReadOnlySpan<(SoundKind, string)>)[(SoundKind.Music, "music"), (SoundKind.Effect, "effects")])
        {
            if (request.Sounds.Where(s => s.Kind == kind).ToList() is { Count: > 0 } sounds)
                parts.Add((name, silent with { Sounds = sounds }));
        }

        var used = new HashSet<string>(parts.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var voice in voices)
        {
            var name = "dub-" + Clean(voice.Name);
            var free = name;
            for (var n = 2; !used.Add(free); n++)
                free = FormattableString.Invariant($"{name}-{n}");
            parts.Add((free, silent with { Takes = voice.Takes }));
        }

        var gain = (float)Math.Pow(10, gainDb / 20);
        // They get their names when all are whole: stems that are cut, or some of them only, would be taken for all there is.
        using var temporary = new TemporaryFiles();
        var written = parts.ConvertAll(part => temporary.In(folder, ".wav"));
        // What is louder than full scale before the limiter is kept as floating point.
        for (var (floating, peak) = (false, 2f); peak > 1; floating = true)
        {
            peak = 0;
            for (var i = 0; i < parts.Count; i++)
            {
                await using var file = new Wave(written[i], floating);
                await mixer.ReadAsync(parts[i].Request, block => file.WriteAsync(block, gain, cancel), cancel);
                await file.CompleteAsync(cancel);
                peak = Math.Max(peak, file.Peak);
            }

            if (floating)
                break;
        }

        var files = parts.ConvertAll(part => Path.Combine(folder, part.Name + ".wav"));
        for (var i = 0; i < files.Count; i++)
            temporary.Keep(written[i], files[i]);
        return files;
    }

    /// <summary>Whether a file by this name may be one of a mix's stems.</summary>
    public static bool IsName(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Path.GetExtension(file).Equals(".wav", StringComparison.OrdinalIgnoreCase)
            && (Path.GetFileNameWithoutExtension(file).ToUpperInvariant() is "ORIGINAL" or "MUSIC" or "EFFECTS" || file.StartsWith("dub-", StringComparison.OrdinalIgnoreCase));
    }

    private static string Clean(string name)
    {
        var clean = new string([.. name.Normalize(NormalizationForm.FormC).Where(c => !char.IsControl(c) && !"<>:\"/\\|?*".Contains(c, StringComparison.Ordinal)).Take(40)]).Trim(' ', '.');
        return clean.Length == 0 ? "voice" : clean;
    }

    /// <summary>A stereo file of 48 kHz, 24 bits or 32-bit floating point; beyond 4 GB it becomes an RF64 (EBU Tech 3306).</summary>
    private sealed class Wave(string path, bool floating) : IAsyncDisposable
    {
        private const int HeadBytes = 80;
        private readonly FileStream file = Begin(path);
        private readonly int width = floating ? 4 : 3;
        private byte[] bytes = [];

        public float Peak { get; private set; }

        public async Task WriteAsync(ReadOnlyMemory<float> block, float gain, CancellationToken cancel)
        {
            if (bytes.Length < block.Length * width)
                bytes = new byte[block.Length * width];
            Encode(block.Span, gain);
            await file.WriteAsync(bytes.AsMemory(0, block.Length * width), cancel);
        }

        /// <summary>Writes the sizes, which are known now.</summary>
        public async Task CompleteAsync(CancellationToken cancel)
        {
            await file.FlushAsync(cancel);
            var data = file.Length - HeadBytes;
            file.Position = 0;
            await file.WriteAsync(Head(data), cancel);
            await file.FlushAsync(cancel);
        }

        public ValueTask DisposeAsync() => file.DisposeAsync();

        private static FileStream Begin(string path)
        {
            var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            file.Write(new byte[HeadBytes]);
            return file;
        }

        private void Encode(ReadOnlySpan<float> block, float gain)
        {
            for (var i = 0; i < block.Length; i++)
            {
                var sample = block[i] * gain;
                Peak = Math.Max(Peak, Math.Abs(sample));
                if (floating)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), sample);
                    continue;
                }

                var value = (int)Math.Clamp(MathF.Round(sample * 8388608f), -8388608, 8388607);
                (bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
            }
        }

        private byte[] Head(long data)
        {
            var head = new byte[HeadBytes];
            var large = data + HeadBytes > uint.MaxValue;
            (large ? "RF64"u8 : "RIFF"u8).CopyTo(head);
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), large ? uint.MaxValue : (uint)(data + HeadBytes - 8));
            "WAVE"u8.CopyTo(head.AsSpan(8));
            // The place of the large sizes is kept free by a chunk that readers skip.
            (large ? "ds64"u8 : "JUNK"u8).CopyTo(head.AsSpan(12));
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), 28);
            if (large)
            {
                BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(20), data + HeadBytes - 8);
                BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(28), data);
                BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(36), data / (Channels * width));
            }

            "fmt "u8.CopyTo(head.AsSpan(48));
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(52), 16);
            BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(56), (short)(floating ? 3 : 1));
            BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(58), Channels);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(60), DubStem.SampleRate);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(64), DubStem.SampleRate * Channels * width);
            BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(68), (short)(Channels * width));
            BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(70), (short)(8 * width));
            "data"u8.CopyTo(head.AsSpan(72));
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(76), large ? uint.MaxValue : (uint)data);
            return head;
        }
    }
}
