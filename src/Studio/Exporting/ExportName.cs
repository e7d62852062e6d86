using System.Globalization;
using System.Text.RegularExpressions;
using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Exporting;

/// <summary>What a finished file is called, by a pattern with fields in braces: <c>{project}_{language}_{date}</c>.</summary>
internal static partial class ExportName
{
    /// <summary>The fields that a pattern may have.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["project", "language", "date", "format"];

    /// <summary>A field that does not exist, as it was typed; null when all do.</summary>
    public static string? Unknown(string? pattern) =>
        Field().Matches(pattern ?? "").Select(m => m.Groups["name"].Value).FirstOrDefault(n => !Fields.Contains(n, StringComparer.OrdinalIgnoreCase));

    /// <summary>The name without its extension.</summary>
    /// <param name="pattern">The pattern; blank for the usual name (the project's, and that it is dubbed).</param>
    /// <param name="project">What the project is called.</param>
    /// <param name="language">The language of its script.</param>
    /// <param name="format">The extension without its dot.</param>
    /// <param name="day">The day of the export.</param>
    /// <param name="all">The languages of a file that has several.</param>
    public static string Of(string? pattern, string project, Language language, string format, DateOnly day, IReadOnlyList<Language>? all = null)
    {
        if (string.IsNullOrWhiteSpace(pattern))
            return Messages.DubName(project).Text(new CultureInfo(language.Code()));
        var name = Field().Replace(pattern, m => m.Groups["name"].Value.ToLowerInvariant() switch
        {
            "project" => project,
            "language" => all is { Count: > 1 } ? string.Join('-', all.Select(l => l.Code())) : language.Code(),
            "date" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "format" => format,
            _ => m.Value,
        });
        // A stroke would part folders, and the extension comes by itself.
        name = name.Replace('/', '_').Replace('\\', '_').Trim();
        return name.EndsWith("." + format, StringComparison.OrdinalIgnoreCase) && name.Length > format.Length + 1 ? name[..^(format.Length + 1)] : name;
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex Field();
}
