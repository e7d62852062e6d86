using System.Globalization;
using Dubbing.Media;

namespace Dubbing.Export;

/// <summary>How large a picture is as it is shown: phones store upright pictures lying on their side.</summary>
internal static class Rotation
{
    /// <summary>Width and height as shown, in pixels.</summary>
    public static async Task<(int Width, int Height)> ShownSizeAsync(string path, VideoInfo video, CancellationToken cancel)
    {
        var said = await FfmpegTool.ProbeAsync(["-select_streams", "V:0", "-show_entries", "stream_side_data=rotation:stream_tags=rotate", "-of", "default=nw=1:nk=1", .. FfmpegTool.SafeInput(path)], TimeSpan.FromMinutes(1), cancel);
        var turned = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Any(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(Math.Abs(degrees) % 180 - 90) < 45);
        return turned ? (video.Height, video.Width) : (video.Width, video.Height);
    }
}
