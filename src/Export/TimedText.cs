using System.Text;
using System.Xml;

namespace Dubbing.Export;

/// <summary>Timed Text Markup Language (W3C, TTML 1): what broadcasters and editing programs take.</summary>
public static class TimedText
{
    private const string Tt = "http://www.w3.org/ns/ttml";
    private const string Styling = "http://www.w3.org/ns/ttml#styling";
    private const string Metadata = "http://www.w3.org/ns/ttml#metadata";
    private const string Parameter = "http://www.w3.org/ns/ttml#parameter";

    /// <summary>Writes captions: UTF-8, times of the medium, speakers as agents.</summary>
    public static byte[] Write(IReadOnlyList<Caption> captions, Language language)
    {
        ArgumentNullException.ThrowIfNull(captions);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            var speakers = captions.Select(c => c.Speaker).OfType<string>().Distinct().ToList();
            xml.WriteStartElement("tt", Tt);
            xml.WriteAttributeString("xmlns", "tts", null, Styling);
            xml.WriteAttributeString("xmlns", "ttm", null, Metadata);
            xml.WriteAttributeString("xmlns", "ttp", null, Parameter);
            xml.WriteAttributeString("ttp", "timeBase", Parameter, "media");
            xml.WriteAttributeString("xml", "lang", null, language.Code());
            xml.WriteStartElement("head", Tt);
            if (speakers.Count > 0)
            {
                xml.WriteStartElement("metadata", Tt);
                for (var i = 0; i < speakers.Count; i++)
                {
                    xml.WriteStartElement("agent", Metadata);
                    xml.WriteAttributeString("xml", "id", null, $"a{i + 1}");
                    xml.WriteAttributeString("type", "character");
                    xml.WriteStartElement("name", Metadata);
                    xml.WriteAttributeString("type", "alias");
                    xml.WriteString(Valid(speakers[i]));
                    xml.WriteEndElement();
                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }

            xml.WriteStartElement("styling", Tt);
            Element("style", ("id", "s1"), ("tts:textAlign", "center"), ("tts:color", "white"), ("tts:fontFamily", "sansSerif"));
            xml.WriteEndElement();
            xml.WriteStartElement("layout", Tt);
            Element("region", ("id", "r1"), ("tts:displayAlign", "after"), ("tts:origin", "10% 10%"), ("tts:extent", "80% 80%"));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteStartElement("body", Tt);
            xml.WriteAttributeString("style", "s1");
            xml.WriteAttributeString("region", "r1");
            xml.WriteStartElement("div", Tt);
            foreach (var caption in captions)
            {
                xml.WriteStartElement("p", Tt);
                xml.WriteAttributeString("begin", CaptionWriter.Time(caption.Start, '.'));
                xml.WriteAttributeString("end", CaptionWriter.Time(caption.End, '.'));
                if (caption.Speaker is { } speaker)
                    xml.WriteAttributeString("agent", Metadata, $"a{speakers.IndexOf(speaker) + 1}");
                var rows = CaptionWriter.Rows(caption.Text);
                for (var i = 0; i < rows.Length; i++)
                {
                    if (i > 0)
                    {
                        xml.WriteStartElement("br", Tt);
                        xml.WriteEndElement();
                    }

                    xml.WriteString(Valid(rows[i]));
                }

                xml.WriteEndElement();
            }

            xml.WriteEndDocument();

            void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
            {
                xml.WriteStartElement(name, Tt);
                foreach (var (attribute, value) in attributes)
                {
                    if (attribute == "id")
                        xml.WriteAttributeString("xml", "id", null, value);
                    else
                        xml.WriteAttributeString(attribute[4..], Styling, value);
                }

                xml.WriteEndElement();
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Without the signs that XML 1.0 cannot hold.</summary>
    private static string Valid(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value)).Select(r => r.ToString()));
}
