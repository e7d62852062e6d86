using Dubbing.Session;
using Dubbing.Studio.Projects;
using Dubbing.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>The picture waits: what follows comes later, in one step that can be undone, and the project keeps it.</summary>
public sealed class WaitTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Guid project;

    private ITimelineStore Timeline => studio.Services.GetRequiredService<ITimelineStore>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(speech.AddTo);
        project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        foreach (var (start, end) in new[] { (1.0, 3.0), (3.0, 5.0), (8.0, 9.0) })
            await studio.Projects.InsertLineAsync(project, text: "가나", startSeconds: start, endSeconds: end);
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task What_follows_comes_later_and_undo_takes_all_of_it_back()
    {
        var lines = await LinesAsync();
        await studio.Projects.LockLinesAsync(project, [lines[2].Id], true);
        await Timeline.WaitAsync(project, 3, 1.5, new LineEnd(lines[0].Id, 4.2));
        Assert.Equal([(1, 4.2), (4.5, 6.5), (9.5, 10.5)], await TimesAsync());
        Assert.Equal((3.0, 1.5), (await WaitsAsync()).Single());
        // A second one at the same place makes the first longer; one further on counts in the video's own time.
        await Timeline.WaitAsync(project, 4.5, 0.5, null);
        await Timeline.WaitAsync(project, 6, 1, null);
        Assert.Equal([(3.0, 2.0), (4.0, 1.0)], await WaitsAsync());
        Assert.Equal([(1, 4.2), (5, 8), (11, 12)], await TimesAsync());
        for (var i = 0; i < 3; i++)
            await studio.Projects.UndoAsync(project);
        Assert.Empty(await WaitsAsync());
        Assert.Equal([(1, 3), (3, 5), (8, 9)], await TimesAsync());
        await studio.Projects.RedoAsync(project);
        Assert.Equal([(1, 4.2), (4.5, 6.5), (9.5, 10.5)], await TimesAsync());
    }

    [Fact]
    public async Task A_wait_that_is_removed_gives_the_time_back()
    {
        await Timeline.WaitAsync(project, 4, 2, null);
        Assert.Equal([(1, 3), (3, 7), (10, 11)], await TimesAsync());
        await Timeline.RemoveWaitAsync(project, (await Timeline.LoadWaitsAsync(project)).Single().Id);
        Assert.Equal([(1, 3), (3, 5), (8, 9)], await TimesAsync());
        Assert.Empty(await WaitsAsync());
    }

    [Fact]
    public async Task The_projects_file_its_copies_and_its_versions_have_the_waits()
    {
        var versions = studio.Services.GetRequiredService<IProjectVersions>();
        await Timeline.WaitAsync(project, 4, 2, null);
        await versions.KeepAsync(project, "멈춤");
        var folder = Directory.CreateTempSubdirectory("waits-");
        try
        {
            var file = Path.Combine(folder.FullName, "강의.dubbing");
            await File.WriteAllBytesAsync(file, await studio.Http.GetByteArrayAsync($"/projects/{project}/file"));
            var contents = await ProjectFile.ReadAsync(file, folder.FullName, CancellationToken.None);
            Assert.Equal([new Freeze(4, 2)], contents.Waits.Freezes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await Timeline.RemoveWaitAsync(project, (await Timeline.LoadWaitsAsync(project)).Single().Id);
        await versions.RestoreAsync((await versions.ListAsync(project)).Single(v => v.Name == "멈춤").Id);
        Assert.Equal((4.0, 2.0), (await WaitsAsync()).Single());
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 0)]
    [InlineData(2, 1e9)]
    [InlineData(2, double.NaN)]
    public async Task Senseless_waits_are_refused(double at, double seconds)
    {
        await Assert.ThrowsAsync<DubbingException>(() => Timeline.WaitAsync(project, at, seconds, null));
        Assert.Empty(await WaitsAsync());
        Assert.Equal([(1, 3), (3, 5), (8, 9)], await TimesAsync());
    }

    [Fact]
    public async Task A_problem_is_accepted_and_undone()
    {
        var line = (await LinesAsync())[0];
        await Timeline.AcceptAsync(line.Id, "Overlap:0.5:k:");
        Assert.Equal("Overlap:0.5:k:", (await LinesAsync())[0].Accepted);
        await studio.Projects.UndoAsync(project);
        Assert.Null((await LinesAsync())[0].Accepted);
    }

    private async Task<List<ScriptLine>> LinesAsync() => [.. (await studio.Projects.LoadAsync(project))!.Lines];

    private async Task<List<(double, double)>> TimesAsync() => [.. (await LinesAsync()).Select(l => (l.StartSeconds!.Value, l.EndSeconds!.Value))];

    private async Task<List<(double, double)>> WaitsAsync() => [.. (await Timeline.LoadWaitsAsync(project)).Select(w => (w.AtSeconds, w.Seconds))];
}
