using System.Runtime.InteropServices;
using Dubbing.Media;
using FFMpegCore;

namespace Dubbing.Mix;

/// <summary>
/// Puts dub and original together, and brings the whole to the loudness of online video: one pass measures, a second raises or lowers
/// the sound as one, with a limiter for the peaks that stand out. Sound goes through in small blocks; nothing is kept on disk.
/// </summary>
/// <param name="tool">ffmpeg.</param>
/// <param name="probe">Looks at an original that nobody has looked at.</param>
public sealed class Mixer(IMediaTool tool, MediaProbe probe)
{
    /// <summary>Integrated loudness of a mix that asks for no other, LUFS.</summary>
    public const double TargetLufs = -16;

    /// <summary>Highest true peak, dBTP.</summary>
    public const double PeakDbtp = -1.5;

    /// <summary>Samples a second of what is written (Hz).</summary>
    public const int SampleRate = DubStem.SampleRate;

    /// <summary>Channels of what is written.</summary>
    public const int Channels = 2;

    /// <summary>Room that encoding with loss needs above the limiter, dB.</summary>
    private const double EncoderRoom = 1;

    /// <summary>Below this a mix counts as silent and is left alone, LUFS.</summary>
    private const double Silence = -60;

    /// <summary>Samples of each channel in a block.</summary>
    private const int Block = SampleRate / 4;

    /// <summary>Samples between two values of the ducking: a millisecond.</summary>
    private const int Step = SampleRate / 1000;

    private static readonly double Limit = Math.Pow(10, (PeakDbtp - EncoderRoom) / 20);

    /// <summary>Mixes to a stereo WAV file, 48 kHz, 24 bit.</summary>
    /// <param name="request">What sounds.</param>
    /// <param name="output">The file; replaced when it is there.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="DubbingException">ffmpeg failed or the disk is full.</exception>
    public async Task<MixReport> MixAsync(MixRequest request, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        var plan = await PlanAsync(request, new Part(progress, 0, 0.5), cancel);
        var report = new MixReport(double.NegativeInfinity, double.NegativeInfinity);
        await tool.FeedAsync(
            FFMpegArguments.FromInput(OwnInput.Samples(SampleRate, Channels)).OutputTo(Target.File(output), o => o.WithArgument(new MoreOptions("-c:a", "pcm_s24le", "-rf64", "auto", "-f", "wav"))),
            async samples => report = await WriteAsync(request, plan, samples, new Part(progress, 0.5, 1), cancel),
            cancel: cancel);
        return report;
    }

    /// <summary>The first pass: how loud the mix is, and what brings it to the loudness that is asked for.</summary>
    /// <inheritdoc cref="MixAsync"/>
    public async Task<MixPlan> PlanAsync(MixRequest request, IProgress<double>? progress, CancellationToken cancel)
    {
        var gauge = new LoudnessGauge();
        await BlocksAsync(
            request,
            block =>
            {
                gauge.Add(block.Span);
                return ValueTask.CompletedTask;
            },
            progress,
            cancel);
        var measured = gauge.Loudness();
        if (!(measured > Silence))
            return new MixPlan(0, measured);
        // The limiter takes some loudness away; a little more gain gives it back.
        var gain = request.TargetLufs - measured;
        for (var i = 0; i < 8; i++)
        {
            var off = request.TargetLufs - gauge.Loudness(Math.Pow(10, gain / 20), Limit);
            gain += off;
            if (Math.Abs(off) < 0.02)
                break;
        }

        return new MixPlan(gain, measured);
    }

    /// <summary>The second pass: writes the finished sound as interleaved 32-bit floats, <see cref="SampleRate"/>, <see cref="Channels"/>.</summary>
    /// <param name="request">What sounds.</param>
    /// <param name="plan">What the first pass found out.</param>
    /// <param name="output">Gets exactly as many samples as the request is long.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="DubbingException">ffmpeg failed.</exception>
    public async Task<MixReport> WriteAsync(MixRequest request, MixPlan plan, Stream output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(output);
        var limiter = new Limiter(Math.Pow(10, plan.GainDb / 20), Limit);
        var gauge = new LoudnessGauge();
        var finished = new byte[(Block * Channels + Limiter.Room) * sizeof(float)];
        await BlocksAsync(request, block => PassOnAsync(limiter.Push(block.Span, MemoryMarshal.Cast<byte, float>(finished.AsSpan()))), progress, cancel);
        await PassOnAsync(limiter.Finish(MemoryMarshal.Cast<byte, float>(finished.AsSpan())));
        return new MixReport(gauge.Loudness(), 20 * Math.Log10(limiter.Peak)) { GainDb = plan.GainDb };

        ValueTask PassOnAsync(int count)
        {
            gauge.Add(MemoryMarshal.Cast<byte, float>(finished.AsSpan())[..count]);
            return output.WriteAsync(finished.AsMemory(0, count * sizeof(float)), cancel);
        }
    }

    /// <summary>The mix before it is levelled, block by block: stereo, interleaved.</summary>
    internal Task ReadAsync(MixRequest request, Func<ReadOnlyMemory<float>, Task> block, CancellationToken cancel) =>
        BlocksAsync(request, b => new ValueTask(block(b)), null, cancel);

    /// <summary>Dub, original and sounds together, block after block, as 32-bit floats: nothing clips before the level is known.</summary>
    private async Task BlocksAsync(MixRequest request, Func<ReadOnlyMemory<float>, ValueTask> each, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var total = (long)Math.Round(request.Seconds * SampleRate);
        var original = request.OriginalPath is { } path && request.Original != OriginalSound.Mute
            ? SourceStreams.Samples(path, await KnownAsync(request.OriginalInfo, path, cancel), SampleRate, Channels)
            : null;
        await ReadingAsync(SoundStem.Command(request.Sounds, request.Seconds), added => ReadingAsync(original, own => BlendAsync(own, added)));
        progress?.Report(1);

        Task ReadingAsync(FFMpegArgumentProcessor? command, Func<Stream, Task> read) => command is null ? read(Stream.Null) : tool.ReadAsync(command, read, null, cancel);

        async Task BlendAsync(Stream own, Stream added)
        {
            var blend = new Blend(request);
            for (long first = 0; first < total; first += Block)
            {
                cancel.ThrowIfCancellationRequested();
                var count = (int)Math.Min(Block, total - first);
                await FillAsync(own, blend.Own.AsMemory(0, count * Channels * sizeof(float)), cancel);
                if (added != Stream.Null)
                    await FillAsync(added, blend.Added.AsMemory(0, count * SoundStem.Channels * sizeof(float)), cancel);
                await each(blend.Mixed(first, count));
                progress?.Report((double)first / total);
            }

            // What the file's sound has beyond the end is read to the end, so that ffmpeg ends well.
            await own.CopyToAsync(Stream.Null, cancel);
            await added.CopyToAsync(Stream.Null, cancel);
        }
    }

    private async Task<MediaInfo> KnownAsync(MediaInfo? info, string path, CancellationToken cancel) => info ?? await probe.ProbeAsync(path, cancel: cancel);

    private static async Task FillAsync(Stream from, Memory<byte> to, CancellationToken cancel)
    {
        var got = await from.ReadAtLeastAsync(to, to.Length, throwOnEndOfStream: false, cancel);
        to.Span[got..].Clear();
    }

    /// <summary>The sum of all that sounds in a block.</summary>
    private sealed class Blend(MixRequest request)
    {
        private readonly DubStem stem = new(request.Takes);
        private readonly Ducking ducking = new(request.DuckedBy ?? request.Takes);
        private readonly bool ducked = request.Original == OriginalSound.Duck;
        private readonly float gain = (float)Math.Pow(10, request.OriginalGainDb / 20);
        private readonly float[] dub = new float[Block];
        private readonly float[] mixed = new float[Block * Channels];

        /// <summary>The original's samples.</summary>
        public byte[] Own { get; } = new byte[Block * Channels * sizeof(float)];

        /// <summary>Music and effects; see <see cref="SoundStem"/>.</summary>
        public byte[] Added { get; } = new byte[Block * SoundStem.Channels * sizeof(float)];

        public ReadOnlyMemory<float> Mixed(long first, int count)
        {
            ReadOnlySpan<float> own = MemoryMarshal.Cast<byte, float>(Own), added = MemoryMarshal.Cast<byte, float>(Added);
            Array.Clear(dub);
            stem.AddTo(first, dub.AsSpan(0, count));
            for (var from = 0; from < count; from += Step)
            {
                var to = Math.Min(count, from + Step);
                var level = (float)ducking.At((double)(first + from) / SampleRate);
                var slope = ((float)ducking.At((double)(first + from + Step) / SampleRate) - level) / Step;
                for (var i = from; i < to; i++)
                {
                    var under = level + slope * (i - from);
                    var kept = ducked ? gain * under : gain;
                    mixed[2 * i] = own[2 * i] * kept + added[4 * i] + added[4 * i + 2] * under + dub[i];
                    mixed[2 * i + 1] = own[2 * i + 1] * kept + added[4 * i + 1] + added[4 * i + 3] * under + dub[i];
                }
            }

            return mixed.AsMemory(0, count * Channels);
        }
    }

    /// <summary>A share of the whole progress.</summary>
    private sealed class Part(IProgress<double>? whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (to - from) * Math.Clamp(value, 0, 1));
    }
}
