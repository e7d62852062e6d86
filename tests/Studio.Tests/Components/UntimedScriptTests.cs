using Dubbing.Script;
using Dubbing.Studio.Components;

namespace Dubbing.Studio.Tests.Components;

public sealed class UntimedScriptTests
{
    private static readonly Cue[] Cues = [.. Enumerable.Range(1, 6).Select(i => new Cue(i, new string('가', i == 1 ? 26 : 11)))];

    [Fact]
    public void Lines_are_spread_over_the_video_by_their_lengths_without_overlapping()
    {
        var placed = UntimedScript.Place(Cues, UntimedWay.Spread, 60, []);
        Assert.Equal(0, placed[0].Start!.Value.TotalSeconds);
        Assert.InRange(placed[^1].End!.Value.TotalSeconds, 59, 60);
        Assert.True(Length(placed[0]) > 1.8 * Length(placed[1]));
        Assert.All(placed.Zip(placed.Skip(1)), p => Assert.True(p.First.End < p.Second.Start));
    }

    [Fact]
    public void The_first_line_of_each_slide_begins_with_it()
    {
        var placed = UntimedScript.Place(Cues, UntimedWay.Slides, 60, [20, 41]);
        var starts = placed.Select(c => c.Start!.Value.TotalSeconds).ToList();
        Assert.Contains(20, starts);
        Assert.Contains(41, starts);
        Assert.Equal(starts.Order(), starts);
        Assert.DoesNotContain(placed, c => c.Start!.Value.TotalSeconds < 20 && c.End!.Value.TotalSeconds > 20);
    }

    [Fact]
    public void One_after_the_other_gives_no_times() => Assert.All(UntimedScript.Place(Cues, UntimedWay.InTurn, 60, []), c => Assert.Null(c.Start));

    private static double Length(Cue cue) => (cue.End!.Value - cue.Start!.Value).TotalSeconds;
}
