using System.Globalization;

namespace Dubbing.Studio.Components;

/// <summary>A setting of several lines: one value, or several, which is shown as a dash until one is given.</summary>
/// <param name="Mixed">Whether they differ.</param>
/// <param name="Value">The value of the first line.</param>
internal readonly record struct SharedValue<T>(bool Mixed, T? Value)
{
    /// <summary>What lines have.</summary>
    public static SharedValue<T> Of(IEnumerable<ScriptLine> lines, Func<ScriptLine, T> value)
    {
        var values = lines.Select(value).Distinct().Take(2).ToList();
        return new SharedValue<T>(values.Count > 1, values.FirstOrDefault());
    }
}

/// <summary>What stands in fields that show such settings.</summary>
internal static class SharedValue
{
    /// <summary>Stands for a value that the lines do not share.</summary>
    public const string Dash = "—";

    /// <summary>A number as HTML writes it.</summary>
    public static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>What stands in a number's field: nothing where the lines differ, so that the dash is seen.</summary>
    public static string Text(SharedValue<double> value) => value.Mixed ? "" : Text(value.Value);
}
