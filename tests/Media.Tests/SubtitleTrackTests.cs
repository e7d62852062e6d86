using Dubbing.Script;

namespace Dubbing.Media.Tests;

/// <summary>Subtitles inside videos, made by ffmpeg.</summary>
public sealed class SubtitleTrackTests(SampleMedia media) : IClassFixture<SampleMedia>
{
    private const string Srt = "1\n00:00:00,500 --> 00:00:02,000\n첫 자막\n\n2\n00:00:03,000 --> 00:00:04,000\n둘째 자막\n";

    [Theory]
    [InlineData("mov_text", ".mp4")]
    [InlineData("subrip", ".mkv")]
    [InlineData("ass", ".mkv")]
    [InlineData("webvtt", ".mkv")]
    public async Task A_text_track_becomes_a_script(string codec, string extension)
    {
        var video = await WithTrackAsync(codec, extension);
        var track = Assert.Single(await FfmpegTool.Work.Subtitles.ListAsync(video));
        Assert.Equal((codec, "kor", false), (track.Codec, track.Language, track.IsPicture));
        var (bytes, name) = await FfmpegTool.Work.Subtitles.ReadAsync(video, track, ScriptReader.MostBytes);
        var script = ScriptReader.Read(bytes, "track" + name);
        Assert.Equal([("첫 자막", 0.5, 2.0), ("둘째 자막", 3.0, 4.0)], script.Cues.Select(c => (c.Text, c.Start!.Value.TotalSeconds, c.End!.Value.TotalSeconds)));
    }

    [Fact]
    public async Task A_track_of_pictures_is_refused_with_what_to_do()
    {
        var video = await WithPicturesAsync();
        var track = Assert.Single(await FfmpegTool.Work.Subtitles.ListAsync(video));
        Assert.True(track.IsPicture);
        var error = await Assert.ThrowsAsync<DubbingException>(() => FfmpegTool.Work.Subtitles.ReadAsync(video, track, ScriptReader.MostBytes));
        Assert.Equal("PictureSubtitles", error.UserMessage.Key);
    }

    [Fact]
    public async Task A_track_that_is_too_large_is_not_read()
    {
        var video = await WithTrackAsync("subrip", ".mkv");
        var error = await Assert.ThrowsAsync<DubbingException>(async () => await FfmpegTool.Work.Subtitles.ReadAsync(video, (await FfmpegTool.Work.Subtitles.ListAsync(video))[0], 50));
        Assert.Equal("SubtitlesTooLarge", error.UserMessage.Key);
    }

    [Fact]
    public async Task A_video_without_subtitles_has_none() => Assert.Empty(await FfmpegTool.Work.Subtitles.ListAsync(media.Video));

    private async Task<string> WithTrackAsync(string codec, string extension)
    {
        var (srt, video) = (media.In("track.srt"), media.In(codec + extension));
        await File.WriteAllTextAsync(srt, Srt);
        await FfmpegTool.RunAsync(["-i", media.Video, "-i", srt, "-map", "0:v:0", "-map", "1:s:0", "-c:v", "copy", "-c:s", codec, "-metadata:s:s:0", "language=kor", video]);
        return video;
    }

    /// <summary>A video with a Blu-ray track: two display sets without a picture in them, each a composition and an end.</summary>
    private async Task<string> WithPicturesAsync()
    {
        var (sup, video) = (media.In("pictures.sup"), media.In("pictures.mkv"));
        await using (var file = File.Create(sup))
        {
            foreach (var second in new[] { 1, 2 })
            {
                Segment(file, second, 0x16, [0, 160, 0, 120, 0x10, 0, (byte)second, 0x80, 0, 0, 0]);
                Segment(file, second, 0x80, []);
            }
        }

        await FfmpegTool.RunAsync(["-i", media.Video, "-f", "sup", "-i", sup, "-map", "0:v:0", "-map", "1:s:0", "-c", "copy", video]);
        return video;
    }

    private static void Segment(FileStream file, int second, byte type, byte[] data)
    {
        Span<byte> head = stackalloc byte[13];
        (head[0], head[1], head[10], head[12]) = ((byte)'P', (byte)'G', type, (byte)data.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(head[2..], second * 90_000);
        file.Write(head);
        file.Write(data);
    }
}
