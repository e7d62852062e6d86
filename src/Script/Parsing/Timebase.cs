using System.Globalization;

namespace Dubbing.Script.Parsing;

/// <summary>How many frames a second has where times count frames, which timecodes do not say themselves.</summary>
/// <param name="FramesPerSecond">The real rate, e.g. 29.97.</param>
/// <param name="DropFrame">Whether two numbers are left out each minute but every tenth (SMPTE ST 12, semicolons).</param>
/// <param name="Known">Whether the rate is known and not assumed.</param>
internal readonly record struct Timebase(double FramesPerSecond, bool DropFrame = false, bool Known = false)
{
    /// <summary>What is assumed where nothing tells.</summary>
    public const double Usual = 30;

    /// <summary>Frames that a second counts.</summary>
    public int Nominal => (int)Math.Ceiling(FramesPerSecond - 0.01);

    /// <summary>The rate of some times: the known one unless they count more frames, else the lowest usual one that they fit.</summary>
    public static Timebase Of(IEnumerable<string> times, double? known)
    {
        var (most, drop) = (-1, false);
        foreach (var time in times)
        {
            if (!Clock.IsTimecode(time))
                continue;
            var at = time.LastIndexOfAny([':', ';', '.']);
            most = int.TryParse(time.AsSpan(at + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var frame) ? Math.Max(most, frame) : most;
            drop |= time[at] == ';';
        }

        if (known is > 0 and var rate && most < Math.Ceiling(rate - 0.01))
            return new Timebase(rate, drop, true);
        var assumed = most < 30 ? Usual : most < 50 ? 50 : most < 60 ? 60 : 100;
        return new Timebase(drop ? assumed * 1000 / 1001 : assumed, drop);
    }

    /// <summary>The time of a count of hours, minutes, seconds and frames.</summary>
    public TimeSpan At(int hours, int minutes, int seconds, double frames)
    {
        var count = ((hours * 60L + minutes) * 60 + seconds) * Nominal + frames;
        if (DropFrame)
        {
            var whole = hours * 60L + minutes;
            count -= (Nominal > 30 ? 4 : 2) * (whole - whole / 10);
        }

        return TimeSpan.FromMilliseconds(Math.Round(count * 1000 / FramesPerSecond));
    }
}
