using System.Globalization;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// A spreadsheet of Office Open XML (<c>.xlsx</c>) as its program shows it: visible sheets, rows and columns, stored results of formulas, times where cells
/// have a format of times. The first sheet that is a script is read, or the one asked for.
/// </summary>
internal sealed class Workbook : PackageFormat
{
    public override string Name => "XLSX";

    public override IReadOnlyList<string> Extensions { get; } = [".xlsx"];

    public override bool Detect(Package package) => package.Parts.Any(p => p.StartsWith("xl/", StringComparison.OrdinalIgnoreCase));

    public override void Read(Package package, ScriptBuilder script)
    {
        var book = package.Relations("").Values.FirstOrDefault(r => r.Kind == "officeDocument").Part ?? "xl/workbook.xml";
        var (relations, sheets) = (package.Relations(book), new List<(string Name, string Part)>());
        using (var reader = package.Xml(book) ?? throw new InvalidDataException("no workbook"))
        {
            while (reader.Next(package.Name))
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sheet" && reader.Attribute("state") is null or "visible" && relations.TryGetValue(RelationId(reader) ?? "", out var part) && part.Kind == "worksheet")
                    sheets.Add((reader.Attribute("name") ?? part.Part, part.Part));
            }
        }

        var texts = SharedStrings(package, relations.Values.FirstOrDefault(r => r.Kind == "sharedStrings").Part);
        var styles = CellFormats.Of(package, relations.Values.FirstOrDefault(r => r.Kind == "styles").Part);
        Sheet? Load(int index) => new SheetReader(package, texts, styles).Read(sheets[index].Part) is { Rows.Count: > 0 } sheet ? sheet : null;
        Put([.. sheets.Select(s => s.Name)], Load, script);
    }

    /// <summary>Puts the sheet that is asked for, or the first that is a script, into a script.</summary>
    /// <param name="names">The names of the sheets that are shown.</param>
    /// <param name="load">Reads one of them, each after those before it; null when nothing is in it.</param>
    /// <param name="script">Gets the lines.</param>
    internal static void Put(List<string> names, Func<int, Sheet?> load, ScriptBuilder script)
    {
        var chosen = script.Options.Sheet is { } asked ? Asked(asked, names, script) : -1;
        var read = chosen >= 0 ? load(chosen) : null;
        for (var i = 0; chosen < 0 && i < names.Count && i < 50; i++)
        {
            // A sheet with headings is the script, else the first that has anything in it.
            if (load(i) is not { } sheet || (read is not null && !IsScript(sheet)))
                continue;
            (read, chosen) = (sheet, IsScript(sheet) ? i : -1 - i);
        }

        if (read is null)
            return;
        chosen = chosen < 0 ? -1 - chosen : chosen;
        script.Choices = script.Choices with { Sheets = names, Sheet = names[chosen] };
        if (names.Count > 1 && script.Options.Sheet is null)
            script.Report(0, Messages.SeveralSheets(names[chosen], ScriptBuilder.Listed([.. names.Where((_, i) => i != chosen)])));
        if (read.Hidden > 0)
            script.Report(0, Messages.HiddenRows(read.Hidden));
        foreach (var row in read.Uncalculated.Take(20))
            script.Report(row, Messages.NoStoredValue());
        if (read.Shown)
            script.Report(0, Messages.HoursShown());
        Table.Read(read.Rows, script, daysAreTimes: true);
    }

    private static bool IsScript(Sheet sheet) => sheet.Rows.Take(Table.HeaderWithin).Any(r => Table.HasHeader(r.Cells, least: 2));

    private static int Asked(string asked, List<string> names, ScriptBuilder script)
    {
        var at = names.FindIndex(n => n.Equals(asked.Trim(), StringComparison.OrdinalIgnoreCase));
        if (at < 0 && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= names.Count)
            at = number - 1;
        return at >= 0 ? at : throw new DubbingException(Messages.NoSuchSheet(script.FileName, asked, string.Join(", ", names)));
    }

    private static string? RelationId(XmlReader reader)
    {
        for (var i = 0; i < reader.AttributeCount; i++)
        {
            reader.MoveToAttribute(i);
            if (reader.LocalName == "id" && reader.Prefix.Length > 0)
            {
                var id = reader.Value;
                reader.MoveToElement();
                return id;
            }
        }

        reader.MoveToElement();
        return null;
    }

    private static List<string> SharedStrings(Package package, string? part)
    {
        var strings = new List<string>();
        using var reader = package.Xml(part);
        while (reader is not null && reader.Next(package.Name))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
                strings.Add(SheetReader.Rich(reader, package.Name));
        }

        return strings;
    }
}
