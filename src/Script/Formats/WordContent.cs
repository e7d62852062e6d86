using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>A document as it streams by: its paragraphs and tables.</summary>
/// <param name="file">The document's name, for messages.</param>
internal sealed class WordContent(string file) : DocumentContent
{
    private readonly Stack<StringBuilder> open = new();
    private readonly Stack<bool> fields = new();
    private Dictionary<int, string> above = [];
    private (int Column, int Span, int Rows, bool Goes, bool Begins) place;
    private readonly HashSet<StringBuilder> goesOn = new(ReferenceEqualityComparer.Instance);
    private string carried = "";
    private bool rowGone;
    private bool hidden;
    private bool inText;

    /// <summary>Reads the main part.</summary>
    public void Read(XmlReader reader)
    {
        while (reader.Next(file) && HasRoom)
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
        while (reader.Next(file) && HasRoom)
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
            else if (reader.LocalName == "cellSpan" && Depth == 1)
                (place.Span, place.Rows) = (Math.Clamp(Whole(reader.Attribute("colSpan"), 1), 1, Table.MostColumns), Whole(reader.Attribute("rowSpan"), 1));
            else if (reader.LocalName == "cellAddr" && Depth == 1)
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
                rowGone |= Holds(reader, "del") && Depth == 1;
                break;
            case "del" or "moveFrom" or "rt" or "Fallback" or "sectPr" or "instrText" or "delText" or "tblPr" or "sdtPr" when !reader.IsEmptyElement:
                reader.SkipElement(file);
                break;
            case "footnoteReference" or "endnoteReference":
                HasNotes = true;
                break;
            case "p" when reader.IsEmptyElement:
                Paragraphs.Add(("", Depth > 0));
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
                else if (InCell && Depth == 1)
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
        if (reader.LocalName == "tbl" && BeginTable(open.Count))
            above = [];
        if (Depth != 1)
            return;
        if (reader.LocalName == "tr")
            BeginRow();
        else if (reader.LocalName == "tc")
        {
            BeginCell();
            place = (Cells.Count, 1, 1, false, false);
        }
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
            EndTable();
        else if (name == "tc" && Depth == 1)
            EndCell();
        else if (name == "tr" && Depth == 1 && Tables.Count > 0)
        {
            EndRow(rowGone ? 0 : 1);
            rowGone = false;
        }
    }

    private void EndParagraph()
    {
        var ended = open.Pop();
        var said = carried + ended;
        carried = "";
        // Whose mark was deleted goes on in the next paragraph.
        if (goesOn.Remove(ended) && Depth == 0 && open.Count == 0)
        {
            carried = said;
            return;
        }

        EndParagraph(said, open.Count);
    }

    private void EndCell()
    {
        var text = EndCell(place.Column, place.Rows);
        if (place.Begins)
            above[place.Column] = text;
        else if (place.Goes && above.TryGetValue(place.Column, out var from))
            Merged[place.Column] = from;
        else
            above.Remove(place.Column);
        AddCells("", place.Column - Cells.Count);
        Cells.Add(text);
        AddCells("", place.Span - 1);
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
