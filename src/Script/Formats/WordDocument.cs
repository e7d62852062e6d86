using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// A text document of Office Open XML (<c>.docx</c>) as Word shows it when all changes are accepted: a paragraph a row; without ruby, deleted and hidden text,
/// field codes, notes. Tables with headings are the script, and the text around them is not.
/// </summary>
internal sealed class WordDocument : PackageFormat
{
    public override string Name => "DOCX";

    public override IReadOnlyList<string> Extensions { get; } = [".docx"];

    public override bool IsRunningText => true;

    public override bool Detect(Package package) => package.Parts.Any(p => p.StartsWith("word/", StringComparison.OrdinalIgnoreCase));

    public override void Read(Package package, ScriptBuilder script)
    {
        var main = package.Relations("").Values.FirstOrDefault(r => r.Kind == "officeDocument").Part ?? "word/document.xml";
        var content = new WordContent(package.Name);
        using (var reader = package.Xml(main) ?? throw new InvalidDataException("no document"))
            content.Read(reader);
        if (content.HasNotes)
            script.Report(0, Messages.NotesLeftOut());
        Put(content.Paragraphs, content.Tables, script);
    }

    /// <summary>Puts what a document says into a script: its tables, or its text.</summary>
    internal static void Put(List<(string Text, bool InTable)> paragraphs, List<WordTable> all, ScriptBuilder script)
    {
        var tables = all.FindAll(t => t.Rows.Count > 1 && t.Rows.Take(Table.HeaderWithin).Any(r => Table.HasHeader(r.Cells)));
        if (tables.Count > 0)
        {
            var width = tables[0].Rows.Max(r => r.Cells.Length);
            // A table that goes on after a page without headings has the columns of the one before.
            var rows = all.Where(t => tables.Contains(t) || (t.Rows.Count > 0 && t.First > tables[0].First && t.Rows.Max(r => r.Cells.Length) == width)).SelectMany(t => t.Rows).ToList();
            Table.Read(rows, script);
            if (paragraphs.Any(p => !p.InTable && p.Text.Trim().Length > 0))
                script.Report(0, Messages.AroundTables());
            return;
        }

        var cells = paragraphs.Count(p => p.InTable && p.Text.Trim().Length > 0);
        if (all is [{ Rows.Count: > 1 } only] && only.Rows.Max(r => r.Cells.Length) > 1 && cells > 2 * paragraphs.Count(p => !p.InTable && p.Text.Trim().Length > 0))
        {
            Table.Read(only.Rows, script);
            return;
        }

        var text = new ScriptText(string.Join('\n', paragraphs.Select(p => p.Text)), "");
        // Columns may be set by tabs.
        ScriptFormats.Detect(text, tables: DelimitedText.IsTable(text.Text, '\t')).Read(text, script);
    }
}
