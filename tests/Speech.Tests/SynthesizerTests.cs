using Dubbing.Readings;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Sound;
using Dubbing.Speech.Synthesis;

namespace Dubbing.Speech.Tests;

/// <summary>The shipped voices, asked for what the studio asks.</summary>
public sealed class SynthesizerTests : IClassFixture<SynthesizerTests.Shipped>
{
    private readonly Shipped shipped;

    public SynthesizerTests(Shipped shipped) => this.shipped = shipped;

    public sealed class Shipped : IDisposable
    {
        public Shipped() => Synthesizer = new OnnxSynthesizer(Catalogue, new ExecutionProviderChoice());

        public VoicePackCatalogue Catalogue { get; } = new();

        public OnnxSynthesizer Synthesizer { get; }

        public KoreanReader Korean { get; } = new();

        public void Dispose() => Synthesizer.Dispose();
    }

    private Voice Voice(string id) => shipped.Catalogue.Voices.Single(v => v.Id == id);

    private async Task<(SpeechPlan Plan, Take Take)> SayAsync(string text, string voice = "hana", VoiceControls? controls = null)
    {
        var plan = await shipped.Synthesizer.PlanAsync(shipped.Korean.Read(text), Voice(voice), CancellationToken.None);
        return (plan, await shipped.Synthesizer.SpeakAsync(plan, Voice(voice), controls ?? new VoiceControls(), CancellationToken.None));
    }

    [Fact]
    public void Four_voices_are_shipped_and_say_whose_they_are()
    {
        Assert.Empty(shipped.Catalogue.Problems);
        Assert.Equal(["hana", "yuri", "jun", "ken"], shipped.Catalogue.Voices.Select(v => v.Id));
        Assert.All(shipped.Catalogue.Voices, v =>
        {
            Assert.Equal([Language.Korean, Language.Japanese], v.Languages);
            Assert.Contains("Kokoro", v.Credit, StringComparison.Ordinal);
            Assert.All(v.SamplePath.Values, s => Assert.True(File.Exists(s), s));
            Assert.Equal(["en", "ja", "ko"], v.Names.Keys.Order());
        });
    }

    [Theory]
    [InlineData("hana")]
    [InlineData("yuri")]
    [InlineData("jun")]
    [InlineData("ken")]
    public async Task A_question_rises_while_its_last_vowel_is_loud_and_a_statement_does_not(string voice)
    {
        Assert.True(await RiseAsync("지난 시간에 배운 내용을 기억하고 계신가요?") > 2);
        Assert.True(await RiseAsync("왜 하늘은 파랗게 보이고 노을은 붉게 보일까요?") > 2);
        Assert.True(await RiseAsync("지난 시간에 배운 내용을 기억하고 있어요.") < 1);

        // Semitones from the lowest point of the last vowel's first two thirds to their end: what comes later has faded.
        async Task<double> RiseAsync(string text)
        {
            var plan = await shipped.Synthesizer.PlanAsync(shipped.Korean.Read(text), Voice(voice), CancellationToken.None);
            var melody = await shipped.Synthesizer.MelodyAsync(plan, Voice(voice), new VoiceControls(), CancellationToken.None);
            var vowel = melody.Pitch.Skip(melody.Frames.SkipLast(2).Sum()).Take(melody.Frames[^2] * 2 / 3).ToList();
            return 12 * Math.Log2(vowel[^1] / vowel.Min());
        }
    }

    [Fact]
    public async Task Each_phoneme_lasts_as_long_as_asked()
    {
        var (plan, _) = await SayAsync("안녕하세요.");
        var asked = plan with { Durations = [.. plan.Durations.Select((_, i) => 6.0 + i % 3)] };
        var take = await shipped.Synthesizer.SpeakAsync(asked, Voice("hana"), new VoiceControls(), CancellationToken.None);
        for (var i = 1; i < asked.Durations.Count - 1; i++)
            Assert.Equal(asked.Durations[i] * SpeechPlan.FrameSeconds, take.Phonemes[i].End - take.Phonemes[i].Start, 6);
    }

    [Theory]
    [InlineData(0.93)]
    [InlineData(1.3)]
    public async Task The_rate_is_kept_by_the_model(double rate)
    {
        var (plan, take) = await SayAsync("지난주에 배운 내용을 간단히 복습하겠습니다.", controls: new VoiceControls(Rate: rate));
        Assert.Equal(plan.SpokenSeconds(rate), take.Phonemes[^1].Start - take.Phonemes[0].End, 0.02);
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(4)]
    public async Task The_pitch_that_is_asked_for_is_heard(double semitones)
    {
        var plain = await SayAsync("나무가 많아요.", "jun");
        var moved = await SayAsync("나무가 많아요.", "jun", new VoiceControls(PitchShift: semitones));
        Assert.Equal(semitones, 12 * Math.Log2(Pitch(moved.Take.Samples) / Pitch(plain.Take.Samples)), 1.0);
    }

    [Fact]
    public async Task Voices_differ_in_pitch_as_women_and_men_do()
    {
        Assert.True(Pitch((await SayAsync("나무가 많아요.", "hana")).Take.Samples) > 1.4 * Pitch((await SayAsync("나무가 많아요.", "ken")).Take.Samples));
    }

    [Fact]
    public async Task A_take_has_the_studios_loudness_and_no_click_at_its_edges()
    {
        foreach (var voice in shipped.Catalogue.Voices)
        {
            var samples = (await SayAsync("먼저 화면 오른쪽의 버튼을 누르세요.", voice.Id)).Take.Samples;
            Assert.InRange(Loudness.Of(samples, 24000), OnnxSynthesizer.TargetLoudness - 1, OnnxSynthesizer.TargetLoudness + 1);
            Assert.InRange(samples.Max(Math.Abs), 0, 0.9f);
            Assert.InRange(Math.Abs(samples[0]), 0, 0.001f);
            Assert.InRange(Math.Abs(samples[^1]), 0, 0.001f);
        }
    }

    [Fact]
    public async Task The_same_line_sounds_the_same_every_time() =>
        Assert.Equal((await SayAsync("같은 문장입니다.")).Take.Samples, (await SayAsync("같은 문장입니다.")).Take.Samples);

    [Fact]
    public async Task A_long_line_is_spoken_whole()
    {
        var sentence = "바람이 불고, 나무가 흔들리고, 구름이 지나갑니다. ";
        var one = await SayAsync(sentence);
        var ten = await SayAsync(string.Concat(Enumerable.Repeat(sentence, 10)));
        Assert.InRange(ten.Take.Seconds, 9 * one.Take.Seconds, 12.5 * one.Take.Seconds);
        Assert.Equal(ten.Take.Seconds, ten.Take.Phonemes[^1].End, 0.001);
    }

    [Fact]
    public async Task Japanese_is_spoken_too()
    {
        var reading = new JapaneseReader().Read("今日は地図の読み方を学びます。");
        var plan = await shipped.Synthesizer.PlanAsync(reading, Voice("yuri"), CancellationToken.None);
        Assert.InRange(plan.SpokenSeconds(), 1.5, 4);
    }

    [Fact]
    public async Task Impossible_wishes_are_refused_by_name()
    {
        var (plan, _) = await SayAsync("네.");
        await RefusedAsync("Duration", plan with { Durations = [.. plan.Durations.Select(_ => 0.0)] }, new VoiceControls());
        await RefusedAsync("Durations", plan with { Durations = [5] }, new VoiceControls());
        await RefusedAsync("Control", plan, new VoiceControls(Rate: 0));
        await RefusedAsync("Control", plan, new VoiceControls(PitchShift: double.NaN));
        await RefusedAsync("NothingToSay", plan with { Reading = shipped.Korean.Read("...") }, new VoiceControls());

        async Task RefusedAsync(string key, SpeechPlan wrong, VoiceControls controls) =>
            Assert.Equal(key, (await Assert.ThrowsAsync<DubbingException>(() => shipped.Synthesizer.SpeakAsync(wrong, Voice("hana"), controls, CancellationToken.None))).UserMessage.Key);
    }

    [Fact]
    public async Task A_cancelled_line_ends()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shipped.Synthesizer.PlanAsync(shipped.Korean.Read("안녕"), Voice("hana"), cancel.Token));
    }

    /// <summary>The median pitch by autocorrelation over the voiced parts, Hz.</summary>
    private static double Pitch(float[] samples)
    {
        const int window = 1200;
        var found = new List<double>();
        for (var at = 0; at + 2 * window < samples.Length; at += 300)
        {
            double energy = 0;
            for (var i = 0; i < window; i++)
                energy += samples[at + i] * samples[at + i];
            var (best, lag) = (0.0, 0);
            for (var l = 24000 / 500; l < 24000 / 60; l++)
            {
                double sum = 0, other = 0;
                for (var i = 0; i < window; i++)
                {
                    sum += samples[at + i] * samples[at + i + l];
                    other += samples[at + i + l] * samples[at + i + l];
                }

                var likeness = sum / Math.Sqrt(energy * other + 1e-9);
                if (likeness > best + 0.02)
                    (best, lag) = (likeness, l);
            }

            if (best > 0.75 && energy / window > 1e-4)
                found.Add(24000.0 / lag);
        }

        found.Sort();
        return found[found.Count / 2];
    }
}
