using System.Globalization;
using System.Text.RegularExpressions;
using Dubbing.Media;
using FFMpegCore;

namespace Dubbing.Mix;

/// <summary>Measures integrated loudness and true peak with ffmpeg's EBU R 128 meter.</summary>
/// <param name="tool">ffmpeg.</param>
public sealed partial class LoudnessMeter(IMediaTool tool)
{
    /// <summary>Measures a media file's first sound track.</summary>
    /// <exception cref="DubbingException">ffmpeg failed.</exception>
    public async Task<MixReport> MeasureAsync(string path, CancellationToken cancel)
    {
        var said = await tool.RunAsync(FFMpegArguments.FromInput(new SafeInput(path)).OutputTo(Target.Nowhere, o => o.WithArgument(new MoreOptions("-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null"))), cancel: cancel);
        return new MixReport(Last(Integrated().Matches(said)), Last(Peak().Matches(said)));
    }

    private static double Last(MatchCollection matches) =>
        matches.Count > 0 && double.TryParse(matches[^1].Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NegativeInfinity;

    [GeneratedRegex(@"\bI:\s+(-?[\d.]+|-inf) LUFS")]
    private static partial Regex Integrated();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+|-inf) dBFS")]
    private static partial Regex Peak();
}
