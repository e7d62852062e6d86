using System.Diagnostics;

namespace Dubbing.Hostile.Tests;

/// <summary>No file and no text ends the command line otherwise than by itself: one sentence, the right exit code, bounded memory, time and disk.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const int Done = 0, BadInput = 3;
    private readonly string folder = Directory.CreateTempSubdirectory("dub hostile;%20-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_hostile_script_is_told_in_a_sentence() => Assert.Empty(await Walk.RunAsync(Walk.Some(Scripts.All, 9)));

    [Fact]
    public async Task No_reader_runs_away_with_a_text() => Assert.Empty(await Walk.RunAsync(Walk.Some(OtherInputs.Reading, 5)));

    [Fact]
    public async Task Dictionaries_tables_styles_edits_and_what_is_no_file_are_told() => Assert.Empty(await Walk.RunAsync(Walk.Some(OtherInputs.All, 5)));

    [Fact]
    public async Task A_hostile_project_is_told_by_its_field() => Assert.Empty(await Walk.RunAsync(Walk.Some(Projects.All, 7)));

    [Fact]
    public async Task A_hostile_medium_is_told_before_it_is_decoded() => Assert.Empty(await Walk.RunAsync(Walk.Some(Media.All, 12)));

    [Fact]
    [Trait("Category", "Long")]
    public async Task The_longest_line_is_spoken_in_bounded_memory()
    {
        Outcome? spoken = null;
        Assert.Empty(await Walk.RunAsync([OtherInputs.Longest], o => spoken = o));
        Assert.True(spoken!.Code == Done, spoken.Error);
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

    [Theory]
    [InlineData("ko", 949, "안녕.\n\nДа, 안녕.\n", "Да", 3)]
    [InlineData("ja", 932, "はい。\n\nДа、はい。\n", "Да", 3)]
    [InlineData("ko", 65001, "안녕.\n\nสวัสดี 안녕.\nمرحبا\n", "สวัสดี|مرحبا", 4)]
    public async Task Lines_in_old_encodings_keep_their_blanks_and_tell_what_is_not_spoken(string language, int codePage, string text, string named, int rows)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var lines = Path.Combine(folder, "lines.txt");
        await File.WriteAllBytesAsync(lines, System.Text.Encoding.GetEncoding(codePage).GetBytes(text));
        var read = await Dub.RunAsync("read", "--lines", lines, "--lang", language);
        Ends(read, Done);
        var said = read.Output.ReplaceLineEndings("\n").Split('\n')[..^1];
        Assert.Equal(rows, said.Length);
        Assert.Equal("", said[1]);
        Assert.All(named.Split('|'), n => Assert.Contains(n, read.Error, StringComparison.Ordinal));
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
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task Ended_in_the_middle_it_leaves_nothing_behind(string signal, int code)
    {
        if (OperatingSystem.IsWindows())
            return;
        var (sound, script, results) = (Path.Combine(folder, "long.wav"), Path.Combine(folder, "a.srt"), Path.Combine(folder, "out"));
        await File.WriteAllBytesAsync(sound, Files.Wave(8_000, 1, 8_000 * 7_200));
        await File.WriteAllTextAsync(script, "1\n00:00:01,000 --> 00:00:02,000\n안녕\n");
        Directory.CreateDirectory(results);
        using var writing = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(results) { EnableRaisingEvents = true };
        watcher.Created += (_, e) => writing.Release();
        // Whoever runs the tests under nohup or in the background of a script ignores HUP and INT, and hands that on: here they count again.
        string[] heard = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,HUP,TERM", "dotnet"] : ["dotnet"];
        using var process = Process.Start(new ProcessStartInfo(heard[0], [.. heard[1..], Dub.Program, "render", sound, "--script", script, "--voice", "hana", "-o", Path.Combine(results, "o.flac")])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["DUBBING_VOICES"] = Path.Combine(Dub.Root(), "voices"), ["LANG"] = "en" },
        })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            Assert.True(await writing.WaitAsync(TimeSpan.FromMinutes(2)), "It never began to write.");
            using (var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!)
                await kill.WaitForExitAsync();
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
            Assert.True(code == process.ExitCode, $"{process.ExitCode}: {await error}");
            Assert.Empty(Directory.EnumerateFileSystemEntries(results));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_disk_that_fills_up_in_the_middle_is_told_and_nothing_is_left_on_it()
    {
        var small = Directory.CreateDirectory(Path.Combine(folder, "small")).FullName;
        if (!OperatingSystem.IsLinux() || (await Dub.RunAsync("mount", ["-t", "tmpfs", "-o", "size=2m", "none", small])).Code != 0)
            return; // only root may mount, and not everywhere
        try
        {
            var (sound, script) = (Path.Combine(folder, "v.wav"), Path.Combine(folder, "a.srt"));
            await File.WriteAllBytesAsync(sound, Files.Wave(8_000, 1, 8_000 * 60));
            await File.WriteAllTextAsync(script, "1\n00:00:01,000 --> 00:00:02,000\n안녕\n");
            // A minute as WAV is seventeen megabytes, as FLAC of silence next to nothing: there it is the stems that do not fit.
            foreach (string[] results in (string[][])[[Path.Combine(small, "o.wav")], [Path.Combine(small, "o.flac"), "--stems", Path.Combine(small, "stems")]])
            {
                var ended = await Dub.RunAsync("dotnet", [Dub.Program, "render", sound, "--script", script, "--voice", "hana", "-o", .. results]);
                Ends(ended, 1);
                Assert.Contains("disk is full", ended.Error, StringComparison.OrdinalIgnoreCase);
                Assert.All(Directory.EnumerateFiles(small, "*", SearchOption.AllDirectories), f => Assert.Equal("o.flac", Path.GetFileName(f)));
            }
        }
        finally
        {
            await Dub.RunAsync("umount", ["-l", small]);
        }
    }

    private static void Ends(Ended ended, params int[] codes)
    {
        Assert.True(codes.Contains(ended.Code), $"{ended.Code}: {ended.Error}");
        Assert.DoesNotContain("   at ", ended.Error);
        if (ended.Code == BadInput)
            Assert.InRange(ended.Error.Trim().Length, 10, 4_000);
    }
}
