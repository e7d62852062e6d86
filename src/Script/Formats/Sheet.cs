using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>What a sheet has.</summary>
/// <param name="Rows">Its visible rows.</param>
/// <param name="Hidden">How many rows are hidden.</param>
/// <param name="Uncalculated">The rows with formulas whose result is not stored.</param>
/// <param name="Shown">Whether times without seconds were taken for minutes and seconds.</param>
internal sealed record Sheet(List<TableRow> Rows, int Hidden, List<int> Uncalculated, bool Shown);

/// <summary>Reads the cells of a sheet as it streams by.</summary>
internal sealed partial class SheetReader(Package package, List<string> texts, CellFormats styles)
{
    private readonly HashSet<int> hiddenColumns = [];
    private readonly List<int> uncalculated = [];
    private readonly List<(int Row, int Column, int LastRow)> merges = [];
    private int hidden;
    private bool shown;

    /// <summary>Reads a sheet.</summary>
    public Sheet Read(string part)
    {
        var rows = new List<TableRow>();
        using var reader = package.Xml(part);
        var last = 0;
        while (reader is not null && reader.Next(package.Name))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "row")
                Row(reader, rows, ref last);
            else if (reader.LocalName == "col" && IsTrue(reader.Attribute("hidden")) && Whole(reader.Attribute("min")) is { } min && Whole(reader.Attribute("max")) is { } max)
            {
                for (var column = min; column <= Math.Min(max, Table.MostColumns); column++)
                    hiddenColumns.Add(column - 1);
            }
            else if (reader.LocalName == "mergeCell" && reader.Attribute("ref")?.Split(':') is [var from, var to] && merges.Count < 10_000)
                merges.Add((RowOf(from), ColumnOf(from), RowOf(to)));
        }

        return new Sheet(WithMerged(rows, merges), hidden, uncalculated, shown);
    }

    /// <summary>The text of a string: its runs, without the readings that Japanese spreadsheets keep beside them.</summary>
    public static string Rich(XmlReader reader, string file)
    {
        var (text, depth) = (new StringBuilder(), reader.Depth);
        if (reader.IsEmptyElement)
            return "";
        while (reader.Next(file) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
                reader.SkipElement(file);
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t")
                text.Append(reader.TextOf(file));
        }

        return Unescaped(text.ToString());
    }

    /// <summary>Signs that XML cannot hold are written by their number (<c>_x000A_</c>, ECMA-376 22.4.2.4); a line break may be <c>_x000D_</c> and a line feed.</summary>
    private static string Unescaped(string text) =>
        !text.Contains("_x", StringComparison.Ordinal) ? text : Escape().Replace(text, m => (char)int.Parse(m.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture) switch
        {
            '\r' => "",
            '\n' => "\n",
            var c when char.IsControl(c) => " ",
            var c => c.ToString(),
        });

    private void Row(XmlReader reader, List<TableRow> rows, ref int last)
    {
        var number = Whole(reader.Attribute("r")) ?? last + 1;
        last = number;
        var (isHidden, depth) = (IsTrue(reader.Attribute("hidden")), reader.Depth);
        if (reader.IsEmptyElement)
            return;
        var (cells, next) = (new List<string>(), 0);
        while (reader.Next(package.Name) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
                continue;
            var column = reader.Attribute("r") is { } reference ? ColumnOf(reference) : next;
            var text = Cell(reader, number);
            next = column + 1;
            if (column is < 0 or >= Table.MostColumns || hiddenColumns.Contains(column))
                continue;
            while (cells.Count <= column)
                cells.Add("");
            cells[column] = text.Trim();
        }

        if (!cells.Exists(c => c.Length > 0) || rows.Count > ScriptBuilder.MostCues + Table.HeaderWithin)
            return;
        if (isHidden)
            hidden++;
        else
            rows.Add(new TableRow(number, [.. cells]));
    }

    private string Cell(XmlReader reader, int row)
    {
        var (type, style) = (reader.Attribute("t"), Whole(reader.Attribute("s")) ?? 0);
        var (value, formula, depth) = (default(string), false, reader.Depth);
        if (reader.IsEmptyElement)
            return "";
        while (reader.Next(package.Name) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "v")
                value = reader.TextOf(package.Name);
            else if (reader.LocalName == "is")
                value = Rich(reader, package.Name);
            else if (reader.LocalName == "f")
            {
                formula = true;
                reader.SkipElement(package.Name);
            }
        }

        if (formula && string.IsNullOrEmpty(value))
            uncalculated.Add(row);
        if (string.IsNullOrEmpty(value) || type == "e")
            return "";
        if (type == "s")
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index] : "";
        if (type is "b")
            return value == "0" ? "FALSE" : "TRUE";
        // Strict workbooks may have dates by ISO 8601: a time of day is what stands behind the date.
        if (type is "d")
            return value[(value.IndexOf('T', StringComparison.Ordinal) + 1)..].TrimEnd('Z');
        if (type is "str")
            return Unescaped(value);
        // A time of day counts in days.
        return type is null or "n" && styles.IsTime(style) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 0 and < 3e6 ? Clocked(days, style) : value;
    }

    private string Clocked(double days, int style)
    {
        if (styles.HasDate(style))
            days %= 1;
        // 0:05 in a script is five seconds, though the program keeps it as five minutes; what is shown is what was meant.
        if (!styles.HasSeconds(style) && Math.Abs(days * 1440 - Math.Round(days * 1440)) < 1e-6)
        {
            shown = true;
            var minutes = (int)Math.Round(days * 1440);
            return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");
        }

        return ScriptTiming.Written(TimeSpan.FromSeconds(days * 86_400), '.');
    }

    /// <summary>What a cell shows that is merged with the one above: the value of the first.</summary>
    public static List<TableRow> WithMerged(List<TableRow> rows, List<(int Row, int Column, int LastRow)> merges)
    {
        if (merges.Count == 0)
            return rows;
        var starts = merges.ToLookup(m => m.Row);
        var (merged, open) = (new Dictionary<int, Dictionary<int, string>>(), new Dictionary<int, (int LastRow, string Text)>());
        foreach (var row in rows.DistinctBy(r => r.Line).OrderBy(r => r.Line))
        {
            foreach (var (column, (lastRow, _)) in open.ToList())
            {
                if (lastRow < row.Line)
                    open.Remove(column);
            }

            if (open.Count > 0)
                merged[row.Line] = open.ToDictionary(o => o.Key, o => o.Value.Text);
            // Of two that lie on each other the one further up is shown.
            foreach (var (_, column, lastRow) in starts[row.Line])
            {
                if (row.Cell(column).Length > 0)
                    open.TryAdd(column, (lastRow, row.Cell(column)));
            }
        }

        return [.. rows.Select(r => merged.TryGetValue(r.Line, out var cells) ? r with { Merged = cells } : r)];
    }

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsTrue(string? text) => text is "1" or "true";

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetter).Take(3))
            column = column * 26 + char.ToUpperInvariant(c) - 'A' + 1;
        return column - 1;
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escape();

    private static int RowOf(string reference) => Whole(string.Concat(reference.SkipWhile(char.IsAsciiLetter))) ?? 0;
}
