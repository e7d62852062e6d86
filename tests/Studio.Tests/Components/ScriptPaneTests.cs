using System.Globalization;
using Bunit;
using Dubbing.Readings;
using Dubbing.Readings.Korean;
using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Studio.Components;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Tests.Server;
using Dubbing.Timeline;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>The script pane without a browser, on the real store.</summary>
public sealed class ScriptPaneTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;

    // Not in InitializeAsync: what an asynchronous method sets ends with it.
    public ScriptPaneTests() => CultureInfo.CurrentUICulture = new("ko");

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/script.js").Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton(studio.Projects);
        Services.AddSingleton(studio.Services.GetRequiredService<IJobQueue>());
        Services.AddSingleton(studio.Services.GetRequiredService<ITimelineStore>());
        Services.AddSingleton(studio.Services.GetRequiredService<IDictionaryStore>());
        Services.AddSingleton<IVoiceCatalogue>(new FakeSpeech());
        Services.AddSingleton(studio.Services.GetRequiredService<FavouriteVoices>());
        Services.AddSingleton(studio.Services.GetRequiredService<Dubbing.Studio.Rendering.LineSplitter>());
        Services.AddSingleton(studio.Services.GetRequiredService<IProjectLanguages>());
        Services.AddSingleton<IReader>(new KoreanReader());
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_long_script_only_the_rows_in_sight_are_there_and_the_selected_one()
    {
        var lines = Enumerable.Range(0, 2000).Select(i => new ScriptLine { Id = Guid.NewGuid(), Position = i, Text = $"줄 {i}" }).ToList();
        var pane = Show(Guid.NewGuid(), lines, selected: lines[3].Id);
        Assert.InRange(pane.FindAll(".line").Count, 20, 80);
        Assert.Equal("2000", pane.Find(".lines").GetAttribute("data-count"));
        await pane.InvokeAsync(() => pane.Instance.ShowRows(1000, 1010));
        Assert.NotNull(pane.Find("[data-first='1005'] textarea"));
        Assert.NotNull(pane.Find("[data-first='3'].selected textarea"));
        Assert.Empty(pane.FindAll(".line[data-first='10']"));
        // Rows and gaps together are as high as all rows.
        var gaps = pane.FindAll(".space").Sum(s => int.Parse(s.GetAttribute("style")!.Split(' ')[1].Replace("px", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        Assert.Equal(2000 * 60, gaps + 60 * pane.FindAll(".line").Count);
    }

    [Fact]
    public async Task The_next_problem_is_gone_to_round_and_round()
    {
        var lines = Enumerable.Range(0, 6).Select(i => new ScriptLine { Id = Guid.NewGuid(), Position = i, Text = $"줄 {i}" }).ToList();
        var problems = Enumerable.Range(0, 2).Select(i => 1 + (3 * i)).ToDictionary(i => lines[i].Id, i => new LineProblem(lines[i], ProblemKind.PastEnd, 1));
        Guid? selected = lines[0].Id;
        var pane = Render<ScriptPane>(p => p
            .Add(s => s.ProjectId, Guid.NewGuid()).Add(s => s.Lines, lines).Add(s => s.Language, Language.Korean).Add(s => s.Problems, problems)
            .Add(s => s.SelectedId, selected).Add(s => s.Selected, id => selected = id));
        Assert.Contains("2", pane.Find("[data-test=problems-count]").TextContent, StringComparison.Ordinal);
        var visited = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            await pane.InvokeAsync(() => pane.Instance.NextProblem(1));
            visited.Add(lines.FindIndex(l => l.Id == selected));
            pane.Render(p => p.Add(s => s.SelectedId, selected));
        }

        await pane.InvokeAsync(() => pane.Instance.NextProblem(-1));
        visited.Add(lines.FindIndex(l => l.Id == selected));
        Assert.Equal([1, 4, 1, 4], visited);
        Assert.Contains("Overflow", pane.Find("[data-first='1'] [data-test=chip]").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_chosen_in_the_timeline_is_chosen_in_the_script()
    {
        var lines = Enumerable.Range(0, 6).Select(i => new ScriptLine { Id = Guid.NewGuid(), Position = i, Text = $"줄 {i}" }).ToList();
        var pane = Render<ScriptPane>(p => p.Add(s => s.ProjectId, Guid.NewGuid()).Add(s => s.Lines, lines).Add(s => s.Language, Language.Korean));
        pane.Render(p => p.Add(s => s.Selection, (IReadOnlyCollection<Guid>)[lines[2].Id, lines[4].Id]));
        Assert.Equal(["2", "4"], pane.FindAll(".line.marked").Select(r => r.GetAttribute("data-first")));
        pane.Render(p => p.Add(s => s.Selection, (IReadOnlyCollection<Guid>)[lines[1].Id]));
        Assert.Empty(pane.FindAll(".line.marked"));
    }

    [Fact]
    public void A_row_shows_what_became_of_its_line()
    {
        ScriptLine[] lines =
        [
            Line(0, l => l.Problem = StoredMessage.Of(Messages.LineFailed())),
            Line(1, l => (l.TakeKey, l.TakeInput, l.Input) = ("k", "old", "new")),
            Line(2, l => (l.TakeKey, l.TakeRate, l.Grade) = ("k", 1.15, FitGrade.Amber)),
            Line(3, l => l.Speaker = "민수"),
        ];
        lines[2].TakeInput = lines[2].Input;
        var chips = Show(Guid.NewGuid(), lines).FindAll("[data-test=chip]");
        Assert.Equal(["Problem", "Stale", "Amber"], chips.Take(3).Select(c => c.ClassList[^1]));
        Assert.Equal("×1.15", chips[2].TextContent);
        static ScriptLine Line(int at, Action<ScriptLine> change)
        {
            var line = new ScriptLine { Id = Guid.NewGuid(), Position = at, Text = "글" };
            change(line);
            return line;
        }
    }

    [Fact]
    public void A_corrected_reading_stands_over_its_word_and_the_code_is_only_in_the_field()
    {
        ScriptLine[] lines = [new() { Id = Guid.NewGuid(), Text = "오늘 {GPU|지피유}가 빨라요" }, new() { Id = Guid.NewGuid(), Position = 1, Text = "그냥 글" }];
        var pane = Show(Guid.NewGuid(), lines);
        var shown = Assert.Single(pane.FindAll("[data-test=ruby-text]"));
        Assert.Equal("지피유", shown.QuerySelector("ruby.corrected rt")!.TextContent);
        Assert.DoesNotContain("{", shown.TextContent, StringComparison.Ordinal);
        Assert.Equal("오늘 {GPU|지피유}가 빨라요", pane.Find("[data-first='0'] textarea").GetAttribute("data-text"));
    }

    [Fact]
    public void An_empty_script_says_what_to_do()
    {
        var pane = Show(Guid.NewGuid(), []);
        Assert.Contains("아직 대본이 없습니다", pane.Markup);
        Assert.Equal(2, pane.FindAll(".empty-do button").Count);
    }

    [Fact]
    public async Task Commands_mean_all_chosen_lines()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("대본", Language.Korean))).Id;
        await studio.Projects.ImportAsync(project, new ScriptImport([new Cue(1, "하나"), new Cue(2, "둘"), new Cue(3, "셋")], ImportMode.Append));
        var lines = (await studio.Projects.LoadAsync(project))!.Lines;
        var pane = Show(project, lines);
        await pane.InvokeAsync(() => pane.Instance.Step(lines[0].Id.ToString(), 1, extend: true));
        Assert.Equal(2, pane.FindAll(".line.marked").Count);
        await pane.InvokeAsync(() => pane.Instance.Duplicate(lines[0].Id.ToString()));
        Assert.Equal(["하나", "둘", "하나", "둘", "셋"], (await studio.Projects.LoadAsync(project))!.Lines.Select(l => l.Text));
        await pane.InvokeAsync(pane.Instance.SelectNone);
        await pane.InvokeAsync(() => pane.Instance.Delete(lines[0].Id.ToString()));
        Assert.Equal(["둘", "하나", "둘", "셋"], (await studio.Projects.LoadAsync(project))!.Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task Several_chosen_lines_have_a_bar_and_each_change_of_the_choice_is_told()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("대본", Language.Korean))).Id;
        await studio.Projects.ImportAsync(project, new ScriptImport([new Cue(1, "하나"), new Cue(2, "둘"), new Cue(3, "셋")], ImportMode.Append));
        var lines = (await studio.Projects.LoadAsync(project))!.Lines;
        IReadOnlyCollection<Guid> told = [];
        Render<MudBlazor.MudPopoverProvider>();
        var pane = Render<ScriptPane>(p => p.Add(s => s.ProjectId, project).Add(s => s.Lines, lines).Add(s => s.Language, Language.Korean).Add(s => s.SelectedId, lines[0].Id).Add(s => s.SelectionChanged, all => told = all));
        Assert.Empty(pane.FindAll("[data-test=many]"));
        await pane.InvokeAsync(() => pane.Instance.ClickAsync(lines[2].Id, shift: false, ctrl: true));
        Assert.Equal([lines[0].Id, lines[2].Id], told);
        Assert.Contains("대사 2개", pane.Find("[data-test=many]").TextContent, StringComparison.Ordinal);

        await studio.Projects.LockLinesAsync(project, [lines[0].Id], true);
        pane.Render(p => p.Add(s => s.Selection, told));
        await pane.Find("[data-test=many-delete]").ClickAsync(new());
        Assert.Equal(["하나", "둘"], (await studio.Projects.LoadAsync(project))!.Lines.Select(l => l.Text));
        Assert.Empty(told);
        Assert.Empty(pane.FindAll("[data-test=many]"));
        // Copies are chosen in place of what was copied.
        await pane.InvokeAsync(pane.Instance.SelectAll);
        await pane.InvokeAsync(() => pane.Instance.Duplicate(lines[0].Id.ToString()));
        Assert.Equal((await studio.Projects.LoadAsync(project))!.Lines.Skip(2).Select(l => l.Id), told);
        // Locked alone, a line is not deleted either, and that is said.
        await pane.InvokeAsync(pane.Instance.SelectNone);
        Assert.False(await pane.InvokeAsync(() => pane.Instance.Delete(lines[0].Id.ToString())));
        Assert.Contains("잠긴 대사", Services.GetRequiredService<MudBlazor.ISnackbar>().ShownSnackbars.Last().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_says_what_was_saved_before_the_project_is_read_again_so_that_an_undo_changes_it()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("대본", Language.Korean))).Id;
        await studio.Projects.ImportAsync(project, new ScriptImport([new Cue(1, "하나"), new Cue(2, "둘")], ImportMode.Append));
        var pane = Show(project, (await studio.Projects.LoadAsync(project))!.Lines);
        string Shown() => pane.Find("[data-first='1'] textarea").GetAttribute("data-text")!;

        var second = pane.Find("[data-first='1'] textarea").GetAttribute("data-line")!;
        await pane.InvokeAsync(() => pane.Instance.SaveText(second, "둘 셋"));
        Assert.Equal("둘 셋", Shown());
        await studio.Projects.UndoAsync(project);
        var undone = (await studio.Projects.LoadAsync(project))!.Lines;
        pane.Render(p => p.Add(s => s.Lines, undone));
        Assert.Equal("둘", Shown());
    }

    [Fact]
    public async Task Voices_with_a_star_come_first_in_the_menu_of_a_row()
    {
        var voices = new Voices(new FakeSpeech().Voices[0]);
        var favourites = ActivatorUtilities.CreateInstance<FavouriteVoices>(studio.Services, voices);
        Services.AddSingleton<IVoiceCatalogue>(voices);
        Services.AddSingleton(favourites);
        ScriptLine[] lines = [new() { Id = Guid.NewGuid(), Text = "글" }];
        var popovers = Render<MudBlazor.MudPopoverProvider>();
        var pane = Render<ScriptPane>(p => p.Add(s => s.Lines, lines).Add(s => s.Language, Language.Korean).Add(s => s.VoiceId, "a"));
        await pane.InvokeAsync(() => pane.Instance.MenuAsync(lines[0].Id, new MouseEventArgs()));
        string[] Shown() => [.. popovers.FindAll("[data-voice]").Select(item => item.GetAttribute("data-voice")!)];
        popovers.WaitForAssertion(() => Assert.Equal(["a", "b", "c"], Shown()));

        await favourites.SetAsync("c", true);
        await pane.InvokeAsync(() => pane.Instance.MenuAsync(lines[0].Id, new MouseEventArgs()));
        popovers.WaitForAssertion(() => Assert.Equal(["c", "a", "b"], Shown()));
        Assert.StartsWith("★", popovers.Find("[data-voice=c]").TextContent.Trim(), StringComparison.Ordinal);
    }

    /// <summary>Three voices that speak Korean.</summary>
    private sealed class Voices(Voice one) : IVoiceCatalogue
    {
        IReadOnlyList<Voice> IVoiceCatalogue.Voices { get; } = [one with { Id = "a" }, one with { Id = "b" }, one with { Id = "c" }];

        public IReadOnlyList<Message> Problems => [];
    }

    private IRenderedComponent<ScriptPane> Show(Guid project, IReadOnlyList<ScriptLine> lines, Guid? selected = null)
    {
        Render<MudBlazor.MudPopoverProvider>();
        return Render<ScriptPane>(p => p.Add(s => s.ProjectId, project).Add(s => s.Lines, lines).Add(s => s.Language, Language.Korean).Add(s => s.VoiceId, FakeSpeech.VoiceId).Add(s => s.SelectedId, selected));
    }
}
