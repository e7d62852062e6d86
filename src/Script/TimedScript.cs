using System.Text.RegularExpressions;

namespace Dubbing.Script;

/// <summary>SubRip and WebVTT: blocks of a time line and text. What is broken is reported by its line, the rest kept.</summary>
internal static partial class TimedScript
{
    public static bool LooksTimed(string line) => Arrow().IsMatch(line);

    public static void Parse(string[] lines, ScriptFormat format, ScriptBuilder script)
    {
        for (var i = 0; i < lines.Length && !script.IsFull; i++)
        {
            if (format == ScriptFormat.WebVtt && IsSkipped(lines[i]))
            {
                while (i + 1 < lines.Length && lines[i + 1].Trim().Length > 0)
                    i++;
                continue;
            }

            if (!lines[i].Contains("-->", StringComparison.Ordinal))
            {
                Stray(lines, i, format, script);
                continue;
            }

            var at = i;
            var text = new List<string>();
            while (i + 1 < lines.Length && lines[i + 1].Trim().Length > 0 && !lines[i + 1].Contains("-->", StringComparison.Ordinal))
                text.Add(lines[++i]);
            // Without the blank line before it, the next block's number has been taken for text.
            if (i + 1 < lines.Length && lines[i + 1].Contains("-->", StringComparison.Ordinal) && text.Count > 0 && IsNumber(text[^1]))
            {
                text.RemoveAt(text.Count - 1);
                script.Report(i + 1, Messages.NoBlankLine());
            }

            if (Read(lines[at], at + 1, script) is not { } times)
                continue;
            var said = string.Join('\n', text.Select(CaptionMarkup.Plain).Where(t => t.Length > 0));
            if (said.Length == 0)
                script.Report(at + 1, Messages.NoText());
            else
                script.Add(at + 1, said, times.Start, times.End, text.Select(CaptionMarkup.Speaker).FirstOrDefault(s => s is not null));
        }
    }

    private static void Stray(string[] lines, int i, ScriptFormat format, ScriptBuilder script)
    {
        var line = lines[i].Trim();
        if (line.Length == 0 || (format == ScriptFormat.WebVtt && i == 0))
            return;
        // A number (SubRip) or a name (WebVTT) stands right before its time line.
        var next = i + 1 < lines.Length ? lines[i + 1] : "";
        if (next.Contains("-->", StringComparison.Ordinal) && (format == ScriptFormat.WebVtt || IsNumber(line)))
            return;
        script.Report(i + 1, IsNumber(line) ? Messages.NumberAlone(line) : Messages.NoTime(ScriptBuilder.Short(line)));
    }

    private static (TimeSpan Start, TimeSpan End)? Read(string line, int number, ScriptBuilder script)
    {
        var match = Arrow().Match(line);
        if (match.Success && Clock.TryTime(match.Groups[1].Value, out var start) && Clock.TryTime(match.Groups[2].Value, out var end))
            return script.Check(number, line.Trim(), start, end) ? (start, end) : null;
        script.Report(number, Messages.BadTime(ScriptBuilder.Short(line.Trim())));
        return null;
    }

    private static bool IsSkipped(string line) =>
        line.StartsWith("NOTE", StringComparison.Ordinal) || line.Trim() is "STYLE" or "REGION" || line.StartsWith("WEBVTT", StringComparison.Ordinal);

    private static bool IsNumber(string line) => line.Trim() is { Length: > 0 and < 10 } t && t.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^\s*(-?\d[\d:.,]*)\s*-->\s*(-?\d[\d:.,]*)")]
    private static partial Regex Arrow();
}
