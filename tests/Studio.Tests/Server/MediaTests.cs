using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Real files, looked at and prepared by the real ffmpeg.</summary>
public sealed class MediaTests : IAsyncLifetime
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
    public async Task A_video_is_accepted_described_and_prepared()
    {
        var file = await TestMedia.MakeAsync("clip.mp4", TestMedia.Video);
        await studio.UploadAsync(project.Id, file, "강의.mp4");
        var content = await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Kind == JobKind.Prepare && !j.IsActive));
        var media = content.Media!;
        Assert.Equal((320, 240, "h264", "aac", true), (media.Width, media.Height, media.VideoCodec, media.AudioCodec, media.HasAudio));
        Assert.Equal(4, media.DurationSeconds, 1);
        Assert.Equal((PartState.Ready, PartState.Ready, PartState.NotNeeded), (media.Waveform, media.Thumbnails, media.Proxy));
        Assert.Equal($"/media/{media.Id}/source", media.PlayableUrl);

        // The tone sounds in the second half only.
        var peaks = await studio.Http.GetByteArrayAsync($"/media/{media.Id}/waveform");
        Assert.InRange(peaks.Length, 195, 210);
        Assert.True(peaks[..90].All(p => p < 8));
        Assert.True(peaks[110..190].All(p => p > 8));

        Assert.InRange(media.ThumbnailCount, 4, 5);
        var picture = await studio.Http.GetAsync($"/media/{media.Id}/thumbnails/{media.ThumbnailCount - 1}.jpg");
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.GetAsync($"/media/{media.Id}/thumbnails/{media.ThumbnailCount}.jpg")).StatusCode);
    }

    [Fact]
    public async Task The_source_is_played_in_pieces()
    {
        var file = await TestMedia.MakeAsync("clip.mp4", TestMedia.Video);
        var bytes = await File.ReadAllBytesAsync(file);
        await studio.UploadAsync(project.Id, file, "강의.mp4");
        var media = (await studio.UntilAsync(project.Id, c => c.Media is not null)).Media!;
        var request = new HttpRequestMessage(HttpMethod.Get, media.PlayableUrl) { Headers = { Range = new RangeHeaderValue(1000, 1999) } };
        var piece = await studio.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal("video/mp4", piece.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"bytes 1000-1999/{bytes.Length}", piece.Content.Headers.ContentRange!.ToString());
        Assert.Equal(bytes[1000..2000], await piece.Content.ReadAsByteArrayAsync());
        request = new HttpRequestMessage(HttpMethod.Get, media.PlayableUrl) { Headers = { Range = new RangeHeaderValue(bytes.Length + 10, null) } };
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await studio.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_file_that_browsers_do_not_play_gets_a_copy_that_they_do()
    {
        var file = await TestMedia.MakeAsync("clip.avi", [.. TestMedia.Sources, "-c:v", "mpeg4", "-c:a", "mp2"]);
        await studio.UploadAsync(project.Id, file, "clip.avi");
        var media = (await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Kind == JobKind.Prepare && !j.IsActive))).Media!;
        Assert.Equal($"/media/{media.Id}/proxy", media.PlayableUrl);
        var copy = Path.Combine(studio.Folder, "copy.mp4");
        await File.WriteAllBytesAsync(copy, await studio.Http.GetByteArrayAsync(media.PlayableUrl));
        var info = await Dubbing.Media.FfmpegTool.Work.Probe.ProbeAsync(copy);
        Assert.True(info.PlaysInBrowsers);
        Assert.Equal(4, info.Seconds, 1);
    }

    [Fact]
    public async Task A_sound_file_is_accepted_and_needs_no_thumbnails()
    {
        var file = await TestMedia.MakeAsync("talk.mp3", ["-f", "lavfi", "-i", "sine=440:duration=2", "-c:a", "libmp3lame"]);
        await studio.UploadAsync(project.Id, file, "talk.mp3");
        var media = (await studio.UntilAsync(project.Id, c => c.Media is not null)).Media!;
        Assert.Equal((false, true, PartState.NotNeeded), (media.HasVideo, media.HasAudio, media.Thumbnails));
    }

    [Fact]
    public async Task A_silent_video_is_accepted_and_needs_no_waveform()
    {
        var file = await TestMedia.MakeAsync("silent.mp4", ["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=2", "-c:v", "libx264", "-pix_fmt", "yuv420p"]);
        await studio.UploadAsync(project.Id, file, "silent.mp4");
        var media = (await studio.UntilAsync(project.Id, c => c.Media is not null)).Media!;
        Assert.Equal((true, false, PartState.NotNeeded), (media.HasVideo, media.HasAudio, media.Waveform));
    }

    [Theory]
    [InlineData("notes.mp4", "These are only words.")]
    [InlineData("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n")]
    [InlineData("parts.mp4", "ffconcat version 1.0\nfile /etc/hostname\n")]
    public async Task What_is_no_video_is_refused_in_the_users_language_and_thrown_away(string name, string text)
    {
        var file = Path.Combine(studio.Folder, name);
        await File.WriteAllTextAsync(file, text, Encoding.ASCII);
        await studio.UploadAsync(project.Id, file, name);
        var content = await studio.UntilAsync(project.Id, c => c.Uploads.Any(u => u.State == UploadState.Refused));
        var problem = content.Uploads.Single().Problem!;
        Assert.Equal("NotMedia", problem.Key);
        Assert.Contains(name, problem.Text(new("ko")));
        Assert.NotEqual(problem.Text(new("ja")), problem.Text(new("ko")));
        Assert.Null(content.Media);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "uploads")));
    }

    [Fact]
    public async Task Another_upload_takes_the_place_of_the_first()
    {
        var first = await TestMedia.MakeAsync("clip.mp4", TestMedia.Video);
        await studio.UploadAsync(project.Id, first, "first.mp4");
        var before = (await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Kind == JobKind.Prepare && !j.IsActive))).Media!;
        await studio.UploadAsync(project.Id, first, "second.mp4");
        var after = (await studio.UntilAsync(project.Id, c => c.Media?.FileName == "second.mp4")).Media!;
        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Http.GetAsync($"/media/{before.Id}/source")).StatusCode);
    }
}
