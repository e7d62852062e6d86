using Dubbing.Studio.Jobs;
using Dubbing.Studio.Keeping;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Housekeeping takes what this database made and nothing uses, slowly, and nothing else.</summary>
public sealed class HousekeepingTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private readonly HandClock clock = new();
    private TestStudio studio = null!;
    private Project project = null!;

    private DataFolder Data => studio.Services.GetRequiredService<DataFolder>();

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
    public async Task Without_its_database_nothing_is_deleted_and_the_studio_says_so()
    {
        var take = Data.TakeOf(await RenderAsync("하나"));
        var upload = Old(Data.UploadFile(Guid.NewGuid()));
        var media = Old(Path.Combine(Data.Media, Guid.NewGuid().ToString("N"), "source"));
        await studio.StopAsync();
        File.SetLastWriteTimeUtc(take, clock.GetUtcNow().UtcDateTime.AddDays(-90));
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(studio.Folder, "studio.db*"))
            File.Delete(file);
        await studio.RestartAfterStopAsync();
        await DaysAsync(60);
        Assert.Equal((true, true, true), (File.Exists(take), File.Exists(upload), File.Exists(media)));
        Assert.Contains(studio.Services.GetRequiredService<Notices>().All, n => n.Key == "NoticeNewDatabase");
        Assert.Contains("NoticeFilesWithoutRow", studio.Services.GetRequiredService<Notices>().All.Select(n => n.Key));
        Assert.Contains("data-test=\"notice\"", await studio.Http.GetStringAsync("/"));
    }

    [Fact]
    public async Task An_older_database_put_back_deletes_nothing_of_the_newer_one()
    {
        await RenderAsync("하나");
        await studio.StopAsync();
        SqliteConnection.ClearAllPools();
        var copy = Path.Combine(studio.Folder, "copy");
        File.Copy(Path.Combine(studio.Folder, "studio.db"), copy);
        await studio.RestartAfterStopAsync();
        var newer = Data.TakeOf(await RenderAsync("둘"));
        await studio.StopAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(studio.Folder, "studio.db*"))
            File.Delete(file);
        File.Move(copy, Path.Combine(studio.Folder, "studio.db"));
        File.SetLastWriteTimeUtc(newer, clock.GetUtcNow().UtcDateTime.AddDays(-90));
        await studio.RestartAfterStopAsync();
        await DaysAsync(60);
        Assert.True(File.Exists(newer));
    }

    [Fact]
    public async Task What_nothing_uses_is_put_aside_first_and_comes_back_when_it_is_wanted_again()
    {
        var take = Data.TakeOf(await RenderAsync("하나"));
        await RenderAsync("둘");
        var line = (await studio.Projects.LoadAsync(project.Id))!.Lines[0];
        await studio.Projects.DeleteLinesAsync(project.Id, [line.Id]);
        await DaysAsync(20);
        Assert.True(File.Exists(take));
        await DaysAsync(14);
        Assert.False(File.Exists(take));
        var aside = Path.Combine(Data.Holding, "Take-" + Path.GetFileNameWithoutExtension(take));
        Assert.True(File.Exists(aside));
        await DaysAsync(20);
        Assert.False(File.Exists(aside));
    }

    [Fact]
    public async Task The_trash_is_emptied_after_its_days_and_files_of_others_stay()
    {
        await RenderAsync("하나");
        var stranger = Old(Data.TakeOf(new string('a', 64)));
        var thrown = await studio.Projects.CreateAsync(new NewProject("버림", Language.Korean));
        await studio.Projects.DeleteAsync(thrown.Id);
        await DaysAsync(29);
        Assert.Single(await studio.Projects.TrashAsync());
        await DaysAsync(3);
        Assert.Empty(await studio.Projects.TrashAsync());
        Assert.True(File.Exists(stranger));
        Assert.Equal("하나", Assert.Single((await studio.Projects.LoadAsync(project.Id))!.Lines).Text);
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_once_empties_nothing()
    {
        var thrown = await studio.Projects.CreateAsync(new NewProject("버림", Language.Korean));
        await studio.Projects.DeleteAsync(thrown.Id);
        var uploads = studio.Services.GetRequiredService<UploadStore>();
        var upload = (await uploads.CreateAsync(project.Id, "a.mp4", 1000, null, default))!;
        var cleaner = studio.Services.GetRequiredService<Housekeeping>();
        await cleaner.CleanAsync(default);
        clock.Forward(TimeSpan.FromDays(400));
        await cleaner.CleanAsync(default);
        await studio.RestartAsync();
        await studio.Services.GetRequiredService<Housekeeping>().CleanAsync(default);
        Assert.Single(await studio.Projects.TrashAsync());
        Assert.NotNull(await studio.Services.GetRequiredService<UploadStore>().FindAsync(upload.Id, default));
        Assert.True(File.Exists(Data.UploadFile(upload.Id)));
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_is_given_up_after_its_days()
    {
        var upload = (await studio.Services.GetRequiredService<UploadStore>().CreateAsync(project.Id, "a.mp4", 1000, null, default))!;
        await DaysAsync(6);
        Assert.NotNull(await studio.Services.GetRequiredService<UploadStore>().FindAsync(upload.Id, default));
        await DaysAsync(4);
        Assert.Null(await studio.Services.GetRequiredService<UploadStore>().FindAsync(upload.Id, default));
    }

    [Fact]
    public async Task Of_ended_jobs_the_last_ones_stay()
    {
        await studio.Projects.InsertLineAsync(project.Id, text: "하나");
        var jobs = studio.Services.GetRequiredService<JobQueue>();
        for (var i = 0; i < 60; i++)
        {
            var job = await jobs.EnqueueRenderAsync(project.Id, [], default);
            await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
            clock.Forward(TimeSpan.FromSeconds(1));
        }

        await studio.Services.GetRequiredService<Housekeeping>().CleanAsync(default);
        await using var db = await studio.DatabaseAsync();
        Assert.Equal(new StudioOptions().EndedJobs, db.Jobs.Count());
    }

    private string Old(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "old");
        File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime.AddDays(-90));
        return path;
    }

    /// <summary>Lets days pass, with a look at each.</summary>
    private async Task DaysAsync(int days)
    {
        for (var i = 0; i < days; i++)
        {
            clock.Forward(TimeSpan.FromDays(1));
            await studio.Services.GetRequiredService<Housekeeping>().CleanAsync(default);
        }
    }

    private async Task<string> RenderAsync(string text)
    {
        var line = (await studio.Projects.InsertLineAsync(project.Id, text: text))!;
        await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(project.Id);
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive) && c.Lines.Single(l => l.Id == line.Id).TakeKey is not null);
        return content.Lines.Single(l => l.Id == line.Id).TakeKey!;
    }
}
