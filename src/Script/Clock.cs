using System.Globalization;

namespace Dubbing.Script;

/// <summary>Times as subtitle files write them.</summary>
internal static class Clock
{
    /// <summary><c>H:MM:SS.fff</c> or <c>MM:SS,fff</c>. A time with a minus is read, so that it can be told.</summary>
    public static bool TryTime(string text, out TimeSpan time)
    {
        time = default;
        var negative = text.StartsWith('-');
        var parts = text.TrimStart('-').Replace(',', '.').Split(':');
        if (parts.Length is < 2 or > 3)
            return false;
        if (!double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds >= 60
            || !int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59)
            return false;
        var hours = 0;
        if (parts.Length == 3 && (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out hours) || hours > 999))
            return false;
        time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)) + TimeSpan.FromMinutes(minutes) + TimeSpan.FromHours(hours);
        if (negative)
            time = -time - TimeSpan.FromTicks(1); // −0:00:00 is negative too
        return true;
    }

    /// <summary>A cell of a table: a time, a number of seconds, or <c>HH:MM:SS:FF</c> at <see cref="FramesPerSecond"/>.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="unit">What a plain number counts, in seconds.</param>
    /// <param name="time">The time.</param>
    public static bool TryCell(string text, double unit, out TimeSpan time)
    {
        text = text.Trim();
        if (double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) * unit < 3.6e6)
        {
            time = TimeSpan.FromMilliseconds(Math.Round(number * unit * 1000));
            return true;
        }

        if (!IsTimecode(text))
            return TryTime(text, out time);
        var frames = text.LastIndexOfAny([':', ';']);
        if (!TryTime(text[..frames], out time) || !int.TryParse(text.AsSpan(frames + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var frame))
            return false;
        time += TimeSpan.FromMilliseconds(Math.Round(frame * 1000.0 / FramesPerSecond));
        return true;
    }

    /// <summary>How many frames a second has in a table's timecodes, which do not say it.</summary>
    public const int FramesPerSecond = 30;

    /// <summary>Whether a time counts frames after its seconds.</summary>
    public static bool IsTimecode(string text) => text.Count(c => c is ':' or ';') == 3 && !text.StartsWith('-');
}
