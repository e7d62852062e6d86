using System.Globalization;
using System.Reflection;
using Bunit;
using Dubbing.Readings;
using Dubbing.Readings.Korean;
using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Studio.Components.Pages;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;
using Dubbing.Studio.Tests.Server;
using Dubbing.Studio.Uploads;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>The studio's page without a browser, on the real store.</summary>
public sealed class StudioPageTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;

    public StudioPageTests() => CultureInfo.CurrentUICulture = new("ko");

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        foreach (var service in (Type[])
                 [
                     typeof(IJobQueue), typeof(IDictionaryStore), typeof(ITimelineStore), typeof(IUploadStore), typeof(ILineTakes), typeof(ILineClipboard),
                     typeof(IProjectVersions), typeof(IProjectLanguages), typeof(IVoiceCatalogue), typeof(FavouriteVoices), typeof(LineSplitter), typeof(LineSpeech), typeof(DataFolder), typeof(ExecutionProviderChoice), typeof(ISoundTracks),
                 ])
            Services.AddSingleton(service, _ => studio.Services.GetRequiredService(service));
        Services.AddSingleton<IReader>(new KoreanReader());
        Services.AddSingleton(TimeProvider.System);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_while_the_page_is_loaded_is_shown()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        var line = (await studio.Projects.InsertLineAsync(project, text: "먼저"))!;
        var (store, gate) = (DispatchProxy.Create<IProjectStore, Slow>(), new TaskCompletionSource());
        ((Slow)(object)store).Set(studio.Projects, gate.Task);
        var events = new Heard(studio.Services.GetRequiredService<IProjectEvents>());
        Services.AddSingleton(store);
        Services.AddSingleton<IProjectEvents>(events);

        SetRendererInfo(new("Server", isInteractive: true));
        // The page has read the project and does not know it yet, when a line changes, and it is told so.
        Render<MudBlazor.MudPopoverProvider>();
        var page = Render<StudioPage>(p => p.Add(s => s.Id, project));
        await ((Slow)(object)store).Read;
        await studio.Projects.SaveLineTextAsync(line.Id, "나중");
        await events.LineChanged;
        gate.SetResult();
        page.WaitForAssertion(() => Assert.Equal("나중", page.Find("textarea[data-line]").GetAttribute("data-text")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Without_a_video_the_page_says_why_nothing_plays_and_a_language_can_be_chosen()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.Projects.InsertLineAsync(project, text: "먼저");
        AddStore();
        SetRendererInfo(new("Server", isInteractive: true));
        Render<MudBlazor.MudPopoverProvider>();
        var page = Render<StudioPage>(p => p.Add(s => s.Id, project));
        page.WaitForAssertion(() => Assert.Contains("재생하려면", page.Find("[data-test=silent]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.True(page.Find("[data-test=play]").HasAttribute("disabled"));
        Assert.Contains("먼저 올려 주세요", page.Find("[data-test=export] [title], [data-test=export][title]").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("ko", page.Find("textarea[data-line]").GetAttribute("lang"));
        await studio.Projects.ChangeAsync(project, new ProjectEdit { Language = Language.Japanese });
        page.WaitForAssertion(() => Assert.Equal("ja", page.Find("textarea[data-line]").GetAttribute("lang")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_ends_after_its_page_was_left_is_told_on_the_page_that_is_open()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        AddStore();
        SetRendererInfo(new("Server", isInteractive: true));
        var layout = Render<Dubbing.Studio.Components.Layout.MainLayout>();
        var job = new Job { Id = Guid.NewGuid(), ProjectId = project, Kind = JobKind.Render, State = JobState.Done, Message = StoredMessage.Of(Messages.RenderProgress(3, 3)) };
        var events = studio.Services.GetRequiredService<IProjectEvents>();
        events.Publish(new JobChanged(job));
        events.Publish(new JobChanged(job));
        layout.WaitForAssertion(() => Assert.Contains("강의", Assert.Single(layout.FindAll(".mud-snackbar")).TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    private void AddStore()
    {
        Services.AddSingleton(studio.Projects);
        Services.AddSingleton(studio.Services.GetRequiredService<IProjectEvents>());
    }

    /// <summary>A store that gives what it loaded later.</summary>
    public class Slow : DispatchProxy
    {
        private readonly TaskCompletionSource read = new();
        private IProjectStore real = null!;
        private Task gate = null!;

        /// <summary>Done when the project is read.</summary>
        public Task Read => read.Task;

        public void Set(IProjectStore store, Task opened) => (real, gate) = (store, opened);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IProjectStore.LoadAsync) ? LoadAsync((Guid)args![0]!) : targetMethod.Invoke(real, args);

        private async Task<ProjectContent?> LoadAsync(Guid project)
        {
            var content = await real.LoadAsync(project);
            read.TrySetResult();
            await gate;
            return content;
        }
    }

    /// <summary>Knows when a listener has taken in that a line changed.</summary>
    private sealed class Heard(IProjectEvents real) : IProjectEvents
    {
        private readonly TaskCompletionSource heard = new();

        public Task LineChanged => heard.Task;

        public IDisposable Subscribe(Guid projectId, Func<ProjectChange, Task> listener) => real.Subscribe(projectId, async change =>
        {
            await listener(change);
            if (change is LineChanged)
                heard.TrySetResult();
        });

        public IDisposable SubscribeAll(Func<ProjectChange, Task> listener) => real.SubscribeAll(listener);

        public void Publish(ProjectChange change) => real.Publish(change);
    }
}
