using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>The speaker's notes of slides (<c>.pptx</c>), in the order of the slides: what lecturers say, beside what they show.</summary>
internal sealed class Presentation : PackageFormat
{
    public override string Name => "PPTX";

    public override IReadOnlyList<string> Extensions { get; } = [".pptx"];

    public override bool IsRunningText => true;

    public override bool Detect(Package package) => package.Has("ppt/presentation.xml");

    public override void Read(Package package, ScriptBuilder script)
    {
        var (relations, slides) = (package.Relations("ppt/presentation.xml"), new List<string>());
        using (var reader = package.Xml("ppt/presentation.xml"))
        {
            while (reader is not null && reader.Next(package.Name))
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sldId" && reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") is { } id && relations.TryGetValue(id, out var slide))
                    slides.Add(slide.Part);
            }
        }

        var (rows, silent) = (new List<string>(), 0);
        foreach (var slide in slides)
        {
            var notes = package.Relations(slide).Values.FirstOrDefault(r => r.Kind == "notesSlide").Part;
            var said = notes is null ? [] : Notes(package, notes);
            silent += said.Count == 0 ? 1 : 0;
            rows.AddRange(said);
            rows.Add("");
        }

        if (silent > 0)
            script.Report(0, Messages.SlidesWithoutNotes(silent));
        var text = new ScriptText(string.Join('\n', rows), "");
        ScriptFormats.Detect(text, tables: false).Read(text, script);
    }

    private static List<string> Notes(Package package, string part)
    {
        var (rows, row, inBody) = (new List<string>(), new StringBuilder(), false);
        using var reader = package.Xml(part);
        while (reader is not null && reader.Next(package.Name))
        {
            // Beside the notes the page has a picture of the slide, its number, the date.
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sp")
                inBody = false;
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "ph")
                inBody = reader.Attribute("type") is null or "body" or "obj";
            else if (inBody && reader.NodeType == XmlNodeType.Element && reader.LocalName == "t")
                row.Append(reader.TextOf(package.Name));
            else if (inBody && reader.NodeType == XmlNodeType.Element && reader.LocalName == "br")
                row.Append('\n');
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "p" && row.Length > 0)
            {
                rows.Add(row.ToString());
                row.Clear();
            }
        }

        return rows;
    }
}

/// <summary>Documents of Hancom's Hangul (<c>.hwpx</c>, OWPML): the paragraphs of their sections; tables with headings are the script.</summary>
internal sealed class HangulDocument : PackageFormat
{
    public override string Name => "HWPX";

    public override IReadOnlyList<string> Extensions { get; } = [".hwpx"];

    public override bool IsRunningText => true;

    public override bool Detect(Package package) => package.Has("Contents/section0.xml");

    public override void Read(Package package, ScriptBuilder script)
    {
        var content = new WordContent(package.Name);
        for (var section = 0; package.Xml($"Contents/section{section}.xml") is { } part; section++)
        {
            using (part)
                content.ReadHangul(part);
        }

        WordDocument.Put(content.Paragraphs, content.Tables, script);
    }
}
