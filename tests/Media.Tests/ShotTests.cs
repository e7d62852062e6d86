using Dubbing.Media;

namespace Dubbing.Media.Tests;

public sealed class ShotTests(SampleMedia media) : IClassFixture<SampleMedia>
{
    [Fact]
    public async Task Cuts_are_found_where_they_are()
    {
        var (video, shots) = (media.In("cuts.mp4"), media.In("shots.json"));
        await FfmpegTool.RunAsync(
        [
            "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=2", "-f", "lavfi", "-i", "color=c=blue:size=160x120:rate=25:duration=1",
            "-f", "lavfi", "-i", "smptebars=size=160x120:rate=25:duration=2", "-filter_complex", "[0:v][1:v][2:v]concat=n=3:v=1:a=0", "-c:v", "libx264", "-preset", "ultrafast", video,
        ]);
        await FfmpegTool.Work.Parts.WriteShotsAsync(video, await FfmpegTool.Work.Probe.ProbeAsync(video), shots);
        Assert.Equal("[2,3]", await File.ReadAllTextAsync(shots));
    }

    [Fact]
    public async Task A_moving_picture_is_no_cut()
    {
        await FfmpegTool.Work.Parts.WriteShotsAsync(media.Video, await FfmpegTool.Work.Probe.ProbeAsync(media.Video), media.In("none.json"));
        Assert.Equal("[]", await File.ReadAllTextAsync(media.In("none.json")));
    }
}
