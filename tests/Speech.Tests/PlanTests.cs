using Dubbing.Speech.Models;
using Dubbing.Speech.Sound;
using Dubbing.Speech.Synthesis;

namespace Dubbing.Speech.Tests;

/// <summary>What comes out first may be edited and goes back in: lengths, pitch, energy; and lines come whole, in parts and side by side.</summary>
public sealed class PlanTests(SynthesizerTests.Shipped shipped) : IClassFixture<SynthesizerTests.Shipped>
{
    private const string Text = "나무가 많은 마을에 아무도 없어요.";

    private Voice Jun => shipped.Catalogue.Voices.Single(v => v.Id == "jun");

    private Task<SpeechPlan> PlanAsync(string text = Text) => shipped.Synthesizer.PlanAsync(shipped.Korean.Read(text), Jun, CancellationToken.None);

    private Task<Take> SpeakAsync(SpeechPlan plan, VoiceControls? controls = null) => shipped.Synthesizer.SpeakAsync(plan, Jun, controls ?? new VoiceControls(), CancellationToken.None);

    private Task<Melody> MelodyAsync(SpeechPlan plan, VoiceControls? controls = null) => shipped.Synthesizer.MelodyAsync(plan, Jun, controls ?? new VoiceControls(), CancellationToken.None);

    [Theory]
    [InlineData(1)]
    [InlineData(0.7)]
    [InlineData(1.3)]
    public async Task Each_sound_lasts_as_asked_to_the_frame_at_any_rate(double rate)
    {
        var plan = await PlanAsync();
        var asked = plan with { Edits = [.. plan.Durations.Select((_, i) => i % 3 == 1 ? new PhonemeEdit(Length: 1.5) : null)] };
        var take = await SpeakAsync(asked, new VoiceControls(Rate: rate));
        var frames = take.Melody!.Frames;
        for (var i = 1; i < plan.Durations.Count - 1; i++)
        {
            Assert.True(Math.Abs(frames[i] - plan.Durations[i] * (i % 3 == 1 ? 1.5 : 1) / rate) < 1, $"sound {i}");
            Assert.Equal(frames[i] * SpeechPlan.FrameSeconds, take.Phonemes[i].End - take.Phonemes[i].Start, 9);
        }

        Assert.Equal(asked.SpokenSeconds(rate), frames.Skip(1).SkipLast(1).Sum() * SpeechPlan.FrameSeconds, SpeechPlan.FrameSeconds);
        Assert.Equal(frames.Sum() * SpeechPlan.FrameSeconds, take.Seconds, 9);
        Assert.Equal(frames.Sum(), take.Melody.Pitch.Count);
    }

    [Fact]
    public async Task A_sound_moved_by_semitones_moves_alone()
    {
        var plan = await PlanAsync();
        var at = plan.Reading.Phonemes.Select((p, i) => (p, i)).First(x => x.p.Symbol == "ㅜ").i;
        var plain = await MelodyAsync(plan);
        var moved = await MelodyAsync(plan with { Edits = [.. plan.Durations.Select((_, i) => i == at ? new PhonemeEdit(Pitch: [3]) : null)] });
        Assert.Equal(plain.Frames, moved.Frames);
        var frame = 0;
        for (var i = 0; i < plain.Frames.Count; i++)
        {
            for (var j = 0; j < plain.Frames[i]; j++, frame++)
                Assert.Equal(i == at ? 3 : 0, 12 * Math.Log2(moved.Pitch[frame] / plain.Pitch[frame]), 3);
        }
    }

    [Fact]
    public async Task No_intonation_is_monotone()
    {
        var melody = await MelodyAsync(await PlanAsync(), new VoiceControls(Intonation: 0));
        Assert.Equal(melody.Pitch[0], melody.Pitch.Max(), 2);
        Assert.Equal(melody.Pitch[0], melody.Pitch.Min(), 2);
    }

    /// <summary>
    /// The requirement of the voices: within a semitone (root mean square) of the curve that was asked for, over six semitones up and down. As
    /// trackers are judged, frames that are over three semitones off count apart (gross errors, such as an octave at the last, dying frame).
    /// </summary>
    [Theory]
    [InlineData(-6)]
    [InlineData(0)]
    [InlineData(6)]
    public async Task A_drawn_curve_is_heard(double semitones)
    {
        var plan = await PlanAsync();
        var melody = await MelodyAsync(plan);
        double[] curve = [.. melody.Pitch.Select((hz, t) => hz * Math.Pow(2, (semitones + 2 * Math.Sin(t / 9.0)) / 12))];
        var take = await SpeakAsync(plan with { Pitch = curve });
        Assert.All(curve.Zip(take.Melody!.Pitch), c => Assert.Equal(c.First, c.Second, 0.01));
        var heard = Enumerable.Range(4, curve.Length - 8).Select(t => (Asked: curve[t], Heard: PitchAt(take.Samples, t))).Where(x => x.Heard > 0).ToArray();
        Assert.True(heard.Length > curve.Length / 5, $"{heard.Length} of {curve.Length} frames are voiced");
        var off = Array.ConvertAll(heard, x => 12 * Math.Log2(x.Heard / x.Asked));
        Assert.InRange(off.Count(o => Math.Abs(o) > 3), 0, heard.Length / 50);
        var error = Math.Sqrt(off.Where(o => Math.Abs(o) <= 3).Average(o => o * o));
        Assert.True(error < 1, $"{error:0.00} semitones off");
    }

    [Fact]
    public async Task Energy_makes_a_sound_louder_than_the_others()
    {
        var plan = await PlanAsync();
        var at = plan.Reading.Phonemes.Select((p, i) => (p, i)).First(x => x.p.Symbol == "ㅜ").i;
        double LevelOf(Take take)
        {
            var sound = take.Samples[(int)(take.Phonemes[at].Start * 24000)..(int)(take.Phonemes[at].End * 24000)];
            return 10 * Math.Log10(sound.Average(s => (double)s * s));
        }

        var plain = LevelOf(await SpeakAsync(plan));
        var softer = LevelOf(await SpeakAsync(plan with { Edits = [.. plan.Durations.Select((_, i) => i == at ? new PhonemeEdit(Energy: -12) : null)] }));
        Assert.InRange(softer, plain - 20, plain - 5);
    }

    [Fact]
    public async Task Energy_can_be_given_back_as_it_came()
    {
        var plan = await PlanAsync();
        var melody = await MelodyAsync(plan);
        var again = await MelodyAsync(plan with { Energy = [.. melody.Energy.Select(e => (double)e)], Pitch = [.. melody.Pitch.Select(p => (double)p)] });
        Assert.All(melody.Energy.Zip(again.Energy), e => Assert.Equal(e.First, e.Second, 0.001));
    }

    /// <summary>Windows see enough around them: a cut anywhere leaves no seam.</summary>
    [Fact]
    public async Task What_is_heard_while_the_rest_is_made_is_the_take()
    {
        var plan = await PlanAsync(string.Concat(Enumerable.Repeat("가나다라마바사아자차카타파하", 8)));
        var take = await SpeakAsync(plan);
        var parts = new List<float[]>();
        await foreach (var part in shipped.Synthesizer.StreamAsync(plan, Jun, new VoiceControls(), CancellationToken.None))
            parts.Add(part);
        Assert.True(parts.Count > 3);
        Assert.InRange(parts[0].Length, 24000 / 2, 24000 * 5 / 4);
        var stream = parts.SelectMany(p => p).ToArray();
        Assert.Equal(take.Samples.Length, stream.Length);
        var gain = take.Samples.Zip(stream, (a, b) => (double)a * b).Sum() / stream.Sum(b => (double)b * b);
        Assert.InRange(20 * Math.Log10(gain), -4, 4);
        Assert.True(take.Samples.Zip(stream).Max(x => Math.Abs(x.First - gain * x.Second)) < 0.01);
    }

    [Fact]
    public async Task Fixed_shapes_give_the_same_speech()
    {
        using var fixedShapes = new OnnxSynthesizer(shipped.Catalogue, new ExecutionProviderChoice { FixedShapes = true });
        var plan = await PlanAsync();
        var padded = await fixedShapes.PlanAsync(plan.Reading, Jun, CancellationToken.None);
        Assert.All(plan.Durations.Zip(padded.Durations), d => Assert.Equal(d.First, d.Second, 0.001));
        var want = await SpeakAsync(plan);
        var got = await fixedShapes.SpeakAsync(plan, Jun, new VoiceControls(), CancellationToken.None);
        var (a, b) = (Loudness.Of(want.Samples, 24000), Loudness.Of(got.Samples, 24000));
        Assert.Equal(a, b, 0.2);
        // The end sees padding where it saw nothing: only what comes before is the very same.
        var same = want.Samples.Length - 50 * PulseTrain.Hop;
        var gain = want.Samples.Take(same).Zip(got.Samples, (x, y) => (double)x * y).Sum() / got.Samples.Take(same).Sum(y => (double)y * y);
        Assert.True(want.Samples.Take(same).Zip(got.Samples).Max(x => Math.Abs(x.First - gain * x.Second)) < 0.01);
    }

    [Fact]
    public async Task Lines_spoken_side_by_side_do_not_mix()
    {
        var plans = await Task.WhenAll(new[] { "하나.", "둘이서 같이.", Text }.Select(t => PlanAsync(t)));
        var alone = new List<Take>();
        foreach (var plan in plans)
            alone.Add(await SpeakAsync(plan));
        var together = await Task.WhenAll(plans.Select(p => SpeakAsync(p)));
        Assert.All(alone.Zip(together), t => Assert.Equal(t.First.Samples, t.Second.Samples));
    }

    [Theory]
    [InlineData("네.")]
    [InlineData("아")]
    [InlineData("뭐라고?")]
    [InlineData("쉿!")]
    [InlineData("그렇습니다.")]
    [InlineData("첫째, 물을 끓입니다. 둘째, 면을 넣습니다. 셋째, 사 분을 기다립니다.")]
    public async Task Every_line_is_as_loud_as_the_others_and_ends_in_silence(string text)
    {
        foreach (var voice in shipped.Catalogue.Voices)
        {
            var plan = await shipped.Synthesizer.PlanAsync(shipped.Korean.Read(text), voice, CancellationToken.None);
            var take = await shipped.Synthesizer.SpeakAsync(plan, voice, new VoiceControls(), CancellationToken.None);
            Assert.InRange(Loudness.Of(take.Samples, 24000), OnnxSynthesizer.TargetLoudness - 1, OnnxSynthesizer.TargetLoudness + 1);
            Assert.InRange(take.Samples.Max(Math.Abs), 0, Level.Peak);
            Assert.All([take.Samples[0], take.Samples[^1]], s => Assert.InRange(s, -0.001f, 0.001f));
            Assert.DoesNotContain(take.Samples, float.IsSubnormal);
        }
    }

    /// <summary>No step between two samples of a pause or edge is above −40 dB: nothing clicks.</summary>
    [Fact]
    public async Task Pauses_and_edges_do_not_click()
    {
        var plan = await PlanAsync("첫째, 물을 끓입니다. 둘째, 면을 넣습니다.");
        var take = await SpeakAsync(plan with { Durations = [.. plan.Durations.Select((d, i) => plan.Reading.Phonemes[i].Symbol == "pau" ? 40 : d)] });
        foreach (var pause in take.Phonemes.Where(p => p.Symbol == "pau"))
        {
            // Its middle half: the sounds before and after it may reach into the rest.
            var quarter = (pause.End - pause.Start) / 4;
            for (var i = 1 + (int)((pause.Start + quarter) * 24000); i < (int)((pause.End - quarter) * 24000); i++)
                Assert.InRange(take.Samples[i] - take.Samples[i - 1], -0.01f, 0.01f);
        }
    }

    [Fact]
    public async Task Impossible_edits_are_refused_by_name()
    {
        var plan = await PlanAsync();
        var n = plan.Durations.Count;
        await RefusedAsync("Edits", plan with { Edits = [null] });
        await RefusedAsync("Edit", plan with { Edits = [.. Enumerable.Repeat(new PhonemeEdit(Length: 0), n)] });
        await RefusedAsync("Edit", plan with { Edits = [.. Enumerable.Repeat(new PhonemeEdit(Pitch: [0, double.NaN]), n)] });
        await RefusedAsync("Duration", plan with { Durations = [.. Enumerable.Repeat(-3.0, n)] });
        await RefusedAsync("Curve", plan with { Pitch = [200] });
        var frames = (await MelodyAsync(plan)).Pitch.Count;
        await RefusedAsync("CurveValue", plan with { Pitch = [.. Enumerable.Repeat(20000.0, frames)] });
        await RefusedAsync("CurveValue", plan with { Energy = [.. Enumerable.Repeat(double.NaN, frames)] });

        async Task RefusedAsync(string key, SpeechPlan wrong) =>
            Assert.Equal(key, (await Assert.ThrowsAsync<DubbingException>(() => SpeakAsync(wrong))).UserMessage.Key);
    }

    /// <summary>Pitch in the middle of a frame by autocorrelation, Hz; 0 where nothing is voiced.</summary>
    private static double PitchAt(float[] samples, int frame)
    {
        const int window = 720;
        var start = frame * PulseTrain.Hop + PulseTrain.Hop / 2 - window;
        if (start < 0 || start + 2 * window + 600 > samples.Length)
            return 0;
        var here = samples.AsSpan(start, 2 * window - 300);
        var likeness = new double[520];
        for (var lag = 40; lag < likeness.Length; lag++)
        {
            var there = samples.AsSpan(start + lag, here.Length);
            double both = 0, one = 0, other = 0;
            for (var i = 0; i < here.Length; i++)
            {
                both += here[i] * there[i];
                one += here[i] * here[i];
                other += there[i] * there[i];
            }

            likeness[lag] = one < 1e-3 ? 0 : both / Math.Sqrt(one * other + 1e-12);
        }

        // The shortest lag that is nearly the best: a longer one is a multiple of the period.
        var best = likeness.Max();
        for (var lag = 41; lag < likeness.Length - 1 && best > 0.85; lag++)
        {
            if (likeness[lag] > 0.95 * best && likeness[lag] >= likeness[lag - 1] && likeness[lag] >= likeness[lag + 1])
                return 24000.0 / lag;
        }

        return 0;
    }
}
