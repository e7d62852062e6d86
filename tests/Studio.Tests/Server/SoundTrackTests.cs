using Dubbing.Media;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Videos with several sound tracks, and those whose streams begin apart: what is drawn and played is what is exported.</summary>
public sealed class SoundTrackTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Project project = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync();
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task Another_sound_track_is_chosen_and_what_is_drawn_and_played_follows()
    {
        var file = await TestMedia.MakeAsync("several.mkv",
        [
            "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10:duration=2", "-f", "lavfi", "-i", "anullsrc=d=2", "-f", "lavfi", "-i", "sine=440:duration=2", "-map", "0", "-map", "1", "-map", "2",
            "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-metadata:s:a:0", "language=ger", "-metadata:s:a:1", "language=kor", "-metadata:s:a:1", "title=해설",
        ]);
        await studio.UploadAsync(project.Id, file, "several.mkv");
        var media = (await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Kind == JobKind.Prepare && !j.IsActive))).Media!;
        Assert.Equal([(1, null, "ger", true), (2, "해설", "kor", false)], media.SoundTracks.Select(t => (t.Number, t.Title, t.Language, t.Used)));
        Assert.All(await studio.Http.GetByteArrayAsync(media.WaveformUrl), peak => Assert.True(peak < 4));

        var tracks = studio.Services.GetRequiredService<ISoundTracks>();
        await tracks.ChooseAsync(project.Id, 2);
        var chosen = (await studio.UntilAsync(project.Id, c => c.Media is { SoundTrack: 2, Waveform: PartState.Ready, Proxy: PartState.Ready })).Media!;
        Assert.True(chosen.SoundTracks[1].Used);
        // The browser must not show what it has kept.
        Assert.NotEqual(media.WaveformUrl, chosen.WaveformUrl);
        Assert.NotEqual(media.PlayableUrl, chosen.PlayableUrl);
        Assert.Contains(await studio.Http.GetByteArrayAsync(chosen.WaveformUrl), peak => peak > 8);
        var copy = Path.Combine(studio.Folder, "copy.mp4");
        await File.WriteAllBytesAsync(copy, await studio.Http.GetByteArrayAsync(chosen.PlayableUrl));
        Assert.True((await FfmpegTool.Work.Meter.MeasureAsync(copy, CancellationToken.None)).LoudnessLufs > -40);

        var error = await Assert.ThrowsAsync<DubbingException>(() => tracks.ChooseAsync(project.Id, 3));
        Assert.Equal("NoSuchTrack", error.UserMessage.Key);
        Assert.Equal(2, (await studio.Projects.LoadAsync(project.Id))!.Media!.SoundTrack);
    }

    [Theory]
    [InlineData("late-sound.ts", "asetpts=PTS+1/TB", "null")]
    [InlineData("late-picture.ts", "anull", "setpts=PTS+1/TB")]
    public async Task Waveform_and_copy_count_from_where_the_file_begins(string name, string sound, string picture)
    {
        // Sound and picture of two seconds each, one of them a second late: a tone all the time, and a picture that is white all the time.
        var file = await TestMedia.MakeAsync(name,
        [
            "-f", "lavfi", "-i", "color=white:size=64x48:rate=25:duration=2", "-f", "lavfi", "-i", "sine=440:duration=2", "-vf", picture, "-af", sound,
            "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "mp2",
        ]);
        await studio.UploadAsync(project.Id, file, name);
        var media = (await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Kind == JobKind.Prepare && !j.IsActive))).Media!;
        Assert.Equal(3, media.DurationSeconds, 0.1);
        var peaks = await studio.Http.GetByteArrayAsync(media.WaveformUrl);
        var begins = Array.FindIndex(peaks, p => p > 8) / (double)MediaParts.PeaksPerSecond;
        Assert.Equal(sound == "anull" ? 0 : 1, begins, 0.05);
        var copy = Path.Combine(studio.Folder, "copy.mp4");
        await File.WriteAllBytesAsync(copy, await studio.Http.GetByteArrayAsync(media.PlayableUrl));
        var info = await FfmpegTool.Work.Probe.ProbeAsync(copy);
        Assert.Equal((0, 0), (Math.Round(info.Video!.Start, 1), Math.Round(info.Audio!.Start, 1)));
        var inCopy = Path.Combine(studio.Folder, "copy.peaks");
        await FfmpegTool.Work.Parts.WriteWaveformAsync(copy, info, inCopy);
        Assert.Equal(begins, Array.FindIndex(await File.ReadAllBytesAsync(inCopy), p => p > 8) / (double)MediaParts.PeaksPerSecond, 0.05);
        // A picture a second, from where the file begins to where the picture ends.
        Assert.InRange(media.ThumbnailCount, picture == "null" ? 2 : 3, picture == "null" ? 3 : 4);
    }
}
