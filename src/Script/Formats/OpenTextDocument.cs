using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// A text document of OpenDocument (<c>.odt</c>) as its program shows it when all changes are accepted: a paragraph a row; without the readings of ruby, deleted and
/// hidden text, comments, notes. Tables with headings are the script, and the text around them is not.
/// </summary>
internal sealed class OpenTextDocument : PackageFormat
{
    public override string Name => "ODT";

    public override IReadOnlyList<string> Extensions { get; } = [".odt"];

    public override bool IsRunningText => true;

    public override bool Detect(Package package) => OpenDocument.Is(package, "text");

    public override void Read(Package package, ScriptBuilder script)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        using (var styles = package.Xml("styles.xml"))
        {
            if (styles is not null)
                OpenDocument.HiddenStyles(styles, package.Name, hidden);
        }

        Read(package.Name, () => package.Xml(OpenDocument.Content) ?? throw new InvalidDataException("no content"), hidden, script);
    }

    /// <summary>Reads the part that holds the text.</summary>
    internal static void Read(string file, Func<XmlReader> open, HashSet<string> hidden, ScriptBuilder script)
    {
        var content = new Body(file, hidden);
        using (var reader = open())
        {
            OpenDocument.HiddenStyles(reader, file, hidden);
            content.Read(reader);
        }

        if (content.HasNotes)
            script.Report(0, Messages.NotesLeftOut());
        WordDocument.Put(content.Paragraphs, content.Tables, script);
    }

    /// <summary>The body as it streams by.</summary>
    private sealed class Body(string file, HashSet<string> hidden) : DocumentContent
    {
        private readonly Stack<OpenLine> open = new();
        private (int Repeated, int Rows) place;
        private int repeated;

        public void Read(XmlReader reader)
        {
            var found = false;
            while (reader.Next(file) && HasRoom)
            {
                found |= reader.NodeType == XmlNodeType.Element && reader.LocalName == "text" && reader.NamespaceURI == OpenDocument.Office;
                if (!found)
                    continue;
                if (reader.NodeType == XmlNodeType.Element)
                    Begin(reader);
                else if (reader.NodeType == XmlNodeType.EndElement)
                    End(reader.LocalName);
                else if (open.Count > 0)
                    open.Peek().Take(reader);
            }

            if (!found)
                throw new InvalidDataException("no text");
        }

        private void Begin(XmlReader reader)
        {
            if (OpenDocument.IsLeftOut(reader, hidden))
            {
                HasNotes |= reader.LocalName == "note";
                reader.SkipElement(file);
                return;
            }

            switch (reader.LocalName)
            {
                case "p" or "h" when reader.IsEmptyElement:
                    Paragraphs.Add(("", Depth > 0));
                    break;
                case "p" or "h":
                    open.Push(new OpenLine());
                    break;
                case "table" when !reader.IsEmptyElement:
                    BeginTable(open.Count);
                    break;
                case "table-row" when Depth == 1:
                    BeginRow();
                    repeated = OpenDocument.Count(reader.Attribute("number-rows-repeated"));
                    break;
                case "covered-table-cell" when Depth == 1:
                    // What lies under a merged cell is not shown.
                    AddCells("", OpenDocument.Count(reader.Attribute("number-columns-repeated")));
                    reader.SkipElement(file);
                    break;
                case "table-cell" when Depth == 1:
                    place = (OpenDocument.Count(reader.Attribute("number-columns-repeated")), OpenDocument.Count(reader.Attribute("number-rows-spanned")));
                    BeginCell();
                    if (reader.IsEmptyElement)
                        EndCell();
                    break;
                default:
                    if (open.Count > 0)
                        open.Peek().Take(reader);
                    break;
            }
        }

        private void End(string name)
        {
            if (name is "p" or "h" && open.Count > 0)
                EndParagraph(open.Pop().ToString(), open.Count);
            else if (name == "table")
                EndTable();
            else if (name == "table-cell" && Depth == 1)
                EndCell();
            else if (name == "table-row" && Depth == 1 && Tables.Count > 0)
                EndRow(repeated);
        }

        private void EndCell() => AddCells(EndCell(Cells.Count, place.Rows), place.Repeated);
    }
}
