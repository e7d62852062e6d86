using System.Globalization;

namespace Dubbing.Script.Parsing;

/// <summary>
/// Finds out what the columns of a table are, by their headings in Korean, Japanese or English and by what stands in
/// them, and makes lines of its rows.
/// </summary>
internal static class Table
{
    /// <summary>A table's columns past this are not looked at.</summary>
    public const int MostColumns = 64;

    /// <summary>The headings stand in one of the first rows: above them titles, dates, names.</summary>
    public const int HeaderWithin = 40;

    private const int Sampled = 200;

    /// <summary>Whether a row is one of headings.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="least">How many columns it has to name; with 1, a row that has hardly more than the text's heading is one.</param>
    public static bool HasHeader(IReadOnlyList<string> cells, int least = 1) =>
        Headed(cells) >= 2 || (least < 2 && cells.Count(c => c.Trim().Length > 0) <= 3 && cells.Any(c => Headings.KindOf(c, []) is (Column.Text, >= 4)));

    /// <summary>Makes lines of a table.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="script">Gets the lines.</param>
    /// <param name="daysAreTimes">Whether numbers may be fractions of a day, as spreadsheets keep times.</param>
    public static void Read(IReadOnlyList<TableRow> rows, ScriptBuilder script, bool daysAreTimes = false)
    {
        var header = rows.Take(HeaderWithin).Where(r => HasHeader(r.Cells)).MaxBy(r => Headed(r.Cells));
        var from = 0;
        while (header is not null && rows[from] != header)
            from++;
        // “Timecode” over “in” and “out”: headings in two rows.
        if (header is not null && from + 1 < rows.Count && Below(header, rows[from + 1]) is { } both)
        {
            header = both;
            from++;
        }

        // A second table below the first has headings of its own.
        while (from < rows.Count)
        {
            var body = new List<TableRow>();
            var next = header is null ? 0 : from + 1;
            for (; next < rows.Count && !(header is not null && IsHeaderAgain(rows[next], header)); next++)
                body.Add(rows[next]);
            if (body.Count > 0)
                Part(header, body, script, daysAreTimes);
            (from, header) = (next, next < rows.Count ? rows[next] : null);
        }
    }

    /// <summary>How many different columns a row names; none when it names none by its very name, as sentences do that begin with such a word.</summary>
    private static int Headed(IReadOnlyList<string> cells)
    {
        var kinds = cells.Take(MostColumns).Where(c => c.Length is > 0 and <= 30).Select(c => Headings.KindOf(c, [])).Where(k => k.Kind != Column.Other).ToList();
        return kinds.Exists(k => k.Weight >= 4) ? kinds.Select(k => k.Kind).Distinct().Count() : 0;
    }

    /// <summary>Two rows of headings as one; null when the second is none: all it has are other columns than the text.</summary>
    private static TableRow? Below(TableRow header, TableRow next)
    {
        var named = next.Cells.Where(c => c.Length > 0).ToList();
        if (Headed(next.Cells) < 2 || !named.TrueForAll(c => Headings.KindOf(c, []) is (not Column.Text, >= 4)) || next.Cells.SequenceEqual(header.Cells) || !header.Cells.Index().Any(c => Headings.KindOf(c.Item, []).Kind == Column.Text && next.Cell(c.Index).Length == 0))
            return null;
        return new TableRow(next.Line, [.. Enumerable.Range(0, Math.Max(header.Cells.Length, next.Cells.Length)).Select(c => next.Cell(c) is { Length: > 0 } below ? below : header.Cell(c))]);
    }

    private static bool IsHeaderAgain(TableRow row, TableRow header) =>
        row.Cells.SequenceEqual(header.Cells) || (row.Cells.Count(c => c.Length is > 0 and <= 30 && !c.AsSpan().ContainsAnyInRange('0', '9')) >= 3 && Headed(row.Cells) >= 3 && row.Cells.Count(c => c.Length > 0 && Headings.KindOf(c, []).Weight >= 4) >= 3);

    private static void Part(TableRow? header, List<TableRow> body, ScriptBuilder script, bool daysAreTimes)
    {
        var columns = header is null ? ByContent(body) : ByHeading(header, body, script);
        var cells = body.SelectMany(r => columns.Times.Select(r.Cell)).Where(c => c.Length > 0).SelectMany(c => Ends(c) is { } ends ? [ends.Start, ends.End] : new[] { c });
        var frames = Timebase.Of(cells.Select(c => Clock.Narrow(c)), script.Options.FramesPerSecond);
        var units = columns.Times.ToDictionary(c => c, c => header is not null && c >= 0 ? Headings.UnitOf(header.Cell(c)) : null);
        if (units.Values.All(u => u is null) && Guessed(columns, body, daysAreTimes) is { } guess)
        {
            units = units.ToDictionary(u => u.Key, _ => (double?)guess);
            if (guess != 1)
                script.Report(header?.Line ?? body[0].Line, guess > 1 ? Messages.Days() : guess < 0.001 ? Messages.Microseconds() : Messages.Milliseconds());
        }

        var counted = false;
        foreach (var row in body)
            counted |= Row(row, columns, c => units.GetValueOrDefault(c) ?? 1, frames, script);
        if (counted && !frames.Known)
            script.Report(0, Messages.FramesAssumed(Math.Round(frames.FramesPerSecond, 2)));
    }

    /// <returns>Whether a time counts frames.</returns>
    private static bool Row(TableRow row, Columns columns, Func<int, double> unit, Timebase frames, ScriptBuilder script)
    {
        var text = string.Join('\n', row.Cell(columns.Text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0)
        {
            if (columns.Times.Any(c => row.Cell(c).Length > 0))
                script.Report(row.Line, Messages.NoText());
            return false;
        }

        var counted = false;
        var (start, end) = Range(columns.Start, out var ranged) ?? (Time(columns.Start), null);
        if (!ranged)
            end = Range(columns.End, out _) is { } range ? range.End : Time(columns.End) ?? (start + Time(columns.Duration));
        var shown = string.Join(' ', columns.Times.Select(row.Cell));
        if (end == start)
            end = null;
        // A line whose times are of no use is still a line.
        if (start < TimeSpan.Zero || end <= start)
            script.Report(row.Line, Messages.BadTimes(ScriptBuilder.Short(shown.Trim())));
        if (start is null || start < TimeSpan.Zero || end <= start)
            (start, end) = (null, null);
        var speaker = row.Cell(columns.Speaker);
        script.Add(row.Line, text, start, end, speaker.Length > 0 ? speaker : row.Merged?.GetValueOrDefault(columns.Speaker));
        return counted;

        (TimeSpan?, TimeSpan? End)? Range(int column, out bool found)
        {
            found = false;
            if (Ends(row.Cell(column)) is not { } ends || !TryCell(ends.Start, column, out var from) || !TryCell(ends.End, column, out var to))
                return null;
            found = true;
            return (from, to);
        }

        TimeSpan? Time(int column)
        {
            var cell = row.Cell(column);
            if (cell.Length == 0 || cell is "-" or "–" or "—")
                return null;
            if (TryCell(cell, column, out var time))
                return time;
            script.Report(row.Line, Messages.BadCell(ScriptBuilder.Short(cell)));
            return null;
        }

        bool TryCell(string cell, int column, out TimeSpan time)
        {
            if (Clock.TryNumber(cell, out var number) && Math.Abs(number) * unit(column) < 3.6e6)
            {
                time = TimeSpan.FromMilliseconds(Math.Round(number * unit(column) * 1000));
                return true;
            }

            counted |= Clock.IsTimecode(Clock.Narrow(cell));
            return Clock.TryAny(cell, frames, out time);
        }
    }

    /// <summary>The two times of a cell like <c>00:01~00:03</c> or <c>00:04 - 00:06</c>; null when it has one.</summary>
    private static (string Start, string End)? Ends(string cell)
    {
        if (cell.Length is < 3 or > 60)
            return null;
        var narrow = Clock.Narrow(cell).Replace("-->", "~", StringComparison.Ordinal).Replace("->", "~", StringComparison.Ordinal).Replace('〜', '~').Replace('～', '~').Replace('→', '~').Replace('–', '~').Replace('—', '~');
        var at = narrow.IndexOf('~', StringComparison.Ordinal);
        if (at < 0 && narrow.Length > 1)
            at = narrow.IndexOf('-', 1);
        return at > 0 && at + 1 < narrow.Length && narrow[..at].Any(char.IsAsciiDigit) && narrow[(at + 1)..].Any(char.IsAsciiDigit) && !narrow.EndsWith('-') ? (narrow[..at].Trim(), narrow[(at + 1)..].Trim()) : null;
    }

    private static Columns ByHeading(TableRow header, List<TableRow> body, ScriptBuilder script)
    {
        var wanted = script.Options.Wanted.ToList();
        var kinds = header.Cells.Select(c => Headings.KindOf(c, wanted)).ToList();
        var sample = body.Take(Sampled).ToList();
        double Filled(int column) => (double)sample.Count(r => r.Cell(column).Length > 0) / sample.Count;
        int Best(Column kind) => kinds.Select((k, i) => (k, i)).Where(x => x.k.Kind == kind && Filled(x.i) > 0).OrderByDescending(x => x.k.Weight).Select(x => x.i).FirstOrDefault(-1);
        var columns = new Columns(Best(Column.Start), Best(Column.End), Best(Column.Duration), Best(Column.Speaker), -1);
        var texts = Enumerable.Range(0, header.Cells.Length).Where(c => kinds[c].Kind == Column.Text && Filled(c) > 0.05).ToList();
        if (texts.Count == 0)
        {
            var guessed = LongestText(sample, columns.Times.Concat(Enumerable.Range(0, header.Cells.Length).Where(c => Headings.IsNoText(header.Cell(c)))), columns.Speaker);
            script.Report(header.Line, Messages.NoTextColumn(guessed + 1));
            return columns with { Text = guessed, Speaker = guessed == columns.Speaker ? -1 : columns.Speaker };
        }

        // Of several texts the one in the language wanted: by its heading, and by its letters.
        var languages = texts.ConvertAll(c => Tracks.LanguageOf(string.Concat(sample.Select(r => r.Cell(c)))));
        // Which is the text is open where several are in different languages; notes beside a text are none.
        var several = texts.Count > 1 && (script.Options.Column is not null || languages.Distinct().Count() > 1 || texts.Count(c => kinds[c].Weight is 1 or 2 or 5) > 1);
        if (script.Options.Column is { } asked && Asked(asked, header) is >= 0 and var chosen)
        {
            Choose(chosen);
            return columns with { Text = chosen, Speaker = chosen == columns.Speaker ? -1 : columns.Speaker };
        }

        int Score(int i) => 2 * kinds[texts[i]].Weight + (Filled(texts[i]) > 0.5 ? 1 : 0) + wanted.FindIndex(w => w.Code() == languages[i]) switch { < 0 => 0, var place => 12 - Math.Min(place, 3) } - (wanted.Count == 0 && languages[i] is "en" or "zh" ? 5 : 0);
        var best = texts[Enumerable.Range(0, texts.Count).MaxBy(Score)];
        if (several)
            Choose(best);
        return columns with { Text = best };

        void Choose(int column)
        {
            var names = texts.Append(column).Distinct().Order().Select(c => Named(header, c)).ToList();
            script.Choices = script.Choices with { Texts = names, Text = Named(header, column) };
            if (names.Count > 1)
                script.Report(header.Line, Messages.SeveralColumns(ScriptBuilder.Listed(names), Named(header, column)));
        }

        int Asked(string asked, TableRow row)
        {
            asked = asked.Trim();
            var at = Array.FindIndex(row.Cells, c => c.Equals(asked, StringComparison.OrdinalIgnoreCase));
            if (at < 0 && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= row.Cells.Length)
                at = number - 1;
            if (at < 0 && asked.Length is 1 or 2 && asked.All(char.IsAsciiLetter))
                at = asked.ToUpperInvariant().Aggregate(0, (n, c) => n * 26 + c - 'A' + 1) - 1;
            return at >= 0 && at < Math.Max(row.Cells.Length, sample.Max(r => r.Cells.Length)) ? at : throw new DubbingException(Messages.NoSuchText(script.FileName, asked, string.Join(", ", row.Cells.Where(c => c.Length > 0))));
        }
    }

    private static string Named(TableRow header, int column) => header.Cell(column) is { Length: > 0 } name ? name : $"{(char)('A' + Math.Min(column, 25))}";

    /// <summary>Columns without headings: times, the longest texts, and before them a short one that repeats.</summary>
    private static Columns ByContent(List<TableRow> body)
    {
        var sample = body.Take(Sampled).ToList();
        var width = sample.Max(r => r.Cells.Length);
        bool Mostly(int column, Func<string, bool> holds) => sample.Count(r => holds(r.Cell(column))) > 0.7 * sample.Count;
        var times = Enumerable.Range(0, width).Where(c => Mostly(c, IsClock)).Take(2).ToList();
        if (times.Count == 0)
            times = [.. Enumerable.Range(0, width - 1).Where(c => Mostly(c, v => Clock.TryNumber(v, out _)) && Mostly(c + 1, v => Clock.TryNumber(v, out _)) && Follow(c)).Take(1).SelectMany(c => new[] { c, c + 1 })];
        var text = LongestText(sample, times, -1);
        var speaker = Enumerable.Range(0, width).Where(c => c != text && !times.Contains(c) && Mostly(c, v => v.Length is > 0 and <= 20 && !Clock.TryNumber(v, out _)))
            .FirstOrDefault(c => sample.Count > 2 && sample.Select(r => r.Cell(c)).Distinct().Count() < sample.Count, -1);
        return new Columns(times.FirstOrDefault(-1), times.Skip(1).FirstOrDefault(-1), -1, speaker, text);

        // Two columns of numbers are starts and ends when each row ends after it starts, and before the next one ends.
        bool Follow(int column)
        {
            var pairs = sample.Where(r => Clock.TryNumber(r.Cell(column), out _) && Clock.TryNumber(r.Cell(column + 1), out _)).Select(r => (Start: Number(r.Cell(column)), End: Number(r.Cell(column + 1)))).ToList();
            return pairs.Count(p => p.End > p.Start) >= 0.9 * pairs.Count && pairs.Zip(pairs.Skip(1)).All(p => p.Second.Start >= p.First.Start && p.Second.Start >= p.First.Start + 0.5 * (p.First.End - p.First.Start));
        }
    }

    /// <summary>
    /// What plain numbers count, where no heading says it: seconds, or milliseconds when in seconds nobody would speak so slowly, or days when
    /// they are fractions of one (0.0000174 is Excel's 00:00:01.5). Null when times are no plain numbers.
    /// </summary>
    private static double? Guessed(Columns columns, List<TableRow> body, bool daysAreTimes)
    {
        var pairs = new List<(double Start, double Seconds, double Letters, bool Whole)>();
        foreach (var row in body.Take(Sampled))
        {
            if (row.Cell(columns.Text).Length == 0 || !Clock.TryNumber(row.Cell(columns.Start), out var start))
                continue;
            var length = Clock.TryNumber(row.Cell(columns.End), out var end) ? end - start : Clock.TryNumber(row.Cell(columns.Duration), out var duration) ? duration : double.NaN;
            pairs.Add((start, length, Letters(row.Cell(columns.Text)), start % 1 == 0 && (double.IsNaN(length) || length % 1 == 0)));
        }

        if (pairs.Count == 0)
            return null;
        if (pairs.TrueForAll(p => p.Start is >= 0 and < 1) && pairs.Exists(p => p.Start > 0 && p.Start * 1000 % 1 != 0) && (daysAreTimes || pairs.Count > 1) && Median(pairs.Where(p => p.Seconds > 0).Select(p => p.Letters / p.Seconds)) is null or > 50)
            return 86_400;
        if (!pairs.TrueForAll(p => p.Whole))
            return 1;
        // Slower than a letter in two seconds is no speech.
        var speed = Median(pairs.Where(p => p.Seconds > 0).Select(p => p.Letters / p.Seconds))
            ?? Median(pairs.Zip(pairs.Skip(1)).Where(p => p.Second.Start > p.First.Start).Select(p => p.First.Letters / (p.Second.Start - p.First.Start)));
        return speed is not < 0.25 || pairs.Max(p => p.Start + (p.Seconds > 0 ? p.Seconds : 0)) < 500 ? 1 : speed * 1000 < 0.25 ? 1e-6 : 0.001;
    }

    /// <summary>The column whose texts are long, differ from one another, and are there.</summary>
    private static int LongestText(List<TableRow> sample, IEnumerable<int> times, int speaker)
    {
        var taken = times.ToHashSet();
        return Enumerable.Range(0, sample.Max(r => r.Cells.Length)).Where(c => !taken.Contains(c)).DefaultIfEmpty(0).MaxBy(c =>
        {
            var cells = sample.Select(r => r.Cell(c)).Where(v => v.Length > 0 && !IsClock(v) && !Clock.TryNumber(v, out _)).ToList();
            return cells.Count == 0 ? 0 : cells.Sum(Letters) * cells.Distinct().Count() / cells.Count * (c == speaker ? 0.25 : 1);
        });
    }

    /// <summary>How much there is to say: a letter of Hangul, kana or kanji counts as two.</summary>
    private static double Letters(string text) => text.EnumerateRunes().Sum(r => !System.Text.Rune.IsLetterOrDigit(r) ? 0 : r.Value >= 0x1100 ? 2.0 : 1);

    private static double? Median(IEnumerable<double> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : null;

    private static double Number(string cell) => Clock.TryNumber(cell, out var number) ? number : 0;

    private static bool IsClock(string cell) => cell.Length is > 2 and < 60 && cell.Any(char.IsAsciiDigit) && !Clock.TryNumber(cell, out _)
        && (Clock.TryAny(cell, new Timebase(100), out _) || (Ends(cell) is { } ends && Clock.TryAny(ends.Start, new Timebase(100), out _) && Clock.TryAny(ends.End, new Timebase(100), out _)));

    /// <summary>Where each column is; −1 for none.</summary>
    private sealed record Columns(int Start, int End, int Duration, int Speaker, int Text)
    {
        public IEnumerable<int> Times => new[] { Start, End, Duration }.Where(c => c >= 0);
    }
}
