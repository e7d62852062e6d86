using System.Globalization;
using System.Text;
using static Dubbing.Hostile.Tests.Files;

namespace Dubbing.Hostile.Tests;

/// <summary>Hostile texts, dictionaries, tables, caption styles and edits of sounds.</summary>
internal static class OtherInputs
{
    /// <summary>As long a line as is allowed, without an end to breathe at: seventeen minutes of speech.</summary>
    public static Case Longest => new("lines: the longest row", ["speak", "--lines", "@l.txt", "--voice", "hana", "-o", "@out"], ("l.txt", () => Text(Many("가나다라마바사 ", 625))));

    /// <summary>Texts that no reader may run away with; each is read within its time, or refused.</summary>
    private static readonly (string Name, Func<string> Make)[] Texts =
    [
        ("pause marks", () => Many("[쉼]", 100_000)),
        ("pause marks up to the limit of a line", () => Many("[1s]", 1_250)),
        ("pauses of a thousand million seconds", () => "가[1000000000s]나[1e9초]다[-5s]라[NaN]"),
        ("open braces", () => new string('{', 5_000)),
        ("open brackets", () => new string('[', 5_000)),
        ("half corrections", () => Many("{가|", 1_200)),
        ("corrections in corrections", () => Many("{가|", 800) + "나" + Many("}", 800)),
        ("one long word", () => new string('가', 5_000)),
        ("one long number", () => new string('9', 5_000)),
        ("a number with points", () => Many("9.", 2_500)),
        ("one long Latin word", () => new string('a', 5_000)),
        ("Latin capitals", () => new string('W', 5_000)),
        ("kanji without a space", () => Many("漢字", 2_500)),
        ("kana without a space", () => new string('っ', 5_000)),
        ("long marks", () => new string('ー', 5_000)),
        ("combining marks", () => "e" + new string('\u0301', 4_999)),
        ("hangul letters", () => Many("\u1100\u1161\u11A8", 1_660)),
        ("every sign of the plane", () => new string([.. Enumerable.Range(0x20, 4_900).Select(c => (char)c).Where(c => !char.IsSurrogate(c))])),
        ("every syllable", () => new string([.. Enumerable.Range(0xAC00, 4_900).Select(c => (char)c)])),
        ("right to left", () => Many("\u202E가나\u202C", 1_000)),
        ("zero width", () => "가" + new string('\u200B', 4_000) + "나"),
        ("faces", () => Many("👩‍👩‍👧‍👦", 450)),
        ("lone surrogates", () => "가\uD800\uDC00\uD800 나\uDFFF"),
        ("formulas", () => "$" + Many("\\frac{1}{", 500) + "x" + Many("}", 500) + "$"),
        ("open formulas", () => Many("$\\sqrt{", 700)),
        ("an address", () => "https://" + Many("a.", 2_000) + "kr/" + Many("%20", 300)),
        ("units", () => Many("5km/h·", 800)),
        ("dates", () => Many("2024-02-31 25:61:61 ", 240)),
        ("telephone numbers", () => Many("010-1234-5678-", 350)),
        ("parentheses", () => Many("가(나(", 1_200)),
        ("blanks", () => "가" + new string(' ', 4_900)),
        ("a line too long", () => new string('나', 100_000)),
        ("NUL", () => "가\0나\0"),
    ];

    private static readonly string[] Numbers = ["NaN", "Infinity", "-1", "1e308", "1e999", "2147483648", "-2147483649", "0x1", "", "1,5", "٣"];

    /// <summary>Lines of a file, read in both languages.</summary>
    public static IEnumerable<Case> Reading =>
        from text in Texts
        from language in (string[])["ko", "ja"]
        select new Case($"{language}: {text.Name}", ["read", "--lines", "@lines.txt", "--lang", language, "--as", "phonemes"], ("lines.txt", () => Text(text.Make())));

    /// <summary>Dictionaries, tables of readings, styles of captions, edits of sounds, files that are none.</summary>
    public static IEnumerable<Case> All => [.. Dictionaries(), .. Tables(), .. Styles(), .. Edits(), .. NoFiles()];

    private static IEnumerable<Case> Dictionaries()
    {
        const string head = "language,surface,reading,accent,class,priority,note\n";
        yield return Of("a word too many", () => head + string.Concat(Enumerable.Range(0, 200_001).Select(i => $"ko,낱말{i},가,,,,\n")));
        yield return Of("all that are allowed", () => head + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"ko,낱말{i},가,,,,\n")));
        yield return Of("the same word again", () => head + Many("ko,가,나,,,,\n", 50_000));
        yield return Of("a quote without an end", () => head + "ko,\"" + new string('가', 5_000_000));
        yield return Of("many columns", () => Many("language,", 500_000) + "\n" + Many("ko,", 500_000));
        yield return Of("a long word", () => head + "ko," + new string('가', 1_000_000) + ",나,,,,\n");
        yield return Of("a long reading", () => head + "ja,語," + new string('ア', 1_000_000) + ",,,,\n");
        yield return Of("a long note", () => head + "ko,가,나,,,," + new string('x', 1_000_000) + "\n");
        yield return Of("empty words", () => head + Many("ko,,,,,,\n", 10_000));
        yield return Of("a word that is a pattern", () => head + "ko,(.*)+$,가,,,,\nko,[가-힣]*,나,,,,\nko,^,가,,,,\n");
        yield return Of("formulas", () => head + "ko,=1+1,가,,,,\nko,@SUM(A1),나,,,,\n");
        yield return Of("NUL", () => head + "ko,가\0나,다\0,,,,\n" + new string('\0', 100_000));
        yield return Of("bidi controls", () => head + "ko,\u202E가,나,,,,\n");
        yield return Of("lone commas", () => head + new string(',', 3_000_000));
        yield return Of("line ends", () => head + new string('\r', 5_000_000));
        foreach (var number in Numbers)
            yield return Of("an accent " + number, () => head + $"ja,語,ゴ,\"{number}\",,,\n" + $"ja,言,ゴ,1,,\"{number}\",\n");
        yield return new Case("dictionary: noise", ["read", "가", "--dictionary", "@d.csv"], ("d.csv", () =>
        {
            var noise = new byte[300_000];
            new Random(3).NextBytes(noise);
            return noise;
        }));
        yield return new Case("dictionary: larger than a file may be", ["read", "가", "--dictionary", "@d.csv"], ("d.csv", () => new byte[(32 << 20) + 1]));

        static Case Of(string name, Func<string> make) => new("dictionary: " + name, ["read", "가 (.*)+$ 言語", "--dictionary", "@d.csv"], ("d.csv", () => Text(make())));
    }

    private static IEnumerable<Case> Tables()
    {
        yield return new Case("table: rows without columns", ["read", "--check", "@t.tsv", "--lang", "ko"], ("t.tsv", () => Text(Many("가\n", 1_000)))) { };
        yield return Longest;
        yield return new Case("lines: a row too long", ["speak", "--lines", "@l.txt", "--voice", "hana", "-o", "@out"], ("l.txt", () => Text(new string('가', 1_000_000))));
        yield return new Case("lines: nothing to say", ["speak", "--lines", "@l.txt", "--voice", "hana", "-o", "@out"], ("l.txt", () => Text(Many("\n", 1_000_000))));
        yield return new Case("lines: only marks", ["speak", "--lines", "@l.txt", "--voice", "hana", "-o", "@out"], ("l.txt", () => Text(Many("…!?\n", 50))));
        yield return new Case("lines: a workbook that swells", ["speak", "--lines", "@l.xlsx", "--voice", "hana", "-o", "@out"], ("l.xlsx", () => Swelling("xl/workbook.xml", 300)));
        foreach (var (option, values) in new (string, string[])[] { ("--rate", ["NaN", "0", "-1", "1e308", "1e999"]), ("--pitch", ["NaN", "1e9", "-Infinity"]), ("--intonation", ["NaN", "1e9"]), ("--volume", ["NaN", "1e9"]) })
        {
            foreach (var value in values)
                yield return new Case($"{option} {value}", ["speak", "가", "--voice", "hana", "-o", "@o.wav", $"{option}={value}"]);
        }

        foreach (var voice in (string[])["../../../etc/passwd", "", " ", "hana\0", new string('x', 100_000), "hana/../hana"])
            yield return new Case($"voice {voice[..Math.Min(voice.Length, 30)]}", ["speak", "가", "--voice", voice, "-o", "@o.wav"]);
        foreach (var output in (string[])["@", "/dev/full", "/dev/null", "/proc/self/mem", "@none/o.wav", "@" + new string('x', 300) + ".wav"])
            yield return new Case($"output {output[..Math.Min(output.Length, 30)]}", ["speak", "가", "--voice", "hana", "-o", output]);
    }

    private static IEnumerable<Case> Styles()
    {
        foreach (var (name, make) in new (string, Func<string>)[]
        {
            ("deep", () => new string('[', 100_000)),
            ("deep objects", () => Many("{\"font\":", 100_000)),
            ("no object", () => "7"),
            ("null", () => "null"),
            ("nothing", () => ""),
            ("numbers", () => "{\"size\":1e999,\"margin\":NaN}"),
            ("a rows of 1e308", () => "{\"rows\":1e308}"),
            ("the same field again", () => "{" + Many("\"size\":5,", 10_000) + "\"size\":6}"),
            ("a filter as a font", () => "{\"font\":\"x':fontsdir=/etc,drawtext=textfile=/etc/passwd\"}"),
            ("a colour", () => "{\"color\":\"" + new string('F', 1_000_000) + "\"}"),
            ("a field that is none", () => "{\"" + new string('x', 500_000) + "\":1}"),
            ("columns that come twice", () => "[V4+ Styles]\nFormat: Name,Name,Name\nStyle: a,b,c\n"),
            ("a picture without a height", () => "[Script Info]\nPlayResX: 0\nPlayResY: 0\n[V4+ Styles]\nFormat: Name,Fontname,Fontsize,MarginV\nStyle: a,b,50,0\n"),
            ("a picture of less than nothing", () => "[Script Info]\nPlayResX: -1e308\nPlayResY: 1e-320\n[V4+ Styles]\nFormat: Name,Fontname,Fontsize,MarginV,Alignment\nStyle: a,b,1e308,-1e308,1e308\n"),
            ("no style", () => "[V4+ Styles]\n"),
            ("larger than a style may be", () => "{\"font\":\"" + new string('x', 2_000_000) + "\"}"),
        })
            yield return new Case("style: " + name, ["render", "@v.mp4", "--script", "@s.srt", "--voice", "hana", "-o", "@o.mp4", "--captions", "burn", "--caption-style", "@style" + (make().StartsWith("[V", StringComparison.Ordinal) || make().StartsWith("[S", StringComparison.Ordinal) ? ".ass" : ".json")], ("v.mp4", () => Text("no video")), ("s.srt", () => Text("1\n00:00:00,000 --> 00:00:01,000\n가\n")), ("style.json", () => Text(make())), ("style.ass", () => Text(make())));
        foreach (var path in (string[])["/dev/zero", "/etc", "@pipe.json", "/proc/self/mem", "@none.json"])
            yield return new Case("style: " + path, ["render", "@v.mp4", "--script", "@s.srt", "--voice", "hana", "-o", "@o.mp4", "--captions", "burn", "--caption-style", path], ("v.mp4", () => Text("no video")), ("s.srt", () => Text("1\n00:00:00,000 --> 00:00:01,000\n가\n"))) { Prepare = folder => Pipe(Path.Combine(folder, "pipe.json")) };
        foreach (var (option, value) in new[] { ("--freeze", "1e9=1"), ("--freeze", "NaN=NaN"), ("--freeze", Many("0:01=600,", 5_000)), ("--from", "NaN"), ("--from", "99999999"), ("--to", "-1"), ("--lufs", "NaN"), ("--lufs", "1e308"), ("--shift", "NaN"), ("--shift", "1e308"), ("--shift", "99999999999999999999999999999999999999"), ("--rate", "NaN"), ("--rate", "0"), ("--audio-track", "99999999999999999999"), ("--audio-track", new string('x', 200_000)), ("--track", "-1"), ("--track", "2147483647"), ("--stems", "/dev/null/x"), ("--subtitles", "/proc/x.srt"), ("--edit-list", "/dev/null/x.otio"), ("--sheet", new string('x', 200_000)), ("--lang", "../../etc") })
            yield return new Case($"{option} {value[..Math.Min(value.Length, 30)]}", ["render", "@v.wav", "--script", "@s.srt", "--voice", "hana", "-o", "@o.m4a", $"{option}={value}"], ("v.wav", () => Wave(8_000, 1, 16_000)), ("s.srt", () => Text("1\n00:00:00,000 --> 00:00:01,000\n가\n")));
    }

    private static IEnumerable<Case> Edits()
    {
        foreach (var (name, text) in new[]
        {
            ("deep", new string('[', 100_000)),
            ("numbers", "{\"line\":1,\"durations\":[1e308,-1,1e999]}"),
            ("a rate of nothing", "{\"line\":1,\"rate\":0}"),
            ("a rate of 1e308", "{\"line\":1,\"rate\":1e308}"),
            ("a line that is none", "{\"line\":-2147483648,\"durations\":[]}"),
            ("as long as a year", "{\"line\":1,\"durations\":[1e9,1e9,1e9,1e9,1e9]}"),
            ("a melody without an end", "{\"line\":1,\"pitch\":[" + Many("1,", 1_000_000) + "1]}"),
            ("semitones", "{\"line\":1,\"semitones\":[1e308,1e308,1e308,1e308]}"),
            ("energy", "{\"line\":1,\"energy\":[-1e308,1e308,0,0]}"),
            ("null", "null"),
            ("another field", "{\"line\":1,\"x\":1}"),
        })
            yield return new Case("edits: " + name, ["speak", "가", "--voice", "hana", "-o", "@o.wav", "--edits", "@e.jsonl"], ("e.jsonl", () => Text(text)));
    }

    /// <summary>What is no file, at every option that takes one.</summary>
    private static IEnumerable<Case> NoFiles()
    {
        if (OperatingSystem.IsWindows())
            yield break;
        foreach (var path in (string[])["/dev/zero", "/dev/random", "/proc/self/mem", "/proc/kmsg", "@pipe.srt", "@loop.srt", "@round/a.srt", "@", "@dangling.srt", "@socket.srt", "@locked.srt"])
        {
            foreach (var args in (string[][])
            [
                ["script", "convert", path, "@out.srt"],
                ["read", "--lines", path],
                ["read", "--check", path],
                ["read", "가", "--dictionary", path],
                ["speak", "--lines", path, "--voice", "hana", "-o", "@out"],
                ["speak", "가", "--voice", "hana", "-o", "@o.wav", "--edits", path],
                ["render", path, "--script", "@s.srt", "--voice", "hana", "-o", "@o.mp4"],
                ["render", "@s.srt", "--script", path, "--voice", "hana", "-o", "@o.mp4"],
                ["render", "@p.dubbing", "--video", path, "-o", "@o.mp4"],
                ["render", path + ".dubbing", "-o", "@o.mp4"],
            ])
                yield return new Case($"{args[0]} {args[1]} {path}", args, ("s.srt", () => Text("1\n00:00:00,000 --> 00:00:01,000\n가\n")), ("p.dubbing", Projects.Sound)) { Prepare = Odd };
        }
    }

    private static void Odd(string folder)
    {
        Pipe(Path.Combine(folder, "pipe.srt"));
        Pipe(Path.Combine(folder, "pipe.srt.dubbing"));
        File.CreateSymbolicLink(Path.Combine(folder, "loop.srt"), Path.Combine(folder, "loop.srt"));
        File.CreateSymbolicLink(Path.Combine(folder, "round"), Path.Combine(folder, "round"));
        File.CreateSymbolicLink(Path.Combine(folder, "dangling.srt"), Path.Combine(folder, "nowhere"));
        File.WriteAllText(Path.Combine(folder, "locked.srt"), "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(folder, "locked.srt"), UnixFileMode.None);
        // Its name goes with it when it is closed, so it is left open until the process ends; a few bytes of the kernel's.
        if (Encoding.UTF8.GetByteCount(Path.Combine(folder, "socket.srt")) < 100)
            new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified).Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(folder, "socket.srt")));
    }

    private static void Pipe(string path)
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [path]);
        made.WaitForExit();
    }

    internal static string Invariant(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
