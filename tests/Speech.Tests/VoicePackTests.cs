using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dubbing.Readings;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Sound;
using Dubbing.Speech.Synthesis;

namespace Dubbing.Speech.Tests;

/// <summary>Broken packs are named and skipped; the rest of the studio goes on.</summary>
public sealed class VoicePackTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-packs-").FullName;
    private readonly string pack;

    public VoicePackTests()
    {
        pack = Path.Combine(folder, "studio");
        Directory.CreateDirectory(pack);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(VoicePackCatalogue.FindFolder()!, "studio")))
            File.Copy(file, Path.Combine(pack, Path.GetFileName(file)));
        Edit(m => m.AsObject().Remove("own_graphs")); // so that the common graphs speak every language
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(Path.Combine(pack, "vocoder.onnx"));
        Problem("PackFileMissing", "vocoder.onnx");
    }

    [Fact]
    public void A_broken_manifest_is_named()
    {
        File.WriteAllText(Path.Combine(pack, "voice.json"), "{ \"id\": \"studio\"");
        Problem("PackUnreadable", "studio");
    }

    [Fact]
    public void A_pack_for_a_newer_program_is_not_loaded()
    {
        Edit(m => m["engine"] = VoicePackManifest.EngineVersion + 1);
        Problem("PackTooNew", "studio");
    }

    [Theory]
    [InlineData("id", "\"other\"")]
    [InlineData("hop", "256")]
    [InlineData("symbols", "[\"pau\", \"x\"]")]
    [InlineData("licence", "\"\"")]
    [InlineData("credit", "\" \"")]
    [InlineData("voices", "[]")]
    [InlineData("sample_rate", "0")]
    public void A_wrong_field_is_named(string field, string value)
    {
        Edit(m => m[field] = JsonNode.Parse(value));
        Problem("PackField", field);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("../studio/hana-ko.wav/../../x.wav")]
    [InlineData("")]
    [InlineData("a\0b.wav")]
    [InlineData("voice.json")]
    [InlineData("link.wav")]
    [InlineData("folder/inner.wav")]
    [InlineData("pipe.wav")]
    [InlineData("round.wav")]
    public void A_sample_comes_from_inside_its_pack_and_is_a_sound(string path)
    {
        File.WriteAllText(Path.Combine(folder, "outside.wav"), "somebody else's");
        File.CreateSymbolicLink(Path.Combine(pack, "link.wav"), Path.Combine(folder, "outside.wav"));
        Directory.CreateDirectory(Path.Combine(folder, "elsewhere"));
        File.WriteAllText(Path.Combine(folder, "elsewhere", "inner.wav"), "somebody else's");
        Directory.CreateSymbolicLink(Path.Combine(pack, "folder"), Path.Combine(folder, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(pack, "round.wav"), Path.Combine(pack, "round.wav"));
        Directory.CreateDirectory(Path.Combine(pack, "pipe.wav"));
        Edit(m => m["voices"]![0]!["samples"] = new JsonObject { ["ko"] = path });
        Problem("PackField", "samples");
    }

    [Theory]
    [InlineData("encode.onnx")]
    [InlineData("vocoder.onnx")]
    public void A_graph_is_a_file_of_the_pack(string graph)
    {
        File.Move(Path.Combine(pack, graph), Path.Combine(folder, graph));
        File.CreateSymbolicLink(Path.Combine(pack, graph), Path.Combine(folder, graph));
        Problem("PackField", graph);
    }

    [Theory]
    [InlineData("voices", "[null]")]
    [InlineData("trained_on", "[null]")]
    [InlineData("voices", "null")]
    [InlineData("files", "{}")]
    [InlineData("symbols", "[null]")]
    [InlineData("voices", "[{}]")]
    [InlineData("voices", "7")]
    [InlineData("sample_rate", "1e999")]
    public void What_is_missing_in_a_pack_stops_nobody(string field, string value)
    {
        Edit(m => m[field] = JsonNode.Parse(value.Replace("1e999", "99999999999999999999", StringComparison.Ordinal)));
        var catalogue = new VoicePackCatalogue(folder);
        Assert.Empty(catalogue.Voices);
        Assert.Contains("studio", catalogue.Problems[0].Text(CultureInfo.GetCultureInfo("en")));
    }

    [Fact]
    public void A_manifest_without_an_end_is_not_read()
    {
        using (var large = new FileStream(Path.Combine(pack, "voice.json"), FileMode.Open))
            large.SetLength(8L << 30); // takes no room on the disk
        Problem("PackUnreadable", "studio");
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(48000)]
    public void A_pack_of_another_sampling_rate_is_refused_though_its_hop_agrees(int rate)
    {
        Edit(m => (m["sample_rate"], m["hop"]) = (rate, rate / 80));
        Problem("PackField", "sample_rate");
    }

    [Fact]
    public async Task A_changed_file_is_found_before_it_speaks()
    {
        var file = Path.Combine(pack, "decode.onnx");
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)]);
        await FailsAsync("PackChecksum", "decode.onnx");
    }

    [Fact]
    public async Task A_model_cut_short_before_its_checksum_was_taken_is_named()
    {
        await ReplaceAsync("vocoder.onnx", b => b[..(b.Length / 3)]);
        await FailsAsync("PackGraph", "vocoder.onnx");
    }

    [Fact]
    public async Task A_model_of_another_kind_is_named()
    {
        var other = await File.ReadAllBytesAsync(Path.Combine(pack, "decode.onnx"));
        await ReplaceAsync("prosody.onnx", _ => other);
        await FailsAsync("PackGraph", "prosody.onnx");
    }

    [Theory]
    [InlineData("encode.onnx")]
    [InlineData("decode.onnx")]
    [InlineData("vocoder.onnx")]
    public async Task Spoiled_weights_are_an_error_and_never_noise(string file)
    {
        // 0x7E7E is no number in half precision; the middle of the file lies in the weights.
        await ReplaceAsync(file, b =>
        {
            b.AsSpan(b.Length / 2, 4096).Fill(0x7E);
            return b;
        });
        await FailsAsync("PackOutput", file == "decode.onnx" ? "vocoder.onnx" : file);
    }

    [Fact]
    public async Task A_sound_that_an_older_pack_does_not_know_is_named()
    {
        Edit(m => m["symbols"] = new JsonArray([.. PhonemeInventory.Symbols.Take(20).Select(s => JsonValue.Create(s))]));
        await FailsAsync("UnknownSymbol", "ㅔ");
    }

    [Fact]
    public async Task A_speaker_that_the_model_does_not_have_is_an_error()
    {
        Edit(m => m["voices"]![0]!["speaker"] = 99);
        await FailsAsync("PackGraph", "encode.onnx");
    }

    [Fact]
    public async Task A_language_with_graphs_of_its_own_is_spoken_with_them_and_the_other_as_before()
    {
        var before = new VoicePackCatalogue(folder).Voices[0];
        var (korean, japanese) = (await SayAsync(Language.Korean), await SayAsync(Language.Japanese));
        await OwnKoreanAsync();
        Assert.Equal(before.FingerprintOf(Language.Korean), new VoicePackCatalogue(folder).Voices[0].FingerprintOf(Language.Korean)); // the same models
        Assert.Equal(korean, await SayAsync(Language.Korean));

        // Spoiled, it is Korean alone that can't be spoken: so it was these graphs that spoke it.
        await ReplaceAsync("decode-ko.onnx", b => b[..(b.Length / 3)]);
        var now = new VoicePackCatalogue(folder).Voices[0];
        Assert.NotEqual(before.FingerprintOf(Language.Korean), now.FingerprintOf(Language.Korean));
        Assert.Equal(before.FingerprintOf(Language.Japanese), now.FingerprintOf(Language.Japanese)); // takes in it stay
        await FailsAsync("PackGraph", "decode-ko.onnx");
        Assert.Equal(japanese, await SayAsync(Language.Japanese));
    }

    [Theory]
    [InlineData("encode-ko.onnx")]
    [InlineData("decode-ko.onnx")]
    public async Task A_language_whose_own_graphs_are_not_all_there_is_named(string file)
    {
        await OwnKoreanAsync();
        File.Delete(Path.Combine(pack, file));
        Problem("PackFileMissing", file);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("KO")]
    [InlineData("../ko")]
    public void Graphs_of_a_language_that_there_is_not_are_a_wrong_field(string code)
    {
        Edit(m => m["own_graphs"] = new JsonArray(code));
        Problem("PackField", "own_graphs");
    }

    [Fact]
    public void An_empty_folder_says_what_to_do()
    {
        var catalogue = new VoicePackCatalogue(Path.Combine(folder, "nothing"));
        Assert.Equal("NoVoices", Assert.Single(catalogue.Problems).Key);
    }

    [Fact]
    public void Whole_frames_add_up_to_the_asked_length()
    {
        double[] durations = [12, 4.4, 3.3, 7.7, 2.2, 12];
        Assert.Equal((int)Math.Round(17.6 / 1.1) + 24, OnnxSynthesizer.WholeFrames(durations, 1.1).Sum());
        Assert.All(OnnxSynthesizer.WholeFrames([12, 0.1, 0.1, 0.1, 12], 4), f => Assert.True(f >= 1));
    }

    [Fact]
    public void Loudness_agrees_with_the_standards_test_tone()
    {
        // EBU Tech 3341, case 1: a 1 kHz sine at −23 dBFS in both channels reads −23 LUFS; in one channel 3 LU less.
        var tone = Enumerable.Range(0, 24000 * 5).Select(i => (float)(Math.Pow(10, -23 / 20.0) * Math.Sin(2 * Math.PI * 1000 * i / 24000))).ToArray();
        Assert.Equal(-26, Loudness.Of(tone, 24000), 0.1);
        Assert.Equal(double.NegativeInfinity, Loudness.Of(new float[24000], 24000));
    }

    [Fact]
    public void The_pulse_train_has_the_asked_period()
    {
        var pulses = PulseTrain.Of([.. Enumerable.Repeat(200f, 40)]);
        var peaks = Enumerable.Range(1, pulses.Length - 2).Where(i => pulses[i] > pulses[i - 1] && pulses[i] >= pulses[i + 1] && pulses[i] > 0.5 * pulses.Max()).ToArray();
        Assert.All(peaks.Zip(peaks.Skip(1)), p => Assert.Equal(120, p.Second - p.First));
    }

    private async Task ReplaceAsync(string file, Func<byte[], byte[]> change)
    {
        var path = Path.Combine(pack, file);
        var bytes = change(await File.ReadAllBytesAsync(path));
        await File.WriteAllBytesAsync(path, bytes);
        Edit(m => m["files"]![file] = Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Gives Korean copies of the common graphs as its own.</summary>
    private async Task OwnKoreanAsync()
    {
        foreach (var graph in (ReadOnlySpan<string>)["encode", "prosody", "decode"])
            File.Copy(Path.Combine(pack, graph + ".onnx"), Path.Combine(pack, graph + "-ko.onnx"), overwrite: true);
        foreach (var graph in (string[])["encode", "prosody", "decode"])
            await ReplaceAsync(graph + "-ko.onnx", b => b);
        Edit(m => m["own_graphs"] = new JsonArray("ko"));
    }

    private async Task<float[]> SayAsync(Language language)
    {
        var catalogue = new VoicePackCatalogue(folder);
        using var synthesizer = new OnnxSynthesizer(catalogue, new ExecutionProviderChoice());
        var reading = language == Language.Korean ? new Readings.Korean.KoreanReader().Read("네") : new Readings.Japanese.JapaneseReader().Read("はい");
        var plan = await synthesizer.PlanAsync(reading, catalogue.Voices[0], CancellationToken.None);
        return (await synthesizer.SpeakAsync(plan, catalogue.Voices[0], new VoiceControls(), CancellationToken.None)).Samples;
    }

    private async Task FailsAsync(string key, string named)
    {
        var catalogue = new VoicePackCatalogue(folder);
        using var synthesizer = new OnnxSynthesizer(catalogue, new ExecutionProviderChoice());
        var error = await Assert.ThrowsAsync<DubbingException>(async () =>
        {
            var plan = await synthesizer.PlanAsync(new Readings.Korean.KoreanReader().Read("네"), catalogue.Voices[0], CancellationToken.None);
            await synthesizer.SpeakAsync(plan, catalogue.Voices[0], new VoiceControls(), CancellationToken.None);
        });
        Assert.Equal(key, error.UserMessage.Key);
        Assert.Contains(named, error.UserMessage.Text(new CultureInfo("ko")), StringComparison.Ordinal);
        Assert.Contains("studio", error.UserMessage.Text(new CultureInfo("en")), StringComparison.Ordinal);
    }

    private void Edit(Action<JsonNode> change)
    {
        var path = Path.Combine(pack, "voice.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private void Problem(string key, string named)
    {
        var catalogue = new VoicePackCatalogue(folder);
        Assert.Empty(catalogue.Voices);
        var problem = catalogue.Problems[0];
        Assert.Equal(key, problem.Key);
        Assert.Contains(named, problem.Text(new CultureInfo("ja")), StringComparison.Ordinal);
    }
}
