using Dubbing.Script;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>An edit of lines means the same in the script pane and on the timeline, for what is locked, too.</summary>
public sealed class LineCommandTests(ScriptEditingTests.Shared shared) : IClassFixture<ScriptEditingTests.Shared>, IAsyncLifetime
{
    private Guid project;

    private IProjectStore Script => shared.Studio.Projects;

    private ITimelineStore Timeline => shared.Studio.Services.GetRequiredService<ITimelineStore>();

    public async Task InitializeAsync() => project = await ProjectAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Edits that both panes have, on lines 1 and 2.</summary>
    public static TheoryData<string> Both => [.. Pairs.Keys];

    private static readonly Dictionary<string, (Func<LineCommandTests, Guid, ScriptLine[], Task> Script, Func<LineCommandTests, Guid, ScriptLine[], Task> Timeline)> Pairs = new()
    {
        ["split"] = ((t, _, l) => t.Script.SplitLineAsync(l[1].Id, l[1].Text, 2), (t, _, l) => t.Timeline.SplitLineAsync(l[1].Id, 2, null)),
        ["join"] = ((t, _, l) => t.Script.JoinLineAsync(l[2].Id), (t, p, l) => t.Timeline.MergeLinesAsync(p, [l[1].Id, l[2].Id])),
        ["delete"] = ((t, p, l) => t.Script.DeleteLinesAsync(p, [l[1].Id, l[2].Id]), (t, p, l) => t.Timeline.DeleteClipsAsync(p, [l[1].Id, l[2].Id], closeGap: false)),
        ["lock"] = ((t, p, l) => t.Script.LockLinesAsync(p, [l[1].Id, l[2].Id], true), (t, p, l) => t.Timeline.LockClipsAsync(p, [l[1].Id, l[2].Id])),
        ["times"] = (
            (t, p, l) => t.Script.SetTimesAsync(p, new Dictionary<Guid, LineTimes> { [l[1].Id] = new(20, 22), [l[2].Id] = new(23, 24) }),
            (t, p, l) => t.Timeline.PlaceClipsAsync(p, [new(l[1].Id, 20, 22, l[1].Speaker, 0.2, 0.3), new(l[2].Id, 23, 24, l[2].Speaker)], [])),
    };

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_edit_does_the_same_from_the_script_and_from_the_timeline_and_has_the_same_name(string edit)
    {
        var other = await ProjectAsync();
        await Pairs[edit].Script(this, project, await LinesAsync(project));
        await Pairs[edit].Timeline(this, other, await LinesAsync(other));
        Assert.NotEqual(await StateAsync(await ProjectAsync()), await StateAsync(project));
        Assert.Equal(await StateAsync(project), await StateAsync(other));
        // What is dragged may change its track and fades, too: its step is called a move.
        if (edit != "times")
            Assert.Equal(await StepAsync(project), await StepAsync(other));
    }

    [Theory]
    [InlineData("split")]
    [InlineData("join")]
    [InlineData("delete")]
    [InlineData("times")]
    public async Task What_is_locked_is_left_alone_by_both(string edit)
    {
        await Script.LockLinesAsync(project, [(await LinesAsync(project))[1].Id], true);
        await Timeline.ChangeTrackAsync(project, TrackKind.Dub, "나", new TrackEdit { Locked = true });
        var (before, lines) = (await StateAsync(project), await LinesAsync(project));
        await Pairs[edit].Script(this, project, lines);
        Assert.Equal(before, await StateAsync(project));
        await Pairs[edit].Timeline(this, project, lines);
        Assert.Equal(before, await StateAsync(project));
    }

    [Fact]
    public async Task A_cut_shares_what_is_at_the_beginning_and_at_the_end()
    {
        var second = (await Script.SplitLineAsync((await LinesAsync(project))[1].Id, "둘 셋넷", 2))!;
        var first = (await LinesAsync(project))[1];
        second = (await LinesAsync(project)).Single(l => l.Id == second.Id);
        Assert.Equal((0.4, 0, 0.2, 0), (first.PauseBefore, first.PauseAfter, first.FadeInSeconds, first.FadeOutSeconds));
        Assert.Equal((0, 0.6, 0, 0.3), (second.PauseBefore, second.PauseAfter, second.FadeInSeconds, second.FadeOutSeconds));
        Assert.Equal((1.2, 1.2), (first.Rate, second.Rate));
        await Script.JoinLineAsync(second.Id);
        Assert.Equal(await StateAsync(await ProjectAsync()), await StateAsync(project));
    }

    [Fact]
    public async Task What_was_cut_or_joined_shows_its_old_take_no_more_until_the_step_is_taken_back()
    {
        var line = (await LinesAsync(project))[1];
        await TakeAsync(line);
        await Script.SplitLineAsync(line.Id, line.Text, 2);
        Assert.All(await LinesAsync(project), l => Assert.Null(l.TakeKey));
        await Script.UndoAsync(project);
        Assert.Equal("take", (await LinesAsync(project))[1].TakeKey);
    }

    [Fact]
    public async Task A_command_on_several_leaves_a_locked_line_alone_though_it_is_the_only_one_that_would_change()
    {
        var lines = await LinesAsync(project);
        await Script.LockLinesAsync(project, [lines[0].Id], true);
        await Script.DeliverLinesAsync(project, [lines[0].Id, lines[1].Id], new Prosody { Rate = 1.2 });
        await Script.SetSpeakerAsync(project, [lines[0].Id, lines[1].Id], "나");
        Assert.Equal((1, "가"), ((await LinesAsync(project))[0].Rate, (await LinesAsync(project))[0].Speaker));
        await Script.DeliverLinesAsync(project, [lines[0].Id], new Prosody { Rate = 1.2 });
        Assert.Equal(1.2, (await LinesAsync(project))[0].Rate);
    }

    private async Task<Guid> ProjectAsync()
    {
        var made = (await Script.CreateAsync(new NewProject("대본", Language.Korean, FakeSpeech.VoiceId))).Id;
        await Script.ImportAsync(made, new ScriptImport(
            [Cue(1, "하나", 1, 2, "가"), Cue(2, "둘 셋넷", 3, 6, "나"), Cue(3, "다섯", 7, 8, "나")],
            ImportMode.Append));
        var line = (await LinesAsync(made))[1];
        await Timeline.PlaceClipsAsync(made, [new(line.Id, 3, 6, "나", 0.2, 0.3)], []);
        await Script.DeliverLinesAsync(made, [line.Id], new Prosody { Rate = 1.2, PauseBefore = 0.4, PauseAfter = 0.6 });
        return made;
        static Cue Cue(int number, string text, double start, double end, string speaker) => new(number, text, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), speaker);
    }

    private async Task TakeAsync(ScriptLine line)
    {
        await using var db = await shared.Studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        var row = await db.Lines.SingleAsync(l => l.Id == line.Id);
        (row.TakeKey, row.TakeInput, row.TakeSeconds, row.ClipStart) = ("take", row.Input, 1, 3);
        db.Takes.Add(new LineTake { Id = Guid.NewGuid(), ProjectId = project, LineId = line.Id, Input = row.Input, Key = "take", Text = row.Text, VoiceId = FakeSpeech.VoiceId, Seconds = 1, Rate = 1 });
        await db.SaveChangesAsync();
    }

    private async Task<ScriptLine[]> LinesAsync(Guid of) => [.. (await Script.LoadAsync(of))!.Lines];

    private async Task<string> StepAsync(Guid of) => (await Script.LoadAsync(of))!.History.Undo!.Text();

    private async Task<string> StateAsync(Guid of) => string.Join('\n', (await LinesAsync(of)).Select(l =>
        $"{l.Position} {l.Text} {l.Speaker} {l.StartSeconds} {l.EndSeconds} {l.VoiceId} {l.Rate} {l.PauseBefore} {l.PauseAfter} {l.FadeInSeconds} {l.FadeOutSeconds} {l.Locked} {l.Input}"));
}
