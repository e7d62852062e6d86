using System.Globalization;
using System.Text;
using System.Xml;

namespace Dubbing.Export;

/// <summary>FCPXML 1.9 (Apple): Final Cut Pro and DaVinci Resolve. Times are whole pictures: these programs refuse others.</summary>
internal static class FinalCut
{
    public static byte[] Write(EditListRequest list)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            var kept = list.Kept().ToList();
            var length = kept.Count > 0 ? list.Frames(kept[^1].End) : 0;
            xml.WriteStartDocument();
            xml.WriteDocType("fcpxml", null, null, null);
            Start("fcpxml", ("version", "1.9"));
            Start("resources");
            Start("format", ("id", "r1"), ("name", "FFVideoFormatRateUndefined"), ("frameDuration", Time(1)), ("width", Number(list.Width > 0 ? list.Width : 1920)), ("height", Number(list.Height > 0 ? list.Height : 1080)));
            xml.WriteEndElement();
            Asset("r2", list.Media, list.Frames(list.Seconds), list.Width > 0, list.HasSound);
            var files = list.Clips.Select(c => c.File).Distinct().ToList();
            for (var i = 0; i < files.Count; i++)
            {
                var end = list.Clips.Where(c => c.File == files[i]).Max(c => c.Offset + c.Seconds);
                Asset("r" + Number(i + 3), files[i], list.Frames(end) + 1, false, true);
            }

            xml.WriteEndElement();
            Start("library");
            Start("event", ("name", Valid(list.Title)));
            Start("project", ("name", Valid(list.Title)));
            Start("sequence", ("format", "r1"), ("duration", Time(length)), ("tcStart", "0s"), ("tcFormat", "NDF"), ("audioLayout", "stereo"), ("audioRate", "48k"));
            Start("spine");
            var lanes = list.Tracks().SelectMany((t, i) => t.Clips.Select(c => (Lane: -1 - i, Clip: c))).OrderBy(p => p.Clip.Start).ToList();
            foreach (var stretch in kept)
            {
                var (start, end) = (list.Frames(stretch.Start), list.Frames(stretch.End));
                var local = stretch.Waits ? 0 : list.Frames(stretch.Source);
                // What waits has no sound of its own.
                var silent = stretch.Waits && list.Width == 0;
                if (silent)
                    Start("gap", ("name", "Gap"), ("offset", Time(start)), ("start", "0s"), ("duration", Time(end - start)));
                else
                    Start("asset-clip", ("ref", "r2"), ("name", Valid(Path.GetFileName(list.Media))), ("offset", Time(start)), ("start", Time(local)), ("duration", Time(end - start)), ("tcFormat", "NDF"));
                if (stretch.Waits && !silent)
                {
                    xml.WriteAttributeString("srcEnable", "video");
                    Start("timeMap");
                    foreach (var at in (ReadOnlySpan<long>)[0, end - start])
                    {
                        Start("timept", ("time", Time(at)), ("value", Time(list.Frames(stretch.Source))), ("interp", "linear"));
                        xml.WriteEndElement();
                    }

                    xml.WriteEndElement();
                }

                var here = lanes.Where(p => list.Frames(p.Clip.Start) is var at && at >= start && (at < end || stretch == kept[^1])).ToList();
                foreach (var (lane, clip) in here)
                {
                    Start(
                        "asset-clip", ("ref", "r" + Number(files.IndexOf(clip.File) + 3)), ("lane", Number(lane)), ("name", Valid(clip.Text.ReplaceLineEndings(" "))), ("offset", Time(local + list.Frames(clip.Start) - start)),
                        ("start", Time(list.Frames(clip.Offset))), ("duration", Time(Math.Max(1, list.Frames(clip.Seconds)))), ("audioRole", "dialogue." + Role(clip.Track)));
                    xml.WriteEndElement();
                }

                foreach (var (_, clip) in here)
                {
                    Start("marker", ("start", Time(local + list.Frames(clip.Start) - start)), ("duration", Time(1)), ("value", Valid(clip.Text.ReplaceLineEndings(" "))));
                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }

            xml.WriteEndDocument();

            void Start(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
            {
                xml.WriteStartElement(name);
                foreach (var (attribute, value) in attributes)
                    xml.WriteAttributeString(attribute, value);
            }

            void Asset(string id, string file, long frames, bool picture, bool sound)
            {
                Start("asset", ("id", id), ("name", Valid(Path.GetFileName(file))), ("start", "0s"), ("duration", Time(frames)));
                if (picture)
                {
                    xml.WriteAttributeString("hasVideo", "1");
                    xml.WriteAttributeString("videoSources", "1");
                    xml.WriteAttributeString("format", "r1");
                }

                if (sound)
                {
                    xml.WriteAttributeString("hasAudio", "1");
                    xml.WriteAttributeString("audioSources", "1");
                    xml.WriteAttributeString("audioChannels", id == "r2" ? "2" : "1");
                }

                Start("media-rep", ("kind", "original-media"), ("src", EditLists.Url(file)));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            string Time(long frames) => frames == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{frames * list.Rate.Under}/{list.Rate.Over}s");
        }

        return bytes.ToArray();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A role's name: full stops would begin a role within a role.</summary>
    private static string Role(string track) => Valid(track).Replace('.', ' ').Replace('?', ' ').Trim() is { Length: > 0 } role ? role : "dub";

    private static string Valid(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value)).Select(r => r.ToString()));
}
