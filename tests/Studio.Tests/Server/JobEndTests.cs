using System.Net;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Jobs end, whatever becomes of them, and their lanes do not.</summary>
public sealed class JobEndTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private readonly HandClock clock = new();
    private readonly FullDisk disk = new();
    private TestStudio studio = null!;
    private Project project = null!;

    private IJobQueue Jobs => studio.Services.GetRequiredService<IJobQueue>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(services =>
        {
            speech.AddTo(services);
            clock.AddTo(services);
            services.ConfigureDbContext<StudioDb>(db => db.AddInterceptors(disk));
        });
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(project.Id, text: "하나");
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task A_job_that_the_studio_died_of_twice_has_failed_and_can_be_started_again()
    {
        await DieAsync(attempts: 2);
        var job = (await studio.Projects.LoadAsync(project.Id))!.Jobs.Single();
        Assert.Equal((JobState.Failed, "JobDied"), (job.State, job.Error!.Key));
        Assert.Empty(speech.Spoken);
        await Jobs.EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive) && c.Lines[0].TakeKey is not null);
    }

    [Fact]
    public async Task A_job_that_the_studio_died_of_once_is_taken_up_again()
    {
        await DieAsync(attempts: 1);
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
        Assert.Equal(JobState.Done, content.Jobs[0].State);
        Assert.Single(speech.Spoken);
    }

    [Fact]
    public async Task A_stop_as_it_should_be_is_no_death()
    {
        using var begun = new SemaphoreSlim(0);
        speech.Before = async (_, cancel) =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, cancel);
        };
        await Jobs.EnqueueRenderAsync(project.Id);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60)));
            await studio.RestartAsync();
        }

        speech.Before = (_, _) => Task.CompletedTask;
        await studio.RestartAsync();
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive));
        Assert.Equal(JobState.Done, content.Jobs[0].State);
    }

    [Fact]
    public async Task On_a_full_disk_the_job_fails_with_a_word_and_the_next_one_runs_when_there_is_room()
    {
        var told = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = studio.Services.GetRequiredService<IProjectEvents>().Subscribe(project.Id, change =>
        {
            if (change is JobChanged { Job.State: JobState.Failed } failed)
                told.TrySetResult(failed.Job);
            return Task.CompletedTask;
        });
        speech.Before = (_, _) =>
        {
            disk.IsFull = true;
            return Task.CompletedTask;
        };
        await Jobs.EnqueueRenderAsync(project.Id);
        Assert.Equal("NotSavedDiskFull", (await told.Task.WaitAsync(TimeSpan.FromSeconds(60))).Error!.Key);
        Assert.Equal("NotSavedDiskFull", (await Assert.ThrowsAsync<DubbingException>(() => Jobs.EnqueueRenderAsync(project.Id))).UserMessage.Key);
        Assert.Equal("NotSavedDiskFull", (await Assert.ThrowsAsync<DubbingException>(() => studio.Projects.CreateAsync(new NewProject("p", Language.Korean)))).UserMessage.Key);
        speech.Before = (_, _) => Task.CompletedTask;
        disk.IsFull = false;
        // How the first one ended is written once there is room.
        while ((await studio.Projects.LoadAsync(project.Id))!.Jobs.Any(j => j.IsActive))
            clock.Forward(JobRunner.Again);
        await Jobs.EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive) && c.Lines[0].TakeKey is not null);
    }

    [Fact]
    public async Task Uploads_that_are_on_their_way_count_and_so_does_what_they_still_need()
    {
        await using var few = await TestStudio.StartAsync(null, "--Limits:OpenUploads=2");
        var at = await few.Projects.CreateAsync(new NewProject("p", Language.Korean));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests], [await UploadAsync(few, at, 10), await UploadAsync(few, at, 10), await UploadAsync(few, at, 10)]);
        await using var roomy = await TestStudio.StartAsync();
        at = await roomy.Projects.CreateAsync(new NewProject("p", Language.Korean));
        var half = new DataFolder(roomy.Folder).FreeBytes() * 6 / 10;
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.InsufficientStorage], [await UploadAsync(roomy, at, Math.Min(half, new Limits().UploadBytes)), await UploadAsync(roomy, at, half)]);
    }

    private static async Task<HttpStatusCode> UploadAsync(TestStudio to, Project project, long length)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/uploads");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", $"{length}");
        request.Headers.Add("Upload-Metadata", $"projectid {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(project.Id.ToString()))}");
        return (await to.Http.SendAsync(request)).StatusCode;
    }

    /// <summary>Starts the studio on a database that says that a job was running when it died.</summary>
    private async Task DieAsync(int attempts)
    {
        await studio.StopAsync();
        await using (var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite(DatabaseGuard.Connection(Path.Combine(studio.Folder, "studio.db"))).Options))
        {
            // Nobody told it to stop.
            File.Delete(Path.Combine(studio.Folder, "studio.stopped"));
            db.Jobs.Add(new Job { Id = Guid.CreateVersion7(), ProjectId = project.Id, Kind = JobKind.Render, State = JobState.Running, Attempts = attempts });
            await db.SaveChangesAsync();
        }

        await studio.RestartAfterStopAsync();
    }

    /// <summary>Refuses every change as SQLite does when there is no room.</summary>
    private sealed class FullDisk : SaveChangesInterceptor
    {
        public bool IsFull { get; set; }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            IsFull ? throw new SqliteException("database or disk is full", SQLitePCL.raw.SQLITE_FULL) : base.SavingChangesAsync(eventData, result, cancellationToken);
    }
}
