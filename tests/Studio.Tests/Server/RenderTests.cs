using System.Net;
using System.Net.Http.Headers;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;
using Dubbing.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>The render job: what is missing is spoken, once; what fails is told at its line.</summary>
public sealed class RenderTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Project project = null!;

    private IJobQueue Jobs => studio.Services.GetRequiredService<IJobQueue>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(speech.AddTo);
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task Every_line_gets_a_take_that_can_be_heard_in_pieces()
    {
        await InsertAsync("하나 둘 셋", "넷 다섯");
        var done = await RenderAsync();
        Assert.Equal(JobState.Done, done.Jobs[0].State);
        Assert.Equal(["넷 다섯", "하나 둘 셋"], speech.Spoken.Order(StringComparer.Ordinal));
        var line = done.Lines[0];
        var whole = await studio.Http.GetAsync($"/takes/{line.TakeKey}.wav");
        Assert.Equal("audio/wav", whole.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString());
        var request = new HttpRequestMessage(HttpMethod.Get, $"/takes/{line.TakeKey}.wav") { Headers = { Range = new RangeHeaderValue(0, 3) } };
        var piece = await studio.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal("RIFF", await piece.Content.ReadAsStringAsync());
        // 16-bit mono at 24 kHz behind a 44-byte head.
        Assert.Equal(line.TakeSeconds!.Value, (whole.Content.Headers.ContentLength!.Value - 44) / 48000.0, 3);
    }

    [Fact]
    public async Task Lines_without_times_follow_one_another_and_timed_ones_stand_in_their_slots()
    {
        await InsertAsync("하나", "둘");
        await studio.Projects.InsertLineAsync(project.Id, text: "셋", startSeconds: 10, endSeconds: 12);
        var lines = (await RenderAsync()).Lines;
        Assert.Equal(0, lines[0].ClipStart);
        Assert.True(lines[1].ClipStart > lines[0].ClipStart + lines[0].TakeSeconds);
        Assert.Equal(10, lines[2].ClipStart);
    }

    [Theory]
    [InlineData("0123")]
    [InlineData("3210")]
    [InlineData("2031")]
    public async Task Lines_without_times_never_lie_on_one_another_in_whatever_order_they_are_spoken(string order)
    {
        await InsertAsync("하나", "둘 둘", "셋 셋 셋", "넷");
        var lines = (await LoadAsync()).Lines.ToList();
        var (shown, piled, all) = (lines.ToDictionary(l => l.Id), new List<string>(), new TaskCompletionSource());
        using var heard = studio.Services.GetRequiredService<IProjectEvents>().Subscribe(project.Id, change =>
        {
            // As a page shows it, at each moment.
            foreach (var line in change switch { LineChanged c => [c.Line], LinesChanged c => c.Lines, _ => (IReadOnlyList<ScriptLine>)[] })
                shown[line.Id] = line;
            var clips = shown.Values.Where(l => l.TakeKey is not null).OrderBy(l => l.Position).ToList();
            piled.AddRange(clips.Zip(clips.Skip(1)).Where(c => c.First.ClipStart + c.First.TakeSeconds > c.Second.ClipStart).Select(c => $"{c.First.Text} ends after {c.Second.ClipStart:0.0}"));
            if (clips.Count == lines.Count)
                all.TrySetResult();
            return Task.CompletedTask;
        });
        foreach (var next in order)
        {
            await Jobs.EnqueueRenderAsync(project.Id, [lines[next - '0'].Id]);
            await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
        }

        await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(piled);
    }

    [Fact]
    public async Task A_line_too_long_for_its_slot_is_marked_and_never_spoken_faster_than_allowed()
    {
        await studio.Projects.InsertLineAsync(project.Id, text: new string('가', 100), startSeconds: 0, endSeconds: 2);
        var line = Assert.Single((await RenderAsync()).Lines);
        Assert.Equal(FitGrade.Overflow, line.Grade);
        Assert.Equal(1.3, line.TakeRate!.Value, 2);
        Assert.True(line.TakeSeconds > 2);
    }

    [Fact]
    public async Task Rendering_again_speaks_only_what_changed()
    {
        await InsertAsync("하나", "둘", "셋");
        var lines = (await RenderAsync()).Lines;
        await studio.Projects.SaveLineTextAsync(lines[1].Id, "둘둘");
        Assert.True((await LoadAsync()).Lines[1].IsStale);
        var after = (await RenderAsync()).Lines;
        Assert.Equal(["둘", "둘둘", "셋", "하나"], speech.Spoken.Order(StringComparer.Ordinal));
        Assert.All(after, l => Assert.False(l.IsStale));
        Assert.Equal(lines[0].TakeKey, after[0].TakeKey);
    }

    [Fact]
    public async Task A_line_typed_back_to_what_it_was_is_not_spoken_again()
    {
        await InsertAsync("하나");
        var line = (await RenderAsync()).Lines[0];
        await studio.Projects.SaveLineTextAsync(line.Id, "하나하나");
        await studio.Projects.SaveLineTextAsync(line.Id, "하나");
        var after = (await RenderAsync()).Lines[0];
        Assert.Equal(line.TakeKey, after.TakeKey);
        Assert.False(after.IsStale);
        Assert.Single(speech.Spoken);
    }

    [Fact]
    public async Task A_moved_line_keeps_its_take()
    {
        var line = (await studio.Projects.InsertLineAsync(project.Id, text: "하나", startSeconds: 1, endSeconds: 2))!;
        await RenderAsync();
        await studio.Projects.SetLineTimesAsync(line.Id, 5, 6);
        var moved = (await LoadAsync()).Lines[0];
        Assert.False(moved.IsStale);
        Assert.Equal(5, moved.ClipStart);
        await studio.Projects.SetLineTimesAsync(line.Id, 5, 5.2);
        Assert.True((await LoadAsync()).Lines[0].IsStale);
    }

    [Fact]
    public async Task A_failing_line_is_told_at_the_line_and_the_rest_is_rendered()
    {
        speech.Before = (text, _) => text == "둘" ? throw new InvalidOperationException("broken model") : Task.CompletedTask;
        await InsertAsync("하나", "둘", "셋");
        await studio.Projects.SetLineVoiceAsync((await LoadAsync()).Lines[2].Id, "nobody");
        await InsertAsync("넷");
        var content = await RenderAsync();
        Assert.Equal(JobState.Done, content.Jobs[0].State);
        Assert.Equal("RenderDoneWithProblems", content.Jobs[0].Message!.Key);
        Assert.Equal([null, "LineFailed", "VoiceMissing", null], content.Lines.Select(l => l.Problem?.Key));
        Assert.Equal(["넷", "하나"], speech.Spoken.Order(StringComparer.Ordinal));
        Assert.Contains("nobody", content.Lines[2].Problem!.Text(new("ja")));
    }

    [Fact]
    public async Task After_a_restart_in_the_middle_only_the_missing_lines_are_spoken()
    {
        await InsertAsync("하나", "둘", "셋", "넷");
        speech.Before = (text, cancel) => text is "하나" or "둘" ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancel);
        await Jobs.EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Lines.Count(l => l.TakeKey is not null) == 2);
        await studio.StopAsync();
        Assert.Equal(["둘", "하나"], speech.Spoken.Order(StringComparer.Ordinal));

        speech.Before = (_, _) => Task.CompletedTask;
        await studio.RestartAfterStopAsync();
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.Single().State == JobState.Done);
        Assert.Equal(["넷", "둘", "셋", "하나"], speech.Spoken.Order(StringComparer.Ordinal));
        Assert.All(content.Lines, l => Assert.NotNull(l.TakeKey));
    }

    [Fact]
    public async Task A_take_whose_file_is_gone_is_spoken_again()
    {
        await InsertAsync("하나", "둘");
        var line = (await RenderAsync()).Lines[0];
        File.Delete(new DataFolder(studio.Folder).TakeOf(line.TakeKey!));
        await RenderAsync();
        Assert.Equal(["둘", "하나", "하나"], speech.Spoken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_job_ends_and_keeps_what_is_done()
    {
        await InsertAsync("하나", "둘", "셋");
        speech.Before = (text, cancel) => text == "하나" ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancel);
        var job = await Jobs.EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Lines[0].TakeKey is not null);
        await Jobs.CancelAsync(job.Id);
        var content = await studio.UntilAsync(project.Id, c => !c.Jobs.Single().IsActive);
        Assert.Equal(JobState.Cancelled, content.Jobs.Single().State);
        Assert.Equal([true, false, false], content.Lines.Select(l => l.TakeKey is not null));
        await studio.RestartAsync();
        Assert.Equal(JobState.Cancelled, (await LoadAsync()).Jobs.Single().State);
    }

    [Fact]
    public async Task A_job_cancelled_while_it_waits_never_begins()
    {
        var other = await studio.Projects.CreateAsync(new NewProject("다른", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(other.Id, text: "먼저");
        await InsertAsync("나중");
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        speech.Before = (_, cancel) =>
        {
            reached.TrySetResult();
            return go.Task.WaitAsync(cancel);
        };
        await Jobs.EnqueueRenderAsync(other.Id);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var job = await Jobs.EnqueueRenderAsync(project.Id);
        await Jobs.CancelAsync(job.Id);
        go.SetResult();
        await studio.UntilAsync(other.Id, c => c.Jobs.Single().State == JobState.Done);
        Assert.Equal(["먼저"], speech.Spoken);
        await studio.UntilAsync(project.Id, c => c.Jobs.Single().State == JobState.Cancelled);
    }

    [Fact]
    public async Task What_is_typed_while_the_line_is_spoken_is_spoken_next()
    {
        await InsertAsync("하나");
        var line = (await LoadAsync()).Lines[0];
        speech.Before = (text, cancel) => text == "하나" ? studio.Projects.SaveLineTextAsync(line.Id, "하나 더", cancel: cancel) : Task.CompletedTask;
        var after = (await RenderAsync()).Lines[0];
        Assert.Equal(["하나", "하나 더"], speech.Spoken);
        Assert.Equal(("하나 더", false), (after.Text, after.IsStale));
    }

    [Fact]
    public async Task A_project_deleted_while_it_is_rendered_stops_its_job()
    {
        await InsertAsync("하나", "둘");
        var (reached, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        speech.Before = async (_, cancel) =>
        {
            reached.TrySetResult();
            cancel.Register(() => stopped.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancel);
        };
        await Jobs.EnqueueRenderAsync(project.Id);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await studio.Projects.DeleteAsync(project.Id);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(await studio.Projects.ListAsync());
    }

    [Fact]
    public async Task A_cancelled_render_takes_nothing_from_another_project_that_says_the_same()
    {
        var other = await studio.Projects.CreateAsync(new NewProject("다른", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(other.Id, text: "같은 말");
        await InsertAsync("같은 말");
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        speech.Before = (_, cancel) =>
        {
            reached.TrySetResult();
            return go.Task.WaitAsync(cancel);
        };
        var cancelled = await Jobs.EnqueueRenderAsync(other.Id);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var job = await Jobs.EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Id == job.Id && j.State == JobState.Running && j.Message is not null));
        await Jobs.CancelAsync(cancelled.Id);
        await studio.UntilAsync(other.Id, c => c.Jobs.Single().State == JobState.Cancelled);
        go.SetResult();
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive));
        Assert.Null(content.Lines[0].Problem);
        Assert.NotNull(content.Lines[0].TakeKey);
    }

    [Fact]
    public async Task What_is_heard_before_rendering_is_planned_as_what_is_rendered()
    {
        await InsertAsync("하나 둘 셋", "넷", "다섯");
        var lines = (await RenderAsync()).Lines;
        var lineSpeech = studio.Services.GetRequiredService<LineSpeech>();
        foreach (var line in lines)
        {
            var planned = await lineSpeech.PlanAsync(line, project, CancellationToken.None);
            Assert.Equal((line.TakeKey, line.ClipStart), (planned.Key, planned.Slot.Start));
        }
    }

    private async Task InsertAsync(params string[] texts)
    {
        foreach (var text in texts)
            await studio.Projects.InsertLineAsync(project.Id, text: text);
    }

    private async Task<ProjectContent> LoadAsync() => (await studio.Projects.LoadAsync(project.Id))!;

    private async Task<ProjectContent> RenderAsync()
    {
        var job = await Jobs.EnqueueRenderAsync(project.Id);
        return await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive));
    }
}
