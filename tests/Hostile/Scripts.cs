using System.Text;
using static Dubbing.Hostile.Tests.Files;

namespace Dubbing.Hostile.Tests;

/// <summary>Hostile scripts: every format of text with everything that a parser could run away with, and packages of XML.</summary>
internal static class Scripts
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>A small file of each format, as a beginning; what is hostile comes into the place of <c>§</c>.</summary>
    private static readonly (string Extension, string Text)[] Beginnings =
    [
        (".srt", "1\n00:00:01,000 --> 00:00:02,000\n안녕 §\n\n2\n00:00:03,000 --> 00:00:04,000\n또 보자\n"),
        (".vtt", "WEBVTT §\n\nSTYLE\n::cue{}\n\n1\n00:01.000 --> 00:02.000 align:start\n<v 하나>안녕 §\n"),
        (".ass", "[Script Info]\nTitle: §\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: A,B\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\nDialogue: 0,0:00:01.00,0:00:02.00,A,하나,안녕 §\n"),
        (".smi", "<SAMI><HEAD><STYLE>§</STYLE></HEAD><BODY><SYNC Start=1000><P Class=KRCC>안녕 §<SYNC Start=2000><P Class=KRCC>&nbsp;</BODY></SAMI>"),
        (".sbv", "0:00:01.000,0:00:02.000\n안녕 §\n\n"),
        (".sub", "{25}{50}안녕 §\n{75}{99}또\n"),
        (".lrc", "[ti:§]\n[00:01.00]안녕 §\n[00:03.00]또\n"),
        (".txt", "하나: 안녕 §\n둘: 또 보자\n"),
        (".csv", "start,end,speaker,text\n0:01,0:02,하나,안녕 §\n"),
        (".tsv", "start\tend\tspeaker\ttext\n0:01\t0:02\t하나\t안녕 §\n"),
        (".json", "{\"segments\":[{\"start\":1,\"end\":2,\"text\":\"안녕 §\"}]}"),
        (".ttml", "<tt xmlns=\"http://www.w3.org/ns/ttml\"><head><metadata>§</metadata></head><body><div><p begin=\"1s\" end=\"2s\">안녕 §</p></div></body></tt>"),
    ];

    /// <summary>What comes in.</summary>
    private static readonly (string Name, string Text)[] Payloads =
    [
        ("a line without an end", new string('가', 600_000)),
        ("tags without an end", Many("<b><i {\\", 60_000)),
        ("brackets", Many("[({<", 100_000)),
        ("arrows", Many("00:00:01,000 --> ", 40_000)),
        ("quotes", new string('"', 400_001)),
        ("backslashes", new string('\\', 400_000)),
        ("ampersands", Many("&amp;&#x41;&#99999999999;&", 20_000)),
        ("colons", Many("9:", 200_000)),
        ("digits", new string('9', 400_000)),
        ("commas", new string(',', 400_000)),
        ("blanks", new string(' ', 2_000_000) + "x"),
        ("line ends", new string('\r', 1_500_000) + "x"),
        ("tabs", new string('\t', 400_000)),
        ("NUL", "a\0\0\0b" + new string('\0', 200_000)),
        ("bidi controls", Many("\u202E\u2066가\u2069\u202C", 40_000)),
        ("combining marks", "e" + new string('\u0301', 400_000)),
        ("almost words", Many("aaaaaaaaaaaaaaaaaaaaaaaaa!", 15_000)),
        ("dashes", Many("-", 400_000)),
        ("sentences", Many("그래. ", 100_000)),
    ];

    /// <summary>Times that no time is.</summary>
    private static readonly string[] Times = ["NaN", "Infinity", "-1", "1e308", "1e999", "-1e9", "999999999:59:59.999", "99999999999999999999999999", "00:00:00:00:00:00:00", "0x10", "٣", "1:", ":1", "", "--", "1e-320"];

    /// <summary>All of them.</summary>
    public static IEnumerable<Case> All => [.. OfText(), .. OfTimes(), .. OfEncodings(), .. OfXml(), .. OfPackages(), .. OfJson()];

    private static Case Convert(string name, string extension, Func<byte[]> make, params string[] more) => new($"{extension}: {name}", ["script", "convert", "@a" + extension, "@out.srt", .. more], ("a" + extension, make));

    private static IEnumerable<Case> OfText() =>
        from beginning in Beginnings
        from payload in Payloads
        select Convert(payload.Name, beginning.Extension, () => Text(beginning.Text.Replace("§", payload.Text, StringComparison.Ordinal)));

    private static IEnumerable<Case> OfTimes()
    {
        foreach (var (extension, text) in Beginnings)
        {
            var times = System.Text.RegularExpressions.Regex.Matches(text, "0:0[0-9]:[0-9]{2}[.,][0-9]{2,3}|00:0[0-9][.,][0-9]{2,3}|0:0[0-9]|(?<=Start=)[0-9]+|(?<=\\{)[0-9]+|(?<=\")[0-9]s|(?<=\":)[0-9]");
            // All of a format in one file: each is read, or told with its line.
            yield return Convert("times that are none", extension, () => Text(string.Concat(Times.Select(t => Replaced(text, times, t))).Replace("§", "", StringComparison.Ordinal)));
            foreach (var time in (string[])["1e308", "NaN", "99999999999999999999", "999999:00:00"])
                yield return Convert("a time " + time, extension, () => Text(Replaced(text, times, time).Replace("§", "", StringComparison.Ordinal)));
            yield return Convert("the same row again and again", extension, () => Text(Many(text.Replace("§", "", StringComparison.Ordinal), 20_000)));
            yield return Convert("a hundred megabytes", extension, () => [.. Text(text), .. new byte[100_000_000]]);
        }

        static string Replaced(string text, IEnumerable<System.Text.RegularExpressions.Match> places, string by)
        {
            var made = new StringBuilder(text);
            foreach (var place in places.Reverse())
                made.Remove(place.Index, place.Length).Insert(place.Index, by);
            return made.ToString();
        }
    }

    private static IEnumerable<Case> OfEncodings()
    {
        foreach (var (extension, text) in Beginnings)
        {
            var plain = text.Replace("§", "", StringComparison.Ordinal);
            yield return Convert("lone surrogates", extension, () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(plain), .. Enumerable.Repeat(new byte[] { 0x00, 0xD8 }, 50_000).SelectMany(b => b)]);
            yield return Convert("half a letter of 32 bits", extension, () => [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(plain), 0xFF, 0xFF, 0xFF]);
            yield return Convert("broken UTF-8", extension, () => [.. Text(plain), .. Enumerable.Repeat((byte)0xE3, 200_000)]);
            yield return Convert("nothing", extension, () => []);
            yield return Convert("noise", extension, () =>
            {
                var noise = new byte[200_000];
                new Random(7).NextBytes(noise);
                return [.. Text(plain), .. noise];
            });
        }
    }

    private static IEnumerable<Case> OfXml()
    {
        const string head = "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
        const string body = "><body><div><p begin=\"1s\" end=\"2s\">안녕</p></div></body></tt>";
        foreach (var element in (string[])["div", "p", "span", "metadata", "br", "x:y"])
            yield return Convert("deep " + element, ".ttml", () => Text(head + "><body>" + Many($"<{element}>", 100_000)));
        yield return Convert("a large attribute", ".ttml", () => Text(head + " a=\"" + new string('x', 5_000_000) + "\"" + body));
        yield return Convert("many attributes", ".ttml", () => Text(head + string.Concat(Enumerable.Range(0, 100_000).Select(i => $" a{i}=\"\"")) + body));
        yield return Convert("many namespaces", ".ttml", () => Text(head + string.Concat(Enumerable.Range(0, 30_000).Select(i => $" xmlns:a{i}=\"u{i}\"")) + body));
        yield return Convert("a long name", ".ttml", () => Text(head + "><" + new string('n', 3_000_000) + "/>" + body[1..]));
        yield return Convert("a large comment", ".ttml", () => Text(head + "><!--" + new string('x', 5_000_000) + "-->" + body[1..]));
        yield return Convert("a large text section", ".ttml", () => Text(head + "><body><div><p begin=\"1s\" end=\"2s\"><![CDATA[" + new string('x', 5_000_000) + "]]></p></div></body></tt>"));
        yield return Convert("a large instruction", ".ttml", () => Text(head + "><?x " + new string('x', 5_000_000) + "?>" + body[1..]));
        yield return Convert("laughs", ".ttml", () => Text("<!DOCTYPE tt [<!ENTITY a0 \"ha\">" + string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};&a{i - 1};\">")) + "]>" + head + "><body><div><p begin=\"1s\" end=\"2s\">&a30;</p></div></body></tt>"));
        yield return Convert("a quadratic blow-up", ".ttml", () => Text("<!DOCTYPE tt [<!ENTITY a \"" + new string('x', 100_000) + "\">]>" + head + "><body><div><p begin=\"1s\" end=\"2s\">" + Many("&a;", 50_000) + "</p></div></body></tt>"));
        foreach (var outside in (string[])["file:///etc/passwd", "http://127.0.0.1:1/x", "php://filter/read=/etc/passwd", "/dev/zero", "jar:file:///a.zip!/b"])
        {
            yield return Convert("an entity of " + outside, ".ttml", () => Text($"<!DOCTYPE tt [<!ENTITY a SYSTEM \"{outside}\">]>" + head + "><body><div><p begin=\"1s\" end=\"2s\">&a;</p></div></body></tt>"));
            yield return Convert("a document type of " + outside, ".xml", () => Text($"<!DOCTYPE tt SYSTEM \"{outside}\" [<!ENTITY % p SYSTEM \"{outside}\"> %p;]>" + head + body));
        }

        foreach (var rate in (string[])["ttp:frameRate=\"0\"", "ttp:frameRate=\"-25\"", "ttp:frameRate=\"1e308\"", "ttp:tickRate=\"0\"", "ttp:tickRate=\"99999999999999999999\"", "ttp:frameRateMultiplier=\"0 0\"", "ttp:frameRateMultiplier=\"1 0\"", "ttp:subFrameRate=\"0\"", "ttp:timeBase=\"smpte\" ttp:dropMode=\"x\""])
            yield return Convert(rate, ".ttml", () => Text(head + " " + rate + "><body><div><p begin=\"00:00:01:10.5\" end=\"100t\">안녕</p><p begin=\"20f\" dur=\"1e9h\">또</p></div></body></tt>"));
        yield return Convert("styles that refer to each other", ".ttml", () => Text(head + "><head><styling><style xml:id=\"a\" style=\"b\"/><style xml:id=\"b\" style=\"a\"/></styling></head><body style=\"a\"><div><p region=\"r\" begin=\"1s\" end=\"2s\">안녕</p></div></body></tt>"));
        yield return Convert("blanks before the root", ".ttml", () => Text(new string(' ', 3_000_000) + head + body));
    }

    private static IEnumerable<Case> OfPackages()
    {
        const string types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
        foreach (var element in (string[])["w:p", "w:r", "w:t", "w:tbl", "w:sdt", "w:txbxContent", "w:ins", "w:del", "mc:AlternateContent"])
            yield return Convert("deep " + element, ".docx", () => Zip(("[Content_Types].xml", types), ("word/document.xml", $"<w:document xmlns:w=\"{Word}\" xmlns:mc=\"m\"><w:body>" + Many($"<{element}>", 60_000))));
        yield return Convert("a hundred thousand runs", ".docx", () => Zip(("[Content_Types].xml", types), ("word/document.xml", $"<w:document xmlns:w=\"{Word}\"><w:body><w:p>" + Many("<w:r><w:t>가</w:t></w:r>", 100_000) + "</w:p></w:body></w:document>")));
        yield return Convert("a hundred thousand paragraphs", ".docx", () => Zip(("[Content_Types].xml", types), ("word/document.xml", $"<w:document xmlns:w=\"{Word}\"><w:body>" + Many("<w:p><w:r><w:t>가</w:t></w:r></w:p>", 100_000) + "</w:body></w:document>")));
        yield return Convert("a table of many columns", ".docx", () => Zip(("[Content_Types].xml", types), ("word/document.xml", $"<w:document xmlns:w=\"{Word}\"><w:body><w:tbl>" + Many("<w:tr>" + Many("<w:tc><w:p><w:r><w:t>가</w:t></w:r></w:p></w:tc>", 300) + "</w:tr>", 200) + "</w:tbl></w:body></w:document>")));
        yield return Convert("spans of a thousand million", ".docx", () => Zip(("[Content_Types].xml", types), ("word/document.xml", $"<w:document xmlns:w=\"{Word}\"><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"1000000000\"/></w:tcPr><w:p><w:r><w:t>가</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>")));
        yield return Book("far cells", Many("<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>가</t></is></c></row>", 2_000));
        yield return Book("wide rows", string.Concat(Enumerable.Range(1, 400).Select(r => $"<row r=\"{r}\"><c r=\"A{r}\" t=\"inlineStr\"><is><t>가</t></is></c><c r=\"XFD{r}\" t=\"inlineStr\"><is><t>나</t></is></c></row>")));
        yield return Book("full rows", Many("<row>" + Many("<c t=\"inlineStr\"><is><t>가</t></is></c>", 16_384) + "</row>", 8));
        yield return Book("rows that count back", "<row r=\"1000000000\"><c r=\"ZZZZZZZZ99999999999\"><v>1</v></c></row><row r=\"-5\"><c r=\"A-5\"><v>1e308</v></c></row><row r=\"x\"><c r=\"\"><v>NaN</v></c></row>");
        yield return Book("texts that are not there", "<row><c t=\"s\"><v>2000000000</v></c><c t=\"s\"><v>-1</v></c><c t=\"s\"><v>NaN</v></c><c t=\"s\"><v>99999999999999999999</v></c></row>");
        yield return Book("times that are none", "<row>" + string.Concat(Times.Select(t => $"<c s=\"1\"><v>{t}</v></c>")) + "</row>");
        yield return Book("styles that are not there", "<row><c s=\"4000000000\"><v>0.5</v></c><c s=\"-1\"><v>0.5</v></c></row>");
        yield return Book("a cell of megabytes", "<row><c t=\"inlineStr\"><is><t>" + new string('가', 2_000_000) + "</t></is></c></row>");
        foreach (var element in (string[])["row", "c", "is", "t", "v", "f", "x"])
            yield return Book("deep " + element, "<row><c t=\"inlineStr\">" + Many($"<{element}>", 60_000));
        yield return Convert("a thousand sheets", ".xlsx", () => Zip([("[Content_Types].xml", types), ("xl/_rels/workbook.xml.rels", "<Relationships>" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"<Relationship Id=\"r{i}\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>")) + "</Relationships>"), ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"<sheet name=\"s{i}\" r:id=\"r{i}\"/>")) + "</sheets></workbook>"), ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + Many("<row><c><v>1</v></c></row>", 20_000) + "</sheetData></worksheet>")]));
        foreach (var target in (string[])["../../../../../../etc/passwd", "file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:1/", "workbook.xml", ""])
            yield return Convert("a sheet at " + target, ".xlsx", () => Zip(("[Content_Types].xml", types), ("xl/_rels/workbook.xml.rels", $"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"{target}\"/></Relationships>"), ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"r1\"/></sheets></workbook>")));
        foreach (var element in (string[])["text:p", "text:span", "text:list", "text:section", "table:table", "table:table-cell", "draw:frame", "text:ruby", "text:note", "text:tracked-changes", "text:x"])
        {
            yield return Open("deep " + element, "text", Many($"<{element}>", 60_000));
            yield return Open("deep " + element, "spreadsheet", "<table:table><table:table-row><table:table-cell>" + Many($"<{element}>", 60_000));
        }

        yield return Open("a hundred thousand paragraphs", "text", Counted(100_000, i => $"<text:p>{i * 7919}</text:p>"));
        yield return Open("spaces of a thousand million", "text", "<text:p>" + Many("가<text:s text:c=\"1000000000\"/>", 20_000) + "</text:p>");
        foreach (var count in (string[])["1048576", "2147483647", "99999999999999999999", "-1", "0", "x", ""])
        {
            yield return Open("cells and rows repeated " + count, "text", $"<table:table><table:table-row table:number-rows-repeated=\"{count}\"><table:table-cell table:number-columns-repeated=\"{count}\" table:number-rows-spanned=\"{count}\"><text:p>가</text:p></table:table-cell></table:table-row></table:table>");
            yield return Open("cells and rows repeated " + count, "spreadsheet", $"<table:table><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"{count}\"/><table:table-row/></table:table><table:table>" + Many($"<table:table-row table:number-rows-repeated=\"{count}\"><table:table-cell table:number-columns-repeated=\"{count}\" table:number-rows-spanned=\"{count}\"><text:p>가</text:p></table:table-cell></table:table-row>", 2_000) + "</table:table>");
        }

        yield return Open("full rows", "spreadsheet", "<table:table>" + Counted(8, r => "<table:table-row>" + Counted(16_384, i => $"<table:table-cell><text:p>{r * i * 7919}</text:p></table:table-cell>") + "</table:table-row>") + "</table:table>");
        yield return Open("cells over many rows", "spreadsheet", "<table:table>" + Counted(20_000, i => $"<table:table-row><table:table-cell table:number-columns-repeated=\"64\" table:number-rows-spanned=\"1000000\"><text:p>{i * 7919}</text:p></table:table-cell></table:table-row>") + "</table:table>");
        yield return Open("times that are none", "spreadsheet", "<table:table>" + string.Concat(((string[])["PT", "P", "PT-1S", "-PT1S", "PT1e9S", "PT99999999999999999999H", "P9999999Y", "1:00", "PT00H00M01,5S", ""]).Select(t => $"<table:table-row><table:table-cell office:value-type=\"time\" office:time-value=\"{t}\"/><table:table-cell office:value-type=\"date\" office:date-value=\"2026-01-01T{t}\"/><table:table-cell office:value-type=\"string\"><text:p>가</text:p></table:table-cell></table:table-row>")) + "</table:table>");
        yield return Open("a thousand sheets", "spreadsheet", Counted(1_000, s => "<table:table>" + Counted(200, i => $"<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"{s * i * 7919}\"/></table:table-row>") + "</table:table>"));
        yield return Open("groups that end before they begin", "spreadsheet", "<table:table><table:table-row-group/><table:table-row-group table:display=\"false\"></table:table-row-group><table:table-row/></table:table>");
        foreach (var (extension, part) in new[] { (".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml"), (".pptx", "ppt/presentation.xml"), (".hwpx", "Contents/section0.xml"), (".odt", "content.xml"), (".ods", "content.xml") })
        {
            // By which part an archive is known.
            var says = extension switch
            {
                ".odt" => ("mimetype", "application/vnd.oasis.opendocument.text"),
                ".ods" => ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                _ => ("[Content_Types].xml", types),
            };
            yield return Convert("swelling", extension, () => Swelling(part, 300, says));
            yield return Convert("many parts", extension, () => Zip(Enumerable.Range(0, 30_000).Select(i => ($"p{i}", "")).Append((part, "<x/>")).Append(says)));
            yield return Convert("the same part twice", extension, () => Zip((part, "<x/>"), (part, "<y/>"), says));
            yield return Convert("parts with paths", extension, () => Zip((part, "<x/>"), ("../../../../tmp/evil", "x"), ("/etc/evil", "x"), ("a\\..\\b", "x"), says));
            yield return Convert("entities", extension, () => Zip((part, "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"), says));
            yield return Convert("half of it", extension, () => Zip((part, "<x>" + new string('y', 3_000) + "</x>"), says)[..^40]);
            yield return Convert("a wrong sum", extension, () => Patched(Zip((part, "<x>" + new string('y', 3_000) + "</x>"), says), "PK\u0001\u0002"u8, 16, 1, 2, 3, 4));
            yield return Convert("a size that is none", extension, () => Patched(Zip((part, "<x>" + new string('y', 3_000) + "</x>"), says), "PK\u0001\u0002"u8, 24, 0xFF, 0xFF, 0xFF, 0x7F));
            yield return Convert("a way of packing that is none", extension, () => Patched(Zip((part, "<x/>"), says), "PK\u0001\u0002"u8, 10, 99, 0));
            yield return Convert("locked", extension, () => Patched(Patched(Zip((part, "<x/>"), says), "PK\u0001\u0002"u8, 8, 1, 0), "PK\u0003\u0004"u8, 6, 1, 0));
            yield return Convert("noise", extension, () =>
            {
                var noise = new byte[20_000];
                new Random(5).NextBytes(noise);
                return [.. "PK\u0003\u0004"u8, .. noise];
            });
        }

        yield return Convert("slides that are many", ".pptx", () => Zip([("[Content_Types].xml", types), ("ppt/presentation.xml", "<p/>"), .. Enumerable.Range(1, 1_900).Select(i => ($"ppt/slides/slide{i}.xml", "<a:t xmlns:a=\"a\">가</a:t>"))]));
        yield return Convert("a deep slide", ".pptx", () => Zip(("[Content_Types].xml", types), ("ppt/presentation.xml", "<p/>"), ("ppt/slides/slide1.xml", "<p:sld xmlns:p=\"p\">" + Many("<p:grpSp>", 60_000))));

        // Each differs from the next: what is packed too well is not opened.
        static string Counted(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

        // What is deep is not ended: a reader that gets to the end has gone too far.
        static Case Open(string name, string kind, string body) => Convert(name, kind == "text" ? ".odt" : ".ods", () => Zip(
            ("mimetype", "application/vnd.oasis.opendocument." + kind),
            ("content.xml", $"<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"s\" xmlns:text=\"t\" xmlns:table=\"u\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"><o:body><o:{kind}>{body}" + (name.StartsWith("deep ", StringComparison.Ordinal) ? "" : $"</o:{kind}></o:body></o:document-content>"))));

        static Case Book(string name, string rows) => Convert(name, ".xlsx", () => Zip(
            ("[Content_Types].xml", types),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"),
            ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Sheet}\"><sheetData>{rows}</sheetData></worksheet>")));
    }

    private static IEnumerable<Case> OfJson()
    {
        yield return Convert("deep lists", ".json", () => Text(new string('[', 100_000)));
        yield return Convert("deep objects", ".json", () => Text(Many("{\"segments\":", 100_000)));
        yield return Convert("the same key again", ".json", () => Text("{\"segments\":[" + Many("{\"start\":1,\"start\":2,\"text\":\"a\",\"text\":[]},", 5_000) + "null]}"));
        yield return Convert("numbers", ".json", () => Text("{\"segments\":[{\"start\":1e999,\"end\":-1e999,\"text\":\"a\"},{\"start\":" + new string('9', 100_000) + ",\"end\":1,\"text\":\"b\"}]}"));
        yield return Convert("other kinds", ".json", () => Text("{\"segments\":[{\"start\":\"NaN\",\"end\":{},\"text\":7},[],null,true,\"x\",{\"text\":null}],\"text\":{}}"));
        yield return Convert("many words", ".json", () => Text("{\"segments\":[{\"start\":1,\"end\":2,\"text\":\"a\",\"words\":[" + Many("{\"word\":\"a\",\"start\":1,\"end\":1},", 100_000) + "{}]}]}"));
        yield return Convert("lone surrogates", ".json", () => Text("{\"segments\":[{\"start\":1,\"end\":2,\"text\":\"\\ud800\\ud800 \\udc00\"}]}"));
        yield return Convert("empty lists", ".json", () => Text("[" + Many("[],", 1_000_000) + "[]]"));
        yield return Convert("subtitles of a thousand tracks", ".json", () => Text("{\"monologues\":[" + Many("{\"speaker\":0,\"elements\":[{\"type\":\"text\",\"value\":\"a\",\"ts\":1,\"end_ts\":0}]},", 20_000) + "null]}"));
    }
}
