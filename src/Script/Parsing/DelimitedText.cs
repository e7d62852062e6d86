using System.Text;

namespace Dubbing.Script.Parsing;

/// <summary>
/// Tables as text (RFC 4180): cells between delimiters, quoted where they have to be. Unlike a library's reader it goes on
/// after a quote that nobody closed: the line is told and taken as it stands.
/// </summary>
internal static class DelimitedText
{
    private const int LooksAt = 50;
    private static readonly char[] Delimiters = ['\t', ',', ';', '|'];

    /// <summary>The delimiter that cuts the first rows into the most even columns; what the file declares (<c>sep=;</c>) counts first.</summary>
    public static char DelimiterOf(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4)
            return text[4];
        var best = (Delimiter: ',', Score: 0.0);
        foreach (var delimiter in Delimiters)
        {
            var rows = Head(text, delimiter);
            if (rows.Count == 0)
                continue;
            // A row of headings says more than evenness: above and below it stand titles and notes.
            var headed = rows.Exists(r => Table.HasHeader(r.Cells, least: 2)) ? 2 : 0;
            var usual = rows.GroupBy(r => r.Cells.Length).MaxBy(g => g.Count() * (g.Key > 1 ? 2 : 1))!;
            // Commas stand in sentences too: evenness counts more than number.
            var score = headed + (usual.Key > 1 ? (double)usual.Count() / rows.Count + 0.01 * Math.Min(usual.Key, 10) : 0);
            if (score > best.Score)
                best = (delimiter, score);
        }

        return best.Delimiter;
    }

    /// <summary>Whether most of the first rows have the same number of cells, and more than one.</summary>
    public static bool IsTable(string text, char delimiter)
    {
        var counts = Head(text, delimiter).ConvertAll(r => r.Cells.Length);
        return counts.Count > 0 && counts[0] > 1 && counts.Count(c => c == counts[0]) >= 0.8 * counts.Count;
    }

    /// <summary>All rows that have anything in them.</summary>
    public static List<TableRow> Rows(string text, char delimiter, ScriptBuilder script)
    {
        var (rows, cells, line, begun) = (new List<TableRow>(), new List<string>(), 1, 1);
        for (var i = 0; i < text.Length && rows.Count <= ScriptBuilder.MostCues + Table.HeaderWithin;)
        {
            var quoted = text[i] == '"' ? Quoted(text, i) : null;
            if (text[i] == '"' && quoted is null)
                script.Report(line, Messages.UnclosedQuote());
            var from = quoted?.Next ?? i;
            var end = text.AsSpan(from).IndexOfAny(delimiter, '\n') is >= 0 and var at ? from + at : text.Length;
            if (cells.Count < Table.MostColumns)
                cells.Add(Shown(((quoted?.Text ?? "") + text[from..end]).Trim()));
            line += quoted is null ? 0 : text.AsSpan(i, from - i).Count('\n');
            i = end + 1;
            if (end < text.Length && text[end] != '\n')
            {
                if (i == text.Length)
                    cells.Add("");
                continue;
            }

            Keep();
            begun = ++line;
        }

        Keep();
        return rows;

        void Keep()
        {
            // Tables of Markdown and the like have bars at their edges and a row of dashes.
            if (delimiter == '|' && cells.Count > 2 && cells[0].Length == 0)
                cells.RemoveAt(0);
            var empty = cells.TrueForAll(c => c.Length == 0) || (delimiter == '|' && cells.TrueForAll(c => c.AsSpan().IndexOfAnyExcept("-: ") < 0));
            if (!empty && !(begun == 1 && cells is [var only, ..] && only.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
                rows.Add(new TableRow(begun, [.. cells]));
            cells.Clear();
        }
    }

    /// <summary>What a spreadsheet shows of a cell: <c>="00:01"</c> and <c>'00:01</c> are how times are kept from being changed by it.</summary>
    private static string Shown(string cell) =>
        cell.Length > 3 && cell.StartsWith("=\"", StringComparison.Ordinal) && cell.IndexOf('"', 2) == cell.Length - 1 ? cell[2..^1]
        : cell.Length > 1 && cell[0] == '\'' && char.IsAsciiDigit(cell[1]) && Clock.TryAny(cell[1..], new Timebase(100), out _) ? cell[1..]
        : TableCell.Unguard(cell);

    /// <summary>A cell in quotes and where it ends; null when the quote is not closed within a line's longest text.</summary>
    private static (string Text, int Next)? Quoted(string text, int start)
    {
        var cell = new StringBuilder();
        for (var i = start + 1; i < text.Length && cell.Length <= ScriptBuilder.LongestText; i++)
        {
            if (text[i] != '"')
                cell.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[++i]);
            else
                return (cell.ToString(), i + 1);
        }

        return null;
    }

    private static List<TableRow> Head(string text, char delimiter)
    {
        // Reading the head anew, quotes and all, is cheap; its problems are told when it is read for good.
        var head = string.Join('\n', text.Split('\n', LooksAt + 1).Take(LooksAt).Select(l => l.Length > 1000 ? l[..1000] : l));
        return Rows(head, delimiter, new ScriptBuilder(new ScriptOptions()));
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Cells">Its cells, trimmed.</param>
internal sealed record TableRow(int Line, string[] Cells)
{
    /// <summary>What a cell shows that is merged with the one above it, by its column: that is meant for a speaker, not for a text to be said again.</summary>
    public IReadOnlyDictionary<int, string>? Merged { get; init; }

    /// <summary>The cell of a column; empty when there is none.</summary>
    public string Cell(int column) => column >= 0 && column < Cells.Length ? Cells[column] : "";
}
