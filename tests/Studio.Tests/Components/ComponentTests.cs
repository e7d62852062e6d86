using System.Globalization;
using Bunit;
using Dubbing.Speech;
using Dubbing.Studio.Components;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Dubbing.Studio.Tests.Components;

/// <summary>Single components, without a browser.</summary>
public sealed class ComponentTests : BunitContext, IAsyncLifetime
{
    private readonly Queue queue = new();

    public ComponentTests()
    {
        CultureInfo.CurrentUICulture = new("ko");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton<IJobQueue>(queue);
        Services.AddSingleton<IVoiceCatalogue>(new FakeSpeech());
        Services.AddSingleton(new FavouriteVoices(null!, new WriteLock(), new FakeSpeech(), TimeProvider.System));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // MudBlazor's services can only be ended so.
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task A_job_at_work_says_what_it_does_and_can_be_cancelled()
    {
        var job = new Job { Id = Guid.NewGuid(), Kind = JobKind.Render, State = JobState.Running, Progress = 0.25, Message = StoredMessage.Of(Messages.RenderProgress(2, 8)) };
        var button = Render<JobButton>(p => p.Add(b => b.Job, job).Add(b => b.Text, "더빙 만들기"));
        Assert.Contains("8", button.Find(".at-work").TextContent);
        Assert.Equal("25", button.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        await button.Find("button[aria-label='취소: 더빙 만들기']").ClickAsync(new());
        Assert.Equal(job.Id, queue.Cancelled);
    }

    [Fact]
    public void A_job_that_is_done_can_be_started_again()
    {
        var started = 0;
        var button = Render<JobButton>(p => p.Add(b => b.Job, new Job { State = JobState.Done }).Add(b => b.Text, "더빙 만들기").Add(b => b.Start, () => started++));
        button.Find("button").Click();
        Assert.Equal(1, started);
    }

    [Fact]
    public void The_voice_picker_offers_voices_of_the_language_with_licence_and_use()
    {
        string? chosen = null;
        var picker = Render<VoicePicker>(p => p.Add(v => v.Language, Language.Korean).Add(v => v.VoiceId, FakeSpeech.VoiceId).Add(v => v.Chosen, id => chosen = id));
        Assert.Equal("Test", picker.Find("option").TextContent.Trim());
        Assert.Contains("CC0-1.0", picker.Markup);
        Assert.Contains("상업적 이용 가능", picker.Markup);
        picker.Find("select").Change(FakeSpeech.VoiceId);
        Assert.Equal(FakeSpeech.VoiceId, chosen);
    }

    [Theory]
    [InlineData("1:05.5", 65.5)]
    [InlineData("1:02:03", 3723.0)]
    [InlineData("0:01,250", 1.25)]
    [InlineData("7", 7.0)]
    [InlineData(" ", null)]
    public void Times_are_read_as_people_write_them(string text, double? seconds)
    {
        Assert.True(Clock.TryParse(text, out var read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("-1")]
    [InlineData("1::2")]
    public void What_is_no_time_is_told(string text) => Assert.False(Clock.TryParse(text, out _));

    [Theory]
    [InlineData(65.5, "1:05.5")]
    [InlineData(3723.25, "1:02:03.25")]
    [InlineData(59.999, "1:00.0")]
    [InlineData(null, "")]
    public void Times_are_shown_in_minutes_and_seconds(double? seconds, string text) => Assert.Equal(text, Clock.Text(seconds));

    private sealed class Queue : IJobQueue
    {
        public Guid Cancelled { get; private set; }

        public Task CancelAsync(Guid jobId, CancellationToken cancel = default)
        {
            Cancelled = jobId;
            return Task.CompletedTask;
        }

        public Task<Job> EnqueueRenderAsync(Guid projectId, IReadOnlyCollection<Guid>? lineIds = null, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<Job> EnqueueExportAsync(Guid projectId, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<Job> EnqueueExportAsync(Guid projectId, ExportArguments arguments, CancellationToken cancel = default) => throw new NotSupportedException();

        public Task<Job?> FindAsync(Guid jobId, CancellationToken cancel = default) => throw new NotSupportedException();
    }
}
