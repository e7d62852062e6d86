using Dubbing.Script;
using Dubbing.Script.Formats;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Everything that is done can be undone and done again, also after a restart.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private readonly HandClock clock = new();
    private readonly Guid tab = Guid.NewGuid();
    private TestStudio studio = null!;
    private Project project = null!;

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

    /// <summary>One of each command, on a script of the lines a, b, c, d with times.</summary>
    public static TheoryData<string> Commands => [.. EachCommand.Keys];

    private static readonly Dictionary<string, Func<IProjectStore, Guid, IReadOnlyList<ScriptLine>, Task>> EachCommand = new()
    {
        ["text"] = (store, _, lines) => store.SaveLineTextAsync(lines[1].Id, "다른 말"),
        ["times"] = (store, _, lines) => store.SetLineTimesAsync(lines[1].Id, 7.25, 9),
        ["no times"] = (store, _, lines) => store.SetLineTimesAsync(lines[1].Id, null, null),
        ["speaker"] = (store, _, lines) => store.SetLineSpeakerAsync(lines[2].Id, "민수"),
        ["voice"] = (store, _, lines) => store.SetLineVoiceAsync(lines[2].Id, "other"),
        ["rate"] = (store, _, lines) => store.SetLineRateAsync(lines[2].Id, 1.2),
        ["insert first"] = (store, project, _) => store.InsertLineAsync(project, 0, "new", 1, 2),
        ["insert last"] = (store, project, _) => store.InsertLineAsync(project),
        ["insert after"] = (store, project, lines) => store.InsertLineAfterAsync(project, Guid.NewGuid(), lines[1].Id),
        ["delete"] = (store, project, lines) => store.DeleteLinesAsync(project, [lines[0].Id, lines[2].Id]),
        ["delete all"] = (store, project, lines) => store.DeleteLinesAsync(project, [.. lines.Select(l => l.Id)]),
        ["move up"] = (store, _, lines) => store.MoveLineAsync(lines[3].Id, 1),
        ["move down"] = (store, _, lines) => store.MoveLineAsync(lines[0].Id, 2),
        ["import after"] = (store, project, _) => store.ImportAsync(project, new ScriptDocument([new Cue(1, "x"), new Cue(2, "y")], [], ScriptFormats.WrittenAs(".txt")!, "utf-8"), ImportMode.Append),
        ["import instead"] = (store, project, _) => store.ImportAsync(project, new ScriptDocument([new Cue(1, "x")], [], ScriptFormats.WrittenAs(".txt")!, "utf-8"), ImportMode.Replace),
        ["name"] = (store, project, _) => store.ChangeAsync(project, new ProjectEdit { Name = "다른 이름" }),
        ["settings"] = (store, project, _) => store.ChangeAsync(project, new ProjectEdit { Language = Language.Japanese, OriginalSound = Mix.OriginalSound.Mute, SyntheticNotice = false }),
        ["project voice"] = (store, project, _) => store.ChangeAsync(project, new ProjectEdit { VoiceId = "another" }),
        ["lock"] = (store, project, lines) => store.LockLinesAsync(project, [lines[0].Id, lines[1].Id], true),
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_command_is_undone_and_done_again_even_after_a_restart(string command)
    {
        await ScriptAsync("a", "b", "c", "d");
        var before = await StateAsync();
        await EachCommand[command](studio.Projects, project.Id, (await LoadAsync()).Lines);
        var after = await StateAsync();
        Assert.NotEqual(before, after);

        Assert.NotNull(await studio.Projects.UndoAsync(project.Id));
        Assert.Equal(before, await StateAsync());
        await studio.RestartAsync();
        Assert.NotNull(await studio.Projects.RedoAsync(project.Id));
        Assert.Equal(after, await StateAsync());
        await studio.RestartAsync();
        Assert.NotNull(await studio.Projects.UndoAsync(project.Id));
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task A_long_walk_of_edits_is_walked_back_and_forth_step_by_step()
    {
        await ScriptAsync("a", "b", "c", "d");
        var dice = new Random(7);
        var states = new List<string> { await StateAsync() };
        var (versions, kept) = (studio.Services.GetRequiredService<IProjectVersions>(), new List<Guid>());
        for (var i = 0; i < 60; i++)
        {
            var lines = (await LoadAsync()).Lines;
            var any = lines.Count > 0 ? lines[dice.Next(lines.Count)].Id : Guid.Empty;
            switch (dice.Next(6))
            {
                case 5 when kept.Count > 0:
                    await versions.RestoreAsync(kept[dice.Next(kept.Count)]);
                    break;
                case 0:
                    await studio.Projects.InsertLineAsync(project.Id, dice.Next(lines.Count + 1), $"n{i}");
                    break;
                case 1 when lines.Count > 2:
                    await studio.Projects.DeleteLinesAsync(project.Id, [any, lines[0].Id]);
                    break;
                case 2 when lines.Count > 0:
                    await studio.Projects.MoveLineAsync(any, dice.Next(lines.Count));
                    break;
                case 3 when lines.Count > 0:
                    await studio.Projects.SetLineTimesAsync(any, i, i + 1);
                    break;
                case 4 when lines.Count > 0:
                    await studio.Projects.SaveLineTextAsync(any, $"t{i}");
                    break;
            }

            if (i % 10 == 0)
                kept.Add((await versions.KeepAsync(project.Id, $"v{i}"))!.Id);
            clock.Forward(TimeSpan.FromMinutes(1));
            var state = await StateAsync();
            if (state != states[^1])
                states.Add(state);
        }

        for (var i = states.Count - 2; i >= 0; i--)
        {
            Assert.NotNull(await studio.Projects.UndoAsync(project.Id));
            Assert.Equal(states[i], await StateAsync());
        }

        for (var i = 1; i < states.Count; i++)
        {
            Assert.NotNull(await studio.Projects.RedoAsync(project.Id));
            Assert.Equal(states[i], await StateAsync());
        }

        Assert.Null(await studio.Projects.RedoAsync(project.Id));
    }

    [Fact]
    public async Task Typing_in_one_line_is_one_step_until_a_pause()
    {
        var line = (await studio.Projects.InsertLineAsync(project.Id))!;
        await TypeAsync(line, "하나");
        clock.Forward(ProjectEditor.MergePause);
        await TypeAsync(line, "하나 둘");
        await studio.Projects.UndoAsync(project.Id, tab);
        Assert.Equal("하나", (await LoadAsync()).Lines[0].Text);
        await studio.Projects.UndoAsync(project.Id, tab);
        Assert.Equal("", (await LoadAsync()).Lines[0].Text);
        Assert.Single((await LoadAsync()).Lines);
        await studio.Projects.RedoAsync(project.Id, tab);
        // What is typed after a redo is a step of its own.
        await studio.Projects.SaveLineTextAsync(line.Id, "하나 셋", tab);
        await studio.Projects.UndoAsync(project.Id, tab);
        Assert.Equal("하나", (await LoadAsync()).Lines[0].Text);
    }

    [Fact]
    public async Task Typing_in_two_lines_or_tabs_is_not_one_step()
    {
        var lines = await ScriptAsync("a", "b");
        await studio.Projects.SaveLineTextAsync(lines[0].Id, "aa", tab);
        await studio.Projects.SaveLineTextAsync(lines[1].Id, "bb", tab);
        await studio.Projects.SaveLineTextAsync(lines[1].Id, "bbb", Guid.NewGuid());
        Assert.Equal("2", Argument((await studio.Projects.UndoAsync(project.Id))!));
        Assert.Equal(["aa", "bb"], (await LoadAsync()).Lines.Select(l => l.Text));
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal("1", Argument((await studio.Projects.UndoAsync(project.Id))!));
        Assert.Equal(["a", "b"], (await LoadAsync()).Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task Something_new_after_an_undo_clears_what_could_be_done_again()
    {
        var lines = await ScriptAsync("a", "b");
        await studio.Projects.SaveLineTextAsync(lines[0].Id, "aa");
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal("EditText", (await LoadAsync()).History.Redo!.Key);
        await studio.Projects.SetLineSpeakerAsync(lines[1].Id, "민수");
        var history = (await LoadAsync()).History;
        Assert.Equal(("EditSpeaker", null), (history.Undo!.Key, history.Redo?.Key));
        Assert.Null(await studio.Projects.RedoAsync(project.Id));
    }

    [Fact]
    public async Task Both_tabs_hear_of_an_undo_and_of_what_can_be_undone_next()
    {
        var lines = await ScriptAsync("a", "b");
        await studio.Projects.SaveLineTextAsync(lines[0].Id, "aa", tab);
        var heard = new List<ProjectChange>();
        var all = new TaskCompletionSource();
        using var other = studio.Services.GetRequiredService<IProjectEvents>().Subscribe(project.Id, change =>
        {
            heard.Add(change);
            if (change is HistoryChanged)
                all.TrySetResult();
            return Task.CompletedTask;
        });
        await studio.Projects.UndoAsync(project.Id, tab);
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("a", Assert.Single(heard.OfType<LineChanged>()).Line.Text);
        Assert.Equal(("EditImport", "EditText"), (heard.OfType<HistoryChanged>().Single().History.Undo!.Key, heard.OfType<HistoryChanged>().Single().History.Redo!.Key));
    }

    [Fact]
    public async Task A_line_that_returns_to_what_was_rendered_has_its_take_again()
    {
        var lines = await ScriptAsync("하나", "둘");
        var done = await RenderAsync();
        await studio.Projects.SaveLineTextAsync(lines[0].Id, "하나하나");
        await studio.Projects.DeleteLinesAsync(project.Id, [lines[1].Id]);
        var other = (await RenderAsync()).Lines.Single();
        Assert.NotEqual(done.Lines[0].TakeKey, other.TakeKey);
        await studio.Projects.UndoAsync(project.Id);
        await studio.Projects.UndoAsync(project.Id);
        var after = (await LoadAsync()).Lines;
        Assert.Equal(done.Lines.Select(l => (l.TakeKey, l.TakeSeconds, l.Grade)), after.Select(l => (l.TakeKey, l.TakeSeconds, l.Grade)));
        Assert.All(after, l => Assert.False(l.IsStale || l.NeedsRender));
        await studio.Projects.RedoAsync(project.Id);
        Assert.Equal((other.TakeKey, false), ((await LoadAsync()).Lines[0].TakeKey, (await LoadAsync()).Lines[0].IsStale));
        Assert.Equal(3, speech.Spoken.Count);
    }

    [Fact]
    public async Task Undo_leaves_takes_rendered_since_alone()
    {
        var lines = await ScriptAsync("하나");
        await studio.Projects.SetLineSpeakerAsync(lines[0].Id, "민수");
        var rendered = (await RenderAsync()).Lines[0];
        await studio.Projects.UndoAsync(project.Id);
        var after = (await LoadAsync()).Lines[0];
        Assert.Null(after.Speaker);
        Assert.Equal((rendered.TakeKey, false), (after.TakeKey, after.IsStale));
    }

    [Fact]
    public async Task A_locked_line_is_neither_rendered_nor_changed_with_many_but_on_its_own()
    {
        var lines = await ScriptAsync("하나", "둘", "셋");
        await studio.Projects.LockLinesAsync(project.Id, [lines[1].Id], true);
        await RenderAsync();
        Assert.Equal(["셋", "하나"], speech.Spoken.Order(StringComparer.Ordinal));
        await studio.Projects.DeleteLinesAsync(project.Id, [.. lines.Select(l => l.Id)]);
        Assert.Equal("둘", Assert.Single((await LoadAsync()).Lines).Text);
        await studio.Projects.SaveLineTextAsync(lines[1].Id, "둘째");
        Assert.Equal("둘째", (await LoadAsync()).Lines[0].Text);
    }

    [Fact]
    public async Task Old_steps_are_let_go_so_that_the_history_stays_small()
    {
        var line = (await studio.Projects.InsertLineAsync(project.Id))!;
        for (var i = 0; i < ProjectEditor.MostEdits + 20; i++)
        {
            clock.Forward(ProjectEditor.MergePause);
            await studio.Projects.SaveLineTextAsync(line.Id, $"{i}");
        }

        var undone = 0;
        while (await studio.Projects.UndoAsync(project.Id) is not null)
            undone++;
        Assert.Equal(ProjectEditor.MostEdits, undone);
        Assert.Equal("19", (await LoadAsync()).Lines[0].Text);
    }

    private static string Argument(EditMoved step) => $"{step.Label.Arguments[0]}";

    private async Task TypeAsync(ScriptLine line, string text)
    {
        for (var i = 1; i <= text.Length; i++)
        {
            await studio.Projects.SaveLineTextAsync(line.Id, text[..i], tab);
            clock.Forward(ProjectEditor.MergePause / 2);
        }
    }

    private async Task<IReadOnlyList<ScriptLine>> ScriptAsync(params string[] texts)
    {
        var cues = texts.Select((t, i) => new Cue(i + 1, t, TimeSpan.FromSeconds(3 * i), TimeSpan.FromSeconds(3 * i + 2)));
        await studio.Projects.ImportAsync(project.Id, new ScriptDocument([.. cues], [], ScriptFormats.WrittenAs(".srt")!, "utf-8"), ImportMode.Append);
        return (await LoadAsync()).Lines;
    }

    private async Task<ProjectContent> RenderAsync()
    {
        await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(project.Id);
        return await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
    }

    private async Task<ProjectContent> LoadAsync() => (await studio.Projects.LoadAsync(project.Id))!;

    /// <summary>All that the user edits, as text.</summary>
    private async Task<string> StateAsync()
    {
        var (p, lines) = (await LoadAsync()) is var content ? (content.Project, content.Lines) : default;
        return string.Join('\n', lines
            .Select(l => $"{l.Id} {l.Position} {l.Text} {l.Speaker} {l.StartSeconds} {l.EndSeconds} {l.VoiceId} {l.Rate} {l.Locked} {l.Input}")
            .Prepend($"{p.Name} {p.Language} {p.VoiceId} {p.OriginalSound} {p.SyntheticNotice}"));
    }
}
