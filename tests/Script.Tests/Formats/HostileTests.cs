using System.Buffers.Binary;
using System.Text;
using Dubbing.Script.Formats;
using Dubbing.Script.Parsing;

namespace Dubbing.Script.Tests.Formats;

/// <summary>Files that are broken by accident or on purpose.</summary>
public sealed class HostileTests
{
    private static readonly string[] Names = ["a.srt", "a.vtt", "a.ass", "a.smi", "a.csv", "a.tsv", "a.txt", "a.xlsx", "a.docx", "a.ttml", "a.json", "a.lrc", "a.sbv", "a.sub", "a.odt", "a.ods"];

    private static readonly byte[][] Seeds =
    [
        "1\n00:00:01,000 --> 00:00:02,000\n<i>안녕</i> {\\an8}\n\n2\n00:00:03,000 --> 00:00:04,000\n끝\n"u8.ToArray(),
        "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n<v 민수>안녕 &amp;\n"u8.ToArray(),
        "[Events]\nFormat: Layer, Start, End, Name, Text\nDialogue: 0,0:00:01.00,0:00:02.00,민수,{\\i1}안녕\\N끝\n"u8.ToArray(),
        Samples.Encoded("<SAMI><STYLE>.KRCC {lang:ko}</STYLE><SYNC Start=10><P Class=KRCC>안녕<br>하세요<SYNC Start=900><P>&nbsp;", 949),
        "start,end,speaker,text\n0:01,0:02,민수,\"안녕, \"\"하\"\"\"\n1,2,3,4\n"u8.ToArray(),
        Samples.Xlsx(["시작", "대사"], ["#1", "안녕"], ["#2", "하세요"]),
        "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><p begin=\"1s\" end=\"2s\">안녕<br/>끝</p></body></tt>"u8.ToArray(),
        "{\"segments\":[{\"start\":1.0,\"end\":2.5,\"text\":\"안녕\"},{\"start\":3,\"end\":4,\"text\":\"끝\"}]}"u8.ToArray(),
        "[offset:100]\n[00:01.00][00:05.00]안녕\n[00:02.00]끝\n"u8.ToArray(),
        "0:00:01.000,0:00:02.000\n안녕[br]끝\n"u8.ToArray(),
        "{25}{75}{y:i}안녕|끝\n{80}{90}끝\n"u8.ToArray(),
        "참석자 1 00:01\n안녕\n\n참석자 2 00:04\n끝\n"u8.ToArray(),
        Samples.Docx(Samples.Paragraph("안녕하세요") + Samples.WordTable(["화자", "대사"], ["민수", "안녕"])),
        Samples.Odt("<text:p>안녕<text:s text:c=\"3\"/>하세요</text:p><text:note><text:note-body><text:p>주</text:p></text:note-body></text:note>"),
        Samples.Ods(Samples.OpenSheet(["시작", "대사"], ["#1", "안녕"], ["#2", "하세요"])),
    ];

    [Fact]
    public void Whatever_bytes_come_they_are_read_or_refused_with_a_message()
    {
        var dice = new Random(1);
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = (byte[])Seeds[round % Seeds.Length].Clone();
            for (var hits = dice.Next(1, 8); hits > 0; hits--)
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            if (dice.Next(4) == 0)
                bytes = bytes[..dice.Next(bytes.Length)];
            try
            {
                var script = ScriptReader.Read(bytes, Names[dice.Next(Names.Length)], new ScriptOptions((TextSplit)dice.Next(3), dice.Next(2) == 0));
                Assert.All(script.Cues, c => Assert.True(c.Text.Length > 0 && (c.End is null || c.End > c.Start) && !(c.Start < TimeSpan.Zero)));
                Assert.Equal(Enumerable.Range(1, script.Cues.Count), script.Cues.Select(c => c.Number));
            }
            catch (DubbingException e)
            {
                Assert.NotEmpty(e.UserMessage.Text());
            }
        }
    }

    /// <summary>Patterns that make careless parsers quadratic: each file is as large as is allowed, and the test run ends.</summary>
    [Theory]
    [InlineData("a.smi", "<SYNC Start=1 ")]
    [InlineData("a.smi", "<SYNC Start=1><P Class=A>x")]
    [InlineData("a.smi", ".a{lang")]
    [InlineData("a.srt", "{\\a")]
    [InlineData("a.srt", "<v a")]
    [InlineData("a.vtt", "00:01.000 --> 00:02.000\nx\n\n")]
    [InlineData("a.ass", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,{\\p{\\N\n")]
    [InlineData("a.csv", "\"a\n")]
    [InlineData("a.csv", "\"\"\",")]
    [InlineData("a.txt", "가.「 ")]
    public void A_huge_file_of_a_nasty_pattern_ends_in_bounds(string name, string pattern)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(pattern, ScriptReader.MostBytes / Encoding.UTF8.GetByteCount(pattern))));
        try
        {
            var script = ScriptReader.Read(bytes, name, new ScriptOptions(TextSplit.Sentences));
            Assert.InRange(script.Cues.Count, 1, ScriptBuilder.MostCues);
            Assert.InRange(script.Problems.Count, 0, 1_000);
        }
        catch (DubbingException e)
        {
            Assert.True(e.UserMessage.Key is "Empty" or "NothingUsable", e.UserMessage.Key);
        }
    }

    [Theory]
    [InlineData("a.lrc", "[00:01.00]x\n")]
    [InlineData("a.lrc", "[00:01.00]")]
    [InlineData("a.txt", "00:01 x\n")]
    [InlineData("a.txt", "가 00:01\n\n")]
    [InlineData("a.sub", "{1}{2}x\n")]
    [InlineData("a.sbv", "0:00:01.000,0:00:02.000\nx\n")]
    [InlineData("a.srt", "00:00:01,000 --> ")]
    [InlineData("a.srt", "1\n\n")]
    [InlineData("a.srt", "00:00:01,000 --> 00:00:02,000\n<v a>x<v b>")]
    [InlineData("a.smi", "<SYNC Start=1><!--")]
    [InlineData("a.smi", "<SYNC Start=1><P>가<SYNC Start=1><P>a")]
    [InlineData("a.ttml", "<p begin='1s' end='2s'>x</p>")]
    [InlineData("a.json", "{\"text\":\"x\",\"start\":1},")]
    [InlineData("a.csv", "시작,끝,화자,대사\n1,2,x,y\n")]
    [InlineData("a.csv", "start,end,")]
    [InlineData("a.txt", "a: x\n(b) y\n")]
    public void A_long_file_of_a_nasty_pattern_ends_in_bounds(string name, string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, (1 << 20) / Encoding.UTF8.GetByteCount(pattern)));
        text = name switch { "a.ttml" => $"<tt xmlns=\"http://www.w3.org/ns/ttml\"><body>{text}</body></tt>", "a.json" => $"[{text.TrimEnd(',')}]", _ => text };
        try
        {
            var script = ScriptReader.Read(Encoding.UTF8.GetBytes(text), name, new ScriptOptions(NamesBeforeColon: true));
            Assert.InRange(script.Cues.Count, 1, ScriptBuilder.MostCues);
            Assert.InRange(script.Problems.Count, 0, 1_001);
        }
        catch (DubbingException e)
        {
            Assert.True(e.UserMessage.Key is "Empty" or "NothingUsable" or "NothingInIt", e.UserMessage.Key);
        }
    }

    [Theory]
    [InlineData("a.xlsx")]
    [InlineData("a.docx")]
    [InlineData("a.odt")]
    [InlineData("a.ods")]
    [InlineData("a.ttml")]
    public void Elements_in_each_other_without_end_are_refused(string name)
    {
        var nested = string.Concat(Enumerable.Repeat("<a>", 40_000)) + string.Concat(Enumerable.Repeat("</a>", 40_000));
        var bytes = name switch
        {
            "a.xlsx" => Samples.Xlsx($"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"inlineStr\"><is><t>{nested}</t></is></c></row></sheetData></worksheet>", ""),
            "a.docx" => Samples.Docx(nested),
            "a.odt" => Samples.Odt(nested),
            "a.ods" => Samples.Ods($"<table:table><table:table-row><table:table-cell><text:p>{nested}</text:p></table:table-cell></table:table-row></table:table>"),
            _ => Encoding.UTF8.GetBytes($"<tt>{nested}</tt>"),
        };
        Assert.Equal("TooDeep", Refused(bytes, name));
    }

    [Fact]
    public void Json_in_each_other_without_end_is_refused() => Assert.Equal("BadJson", Refused(Encoding.UTF8.GetBytes("{\"segments\":" + new string('[', 40_000)), "a.json"));

    [Theory]
    [InlineData("   ")]
    [InlineData("\u3000\u3000\u3000")]
    [InlineData("\u200b\u200b\u200b\u200b")]
    [InlineData("\u2060\ufeff\u200e\u200f")]
    public void A_cell_of_nothing_that_is_seen_is_no_time(string cell)
    {
        var read = ScriptReader.Read(Encoding.UTF8.GetBytes($"{cell},가\n0:01~0:02,나\n{cell},다\n"), "a.csv");
        Assert.Contains(read.Cues, c => c.Text == "나");
    }

    [Fact]
    public void Half_a_surrogate_pair_in_json_costs_its_character_alone()
    {
        var read = ScriptReader.Read("""[{"start":1,"end":2,"text":"가\ud800나 \ud83d\ude00 \\ud800"},{"start":2,"end":3,"text":"다"}]"""u8.ToArray(), "a.json");
        Assert.Equal(["가나 😀 \\ud800", "다"], read.Cues.Select(c => c.Text));
    }

    [Fact]
    public void A_message_stays_a_sentence_however_long_the_name_in_it()
    {
        var said = new Message(new System.Resources.ResourceManager("Dubbing.Messages", typeof(Message).Assembly), "NoFile", string.Concat(Enumerable.Repeat("😀", 50_000))).Text();
        Assert.InRange(said.Length, 100, 500);
        Assert.Contains("😀…", said);
        Assert.DoesNotContain(said.EnumerateRunes(), r => r == System.Text.Rune.ReplacementChar);
    }

    [Fact]
    public void Lines_past_the_limit_are_left_out_and_told_once()
    {
        var script = ScriptReader.ReadText(string.Concat(Enumerable.Range(0, ScriptBuilder.MostCues + 10).Select(i => $"줄 {i}\n")));
        Assert.Equal(ScriptBuilder.MostCues, script.Cues.Count);
        Assert.Equal((ScriptBuilder.MostCues + 1, "TooManyLines"), (Assert.Single(script.Problems).Line, script.Problems[0].Message.Key));
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused() => Assert.Equal("FileTooLarge", Refused(new byte[ScriptReader.MostBytes + 1], "a.srt"));

    [Fact]
    public void A_spreadsheet_that_unpacks_to_a_bomb_is_not_opened() => Assert.Equal("UnpacksTooLarge", Refused(Declaring(1 << 30, Seeds[5]), "bomb.xlsx"));

    [Fact]
    public void An_archive_that_lies_about_its_size_is_read_no_further()
    {
        var bytes = Declaring(100, Samples.Xlsx("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>", $"<si><t>{new string('x', 8 << 20)}</t></si>"));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal("Damaged", Refused(bytes, "lie.xlsx"));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 4 << 20);
    }

    /// <summary>The archive, its directory saying that every entry unpacks to so many bytes.</summary>
    private static byte[] Declaring(int size, byte[] archive)
    {
        var bytes = (byte[])archive.Clone();
        for (var i = 0; i + 46 < bytes.Length; i++)
        {
            if (bytes.AsSpan(i).StartsWith("PK\x01\x02"u8))
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i + 24), size);
        }

        return bytes;
    }

    [Fact]
    public void A_part_with_a_document_type_is_refused()
    {
        const string entities = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"inlineStr\"><is><t>&c;</t></is></c></row></sheetData></worksheet>";
        Assert.Equal("Damaged", Refused(Samples.Xlsx(entities, ""), "a.xlsx"));
    }

    [Theory]
    [InlineData("a.xls")]
    [InlineData("a.hwp")]
    public void Old_office_files_are_named_with_what_to_do(string name) => Assert.Equal("OldOffice", Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], name));

    [Fact]
    public void Another_archive_is_no_script() => Assert.Equal("OtherFormat", Refused(Samples.Zip(("readme.txt", "안녕")), "a.zip"));

    [Fact]
    public void A_script_with_nothing_but_problems_says_the_first()
    {
        var error = Assert.Throws<DubbingException>(() => ScriptReader.Read("1\n00:00:02,000 --> 00:00:01,000\n거꾸로\n"u8.ToArray(), "a.srt"));
        Assert.Equal("NothingUsable", error.UserMessage.Key);
        Assert.Equal(2, error.UserMessage.Arguments[1]);
    }

    private static string Refused(byte[] bytes, string name) => Assert.Throws<DubbingException>(() => ScriptReader.Read(bytes, name)).UserMessage.Key;
}
