using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dubbing.Recipe.Tests;

/// <summary>Runs the scripts of <c>voices/recipe</c>, and makes speech for them with the shipped voices: no recordings are needed.</summary>
internal static class Recipe
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Root { get; } = FindRoot();

    public static string Scripts => Path.Combine(Root, "voices", "recipe");

    public static string ShippedPack => Path.Combine(Root, "voices", "studio");

    /// <summary>The product's command line, as the scripts' option <c>--dub</c> takes it.</summary>
    public static string Dub => $"dotnet '{Path.Combine(AppContext.BaseDirectory, "dub-laboratory.dll")}'";

    // Debian's PyTorch belongs to Debian's Python, which need not be the first on the path.
    private static string Python => Environment.GetEnvironmentVariable("PYTHON") ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");

    public sealed record Result(int ExitCode, string Output);

    /// <summary>Runs a script to its end.</summary>
    public static Task<Result> RunAsync(string script, params string[] arguments) => RunUntilAsync(_ => false, script, arguments);

    /// <summary>Runs a script that must succeed.</summary>
    public static async Task<string> SucceedAsync(string script, params string[] arguments)
    {
        var (code, output) = await RunAsync(script, arguments);
        Assert.True(code == 0, $"{script} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs a script and kills it when a line that it prints is <paramref name="enough"/>.</summary>
    public static async Task<Result> RunUntilAsync(Func<string, bool> enough, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Scripts };
        start.Environment["DUBBING_VOICES"] = Path.Combine(Root, "voices");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        foreach (var a in (string[])[Path.Combine(Scripts, script), .. arguments])
            start.ArgumentList.Add(a);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (enough(line))
                process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        return new Result(process.ExitCode, string.Join('\n', lines) + "\n" + await errors);
    }

    /// <summary>Speaks lines with a shipped voice into <paramref name="folder"/>/000n.wav.</summary>
    /// <returns>For each line its sounds with start and end in seconds.</returns>
    public static async Task<List<JsonArray>> SpeakAsync(string folder, string voice, string language, string[] lines)
    {
        Directory.CreateDirectory(folder);
        var list = Path.Combine(folder, "lines");
        await File.WriteAllLinesAsync(list, lines);
        var said = await ProductAsync("speak", "--lines", list, "--lang", language, "--voice", voice, "-o", folder, "--json");
        File.Delete(list);
        return [.. said.Select(l => JsonNode.Parse(l)!["phonemes"]!.AsArray())];
    }

    /// <summary>Runs the command line in a process of its own, as the scripts do, and gives its lines.</summary>
    public static async Task<string[]> ProductAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.Environment["DUBBING_VOICES"] = Path.Combine(Root, "voices");
        foreach (var a in (string[])[Path.Combine(AppContext.BaseDirectory, "dub-laboratory.dll"), .. arguments])
            start.ArgumentList.Add(a);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A training set as <c>prepare.py</c> reads it, spoken by a shipped voice: labels from the product's reading and times.</summary>
    public static async Task MakeSpeechAsync(string folder, string speaker, string voice, string language, string[] lines)
    {
        var sounds = Path.Combine(folder, speaker);
        var times = await SpeakAsync(sounds, voice, language, lines);
        await using var labels = File.AppendText(Path.Combine(folder, speaker + ".jsonl"));
        for (var i = 0; i < lines.Length; i++)
        {
            var reading = JsonNode.Parse((await ProductAsync("read", lines[i], "--lang", language, "--json")).Single())!;
            var segments = new JsonArray();
            foreach (var p in times[i])
            {
                var symbol = ((string)p!["symbol"]!).TrimStart('-');
                segments.Add(new JsonArray(language == "ko" && symbol == "pau" ? "sil" : symbol, Frame(p["start"]!), Frame(p["end"]!)));
            }

            var phrases = new JsonArray();
            foreach (var p in reading["phrases"]!.AsArray())
            {
                var mark = (string)p!["end"]! switch { "Comma" => ",", "Period" => ".", "Question" => "?", "Exclamation" => "!", _ => "" };
                phrases.Add(language == "ko" ? new JsonArray((int)p["units"]!, mark) : new JsonArray((int)p["units"]!, (int)p["nucleus"]!, mark));
            }

            var frames = (int)segments[^1]![2]!;
            var height = voice is "hana" or "yuri" ? 200 : 115;
            await labels.WriteLineAsync(new JsonObject
            {
                ["id"] = $"{speaker}-{i + 1}",
                ["lang"] = language,
                ["voice"] = speaker,
                ["text"] = lines[i],
                ["file"] = string.Create(CultureInfo.InvariantCulture, $"{speaker}/{i + 1:0000}.wav"),
                ["frames"] = frames,
                ["segments"] = segments,
                ["phrases"] = phrases,
                ["f0"] = new JsonArray([.. Enumerable.Repeat(height, frames).Select(h => (JsonNode)h)]),
            }.ToJsonString(AsWritten));
        }

        static int Frame(JsonNode seconds) => (int)Math.Round((double)seconds / 0.0125);
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Dubbing.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("The tests do not lie within the repository.");
    }
}
