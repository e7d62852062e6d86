using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>
/// Files of other kinds, known by their first bytes, what stands in them or their extension: they are refused by their name. Without it
/// their codes would be spoken.
/// </summary>
internal static class ForeignFile
{
    private static readonly (string Name, int At, byte[] Bytes)[] Signatures =
    [
        ("PDF", 0, "%PDF"u8.ToArray()),
        ("RTF", 0, "{\\rtf"u8.ToArray()),
        ("PNG", 0, [0x89, .. "PNG"u8]),
        ("JPEG", 0, [0xFF, 0xD8, 0xFF]),
        ("GIF", 0, "GIF8"u8.ToArray()),
        ("WebP/WAV/AVI", 0, "RIFF"u8.ToArray()),
        ("MP4", 4, "ftyp"u8.ToArray()),
        ("Matroska/WebM", 0, [0x1A, 0x45, 0xDF, 0xA3]),
        ("MP3", 0, "ID3"u8.ToArray()),
        ("Ogg", 0, "OggS"u8.ToArray()),
        ("FLAC", 0, "fLaC"u8.ToArray()),
        ("VobSub", 0, [0, 0, 1, 0xBA]),
        ("Blu-ray SUP", 0, "PG"u8.ToArray()),
        ("EBU STL", 3, "STL"u8.ToArray()),
        ("gzip", 0, [0x1F, 0x8B]),
        ("7-Zip", 0, [(byte)'7', (byte)'z', 0xBC, 0xAF]),
        ("RAR", 0, "Rar!"u8.ToArray()),
        ("SQLite", 0, "SQLite format 3"u8.ToArray()),
        ("HWP", 0, "HWP Document File"u8.ToArray()),
        ("PostScript", 0, "%!PS"u8.ToArray()),
    ];

    /// <summary>Extensions of other formats, where the content does not say it.</summary>
    private static readonly Dictionary<string, string> Extensions = new()
    {
        [".edl"] = "EDL",
        [".stl"] = "STL",
        [".scc"] = "SCC",
        [".mcc"] = "MCC",
        [".sup"] = "Blu-ray SUP",
        [".idx"] = "VobSub",
        [".rtf"] = "RTF",
        [".pdf"] = "PDF",
        [".json"] = "JSON",
        [".xml"] = "XML",
        [".fcpxml"] = "FCPXML",
        [".html"] = "HTML",
        [".htm"] = "HTML",
        [".yaml"] = "YAML",
        [".yml"] = "YAML",
        [".css"] = "CSS",
        [".js"] = "JavaScript",
        [".py"] = "Python",
        [".ini"] = "INI",
        [".po"] = "gettext",
        [".cap"] = "CAP",
        [".pac"] = "PAC",
        [".rt"] = "RealText",
        [".jss"] = "JACOsub",
        [".aup"] = "Audacity AUP",
        [".aegisub"] = "Aegisub",
        [".aqt"] = "AQTitle",
        [".pjs"] = "Phoenix PJS",
        [".textgrid"] = "Praat TextGrid",
        [".vpr"] = "VPR",
        [".ust"] = "UST",
    };

    /// <summary>What a binary file is; null when its first bytes do not say it.</summary>
    public static string? OfBytes(byte[] bytes) =>
        Array.Find(Signatures, s => bytes.Length > s.At + s.Bytes.Length && bytes.AsSpan(s.At).StartsWith(s.Bytes) && !(s.Name is "Blu-ray SUP" && !bytes.AsSpan(0, Math.Min(16, bytes.Length)).Contains((byte)0)) && !(s.Name is "EBU STL" && bytes.Length < 1024) && !(s.Name is "MP3" && bytes[3] > 9)).Name;

    /// <summary>What an archive of parts is; null when nothing in it says so.</summary>
    public static string? OfPackage(Package package, string extension) =>
        package.Has("mimetype") && package.Has("content.xml") ? (extension is ['.', 'o', 'd', not ('t' or 's')] ? extension[1..].ToUpperInvariant() : "OpenDocument")
        : package.Has("META-INF/container.xml") ? "EPUB"
        : package.Parts.Any(p => p.EndsWith(".iwa", StringComparison.Ordinal)) ? "iWork"
        : package.Has("[Content_Types].xml") ? null
        : "ZIP";

    /// <summary>Captions that nobody says: where in a picture a player finds its previews (<c>thumbs.jpg#xywh=0,0,160,90</c>).</summary>
    public static bool IsThumbnails(ScriptText text) => text.Share(l => l.Contains("#xywh=", StringComparison.Ordinal)) > 0.25;

    /// <summary>What a text is that no format reads; null when it is running text.</summary>
    public static string? OfText(ScriptText text)
    {
        var head = text.Text.AsSpan().TrimStart();
        if (text.Head.Count == 0 || text.Extension is ".txt" && text.Head[0].Length == 0)
            return null;
        var (first, second) = (text.Head[0], text.Head.Count > 1 ? text.Head[1] : "");
        if (first.StartsWith("{\\rtf", StringComparison.Ordinal))
            return "RTF";
        if (Xml.RootOf(text.Text) is { } root && (head.StartsWith("<?xml") || head.StartsWith("<!") || first.EndsWith('>') || text.Extension is ".xml" or ".html" or ".htm" or ".fcpxml"))
            return root.Equals("html", StringComparison.OrdinalIgnoreCase) ? "HTML" : $"XML ({root})";
        if (first.StartsWith("Scenarist_SCC", StringComparison.OrdinalIgnoreCase))
            return "SCC";
        if (first.StartsWith("# VobSub", StringComparison.OrdinalIgnoreCase))
            return "VobSub";
        if (first.StartsWith("File Format=MacCaption", StringComparison.OrdinalIgnoreCase))
            return "MCC";
        if (first.StartsWith("FORMAT=", StringComparison.OrdinalIgnoreCase) || (second.StartsWith("FORMAT=", StringComparison.OrdinalIgnoreCase) && first.StartsWith("TITLE=", StringComparison.OrdinalIgnoreCase)))
            return "MPsub";
        if (first.StartsWith("File type = \"ooTextFile", StringComparison.OrdinalIgnoreCase))
            return "Praat TextGrid";
        if (text.Share(l => l.StartsWith("-->> ", StringComparison.Ordinal)) > 0.2)
            return "AQTitle";
        if (first.StartsWith("#EXTM3U", StringComparison.Ordinal))
            return "M3U8";
        if (first.StartsWith("[InternetShortcut]", StringComparison.OrdinalIgnoreCase))
            return "URL";
        if (first.StartsWith("#!", StringComparison.Ordinal))
            return "script of commands";
        if ((first.StartsWith("TITLE:", StringComparison.OrdinalIgnoreCase) && (second.StartsWith("FCM:", StringComparison.OrdinalIgnoreCase) || text.Head.Skip(1).Take(5).Any(IsEdit))) || text.Share(IsEdit) > 0.3)
            return "EDL";
        if ((first.StartsWith("//", StringComparison.Ordinal) || first.StartsWith('$')) && text.Share(l => l.StartsWith('$') && l.Contains('=', StringComparison.Ordinal) || l.StartsWith("//", StringComparison.Ordinal)) > 0.3)
            return "STL";
        if (text.Share(l => l.StartsWith("msgid ", StringComparison.Ordinal) || l.StartsWith("msgstr ", StringComparison.Ordinal)) > 0.5)
            return "gettext";
        return Extensions.GetValueOrDefault(text.Extension);
    }

    /// <summary>An event of an edit decision list: <c>001  AX  V  C  00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00</c>.</summary>
    private static bool IsEdit(string line) =>
        line.Length > 40 && char.IsAsciiDigit(line[0]) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: >= 7 } words && words[^4..].All(w => Clock.IsTimecode(w));
}
