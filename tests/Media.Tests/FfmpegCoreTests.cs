using FFMpegCore;

namespace Dubbing.Media.Tests;

/// <summary>What FFMpegCore does that we have to do otherwise: when one of these fails, docs/decisions/media-layer.md can lose a row.</summary>
public sealed class FfmpegCoreTests
{
    [Fact]
    public void A_name_with_a_quote_breaks_its_command_line()
    {
        Assert.Contains("-i \"a\"b.mp4\"", FFMpegArguments.FromFileInput("a\"b.mp4", false).OutputToNull().Arguments, StringComparison.Ordinal);
        Assert.Equal("\"a\\\"b \\\\\"", CommandText.Quoted("a\"b \\"));
    }

    [Fact]
    public void A_stream_is_mapped_as_if_it_were_a_label() =>
        Assert.Contains("[0:1]", FFMpegArguments.FromInput(new SafeInput("a.mp4")).OutputToNull(o => o.WithMap("0:1")).Arguments, StringComparison.Ordinal);
}
