using System.Globalization;
using System.Text.RegularExpressions;

namespace Dubbing.Script;

/// <summary>
/// SubStation Alpha, versions 4 and 4+: the <c>Dialogue</c> lines of <c>[Events]</c>, whose columns the <c>Format</c> line
/// names. Comments, drawings and override tags are left out; lines come in the order of their times.
/// </summary>
internal static partial class SubStationAlpha
{
    private static readonly string[] Usual = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"];

    public static void Parse(string[] lines, ScriptBuilder script)
    {
        var columns = Usual;
        var inEvents = false;
        for (var i = 0; i < lines.Length && !script.IsFull; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('['))
                inEvents = line.Equals("[Events]", StringComparison.OrdinalIgnoreCase);
            else if (inEvents && line.StartsWith("Format:", StringComparison.OrdinalIgnoreCase))
                columns = [.. line[7..].Split(',').Select(c => c.Trim().ToLowerInvariant())];
            else if (inEvents && line.StartsWith("Dialogue:", StringComparison.OrdinalIgnoreCase))
                Dialogue(line[9..].TrimStart(), i + 1, columns, script);
        }

        script.SortByTime();
    }

    private static void Dialogue(string line, int number, string[] columns, ScriptBuilder script)
    {
        // The text is the last column, and may have commas.
        var cells = line.Split(',', Math.Max(1, columns.Length));
        string? Cell(string name) => Array.IndexOf(columns, name) is >= 0 and var at && at < cells.Length ? cells[at].Trim() : null;
        var (from, to) = (Cell("start") ?? "", Cell("end") ?? "");
        if (cells.Length < columns.Length || !TryTime(from, out var start) || !TryTime(to, out var end))
        {
            script.Report(number, Messages.BadDialogue(ScriptBuilder.Short(line)));
            return;
        }

        if (!script.Check(number, $"{from} {to}", start, end))
            return;
        var text = Clean(Cell("text") ?? "");
        if (text.Length == 0)
            script.Report(number, Messages.NoText());
        else
            script.Add(number, text, start, end, Cell("name") ?? Cell("actor"));
    }

    private static string Clean(string text)
    {
        if (Drawing().IsMatch(text))
            return "";
        // Escaped braces are text.
        text = text.Replace("\\{", "\uE000", StringComparison.Ordinal).Replace("\\}", "\uE001", StringComparison.Ordinal);
        text = Overrides().Replace(text, "").Replace('\uE000', '{').Replace('\uE001', '}').Replace("\\N", "\n", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\h", " ", StringComparison.Ordinal);
        return string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary><c>H:MM:SS.cc</c>, hundredths of a second.</summary>
    private static bool TryTime(string text, out TimeSpan time) =>
        Clock.TryTime(text.StartsWith('-') ? text : text.Replace(',', '.'), out time) && text.Count(c => c == ':') == 2;

    [GeneratedRegex(@"\{[^{}]*\\p[1-9]")]
    private static partial Regex Drawing();

    // Only what begins with a backslash is an override; other braces are comments of the typesetter, hidden by players too.
    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Overrides();
}
