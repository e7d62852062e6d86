using System.Text;
using static Dubbing.Hostile.Tests.Files;

namespace Dubbing.Hostile.Tests;

/// <summary>Hostile project files. The command line and the studio take the same ones.</summary>
internal static class Projects
{
    private const string Project = "00000000-0000-0000-0000-000000000001";
    private const string Key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Values that nobody could type, by table and column.</summary>
    private static readonly (string Table, string Column, string[] Values)[] Values =
    [
        ("Project", "Language", ["\"99\"", "\"Klingon\"", "null", "7", "\"Korean,Japanese\"", "[]"]),
        ("Project", "OriginalSound", ["\"\"", "\"-1\"", "{}"]),
        ("Project", "Name", ["null", "\"§\"", "{}"]),
        ("Project", "VoiceId", ["\"§\"", "\"../../etc\""]),
        ("ScriptLine", "Text", ["null", "\"§\"", "7", "\"\\ud800\""]),
        ("ScriptLine", "Speaker", ["\"§\"", "[]"]),
        ("ScriptLine", "VoiceId", ["\"§\"", "\"nobody\""]),
        ("ScriptLine", "StartSeconds", ["-1", "1e15", "1e308", "1e999", "\"x\"", "{}"]),
        ("ScriptLine", "EndSeconds", ["-1", "0.5", "1e15", "1e308", "1e999"]),
        ("ScriptLine", "Rate", ["0", "-1", "1e-300", "1e15", "1e999", "null"]),
        ("ScriptLine", "PitchShift", ["-400", "1e308"]),
        ("ScriptLine", "Intonation", ["-1", "1e308"]),
        ("ScriptLine", "Volume", ["1e308", "-1e308"]),
        ("ScriptLine", "PauseBefore", ["-1", "1e9", "1e308"]),
        ("ScriptLine", "PauseAfter", ["-1", "1e9", "1e308"]),
        ("ScriptLine", "FadeInSeconds", ["-1", "1e9", "1e308"]),
        ("ScriptLine", "FadeOutSeconds", ["-1", "1e308"]),
        ("ScriptLine", "Position", ["1e308", "-1e308", "\"first\"", "2147483647", "1e15"]),
        ("ScriptLine", "Sounds", ["\"[[[[\"", "\"§\"", "\"[{\\\"d\\\":1e308}]\"", "\"null\""]),
        ("ScriptLine", "TakeChoice", ["\"§\"", "\"a:b:c\"", "\":\""]),
        ("Track", "Kind", ["\"Smell\"", "\"99\"", "null"]),
        ("Track", "GainDb", ["1e308", "-1e308", "1e999"]),
        ("Track", "Speaker", ["\"§\""]),
        ("SoundClip", "Kind", ["\"Original\"", "\"9\""]),
        ("SoundClip", "MediaId", ["null", "\"x\"", "7"]),
        ("SoundClip", "StartSeconds", ["-1", "1e15", "1e308"]),
        ("SoundClip", "OffsetSeconds", ["-1", "1e15", "1e308"]),
        ("SoundClip", "Seconds", ["-1", "1e15", "1e308"]),
        ("SoundClip", "GainDb", ["1e308"]),
        ("SoundClip", "FadeInSeconds", ["-1", "1e308"]),
        ("DictionaryWord", "Language", ["\"5\"", "null"]),
        ("DictionaryWord", "Surface", ["\"\"", "\"§\"", "null"]),
        ("DictionaryWord", "Reading", ["\"\"", "\"§\"", "null", "\"abc\""]),
        ("DictionaryWord", "Class", ["\"Gerund\"", "\"99\"", "null"]),
        ("DictionaryWord", "Priority", ["1e308", "-1", "1000"]),
        ("DictionaryWord", "Accent", ["1e308", "-5"]),
    ];

    /// <summary>All of them, on the command line.</summary>
    public static IEnumerable<Case> All => Made.Select(p => new Case("project: " + p.Name, ["render", "@p.dubbing", "-o", "@o.m4a"], ("p.dubbing", p.Make)));

    /// <summary>All of them.</summary>
    public static IEnumerable<(string Name, Func<byte[]> Make)> Made => [.. OfValues(), .. OfManifests(), .. OfArchives(), .. OfTakes()];

    /// <summary>One that is as it should be.</summary>
    public static byte[] Sound() => Archive(Manifest());

    private static IEnumerable<(string, Func<byte[]>)> OfValues() =>
        from field in Values
        from value in field.Values
        select ($"{field.Table}.{field.Column} = {value}", (Func<byte[]>)(() => Archive(Manifest(field.Table, field.Column, value.Replace("§", new string('x', 1_000_000), StringComparison.Ordinal)))));

    private static IEnumerable<(string, Func<byte[]>)> OfManifests()
    {
        foreach (var (name, make) in new (string, Func<string>)[]
        {
            ("nothing", () => ""),
            ("null", () => "null"),
            ("a list", () => "[]"),
            ("deep", () => Many("[", 100_000)),
            ("deep inside", () => "{\"Format\":\"dubbing-project\",\"Schema\":1,\"Content\":" + Many("{\"Rows\":[", 50_000)),
            ("numbers without an end", () => "{\"Format\":\"dubbing-project\",\"Schema\":1,\"x\":[" + Many("0,", 30_000_000) + "0]}"),
            ("a newer one", () => Manifest().Replace("\"Schema\":1", "\"Schema\":2147483647", StringComparison.Ordinal)),
            ("a schema that is none", () => Manifest().Replace("\"Schema\":1", "\"Schema\":1e308", StringComparison.Ordinal)),
            ("a schema of before", () => Manifest().Replace("\"Schema\":1", "\"Schema\":-5", StringComparison.Ordinal)),
            ("another format", () => Manifest().Replace("dubbing-project", "x", StringComparison.Ordinal)),
            ("no content", () => "{\"Format\":\"dubbing-project\",\"Schema\":1}"),
            ("rows of nothing", () => "{\"Format\":\"dubbing-project\",\"Schema\":1,\"Content\":{\"Rows\":[null,7,{},{\"t\":null},{\"t\":7},{\"t\":\"Project\"}]},\"Takes\":[],\"Versions\":[]}"),
            ("two projects", () => Manifest().Replace("\"Rows\":[", "\"Rows\":[" + Row("Project", "00000000-0000-0000-0000-000000000002", "\"Name\":\"b\",\"Language\":\"Korean\",\"OriginalSound\":\"Duck\",\"SyntheticNotice\":true") + ",", StringComparison.Ordinal)),
            ("the same line again", () => Manifest().Replace("\"Rows\":[", "\"Rows\":[" + Many(Line + ",", 10_000), StringComparison.Ordinal)),
            ("takes of nothing", () => Manifest().Replace("\"Takes\":[]", "\"Takes\":[null,7,{},{\"Key\":null},{\"Key\":7}]", StringComparison.Ordinal)),
            ("versions of nothing", () => Manifest().Replace("\"Versions\":[]", "\"Versions\":[null,7,{},{\"Content\":\"" + new string('[', 1_000) + "\"}]", StringComparison.Ordinal)),
            ("the same key again", () => Manifest().Replace("\"Rate\":1", Many("\"Rate\":1,", 10_000) + "\"Rate\":2", StringComparison.Ordinal)),
            ("letters that are none", () => Manifest().Replace("안녕", "\\ud800\\udfff\\udc00\\u0000", StringComparison.Ordinal)),
            ("twenty thousand and one lines", () => Manifest().Replace("\"Rows\":[", "\"Rows\":[" + string.Concat(Enumerable.Range(0, 20_001).Select(i => Row("ScriptLine", $"00000000-0000-0000-0001-{i:000000000000}", LineColumns.Replace("\"Position\":0", $"\"Position\":{i}", StringComparison.Ordinal)) + ",")), StringComparison.Ordinal)),
        })
            yield return ("manifest: " + name, () => Archive(make()));
    }

    private static IEnumerable<(string, Func<byte[]>)> OfArchives()
    {
        yield return ("archive: no zip", () => Text("PK no zip"));
        yield return ("archive: nothing", () => []);
        yield return ("archive: half of it", () => Sound()[..^30]);
        yield return ("archive: a manifest that swells", () => Swelling("project.json", 400));
        yield return ("archive: a video that swells", () => Swelling("media", 600, ("project.json", Manifest().Replace("\"Media\":null", "\"Media\":\"a.mp4\"", StringComparison.Ordinal))));
        yield return ("archive: many entries", () => Zip(Enumerable.Range(0, 60_000).Select(i => ($"takes/{i}", "")).Prepend(("project.json", Manifest()))));
        yield return ("archive: two manifests", () => Zip(("project.json", Manifest()), ("project.json", "{}")));
        yield return ("archive: paths", () => Zip(("project.json", Manifest()), ("../../../../tmp/dub-evil", "x"), ("/tmp/dub-evil", "x"), ($"takes/../../{Key}.wav", "x")));
        yield return ("archive: a video that is none", () => Zip(("project.json", Manifest().Replace("\"Media\":null", "\"Media\":\"../../../etc/passwd\"", StringComparison.Ordinal)), ("media", "#EXTM3U\nfile:///etc/passwd\n")));
        yield return ("archive: a video that lies", () => Zip([("project.json", Text(Manifest().Replace("\"Media\":null", "\"Media\":\"a.wav\"", StringComparison.Ordinal))), ("media", Wave(1, 1))]));
        yield return ("archive: a video of 255 channels", () => Zip([("project.json", Text(Manifest().Replace("\"Media\":null", "\"Media\":\"a.wav\"", StringComparison.Ordinal))), ("media", Wave(48_000, 255, 200_000))]));
        yield return ("archive: a size that is none", () => Patched(Sound(), "PK\u0001\u0002"u8, 24, 0xFF, 0xFF, 0xFF, 0x7F));
        yield return ("archive: a size of nothing", () => Patched(Sound(), "PK\u0001\u0002"u8, 24, 0, 0, 0, 0));
        yield return ("archive: a place that is none", () => Patched(Sound(), "PK\u0001\u0002"u8, 42, 0xFF, 0xFF, 0xFF, 0x7F));
        yield return ("archive: locked", () => Patched(Patched(Sound(), "PK\u0001\u0002"u8, 8, 1, 0), "PK\u0003\u0004"u8, 6, 1, 0));
    }

    /// <summary>Takes whose sound is none.</summary>
    private static IEnumerable<(string, Func<byte[]>)> OfTakes()
    {
        foreach (var (name, sound) in new (string, Func<byte[]>)[]
        {
            ("nothing", () => []),
            ("a text", () => Text("no sound")),
            ("half a head", () => Wave(24_000, 1)[..30]),
            ("rate 0", () => Wave(0, 1)),
            ("rate -1", () => Wave(-1, 1)),
            ("rate 1", () => Wave(1, 1)),
            ("rate of thousands of millions", () => Wave(int.MaxValue, 1)),
            ("no channels", () => Wave(24_000, 0)),
            ("255 channels", () => Wave(24_000, 255)),
            ("no bits", () => Wave(24_000, 1, bits: 0)),
            ("64 bits", () => Wave(24_000, 1, bits: 64)),
            ("four thousand megabytes in a hundred bytes", () => Wave(24_000, 1, 100, uint.MaxValue)),
            ("an odd number of bytes", () => Wave(24_000, 1, 2_001)),
        })
        {
            var take = $"{{\"Key\":\"{Key}\",\"Input\":\"{Key}\",\"Text\":\"안녕\",\"VoiceId\":\"hana\",\"Seconds\":1,\"Rate\":1,\"Grade\":\"Green\",\"ProjectId\":\"{Project}\",\"LineId\":\"00000000-0000-0000-0000-000000000003\",\"Id\":\"00000000-0000-0000-0000-000000000009\",\"Created\":\"2026-01-01T00:00:00Z\",\"Kept\":false}}";
            yield return ("take: " + name, () => Zip([("project.json", Text(Manifest("ScriptLine", "TakeChoice", $"\"{Key}:{Key}\"").Replace("\"Takes\":[]", $"\"Takes\":[{take}]", StringComparison.Ordinal))), ($"takes/{Key}.wav", sound()), ("media", Wave(8_000, 1, 16_000))]));
        }
    }

    private const string LineColumns = "\"Position\":0,\"Text\":\"안녕\",\"StartSeconds\":1,\"EndSeconds\":2,\"Rate\":1,\"PitchShift\":0,\"Intonation\":1,\"Volume\":0,\"PauseBefore\":0,\"PauseAfter\":0,\"FadeInSeconds\":0,\"FadeOutSeconds\":0,\"Speaker\":\"하나\",\"VoiceId\":\"hana\",\"Sounds\":null,\"TakeChoice\":null";

    private static string Line => Row("ScriptLine", "00000000-0000-0000-0000-000000000003", LineColumns);

    private static string Row(string table, string id, string columns) => $"{{\"t\":\"{table}\",\"i\":\"{id}\",\"a\":{{\"Id\":\"{id}\",\"ProjectId\":\"{Project}\",{columns}}}}}";

    /// <summary>A manifest with one row of each table, and one column of one of them otherwise.</summary>
    private static string Manifest(string table = "", string column = "", string value = "")
    {
        var rows = new[]
        {
            Row("Project", Project, "\"Name\":\"가\",\"Language\":\"Korean\",\"OriginalSound\":\"Duck\",\"SyntheticNotice\":true,\"VoiceId\":\"hana\",\"Created\":\"2026-01-01T00:00:00Z\",\"Updated\":\"2026-01-01T00:00:00Z\""),
            Line,
            Row("Track", "00000000-0000-0000-0000-000000000004", "\"Kind\":\"Music\",\"Speaker\":\"\",\"GainDb\":0,\"Muted\":false,\"Solo\":false,\"Ducked\":true"),
            Row("SoundClip", "00000000-0000-0000-0000-000000000005", "\"MediaId\":\"00000000-0000-0000-0000-000000000006\",\"Kind\":\"Music\",\"Name\":\"a\",\"Url\":\"\",\"WholeSeconds\":1,\"StartSeconds\":0,\"OffsetSeconds\":0,\"Seconds\":1,\"GainDb\":0,\"FadeInSeconds\":0,\"FadeOutSeconds\":0"),
            Row("DictionaryWord", "00000000-0000-0000-0000-000000000007", "\"Language\":\"Korean\",\"Surface\":\"가나\",\"Key\":\"가나\",\"Reading\":\"가나\",\"Accent\":null,\"Class\":\"Noun\",\"Priority\":5,\"Note\":\"\",\"Updated\":\"2026-01-01T00:00:00Z\""),
        };
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].StartsWith($"{{\"t\":\"{table}\"", StringComparison.Ordinal))
                rows[i] = System.Text.RegularExpressions.Regex.Replace(rows[i], $"\"{column}\":(\"[^\"]*\"|[^,}}]*)", (_) => $"\"{column}\":{value}");
        }

        return new StringBuilder("{\"Format\":\"dubbing-project\",\"Schema\":1,\"Content\":{\"Tables\":[],\"Rows\":[").AppendJoin(',', rows).Append("]},\"Media\":null,\"Takes\":[],\"Versions\":[],\"Sounds\":{\"00000000-0000-0000-0000-000000000006\":\"a.wav\"}}").ToString();
    }

    private static byte[] Archive(string manifest) => Zip([("project.json", Text(manifest)), ("media", Wave(8_000, 1, 16_000)), ("sounds/00000000000000000000000000000006", Wave(8_000, 1, 16_000))]);
}
