using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>A table of a document.</summary>
/// <param name="First">The paragraph at which it begins.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record WordTable(int First, List<TableRow> Rows);

/// <summary>A document as it streams by: its paragraphs and tables.</summary>
/// <param name="file">The document's name, for messages.</param>
internal sealed class WordContent(string file)
{
    private readonly Stack<StringBuilder> open = new();
    private readonly List<string> boxes = [];
    private readonly Stack<bool> fields = new();
    private List<string> cells = [];
    private Dictionary<int, string> merged = [];
    private Dictionary<int, string> above = [];
    private StringBuilder? cell;
    private (int Column, int Span, int Rows, bool Goes, bool Begins) place;
    private readonly HashSet<StringBuilder> goesOn = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, (string Text, int Rows)> tall = [];
    private string carried = "";
    private bool rowGone;
    private bool hidden;
    private bool inText;
    private int depth;
    private int around;

    /// <summary>Its paragraphs, those of tables too.</summary>
    public List<(string Text, bool InTable)> Paragraphs { get; } = [];

    /// <summary>Its tables; a table in a table is a text of its cell.</summary>
    public List<WordTable> Tables { get; } = [];

    /// <summary>Whether it refers to notes at the foot or the end.</summary>
    public bool HasNotes { get; private set; }

    /// <summary>Reads the main part.</summary>
    public void Read(XmlReader reader)
    {
        while (reader.Next(file) && Paragraphs.Count < 10 * ScriptBuilder.MostCues)
        {
            if (reader.NodeType == XmlNodeType.Element)
                Begin(reader);
            else if (reader.NodeType == XmlNodeType.EndElement)
                End(reader.LocalName);
        }

        if (carried.Length > 0)
            Paragraphs.Add((carried, false));
    }

    /// <summary>Reads a section of a document of Hangul: the same parts by nearly the same names.</summary>
    public void ReadHangul(XmlReader reader)
    {
        while (reader.Next(file) && Paragraphs.Count < 10 * ScriptBuilder.MostCues)
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                inText &= reader.LocalName is not ("t" or "mainText");
                End(reader.LocalName);
            }
            else if (inText && reader.NodeType is (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                Say(reader.Value);
            else if (reader.NodeType != XmlNodeType.Element)
                continue;
            else if (reader.LocalName is "subText" or "header" or "footer" or "footNote" or "endNote" or "hiddenComment" or "fieldBegin" or "secPr")
                reader.SkipElement(file);
            else if (reader.LocalName == "cellSpan" && depth == 1)
                (place.Span, place.Rows) = (Math.Clamp(Whole(reader.Attribute("colSpan"), 1), 1, Table.MostColumns), Whole(reader.Attribute("rowSpan"), 1));
            else if (reader.LocalName == "cellAddr" && depth == 1)
                place.Column = Math.Max(place.Column, Math.Min(Whole(reader.Attribute("colAddr"), 0), Table.MostColumns - 1));
            else if (reader.LocalName is "t" or "mainText")
                inText = !reader.IsEmptyElement;
            else if (reader.LocalName == "p")
                Begin(reader);
            else if (reader.LocalName is "lineBreak" or "tab" or "nbSpace" or "fwSpace")
                Say(reader.LocalName == "lineBreak" ? "\n" : " ");
            else if (!reader.IsEmptyElement)
                BeginTable(reader);
        }
    }

    private void Begin(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            // What was deleted or moved away, the readings of ruby, and the second copy of a text box for old programs.
            case "pPr" when !reader.IsEmptyElement:
                if (Holds(reader, "del") && open.Count > 0)
                    goesOn.Add(open.Peek());
                break;
            case "trPr" when !reader.IsEmptyElement:
                rowGone |= Holds(reader, "del") && depth == 1;
                break;
            case "del" or "moveFrom" or "rt" or "Fallback" or "sectPr" or "instrText" or "delText" or "tblPr" or "sdtPr" when !reader.IsEmptyElement:
                reader.SkipElement(file);
                break;
            case "footnoteReference" or "endnoteReference":
                HasNotes = true;
                break;
            case "p" when reader.IsEmptyElement:
                Paragraphs.Add(("", depth > 0));
                break;
            case "p":
                open.Push(new StringBuilder());
                break;
            case "r":
                hidden = false;
                break;
            case "vanish" or "webHidden":
                hidden |= reader.Attribute("val") is not ("0" or "false" or "off");
                break;
            case "fldChar":
                Field(reader.Attribute("fldCharType"));
                break;
            case "t":
                Say(reader.TextOf(file));
                break;
            case "br" or "cr":
                Say("\n");
                break;
            case "tab":
                Say("\t");
                break;
            case "noBreakHyphen":
                Say("-");
                break;
            default:
                if (!reader.IsEmptyElement)
                    BeginTable(reader);
                else if (cell is not null && depth == 1)
                    CellProperty(reader);
                break;
        }
    }

    /// <summary>Whether an element has another in it; the reader stands on its end then.</summary>
    private bool Holds(XmlReader reader, string name)
    {
        var (depth, holds) = (reader.Depth, false);
        while (reader.Next(file) && (reader.NodeType != XmlNodeType.EndElement || reader.Depth > depth))
            holds |= reader.NodeType == XmlNodeType.Element && reader.LocalName == name;
        return holds;
    }

    private static int Whole(string? text, int otherwise) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private void BeginTable(XmlReader reader)
    {
        if (reader.LocalName == "tbl" && depth++ == 0)
        {
            Tables.Add(new WordTable(Paragraphs.Count, []));
            // In Hangul a table stands in a paragraph; those of its cells are none of that one's text boxes.
            (above, around) = ([], open.Count);
            tall.Clear();
        }

        if (depth != 1)
            return;
        if (reader.LocalName == "tr")
            (cells, merged) = ([], []);
        else if (reader.LocalName == "tc")
            (cell, place) = (new StringBuilder(), (cells.Count, 1, 1, false, false));
    }

    private void CellProperty(XmlReader reader)
    {
        if (reader.LocalName == "gridSpan" && int.TryParse(reader.Attribute("val"), System.Globalization.CultureInfo.InvariantCulture, out var span))
            place.Span = Math.Clamp(span, 1, Table.MostColumns);
        else if (reader.LocalName == "vMerge")
            (place.Goes, place.Begins) = reader.Attribute("val") == "restart" ? (false, true) : (true, false);
    }

    private void End(string name)
    {
        if (name == "p" && open.Count > 0)
            EndParagraph();
        else if (name == "r")
            hidden = false;
        else if (name == "tbl")
            (depth, around) = depth > 1 ? (depth - 1, around) : (0, 0);
        else if (name == "tc" && depth == 1)
            EndCell();
        else if (name == "tr" && depth == 1 && Tables.Count > 0)
            EndRow();
    }

    private void EndParagraph()
    {
        var ended = open.Pop();
        var said = carried + ended;
        carried = "";
        // Whose mark was deleted goes on in the next paragraph.
        if (goesOn.Remove(ended) && depth == 0 && open.Count == 0)
        {
            carried = said;
            return;
        }

        if (open.Count > around)
        {
            // A text box stands in a paragraph; its own come after that.
            boxes.Add(said);
            return;
        }

        foreach (var text in boxes.Prepend(said))
        {
            Paragraphs.Add((text, depth > 0));
            if (depth > 0)
                cell?.Append(text).Append('\n');
        }

        boxes.Clear();
    }

    private void EndCell()
    {
        var text = cell?.ToString().Trim() ?? "";
        if (place.Begins)
            above[place.Column] = text;
        else if (place.Goes && above.TryGetValue(place.Column, out var from))
            merged[place.Column] = from;
        else
            above.Remove(place.Column);
        while (cells.Count < place.Column && cells.Count < Table.MostColumns)
            cells.Add("");
        if (place.Rows > 1)
            tall[place.Column] = (text, place.Rows);
        cells.Add(text);
        while (--place.Span > 0 && cells.Count < Table.MostColumns)
            cells.Add("");
        cell = null;
    }

    private void EndRow()
    {
        var rows = Tables[^1].Rows;
        foreach (var (column, (text, left)) in tall.ToList())
        {
            // The row where it begins counts, too.
            if (cells.ElementAtOrDefault(column) != text)
                merged[column] = text;
            tall[column] = (text, left - 1);
            if (left <= 1)
                tall.Remove(column);
        }

        if (rowGone)
            cells.Clear();
        rowGone = false;
        if (cells.Exists(c => c.Length > 0) && rows.Count <= ScriptBuilder.MostCues)
            rows.Add(new TableRow(rows.Count + 1, [.. cells.Take(Table.MostColumns)]) { Merged = merged.Count > 0 ? merged : null });
        (cells, merged) = ([], []);
    }

    /// <summary>A field is its code, then what it shows.</summary>
    private void Field(string? kind)
    {
        if (kind == "begin" && fields.Count < 100)
            fields.Push(true);
        else if (kind == "separate" && fields.Count > 0)
        {
            fields.Pop();
            fields.Push(false);
        }
        else if (kind == "end" && fields.Count > 0)
            fields.Pop();
    }

    private void Say(string text)
    {
        if (open.Count > 0 && !hidden && !fields.Contains(true))
            open.Peek().Append(text);
    }
}
