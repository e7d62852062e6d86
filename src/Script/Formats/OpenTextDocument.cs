using System.Text;
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

        var content = new Body(package.Name, hidden);
        using (var reader = package.Xml(OpenDocument.Content) ?? throw new InvalidDataException("no content"))
        {
            OpenDocument.HiddenStyles(reader, package.Name, hidden);
            content.Read(reader);
        }

        if (content.HasNotes)
            script.Report(0, Messages.NotesLeftOut());
        WordDocument.Put(content.Paragraphs, content.Tables, script);
    }

    /// <summary>The body as it streams by.</summary>
    private sealed class Body(string file, HashSet<string> hidden)
    {
        private readonly Stack<OpenLine> open = new();
        private readonly List<string> boxes = [];
        private readonly Dictionary<int, (string Text, int Rows)> tall = [];
        private List<string> cells = [];
        private Dictionary<int, string> merged = [];
        private StringBuilder? cell;
        private (int Repeated, int Rows) place;
        private int repeated;
        private int depth;
        private int around;

        public List<(string Text, bool InTable)> Paragraphs { get; } = [];

        public List<WordTable> Tables { get; } = [];

        public bool HasNotes { get; private set; }

        public void Read(XmlReader reader)
        {
            var found = false;
            while (reader.Next(file) && Paragraphs.Count < 10 * ScriptBuilder.MostCues)
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
                    Paragraphs.Add(("", depth > 0));
                    break;
                case "p" or "h":
                    open.Push(new OpenLine());
                    break;
                case "table" when !reader.IsEmptyElement:
                    if (depth++ > 0)
                        break;
                    Tables.Add(new WordTable(Paragraphs.Count, []));
                    around = open.Count;
                    tall.Clear();
                    break;
                case "table-row" when depth == 1:
                    (cells, merged, repeated) = ([], [], OpenDocument.Count(reader.Attribute("number-rows-repeated")));
                    break;
                case "covered-table-cell" when depth == 1:
                    // What lies under a merged cell is not shown.
                    Cells("", OpenDocument.Count(reader.Attribute("number-columns-repeated")));
                    reader.SkipElement(file);
                    break;
                case "table-cell" when depth == 1:
                    place = (OpenDocument.Count(reader.Attribute("number-columns-repeated")), OpenDocument.Count(reader.Attribute("number-rows-spanned")));
                    cell = new StringBuilder();
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
                EndParagraph();
            else if (name == "table")
                (depth, around) = depth > 1 ? (depth - 1, around) : (0, 0);
            else if (name == "table-cell" && depth == 1)
                EndCell();
            else if (name == "table-row" && depth == 1 && Tables.Count > 0)
                EndRow();
        }

        private void EndParagraph()
        {
            var said = open.Pop().ToString();
            if (open.Count > around)
            {
                // A text box stands in a paragraph; its own come after that.
                boxes.Add(said);
                return;
            }

            foreach (var text in boxes.Prepend(said))
            {
                Paragraphs.Add((text, depth > 0));
                cell?.Append(text).Append('\n');
            }

            boxes.Clear();
        }

        private void EndCell()
        {
            var text = cell?.ToString().Trim() ?? "";
            if (place.Rows > 1)
                tall[cells.Count] = (text, place.Rows);
            Cells(text, place.Repeated);
            cell = null;
        }

        private void Cells(string text, int count)
        {
            for (; count > 0 && cells.Count < Table.MostColumns; count--)
                cells.Add(text);
        }

        private void EndRow()
        {
            foreach (var (column, (text, left)) in tall.ToList())
            {
                // The row where it begins counts, too.
                if (cells.ElementAtOrDefault(column) != text)
                    merged[column] = text;
                tall[column] = (text, left - 1);
                if (left <= 1)
                    tall.Remove(column);
            }

            var rows = Tables[^1].Rows;
            for (; cells.Exists(c => c.Length > 0) && repeated > 0 && rows.Count <= ScriptBuilder.MostCues; repeated--)
                rows.Add(new TableRow(rows.Count + 1, [.. cells]) { Merged = merged.Count > 0 ? merged : null });
            (cells, merged) = ([], []);
        }
    }
}
