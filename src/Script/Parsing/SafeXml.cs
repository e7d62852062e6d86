using System.Xml;

namespace Dubbing.Script.Parsing;

/// <summary>XML of files that nobody vouches for: read as it streams by, without entities or anything from outside, no deeper and no longer than is allowed.</summary>
internal static class SafeXml
{
    /// <summary>Opens a document. Nothing is resolved; a document type is passed over or refused.</summary>
    public static XmlReader Open(TextReader text, bool allowsDocumentType = false) => XmlReader.Create(text, Settings(allowsDocumentType));

    /// <inheritdoc cref="Open(TextReader, bool)"/>
    public static XmlReader Open(Stream bytes) => XmlReader.Create(bytes, Settings(false));

    /// <summary>Goes on to the next node.</summary>
    /// <exception cref="DubbingException">It lies too deep.</exception>
    public static bool Next(this XmlReader reader, string file)
    {
        if (!reader.Read())
            return false;
        if (reader.Depth > Limits.Current.XmlDepth)
            throw new DubbingException(Limits.Current.TooDeep(file));
        return true;
    }

    /// <summary>Passes over the element that the reader stands on; the reader stands on its end then.</summary>
    public static void SkipElement(this XmlReader reader, string file)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (reader.Next(file) && (reader.NodeType != XmlNodeType.EndElement || reader.Depth > depth))
        {
        }
    }

    /// <summary>The text in the element that the reader stands on, tags left out; the reader stands on its end then.</summary>
    public static string TextOf(this XmlReader reader, string file)
    {
        if (reader.IsEmptyElement)
            return "";
        var (depth, text) = (reader.Depth, new System.Text.StringBuilder());
        while (reader.Next(file) && (reader.NodeType != XmlNodeType.EndElement || reader.Depth > depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(reader.Value);
        }

        return text.ToString();
    }

    /// <summary>An attribute by its name, whatever its namespace.</summary>
    public static string? Attribute(this XmlReader reader, string name)
    {
        for (var i = 0; i < reader.AttributeCount; i++)
        {
            reader.MoveToAttribute(i);
            if (reader.LocalName != name || reader.Prefix == "xmlns")
                continue;
            var value = reader.Value;
            reader.MoveToElement();
            return value;
        }

        reader.MoveToElement();
        return null;
    }

    private static XmlReaderSettings Settings(bool allowsDocumentType) => new()
    {
        DtdProcessing = allowsDocumentType ? DtdProcessing.Ignore : DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 48 << 20,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };
}
