using System.Buffers;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Sound;
using Microsoft.ML.OnnxRuntime;

namespace Dubbing.Speech.Models;

/// <summary>
/// A pack's four graphs of a language, loaded: encode (symbols → columns and durations), prosody (→ pitch and energy), decode (→ mel spectrogram)
/// and vocoder (→ sound). Shared between requests.
/// </summary>
internal sealed class VoiceModel : IDisposable
{
    /// <summary>What each graph of <see cref="VoicePackManifest.Graphs"/> takes and gives.</summary>
    private static readonly (string[] Inputs, string[] Outputs)[] Interfaces =
    [
        (["symbols", "tones", "ends", "from_start", "to_end", "speaker", "mask"], ["columns", "durations"]),
        (["columns", "durations", "times"], ["pitch", "energy"]),
        (["columns", "durations", "times", "pitch", "energy"], ["mel"]),
        (["mel", "log_f0", "source", "noise"], ["sound"]),
    ];

    private readonly string pack;
    private readonly IReadOnlyList<string> files;
    private readonly ExecutionProviderChoice providers;
    private readonly List<InferenceSession> graphs = [];
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly RunOptions run = new();

    /// <summary>Verifies a pack and loads it.</summary>
    /// <exception cref="DubbingException">Names the pack and the file that can't be used.</exception>
    public VoiceModel(VoicePack pack, Language language, ExecutionProviderChoice providers)
    {
        pack.Verify(language);
        this.pack = pack.Manifest.Id;
        files = pack.Manifest.GraphsOf(language);
        this.providers = providers;
        using var options = providers.Options();
        foreach (var (file, (inputs, outputs)) in files.Zip(Interfaces))
        {
            try
            {
                var graph = new InferenceSession(Path.Combine(pack.Folder, file), options);
                graphs.Add(graph);
                if (inputs.Except(graph.InputMetadata.Keys).Concat(outputs.Except(graph.OutputMetadata.Keys)).FirstOrDefault() is { } missing)
                    throw new DubbingException(Messages.PackGraph(this.pack, file, missing));
                if (outputs.FirstOrDefault(o => graph.OutputMetadata[o] is not { IsTensor: true, ElementDataType: Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float }) is { } other)
                    throw new DubbingException(Messages.PackOutput(this.pack, file, other));
            }
            catch (OnnxRuntimeException e)
            {
                Dispose();
                throw new DubbingException(Messages.PackGraph(this.pack, file, e.Message), e);
            }
            catch (DubbingException)
            {
                Dispose();
                throw;
            }
        }
    }

    /// <summary>Runs encode.</summary>
    /// <returns>Columns [channels × phonemes] and durations in frames.</returns>
    public async Task<(Columns Columns, float[] Durations)> EncodeAsync(Readings.PhonemeFeatures f, int speaker, CancellationToken cancel)
    {
        var n = f.Symbols.Length;
        var padded = providers.Phonemes.Fit(n);
        using var inputs = new Inputs()
            .Add("symbols", f.Symbols, padded).Add("tones", f.Tones, padded).Add("ends", f.Ends, padded)
            .Add("from_start", f.FromStart, padded).Add("to_end", f.ToEnd, padded)
            .Add("speaker", [(long)speaker], [1])
            .Add("mask", Enumerable.Repeat(1f, n), padded);
        using var outputs = await RunAsync(0, inputs, cancel);
        var columns = Floats(0, "columns", outputs[0], padded).ToArray();
        if (columns.Length % padded != 0)
            throw NotFinite(0, "columns");
        return (new Columns(columns, columns.Length / padded, padded), Checked(0, "durations", outputs[1], n));
    }

    /// <summary>Runs prosody on a window.</summary>
    /// <returns>Pitch (octaves above the voice's median) and energy, one value a frame of the window.</returns>
    public async Task<(float[] Pitch, float[] Energy)> ProsodyAsync(Columns columns, FrameWindow window, CancellationToken cancel)
    {
        using var inputs = Timed(columns, window);
        using var outputs = await RunAsync(1, inputs, cancel);
        return (Checked(1, "pitch", outputs[0], window.Length), Checked(1, "energy", outputs[1], window.Length));
    }

    /// <summary>Runs decode on a window.</summary>
    /// <param name="columns">From <see cref="EncodeAsync"/>.</param>
    /// <param name="window">Which frames.</param>
    /// <param name="pitch">Octaves above the median, a frame of the line.</param>
    /// <param name="energy">As predicted or edited, a frame of the line.</param>
    /// <param name="cancel">Is looked at before the run.</param>
    /// <returns>Log mel spectrogram [1, bands, frames of the window, padding included]; to be disposed.</returns>
    public async Task<IDisposableReadOnlyCollection<OrtValue>> DecodeAsync(Columns columns, FrameWindow window, ReadOnlyMemory<float> pitch, ReadOnlyMemory<float> energy, CancellationToken cancel)
    {
        var padded = providers.Frames.Fit(window.Length);
        using var inputs = Timed(columns, window).Add("pitch", window.Of(pitch.Span, padded), padded).Add("energy", window.Of(energy.Span, padded), padded);
        var outputs = await RunAsync(2, inputs, cancel);
        if (outputs[0].GetTensorTypeAndShape().Shape is [1, > 0, var frames] && frames == padded)
            return outputs;
        outputs.Dispose();
        throw NotFinite(2, "mel");
    }

    /// <summary>Runs decode and vocoder on a window.</summary>
    /// <param name="columns">From <see cref="EncodeAsync"/>.</param>
    /// <param name="window">Which frames.</param>
    /// <param name="pitch">Octaves above the median, a frame of the line.</param>
    /// <param name="energy">As predicted or edited, a frame of the line.</param>
    /// <param name="f0">Hz, a frame of the line: what is heard.</param>
    /// <param name="source">The window's part of the line's pulse train.</param>
    /// <param name="cancel">Stops between the graphs.</param>
    /// <returns>Samples of the window's wanted frames.</returns>
    public async Task<float[]> SoundAsync(
        Columns columns, FrameWindow window, ReadOnlyMemory<float> pitch, ReadOnlyMemory<float> energy, ReadOnlyMemory<float> f0, ReadOnlyMemory<float> source, CancellationToken cancel)
    {
        var padded = providers.Frames.Fit(window.Length);
        using var mel = await DecodeAsync(columns, window, pitch, energy, cancel);
        var level = window.Of(f0.Span, padded);
        level.AsSpan(window.Length).Fill(level[window.Length - 1]);
        var pulses = new float[padded * PulseTrain.Hop];
        source.Span.CopyTo(pulses);
        var size = 2 * PulseTrain.Bins * padded;
        var noise = ArrayPool<float>.Shared.Rent(size);
        try
        {
            Noise.Fill(noise.AsSpan(0, size), PulseTrain.Bins, window.From);
            using var inputs = new Inputs()
                .Add("mel", mel[0])
                .Add("log_f0", level.Select(f => MathF.Log(f)), padded)
                .Add("source", pulses, [1, pulses.Length])
                .Add("noise", noise.AsMemory(0, size), [1, 2 * PulseTrain.Bins, padded]);
            using var outputs = await RunAsync(3, inputs, cancel);
            var sound = Floats(3, "sound", outputs[0], window.Length * PulseTrain.Hop).Slice((window.First - window.From) * PulseTrain.Hop, (window.End - window.First) * PulseTrain.Hop).ToArray();
            return sound.All(float.IsFinite) ? sound : throw NotFinite(3, "sound");
        }
        finally
        {
            ArrayPool<float>.Shared.Return(noise);
        }
    }

    public void Dispose()
    {
        graphs.ForEach(g => g.Dispose());
        run.Dispose();
        turn.Dispose();
    }

    private Inputs Timed(Columns columns, FrameWindow window)
    {
        var part = columns.Slice(window.FirstPhoneme, window.Durations.Length, providers.Phonemes.Fit(window.Durations.Length));
        return new Inputs()
            .Add("columns", part.Values, [1, part.Channels, part.Length])
            .Add("durations", window.Durations, part.Length) // zeros mark padding
            .Add("times", Enumerable.Range(0, providers.Frames.Fit(window.Length)).Select(t => window.Offset + t + 0.5f), providers.Frames.Fit(window.Length));
    }

    private float[] Checked(int graph, string output, OrtValue value, int count)
    {
        var values = Floats(graph, output, value, count)[..count].ToArray();
        return values.All(float.IsFinite) ? values : throw NotFinite(graph, output);
    }

    /// <summary>An output's numbers, of which there must be so many: what a broken pack gives is told, and read no further than it goes.</summary>
    private ReadOnlySpan<float> Floats(int graph, string output, OrtValue value, int least)
    {
        var values = value.GetTensorDataAsSpan<float>();
        return values.Length >= least ? values : throw NotFinite(graph, output);
    }

    private DubbingException NotFinite(int graph, string output) => new(Messages.PackOutput(pack, files[graph], output));

    private async Task<IDisposableReadOnlyCollection<OrtValue>> RunAsync(int graph, Inputs inputs, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (providers.OneRunAtATime)
            await turn.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => graphs[graph].Run(run, inputs.Values, Interfaces[graph].Outputs), cancel);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DubbingException(Messages.PackGraph(pack, files[graph], e.Message), e);
        }
        finally
        {
            if (providers.OneRunAtATime)
                turn.Release();
        }
    }

    /// <summary>Named tensors of one run; disposing frees those that it made.</summary>
    private sealed class Inputs : IDisposable
    {
        private readonly List<OrtValue> mine = [];

        public Dictionary<string, OrtValue> Values { get; } = [];

        public Inputs Add(string name, int[] values, int length) => Add(name, [.. values.Select(v => (long)v), .. new long[length - values.Length]], [1, length]);

        public Inputs Add(string name, IEnumerable<float> values, int length)
        {
            var filled = new float[length];
            var i = 0;
            foreach (var v in values)
                filled[i++] = v;
            return Add(name, filled, [1, length]);
        }

        public Inputs Add<T>(string name, T[] values, long[] shape)
            where T : unmanaged => Add(name, values.AsMemory(), shape);

        public Inputs Add<T>(string name, Memory<T> values, long[] shape)
            where T : unmanaged
        {
            var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);
            mine.Add(value);
            return Add(name, value);
        }

        public Inputs Add(string name, OrtValue value)
        {
            Values[name] = value;
            return this;
        }

        public void Dispose() => mine.ForEach(v => v.Dispose());
    }
}

/// <summary>What encode makes of the phonemes: [channels × length], length with padding.</summary>
internal sealed record Columns(float[] Values, int Channels, int Length)
{
    /// <summary>The columns of some phonemes, with zeros behind them up to a width.</summary>
    public Columns Slice(int from, int count, int width)
    {
        if (from == 0 && width == Length)
            return this;
        var part = new float[Channels * width];
        for (var c = 0; c < Channels; c++)
            Values.AsSpan(c * Length + from, count).CopyTo(part.AsSpan(c * width));
        return new Columns(part, Channels, width);
    }
}
