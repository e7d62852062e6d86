using System.Globalization;
using Bunit;
using Dubbing.Script;
using Dubbing.Studio.Components;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>The bar of several chosen lines, on the real store: what they share and do not share, and that each command is one step.</summary>
public sealed class ManyBarTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;
    private Guid project;
    private IRenderedComponent<ManyBar> bar = null!;

    public ManyBarTests() => CultureInfo.CurrentUICulture = new("ko");

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        project = (await studio.Projects.CreateAsync(new NewProject("대본", Language.Korean))).Id;
        await studio.Projects.ImportAsync(project, new ScriptImport(
            [
                new Cue(1, "하나", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), "민수"),
                new Cue(2, "둘", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), "지수"),
                new Cue(3, "셋"),
            ],
            ImportMode.Append,
            new Dictionary<string, string> { ["지수"] = FakeSpeech.VoiceId }));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton(studio.Projects);
        Services.AddSingleton(studio.Services.GetRequiredService<IJobQueue>());
        Services.AddSingleton(studio.Services.GetRequiredService<FavouriteVoices>());
        Services.AddSingleton<Dubbing.Speech.IVoiceCatalogue>(new FakeSpeech());
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task What_the_lines_do_not_share_is_a_dash_until_one_value_is_given_in_one_step()
    {
        await studio.Projects.DeliverLinesAsync(project, [(await LinesAsync())[0].Id], new Prosody { Rate = 1.2 });
        await ShowAsync();
        Assert.Equal(("", "—"), (Value("speaker"), bar.Find("[data-test=many-speaker]").GetAttribute("placeholder")));
        Assert.Equal(("", "—"), (Value("tempo"), bar.Find("[data-test=many-tempo]").GetAttribute("placeholder")));
        Assert.Equal("—", Value("voice"));
        Assert.Contains("대사 3개", bar.Find("[data-test=many]").TextContent, StringComparison.Ordinal);

        await ChangedAsync("speaker", "하늘", l => l.Speaker, "하늘");
        await ChangedAsync("voice", FakeSpeech.VoiceId, l => l.VoiceId, FakeSpeech.VoiceId);
        await ChangedAsync("tempo", "1.1", l => l.Rate, 1.1);
        await bar.Find("[data-test=many-voice]").ChangeAsync(new() { Value = "—" });
        Assert.All(await LinesAsync(), l => Assert.Equal(FakeSpeech.VoiceId, l.VoiceId));
        await ChangedAsync("voice", "", l => l.VoiceId, null);
    }

    [Fact]
    public async Task The_lines_with_times_are_shifted_together_and_not_before_the_video()
    {
        await ShowAsync();
        await ShiftAsync("0.5");
        Assert.Equal([1.5, 3.5, null], (await LinesAsync()).Select(l => l.StartSeconds));
        Assert.Equal("", Value("shift"));
        await studio.Projects.UndoAsync(project);
        await ShowAsync();
        await ShiftAsync("-9");
        Assert.Equal([0, 2, null], (await LinesAsync()).Select(l => l.StartSeconds));
        await studio.Projects.UndoAsync(project);
        Assert.Equal([1, 3, null], (await LinesAsync()).Select(l => l.StartSeconds));

        async Task ShiftAsync(string seconds)
        {
            await bar.Find("[data-test=many-shift]").InputAsync(new() { Value = seconds });
            await bar.Find("form").SubmitAsync();
        }
    }

    [Fact]
    public async Task Locked_lines_keep_what_they_have_and_all_are_locked_and_unlocked_in_one_step()
    {
        var lines = await LinesAsync();
        await studio.Projects.LockLinesAsync(project, [lines[0].Id], true);
        await ShowAsync();
        Assert.Equal("mixed", Pressed());
        await bar.Find("[data-test=many-tempo]").ChangeAsync(new() { Value = "1.5" });
        Assert.Equal([1, 1.5, 1.5], (await LinesAsync()).Select(l => l.Rate));
        await bar.Find("[data-test=many-lock]").ClickAsync(new());
        Assert.All(await LinesAsync(), l => Assert.True(l.Locked));
        await ShowAsync();
        Assert.Equal("true", Pressed());
        Assert.All(bar.FindAll("input, select"), i => Assert.True(i.HasAttribute("disabled")));
        Assert.True(bar.Find("[data-test=many-delete]").HasAttribute("disabled"));
        await bar.Find("[data-test=many-lock]").ClickAsync(new());
        Assert.All(await LinesAsync(), l => Assert.False(l.Locked));
        await studio.Projects.UndoAsync(project);
        Assert.All(await LinesAsync(), l => Assert.True(l.Locked));
        string? Pressed() => bar.Find("[data-test=many-lock]").GetAttribute("aria-pressed");
    }

    [Fact]
    public async Task Just_the_chosen_lines_are_rendered()
    {
        await studio.Projects.ChangeAsync(project, new ProjectEdit { VoiceId = FakeSpeech.VoiceId });
        await ShowAsync(2);
        await bar.Find("[data-test=many-render]").ClickAsync(new());
        var done = await studio.UntilAsync(project, c => c.Jobs.Count > 0 && c.Jobs.All(j => !j.IsActive));
        Assert.Equal([true, true, false], done.Lines.Select(l => l.TakeKey is not null));
    }

    [Fact]
    public async Task Every_part_of_it_has_a_name_and_can_be_reached_by_the_keyboard()
    {
        await ShowAsync();
        Assert.Equal("toolbar", bar.Find("[data-test=many]").GetAttribute("role"));
        foreach (var part in bar.FindAll("input, select, button"))
        {
            Assert.NotEqual("-1", part.GetAttribute("tabindex"));
            var name = part.GetAttribute("aria-label") ?? part.Closest("label")?.TextContent ?? part.TextContent;
            Assert.False(string.IsNullOrWhiteSpace(name), part.OuterHtml);
        }
    }

    private async Task ChangedAsync<TValue>(string part, string value, Func<ScriptLine, TValue> of, TValue expected)
    {
        var before = (await LinesAsync()).Select(of).ToList();
        await bar.Find($"[data-test=many-{part}]").ChangeAsync(new() { Value = value });
        Assert.All(await LinesAsync(), l => Assert.Equal(expected, of(l)));
        await studio.Projects.UndoAsync(project);
        Assert.Equal(before, (await LinesAsync()).Select(of));
        await studio.Projects.RedoAsync(project);
        await ShowAsync();
        Assert.Equal(expected is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : $"{expected}", Value(part));
    }

    private string Value(string part) => bar.Find($"[data-test=many-{part}]").GetAttribute("value") ?? "";

    private async Task ShowAsync(int count = 3)
    {
        var lines = (await LinesAsync()).Take(count).ToList();
        bar = Render<ManyBar>(p => p.Add(b => b.ProjectId, project).Add(b => b.Lines, lines).Add(b => b.Language, Language.Korean));
    }

    private async Task<IReadOnlyList<ScriptLine>> LinesAsync() => (await studio.Projects.LoadAsync(project))!.Lines;
}
