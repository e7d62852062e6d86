using Dubbing.Script;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Commands of the script pane on the real store: what they do, and that each is one step to undo.</summary>
public sealed class ScriptEditingTests(ScriptEditingTests.Shared shared) : IClassFixture<ScriptEditingTests.Shared>, IAsyncLifetime
{
    private Guid project;

    private IProjectStore Store => shared.Studio.Projects;

    public async Task InitializeAsync()
    {
        project = (await Store.CreateAsync(new NewProject("대본", Language.Korean))).Id;
        await Store.ImportAsync(project, new ScriptImport(
            [
                new Cue(1, "하나", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), "민수"),
                new Cue(2, "둘 셋넷", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6), "지수"),
                new Cue(3, "다섯"),
            ],
            ImportMode.Append,
            new Dictionary<string, string> { ["지수"] = FakeSpeech.VoiceId }));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Each_named_speaker_gets_the_chosen_voice() => Assert.Equal([null, FakeSpeech.VoiceId, null], (await LinesAsync()).Select(l => l.VoiceId));

    [Fact]
    public async Task A_line_is_split_at_the_caret_and_its_slot_with_it()
    {
        var second = await Store.SplitLineAsync((await LinesAsync())[1].Id, "둘 셋넷", 2);
        Assert.Equal([("하나", 1.0, 2.0), ("둘", 3.0, 4.0), ("셋넷", 4.0, 6.0), ("다섯", null, null)], (await LinesAsync()).Select(l => (l.Text, l.StartSeconds, l.EndSeconds)));
        Assert.Equal(("지수", FakeSpeech.VoiceId), (second!.Speaker, second.VoiceId));
        await UndoneAsync();
    }

    [Fact]
    public async Task Two_lines_become_one_that_reaches_over_both_slots()
    {
        var joined = await Store.JoinLineAsync((await LinesAsync())[1].Id);
        var lines = await LinesAsync();
        Assert.Equal(new JoinedLine(lines[0].Id, 3), joined);
        Assert.Equal([("하나 둘 셋넷", 1.0, 6.0), ("다섯", null, null)], lines.Select(l => (l.Text, l.StartSeconds, l.EndSeconds)));
        Assert.Null(await Store.JoinLineAsync(lines[0].Id));
        await UndoneAsync();
    }

    [Fact]
    public async Task Japanese_lines_are_joined_without_a_space()
    {
        await Store.SetTextsAsync(project, (await LinesAsync()).ToDictionary(l => l.Id, _ => "はい。"));
        await Store.JoinLineAsync((await LinesAsync())[1].Id);
        Assert.Equal("はい。はい。", (await LinesAsync())[0].Text);
    }

    [Fact]
    public async Task A_line_that_the_page_made_comes_once_however_often_it_asks()
    {
        var (made, below) = (Guid.NewGuid(), Guid.NewGuid());
        var first = (await LinesAsync())[0].Id;
        await Store.InsertLineAfterAsync(project, made, first);
        await Store.InsertLineAfterAsync(project, made, first);
        await Store.InsertLineAfterAsync(project, below, made);
        await Store.SaveLineTextAsync(made, "새 줄");
        Assert.Equal(["하나", "새 줄", "", "둘 셋넷", "다섯"], (await LinesAsync()).Select(l => l.Text));
        // The line that it should follow was deleted meanwhile: it comes last.
        await Store.InsertLineAfterAsync(project, Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal("", (await LinesAsync())[^1].Text);
    }

    [Fact]
    public async Task Pasted_lines_fill_the_empty_line_and_follow_it()
    {
        var empty = await Store.InsertLineAsync(project, 1);
        var last = await Store.InsertCuesAsync(project, [new Cue(1, "가"), new Cue(2, "나", Speaker: "지수")], empty!.Id);
        var lines = await LinesAsync();
        Assert.Equal(["하나", "가", "나", "둘 셋넷", "다섯"], lines.Select(l => l.Text));
        Assert.Equal((lines[2].Id, FakeSpeech.VoiceId), (last, lines[2].VoiceId));
    }

    [Fact]
    public async Task Lines_are_duplicated_behind_the_last_without_their_times()
    {
        var lines = await LinesAsync();
        Assert.Equal(2, (await Store.DuplicateLinesAsync(project, [lines[0].Id, lines[1].Id])).Count);
        Assert.Equal([("하나", 1.0), ("둘 셋넷", 3.0), ("하나", null), ("둘 셋넷", null), ("다섯", null)], (await LinesAsync()).Select(l => (l.Text, l.StartSeconds)));
        await UndoneAsync();
    }

    [Theory]
    [InlineData(0, "다섯 하나 둘")]
    [InlineData(1, "하나 다섯 둘")]
    [InlineData(3, "하나 둘 다섯")]
    public async Task A_line_is_moved_before_the_line_at_a_place(int place, string expected)
    {
        await Store.MoveLinesAsync(project, [(await LinesAsync())[2].Id], place);
        Assert.Equal(expected.Split(' '), (await LinesAsync()).Select(l => l.Text.Split(' ')[0]));
    }

    [Fact]
    public async Task Lines_are_moved_together_in_their_order()
    {
        var lines = await LinesAsync();
        await Store.MoveLinesAsync(project, [lines[1].Id, lines[0].Id], 3);
        Assert.Equal(["다섯", "하나", "둘 셋넷"], (await LinesAsync()).Select(l => l.Text));
        await UndoneAsync();
    }

    [Fact]
    public async Task Replacing_and_retiming_are_one_step_each()
    {
        var lines = await LinesAsync();
        await Store.SetTextsAsync(project, lines.ToDictionary(l => l.Id, l => l.Text + "!"));
        Assert.All(await LinesAsync(), l => Assert.EndsWith("!", l.Text, StringComparison.Ordinal));
        await UndoneAsync();
        await Store.SetTimesAsync(project, Retiming.Shift(lines, 1.5));
        Assert.Equal([2.5, 4.5, null], (await LinesAsync()).Select(l => l.StartSeconds));
        await UndoneAsync();
    }

    [Fact]
    public async Task Impossible_times_change_nothing()
    {
        var line = (await LinesAsync())[0];
        await Assert.ThrowsAsync<DubbingException>(() => Store.SetTimesAsync(project, new Dictionary<Guid, LineTimes> { [line.Id] = new(2, 1) }));
        Assert.Equal(1, (await LinesAsync())[0].StartSeconds);
    }

    [Fact]
    public async Task A_speaker_brings_the_voice_along()
    {
        await Store.SetLineSpeakerAsync((await LinesAsync())[2].Id, " 지수 ");
        Assert.Equal(("지수", FakeSpeech.VoiceId), ((await LinesAsync())[2].Speaker, (await LinesAsync())[2].VoiceId));
        await Store.SetSpeakerVoiceAsync(project, "지수", null);
        Assert.All(await LinesAsync(), l => Assert.Null(l.VoiceId));
    }

    [Fact]
    public async Task A_speaker_brings_tempo_and_pitch_along_where_the_line_has_none_of_its_own()
    {
        var lines = await LinesAsync();
        await Store.DeliverLinesAsync(project, [lines[1].Id], new Prosody { Rate = 1.2, PitchShift = -2 });
        await Store.SetLineSpeakerAsync(lines[2].Id, "지수");
        await Store.DeliverLinesAsync(project, [lines[0].Id], new Prosody { Rate = 0.9 });
        await Store.SetLineSpeakerAsync(lines[0].Id, "지수");
        await Store.ImportAsync(project, new ScriptImport([new Cue(1, "여섯", null, null, "지수"), new Cue(2, "일곱", null, null, "새 사람")], ImportMode.Append));
        Assert.Equal([(0.9, 0), (1.2, -2), (1.2, -2), (1.2, -2), (1, 0)], (await LinesAsync()).Select(l => (l.Rate, l.PitchShift)));
    }

    [Fact]
    public void Lines_are_scaled_fitted_and_laid_out()
    {
        ScriptLine[] lines = [Line(10, 12), Line(20, 24), Line(null, null)];
        Assert.Equal([(10.0, 11.0), (15.0, 17.0)], Times(Retiming.Scale(lines, 0.5)));
        Assert.Equal([(0.0, 2.0), (10.0, 14.0)], Times(Retiming.Shift(lines, -60)));
        Assert.Equal([(1.0, 3.0), (11.0, 15.0)], Times(Retiming.Between(lines, 1, 11)));
        Assert.Equal([(5.0, 7.0), (7.5, 9.5), (10.0, 12.0)], Times(Retiming.LayOut(lines, 5, 0.5, _ => 2)));

        IEnumerable<(double, double)> Times(Dictionary<Guid, LineTimes> times) => lines.Where(l => times.ContainsKey(l.Id)).Select(l => (times[l.Id].Start!.Value, times[l.Id].End!.Value));
        static ScriptLine Line(double? start, double? end) => new() { Id = Guid.NewGuid(), Text = "글", StartSeconds = start, EndSeconds = end };
    }

    private async Task<IReadOnlyList<ScriptLine>> LinesAsync() => (await Store.LoadAsync(project))!.Lines;

    /// <summary>One step back is all the way back.</summary>
    private async Task UndoneAsync()
    {
        Assert.NotNull(await Store.UndoAsync(project));
        Assert.Equal([("하나", 1.0, 2.0), ("둘 셋넷", 3.0, 6.0), ("다섯", null, null)], (await LinesAsync()).Select(l => (l.Text, l.StartSeconds, l.EndSeconds)));
        Assert.Equal([0, 1, 2], (await LinesAsync()).Select(l => l.Position));
    }

    /// <summary>One studio for all of these; each test has its own project.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        public TestStudio Studio { get; private set; } = null!;

        public async Task InitializeAsync() => Studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);

        public async Task DisposeAsync() => await Studio.DisposeAsync();
    }
}
