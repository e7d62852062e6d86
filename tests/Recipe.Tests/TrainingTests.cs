using System.Globalization;
using System.Text.Json.Nodes;
using Dubbing.Readings.Korean;
using Dubbing.Speech;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Synthesis;

namespace Dubbing.Recipe.Tests;

/// <summary>A short run of every step of the recipe, from recordings to a pack, on a few seconds of our own speech.</summary>
public sealed class TrainingTests : IDisposable
{
    private static readonly string[] Lines = ["안녕하세요, 반갑습니다.", "오늘은 지도를 읽는 법을 배웁니다.", "질문이 있나요?", "따뜻한 차를 한 잔 마셨어요."];

    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-recipe-").FullName;

    private string Recordings => Path.Combine(folder, "speech");

    private string Work => Path.Combine(folder, "work");

    private string Pack => Path.Combine(folder, "packs", "trial");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Trait("Category", "Long")]
    [Fact]
    public async Task From_recordings_to_a_pack_that_speaks_and_a_kill_loses_nothing_saved()
    {
        await Recipe.MakeSpeechAsync(Recordings, "one", "hana", "ko", Lines);
        await Recipe.MakeSpeechAsync(Recordings, "two", "ken", "ja", ["こんにちは、皆さん。", "今日は地図の読み方を学びます。"]);
        await Recipe.SucceedAsync("prepare.py", Recordings, Work, "--dub", Recipe.Dub);

        string[] small = ["--batch", "2", "--crop", "48"];
        await Recipe.SucceedAsync("train_acoustic.py", [Work, "--steps", "100", .. small]);
        var killed = await Recipe.RunUntilAsync(l => l.StartsWith("200 ", StringComparison.Ordinal), "train_acoustic.py", [Work, "--steps", "100000", .. small]);
        Assert.NotEqual(0, killed.ExitCode);
        await Recipe.SucceedAsync("train_acoustic.py", [Work, "--steps", "200", .. small]);
        var learned = Rows("acoustic.csv");
        Assert.Equal([100, 200, 200], learned.Select(r => r.Step)); // the third run went on from the first one's end
        Assert.All(learned, r => Assert.True(double.IsFinite(r.Loss), $"step {r.Step}"));
        Assert.True(learned[^1].Loss < learned[0].Loss, $"the loss went from {learned[0].Loss} to {learned[^1].Loss}");

        await Recipe.SucceedAsync("predict.py", Work);
        string[] vocoder = ["--batch", "2", "--frames", "24", "--adversary", "150", "--predicted", "0.5"];
        await Recipe.SucceedAsync("train_vocoder.py", [Work, "--steps", "100", .. vocoder]);
        await Recipe.SucceedAsync("train_vocoder.py", [Work, "--steps", "200", .. vocoder]);
        var sounded = Rows("vocoder.csv");
        Assert.Equal([100, 200], sounded.Select(r => r.Step));
        Assert.True(sounded[1].Loss < sounded[0].Loss, $"the loss went from {sounded[0].Loss} to {sounded[1].Loss}");

        await Recipe.SucceedAsync("export.py", Work, Pack);
        await Recipe.SucceedAsync("pack.py", Work, Pack, "--about", await AboutAsync(), "--dub", Recipe.Dub);
        await SpeaksAsync(Pack, "trial-one", Lines[0]);
    }

    [Fact]
    public async Task The_aligner_that_learns_from_the_recordings_alone_finds_every_sound_in_its_order()
    {
        await Recipe.MakeSpeechAsync(Recordings, "one", "hana", "ko", Lines);
        var output = Path.Combine(folder, "aligned");
        await Recipe.SucceedAsync("align.py", Recordings, output, "--dub", Recipe.Dub, "--rounds", "5");
        foreach (var label in File.ReadLines(Path.Combine(output, "one.jsonl")).Select(l => JsonNode.Parse(l)!))
        {
            var at = 0;
            foreach (var s in label["segments"]!.AsArray())
            {
                Assert.Equal(at, (int)s![1]!);
                at = (int)s[2]!;
                Assert.True(at > (int)s[1]!);
            }

            Assert.Equal((int)label["frames"]!, at);
        }
    }

    [Fact]
    public async Task The_aligner_with_a_pack_finds_sounds_where_they_were_said()
    {
        await Recipe.MakeSpeechAsync(Recordings, "one", "jun", "ko", Lines);
        var output = Path.Combine(folder, "aligned");
        await Recipe.SucceedAsync("align.py", Recordings, output, "--dub", Recipe.Dub, "--pack", Recipe.ShippedPack);
        var away = new List<double>();
        foreach (var (said, found) in File.ReadLines(Path.Combine(Recordings, "one.jsonl")).Zip(File.ReadLines(Path.Combine(output, "one.jsonl"))))
        {
            foreach (var (a, b) in JsonNode.Parse(said)!["segments"]!.AsArray().Zip(JsonNode.Parse(found)!["segments"]!.AsArray()).Skip(1))
                away.Add(12.5 * Math.Abs((int)a![1]! - (int)b![1]!));
        }

        away.Sort();
        Assert.True(away[away.Count / 2] <= 25, $"median {away[away.Count / 2]} ms");
    }

    private async Task<string> AboutAsync()
    {
        var about = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Recipe.Scripts, "about.json")))!;
        about.AsObject().Remove("own_graphs"); // of the shipped pack; this one is trained as a whole
        about["voices"] = JsonNode.Parse("""
            [{ "id": "trial-one", "recordings": "one", "languages": ["ko"], "names": { "ko": "하나", "ja": "ハナ", "en": "One" } },
             { "id": "trial-two", "recordings": "two", "languages": ["ja"], "names": { "ko": "둘", "ja": "ニ", "en": "Two" } }]
            """);
        var file = Path.Combine(folder, "about.json");
        await File.WriteAllTextAsync(file, about.ToJsonString());
        return file;
    }

    /// <summary>The pack is accepted, and the voice speaks Korean at the level of all takes.</summary>
    internal static async Task SpeaksAsync(string pack, string voice, string text)
    {
        var catalogue = new VoicePackCatalogue(Path.GetDirectoryName(pack)!);
        Assert.Empty(catalogue.Problems);
        Assert.Contains(catalogue.Voices, v => v.Id == voice && v.Languages.Contains(Language.Korean) && v.SamplePath.Values.All(File.Exists));
        using var synthesizer = new OnnxSynthesizer(catalogue, new ExecutionProviderChoice());
        var chosen = catalogue.Voices.Single(v => v.Id == voice);
        var plan = await synthesizer.PlanAsync(new KoreanReader().Read(text), chosen, CancellationToken.None);
        var take = await synthesizer.SpeakAsync(plan, chosen, new VoiceControls(), CancellationToken.None);
        Assert.All(take.Samples, s => Assert.True(float.IsFinite(s)));
        Assert.InRange(take.Seconds, 0.4, 20);
        Assert.True(take.Samples.Max() > 0.02, "nothing is heard");
    }

    private List<(int Step, double Loss)> Rows(string file) => [.. File.ReadLines(Path.Combine(Work, file)).Select(line =>
    {
        var cells = line.Split(',', 3);
        var loss = file == "acoustic.csv"
            ? (double)JsonNode.Parse(cells[2].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal))!["mel"]!
            : double.Parse(cells[2].Split(',')[1], CultureInfo.InvariantCulture);
        return (int.Parse(cells[0], CultureInfo.InvariantCulture), loss);
    })];
}
