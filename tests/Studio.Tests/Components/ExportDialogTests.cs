using System.Globalization;
using Bunit;
using Dubbing.Export;
using Dubbing.Studio.Components;
using Dubbing.Studio.Exporting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>The export sheet and the list of past exports, without a browser.</summary>
public sealed class ExportDialogTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;
    private Guid project;
    private IRenderedComponent<MudDialogProvider> dialogs = null!;

    public ExportDialogTests() => CultureInfo.CurrentUICulture = new("ko");

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        foreach (var service in (Type[])[typeof(SavedStyles), typeof(ExportHistory), typeof(IJobQueue), typeof(IProjectEvents)])
            Services.AddSingleton(service, _ => studio.Services.GetRequiredService(service));
        Render<MudPopoverProvider>();
        dialogs = Render<MudDialogProvider>();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task A_name_by_pattern_is_shown_as_it_will_be_and_a_wrong_field_is_told_and_holds_the_export()
    {
        var dialog = await OpenAsync();
        Assert.Equal("강의 (더빙).mp4", Shown());
        await dialogs.Find("[data-test=export-name]").InputAsync(new() { Value = "{project}-{format}" });
        Assert.Equal("강의-mp4.mp4", Shown());
        await dialogs.Find("[data-test=export-format]").ChangeAsync(new() { Value = "wav" });
        Assert.Equal("강의-wav.wav", Shown());
        await dialogs.Find("[data-test=export-name]").InputAsync(new() { Value = "{who}" });
        Assert.Contains("{who}", Shown(), StringComparison.Ordinal);
        await dialogs.Find("[data-test=export-now]").ClickAsync(new());
        Assert.False(dialog.Result.IsCompleted);
        await dialogs.Find("[data-test=export-name]").InputAsync(new() { Value = "{project}-{language}" });
        await dialogs.Find("[data-test=export-now]").ClickAsync(new());
        var (chosen, _) = Assert.IsType<(ExportArguments, bool)>((await dialog.Result)!.Data);
        Assert.Equal(("{project}-{language}", "wav"), (chosen.Name, chosen.Format));
        string Shown() => dialogs.Find("[data-test=export-name-shown]").TextContent;
    }

    [Fact]
    public async Task A_look_is_changed_saved_chosen_again_and_deleted()
    {
        var dialog = await OpenAsync();
        await dialogs.Find("[data-test=export-captions]").ChangeAsync(new() { Value = "burn" });
        await dialogs.Find("[data-test=style-Size]").ChangeAsync(new() { Value = "8" });
        Assert.Equal(ExportArguments.OwnStyle, Style());
        await dialogs.Find("[data-test=style-Color]").ChangeAsync(new() { Value = "#12ab34" });
        await dialogs.Find("[data-test=style-name]").InputAsync(new() { Value = "강의용" });
        await dialogs.Find(".style-edit form").SubmitAsync();
        Assert.Equal("강의용", Style());
        Assert.Equal(new CaptionStyle { Size = 8, Color = "#12AB34" }, studio.Services.GetRequiredService<SavedStyles>().All()["강의용"]);

        await dialogs.Find("[data-test=export-style]").ChangeAsync(new() { Value = "standard" });
        Assert.Equal("5", dialogs.Find("[data-test=style-Size]").GetAttribute("value"));
        await dialogs.Find("[data-test=export-style]").ChangeAsync(new() { Value = "강의용" });
        Assert.Equal("8", dialogs.Find("[data-test=style-Size]").GetAttribute("value"));
        await dialogs.Find("[data-test=style-delete]").ClickAsync(new());
        Assert.Empty(studio.Services.GetRequiredService<SavedStyles>().All());
        // The values stay for this export.
        await dialogs.Find("[data-test=export-now]").ClickAsync(new());
        var (chosen, _) = Assert.IsType<(ExportArguments, bool)>((await dialog.Result)!.Data);
        Assert.Equal(8, SavedStyles.Of(chosen).Size);
        string? Style() => dialogs.Find("[data-test=export-style]").GetAttribute("value");
    }

    [Fact]
    public async Task What_was_exported_before_says_whether_it_is_up_to_date()
    {
        var now = DateTime.UtcNow;
        var files = studio.Services.GetRequiredService<DataFolder>();
        await using (var db = await studio.DatabaseAsync())
        {
            foreach (var (name, started, state) in new[] { ("new.mp4", now.AddHours(1), JobState.Done), ("old.mp4", now.AddHours(-1), JobState.Done), ("gone.mp4", now.AddHours(-2), JobState.Done), ((string?)null, now.AddHours(-3), JobState.Cancelled) })
            {
                var job = new Job { Id = Guid.CreateVersion7(), ProjectId = project, Kind = JobKind.Export, State = state, Created = started, Started = started, ResultName = name, Arguments = new ExportArguments { Format = "mp4" }.ToJson() };
                db.Jobs.Add(job);
                if (name is "new.mp4" or "old.mp4")
                {
                    Directory.CreateDirectory(files.ExportOf(job.Id));
                    await File.WriteAllTextAsync(files.ExportFile(job.Id, name), "");
                }
            }

            await db.SaveChangesAsync();
        }

        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<ExportHistoryDialog>("", new DialogParameters<ExportHistoryDialog> { { d => d.ProjectId, project } }));
        dialogs.WaitForAssertion(() => Assert.Equal(["Current", "Outdated", "Gone", "Cancelled"], dialogs.FindAll("[data-test=past-export]").Select(e => e.GetAttribute("data-state"))));
        Assert.Equal(2, dialogs.FindAll("[data-test=past-download]").Count);
        await dialogs.FindAll("[data-test=past-remove]")[1].ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Equal(["Current", "Gone", "Cancelled"], dialogs.FindAll("[data-test=past-export]").Select(e => e.GetAttribute("data-state"))));
        Assert.Single(Directory.GetDirectories(files.Exports));
        // The same again is another job, and the list shows it.
        await dialogs.FindAll("[data-test=past-again]")[0].ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Equal(4, dialogs.FindAll("[data-test=past-export]").Count), TimeSpan.FromSeconds(30));
    }

    private async Task<IDialogReference> OpenAsync() => await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<ExportDialog>("", new DialogParameters<ExportDialog>
    {
        { d => d.Seconds, 10 }, { d => d.HasVideo, true }, { d => d.ProjectName, "강의" }, { d => d.Language, Language.Korean },
    }));
}
