using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Dubbing.Script;

/// <summary>SubRip and WebVTT: blocks of a time line and text. What is broken is reported by its line, the rest kept.</summary>
internal static partial class TimedScript
{
    public static bool LooksTimed(string line) => Arrow().IsMatch(line);

    public static List<(Cue Cue, int Line)> Parse(string[] lines, ScriptFormat format, List<ScriptProblem> problems)
    {
        var cues = new List<(Cue, int)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (format == ScriptFormat.WebVtt && IsSkipped(lines[i]))
            {
                while (i + 1 < lines.Length && lines[i + 1].Trim().Length > 0)
                    i++;
                continue;
            }

            if (!lines[i].Contains("-->", StringComparison.Ordinal))
            {
                Stray(lines, i, format, problems);
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
                problems.Add(new ScriptProblem(i + 1, Messages.NoBlankLine()));
            }

            if (Read(lines[at], at + 1, problems) is not { } times)
                continue;
            var (said, speaker) = Clean(text);
            if (said.Length == 0)
                problems.Add(new ScriptProblem(at + 1, Messages.NoText()));
            else
                cues.Add((new Cue(cues.Count + 1, said, times.Start, times.End, speaker), at + 1));
        }

        return cues;
    }

    /// <summary>Reports times that run backwards or into each other.</summary>
    public static void CheckOrder(List<(Cue Cue, int Line)> cues, List<ScriptProblem> problems)
    {
        for (var i = 1; i < cues.Count; i++)
        {
            var (before, cue) = (cues[i - 1].Cue, cues[i].Cue);
            if (cue.Start < before.Start)
                problems.Add(new ScriptProblem(cues[i].Line, Messages.Backwards(cue.Number)));
            else if (cue.Start < before.End)
                problems.Add(new ScriptProblem(cues[i].Line, Messages.Overlap(cue.Number, before.Number)));
        }
    }

    private static void Stray(string[] lines, int i, ScriptFormat format, List<ScriptProblem> problems)
    {
        var line = lines[i].Trim();
        if (line.Length == 0 || (format == ScriptFormat.WebVtt && i == 0))
            return;
        // A number (SubRip) or a name (WebVTT) stands right before its time line.
        var next = i + 1 < lines.Length ? lines[i + 1] : "";
        if (next.Contains("-->", StringComparison.Ordinal) && (format == ScriptFormat.WebVtt || IsNumber(line)))
            return;
        problems.Add(new ScriptProblem(i + 1, IsNumber(line) ? Messages.NumberAlone(line) : Messages.NoTime(Short(line))));
    }

    private static (TimeSpan Start, TimeSpan End)? Read(string line, int number, List<ScriptProblem> problems)
    {
        var match = Arrow().Match(line);
        if (!match.Success || !TryTime(match.Groups[1].Value, out var start) || !TryTime(match.Groups[2].Value, out var end))
        {
            problems.Add(new ScriptProblem(number, Messages.BadTime(Short(line.Trim()))));
            return null;
        }

        if (start < TimeSpan.Zero || end < TimeSpan.Zero)
        {
            problems.Add(new ScriptProblem(number, Messages.Negative(Short(line.Trim()))));
            return null;
        }

        if (end > start)
            return (start, end);
        problems.Add(new ScriptProblem(number, Messages.Reversed(Short(line.Trim()))));
        return null;
    }

    private static bool TryTime(string text, out TimeSpan time)
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

    private static (string Text, string? Speaker) Clean(List<string> lines)
    {
        string? speaker = null;
        var cleaned = new List<string>();
        foreach (var line in lines)
        {
            var voice = Voice().Match(line);
            if (voice.Success)
                speaker ??= WebUtility.HtmlDecode(voice.Groups[1].Value.Trim());
            var text = WebUtility.HtmlDecode(Tags().Replace(line, "")).Trim();
            if (text.Length > 0)
                cleaned.Add(text);
        }

        return (string.Join('\n', cleaned), speaker);
    }

    private static bool IsSkipped(string line) =>
        line.StartsWith("NOTE", StringComparison.Ordinal) || line.Trim() is "STYLE" or "REGION" || line.StartsWith("WEBVTT", StringComparison.Ordinal);

    private static bool IsNumber(string line) => line.Trim() is { Length: > 0 and < 10 } t && t.All(char.IsAsciiDigit);

    private static string Short(string line) => line.Length <= 40 ? line : line[..40] + "…";

    [GeneratedRegex(@"^\s*(-?\d[\d:.,]*)\s*-->\s*(-?\d[\d:.,]*)")]
    private static partial Regex Arrow();

    [GeneratedRegex(@"<v(?:\.[^ >]*)?\s+([^>]+)>")]
    private static partial Regex Voice();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^}]*\}")]
    private static partial Regex Tags();
}
