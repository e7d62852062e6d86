using System.Globalization;
using System.Text.RegularExpressions;

namespace Dubbing.Script;

/// <summary>
/// SAMI (Microsoft, 1998), the classic of Korean subtitles. A caption stands from its <c>SYNC</c> to the next one, which
/// may be empty. The tags are read as players do: in any letter case, unclosed, among other HTML.
/// </summary>
internal static partial class Sami
{
    public static void Parse(string text, ScriptBuilder script)
    {
        var syncs = Sync().Matches(text);
        var lines = new LineCounter(text);
        var captions = new List<Caption>();
        for (var i = 0; i < syncs.Count && captions.Count <= 4 * ScriptBuilder.MostCues; i++)
        {
            var tag = syncs[i];
            var line = lines.LineAt(tag.Index);
            if (!Start().Match(tag.Value).Groups[1].TryMilliseconds(out var start))
            {
                script.Report(line, Messages.BadSync(ScriptBuilder.Short(tag.Value)));
                continue;
            }

            var body = text[(tag.Index + tag.Length)..(i + 1 < syncs.Count ? syncs[i + 1].Index : text.Length)];
            foreach (var (language, said) in Paragraphs(body))
                captions.Add(new Caption(line, start, language, said));
        }

        Report(captions, Choose(text, captions, script), script);
    }

    /// <summary>Turns the captions of one language into lines: each ends where the next begins.</summary>
    private static void Report(List<Caption> captions, string? language, ScriptBuilder script)
    {
        var mine = captions.Where(c => c.Language is null || language is null || c.Language.Equals(language, StringComparison.OrdinalIgnoreCase)).ToList();
        for (var i = 0; i < mine.Count; i++)
        {
            var caption = mine[i];
            if (caption.Text.Length == 0)
                continue;
            var end = mine.Skip(i + 1).Take(8).FirstOrDefault(c => c.Start > caption.Start)?.Start;
            if (end is null && i + 1 < mine.Count)
                script.Report(caption.Line, Messages.Backwards(script.Count + 1));
            else
                script.Add(caption.Line, caption.Text, caption.Start, end);
        }
    }

    /// <summary>Which language to read where there are several: the wanted one, else the first.</summary>
    private static string? Choose(string text, List<Caption> captions, ScriptBuilder script)
    {
        var classes = captions.Where(c => c.Language is not null && c.Text.Length > 0).Select(c => c.Language!.ToUpperInvariant()).Distinct().ToList();
        if (classes.Count < 2)
            return classes.FirstOrDefault();
        var wanted = script.Options.Language?.Code();
        var chosen = wanted is null ? null : ClassStyle().Matches(text)
            .FirstOrDefault(m => m.Groups[2].Value.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))?.Groups[1].Value.ToUpperInvariant();
        chosen = chosen is not null && classes.Contains(chosen) ? chosen : classes[0];
        script.Report(0, Messages.SeveralLanguages(string.Join(", ", classes), chosen));
        return chosen;
    }

    private static IEnumerable<(string? Language, string Text)> Paragraphs(string body)
    {
        var tags = Paragraph().Matches(body);
        if (tags.Count == 0)
            yield return (null, CaptionMarkup.PlainHtml(body));
        for (var i = 0; i < tags.Count; i++)
        {
            var from = tags[i].Index + tags[i].Length;
            var name = Class().Match(tags[i].Value).Groups[1];
            yield return (name.Success ? name.Value : null, CaptionMarkup.PlainHtml(body[from..(i + 1 < tags.Count ? tags[i + 1].Index : body.Length)]));
        }
    }

    private static bool TryMilliseconds(this Group group, out TimeSpan time)
    {
        var read = long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 3_600_000_000;
        time = TimeSpan.FromMilliseconds(read ? milliseconds : 0);
        return read;
    }

    private sealed record Caption(int Line, TimeSpan Start, string? Language, string Text);

    /// <summary>Line numbers of rising places, counted once.</summary>
    private sealed class LineCounter(string text)
    {
        private int place;
        private int line = 1;

        public int LineAt(int index)
        {
            line += text.AsSpan(place, index - place).Count('\n');
            place = index;
            return line;
        }
    }

    [GeneratedRegex(@"<SYNC\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Sync();

    [GeneratedRegex(@"\bStart\s*=\s*[""']?(\d{1,12})", RegexOptions.IgnoreCase)]
    private static partial Regex Start();

    [GeneratedRegex(@"<P\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"\bClass\s*=\s*[""']?(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Class();

    [GeneratedRegex(@"\.(\w+)\s*\{[^{}]*?\blang\s*:\s*([\w-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ClassStyle();
}
