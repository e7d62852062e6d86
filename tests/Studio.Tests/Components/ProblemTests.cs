using Dubbing.Studio.Components;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;

namespace Dubbing.Studio.Tests.Components;

/// <summary>Lines that do not fit where they are, and what is offered.</summary>
public sealed class ProblemTests
{
    [Fact]
    public void Speech_past_the_end_of_the_video_or_into_another_line_is_a_problem_however_well_it_fits_its_slot()
    {
        ScriptLine[] lines = [Line(0, 1, 4, 3.5, "가"), Line(1, 4, 8, 3, "나"), Line(2, 9, 13, 3.8, "가")];
        var found = LineProblems.Of(lines, 12);
        Assert.Equal([lines[0].Id, lines[2].Id], found.Keys.Order(Comparer<Guid>.Create((a, b) => Array.FindIndex(lines, l => l.Id == a) - Array.FindIndex(lines, l => l.Id == b))));
        Assert.Equal((ProblemKind.Overlap, lines[1], 0.5), (found[lines[0].Id].Kind, found[lines[0].Id].Other, Math.Round(found[lines[0].Id].Seconds, 3)));
        Assert.Equal((ProblemKind.PastEnd, 0.8), (found[lines[2].Id].Kind, Math.Round(found[lines[2].Id].Seconds, 3)));
        Assert.Empty(LineProblems.Of([lines[1]], 12));
        // Without a video nothing ends.
        Assert.Single(LineProblems.Of(lines, null));
    }

    [Fact]
    public void A_line_that_is_longer_than_its_slot_or_failed_is_one_too()
    {
        var (late, failed) = (Line(0, 1, 3, 2.6, null), Line(1, 10, 12, 1, null));
        late.Grade = FitGrade.Overflow;
        failed.Problem = StoredMessage.Of(Messages.LineFailed());
        failed.TakeKey = null;
        var found = LineProblems.Of([late, failed], 60);
        Assert.Equal((ProblemKind.Overflow, 0.6), (found[late.Id].Kind, Math.Round(found[late.Id].Seconds, 3)));
        Assert.Equal(ProblemKind.Failed, found[failed.Id].Kind);
    }

    [Fact]
    public void The_free_time_until_the_next_line_is_offered_with_what_it_brings()
    {
        var line = Line(0, 1, 3, 2.6, null);
        line.TakeRate = 1.3;
        var freed = WaysOut.UseFreeTime(line, [line, Line(1, 6, 8, 1, null)], 60)!;
        // 2.6 s at 1.30 are 3.38 s at its own tempo.
        Assert.Equal((1.69, 1.0), (Math.Round(freed.Before, 2), Math.Round(freed.After, 2)));
        Assert.Equal(4.38, freed.Times[line.Id].End!.Value, 3);
        Assert.Null(WaysOut.UseFreeTime(line, [line, Line(1, 3.05, 8, 1, null)], 60));
        // Never past the end of the video.
        Assert.Equal(3.4, WaysOut.UseFreeTime(line, [line], 3.5)!.Times[line.Id].End!.Value, 3);
    }

    [Fact]
    public void What_follows_is_pushed_and_keeps_its_distances_and_what_is_locked_stays()
    {
        var (line, next, last, kept) = (Line(0, 1, 3, 2.6, "가"), Line(1, 3, 5, 1, "나"), Line(2, 7, 9, 1, "가"), Line(3, 20, 22, 1, "가"));
        kept.Locked = true;
        ScriptLine[] lines = [line, next, last, kept];
        var pushed = WaysOut.Push(line, lines, onlyTrack: false)!;
        Assert.Equal(0.7, pushed.Seconds, 3);
        Assert.Equal((3.7, 5.7, 7.7), (pushed.Times[next.Id].Start!.Value, pushed.Times[next.Id].End!.Value, pushed.Times[last.Id].Start!.Value));
        Assert.False(pushed.Times.ContainsKey(kept.Id));
        var track = WaysOut.Push(line, lines, onlyTrack: true)!;
        Assert.False(track.Times.ContainsKey(next.Id));
        Assert.Equal(7.6, track.Times[last.Id].Start!.Value, 3);
    }

    [Fact]
    public void The_picture_waits_before_what_follows_for_as_long_as_the_line_needs_at_its_own_tempo()
    {
        var line = Line(0, 1, 3, 2.6, null);
        line.TakeRate = 1.3;
        // 2.6 s at 1.30 are 3.38 s at its own tempo, and the next line comes after 2.5 s.
        var wait = WaysOut.Wait(line, [line, Line(1, 3.5, 8, 1, null)], 60)!;
        Assert.Equal((3.5, 1.0), (wait.At, wait.Seconds));
        Assert.Equal(new LineEnd(line.Id, 4.38), wait.End);
        // Nothing follows: the picture waits at its end; where the time is enough, or there is no video, nothing is offered.
        Assert.Equal((3.2, 1.3), (WaysOut.Wait(line, [line], 3.2)!.At, WaysOut.Wait(line, [line], 3.2)!.Seconds));
        Assert.Null(WaysOut.Wait(line, [line, Line(1, 5, 8, 1, null)], 60));
        Assert.Null(WaysOut.Wait(line, [line], null));
    }

    [Fact]
    public void An_accepted_problem_is_told_again_only_when_it_is_another()
    {
        var (line, next) = (Line(0, 1, 4, 3.5, "가"), Line(1, 4, 8, 3, "나"));
        line.Accepted = LineProblems.Of([line, next], 60)[line.Id].Mark;
        Assert.Empty(LineProblems.Of([line, next], 60));
        next.ClipStart = 3.5;
        Assert.Single(LineProblems.Of([line, next], 60));
        next.ClipStart = 4;
        Assert.Empty(LineProblems.Of([line, next], 60));
        line.TakeKey = "another";
        Assert.Single(LineProblems.Of([line, next], 60));
    }

    [Fact]
    public void A_clip_shows_its_text_without_markup_and_a_clash_as_one()
    {
        var line = Line(0, 1, 4, 3.5, null);
        Assert.Equal("GPU", TimelineClip.Of(line, "GPU", clashes: true)!.Text);
        Assert.Equal(("Free", "Clash"), (TimelineClip.Of(line, "")!.Grade, TimelineClip.Of(line, "", clashes: true)!.Grade));
    }

    private static ScriptLine Line(int place, double start, double end, double take, string? speaker) => new()
    {
        Id = Guid.NewGuid(), Position = place, Text = $"{place}", Speaker = speaker, StartSeconds = start, EndSeconds = end, ClipStart = start, TakeKey = "k", TakeSeconds = take, TakeRate = 1, Grade = FitGrade.Free,
    };
}
