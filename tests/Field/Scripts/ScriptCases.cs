using System.Globalization;
using Dubbing.CommandLine;
using Dubbing.Script;

namespace Dubbing.Field.Tests.Scripts;

/// <summary>Scripts as they come from people's disks: each row of <c>cases.tsv</c> says which lines a file gives and what is told.</summary>
public sealed class ScriptCases
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scripts");

    /// <summary>The rows of the table.</summary>
    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var row in File.ReadLines(Path.Combine(Folder, "cases.tsv")).Where(r => r.Length > 0 && !r.StartsWith('#')).Select(r => r.Split('\t')))
            rows.Add(row[0], row[1], row[2], row.ElementAtOrDefault(3) ?? "");
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_file_gives_what_its_writer_meant(string file, string options, string lines, string told)
    {
        var path = Path.Combine(Folder, "Files", file);
        if (lines.StartsWith('!'))
        {
            var error = await Assert.ThrowsAsync<DubbingException>(() => ScriptReader.ReadFileAsync(path, Options(options)));
            Assert.Equal(lines[1..], error.UserMessage.Key);
            Assert.Contains(file, error.UserMessage.Text(CultureInfo.GetCultureInfo("en")), StringComparison.Ordinal);
            return;
        }

        var document = await ScriptReader.ReadFileAsync(path, Options(options));
        Assert.Equal(lines, string.Join(" ¦ ", document.Cues.Select(Shown)));
        Assert.Equal(told, string.Join(' ', document.Problems.Select(p => $"{p.Line}:{p.Message.Key}")));
    }

    /// <summary>What the studio reads and what the command line reads is the same: a table written by it has the same lines.</summary>
    [Theory]
    [InlineData("yt-rolling.vtt", "")]
    [InlineData("bilingual.csv", "--lang ja")]
    [InlineData("two-sheets.xlsx", "--sheet s2")]
    [InlineData("zoom.vtt", "--names")]
    [InlineData("no-class-en-after.smi", "--column en")]
    public async Task The_command_line_reads_the_same(string file, string options)
    {
        var (path, table) = (Path.Combine(Folder, "Files", file), Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.csv"));
        try
        {
            Assert.Equal(ExitCodes.Done, await DubCommand.RunAsync(["script", "convert", path, table, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
            Assert.Equal((await ScriptReader.ReadFileAsync(path, Options(options))).Cues, (await ScriptReader.ReadFileAsync(table)).Cues);
        }
        finally
        {
            File.Delete(table);
        }
    }

    private static ScriptOptions Options(string text)
    {
        var (options, words) = (new ScriptOptions(), text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        for (var i = 0; i < words.Length; i++)
        {
            options = words[i] switch
            {
                "--names" => options with { NamesBeforeColon = true },
                "--lang" => options with { Language = LanguageCodes.TryParse(words[++i], out var language) ? language : throw new FormatException(text) },
                "--sheet" => options with { Sheet = words[++i] },
                "--column" => options with { Column = words[++i] },
                "--fps" => options with { FramesPerSecond = double.Parse(words[++i], CultureInfo.InvariantCulture) },
                _ => throw new FormatException(text),
            };
        }

        return options;
    }

    private static string Shown(Cue cue) =>
        $"{Seconds(cue.Start)}-{Seconds(cue.End)} {(cue.Speaker is null ? "" : $"<{cue.Speaker}> ")}{cue.Text.Replace('\n', '⏎')}";

    private static string Seconds(TimeSpan? time) => time?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
