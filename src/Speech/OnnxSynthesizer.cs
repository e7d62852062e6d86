using System.Collections.Concurrent;
using Dubbing.Readings;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Sound;

namespace Dubbing.Speech;

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

    /// <summary>A longer line is rendered in parts cut in the middle of its pauses, so that memory stays small.</summary>
    private const double LongestPartFrames = 1200;

    private const double Peak = 0.89;

    private readonly ConcurrentDictionary<string, Lazy<VoiceModel>> models = [];

    /// <inheritdoc/>
    public async Task<SpeechPlan> PlanAsync(Reading reading, Voice voice, CancellationToken cancel)
    {
        Check(reading, voice);
        var model = await ModelAsync(voice, cancel);
        var (_, durations) = await model.EncodeAsync(PhonemeFeatures.Of(reading), voice.Speaker, cancel);
        var frames = durations.Select(d => (double)Math.Clamp(d, 1, 60)).ToArray();
        frames[0] = frames[^1] = EdgeFrames;
        return new SpeechPlan(reading, frames);
    }

    /// <inheritdoc/>
    public async Task<Take> SpeakAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel)
    {
        Check(plan.Reading, voice);
        Check(plan, controls);
        var model = await ModelAsync(voice, cancel);
        var pack = catalogue.PackOf(voice);
        var median = pack.Manifest.Voices.First(v => v.Id == voice.Id).MedianF0;
        var durations = WholeFrames(plan.Durations, controls.Rate);
        var (columns, _) = await model.EncodeAsync(PhonemeFeatures.Of(plan.Reading), voice.Speaker, cancel);
        var sound = new float[durations.Sum() * PulseTrain.Hop];
        var written = 0;
        foreach (var part in Parts(plan.Reading, durations))
        {
            var frames = part.Durations.Sum();
            var lengths = part.Durations.Select(d => (float)d).ToArray();
            var some = columns.Slice(part.First, part.Durations.Length).Widen(model.PhonemeWidth(part.Durations.Length));
            var (pitch, energy) = await model.ProsodyAsync(some, lengths, frames, cancel);
            for (var t = 0; t < frames; t++)
            {
                pitch[t] = (float)(Math.Clamp(pitch[t], -1.2, 1.2) * controls.Intonation + controls.PitchShift / 12);
                energy[t] += (float)(controls.Energy / 20 * Math.Log(10) / 2);
            }

            var f0 = pitch.Select(p => (float)Math.Clamp(median * Math.Pow(2, p), 40, 1000)).ToArray();
            var samples = await model.SoundAsync(some, lengths, pitch, energy, f0, part.First, cancel);
            samples.CopyTo(sound, written);
            written += samples.Length;
        }

        return Finish(plan.Reading, durations, sound, controls.Energy);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in models.Values.Where(m => m.IsValueCreated))
            model.Value.Dispose();
    }

    /// <summary>Durations at a rate as whole frames, rounded so that the whole keeps its length; every sound lasts at least one.</summary>
    internal static int[] WholeFrames(IReadOnlyList<double> durations, double rate)
    {
        var frames = new int[durations.Count];
        var (exact, given) = (0.0, 0);
        for (var i = 0; i < frames.Length; i++)
        {
            // The silence at both edges is no speech: the model hears as much of it as it learned from.
            exact += i == 0 || i == frames.Length - 1 ? EdgeFrames : durations[i] / rate;
            frames[i] = Math.Max(1, (int)Math.Round(exact) - given);
            given += frames[i];
        }

        return frames;
    }

    /// <summary>Cuts a long line in the middle of its pauses.</summary>
    internal static IEnumerable<(int First, int[] Durations)> Parts(Reading reading, int[] durations)
    {
        var (first, carried, length) = (0, 0, 0);
        for (var i = 0; i < durations.Length; i++)
        {
            length += durations[i];
            var last = i == durations.Length - 1;
            if (!last && (i == first || length < LongestPartFrames || reading.Phonemes[i].Symbol != PhonemeInventory.Pause || durations[i] < 2))
                continue;
            var kept = last ? durations[i] : durations[i] / 2;
            int[] part = [.. durations[first..(i + 1)]];
            if (carried > 0)
                part[0] = carried;
            part[^1] = kept;
            yield return (first, part);
            (first, carried, length) = (i, durations[i] - kept, durations[i] - kept);
        }
    }

    private static Take Finish(Reading reading, int[] durations, float[] sound, double energy)
    {
        var from = Math.Max(0, durations[0] - KeptBefore) * PulseTrain.Hop;
        var to = sound.Length - Math.Max(0, durations[^1] - KeptAfter) * PulseTrain.Hop;
        var kept = sound[from..to];
        Level(kept, TargetLoudness + energy);
        Fade(kept, PulseTrain.SampleRate / 200);
        var timed = new List<TimedPhoneme>();
        var at = -from;
        for (var i = 0; i < durations.Length; i++)
        {
            var end = at + durations[i] * PulseTrain.Hop;
            timed.Add(new TimedPhoneme(reading.Phonemes[i].Symbol, Seconds(at), Seconds(end)));
            at = end;
        }

        return new Take(kept, PulseTrain.SampleRate, timed);

        double Seconds(int sample) => Math.Clamp(sample, 0, kept.Length) / (double)PulseTrain.SampleRate;
    }

    private static void Level(float[] samples, double target)
    {
        var loudness = Loudness.Of(samples, PulseTrain.SampleRate);
        var peak = samples.Length == 0 ? 0 : samples.Max(Math.Abs);
        if (double.IsNegativeInfinity(loudness) || peak == 0)
            return;
        var gain = (float)Math.Min(Math.Pow(10, (target - loudness) / 20), Peak / peak);
        for (var i = 0; i < samples.Length; i++)
            samples[i] *= gain;
    }

    private static void Fade(float[] samples, int length)
    {
        length = Math.Min(length, samples.Length / 2);
        for (var i = 0; i < length; i++)
        {
            samples[i] *= (float)i / length;
            samples[^(i + 1)] *= (float)i / length;
        }
    }

    private static void Check(Reading reading, Voice voice)
    {
        if (!voice.Languages.Contains(reading.Language))
            throw new DubbingException(Messages.WrongLanguage(voice.Id, reading.Language));
        if (!reading.IsSpeakable)
            throw new DubbingException(Messages.NothingToSay());
    }

    private static void Check(SpeechPlan plan, VoiceControls controls)
    {
        if (plan.Durations.Count != plan.Reading.Phonemes.Count)
            throw new DubbingException(Messages.Durations(plan.Reading.Phonemes.Count, plan.Durations.Count));
        for (var i = 0; i < plan.Durations.Count; i++)
        {
            if (plan.Durations[i] is not (> 0 and <= 4000))
                throw new DubbingException(Messages.Duration(i, plan.Reading.Phonemes[i].Symbol, plan.Durations[i]));
        }

        Within("rate", controls.Rate, 0.25, 4);
        Within("pitch", controls.PitchShift, -12, 12);
        Within("intonation", controls.Intonation, 0, 2);
        Within("energy", controls.Energy, -24, 24);

        static void Within(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                throw new DubbingException(Messages.Control(name, value, low, high));
        }
    }

    private async Task<VoiceModel> ModelAsync(Voice voice, CancellationToken cancel)
    {
        var pack = catalogue.PackOf(voice);
        var lazy = models.GetOrAdd(pack.Manifest.Id, _ => new Lazy<VoiceModel>(() => new VoiceModel(pack, providers)));
        if (lazy.IsValueCreated)
            return lazy.Value;
        try
        {
            return await Task.Run(() => lazy.Value, cancel);
        }
        catch (DubbingException)
        {
            models.TryRemove(pack.Manifest.Id, out _); // mended packs load without a restart
            throw;
        }
    }
}
