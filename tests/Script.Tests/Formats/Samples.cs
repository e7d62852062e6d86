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

    /// <summary>A zip archive of texts.</summary>
    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
            }
        }

        return bytes.ToArray();
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
