using System.Globalization;

namespace Dubbing.Studio.Components;

/// <summary>Times as people write them: <c>1:05.5</c>, <c>1:02:03</c>, <c>65.5</c>.</summary>
internal static class Clock
{
    /// <summary>Seconds as minutes and seconds; empty for none.</summary>
    public static string Text(double? seconds)
    {
        if (seconds is not { } s)
            return "";
        var tenths = Math.Round(s * 100) / 100;
        var (minutes, rest) = ((int)(tenths / 60), tenths % 60);
        return minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes}:{rest:00.0#}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}:{rest:00.0#}");
    }

    /// <summary>Reads a time; nothing is no time. False when it is something else.</summary>
    public static bool TryParse(string? text, out double? seconds)
    {
        seconds = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var sum = 0.0;
        foreach (var part in text.Trim().Replace(',', '.').Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            sum = sum * 60 + number;
        }

        seconds = sum;
        return true;
    }
}
