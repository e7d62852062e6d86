using System.Globalization;
using System.Text.Json.Nodes;
using Dubbing.Readings;
using Dubbing.Speech.Models;
using Dubbing.Speech.Packs;
using Dubbing.Speech.Sound;

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
    public void A_wrong_field_is_named(string field, string value)
    {
        Edit(m => m[field] = JsonNode.Parse(value));
        Problem("PackField", field);
    }

    [Fact]
    public async Task A_changed_file_is_found_before_it_speaks()
    {
        var file = Path.Combine(pack, "decode.onnx");
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)]);
        var catalogue = new VoicePackCatalogue(folder);
        using var synthesizer = new OnnxSynthesizer(catalogue, new ExecutionProviderChoice());
        var error = await Assert.ThrowsAsync<DubbingException>(() => synthesizer.PlanAsync(new Readings.Korean.KoreanReader().Read("네"), catalogue.Voices[0], CancellationToken.None));
        Assert.Equal("PackChecksum", error.UserMessage.Key);
        Assert.Contains("decode.onnx", error.UserMessage.Text(new CultureInfo("ko")), StringComparison.Ordinal);
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
