using System.Globalization;
using System.Text;
using System.Xml;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Formats;

/// <summary>Which formats of cells show times.</summary>
internal sealed class CellFormats
{
    private readonly List<(bool Time, bool Seconds, bool Date)> cells = [];

    /// <summary>The formats of a workbook: built-in 18–22 and 45–47, and those with h, s or [m].</summary>
    public static CellFormats Of(Package package, string? part)
    {
        var (formats, codes, inCells) = (new CellFormats(), new Dictionary<int, string>(), false);
        using var reader = package.Xml(part);
        while (reader is not null && reader.Next(package.Name))
        {
            if (reader.LocalName == "cellXfs")
                inCells = reader.NodeType == XmlNodeType.Element;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "numFmt" && int.TryParse(reader.Attribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                codes[id] = Signs(reader.Attribute("formatCode") ?? "");
            else if (inCells && reader.LocalName == "xf")
                formats.cells.Add(Kind(int.TryParse(reader.Attribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var format) ? format : 0, codes));
        }

        return formats;
    }

    public bool IsTime(int style) => style < cells.Count && cells[style].Time;

    public bool HasSeconds(int style) => style < cells.Count && cells[style].Seconds;

    public bool HasDate(int style) => style < cells.Count && cells[style].Date;

    private static (bool Time, bool Seconds, bool Date) Kind(int format, Dictionary<int, string> codes)
    {
        if (codes.TryGetValue(format, out var code))
            return (code.AsSpan().IndexOfAny('h', 's') >= 0 || code.Contains("[m", StringComparison.Ordinal), code.Contains('s', StringComparison.Ordinal), code.AsSpan().IndexOfAny('y', 'd') >= 0);
        // 27–36 and 50–58 are dates and times of East Asian Windows.
        return format switch
        {
            18 or 20 => (true, false, false),
            22 => (true, false, true),
            19 or 21 or 45 or 46 or 47 => (true, true, false),
            32 or 55 => (true, false, false),
            33 or 56 => (true, true, false),
            _ => (false, false, false),
        };
    }

    /// <summary>A format's code in lower case, without quoted and escaped signs, and without colours and conditions.</summary>
    private static string Signs(string code)
    {
        var signs = new StringBuilder();
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '"')
                i = code.IndexOf('"', i + 1) is >= 0 and var end ? end : code.Length;
            else if (code[i] is '\\' or '_' or '*')
                i++;
            else if (code[i] == '[' && i + 1 < code.Length && char.ToLowerInvariant(code[i + 1]) is not ('h' or 'm' or 's'))
                i = code.IndexOf(']', i) is >= 0 and var close ? close : code.Length;
            else
                signs.Append(char.ToLowerInvariant(code[i]));
        }

        return signs.ToString();
    }
}
