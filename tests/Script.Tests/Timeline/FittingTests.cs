using Dubbing.Readings;
using Dubbing.Script;
using Dubbing.Speech;

namespace Dubbing.Timeline.Tests;

/// <summary>Fitting lines to slots by the tempo asked of the model.</summary>
public sealed class FittingTests
{
    [Theory]
    [InlineData(2.0, 1.0, FitGrade.Free)] // half empty: not slowed down
    [InlineData(1.05, 0.952, FitGrade.Free)] // a little slower fills it
    [InlineData(1.0, 1.0, FitGrade.Free)]
    [InlineData(0.92, 1.087, FitGrade.Free)]
    [InlineData(0.88, 1.136, FitGrade.Amber)]
    [InlineData(0.80, 1.25, FitGrade.Red)]
    [InlineData(0.70, 1.3, FitGrade.Overflow)] // would need 1.43
    public void One_second_of_speech_in_a_slot_of_a_length(double slot, double rate, FitGrade grade)
    {
        var fit = LineFitter.Fit(OneSecond(), new Slot(5, 5 + slot));
        Assert.Equal(rate, fit.Rate, 3);
        Assert.Equal(grade, fit.Grade);
    }

    [Fact]
    public void Without_an_end_a_line_takes_the_time_it_wants()
    {
        Assert.Equal(1.15, LineFitter.Fit(OneSecond(), new Slot(5, null), wanted: 1.15).Rate);
        Assert.Equal(FitGrade.Free, LineFitter.Fit(OneSecond(), new Slot(5, null), wanted: 1.15).Grade);
    }

    [Fact]
    public void A_slot_without_length_overflows() => Assert.Equal(FitGrade.Overflow, LineFitter.Fit(OneSecond(), new Slot(5, 5)).Grade);

    [Fact]
    public void A_wanted_tempo_counts_before_the_fit()
    {
        // Spoken 1.25 times as fast the line lasts 0.8 s and fits as it is.
        var fit = LineFitter.Fit(OneSecond(), new Slot(0, 0.8), wanted: 1.25);
        Assert.Equal(1.25, fit.Rate, 6);
        Assert.Equal(FitGrade.Free, fit.Grade);
    }

    [Fact]
    public void Slots_come_from_the_times_or_follow_one_another()
    {
        var timed = new Cue(1, "하나", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
        Assert.Equal(new Slot(3, 4), SlotPlanner.SlotOf(timed, 10));
        Assert.Equal(new Slot(0, null), SlotPlanner.SlotOf(new Cue(1, "하나"), 0));
        Assert.Equal(new Slot(10 + SlotPlanner.Pause, null), SlotPlanner.SlotOf(new Cue(2, "둘"), 10));
    }

    [Fact]
    public void A_take_has_another_key_when_anything_that_is_heard_changes()
    {
        var (plan, voice, controls) = (OneSecond(), Voice(), new VoiceControls());
        var key = TakeKey.Of(plan, voice, controls);
        Assert.Equal(key, TakeKey.Of(OneSecond(), Voice(), new VoiceControls()));
        string[] others =
        [
            TakeKey.Of(plan, voice, controls with { Rate = 1.01 }),
            TakeKey.Of(plan, voice, controls with { PitchShift = 1 }),
            TakeKey.Of(plan, voice with { Speaker = 1 }, controls),
            TakeKey.Of(plan, voice with { Fingerprints = new Dictionary<Language, string> { [plan.Reading.Language] = "new" } }, controls),
            TakeKey.Of(plan with { Durations = [8, 41, 40, 8] }, voice, controls),
            TakeKey.Of(plan with { Edits = [null, new PhonemeEdit(Length: 1.1), null, null] }, voice, controls),
            TakeKey.Of(plan with { Edits = [null, new PhonemeEdit(Pitch: [1]), null, null] }, voice, controls),
            TakeKey.Of(plan with { Edits = [null, null, new PhonemeEdit(Pitch: [1]), null] }, voice, controls),
            TakeKey.Of(plan with { Edits = [null, new PhonemeEdit(Energy: 1), null, null] }, voice, controls),
            TakeKey.Of(plan with { Pitch = [200, 210] }, voice, controls),
            TakeKey.Of(plan with { Energy = [200, 210] }, voice, controls),
            TakeKey.Of(plan with { Reading = plan.Reading with { Phrases = [plan.Reading.Phrases[0] with { Nucleus = 1 }] } }, voice, controls),
        ];
        Assert.DoesNotContain(key, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    /// <summary>Two sounds of 40 frames of 12.5 ms between silences.</summary>
    private static SpeechPlan OneSecond()
    {
        var pause = new Phoneme(PhonemeInventory.Pause, new SourceSpan(0, 0), -1, -1, []);
        var reading = new Reading(
            Language.Korean,
            "아아",
            [pause, new Phoneme("ㅏ", new SourceSpan(0, 1), 0, 0, []), new Phoneme("ㅏ", new SourceSpan(1, 1), 0, 1, []), pause],
            [new AccentPhrase(2, 0, PhraseEnd.Period, new SourceSpan(0, 2), "아아")]);
        return new SpeechPlan(reading, [8, 40, 40, 8]);
    }

    private static Voice Voice() =>
        new("v", new Dictionary<string, string>(), [Language.Korean], "p", 0, "CC0-1.0", "", true, new Dictionary<string, string>(), 0);
}
