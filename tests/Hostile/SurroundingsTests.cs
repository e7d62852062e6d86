namespace Dubbing.Hostile.Tests;

/// <summary>Machines as people have them: other locales, no home, no temporary folder, no cultures.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dub-around-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Where commas part the fraction, <c>--rate 1.2</c> was read as 12.</summary>
    [Theory]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("LC_ALL", "tr_TR.UTF-8")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [InlineData("HOME", "/nonexistent/home")]
    [InlineData("HOME", null)]
    [InlineData("TZ", "Nowhere/At_all")]
    public async Task Whatever_the_machine_is_like_a_number_is_that_number(string variable, string? value)
    {
        var sound = Path.Combine(folder, "a.wav");
        var spoken = await Dub.RunAsync("dotnet", [Dub.Program, "speak", "안녕하세요", "--voice", "hana", "--rate", "1.2", "-o", sound], Around(variable, value));
        Assert.True(spoken.Code == 0, spoken.Error);
        Assert.True(new FileInfo(sound).Length > 20_000);
    }

    [Fact]
    public async Task A_temporary_folder_that_is_missing_is_named()
    {
        var (sound, script, missing) = (Path.Combine(folder, "v.wav"), Path.Combine(folder, "a.srt"), Path.Combine(folder, "gone"));
        await File.WriteAllBytesAsync(sound, Files.Wave(8_000, 1, 8_000 * 3));
        await File.WriteAllTextAsync(script, "1\n00:00:01,000 --> 00:00:02,000\n안녕\n");
        var ended = await Dub.RunAsync("dotnet", [Dub.Program, "render", sound, "--script", script, "--voice", "hana", "-o", Path.Combine(folder, "o.flac")], Around("TMPDIR", missing));
        Assert.Equal(1, ended.Code);
        Assert.Contains(missing, ended.Error, StringComparison.Ordinal);
        Assert.Contains("TMPDIR", ended.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "o.flac")));
    }

    private static Dictionary<string, string?> Around(string variable, string? value) => new() { [variable] = value };
}
