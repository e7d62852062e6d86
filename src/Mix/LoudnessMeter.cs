using System.Globalization;
using System.Text.RegularExpressions;
using Dubbing.Media;

namespace Dubbing.Mix;

/// <summary>Measures integrated loudness and true peak with ffmpeg's EBU R 128 meter.</summary>
public static partial class LoudnessMeter
{
    /// <summary>Measures a media file's sound.</summary>
    /// <exception cref="DubbingException">ffmpeg failed.</exception>
    public static Task<MixReport> MeasureAsync(string path, CancellationToken cancel) => MeasureAsync([.. FfmpegTool.SafeInput(path)], null, cancel);

    internal static async Task<MixReport> MeasureAsync(IEnumerable<string> input, IProgress<double>? progress, CancellationToken cancel)
    {
        var said = await FfmpegTool.RunAsync([.. input, "-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null", "-"], progress, null, cancel);
        return new MixReport(Last(Integrated().Matches(said)), Last(Peak().Matches(said)));
    }

    private static double Last(MatchCollection matches) =>
        matches.Count > 0 && double.TryParse(matches[^1].Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NegativeInfinity;

    [GeneratedRegex(@"\bI:\s+(-?[\d.]+|-inf) LUFS")]
    private static partial Regex Integrated();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+|-inf) dBFS")]
    private static partial Regex Peak();
}
