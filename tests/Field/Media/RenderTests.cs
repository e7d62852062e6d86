using System.Text.Json;
using Dubbing.CommandLine;
using Dubbing.Media;

namespace Dubbing.Field.Tests.Media;

/// <summary>Every row of <c>cases.tsv</c> as a user dubs it: <c>dub render</c> with a script and a voice. A line is spoken before the first beep; what was decided stands in <c>--json</c>.</summary>
[Trait("Category", "Long")]
[Collection(OneConsole.Name)]
public sealed class RenderTests : IDisposable
{
    private static Task<double>? reference;
    private readonly string folder = Directory.CreateTempSubdirectory("dubbing-render-").FullName;

    public static TheoryData<string> Readable { get; } = FieldCase.Where(c => c.Value("refused") is null);

    public static TheoryData<string> Refused { get; } = FieldCase.Where(c => c.Value("refused") is not null);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_row_is_dubbed_by_the_command_line(string file)
    {
        var row = FieldCase.Of(file);
        var path = await row.InAsync(folder);
        var info = await FfmpegTool.Work.Probe.ProbeAsync(path);
        var output = Path.Combine(folder, "out" + (row.Value("out") ?? (info.Video is null ? ".m4a" : ".mp4")));
        var ended = await DubAsync(folder, path, output);
        Assert.True(ended.Code == 0, ended.Error);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);

        var told = JsonDocument.Parse(ended.Output).RootElement;
        if (row.Number("seconds") is { } seconds)
            Assert.Equal(seconds, told.GetProperty("seconds").GetDouble(), row.Has("rough") ? 0.5 : 0.1);
        if (row.Number("picture") is { } picture)
            Assert.Equal((int)picture, told.GetProperty("picture").GetProperty("stream").GetInt32());
        if (row.Number("sound") is { } sound)
            Assert.Equal((int)sound, told.GetProperty("sound").GetProperty("stream").GetInt32());
        if (row.Number("covers") is { } covers)
            Assert.Equal((int)covers, told.GetProperty("covers").GetArrayLength());
        if (row.Has("copied"))
            Assert.True(told.GetProperty("picture").GetProperty("copied").GetBoolean());
        if (row.Value("encoded") is { } codec)
            Assert.Equal(codec, told.GetProperty("picture").GetProperty("encodedTo").GetString());
        var notes = told.GetProperty("notes").EnumerateArray().ToDictionary(n => n.GetProperty("key").GetString()!, n => n.GetProperty("text").GetString()!);
        // What a user has to know is said where they see it, too.
        foreach (var key in row.Values("notes"))
            Assert.Contains(notes[key], ended.Error, StringComparison.Ordinal);
        Assert.Equal(1, told.GetProperty("lines").GetArrayLength());

        var made = await FfmpegTool.Work.Probe.ProbeAsync(output);
        Assert.Equal(info.Seconds, made.Seconds, 0.06);
        Assert.Equal(info.Video is null, made.Video is null);
        // Nothing but the result is left.
        Assert.Single(Directory.EnumerateFiles(folder, "out*"));
        if (!row.Has("sync"))
            return;
        var before = await Sync.OffsetsAsync(path, info.Video!.Index, info.Audio!.Index);
        await Sync.SameAsync(before, info.Start, output, made, 0.010);
        Assert.Equal(await (reference ??= ReferenceAsync()), await Sync.OnsetAsync(output, made.Audio!.Index), 0.010);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_row_that_cannot_be_dubbed_is_refused_in_a_sentence_before_work_begins(string file)
    {
        var path = await FieldCase.Of(file).InAsync(folder);
        var ended = await DubAsync(folder, path, Path.Combine(folder, "out.mp4"));
        Assert.True(ended.Code == ExitCodes.BadInput, $"{ended.Code}: {ended.Error}");
        Assert.Contains(file, ended.Error, StringComparison.Ordinal);
        Assert.Single(ended.Error.Trim().Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(folder, "out*"));
    }

    /// <summary>When the line is heard to begin where nothing can be late.</summary>
    private static async Task<double> ReferenceAsync()
    {
        var own = Directory.CreateTempSubdirectory("dubbing-reference-").FullName;
        try
        {
            var output = Path.Combine(own, "out.m4a");
            var ended = await DubAsync(own, await FieldCase.Of("base.mp4").InAsync(own), output);
            Assert.True(ended.Code == 0, ended.Error);
            return await Sync.OnsetAsync(output, 0);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Error)> DubAsync(string folder, string video, string output)
    {
        var script = Path.Combine(folder, "line.srt");
        await File.WriteAllTextAsync(script, "1\n00:00:00,000 --> 00:00:01,500\n네.\n");
        return await OneConsole.RunAsync("render", video, "--script", script, "--voice", "hana", "-o", output, "--original", "keep", "--json");
    }
}
