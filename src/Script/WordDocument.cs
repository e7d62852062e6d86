using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Dubbing.Script;

/// <summary>Text documents: a paragraph a row. A table whose first row has headings is the script, and the text around it is not.</summary>
internal static class WordDocument
{
    public static ScriptDocument Parse(Stream stream, OpenSettings settings, ScriptBuilder script)
    {
        using var file = WordprocessingDocument.Open(stream, isEditable: false, settings);
        var part = file.MainDocumentPart ?? throw new InvalidDataException("no document");
        var content = new Content();
        using (var reader = OpenXmlReader.Create(part))
        {
            while (reader.Read() && content.Paragraphs.Count < 10 * ScriptBuilder.MostCues)
                content.Take(reader);
        }

        if (content.Table is { } rows)
        {
            Table.Parse(rows, script);
            return script.Finish(ScriptFormat.WordDocument, "utf-8");
        }

        return ScriptReader.ReadText(string.Join('\n', content.Paragraphs), ScriptFormat.WordDocument, script);
    }

    /// <summary>The document as it streams by: its paragraphs, and the first table with headings.</summary>
    private sealed class Content
    {
        private readonly StringBuilder text = new();
        private readonly List<List<TableRow>> tables = [];
        private List<string> cells = [];
        private StringBuilder? cell;
        private int depth;

        public List<string> Paragraphs { get; } = [];

        public List<TableRow>? Table => tables.Find(t => t.Count > 1 && Script.Table.HasHeader(t[0].Cells));

        public void Take(OpenXmlReader reader)
        {
            var type = reader.ElementType;
            if (reader.IsStartElement && type == typeof(W.Text))
                text.Append(reader.GetText());
            else if (reader.IsStartElement && (type == typeof(W.Break) || type == typeof(W.CarriageReturn)))
                text.Append('\n');
            else if (reader.IsStartElement && type == typeof(W.TabChar))
                text.Append('\t');
            else if (reader.IsEndElement && type == typeof(W.Paragraph))
                EndParagraph();
            else if (type == typeof(W.Table))
                TableEdge(reader);
            else if (depth == 1)
                TakeTable(reader, type);
        }

        private void TableEdge(OpenXmlReader reader)
        {
            if (reader.IsStartElement && depth++ == 0)
                tables.Add([]);
            else if (reader.IsEndElement)
                depth--;
        }

        private void TakeTable(OpenXmlReader reader, Type type)
        {
            if (type == typeof(W.TableCell) && reader.IsStartElement)
                cell = new StringBuilder();
            else if (type == typeof(W.TableCell) && reader.IsEndElement)
                cells.Add(cell?.ToString().Trim() ?? "");
            else if (type == typeof(W.TableRow) && reader.IsEndElement)
                EndRow();
        }

        private void EndRow()
        {
            if (cells.Exists(c => c.Length > 0) && tables[^1].Count <= ScriptBuilder.MostCues)
                tables[^1].Add(new TableRow(tables[^1].Count + 1, [.. cells.Take(Script.Table.MostColumns)]));
            cells = [];
        }

        private void EndParagraph()
        {
            var said = text.ToString();
            text.Clear();
            Paragraphs.Add(said);
            if (depth > 0)
                cell?.Append(said).Append('\n');
        }
    }
}
