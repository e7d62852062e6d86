using System.IO.Compression;
using System.Text;

namespace Dubbing.Script.Tests.Formats;

/// <summary>Small files, written here by hand: spreadsheets and documents as the bytes that office programs make, without the library that reads them.</summary>
internal static class Samples
{
    private static readonly System.Globalization.CultureInfo Inv = System.Globalization.CultureInfo.InvariantCulture;

    static Samples() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Text in an encoding, with the byte order mark where one is usual.</summary>
    public static byte[] Encoded(string text, int codePage) => [.. codePage == 1200 ? Encoding.Unicode.Preamble : [], .. Encoding.GetEncoding(codePage).GetBytes(text)];

    /// <summary>A spreadsheet with one sheet: cells that begin with <c>#</c> are times of day in seconds, the rest texts.</summary>
    public static byte[] Xlsx(params string[][] rows)
    {
        var strings = rows.SelectMany(r => r).Where(c => !c.StartsWith('#')).Distinct().ToList();
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (var r = 0; r < rows.Length; r++)
        {
            sheet.Append(Inv, $"<row r=\"{r + 1}\">");
            for (var c = 0; c < rows[r].Length; c++)
            {
                var (reference, value) = ($"{(char)('A' + c)}{r + 1}", rows[r][c]);
                if (value.StartsWith('#'))
                    sheet.Append(Inv, $"<c r=\"{reference}\" s=\"1\"><v>{double.Parse(value[1..], Inv) / 86400:R}</v></c>");
                else if (value.Length > 0)
                    sheet.Append(Inv, $"<c r=\"{reference}\" t=\"s\"><v>{strings.IndexOf(value)}</v></c>");
            }

            sheet.Append("</row>");
        }

        sheet.Append("</sheetData></worksheet>");
        return Xlsx(sheet.ToString(), string.Concat(strings.Select(s => $"<si><t>{Escaped(s)}</t><rPh sb=\"0\" eb=\"1\"><t>ヨミ</t></rPh></si>")));
    }

    /// <summary>A spreadsheet of a sheet's XML and shared strings.</summary>
    public static byte[] Xlsx(string sheet, string strings) => Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>"),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"대본\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{strings}</sst>"),
        ("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss.000\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"));

    /// <summary>A document with these body elements.</summary>
    public static byte[] Docx(string body) => Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
        ("word/document.xml", $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"));

    /// <summary>A paragraph, its text cut into two runs as word processors like to.</summary>
    public static string Paragraph(string text) => $"<w:p><w:r><w:t xml:space=\"preserve\">{Escaped(text[..(text.Length / 2)])}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{Escaped(text[(text.Length / 2)..])}</w:t></w:r></w:p>";

    /// <summary>A table.</summary>
    public static string WordTable(params string[][] rows) =>
        $"<w:tbl>{string.Concat(rows.Select(r => $"<w:tr>{string.Concat(r.Select(c => $"<w:tc>{Paragraph(c)}</w:tc>"))}</w:tr>"))}</w:tbl>";

    /// <summary>A text document of OpenDocument with these elements, and these styles.</summary>
    public static byte[] Odt(string body, string styles = "") => OpenDocument("text", body, styles);

    /// <summary>A spreadsheet of OpenDocument with these sheets, and these styles.</summary>
    public static byte[] Ods(string tables, string styles = "") => OpenDocument("spreadsheet", tables, styles);

    /// <summary>A sheet of OpenDocument: cells that begin with <c>#</c> are times of day in seconds, the rest texts.</summary>
    public static string OpenSheet(params string[][] rows) =>
        $"<table:table table:name=\"대본\"><table:table-column table:number-columns-repeated=\"16384\"/>{string.Concat(rows.Select(r => $"<table:table-row>{string.Concat(r.Select(OpenCell))}<table:table-cell table:number-columns-repeated=\"{16384 - r.Length}\"/></table:table-row>"))}<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";

    private static string OpenCell(string value) => value.Length == 0 ? "<table:table-cell/>" : value.StartsWith('#')
        ? $"<table:table-cell office:value-type=\"time\" office:time-value=\"PT00H{(int)double.Parse(value[1..], Inv) / 60:00}M{double.Parse(value[1..], Inv) % 60:00.000000000}S\"><text:p>shown otherwise</text:p></table:table-cell>"
        : $"<table:table-cell office:value-type=\"string\">{string.Concat(value.Split('\n').Select(p => $"<text:p>{Escaped(p)}</text:p>"))}</table:table-cell>";

    private static byte[] OpenDocument(string kind, string body, string styles) => Zip(
        ("mimetype", "application/vnd.oasis.opendocument." + kind),
        ("META-INF/manifest.xml", $"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.{kind}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"),
        ("content.xml", $"<office:document-content office:version=\"1.3\" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"));

    /// <summary>A zip archive of texts.</summary>
    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write((name == "mimetype" ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>") + text);
            }
        }

        return bytes.ToArray();
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
