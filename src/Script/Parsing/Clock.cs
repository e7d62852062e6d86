using System.Globalization;
using System.Text;

namespace Dubbing.Script.Parsing;

/// <summary>Times as people and programs write them.</summary>
internal static class Clock
{
    private static readonly string[] Morning = ["오전", "午前", "a.m.", "am"];
    private static readonly string[] Evening = ["오후", "午後", "p.m.", "pm"];
    private static readonly (string Name, double Seconds)[] Units =
    [
        ("시간", 3600), ("時間", 3600), ("시", 3600), ("時", 3600), ("hours", 3600), ("hour", 3600), ("h", 3600),
        ("밀리초", 0.001), ("ミリ秒", 0.001), ("msec", 0.001), ("ms", 0.001),
        ("분", 60), ("分", 60), ("minutes", 60), ("minute", 60), ("mins", 60), ("min", 60), ("m", 60),
        ("초", 1), ("秒", 1), ("seconds", 1), ("second", 1), ("secs", 1), ("sec", 1), ("s", 1),
    ];

    /// <summary>
    /// Full-width digits and signs as narrow ones, and no signs that are not seen (direction marks): what a translator or a word
    /// processor made of a time.
    /// </summary>
    public static string Narrow(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007E') < 0)
            return text;
        var narrow = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is >= '\uFF01' and <= '\uFF5E')
                narrow.Append((char)(c - 0xFEE0));
            else if (c is '\u3000' or '\u00A0' or '\u2007' or '\u202F' or '\u2009')
                narrow.Append(' ');
            else if (c is '\u2212')
                narrow.Append('-');
            else if (c is '\u2236' or '\uA789')
                narrow.Append(':');
            else if (!CaptionMarkup.IsUnseen(c))
                narrow.Append(c);
        }

        return narrow.ToString();
    }

    /// <summary>
    /// <c>H:MM:SS.fff</c> or <c>MM:SS,fff</c>, with any number of digits for the fraction; <c>H:MM:SS:FF</c> counts frames. A time with a minus is read, so
    /// that it can be told.
    /// </summary>
    /// <param name="text">The time, narrow (<see cref="Narrow"/>).</param>
    /// <param name="frames">What frames count.</param>
    /// <param name="time">The time.</param>
    public static bool TryTime(string text, Timebase frames, out TimeSpan time)
    {
        time = default;
        text = text.Trim();
        var negative = text.StartsWith('-');
        if (negative)
            text = text[1..].TrimStart();
        if (text.Length is 0 or > 40 || !char.IsAsciiDigit(text[0]))
            return false;
        var parts = text.Split(':', ';');
        if (parts.Length == 1 && text.Count(c => c is '.' or ',') == 3)
            parts = DotsForColons(text); // 00.00.01,000
        if (parts.Length is < 2 or > 4)
            return false;
        // “00:00:01:200” and “00:01:200” have the colon before the thousandths; two digits behind the seconds are frames.
        var thousandths = parts[^1].Trim().Length == 3 && parts.Length > 2 ? parts[^1].Trim() : null;
        if (parts.Length == 4 && thousandths is null && parts[^1].Trim().Length is 1 or 2)
        {
            if (!Whole(parts[0], 999, out var h) || !Whole(parts[1], 59, out var m) || !Whole(parts[2], 59, out var s) || !Whole(parts[3], frames.Nominal - 1, out var f))
                return false;
            time = frames.At(h, m, s, f);
        }
        else
        {
            if (thousandths is not null)
                parts = [.. parts[..^2], $"{parts[^2].Trim()}.{thousandths}"];
            var hours = 0;
            if (parts.Length > 3 || !Seconds(parts[^1], out var seconds) || !Whole(parts[^2], parts.Length == 3 ? 59 : 999, out var minutes) || (parts.Length == 3 && !Whole(parts[0], 999, out hours)))
                return false;
            time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)) + TimeSpan.FromMinutes(minutes) + TimeSpan.FromHours(hours);
        }

        if (negative)
            time = -time - TimeSpan.FromTicks(1); // −0:00:00 is negative too
        return true;
    }

    /// <summary>A time of any kind: a clock, a time of day (오전 0:00:01), hours, minutes and seconds by their names (1분 5초).</summary>
    public static bool TryAny(string text, Timebase frames, out TimeSpan time)
    {
        text = Narrow(text).Trim();
        var half = 0;
        foreach (var (names, value) in new[] { (Morning, 1), (Evening, 2) })
        {
            foreach (var name in names)
            {
                if (half != 0)
                    break;
                if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    (half, text) = (value, text[name.Length..].Trim());
                else if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
                    (half, text) = (value, text[..^name.Length].Trim());
            }
        }

        if (!TryTime(text, frames, out time) && !TryUnits(text, out time))
            return false;
        if (half != 0 && time.TotalHours is >= 12 and < 13)
            time -= TimeSpan.FromHours(12);
        if (half == 2 && time.TotalHours < 12)
            time += TimeSpan.FromHours(12);
        return true;
    }

    /// <summary>A plain number; thousands may be parted by commas, the fraction by a comma or point.</summary>
    public static bool TryNumber(string text, out double number)
    {
        text = Narrow(text).Trim();
        return double.TryParse(text.Count(c => c is ',') == 1 && !text.Contains('.', StringComparison.Ordinal) ? text.Replace(',', '.') : text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>Whether a time counts frames after its seconds.</summary>
    public static bool IsTimecode(string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > 20 || text.StartsWith('-') || text.Count(c => c is ':' or ';') != 3)
            return false;
        var at = text.LastIndexOfAny([':', ';']);
        return text.Length - at - 1 is 1 or 2 && text.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static string[] DotsForColons(string text)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        return $"{text[..last].Replace('.', ':').Replace(',', ':')}.{text[(last + 1)..]}".Split(':');
    }

    private static bool Whole(string text, int most, out int number) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;

    /// <summary>Seconds below 60; of a fraction's fraction (“200.0000000000582” milliseconds) only the first is meant.</summary>
    private static bool Seconds(string text, out double seconds)
    {
        text = text.Trim();
        var at = text.AsSpan().IndexOfAny('.', ',');
        var fraction = at < 0 ? "" : text[(at + 1)..].Trim();
        if (fraction.AsSpan().IndexOfAny('.', ',') is >= 0 and var more)
        {
            if (fraction.AsSpan(more + 1).IndexOfAnyExceptInRange('0', '9') >= 0)
                return Failed(out seconds);
            fraction = fraction[..more];
        }

        var whole = at < 0 ? text : text[..at].Trim();
        if (whole.Length is 0 or > 2 || fraction.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            return Failed(out seconds);
        return double.TryParse($"{whole}.{(fraction.Length == 0 ? "0" : fraction)}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && seconds < 60;
    }

    /// <summary>Hours, minutes and seconds by their names (<c>1분 5초</c>).</summary>
    public static bool TryUnits(string text, out TimeSpan time)
    {
        time = default;
        var (at, total, last) = (0, 0.0, double.MaxValue);
        if (text.Length is 0 or > 40)
            return false;
        while (at < text.Length)
        {
            var begun = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                at++;
            if (at == begun || !double.TryParse(text.AsSpan(begun, at - begun), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            var rest = text.AsSpan(at).TrimStart();
            var unit = Array.Find(Units, u => text.AsSpan(at).TrimStart().StartsWith(u.Name, StringComparison.OrdinalIgnoreCase));
            if (unit.Name is null || unit.Seconds >= last)
                return false;
            (total, last) = (total + number * unit.Seconds, unit.Seconds);
            at = text.Length - rest.Length + unit.Name.Length;
            while (at < text.Length && text[at] == ' ')
                at++;
        }

        time = TimeSpan.FromMilliseconds(Math.Round(Math.Min(total, 3.6e6) * 1000));
        return true;
    }

    private static bool Failed(out double seconds)
    {
        seconds = 0;
        return false;
    }
}
