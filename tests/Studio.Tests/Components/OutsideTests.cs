using Dubbing.Studio.Components;

namespace Dubbing.Studio.Tests.Components;

/// <summary>Lines outside the video: named before anything is spoken, with a way back.</summary>
public sealed class OutsideTests
{
    private static ScriptLine Line(int position, double start) => new() { Id = Guid.NewGuid(), Text = "안녕하세요", Position = position, StartSeconds = start, EndSeconds = start + 2 };

    [Fact]
    public void A_line_that_begins_after_the_video_is_told_before_it_is_spoken()
    {
        ScriptLine[] lines = [Line(0, 2), Line(1, 12), Line(2, 40)];
        var problems = LineProblems.Of(lines, 12);
        Assert.Equal([lines[1].Id, lines[2].Id], lines.Select(l => l.Id).Where(problems.ContainsKey));
        Assert.All(problems.Values, p => Assert.Equal(ProblemKind.PastEnd, p.Kind));
        Assert.Empty(LineProblems.Of(lines, null));
    }

    [Fact]
    public void A_script_that_begins_at_a_whole_hour_comes_back_with_one_choice()
    {
        ScriptLine[] lines = [Line(0, 3602), Line(1, 3605)];
        var way = WaysOut.ShiftHours(lines, 12)!;
        Assert.Equal(1, way.Hours);
        Assert.Equal([2.0, 5.0], lines.Select(l => way.Times[l.Id].Start!.Value));
        // Whole hours do not help a script of another video, nor is one moved that lies right.
        Assert.Null(WaysOut.ShiftHours([Line(0, 100)], 12));
        Assert.Null(WaysOut.ShiftHours([Line(0, 3)], 12));
    }
}
