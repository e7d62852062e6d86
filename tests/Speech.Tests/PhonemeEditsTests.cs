using Dubbing.Readings.Korean;

namespace Dubbing.Speech.Tests;

/// <summary>What was done to sounds is kept with them.</summary>
public sealed class PhonemeEditsTests
{
    private static readonly PhonemeEdit Long = new(Length: 2, Pitch: [1, -0.5]);

    [Fact]
    public void Edits_come_back_as_they_were_kept()
    {
        var plan = Plan("나무가 많아요");
        var edited = plan with { Edits = [.. plan.Durations.Select((_, i) => i == 3 ? Long : null)] };
        var kept = PhonemeEdits.Parse(PhonemeEdits.Of(edited).ToString()).On(plan);
        Assert.Equal(2, kept.Edits![3]!.Length);
        Assert.Equal([1, -0.5], kept.Edits[3]!.Pitch!);
        Assert.Equal(1, kept.Edits.Count(e => e is not null));
    }

    [Fact]
    public void A_change_of_the_text_leaves_the_sounds_around_it_as_they_were()
    {
        var plan = Plan("나무가 많아요");
        var last = plan.Durations.Count - 2;
        var kept = PhonemeEdits.Of(plan with { Edits = [.. plan.Durations.Select((_, i) => i == 1 || i == last ? Long : null)] });
        var other = kept.On(Plan("나무들이 많아요"));
        Assert.NotNull(other.Edits![1]);
        Assert.NotNull(other.Edits[^2]);
        Assert.Equal(2, other.Edits.Count(e => e is not null));
        Assert.Equal(other.Durations.Count, other.Edits.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no json")]
    [InlineData("[]")]
    public void Without_edits_a_plan_stays_as_it_is(string? text)
    {
        var plan = Plan("네");
        Assert.Same(plan, PhonemeEdits.Parse(text).On(plan));
        Assert.Null(PhonemeEdits.Of(plan).ToString());
    }

    private static SpeechPlan Plan(string text)
    {
        var reading = new KoreanReader().Read(text);
        return new SpeechPlan(reading, [.. reading.Phonemes.Select(_ => 8.0)]);
    }
}
