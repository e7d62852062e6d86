using System.Collections.Concurrent;
using Dubbing.Script;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What people do in earnest and programs do not expect: texts of millions of signs, another video in the middle, a listener who leaves.</summary>
public sealed class HostileWorkTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private readonly ConcurrentQueue<string> complaints = new();
    private TestStudio studio = null!;
    private Project project = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(services =>
        {
            speech.AddTo(services);
            services.AddSingleton<ILoggerProvider>(new Errors(complaints));
        });
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task Whatever_way_a_text_of_millions_of_signs_comes_in_it_is_refused_with_the_limit_and_what_was_stays()
    {
        var line = (await studio.Projects.InsertLineAsync(project.Id, text: "가나다"))!;
        var endless = new string('가', 3_000_000);
        (string Way, Func<Task> Do)[] ways =
        [
            ("typed", () => studio.Projects.SaveLineTextAsync(line.Id, endless)),
            ("a new line", () => studio.Projects.InsertLineAsync(project.Id, text: endless)),
            ("pasted", () => studio.Projects.InsertCuesAsync(project.Id, [new Cue(1, endless, null, null, null)])),
            ("imported", () => studio.Projects.ImportAsync(project.Id, new ScriptImport([new Cue(1, endless, null, null, null)], ImportMode.Replace))),
            ("replaced", () => studio.Projects.SetTextsAsync(project.Id, new Dictionary<Guid, string> { [line.Id] = endless })),
            ("split", () => studio.Projects.SplitLineAsync(line.Id, endless, 1)),
            ("a speaker", () => studio.Projects.SetLineSpeakerAsync(line.Id, endless)),
            ("a name", () => studio.Projects.ChangeAsync(project.Id, new ProjectEdit { Name = endless })),
            ("a new project", () => studio.Projects.CreateAsync(new NewProject(endless, Language.Korean))),
            ("sounds", () => studio.Projects.SetLineSoundsAsync(line.Id, "[" + endless + "]")),
        ];
        foreach (var (way, act) in ways)
        {
            var error = await Record.ExceptionAsync(act);
            Assert.True(error is DubbingException, $"{way}: {error?.GetType().Name ?? "taken"}");
            Assert.InRange(((DubbingException)error!).UserMessage.Text().Length, 10, 1_000);
        }

        var content = (await studio.Projects.LoadAsync(project.Id))!;
        Assert.Equal(("강의", "가나다", null), (content.Project.Name, Assert.Single(content.Lines).Text, content.Lines[0].Speaker));
    }

    [Fact]
    public async Task A_video_that_is_replaced_while_it_is_prepared_leaves_nothing_and_the_new_one_is_whole()
    {
        var video = await TestMedia.MakeAsync("clip.avi", [.. TestMedia.Sources, "-c:v", "mpeg4", "-c:a", "mp2"]);
        await studio.UploadAsync(project.Id, video, "first.avi");
        var first = (await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j is { Kind: JobKind.Prepare, State: JobState.Running }))).Media!;
        await studio.UploadAsync(project.Id, video, "second.avi");
        var content = await studio.UntilAsync(project.Id, c => c.Media?.FileName == "second.avi" && c.Jobs.All(j => !j.IsActive));
        Assert.Equal((PartState.Ready, PartState.Ready, PartState.Ready), (content.Media!.Waveform, content.Media.Thumbnails, content.Media.Proxy));
        Assert.DoesNotContain(content.Jobs, j => j.State == JobState.Failed);
        Assert.False(Directory.Exists(studio.Services.GetRequiredService<DataFolder>().MediaOf(first.Id)));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Who_stops_listening_in_the_middle_is_no_failure()
    {
        var line = (await studio.Projects.InsertLineAsync(project.Id, text: "가나다"))!;
        var (begun, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        speech.Before = async (_, cancel) =>
        {
            begun.TrySetResult();
            await using var told = cancel.Register(() => left.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancel);
        };
        using (var gone = new CancellationTokenSource())
        {
            var heard = studio.Http.GetAsync($"/projects/{project.Id}/lines/{line.Id}/speech", gone.Token);
            await begun.Task;
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => heard);
        }

        await left.Task;
        speech.Before = (_, _) => Task.CompletedTask;
        (await studio.Http.GetAsync($"/projects/{project.Id}/lines/{line.Id}/speech")).EnsureSuccessStatusCode();
        await studio.StopAsync();
        await studio.RestartAfterStopAsync();
        Assert.Empty(complaints);
    }

    /// <summary>What the studio's log has of errors.</summary>
    private sealed class Errors(ConcurrentQueue<string> seen) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                seen.Enqueue(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }
    }
}
