using System.IO.Compression;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>
/// A data folder that version 0.1 made (its own program, with the speech of these tests) opens with everything in it. What is expected
/// here is what was done then: three lines, one with a stale take and one typed back, music, words, a version, an export.
/// </summary>
public sealed class OldDataTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;

    public async Task InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("studio-old-").FullName;
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(AppContext.BaseDirectory, "Data", "old-0.1.zip"), folder);
        studio = await TestStudio.StartOnAsync(folder, speech.AddTo);
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task It_opens_with_everything_in_it()
    {
        var project = Assert.Single(await studio.Projects.ListAsync()).Project;
        Assert.Equal(("옛 강의", Language.Korean, FakeSpeech.VoiceId), (project.Name, project.Language, project.VoiceId));
        Assert.Equal("버린 것", Assert.Single(await studio.Projects.TrashAsync()).Project.Name);
        var content = (await studio.Projects.LoadAsync(project.Id))!;

        Assert.Equal(["안녕하세요", "오늘은 넷", "끝"], content.Lines.Select(l => l.Text));
        Assert.Equal([null, "학생", null], content.Lines.Select(l => l.Speaker));
        Assert.Equal([(0.25, 2.0), (2.5, 3.25), (null, null)], content.Lines.Select(l => (l.StartSeconds, l.EndSeconds)));
        var second = content.Lines[1];
        Assert.Equal((1.1, -2.0, 0.5, 3.0, 0.25, 0.5), (second.Rate, second.PitchShift, second.Intonation, second.Volume, second.PauseBefore, second.PauseAfter));
        // Only what was typed after rendering is stale: no take is lost by a change of how its input is told.
        Assert.Equal([false, true, false], content.Lines.Select(l => l.IsStale));
        var data = studio.Services.GetRequiredService<DataFolder>();
        Assert.All(content.Lines, l => Assert.True(File.Exists(data.TakeOf(l.TakeKey!))));

        Assert.Equal("강의.mp4", content.Media!.FileName);
        Assert.True((await studio.Http.GetAsync(content.Media.PlayableUrl)).IsSuccessStatusCode);
        var (tracks, sounds) = await studio.Services.GetRequiredService<ITimelineStore>().LoadTimelineAsync(project.Id);
        Assert.Equal(-6, tracks.Single(t => t.Kind == TrackKind.Original).GainDb);
        Assert.Equal((TrackKind.Music, 1.0), (Assert.Single(sounds).Kind, sounds[0].StartSeconds));

        var words = studio.Services.GetRequiredService<IDictionaryStore>();
        Assert.Equal(("챗봇", "챋뽇", "기억"), (await words.ListAsync(project.Id)).Where(w => w.ProjectId == project.Id).Select(w => (w.Surface, w.Reading, w.Note)).Single());
        Assert.Equal("ハ]シ", (await words.ListAsync(null)).Single().Reading);
        Assert.Equal("첫 판", Assert.Single(await studio.Services.GetRequiredService<IProjectVersions>().ListAsync(project.Id)).Name);
        Assert.True(studio.Services.GetRequiredService<FavouriteVoices>().Has(FakeSpeech.VoiceId));
        Assert.True(Assert.Single(await studio.Services.GetRequiredService<ILineTakes>().ListAsync(content.Lines[0].Id)).Kept);
        var export = content.Jobs.Single(j => j.Kind == JobKind.Export);
        Assert.Equal((JobState.Done, "옛 강의 (더빙).mp4"), (export.State, export.ResultName));
        Assert.True((await studio.Http.GetAsync($"/exports/{export.Id}/download")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task It_is_worked_on_from_where_it_was_left()
    {
        var project = Assert.Single(await studio.Projects.ListAsync()).Project;
        await studio.Projects.RedoAsync(project.Id);
        Assert.Equal("끝내기", (await studio.Projects.LoadAsync(project.Id))!.Lines[2].Text);
        await studio.Projects.UndoAsync(project.Id);
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal(["안녕하세요", "오늘은", "끝"], (await studio.Projects.LoadAsync(project.Id))!.Lines.Select(l => l.Text));
        // All is as it was rendered: nothing has to be spoken again.
        var job = await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(project.Id);
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive));
        Assert.Empty(speech.Spoken);
        Assert.All(content.Lines, l => Assert.False(l.IsStale));
    }
}
