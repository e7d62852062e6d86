using Dubbing.CommandLine;
using Dubbing.Field.Tests.Media;

namespace Dubbing.Field.Tests;

/// <summary>Lines outside the video: named, never cut or lost without a word, and a way out.</summary>
[Collection(OneConsole.Name)]
public sealed class OutsideTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-outside-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The video lasts 12 seconds.</summary>
    [Theory]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\n안에 있다\n\n2\n00:00:13,000 --> 00:00:14,000\n밖에 있다\n\n3\n999:00:00,000 --> 999:00:01,000\n아주 멀리 있다\n", "", 1, "2,00:00:13|3,999:00:00")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\n앞으로 나간다\n\n2\n00:00:08,000 --> 00:00:09,000\n안에 있다\n", "--shift=-2", 1, "1,00:00:01")]
    [InlineData("1\n01:00:02,000 --> 01:00:04,000\n첫째\n\n2\n01:00:06,000 --> 01:00:08,000\n둘째\n", "--shift=-01:00:00", 2, "")]
    public async Task A_line_outside_is_named_and_the_others_are_dubbed(string script, string options, int dubbed, string named)
    {
        var (code, output, error) = await DubAsync(script, options);
        Assert.True(code == (named.Length == 0 ? ExitCodes.Done : ExitCodes.BadInput), $"{code}: {error}");
        Assert.Equal(dubbed, System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("lines").GetArrayLength());
        var told = error.Split('\n');
        foreach (var line in named.Split('|', StringSplitOptions.RemoveEmptyEntries))
            Assert.Contains(told, t => line.Split(',').All(part => t.Contains(part, StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(folder, "out.mp4")));
    }

    [Theory]
    [InlineData("1\n01:00:02,000 --> 01:00:04,000\n첫째\n\n2\n01:00:06,000 --> 01:00:08,000\n둘째\n", "--shift -01:00:00")]
    [InlineData("1\n00:10:02,000 --> 00:10:04,000\n첫째\n", "00:10:02")]
    public async Task Where_all_lie_outside_nothing_is_made_and_the_way_out_is_said(string script, string said)
    {
        var (code, _, error) = await DubAsync(script, "");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(said, error.Replace("--shift=", "--shift ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("script.srt", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "out.mp4")));
    }

    private async Task<(int Code, string Output, string Error)> DubAsync(string script, string options)
    {
        var path = Path.Combine(folder, "script.srt");
        await File.WriteAllTextAsync(path, script);
        return await OneConsole.RunAsync(["render", await FieldCase.Of("base.mp4").InAsync(folder), "--script", path, "--voice", "hana", "-o", Path.Combine(folder, "out.mp4"), "--json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
