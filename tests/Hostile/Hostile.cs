using System.IO.Compression;
using System.Text;

namespace Dubbing.Hostile.Tests;

/// <summary>Makes hostile files; none is kept in the repository.</summary>
internal static class Hostile
{
    /// <summary>Files that are no script, each by its name: what is to be told is told in one sentence.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> Scripts { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["a line of a million characters.txt"] = () => Text(new string('가', 1_000_000)),
        ["more than the limit.txt"] = () => new byte[(10 << 20) + 1],
        ["only zeros.txt"] = () => new byte[100_000],
        ["only zeros.srt"] = () => new byte[100_000],
        ["nothing.srt"] = () => [],
        ["a quote without an end.csv"] = () => Text("start,end,text\n\"" + new string('x', 3_000_000)),
        ["arrows.srt"] = () => Text(string.Concat(Enumerable.Repeat("00:00:01,000 --> ", 200_000))),
        ["times at the end of the world.srt"] = () => Text("1\n99999999:00:00,000 --> 999999999:00:00,000\n안녕\n"),
        ["braces.ass"] = () => Text("[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00," + new string('{', 1_000_000)),
        ["tags.smi"] = () => Text("<SAMI><BODY>" + string.Concat(Enumerable.Repeat("<SYNC Start=1>", 100_000))),
        ["deep.json"] = () => Text(new string('[', 100_000)),
        ["deep.ttml"] = () => Text("<tt xmlns=\"http://www.w3.org/ns/ttml\"><body>" + string.Concat(Enumerable.Repeat("<div>", 100_000))),
        ["entities.ttml"] = () => Text("<!DOCTYPE tt [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><tt><body><p>&c;</p></body></tt>"),
        ["outside.ttml"] = () => Text("<!DOCTYPE tt [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div><p begin=\"1s\" end=\"2s\">&a;</p></div></body></tt>"),
        ["deep rows.xlsx"] = () => Package(("xl/workbook.xml", "<workbook>" + new string(' ', 10)), ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + string.Concat(Enumerable.Repeat("<row>", 40_000)))),
        ["deep book.xlsx"] = () => Package(("xl/workbook.xml", string.Concat(Enumerable.Repeat("<workbook>", 40_000))), ("xl/worksheets/sheet1.xml", "<worksheet/>")),
        ["deep text.docx"] = () => Package(("word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + string.Concat(Enumerable.Repeat("<w:p>", 40_000)))),
        ["swelling.xlsx"] = () => Package(("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", "<worksheet>" + new string(' ', 300 << 20))),
        ["half a package.xlsx"] = () => Package(("xl/workbook.xml", "<workbook/>"))[..60],
        ["many entries.docx"] = () => Package([.. Enumerable.Range(0, 30_000).Select(i => ($"e{i}", ""))]),
        ["lone surrogates.srt"] = () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("1\n00:00:01,000 --> 00:00:02,000\n"), 0x00, 0xD8, 0x00, 0xD8],
    };

    /// <summary>Texts that no reader may run away with; each is read within its time, or refused.</summary>
    public static IReadOnlyDictionary<string, Func<string>> Texts { get; } = new Dictionary<string, Func<string>>
    {
        ["pause marks"] = () => string.Concat(Enumerable.Repeat("[쉼]", 100_000)),
        ["open braces"] = () => new string('{', 5_000),
        ["open brackets"] = () => new string('[', 5_000),
        ["half corrections"] = () => string.Concat(Enumerable.Repeat("{가|", 1_200)),
        ["one long word"] = () => new string('가', 5_000),
        ["one long number"] = () => new string('9', 5_000),
        ["one long Latin word"] = () => new string('a', 5_000),
        ["kanji without a space"] = () => string.Concat(Enumerable.Repeat("漢字", 2_500)),
        ["combining marks"] = () => "e" + new string('\u0301', 4_999),
        ["every sign of the plane"] = () => new string([.. Enumerable.Range(0x20, 4_900).Select(c => (char)c).Where(c => !char.IsSurrogate(c))]),
        ["right to left"] = () => string.Concat(Enumerable.Repeat("\u202E가나\u202C", 1_000)),
        ["backslashes"] = () => new string('\\', 5_000),
        ["a line too long"] = () => new string('나', 100_000),
    };

    /// <summary>A sound whose head says what no sound has.</summary>
    public static byte[] Wave(int rate, short channels, int bytes = 2_000)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * channels * 2);
        writer.Write((short)(channels * 2));
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
        return file.ToArray();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Package(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts.Prepend(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")))
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
