using System.Globalization;
using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>TTML (W3C) and its kin DFXP, EBU-TT, iTunes' iTT (<c>.ttml</c>, <c>.dfxp</c>, <c>.itt</c>, <c>.xml</c>): times as clocks, frames, ticks or seconds, relative to what is around; without ruby.</summary>
internal sealed class Ttml : TextFormat
{
    public override string Name => "TTML";

    public override IReadOnlyList<string> Extensions { get; } = [".ttml", ".dfxp", ".itt"];

    public override string ContentType => "application/ttml+xml; charset=utf-8";

    public override bool CanWrite => true;

    public override Likelihood Detect(ScriptText text) => Xml.RootOf(text.Text) == "tt" ? Likelihood.Certain : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        try
        {
            var reading = new TtmlReading(text.FileName, script);
            using var reader = SafeXml.Open(new StringReader(text.Text.TrimStart()), allowsDocumentType: true);
            reading.Read(reader);
            reading.Put();
        }
        catch (XmlException e)
        {
            throw new DubbingException(Messages.BadXml(text.FileName, e.LineNumber), e);
        }
    }

    public override string Write(IReadOnlyList<Cue> cues)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:timeBase=\"media\" xml:lang=\"");
        text.Append(Tracks.LanguageOf(string.Concat(cues.Take(100).Select(c => c.Text))) ?? "").Append("\">\n  <head>\n");
        var speakers = cues.Select(c => c.Speaker).OfType<string>().Distinct().ToList();
        if (speakers.Count > 0)
        {
            text.Append("    <metadata>\n");
            for (var i = 0; i < speakers.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"      <ttm:agent xml:id=\"a{i + 1}\" type=\"character\"><ttm:name type=\"alias\">{Xml.Escaped(speakers[i])}</ttm:name></ttm:agent>\n");
            text.Append("    </metadata>\n");
        }

        // A plain style at the lower edge: what broadcasters and editing programs expect to find.
        text.Append("    <styling>\n      <style xml:id=\"s1\" tts:textAlign=\"center\" tts:color=\"white\" tts:fontFamily=\"sansSerif\"/>\n    </styling>\n");
        text.Append("    <layout>\n      <region xml:id=\"r1\" tts:displayAlign=\"after\" tts:origin=\"10% 10%\" tts:extent=\"80% 80%\"/>\n    </layout>\n");
        text.Append("  </head>\n  <body style=\"s1\" region=\"r1\">\n    <div>\n");
        foreach (var cue in cues)
        {
            var agent = cue.Speaker is null ? "" : $" ttm:agent=\"a{speakers.IndexOf(cue.Speaker) + 1}\"";
            text.Append(CultureInfo.InvariantCulture, $"      <p begin=\"{ScriptTiming.Written(cue.Start!.Value, '.')}\" end=\"{ScriptTiming.Written(cue.End!.Value, '.')}\"{agent}>{Xml.Escaped(cue.Text).Replace("\n", "<br/>", StringComparison.Ordinal)}</p>\n");
        }

        return text.Append("    </div>\n  </body>\n</tt>\n").ToString();
    }
}

/// <summary>Captions of YouTube's own XML: <c>&lt;text start="1" dur="2"&gt;</c> in seconds, or <c>&lt;p t="1000" d="2000"&gt;</c> in milliseconds.</summary>
internal sealed class YouTubeXml : TextFormat
{
    public override string Name => "YouTube XML";

    public override IReadOnlyList<string> Extensions { get; } = [".srv1", ".srv2", ".srv3"];

    public override Likelihood Detect(ScriptText text) => Xml.RootOf(text.Text) is "transcript" or "timedtext" ? Likelihood.Certain : Likelihood.None;

    public override void Read(ScriptText text, ScriptBuilder script)
    {
        try
        {
            using var reader = SafeXml.Open(new StringReader(text.Text.TrimStart()));
            var cues = new List<TimedCue>();
            while (reader.Next(text.FileName) && cues.Count <= 4 * ScriptBuilder.MostCues)
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName is not ("text" or "p"))
                    continue;
                var unit = reader.Attribute("t") is null ? 1 : 0.001;
                var (from, length, line) = (reader.Attribute("t") ?? reader.Attribute("start"), reader.Attribute("d") ?? reader.Attribute("dur"), (reader as IXmlLineInfo)?.LineNumber ?? 0);
                // Entities are escaped twice.
                var raw = CaptionMarkup.Decoded(reader.TextOf(text.FileName));
                if (CaptionMarkup.Plain(raw) is not { Length: > 0 } said)
                    continue;
                if (!double.TryParse(from, NumberStyles.Float, CultureInfo.InvariantCulture, out var start) || start * unit > 3.6e6)
                    script.Report(line, Messages.BadTime(ScriptBuilder.Short($"{from}")));
                else
                    cues.Add(new TimedCue(line, TimeSpan.FromSeconds(start * unit), double.TryParse(length, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && d > 0 ? TimeSpan.FromSeconds((start + d) * unit) : null, raw, said));
            }

            // The captions of a rolling window stand until the one after the next.
            for (var i = 0; i + 1 < cues.Count; i++)
                cues[i] = cues[i].End > cues[i + 1].Start && cues[i + 1].Start > cues[i].Start ? cues[i] with { End = cues[i + 1].Start } : cues[i];
            TimedBlocks.Put(cues, script);
        }
        catch (XmlException e)
        {
            throw new DubbingException(Messages.BadXml(text.FileName, e.LineNumber), e);
        }
    }
}

/// <summary>What formats in XML have in common.</summary>
internal static class Xml
{
    /// <summary>The name of a document's first element, without its prefix; null when it is no XML.</summary>
    public static string? RootOf(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 8_000)).Trim("\uFEFF \r\n\t").ToString();
        for (var at = 0; at < head.Length && head[at] == '<';)
        {
            var end = head.AsSpan(at).StartsWith("<!--") ? head.IndexOf("-->", at, StringComparison.Ordinal) + 2 : head.IndexOf('>', at);
            if (end <= at)
                end = head.Length - 1;
            if (head.Length > at + 1 && (char.IsLetter(head[at + 1]) || head[at + 1] == '_'))
            {
                var name = new string([.. head.Skip(at + 1).TakeWhile(c => char.IsLetterOrDigit(c) || c is ':' or '_' or '-' or '.')]);
                return name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            }

            if (head.Length <= at + 1 || head[at + 1] is not ('?' or '!'))
                return null;
            at = end + 1;
            while (at < head.Length && char.IsWhiteSpace(head[at]))
                at++;
        }

        return null;
    }

    /// <summary>A text as XML has it; signs that XML cannot have are left out.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                escaped.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i]))
                escaped.Append(text[i] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", var c => c.ToString() });
        }

        return escaped.ToString();
    }
}
