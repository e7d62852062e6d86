using System.Globalization;
using System.Runtime.InteropServices;
using Dubbing.Media;

namespace Dubbing.Mix;

/// <summary>
/// Puts dub and original together, and brings the whole to the loudness of online video: measured first, then
/// raised or lowered as one, with a limiter for the peaks that stand out.
/// </summary>
public static class Mixer
{
    /// <summary>Integrated loudness of a mix that asks for no other, LUFS.</summary>
    public const double TargetLufs = -16;

    /// <summary>Highest true peak, dBTP.</summary>
    public const double PeakDbtp = -1.5;

    /// <summary>Room that encoding to AAC needs above the limiter, dB.</summary>
    private const double EncoderRoom = 1;

    /// <summary>Below this a mix counts as silent and is left alone, LUFS.</summary>
    private const double Silence = -60;

    private const int Channels = 2;

    /// <summary>Mixes to a stereo WAV file, 48 kHz, 24 bit.</summary>
    /// <param name="request">What sounds.</param>
    /// <param name="output">The file; replaced when it is there. Beside it, a file <c>.mix</c> lives for a while.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="DubbingException">ffmpeg failed or the disk is full.</exception>
    public static async Task<MixReport> MixAsync(MixRequest request, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var raw = output + ".mix";
        try
        {
            await WriteRawAsync(request, raw, new Part(progress, 0, 0.5, request.Seconds), cancel);
            var measured = await LoudnessMeter.MeasureAsync([.. RawInput(raw)], new Part(progress, 0.5, 0.6, request.Seconds), cancel);
            if (!(measured.LoudnessLufs > Silence))
            {
                await FinishAsync(raw, output, "anull", new Part(progress, 0.6, 1, request.Seconds), cancel);
                return measured;
            }

            var target = request.TargetLufs;
            var gain = target - measured.LoudnessLufs;
            MixReport report;
            var round = 0;
            do
            {
                // The limiter takes some loudness away; a second round gives it back.
                await FinishAsync(raw, output, Levelled(gain), new Part(progress, 0.6 + 0.2 * round, 0.8 + 0.1 * round, request.Seconds), cancel);
                report = await LoudnessMeter.MeasureAsync(["-i", "file:" + output], null, cancel) with { GainDb = gain };
                gain += target - report.LoudnessLufs;
            }
            while (Math.Abs(report.LoudnessLufs - target) > 0.3 && ++round < 3);
            progress?.Report(1);
            return report;
        }
        finally
        {
            File.Delete(raw);
        }
    }

    private static string Levelled(double gain)
    {
        // Four times the sample rate, so that the limiter sees the true peaks between the samples.
        var limit = Math.Pow(10, (PeakDbtp - EncoderRoom) / 20);
        return string.Create(CultureInfo.InvariantCulture, $"volume={gain:0.###}dB,aresample=192000,alimiter=limit={limit:0.####}:attack=5:release=60:level=disabled,aresample=48000");
    }

    private static Task<string> FinishAsync(string raw, string output, string filter, IProgress<double>? progress, CancellationToken cancel) =>
        FfmpegTool.RunAsync([.. RawInput(raw), "-af", filter, "-c:a", "pcm_s24le", "-rf64", "auto", "-f", "wav", output], progress, null, cancel);

    private static string[] RawInput(string raw) => ["-f", "f32le", "-ar", Text(DubStem.SampleRate), "-ac", Text(Channels), "-i", "file:" + raw];

    /// <summary>Dub and original as interleaved 32-bit floats: nothing clips before the level is known.</summary>
    private static async Task WriteRawAsync(MixRequest request, string raw, IProgress<double>? progress, CancellationToken cancel)
    {
        await using var file = new FileStream(raw, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await ReadAsync(request, (bytes, _) => file.WriteAsync(bytes, cancel), progress, cancel);
    }

    /// <summary>The mix before it is levelled, block by block: stereo, interleaved.</summary>
    internal static Task ReadAsync(MixRequest request, Func<ReadOnlyMemory<float>, Task> block, CancellationToken cancel)
    {
        var samples = Array.Empty<float>();
        return ReadAsync(request, async (bytes, count) =>
        {
            if (samples.Length < count)
                samples = new float[count];
            MemoryMarshal.Cast<byte, float>(bytes.Span).CopyTo(samples);
            await block(samples.AsMemory(0, count));
        }, null, cancel);
    }

    private static async Task ReadAsync(MixRequest request, Func<ReadOnlyMemory<byte>, int, ValueTask> write, IProgress<double>? progress, CancellationToken cancel)
    {
        var total = (long)Math.Round(request.Seconds * DubStem.SampleRate);
        var stem = new DubStem(request.Takes);
        var sounds = SoundStem.Arguments(request.Sounds, request.Seconds);
        if (sounds is null)
            await WithOriginalAsync(Stream.Null);
        else
            await FfmpegTool.ReadAsync(sounds, WithOriginalAsync, null, cancel);

        async Task WithOriginalAsync(Stream added)
        {
            if (request.OriginalPath is not { } path || request.Original == OriginalSound.Mute)
            {
                await BlocksAsync(Stream.Null, added);
                return;
            }

            string[] decode =
            [
                "-v", "error", .. FfmpegTool.SafeInput(path), "-map", "0:a:0", "-af", "aresample=48000:async=1:first_pts=0",
                "-ac", Text(Channels), "-f", "f32le", "pipe:1",
            ];
            await FfmpegTool.ReadAsync(decode, original => BlocksAsync(original, added), null, cancel);
        }

        async Task BlocksAsync(Stream original, Stream added)
        {
            var ducking = new Ducking(request.DuckedBy ?? request.Takes);
            var (ducked, gain) = (request.Original == OriginalSound.Duck, (float)Math.Pow(10, request.OriginalGainDb / 20));
            var dub = new float[DubStem.SampleRate / 4];
            var bytes = new byte[dub.Length * Channels * sizeof(float)];
            var more = new byte[dub.Length * SoundStem.Channels * sizeof(float)];
            for (long first = 0; first < total; first += dub.Length)
            {
                cancel.ThrowIfCancellationRequested();
                var count = (int)Math.Min(dub.Length, total - first);
                var length = count * Channels * sizeof(float);
                var got = await original.ReadAtLeastAsync(bytes.AsMemory(0, length), length, throwOnEndOfStream: false, cancel);
                Array.Clear(bytes, got, length - got);
                got = await added.ReadAtLeastAsync(more.AsMemory(0, 2 * length), 2 * length, throwOnEndOfStream: false, cancel);
                Array.Clear(more, got, 2 * length - got);
                Blend(first, count);
                await write(bytes.AsMemory(0, length), count * Channels);
                progress?.Report((double)first / DubStem.SampleRate);
            }

            // What the file's sound has beyond the video's end is read to the end, so that ffmpeg ends well.
            await original.CopyToAsync(Stream.Null, cancel);
            await added.CopyToAsync(Stream.Null, cancel);

            void Blend(long first, int count)
            {
                var samples = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, count * Channels * sizeof(float)));
                var others = MemoryMarshal.Cast<byte, float>(more.AsSpan(0, count * SoundStem.Channels * sizeof(float)));
                Array.Clear(dub);
                stem.AddTo(first, dub.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    var level = (float)ducking.At((double)(first + i) / DubStem.SampleRate);
                    for (var c = 0; c < Channels; c++)
                    {
                        var (plain, under) = (others[SoundStem.Channels * i + c], others[SoundStem.Channels * i + Channels + c]);
                        samples[Channels * i + c] = samples[Channels * i + c] * gain * (ducked ? level : 1) + plain + under * level + dub[i];
                    }
                }
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share of the whole progress, fed with seconds of work done.</summary>
    private sealed class Part(IProgress<double>? whole, double from, double to, double seconds) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(Math.Min(1, from + (to - from) * Math.Clamp(value / Math.Max(seconds, 0.1), 0, 1)));
    }
}
