using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dubbing.Script;

/// <summary>Spreadsheets: the first visible sheet with rows is the script. Cells with a time format become times.</summary>
internal static partial class Workbook
{
    public static ScriptDocument Parse(Stream stream, OpenSettings settings, ScriptBuilder script)
    {
        using var file = SpreadsheetDocument.Open(stream, isEditable: false, settings);
        var book = file.WorkbookPart ?? throw new InvalidDataException("no workbook");
        var strings = SharedStrings(book);
        var times = TimeStyles(book);
        foreach (var sheet in book.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            if (sheet.State is { } state && state.Value != SheetStateValues.Visible)
                continue;
            if (sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part)
                continue;
            var rows = Rows(part, strings, times);
            if (rows.Count == 0)
                continue;
            Table.Parse(rows, script);
            break;
        }

        return script.Finish(ScriptFormat.Workbook, "utf-8");
    }

    private static List<TableRow> Rows(WorksheetPart part, List<string> strings, HashSet<uint> times)
    {
        var rows = new List<TableRow>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read() && rows.Count <= ScriptBuilder.MostCues + Table.HeaderWithin)
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            var number = reader.Attributes.FirstOrDefault(a => a.LocalName == "r").Value;
            var cells = new List<string>();
            if (reader.ReadFirstChild())
            {
                do
                {
                    if (reader.ElementType == typeof(Cell) && reader.LoadCurrentElement() is Cell cell)
                        Put(cells, cell, strings, times);
                }
                while (reader.ReadNextSibling());
            }

            if (cells.Exists(c => c.Length > 0))
                rows.Add(new TableRow(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : rows.Count + 1, [.. cells]));
        }

        return rows;
    }

    private static void Put(List<string> cells, Cell cell, List<string> strings, HashSet<uint> times)
    {
        var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
        if (column >= Table.MostColumns)
            return;
        while (cells.Count <= column)
            cells.Add("");
        cells[column] = TextOf(cell, strings, times).Trim();
    }

    private static string TextOf(Cell cell, List<string> strings, HashSet<uint> times)
    {
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value is { } type)
        {
            if (type == CellValues.SharedString)
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : "";
            if (type == CellValues.InlineString)
                return cell.InlineString is { } inline ? Plain(inline) : "";
            if (type != CellValues.Number)
                return type == CellValues.Error ? "" : value;
        }

        // A time of day counts in days.
        return cell.StyleIndex?.Value is { } style && times.Contains(style) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 0 and < 1000
            ? Clocked(days * 86400)
            : value;
    }

    private static string Clocked(double seconds)
    {
        var time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");
    }

    private static List<string> SharedStrings(WorkbookPart book)
    {
        var strings = new List<string>();
        if (book.SharedStringTablePart is not { } part)
            return strings;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                strings.Add(reader.LoadCurrentElement() is SharedStringItem item ? Plain(item) : "");
        }

        return strings;
    }

    /// <summary>The text without the readings that Japanese spreadsheets keep beside it.</summary>
    private static string Plain(OpenXmlElement item) =>
        string.Concat(item.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    /// <summary>The cell styles whose number format shows a time: built-in 18–22 and 45–47, or one with h, s or [m].</summary>
    private static HashSet<uint> TimeStyles(WorkbookPart book)
    {
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var own = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .Where(f => f.NumberFormatId is not null && TimeFormat().IsMatch(Literals().Replace(f.FormatCode?.Value ?? "", "")))
            .Select(f => f.NumberFormatId!.Value).ToHashSet();
        return [.. (sheet?.CellFormats?.Elements<CellFormat>() ?? [])
            .Select((f, i) => (Format: f.NumberFormatId?.Value ?? 0, Style: (uint)i))
            .Where(x => x.Format is >= 18 and <= 22 or >= 45 and <= 47 || own.Contains(x.Format))
            .Select(x => x.Style)];
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetter).Take(3))
            column = column * 26 + char.ToUpperInvariant(c) - 'A' + 1;
        return column - 1;
    }

    [GeneratedRegex("[hs]|\\[m+\\]", RegexOptions.IgnoreCase)]
    private static partial Regex TimeFormat();

    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]", RegexOptions.IgnoreCase)]
    private static partial Regex Literals();
}
