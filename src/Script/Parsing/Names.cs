using System.Buffers;

namespace Dubbing.Script.Parsing;

/// <summary>The names that lines begin with: “Name: text”, “[Name] text”, “（Name）text”.</summary>
internal static class Names
{
    private const int Longest = 30;
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(".。!?！？\n\t\"“”「」,、，;");
    private static readonly (char Open, char Close)[] Brackets = [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】'), ('［', '］'), ('〔', '〕')];

    /// <summary>Names that most lines begin with; none when they do not look like names. Names in brackets have to come back: what stands there once describes a sound.</summary>
    public static IReadOnlyList<string> Offered(IEnumerable<Cue> cues)
    {
        var (all, colon, bracket) = (0, new List<string>(), new List<string>());
        foreach (var cue in cues)
        {
            if (cue.Speaker is not null || SoundDescription.Is(cue.Text))
                continue;
            all++;
            if (Before(cue.Text, brackets: false) is { } name)
                colon.Add(name.Name);
            else if (Before(cue.Text, brackets: true) is { } bracketed)
                bracket.Add(bracketed.Name);
        }

        var names = colon.Count >= bracket.Count ? colon : bracket;
        var distinct = names.Distinct().ToList();
        return all < 2 || names.Count < 0.6 * all || distinct.Count > Math.Max(2, (names == colon ? 0.6 : 0.5) * names.Count) ? [] : distinct;
    }

    /// <summary>Lines with their names taken off; a line whose rows are said by several is cut, its time parted by the length of the texts.</summary>
    public static IReadOnlyList<(Cue Cue, int Line)> Split(IReadOnlyList<(Cue Cue, int Line)> cues)
    {
        var colons = cues.Count(c => Before(c.Cue.Text, brackets: false) is not null);
        var bracketed = colons * 2 < cues.Count(c => Before(c.Cue.Text, brackets: true) is not null);
        var split = new List<(Cue, int)>();
        foreach (var (cue, line) in cues)
        {
            if (cue.Speaker is not null || SoundDescription.Is(cue.Text))
            {
                split.Add((cue, line));
                continue;
            }

            var parts = new List<(string? Speaker, string Text)>();
            foreach (var row in cue.Text.Split('\n'))
            {
                if (Before(row, bracketed) is { } named)
                    parts.Add((named.Name, named.Text));
                else if (parts.Count > 0)
                    parts[^1] = (parts[^1].Speaker, $"{parts[^1].Text}\n{row}");
                else
                    parts.Add((null, row));
            }

            split.AddRange(Parted(cue, parts).Select(c => (c, line)));
        }

        return split;
    }

    /// <summary>One cue as several that follow one another.</summary>
    public static IEnumerable<Cue> Parted(Cue cue, IReadOnlyList<(string? Speaker, string Text)> parts)
    {
        var (total, done) = (Math.Max(1, parts.Sum(p => p.Text.Length)), 0);
        TimeSpan? At(int length) => cue.End is { } end && cue.Start is { } start ? start + TimeSpan.FromMilliseconds(Math.Round((end - start).TotalMilliseconds * length / total)) : null;
        foreach (var (speaker, text) in parts)
        {
            var from = done == 0 ? cue.Start : At(done);
            done += text.Length;
            yield return cue with { Text = text, Speaker = speaker ?? cue.Speaker, Start = from, End = done == total ? cue.End : At(done) };
        }
    }

    private static (string Name, string Text)? Before(string text, bool brackets)
    {
        // Broadcasters mark a change of speaker by >>.
        var row = text.AsSpan().TrimStart(">＞- ").ToString();
        var close = Array.Find(Brackets, b => row.Length > 2 && row[0] == b.Open).Close;
        if (close != default && row.IndexOf(close, StringComparison.Ordinal) is > 1 and <= Longest + 2 and var end)
        {
            var rest = row[(end + 1)..].TrimStart();
            var colon = rest.Length > 1 && rest[0] is ':' or '：';
            return colon || brackets ? Checked(row[1..end], colon ? rest[1..] : rest) : null;
        }

        // Japanese scripts: 太郎「こんにちは」.
        if (!brackets && row.Length > 3 && row[^1] is '」' or '』' && row.IndexOfAny(['「', '『']) is > 0 and <= Longest and var quote)
            return Checked(row[..quote], row[(quote + 1)..^1]);
        return !brackets && row.AsSpan(0, Math.Min(row.Length, Longest + 1)).IndexOfAny(':', '：') is > 0 and var at ? Checked(row[..at], row[(at + 1)..]) : null;
    }

    private static (string Name, string Text)? Checked(string name, string text)
    {
        (name, text) = (name.Trim(), text.Trim());
        return name.Length == 0 || text.Length == 0 || text.StartsWith("//", StringComparison.Ordinal) || name.AsSpan().IndexOfAny(NotInNames) >= 0 || !name.Any(char.IsLetter)
            || (char.IsDigit(name[^1]) && char.IsDigit(text[0])) ? null : (name, text);
    }
}
