using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dubbing.Readings;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Sound;

namespace Dubbing.Speech.Synthesis;

/// <summary>The synthesizer: voice packs run by ONNX Runtime. Models load when first used and are shared.</summary>
/// <param name="catalogue">The packs.</param>
/// <param name="providers">What runs them.</param>
public sealed class OnnxSynthesizer(VoicePackCatalogue catalogue, ExecutionProviderChoice providers) : ISynthesizer, IDisposable
{
    /// <summary>Loudness of every take, LUFS.</summary>
    public const double TargetLoudness = -23;

    /// <summary>Silence fed to the model at both edges, in frames: what it learned from.</summary>
    private const int EdgeFrames = 12;

    /// <summary>Silence kept before the first sound and after the last, in frames.</summary>
    private const int KeptBefore = 2;
    private const int KeptAfter = 6;

    /// <summary>Longer lines are rendered in windows, so that memory stays small.</summary>
    private static readonly (int First, int Later) Whole = (800, 800);

    /// <summary>To the ear the first second comes first.</summary>
    private static readonly (int First, int Later) Streamed = (80, 320);

    /// <summary>From here on a line is long, in frames: one minute.</summary>
    private const int LongFrames = 4_800;

    private readonly ConcurrentDictionary<(string Pack, string Encode), Lazy<VoiceModel>> models = [];

    /// <inheritdoc/>
    public async Task<SpeechPlan> PlanAsync(Reading reading, Voice voice, CancellationToken cancel)
    {
        var features = Features(reading, voice);
        var model = await ModelAsync(voice, reading.Language, cancel);
        var (_, durations) = await model.EncodeAsync(features, voice.Speaker, cancel);
        var frames = durations.Select(d => (double)Math.Clamp(d, 1, 60)).ToArray();
        frames[0] = frames[^1] = EdgeFrames;
        for (var i = 1; i < frames.Length - 1; i++)
            frames[i] = reading.Phonemes[i].PauseSeconds / SpeechPlan.FrameSeconds ?? frames[i];
        return new SpeechPlan(reading, frames);
    }

    /// <inheritdoc/>
    public async Task<Melody> MelodyAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel) =>
        (await ScoreAsync(plan, voice, controls, cancel)).Melody;

    /// <inheritdoc/>
    public async Task<Spectrogram> SpectrogramAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel)
    {
        var score = await ScoreAsync(plan, voice, controls, cancel);
        var values = new List<float>();
        var bands = 0;
        foreach (var window in FrameWindow.Cut(score.Reading, score.Frames, score.First, score.End, Whole))
        {
            using var mel = await score.Model.DecodeAsync(score.Columns, window, score.Pitch, score.Energy, cancel);
            var shape = mel[0].GetTensorTypeAndShape().Shape;
            bands = (int)shape[1];
            var data = mel[0].GetTensorDataAsSpan<float>();
            for (var t = window.First - window.From; t < window.End - window.From; t++)
            {
                for (var b = 0; b < bands; b++)
                    values.Add(data[b * (int)shape[2] + t]);
            }
        }

        return new Spectrogram(bands, [.. values]);
    }

    /// <inheritdoc/>
    public async Task<Take> SpeakAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel)
    {
        var score = await ScoreAsync(plan, voice, controls, cancel);
        var sound = new float[score.Melody.Pitch.Count * PulseTrain.Hop];
        var written = 0;
        await foreach (var part in PartsAsync(score, Whole, cancel))
        {
            part.CopyTo(sound, written);
            written += part.Length;
        }

        Level.For(sound, TargetLoudness + controls.Energy).Apply(sound);
        Level.FadeIn(sound);
        Level.FadeOut(sound);
        return new Take(sound, PulseTrain.SampleRate, Timed(plan.Reading, score.Melody.Frames)) { Melody = score.Melody };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<float[]> StreamAsync(SpeechPlan plan, Voice voice, VoiceControls controls, [EnumeratorCancellation] CancellationToken cancel)
    {
        var score = await ScoreAsync(plan, voice, controls, cancel);
        Level? level = null;
        float[] held = [];
        // What lasts long goes to a file rather than to an ear: its level is that of the first seconds, not of the first one.
        await foreach (var part in PartsAsync(score, score.Pitch.Length > LongFrames ? Whole : Streamed, cancel))
        {
            if (level is null)
                Level.FadeIn(part);
            level ??= Level.For(part, TargetLoudness + controls.Energy);
            level.Apply(part);
            // Only what may have to fade waits for the next part.
            yield return [.. held, .. part.AsSpan(0, part.Length - 2 * Level.Edge)];
            held = part[^(2 * Level.Edge)..];
        }

        Level.FadeOut(held);
        yield return held;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in models.Values.Where(m => m.IsValueCreated))
            model.Value.Dispose();
    }

    /// <summary>Lengths at a rate as whole frames, each rounded up or down so that the whole keeps its length; every sound lasts at least one.</summary>
    internal static int[] WholeFrames(IReadOnlyList<double> lengths, double rate)
    {
        var frames = new int[lengths.Count];
        var (exact, given) = (0.0, 0);
        for (var i = 0; i < frames.Length; i++)
        {
            // The silence at both edges is no speech: the model hears as much of it as it learned from.
            exact += i == 0 || i == frames.Length - 1 ? EdgeFrames : lengths[i] / rate;
            frames[i] = Math.Max(1, (int)Math.Floor(exact + 0.5) - given);
            given += frames[i];
        }

        return frames;
    }

    private static async IAsyncEnumerable<float[]> PartsAsync(Score score, (int First, int Later) longest, [EnumeratorCancellation] CancellationToken cancel)
    {
        var source = new PulseTrain(score.F0);
        foreach (var window in FrameWindow.Cut(score.Reading, score.Frames, score.First, score.End, longest))
            yield return await score.Model.SoundAsync(score.Columns, window, score.Pitch, score.Energy, score.F0, source.Of(window.From, window.Length), cancel);
    }

    private static List<TimedPhoneme> Timed(Reading reading, IReadOnlyList<int> frames)
    {
        var timed = new List<TimedPhoneme>();
        var at = 0;
        foreach (var (phoneme, length) in reading.Phonemes.Zip(frames))
        {
            timed.Add(new TimedPhoneme(phoneme.Symbol, at * SpeechPlan.FrameSeconds, (at + length) * SpeechPlan.FrameSeconds));
            at += length;
        }

        return timed;
    }

    /// <summary>Everything about the line but its sound, edits and controls applied.</summary>
    private async Task<Score> ScoreAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel)
    {
        var features = Features(plan.Reading, voice);
        PlanCheck.Check(plan, controls);
        var model = await ModelAsync(voice, plan.Reading.Language, cancel);
        var median = catalogue.PackOf(voice).Manifest.Voices.First(v => v.Id == voice.Id).MedianF0;
        var frames = WholeFrames([.. plan.Lengths], controls.Rate);
        var (columns, _) = await model.EncodeAsync(features, voice.Speaker, cancel);
        var (pitch, energy) = (new float[frames.Sum()], new float[frames.Sum()]);
        foreach (var window in FrameWindow.Cut(plan.Reading, frames, 0, pitch.Length, Whole))
        {
            var (p, e) = await model.ProsodyAsync(columns, window, cancel);
            p.AsSpan(window.First - window.From, window.End - window.First).CopyTo(pitch.AsSpan(window.First));
            e.AsSpan(window.First - window.From, window.End - window.First).CopyTo(energy.AsSpan(window.First));
        }

        QuestionRise.BringForward(plan.Reading, frames, pitch);
        var score = new Score(plan.Reading, model, columns, frames, pitch, energy, new float[pitch.Length], frames[0] - KeptBefore, pitch.Length - (frames[^1] - KeptAfter));
        PlanCheck.Curves(plan, score.End - score.First);
        score.Edit(plan, controls, median);
        return score;
    }

    /// <exception cref="DubbingException">The voice can't speak this reading.</exception>
    private PhonemeFeatures Features(Reading reading, Voice voice)
    {
        if (!voice.Languages.Contains(reading.Language))
            throw new DubbingException(Messages.WrongLanguage(voice.Id, reading.Language));
        if (!reading.IsSpeakable)
            throw new DubbingException(Messages.NothingToSay());
        var known = catalogue.PackOf(voice).Manifest.Symbols;
        foreach (var phoneme in reading.Phonemes)
        {
            if (!PhonemeInventory.TryGetRow(phoneme.Symbol, out var row) || row >= known.Count)
                throw new DubbingException(Messages.UnknownSymbol(voice.PackId, phoneme.Symbol));
        }

        return PhonemeFeatures.Of(reading);
    }

    private async Task<VoiceModel> ModelAsync(Voice voice, Language language, CancellationToken cancel)
    {
        var pack = catalogue.PackOf(voice);
        // Languages with the same graphs share them in memory, too.
        var key = (pack.Manifest.Id, pack.Manifest.GraphsOf(language)[0]);
        var lazy = models.GetOrAdd(key, _ => new Lazy<VoiceModel>(() => new VoiceModel(pack, language, providers)));
        if (lazy.IsValueCreated)
            return lazy.Value;
        try
        {
            return await Task.Run(() => lazy.Value, cancel);
        }
        catch (DubbingException)
        {
            models.TryRemove(key, out _); // mended packs load without a restart
            throw;
        }
    }
}
