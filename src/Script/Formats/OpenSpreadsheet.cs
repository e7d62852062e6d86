using System.Globalization;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// A spreadsheet of OpenDocument (<c>.ods</c>) as its program shows it: visible sheets, rows and columns, stored results of formulas. The first sheet that is a script is
/// read, or the one asked for.
/// </summary>
internal sealed class OpenSpreadsheet : PackageFormat
{
    public override string Name => "ODS";

    public override IReadOnlyList<string> Extensions { get; } = [".ods"];

    public override bool Detect(Package package) => OpenDocument.Is(package, "spreadsheet");

    public override void Read(Package package, ScriptBuilder script) => Read(package.Name, () => package.Xml(OpenDocument.Content) ?? throw new InvalidDataException("no content"), script);

    /// <summary>Reads the part that holds the sheets.</summary>
    internal static void Read(string file, Func<XmlReader> open, ScriptBuilder script)
    {
        var (hidden, names, places, tables, found) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), new List<int>(), 0, false);
        using (var reader = open())
        {
            OpenDocument.HiddenStyles(reader, file, hidden);
            while (reader.Next(file))
            {
                found |= reader.NodeType == XmlNodeType.Element && reader.LocalName == "spreadsheet" && reader.NamespaceURI == OpenDocument.Office;
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "table")
                    continue;
                if (reader.Attribute("style-name") is not { } style || !hidden.Contains(style))
                {
                    names.Add(reader.Attribute("name") ?? $"{tables + 1}");
                    places.Add(tables);
                }

                tables++;
                reader.SkipElement(file);
            }
        }

        if (!found)
            throw new InvalidDataException("no spreadsheet");
        using var sheets = open();
        var at = 0;
        Workbook.Put(names, Load, script);

        // All sheets stand in one part, and are asked for in their order.
        Sheet? Load(int index)
        {
            while (sheets.Next(file))
            {
                if (sheets.NodeType != XmlNodeType.Element || sheets.LocalName != "table")
                    continue;
                if (at++ == places[index])
                    return new OpenSheetReader(file, hidden).Read(sheets) is { Rows.Count: > 0 } sheet ? sheet : null;
                sheets.SkipElement(file);
            }

            return null;
        }
    }
}

/// <summary>Reads the cells of a sheet of OpenDocument as it streams by.</summary>
/// <param name="file">The file's name, for messages.</param>
/// <param name="hiddenStyles">The styles of text that is not shown.</param>
internal sealed class OpenSheetReader(string file, HashSet<string> hiddenStyles)
{
    private const string Extended = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";
    private const int LastRow = 1 << 28;
    private readonly HashSet<int> hiddenColumns = [];
    private readonly List<int> uncalculated = [];
    private readonly List<(int Row, int Column, int LastRow)> merges = [];
    private readonly List<TableRow> rows = [];
    private readonly Stack<bool> groups = new();
    private int columns;
    private int last;
    private int hidden;
    private bool shown;

    /// <summary>Reads the sheet that a reader stands on; it stands on its end then.</summary>
    public Sheet Read(XmlReader reader)
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        while (!isEmpty && reader.Next(file) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            var isGroup = reader.LocalName is "table-row-group" or "table-column-group";
            if (reader.NodeType == XmlNodeType.EndElement && isGroup)
                groups.Pop();
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (isGroup && !reader.IsEmptyElement)
                groups.Push(reader.Attribute("display") == "false");
            else if (reader.LocalName == "table-column")
                Columns(OpenDocument.Count(reader.Attribute("number-columns-repeated")), IsHidden(reader));
            else if (reader.LocalName == "table-row")
                Row(reader);
            else if (reader.LocalName is not ("table-header-rows" or "table-rows" or "table-header-columns" or "table-columns"))
                reader.SkipElement(file);
        }

        return new Sheet(SheetReader.WithMerged(rows, merges), hidden, uncalculated, shown);
    }

    private bool IsHidden(XmlReader reader) => groups.Contains(true) || reader.Attribute("visibility") is "collapse" or "filter";

    private void Columns(int count, bool areHidden)
    {
        var end = Math.Min(columns + count, Table.MostColumns);
        for (; columns < end; columns++)
        {
            if (areHidden)
                hiddenColumns.Add(columns);
        }
    }

    private void Row(XmlReader reader)
    {
        var (number, count, isHidden, depth) = (last + 1, OpenDocument.Count(reader.Attribute("number-rows-repeated")), IsHidden(reader), reader.Depth);
        last = Math.Min(last + count, LastRow);
        if (reader.IsEmptyElement)
            return;
        var (cells, column) = (new List<string>(), 0);
        while (reader.Next(file) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName is not ("table-cell" or "covered-table-cell"))
                continue;
            var (from, rowsSpanned) = (column, OpenDocument.Count(reader.Attribute("number-rows-spanned")));
            column = Math.Min(column + OpenDocument.Count(reader.Attribute("number-columns-repeated")), Table.MostColumns);
            // What lies under a merged cell is not shown, nor what is past the last column.
            if (reader.LocalName == "covered-table-cell" || from >= column)
            {
                reader.SkipElement(file);
                continue;
            }

            if (Cell(reader, number).Trim() is not { Length: > 0 } text)
                continue;
            for (; from < column; from++)
            {
                if (hiddenColumns.Contains(from))
                    continue;
                while (cells.Count <= from)
                    cells.Add("");
                cells[from] = text;
                if (rowsSpanned > 1 && merges.Count < 10_000)
                    merges.Add((number, from, number + rowsSpanned - 1));
            }
        }

        const int most = ScriptBuilder.MostCues + Table.HeaderWithin;
        if (cells.Count == 0)
            return;
        if (isHidden)
        {
            hidden = Math.Min(hidden + count, LastRow);
            return;
        }

        string[] row = [.. cells];
        for (var i = 0; i < count && rows.Count <= most; i++)
            rows.Add(new TableRow(number + i, row));
    }

    private string Cell(XmlReader reader, int row)
    {
        var (type, isError, isFormula) = (reader.GetAttribute("value-type", OpenDocument.Office), reader.GetAttribute("value-type", Extended) == "error", reader.Attribute("formula") is not null);
        var value = reader.GetAttribute(type switch { "time" => "time-value", "date" => "date-value", "boolean" => "boolean-value", "string" => "string-value", _ => "value" }, OpenDocument.Office) ?? "";
        var text = Shown(reader);
        if (isError)
            return "";
        if (isFormula && type != "string" && value.Length == 0 && text.Length == 0)
            uncalculated.Add(row);
        return type switch
        {
            "float" when value.Length > 0 => value,
            "boolean" when value.Length > 0 => value.ToUpperInvariant(),
            "time" when Duration(value) is { } time => Clocked(time, text),
            // Of a date with a time of day it is that which counts.
            "date" when value.IndexOf('T', StringComparison.Ordinal) is > 0 and var at && TimeSpan.TryParse(value[(at + 1)..].TrimEnd('Z'), CultureInfo.InvariantCulture, out var time) => Clocked(time, text),
            _ => text.Length > 0 ? text : value,
        };
    }

    private string Clocked(TimeSpan time, string text)
    {
        // 0:05 in a script is five seconds, though the program keeps it as five minutes; what is shown is what was meant.
        if (text.Split(':') is [var hours, { Length: 2 } minutes] && Number(hours) is { } h && Number(minutes) is { } m && h < 10_000 && time > TimeSpan.Zero && time == TimeSpan.FromMinutes(60 * h + m))
        {
            shown = true;
            return text;
        }

        return ScriptTiming.Written(time, '.');

        static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A length of time as XML Schema writes it (<c>PT00H01M02.5S</c>); null when it is none, or less than nothing.</summary>
    private static TimeSpan? Duration(string text)
    {
        try
        {
            return text.Length is > 2 and < 100 && XmlConvert.ToTimeSpan(text) is { Ticks: >= 0, TotalDays: < 3e6 } time ? time : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>What a cell shows: its paragraphs, without comments and drawings. The reader stands on its end then.</summary>
    private string Shown(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var (depth, paragraphs, level) = (reader.Depth, new List<string>(), 0);
        OpenLine? line = null;
        while (reader.Next(file) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element && (OpenDocument.IsLeftOut(reader, hiddenStyles) || reader.NamespaceURI == OpenDocument.Drawing))
                reader.SkipElement(file);
            else if (line is not null && reader.NodeType == XmlNodeType.EndElement && reader.Depth == level)
            {
                paragraphs.Add(line.ToString());
                line = null;
            }
            else if (line is not null)
                line.Take(reader);
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "p" or "h" && !reader.IsEmptyElement)
                (line, level) = (new OpenLine(), reader.Depth);
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName is not ("p" or "h" or "list" or "list-item" or "list-header"))
                reader.SkipElement(file);
        }

        return string.Join('\n', paragraphs);
    }
}
