namespace Dubbing.Hostile.Tests;

/// <summary>No file and no text ends the command line otherwise than by itself: one sentence, the right exit code, bounded memory.</summary>
[Trait("Category", "Unverified")]
public sealed class CommandLineTests : IDisposable
{
    private const int Done = 0, BadInput = 3;
    private readonly string folder = Directory.CreateTempSubdirectory("dub hostile;%20-").FullName;

    public static TheoryData<string> Scripts => [.. Hostile.Scripts.Keys];

    public static TheoryData<string> Texts => [.. Hostile.Texts.Keys];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_hostile_script_is_told_in_a_sentence(string name)
    {
        var (input, output) = (Path.Combine(folder, name), Path.Combine(folder, "out.srt"));
        await File.WriteAllBytesAsync(input, Hostile.Scripts[name]());
        var ended = await Dub.RunAsync("script", "convert", input, output);
        Ends(ended, Done, BadInput);
        if (ended.Code == BadInput)
            Assert.False(File.Exists(output));
        Assert.DoesNotContain("root:x", File.Exists(output) ? await File.ReadAllTextAsync(output) : "");
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task No_reader_runs_away_with_a_text(string name)
    {
        var lines = Path.Combine(folder, "lines.txt");
        await File.WriteAllTextAsync(lines, Hostile.Texts[name]());
        foreach (var language in new[] { "ko", "ja" })
        {
            var ended = await Dub.RunAsync("read", "--lines", lines, "--lang", language);
            Ends(ended, Done, BadInput);
        }
    }

    [Fact]
    public async Task A_line_beyond_the_limit_names_it_and_how_to_raise_it()
    {
        var lines = Path.Combine(folder, "lines.txt");
        await File.WriteAllTextAsync(lines, new string('나', 6_000));
        var refused = await Dub.RunAsync("read", "--lines", lines, "--lang", "ko");
        Ends(refused, BadInput);
        Assert.Contains("6,000", refused.Error);
        Assert.Contains("Limits__LineCharacters", refused.Error);
        var raised = await Dub.RunAsync("dotnet", [Dub.Program, "read", "--lines", lines, "--lang", "ko"], new Dictionary<string, string?> { ["Limits__LineCharacters"] = "7000" });
        Ends(raised, Done);
        var wrong = await Dub.RunAsync("dotnet", [Dub.Program, "read", "가"], new Dictionary<string, string?> { ["Limits__LineCharacters"] = "many" });
        Assert.Equal(2, wrong.Code);
    }

    [Fact]
    public async Task A_folder_a_pipe_and_a_device_are_no_files()
    {
        if (OperatingSystem.IsWindows())
            return;
        var pipe = Path.Combine(folder, "pipe.srt");
        await Dub.RunAsync("mkfifo", [pipe]);
        foreach (var path in new[] { pipe, "/dev/zero", folder, Path.Combine(folder, "missing.srt") })
        {
            Ends(await Dub.RunAsync("script", "convert", path, Path.Combine(folder, "out.srt")), BadInput);
            Ends(await Dub.RunAsync("read", "--lines", path), BadInput);
            Ends(await Dub.RunAsync("read", "가", "--dictionary", path), BadInput);
        }
    }

    [Fact]
    public async Task Nothing_writes_over_what_it_reads()
    {
        var script = Path.Combine(folder, "a.srt");
        await File.WriteAllTextAsync(script, "1\n00:00:01,000 --> 00:00:02,000\n안녕\n");
        var link = Path.Combine(folder, "b.srt");
        File.CreateSymbolicLink(link, script);
        var before = await File.ReadAllTextAsync(script);
        Ends(await Dub.RunAsync("script", "convert", script, script), BadInput);
        Ends(await Dub.RunAsync("script", "convert", script, link), BadInput);
        Ends(await Dub.RunAsync("script", "convert", script, Path.Combine(folder, "none", "a.srt")), BadInput);
        Assert.Equal(before, await File.ReadAllTextAsync(script));
        if (!OperatingSystem.IsWindows())
            Ends(await Dub.RunAsync("speak", "안녕", "--voice", "hana", "-o", "/dev/null"), BadInput);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2_000_000_000, 1)]
    [InlineData(48_000, 255)]
    public async Task A_sound_that_lies_about_itself_is_refused_before_it_is_decoded(int rate, short channels)
    {
        var (sound, script) = (Path.Combine(folder, "a.wav"), Path.Combine(folder, "a.txt"));
        await File.WriteAllBytesAsync(sound, Hostile.Wave(rate, channels));
        await File.WriteAllTextAsync(script, "안녕하세요");
        var ended = await Dub.RunAsync("render", sound, "--script", script, "--voice", "hana", "-o", Path.Combine(folder, "out.m4a"));
        Ends(ended, BadInput);
        Assert.False(File.Exists(Path.Combine(folder, "out.m4a")));
    }

    private static void Ends(Ended ended, params int[] codes)
    {
        Assert.True(codes.Contains(ended.Code), $"{ended.Code}: {ended.Error}");
        Assert.DoesNotContain("   at ", ended.Error);
        if (ended.Code == BadInput)
            Assert.InRange(ended.Error.Trim().Length, 10, 4_000);
    }
}
