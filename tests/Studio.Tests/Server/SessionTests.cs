using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Readings.Correction;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What the command line makes of a project's file is what the studio's export of the project is, byte for byte.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;

    public async Task InitializeAsync() => studio = await TestStudio.StartAsync(speech.AddTo);

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Theory]
    [InlineData(ArchiveParts.Media | ArchiveParts.Takes)]
    [InlineData(ArchiveParts.Media)]
    public async Task A_projects_file_renders_to_what_the_studio_exports(ArchiveParts parts)
    {
        var project = await ProjectAsync();
        var job = await studio.Services.GetRequiredService<IJobQueue>().EnqueueExportAsync(project);
        var done = (await studio.UntilAsync(project, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive))).Jobs.Single(j => j.Id == job.Id);
        Assert.Equal((JobState.Done, null), (done.State, done.Error?.Text()));
        var exported = await studio.Http.GetByteArrayAsync($"/exports/{job.Id}/download");

        var folder = Directory.CreateTempSubdirectory("studio-session-");
        try
        {
            var file = Path.Combine(folder.FullName, "lecture.dubbing");
            await using (var to = File.Create(file))
                Assert.True(await studio.Services.GetRequiredService<IProjectCopies>().WriteAsync(project, to, parts));
            var rendered = Path.Combine(folder.FullName, "out.mp4");
            await RenderAsync(file, folder.FullName, rendered);
            var bytes = await File.ReadAllBytesAsync(rendered);
            Assert.Equal(await PacketsAsync(folder.FullName, exported), await PacketsAsync(folder.FullName, bytes));
            Assert.True(exported.AsEnumerable().SequenceEqual(bytes), "the packets are the same, the files are not");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_project_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("studio-session-");
        try
        {
            var file = Path.Combine(folder.FullName, "holiday.dubbing");
            await File.WriteAllTextAsync(file, "no zip");
            var e = await Assert.ThrowsAsync<DubbingException>(() => ProjectFile.ReadAsync(file, folder.FullName, CancellationToken.None));
            Assert.Equal("ProjectBroken", e.UserMessage.Key);
            Assert.Contains("holiday.dubbing", e.UserMessage.Text(new("ko")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A project with whatever makes a difference: slots, lines without times, pauses, fades, edited delivery, a muted speaker, music, words.</summary>
    private async Task<Guid> ProjectAsync()
    {
        var project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.UploadAsync(project, await TestMedia.MakeAsync("session.mp4", TestMedia.Video), "강의.mp4");
        await studio.UntilAsync(project, c => c.Media is not null && c.Jobs.Count > 0 && c.Jobs.All(j => !j.IsActive));
        await studio.Projects.InsertLineAsync(project, text: "하나 둘 셋", startSeconds: 0.5, endSeconds: 1.1);
        var second = (await studio.Projects.InsertLineAsync(project, text: "넷"))!;
        var third = (await studio.Projects.InsertLineAsync(project, text: "다섯 여섯", startSeconds: 2.6, endSeconds: 3.4))!;
        var muted = (await studio.Projects.InsertLineAsync(project, text: "조용히"))!;
        await studio.Projects.InsertLineAsync(project, text: "[박수]", startSeconds: 1.8, endSeconds: 2.4);
        await studio.Projects.DeliverLinesAsync(project, [second.Id], new Prosody { Rate = 1.25, Volume = -3, PauseBefore = 0.25, PauseAfter = 0.5 });
        await studio.Projects.SetLineSpeakerAsync(third.Id, "학생");
        await studio.Projects.SetLineSpeakerAsync(muted.Id, "아무개");
        var timeline = studio.Services.GetRequiredService<ITimelineStore>();
        await timeline.ChangeTrackAsync(project, TrackKind.Dub, "학생", new TrackEdit { GainDb = -4 });
        await timeline.ChangeTrackAsync(project, TrackKind.Dub, "아무개", new TrackEdit { Muted = true });
        await timeline.ChangeTrackAsync(project, TrackKind.Original, "", new TrackEdit { GainDb = -2 });
        await timeline.WaitAsync(project, 2.5, 0.6, null);
        return project;
    }

    private async Task RenderAsync(string file, string folder, string output)
    {
        var services = new ServiceCollection();
        speech.AddTo(services);
        await using var provider = services.AddDubbing().BuildServiceProvider();
        var (session, takes) = (provider.GetRequiredService<DubSession>(), provider.GetRequiredService<ITakeStore>());
        var contents = await ProjectFile.ReadAsync(file, folder, CancellationToken.None);
        foreach (var (key, path) in contents.Takes)
        {
            var (samples, rate) = await Speech.Sound.WaveFile.ReadAsync(path, CancellationToken.None);
            await takes.SaveAsync(key, new Speech.Take(samples, rate, []), CancellationToken.None);
        }

        var spoken = await session.SpeakAllAsync([.. contents.Lines.Select(l => l.With(speech.Voices[0]))], contents.Language, new ReadingDictionary(contents.Words), (_, e) => throw e, null, CancellationToken.None);
        var work = new DubWork(contents.MediaPath!, await Dubbing.Media.FfmpegTool.Work.Probe.ProbeAsync(contents.MediaPath!, cancel: CancellationToken.None), contents.Language, [.. spoken.Select(s => s.Clip)], contents.Original, contents.Notice, contents.Name)
        {
            Tracks = contents.Tracks,
            Sounds = contents.Sounds,
            Shown = [.. contents.Shown.Select(c => new CaptionLine(c.Text, c.Speaker, c.Start?.TotalSeconds, (c.End - c.Start)?.TotalSeconds))],
        };
        await session.ExportAsync(work, new DubFinish { Options = new DeliveryOptions { Map = contents.Waits } }, output, null, CancellationToken.None);
    }

    /// <summary>A hash of every packet of each stream.</summary>
    private static async Task<string> PacketsAsync(string folder, byte[] file)
    {
        var path = Path.Combine(folder, "packets.mp4");
        await File.WriteAllBytesAsync(path, file);
        var hashes = "";
        await FfmpegTool.ReadAsync(["-i", "file:" + path, "-map", "0", "-c", "copy", "-f", "streamhash", "pipe:1"], async s => hashes = await new StreamReader(s).ReadToEndAsync());
        return hashes;
    }
}
