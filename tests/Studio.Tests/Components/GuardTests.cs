using System.Globalization;
using System.Reflection;
using System.Resources;
using AngleSharp.Dom;
using Bunit;
using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Studio.Components.Layout;
using Dubbing.Studio.Components.Voicing;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;
using Dubbing.Studio.Tests.Server;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>What a command refuses is said, what nobody expected ends a page: the circuit lives on.</summary>
public sealed class GuardTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;
    private Project project = null!;
    private ScriptLine line = null!;

    public GuardTests() => CultureInfo.CurrentUICulture = new("en");

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        line = (await studio.Projects.InsertLineAsync(project.Id, text: "하나"))!;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        foreach (var service in (Type[])[typeof(IDictionaryStore), typeof(IVoiceCatalogue), typeof(FavouriteVoices), typeof(LineSpeech), typeof(ExecutionProviderChoice)])
            Services.AddSingleton(service, _ => studio.Services.GetRequiredService(service));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public void A_refused_command_of_the_voice_pane_is_a_notice()
    {
        Services.AddSingleton(DispatchProxy.Create<IProjectStore, Refusing>());
        var pane = Pane();
        pane.Find("[data-test=line-voice]").Change(FakeSpeech.VoiceId);
        pane.Find("[data-test=rate]").Change("1.5");
        var notices = Services.GetRequiredService<ISnackbar>().ShownSnackbars.ToList();
        Assert.NotEmpty(notices);
        Assert.All(notices, n => Assert.Equal(Severity.Warning, n.Severity));
    }

    [Fact]
    public async Task A_wait_that_cannot_be_taken_away_is_a_notice_and_the_timeline_stays()
    {
        var timeline = studio.Services.GetRequiredService<ITimelineStore>();
        await timeline.WaitAsync(project.Id, 1, 2, null);
        var waits = await timeline.LoadWaitsAsync(project.Id);
        var store = DispatchProxy.Create<ITimelineStore, RefusingChanges>();
        ((RefusingChanges)(object)store).Inner = timeline;
        Services.AddSingleton(store);
        foreach (var service in (Type[])[typeof(IProjectEvents), typeof(Dubbing.Studio.Uploads.IUploadStore), typeof(LineSplitter)])
            Services.AddSingleton(service, _ => studio.Services.GetRequiredService(service));
        var pane = Render<Dubbing.Studio.Components.TimelinePane>(p => p
            .Add(t => t.ProjectId, project.Id).Add(t => t.Project, project).Add(t => t.Lines, [line]).Add(t => t.Original, Mix.OriginalSound.Duck)
            .Add(t => t.Media, new MediaFile { Id = Guid.NewGuid(), FileName = "a.mp4", DurationSeconds = 10 }).Add(t => t.Waits, waits));
        await pane.Find("[data-test=wait-off]").ClickAsync(new());
        Assert.Equal(Severity.Warning, Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single().Severity);
        Assert.Single(await timeline.LoadWaitsAsync(project.Id));
        Assert.NotNull(pane.Find("[data-test=wait]"));
        Services.GetRequiredService<ISnackbar>().Clear();

        // What is locked is left alone, and that is said.
        line.Locked = true;
        await pane.InvokeAsync(() => pane.Instance.OnAction("delete", [line.Id], 0));
        Assert.Contains(Services.GetRequiredService<ISnackbar>().ShownSnackbars, s => s.Severity == Severity.Info && s.Message!.Contains("Locked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_of_the_script_that_are_refused_are_notices()
    {
        Services.AddSingleton(DispatchProxy.Create<IProjectStore, Refusing>());
        Services.AddSingleton(studio.Services.GetRequiredService<ITimelineStore>());
        Services.AddSingleton(studio.Services.GetRequiredService<Dubbing.Studio.Jobs.IJobQueue>());
        Services.AddSingleton(studio.Services.GetRequiredService<LineSplitter>());
        Services.AddSingleton(studio.Services.GetRequiredService<IProjectLanguages>());
        var popovers = Render<MudPopoverProvider>();
        var pane = Render<Dubbing.Studio.Components.ScriptPane>(p => p.Add(s => s.ProjectId, project.Id).Add(s => s.Lines, [line]).Add(s => s.Language, Language.Korean).Add(s => s.SelectedId, line.Id));
        await ToldAsync(() => pane.Find(".speaker").ChangeAsync(new() { Value = "민수" }));
        await ToldAsync(() => pane.Find(".times input").ChangeAsync(new() { Value = "1" }));
        await ToldAsync(() => pane.Find("[data-test=add-line]").ClickAsync(new()));
        await pane.InvokeAsync(() => pane.Instance.MenuAsync(line.Id, new()));
        await ToldAsync(() => popovers.WaitForElement("[data-test=lock-line]").ClickAsync(new()));
        await pane.InvokeAsync(() => pane.Instance.MenuAsync(line.Id, new()));
        await ToldAsync(() => popovers.WaitForElement($"[data-voice={FakeSpeech.VoiceId}]").ClickAsync(new()));

        async Task ToldAsync(Func<Task> command)
        {
            await command();
            Assert.NotEmpty(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
            Services.GetRequiredService<ISnackbar>().Clear();
        }
    }

    [Fact]
    public async Task The_voice_pane_offers_what_the_store_takes_no_more_and_no_less()
    {
        Services.AddSingleton(studio.Projects);
        var pane = Pane();
        foreach (var (test, of, set) in (IEnumerable<(string, Func<ScriptLine, double>, Func<double, Prosody>)>)
                 [
                     ("rate", l => l.Rate, v => new Prosody { Rate = v }),
                     ("pitch", l => l.PitchShift, v => new Prosody { PitchShift = v }),
                     ("intonation", l => l.Intonation, v => new Prosody { Intonation = v }),
                     ("volume", l => l.Volume, v => new Prosody { Volume = v }),
                     ("pause-before", l => l.PauseBefore, v => new Prosody { PauseBefore = v }),
                     ("pause-after", l => l.PauseAfter, v => new Prosody { PauseAfter = v }),
                 ])
        {
            var slider = pane.Find($"[data-test={test}]");
            Assert.Equal((test, await StoredAsync(-1000)), (test, Number(slider, "min")));
            Assert.Equal((test, await StoredAsync(1000)), (test, Number(slider, "max")));

            async Task<double> StoredAsync(double asked)
            {
                await studio.Projects.DeliverLinesAsync(project.Id, [line.Id], set(asked));
                return of((await studio.Projects.LoadAsync(project.Id))!.Lines.Single());
            }
        }

        static double Number(IElement slider, string name) => double.Parse(slider.GetAttribute(name)!, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_page_that_fails_says_so_and_can_be_tried_again()
    {
        Services.AddSingleton(studio.Projects);
        Services.AddSingleton(studio.Services.GetRequiredService<IProjectEvents>());
        var fails = true;
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, builder =>
        {
            if (fails)
                throw new InvalidOperationException("nobody expected this");
            builder.AddMarkupContent(0, "<p id=\"well\">well</p>");
        }));
        Assert.DoesNotContain("nobody expected this", layout.Markup, StringComparison.Ordinal);
        fails = false;
        layout.Find("[data-test=page-failed] button").Click();
        layout.WaitForAssertion(() => layout.Find("#well"));
    }

    private IRenderedComponent<VoicePane> Pane() => Render<VoicePane>(p => p
        .Add(v => v.Line, line)
        .Add(v => v.Project, project)
        .Add(v => v.Lines, [line]));

    /// <summary>A store that can be read, and takes no change.</summary>
    public class RefusingChanges : Refusing
    {
        public object Inner { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name.StartsWith("Load", StringComparison.Ordinal) ? targetMethod.Invoke(Inner, args) : base.Invoke(targetMethod, args);
    }

    /// <summary>A store that refuses everything, as one does whose disk is full.</summary>
    public class Refusing : DispatchProxy
    {
        private static readonly ResourceManager Texts = new("Dubbing.Studio.Messages", typeof(Project).Assembly);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new DubbingException(new Message(Texts, "NotSavedDiskFull"));
    }
}
