using Dubbing.Export;
using Dubbing.Studio.Exporting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What finished files are called, how their captions look, and what is known of past exports.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private readonly HandClock clock = new();
    private TestStudio studio = null!;
    private Guid project;

    private IJobQueue Queue => studio.Services.GetRequiredService<IJobQueue>();

    private ExportHistory History => studio.Services.GetRequiredService<ExportHistory>();

    private SavedStyles Styles => studio.Services.GetRequiredService<SavedStyles>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(services =>
        {
            speech.AddTo(services);
            clock.AddTo(services);
        });
        project = (await studio.Projects.CreateAsync(new NewProject("물/순환", Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.Projects.InsertLineAsync(project, text: "가나");
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Theory]
    [InlineData(null, "물/순환 (더빙)")]
    [InlineData("  ", "물/순환 (더빙)")]
    [InlineData("{project}_{language}_{date}", "물_순환_ko_2026-03-09")]
    [InlineData("{Format}-{PROJECT}", "mp4-물_순환")]
    [InlineData("강의 1.mp4", "강의 1")] // the extension comes by itself
    [InlineData("a/b\\c", "a_b_c")]
    [InlineData("{nothing}", "{nothing}")]
    public void A_pattern_names_the_file(string? pattern, string name) =>
        Assert.Equal(name, ExportName.Of(pattern, "물/순환", Language.Korean, "mp4", new DateOnly(2026, 3, 9)));

    [Fact]
    public void A_field_in_a_projects_name_is_no_field() => Assert.Equal("{date}", ExportName.Of("{project}", "{date}", Language.Japanese, "mp4", new DateOnly(2026, 3, 9)));

    [Theory]
    [InlineData(null, null)]
    [InlineData("{project} {Date}", null)]
    [InlineData("{project} {time}", "time")]
    [InlineData("{}", "")]
    public void A_field_that_does_not_exist_is_found(string? pattern, string? unknown) => Assert.Equal(unknown, ExportName.Unknown(pattern));

    [Fact]
    public async Task The_finished_file_has_the_name_and_the_style_that_were_chosen_also_when_the_style_is_gone_since()
    {
        await studio.UploadAsync(project, await TestMedia.MakeAsync("plain.mp4", TestMedia.Video), "a.mp4");
        await studio.UntilAsync(project, c => c.Media is not null && c.Jobs.All(j => !j.IsActive));
        await Styles.SaveAsync("우리 것", new CaptionStyle { Color = "#12AB34" });
        var chosen = new ExportArguments { Format = "mkv", Name = "{project} {language} {format}", Style = "우리 것", StyleJson = Styles.All()["우리 것"].ToJson() };
        await Styles.DeleteAsync("우리 것");
        Assert.Equal("#12AB34", SavedStyles.Of(chosen).Color);
        var job = await Queue.EnqueueExportAsync(project, chosen);
        var done = (await studio.UntilAsync(project, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive))).Jobs.Single(j => j.Id == job.Id);
        Assert.Equal((JobState.Done, null, "물_순환 ko mkv.mkv"), (done.State, done.Error?.Text(), done.ResultName));

        // Up to date until something is edited; taken off the list, its file goes along.
        var past = Assert.Single(await History.ListAsync(project));
        Assert.Equal((true, false, "mkv"), (past.HasFile, past.IsOutdated, past.Chosen.Format));
        clock.Forward(TimeSpan.FromSeconds(1));
        await studio.Projects.InsertLineAsync(project, text: "다");
        Assert.True(Assert.Single(await History.ListAsync(project)).IsOutdated);
        await History.RemoveAsync(job.Id);
        Assert.Empty(await History.ListAsync(project));
        Assert.False(Directory.Exists(studio.Services.GetRequiredService<DataFolder>().ExportOf(job.Id)));
    }

    [Fact]
    public async Task Several_exports_wait_for_their_turn_and_the_same_is_asked_for_once()
    {
        var (begun, go) = (new SemaphoreSlim(0), new TaskCompletionSource());
        speech.Before = async (_, cancel) =>
        {
            begun.Release();
            await go.Task.WaitAsync(cancel);
        };
        var first = await Queue.EnqueueExportAsync(project, new ExportArguments { Format = "mp4" });
        await begun.WaitAsync();
        var second = await Queue.EnqueueExportAsync(project, new ExportArguments { Format = "wav" });
        var third = await Queue.EnqueueExportAsync(project, new ExportArguments { Format = "mp4" });
        Assert.Equal(second.Id, (await Queue.EnqueueExportAsync(project, new ExportArguments { Format = "wav" })).Id);
        Assert.Equal(
            [(third.Id, JobState.Waiting), (second.Id, JobState.Waiting), (first.Id, JobState.Running)],
            (await History.ListAsync(project)).OrderByDescending(e => e.Job.Id).Select(e => (e.Job.Id, e.Job.State)));
        // What is at work is not taken off the list.
        await History.RemoveAsync(first.Id);
        await Queue.CancelAsync(second.Id);
        go.SetResult();
        await studio.UntilAsync(project, c => c.Jobs.All(j => !j.IsActive));
        // Without a video they fail, each by itself, and say so.
        Assert.Equal(
            [JobState.Failed, JobState.Cancelled, JobState.Failed],
            (await History.ListAsync(project)).OrderBy(e => e.Job.Id).Select(e => e.Job.State));
    }

    [Fact]
    public async Task Styles_are_saved_for_all_projects_changed_and_deleted()
    {
        Assert.Empty(Styles.All());
        await Styles.SaveAsync(" 노랑 ", new CaptionStyle { Color = "#FFE94A", Rows = 1 });
        await Styles.SaveAsync("상자", new CaptionStyle { Box = true });
        await Styles.SaveAsync("노랑", new CaptionStyle { Color = "#FFFF00", Size = 6 });
        await studio.RestartAsync();
        Assert.Equal(["노랑", "상자"], Styles.All().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new CaptionStyle { Color = "#FFFF00", Size = 6 }, Styles.All()["노랑"]);
        await Styles.DeleteAsync("노랑");
        Assert.Equal(["상자"], Styles.All().Keys);
    }

    [Theory]
    [InlineData("", 5, "StyleNameMissing")]
    [InlineData("standard", 5, "StyleNameTaken")]
    [InlineData("own", 5, "StyleNameTaken")]
    [InlineData("이름", 500, "StyleValue")]
    public async Task A_style_that_cannot_be_is_refused(string name, double size, string problem)
    {
        var refused = await Assert.ThrowsAsync<DubbingException>(() => Styles.SaveAsync(name, new CaptionStyle { Size = size }));
        Assert.Equal(problem, refused.UserMessage.Key);
        Assert.Empty(Styles.All());
    }

    [Fact]
    public async Task A_damaged_file_of_styles_is_put_beside_and_one_damaged_style_takes_no_other_along()
    {
        var file = Path.Combine(studio.Folder, "caption-styles.json");
        await File.WriteAllTextAsync(file, """{ "good": { "size": 6 }, "bad": { "size": "large" } }""");
        Assert.Equal(["good"], Styles.All().Keys);
        await Styles.SaveAsync("new", new CaptionStyle());
        Assert.Contains("\"bad\"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "{ broken");
        Assert.Empty(Styles.All());
        await Styles.SaveAsync("new", new CaptionStyle());
        Assert.Equal("{ broken", await File.ReadAllTextAsync(file + ".damaged"));
        Assert.Equal(["new"], Styles.All().Keys);
    }
}
