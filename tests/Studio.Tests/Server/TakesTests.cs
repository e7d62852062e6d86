using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Takes are kept to be compared, versions to go back to; what nothing refers to is cleaned up.</summary>
public sealed class TakesTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private readonly HandClock clock = new();
    private TestStudio studio = null!;
    private Project project = null!;

    private ILineTakes Takes => studio.Services.GetRequiredService<ILineTakes>();

    private IProjectVersions Versions => studio.Services.GetRequiredService<IProjectVersions>();

    private ILineClipboard Clipboard => studio.Services.GetRequiredService<ILineClipboard>();

    private IJobQueue Jobs => studio.Services.GetRequiredService<IJobQueue>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(services =>
        {
            speech.AddTo(services);
            clock.AddTo(services);
        });
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task The_last_takes_of_a_line_are_kept_and_those_with_a_star_for_good()
    {
        var line = await InsertAsync("하나");
        var first = (await RenderAsync()).Lines[0].TakeKey;
        await Takes.KeepAsync((await Takes.ListAsync(line.Id))[0].Id, true);
        for (var i = 0; i < RenderPass.TakesKept + 2; i++)
        {
            await studio.Projects.SaveLineTextAsync(line.Id, new string('둘', i + 2));
            await RenderAsync();
        }

        var takes = await Takes.ListAsync(line.Id);
        Assert.Equal(RenderPass.TakesKept + 1, takes.Count);
        Assert.Equal(first, takes[^1].Key);
        Assert.Equal(new string('둘', RenderPass.TakesKept + 3), takes[0].Text);
    }

    [Fact]
    public async Task Of_a_voice_with_a_new_version_the_old_takes_stay_and_it_is_said_which_lines_they_are()
    {
        await InsertAsync("하나");
        await InsertAsync("둘");
        var lines = (await RenderAsync()).Lines;
        await studio.Projects.SaveLineTextAsync(lines[1].Id, "셋");
        var voice = speech.Voices[0];
        speech.Voices =
        [
            voice with
            {
                Fingerprints = new Dictionary<Language, string> { [Language.Korean] = "new", [Language.Japanese] = "" },
                Earlier = new Dictionary<Language, IReadOnlyList<string>> { [Language.Korean] = ["older", voice.FingerprintOf(Language.Korean)] },
            },
        ];
        await studio.RestartAsync();
        var content = (await studio.Projects.LoadAsync(project.Id))!;
        Assert.Equal(lines.Select(l => l.TakeKey), content.Lines.Select(l => l.TakeKey));
        Assert.Equal([true, true], content.Lines.Select(l => l.IsStale));
        // The second was changed as well: its sound is not what the earlier version would say.
        Assert.Equal([true, false], content.Lines.Select(l => RenderFingerprint.IsOfEarlierVoice(l, content.Project, speech)));
        var after = await RenderAsync();
        Assert.DoesNotContain(after.Lines, l => l.IsStale || RenderFingerprint.IsOfEarlierVoice(l, after.Project, speech));
        Assert.NotEqual(lines[0].TakeKey, after.Lines[0].TakeKey);
    }

    [Fact]
    public async Task An_earlier_take_can_be_chosen_until_the_line_changes_and_the_choice_be_undone()
    {
        var line = await InsertAsync("하나");
        var first = (await RenderAsync()).Lines[0].TakeKey;
        await studio.Projects.SaveLineTextAsync(line.Id, "둘");
        var second = (await RenderAsync()).Lines[0].TakeKey;
        await Takes.ChooseAsync((await Takes.ListAsync(line.Id)).Single(t => t.Key == first).Id);
        Assert.Equal((first, false), await HeardAsync());
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal((second, false), await HeardAsync());
        await studio.Projects.RedoAsync(project.Id);
        Assert.Equal((first, false), await HeardAsync());
        // It is not spoken again by "render all", but once the line says something else.
        await RenderAsync();
        Assert.Equal((first, false), await HeardAsync());
        await studio.Projects.SaveLineTextAsync(line.Id, "셋");
        Assert.Equal((first, true), await HeardAsync());
    }

    [Fact]
    public async Task A_version_is_restored_exactly_and_that_can_be_undone()
    {
        var lines = new[] { await InsertAsync("하나"), await InsertAsync("둘"), await InsertAsync("셋") };
        await studio.Projects.SetLineTimesAsync(lines[1].Id, 1, 2);
        await RenderAsync();
        var before = await TextAsync();
        var version = (await Versions.KeepAsync(project.Id, " 검토 전 "))!;
        Assert.Equal(("검토 전", 3), (version.Name, version.Lines));
        await studio.Projects.DeleteLinesAsync(project.Id, [lines[0].Id]);
        await studio.Projects.MoveLineAsync(lines[2].Id, 0);
        await studio.Projects.LockLinesAsync(project.Id, [lines[1].Id], true);
        await studio.Projects.SaveLineTextAsync(lines[1].Id, "둘둘");
        await InsertAsync("넷");
        await studio.Projects.ChangeAsync(project.Id, new ProjectEdit { Name = "새 이름", OriginalSound = Mix.OriginalSound.Mute });
        var after = await TextAsync();
        Assert.True(await Versions.RestoreAsync(version.Id));
        Assert.Equal(before, await TextAsync());
        Assert.Equal("새 이름", (await LoadAsync()).Project.Name);
        Assert.All((await LoadAsync()).Lines, l => Assert.False(l.NeedsRender));
        Assert.False(await Versions.RestoreAsync(version.Id));
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal(after, await TextAsync());
        await studio.Projects.RedoAsync(project.Id);
        Assert.Equal(before, await TextAsync());
        await Versions.DeleteAsync(version.Id);
        Assert.Empty(await Versions.ListAsync(project.Id));
    }

    [Fact]
    public async Task Lines_are_copied_into_another_project_with_all_they_have()
    {
        var line = await InsertAsync("하나\n둘");
        await studio.Projects.SetLineTimesAsync(line.Id, 1, 2);
        await studio.Projects.SetLineSpeakerAsync(line.Id, "민수");
        await studio.Projects.SetLineRateAsync(line.Id, 1.25);
        var copied = await Clipboard.CopyAsync(project.Id, [line.Id]);
        Assert.Equal("하나 둘", copied.Text);
        var other = await studio.Projects.CreateAsync(new NewProject("다른", Language.Korean));
        await studio.Projects.InsertLineAsync(other.Id, text: "처음");
        var pasted = Assert.Single(await Clipboard.PasteAsync(other.Id, copied.Data, 0));
        var lines = (await studio.Projects.LoadAsync(other.Id))!.Lines;
        Assert.Equal((pasted, "하나\n둘", 1.0, 2.0, "민수", 1.25, 0), (lines[0].Id, lines[0].Text, lines[0].StartSeconds, lines[0].EndSeconds, lines[0].Speaker, lines[0].Rate, lines[0].Position));
        Assert.NotEqual(line.Id, pasted);
        await studio.Projects.UndoAsync(other.Id);
        Assert.Equal("처음", Assert.Single((await studio.Projects.LoadAsync(other.Id))!.Lines).Text);
        await Clipboard.PasteAsync(other.Id, " 가 \r\n\r\n나\n");
        Assert.Equal(["처음", "가", "나"], (await studio.Projects.LoadAsync(other.Id))!.Lines.Select(l => l.Text));
    }

    [Theory]
    [InlineData("dubbing-lines:{")]
    [InlineData("dubbing-lines:[{\"t\":\"ScriptLine\",\"i\":\"00000000-0000-0000-0000-000000000001\",\"a\":{\"Text\":5}}]")]
    public async Task A_broken_clipboard_is_refused(string lines)
    {
        var refused = await Assert.ThrowsAsync<DubbingException>(() => Clipboard.PasteAsync(project.Id, lines));
        Assert.Equal("PasteBroken", refused.UserMessage.Key);
    }

    [Fact]
    public async Task Where_the_user_wants_it_lines_are_rendered_when_typing_stops()
    {
        var line = await InsertAsync("");
        await studio.Projects.ChangeAsync(project.Id, new ProjectEdit { AutoRender = true });
        await studio.Projects.SaveLineTextAsync(line.Id, "하나");
        await clock.UntilSetAsync(AutoRender.Pause);
        clock.Forward(AutoRender.Pause - TimeSpan.FromSeconds(1));
        Assert.Empty((await LoadAsync()).Jobs);
        // The news of a change comes in its own time, and the pause begins anew with the last.
        using var stop = new CancellationTokenSource();
        var turning = clock.RunAsync(AutoRender.Pause, stop.Token);
        var done = await studio.UntilAsync(project.Id, c => c.Lines[0].TakeKey is not null);
        await stop.CancelAsync();
        await turning;
        Assert.Equal(["하나"], speech.Spoken);
        Assert.False(done.Lines[0].IsStale);
    }

    [Fact]
    public async Task A_single_line_does_not_wait_for_the_whole_script()
    {
        const int all = 12;
        var lines = new List<ScriptLine>();
        foreach (var i in Enumerable.Range(1, all))
            lines.Add(await InsertAsync(new string('가', i)));
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        speech.Before = async (text, _) =>
        {
            if (text.Length == all)
                return;
            reached.TrySetResult();
            await go.Task;
        };
        await Jobs.EnqueueRenderAsync(project.Id);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var single = await Jobs.EnqueueRenderAsync(project.Id, [lines[^1].Id]);
        await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Id == single.Id && j is { State: JobState.Running, Message: not null }));
        go.SetResult();
        await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
        var spoken = speech.Spoken.Select(t => t.Length).ToList();
        Assert.Equal(Enumerable.Range(1, all), spoken.Order());
        Assert.True(spoken.IndexOf(all) < all - 2, string.Join(' ', spoken));
    }

    private async Task<(string? Key, bool Stale)> HeardAsync() => (await LoadAsync()).Lines[0] is var line ? (line.TakeKey, line.IsStale) : default;

    private async Task<string> TextAsync() => string.Join('\n', (await LoadAsync()) is var content
        ? content.Lines.Select(l => $"{l.Id} {l.Position} {l.Text} {l.StartSeconds} {l.Locked} {l.TakeKey}").Append($"{content.Project.OriginalSound}")
        : []);

    private async Task<ScriptLine> InsertAsync(string text) => (await studio.Projects.InsertLineAsync(project.Id, text: text))!;

    private async Task<ProjectContent> RenderAsync()
    {
        clock.Forward(TimeSpan.FromSeconds(10));
        await Jobs.EnqueueRenderAsync(project.Id);
        return await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
    }

    private async Task<ProjectContent> LoadAsync() => (await studio.Projects.LoadAsync(project.Id))!;
}
