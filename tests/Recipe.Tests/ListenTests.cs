using System.Text.Json.Nodes;

namespace Dubbing.Recipe.Tests;

/// <summary>Training by what a recogniser hears, with a small recogniser of random weights: the real one is no part of the project.</summary>
public sealed class ListenTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-listen-").FullName;

    private string Hear => Path.Combine(folder, "hear");

    private static string Here(string script) => Path.Combine(Recipe.Root, "tests", "Recipe.Tests", script);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_heard_has_a_slope_back_to_the_sound_and_what_spoils_a_sound_does_what_it_says()
    {
        await Recipe.SucceedAsync(Here("small_hear.py"), Hear);
        var found = JsonNode.Parse(await Recipe.SucceedAsync(Here("listening.py"), Hear))!;
        double Of(string name) => (double)found[name]!;
        Assert.InRange(Of("mel"), 0, 0.05);
        Assert.InRange(Of("measured") / Of("slope"), 0.95, 1.05);
        Assert.InRange(Of("noise"), 14, 16);
        Assert.InRange(Of("inside"), -1, 1);
        Assert.InRange(Of("outside"), -200, -30);
        Assert.InRange(Of("room"), 0.1, 2);
        Assert.True((bool)found["reaches"]!, "a part of the sound has no slope");
        Assert.InRange(Of("folded"), 0, 1e-3);
        Assert.InRange(Of("sharper"), 1.2, 1.7);
        Assert.Equal([258, 257, 97, 46], found["cut"]!.AsArray().Select(t => (int)t!)); // the pairs that were joined first are joined first
        Assert.Equal("안안 a, 녕.", (string)found["joined"]!);
    }

    [Trait("Category", "Long")]
    [Fact]
    public async Task Training_by_listening_learns_what_the_recogniser_wants_and_goes_on_where_it_was()
    {
        string speech = Path.Combine(folder, "speech"), work = Path.Combine(folder, "work"), texts = Path.Combine(folder, "texts.txt"), kept = Path.Combine(folder, "kept.txt");
        string[] lines = ["안녕하세요, 반갑습니다.", "질문이 있나요?", "따뜻한 차를 마셨어요.", "지도를 읽습니다.", "빵을 먹어요.", "딸이 왔어요.", "꽃이 피었어요.", "문을 닫아요."];
        await Recipe.SucceedAsync(Here("small_hear.py"), Hear);
        foreach (var (name, voice) in new[] { ("a", "hana"), ("b", "yuri"), ("c", "jun"), ("d", "ken") })
            await Recipe.MakeSpeechAsync(speech, name, voice, "ko", lines[..2]);
        await Recipe.SucceedAsync("prepare.py", speech, work, "--dub", Recipe.Dub);
        await Recipe.SucceedAsync("weights.py", Recipe.ShippedPack, work, "--own", "ko", "--speakers", "0,1,2,3");
        await File.WriteAllLinesAsync(texts, [.. lines, "3개 주세요.", "세 개 주세요."]);
        await File.WriteAllLinesAsync(kept, [lines[0]]);
        string[] options = [work, Recipe.ShippedPack, "--hear", Hear, "--dub", Recipe.Dub, "--texts", texts, "--without", kept, "--pairs", Path.Combine(Recipe.Scripts, "sentences", "ko-pairs.tsv"),
            "--batch", "2", "--every", "2"];
        var said = await Recipe.SucceedAsync("listen.py", [.. options, "--steps", "2"]);
        Assert.Contains("6 texts, 1 held back, 107 sets", said, StringComparison.Ordinal); // without what is kept, and without numbers that would be written as digits
        await Recipe.SucceedAsync("listen.py", [.. options, "--steps", "8"]);
        var rows = File.ReadLines(Path.Combine(work, "listened.csv")).Select(l => l.Split(',', 3))
            .Select(c => (Step: int.Parse(c[0], System.Globalization.CultureInfo.InvariantCulture), What: JsonNode.Parse(c[2].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal))!)).ToList();
        Assert.Equal([0, 2, 4, 6, 8], rows.Select(r => r.Step));
        Assert.True((double)rows[^1].What["held_clear"]! < (double)rows[0].What["clear"]!, "what is heard is no likelier than before");
        Assert.True((double)rows[^1].What["held_mel"]! is > 0 and < 0.2, "the spectra went away from those of the beginning");

        // What was learned is a model like any other.
        File.Copy(Path.Combine(work, "listened.pt"), Path.Combine(work, "acoustic.pt"), overwrite: true);
        var pack = Path.Combine(folder, "pack");
        await Recipe.SucceedAsync("export.py", work, pack, "--own", "ko", "--pack", Recipe.ShippedPack, "--share", "0.5");
        Assert.True(File.Exists(Path.Combine(pack, "decode-ko.onnx")));
    }
}
