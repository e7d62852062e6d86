using System.Text.Json.Nodes;

namespace Dubbing.Recipe.Tests;

/// <summary>The score script on the shipped pack, without a recogniser.</summary>
public sealed class ScoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-score-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_shipped_voices_keep_pitch_length_and_level_and_the_report_says_so()
    {
        var report = Path.Combine(folder, "REPORT.md");
        await Recipe.SucceedAsync("score.py", Recipe.ShippedPack, "--dub", Recipe.Dub, "--work", Path.Combine(folder, "work"), "--voices", "ken", "--limit", "2",
            "--parts", "sound,pitch,lengths", "--report", report);
        var measured = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "work", "results.json")))!;
        Assert.All(measured["pitch"]!.AsArray(), r => Assert.True((double)r!["rmse"]! < 1, $"pitch: {r.ToJsonString()}"));
        Assert.Equal(10, measured["pitch"]!.AsArray().Count); // two languages, five heights
        Assert.All(measured["lengths"]!.AsArray(), r => Assert.True((int)r!["whole"]! == 0 && (double)r["median"]! <= 25, $"lengths: {r.ToJsonString()}"));
        Assert.All(measured["sound"]!.AsArray(), r => Assert.All(r!["loudness"]!.AsArray(), l => Assert.InRange((double)l!, -24, -22)));
        var written = await File.ReadAllTextAsync(report);
        Assert.Contains("## Pitch", written, StringComparison.Ordinal);
        Assert.Contains("| ja | ken |", written, StringComparison.Ordinal);
    }
}
