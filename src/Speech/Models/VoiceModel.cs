using Dubbing.Speech.Packs;
using Microsoft.ML.OnnxRuntime;

namespace Dubbing.Speech.Models;

/// <summary>
/// A pack's four graphs, loaded: encode (symbols → columns and durations), prosody (→ pitch and energy), decode (→ mel spectrogram)
/// and vocoder (→ sound). Shared between requests.
/// </summary>
internal sealed class VoiceModel : IDisposable
{
    private const int PhonemeBucket = 32;
    private const int FrameBucket = 64;

    private readonly ExecutionProviderChoice providers;
    private readonly InferenceSession encode;
    private readonly InferenceSession prosody;
    private readonly InferenceSession decode;
    private readonly InferenceSession vocoder;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly RunOptions run = new();

    public VoiceModel(VoicePack pack, ExecutionProviderChoice providers)
    {
        pack.Verify();
        this.providers = providers;
        using var options = providers.Options();
        var opened = new List<InferenceSession>();
        foreach (var file in VoicePackManifest.Graphs)
        {
            try
            {
                opened.Add(new InferenceSession(Path.Combine(pack.Folder, file), options));
            }
            catch (OnnxRuntimeException e)
            {
                opened.ForEach(s => s.Dispose());
                throw new DubbingException(Messages.PackGraph(pack.Manifest.Id, file, e.Message), e);
            }
        }

        (encode, prosody, decode, vocoder) = (opened[0], opened[1], opened[2], opened[3]);
    }

    /// <summary>Runs encode.</summary>
    /// <returns>Columns [channels × phonemes] and durations in frames.</returns>
    public async Task<(Columns Columns, float[] Durations)> EncodeAsync(Readings.PhonemeFeatures f, int speaker, CancellationToken cancel)
    {
        var n = f.Symbols.Length;
        var padded = Padded(n, PhonemeBucket);
        using var inputs = new Inputs()
            .Add("symbols", f.Symbols, padded).Add("tones", f.Tones, padded).Add("ends", f.Ends, padded)
            .Add("from_start", f.FromStart, padded).Add("to_end", f.ToEnd, padded)
            .Add("speaker", [(long)speaker], [1])
            .Add("mask", Enumerable.Repeat(1f, n), padded);
        using var outputs = await RunAsync(encode, inputs, ["columns", "durations"], cancel);
        var columns = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        return (new Columns(columns, columns.Length / padded, padded), outputs[1].GetTensorDataAsSpan<float>()[..n].ToArray());
    }

    /// <summary>Runs prosody.</summary>
    /// <returns>Pitch (octaves above the voice's median) and energy, one value a frame.</returns>
    public async Task<(float[] Pitch, float[] Energy)> ProsodyAsync(Columns columns, float[] durations, int frames, CancellationToken cancel)
    {
        using var inputs = Timed(columns, durations, frames, out _);
        using var outputs = await RunAsync(prosody, inputs, ["pitch", "energy"], cancel);
        return (outputs[0].GetTensorDataAsSpan<float>()[..frames].ToArray(), outputs[1].GetTensorDataAsSpan<float>()[..frames].ToArray());
    }

    /// <summary>Runs decode and vocoder.</summary>
    /// <param name="columns">From <see cref="EncodeAsync"/>.</param>
    /// <param name="durations">Whole frames, one a phoneme.</param>
    /// <param name="pitch">Octaves above the median, a frame.</param>
    /// <param name="energy">As predicted or edited, a frame.</param>
    /// <param name="f0">Hz, a frame: what is heard.</param>
    /// <param name="seed">Of the noise; the same seed gives the same sound.</param>
    /// <param name="cancel">Stops between the graphs.</param>
    /// <returns>frames × hop samples.</returns>
    public async Task<float[]> SoundAsync(Columns columns, float[] durations, float[] pitch, float[] energy, float[] f0, int seed, CancellationToken cancel)
    {
        var frames = pitch.Length;
        using var toDecode = Timed(columns, durations, frames, out var padded).Add("pitch", pitch, padded).Add("energy", energy, padded);
        using var mel = await RunAsync(decode, toDecode, ["mel"], cancel);
        var level = f0.Concat(Enumerable.Repeat(f0[^1], padded - frames)).ToArray();
        using var toSound = new Inputs()
            .Add("mel", mel[0].GetTensorDataAsSpan<float>().ToArray(), [1, Sound.PulseTrain.MelBands, padded])
            .Add("log_f0", level.Select(f => MathF.Log(f)), padded)
            .Add("source", Sound.PulseTrain.Of(level), [1, padded * Sound.PulseTrain.Hop])
            .Add("noise", Sound.Noise.Normal(2 * Sound.PulseTrain.Bins * padded, seed), [1, 2 * Sound.PulseTrain.Bins, padded]);
        using var sound = await RunAsync(vocoder, toSound, ["sound"], cancel);
        return sound[0].GetTensorDataAsSpan<float>()[..(frames * Sound.PulseTrain.Hop)].ToArray();
    }

    public void Dispose()
    {
        encode.Dispose();
        prosody.Dispose();
        decode.Dispose();
        vocoder.Dispose();
        run.Dispose();
        turn.Dispose();
    }

    private Inputs Timed(Columns columns, float[] durations, int frames, out int padded)
    {
        padded = Padded(frames, FrameBucket);
        return new Inputs()
            .Add("columns", columns.Values, [1, columns.Channels, columns.Length])
            .Add("durations", durations, columns.Length) // zeros mark padding
            .Add("times", Enumerable.Range(0, padded).Select(t => t + 0.5f), padded);
    }

    private int Padded(int length, int bucket) => providers.WantsBuckets ? (length + bucket - 1) / bucket * bucket : length;

    private async Task<IDisposableReadOnlyCollection<OrtValue>> RunAsync(InferenceSession session, Inputs inputs, string[] outputs, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!providers.OneRunAtATime)
            return await Task.Run(() => session.Run(run, inputs.Values, outputs), cancel);
        await turn.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => session.Run(run, inputs.Values, outputs), cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What encode makes of the phonemes: [channels × length], length with padding.</summary>
    public sealed record Columns(float[] Values, int Channels, int Length)
    {
        /// <summary>The columns of some phonemes.</summary>
        public Columns Slice(int from, int count)
        {
            var part = new float[Channels * count];
            for (var c = 0; c < Channels; c++)
                Values.AsSpan(c * Length + from, count).CopyTo(part.AsSpan(c * count));
            return new Columns(part, Channels, count);
        }

        /// <summary>The columns with room for padding, as wide as a bucket.</summary>
        public Columns Widen(int length)
        {
            if (length == Length)
                return this;
            var wide = new float[Channels * length];
            for (var c = 0; c < Channels; c++)
                Values.AsSpan(c * Length, Math.Min(Length, length)).CopyTo(wide.AsSpan(c * length));
            return new Columns(wide, Channels, length);
        }
    }

    /// <summary>The width to which <see cref="Columns.Widen"/> must bring a slice.</summary>
    public int PhonemeWidth(int count) => Padded(count, PhonemeBucket);

    /// <summary>Named tensors of one run; disposing frees them.</summary>
    private sealed class Inputs : IDisposable
    {
        public Dictionary<string, OrtValue> Values { get; } = [];

        public Inputs Add(string name, IEnumerable<int> values, int length) => Add(name, [.. values.Select(v => (long)v), .. new long[length - values.Count()]], [1, length]);

        public Inputs Add(string name, long[] values, long[] shape)
        {
            Values[name] = OrtValue.CreateTensorValueFromMemory(values, shape);
            return this;
        }

        public Inputs Add(string name, IEnumerable<float> values, int length)
        {
            var filled = new float[length];
            var i = 0;
            foreach (var v in values)
                filled[i++] = v;
            return Add(name, filled, [1, length]);
        }

        public Inputs Add(string name, float[] values, long[] shape)
        {
            Values[name] = OrtValue.CreateTensorValueFromMemory(values, shape);
            return this;
        }

        public void Dispose()
        {
            foreach (var value in Values.Values)
                value.Dispose();
        }
    }
}
