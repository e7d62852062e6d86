using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dubbing.Readings;
using Dubbing.Speech;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Speech for tests: a quiet tone of 0.1 s a letter, spoken when the test lets it.</summary>
internal sealed class FakeSpeech : ISynthesizer, IVoiceCatalogue
{
    /// <summary>Its only voice.</summary>
    public const string VoiceId = "test-voice";

    private readonly ConcurrentQueue<string> spoken = new();

    /// <summary>The lines that were spoken, in order.</summary>
    public IReadOnlyList<string> Spoken => [.. spoken];

    /// <summary>Is waited for before a line is spoken.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<Voice> Voices { get; set; } =
    [
        new Voice(VoiceId, new Dictionary<string, string> { ["en"] = "Test" }, [Language.Korean, Language.Japanese], "test", 0, "CC0-1.0", "", true, new Dictionary<string, string>(), 0),
    ];

    public IReadOnlyList<Message> Problems => [];

    /// <summary>Puts it in the place of the real speech.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<ISynthesizer>(this));
        services.Replace(ServiceDescriptor.Singleton<IVoiceCatalogue>(this));
        services.RemoveAll<IReader>();
        services.AddSingleton<IReader>(new LetterReader(Language.Korean));
        services.AddSingleton<IReader>(new LetterReader(Language.Japanese));
    }

    public Task<SpeechPlan> PlanAsync(Reading reading, Voice voice, CancellationToken cancel) =>
        Task.FromResult(new SpeechPlan(reading, [.. reading.Phonemes.Select(_ => 8.0)]));

    public async Task<Take> SpeakAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel)
    {
        await Before(plan.Reading.Text, cancel);
        spoken.Enqueue(plan.Reading.Text);
        var samples = new float[(int)(plan.SpokenSeconds(controls.Rate) * 24000)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = 0.1f * MathF.Sin(2 * MathF.PI * 220 * i / 24000);
        return new Take(samples, 24000, []);
    }

    public Task<Melody> MelodyAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel)
    {
        var frames = plan.Lengths.Select(l => Math.Max(1, (int)Math.Round(l / controls.Rate))).ToArray();
        var pitch = Enumerable.Repeat(220f * MathF.Pow(2, (float)controls.PitchShift / 12), frames.Sum()).ToArray();
        return Task.FromResult(new Melody(frames, pitch, new float[pitch.Length]));
    }

    public async Task<Spectrogram> SpectrogramAsync(SpeechPlan plan, Voice voice, VoiceControls controls, CancellationToken cancel) =>
        new(4, new float[4 * (await MelodyAsync(plan, voice, controls, cancel)).Pitch.Count]);

    public async IAsyncEnumerable<float[]> StreamAsync(SpeechPlan plan, Voice voice, VoiceControls controls, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return (await SpeakAsync(plan, voice, controls, cancel)).Samples;
    }

    /// <summary>Reads each letter as one sound, so that tests need no dictionary.</summary>
    private sealed class LetterReader(Language language) : IReader
    {
        public Language Language => language;

        public Reading Read(string text, Readings.Correction.ReadingDictionary? dictionary = null)
        {
            var said = text.Where(char.IsLetterOrDigit).ToList();
            var letters = said.Count;
            var pause = new Phoneme(PhonemeInventory.Pause, new SourceSpan(0, 0), -1, -1, []);
            var sounds = Enumerable.Range(0, letters).Select(i => new Phoneme(PhonemeInventory.Symbols[2 + said[i] % 80], new SourceSpan(Math.Min(i, text.Length - 1), 1), 0, i, []));
            return new Reading(
                language,
                text,
                [pause, .. sounds, pause],
                letters == 0 ? [] : [new AccentPhrase(letters, 0, PhraseEnd.Period, new SourceSpan(0, text.Length), text)]);
        }
    }
}
