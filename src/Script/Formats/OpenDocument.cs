using System.Globalization;
using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>What text documents and spreadsheets of OpenDocument (ODF 1.3, parts 2 and 3) have in common.</summary>
internal static class OpenDocument
{
    /// <summary>The part with styles of its own, and the text or the sheets.</summary>
    public const string Content = "content.xml";

    /// <summary>The namespace of <c>office:</c>.</summary>
    public const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    /// <summary>The namespace of <c>draw:</c>.</summary>
    public const string Drawing = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";

    /// <summary>How much of a flat file is looked at to know it: its first element names a few dozen namespaces, and its kind.</summary>
    private const int FlatHead = 8_000;

    private const string MediaTypes = "application/vnd.oasis.opendocument.";

    /// <summary>Whether an archive is a document of a kind (<c>text</c>, <c>spreadsheet</c>), or a template of it.</summary>
    public static bool Is(Package package, string kind) =>
        package.Has(Content) && MediaType(package) is { } type && (type == MediaTypes + kind || type == MediaTypes + kind + "-template");

    /// <summary>Whether a text is a document of a kind in one flat file of XML.</summary>
    public static bool Is(ScriptText text, string kind)
    {
        if (Xml.RootOf(text.Text) != "document")
            return false;
        var head = text.Text.AsSpan(0, Math.Min(text.Text.Length, FlatHead));
        return head.Contains(Office, StringComparison.Ordinal) && (head.Contains($"\"{MediaTypes}{kind}\"", StringComparison.Ordinal) || head.Contains($"\"{MediaTypes}{kind}-template\"", StringComparison.Ordinal));
    }

    /// <summary>Reads a flat file, whose styles and content stand in one document.</summary>
    /// <param name="text">The file.</param>
    /// <param name="read">Reads it; may open the document as often as it needs.</param>
    /// <exception cref="DubbingException">It is damaged.</exception>
    public static void Flat(ScriptText text, Action<Func<XmlReader>> read)
    {
        try
        {
            read(() => SafeXml.Open(new StringReader(text.Text.TrimStart()), allowsDocumentType: true));
        }
        catch (XmlException e)
        {
            throw new DubbingException(Messages.BadXml(text.FileName, e.LineNumber), e);
        }
        catch (InvalidDataException e)
        {
            throw new DubbingException(Messages.Damaged(text.FileName), e);
        }
    }

    /// <summary>Reads which styles hide what has them: text (<c>text:display</c>) and sheets (<c>table:display</c>). The reader stands on the body then, or at the end.</summary>
    public static void HiddenStyles(XmlReader reader, string file, HashSet<string> hidden)
    {
        string? style = null;
        while (reader.Next(file))
        {
            if (reader.LocalName == "style")
                style = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement ? reader.Attribute("name") : null;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "body")
                return;
            if (style is not null && reader.LocalName is "text-properties" or "table-properties" && reader.Attribute("display") is "none" or "false")
                hidden.Add(style);
        }
    }

    /// <summary>Whether an element holds nothing that is shown among the text: notes, comments, readings of ruby, templates of indexes, code, what was deleted.</summary>
    public static bool IsLeftOut(XmlReader reader, HashSet<string> hidden) => reader.LocalName switch
    {
        "tracked-changes" or "annotation" or "note" or "ruby-text" or "number" or "script" or "forms" or "event-listeners" or "binary-data" or "object" or "object-ole" or "math" => true,
        "sequence-decls" or "variable-decls" or "user-field-decls" or "dde-connection-decls" => true,
        "title" or "desc" => reader.NamespaceURI.Contains("svg", StringComparison.Ordinal),
        "hidden-text" => reader.Attribute("is-hidden") == "true",
        "section" => reader.Attribute("display") == "none",
        "p" or "h" or "span" => reader.Attribute("style-name") is { } style && hidden.Contains(style),
        var name => name.EndsWith("-source", StringComparison.Ordinal),
    };

    /// <summary>How often something is repeated, or how many rows or columns it covers; at least once.</summary>
    public static int Count(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, 1 << 24) : 1;

    private static string? MediaType(Package package)
    {
        // The part comes first in the archive, but need not be there; the list of parts names it, too.
        if (package.Text("mimetype", 100) is { } type)
            return type.Trim();
        using var reader = package.Xml("META-INF/manifest.xml");
        while (reader is not null && reader.Next(package.Name))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "file-entry" && reader.Attribute("full-path") == "/")
                return reader.Attribute("media-type");
        }

        return null;
    }
}

/// <summary>A paragraph of OpenDocument as it streams by: white space counts once, and not at the beginning; more of it has elements of its own (ODF 1.3 part 3, 6.1.2).</summary>
internal sealed class OpenLine
{
    private const int MostSpaces = 1_000;
    private readonly StringBuilder text = new();
    private bool spaced = true;

    /// <summary>Whether a field hides the whole paragraph.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>Takes the node that the reader stands on: text, or an element that stands for signs.</summary>
    public void Take(XmlReader reader)
    {
        if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            Say(reader.Value);
        else if (reader.NodeType == XmlNodeType.Element)
        {
            switch (reader.LocalName)
            {
                case "s":
                    Put(new string(' ', Math.Min(OpenDocument.Count(reader.Attribute("c")), MostSpaces)));
                    break;
                case "tab":
                    Put("\t");
                    break;
                case "line-break":
                    Put("\n");
                    break;
                case "hidden-paragraph":
                    IsHidden |= reader.Attribute("is-hidden") == "true";
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => IsHidden ? "" : text.ToString();

    private void Say(string said)
    {
        foreach (var c in said)
        {
            var space = c is ' ' or '\t' or '\r' or '\n';
            if (!space || !spaced)
                text.Append(space ? ' ' : c);
            spaced = space;
        }
    }

    private void Put(string signs)
    {
        text.Append(signs);
        spaced = false;
    }
}
