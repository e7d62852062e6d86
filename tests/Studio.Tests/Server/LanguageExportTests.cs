using System.IO.Compression;
using System.Text.Json;
using Dubbing.Media;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What leaves a project of two languages: one of them, or all in one file, with all that lies beside it for each.</summary>
public sealed class LanguageExportTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Guid project;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(speech.AddTo);
        project = (await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId))).Id;
        await studio.UploadAsync(project, await TestMedia.MakeAsync("languages.mp4", TestMedia.Video), "강의.mp4");
        await studio.UntilAsync(project, c => c.Media is not null && c.Jobs.Count > 0 && c.Jobs.All(j => !j.IsActive));
        await studio.Projects.InsertLineAsync(project, text: "하나 둘", startSeconds: 0.5, endSeconds: 1.5);
        await studio.Projects.InsertLineAsync(project, text: "셋", startSeconds: 2, endSeconds: 3);
        await studio.Services.GetRequiredService<IProjectLanguages>().AddAsync(project, Language.Japanese, copyText: false);
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task All_languages_leave_in_one_file_with_what_lies_beside_it_for_each()
    {
        await WriteAsync("いち、に", "さん");
        var file = await ExportAsync(new ExportArguments { Format = "mkv", Languages = ["ja", "ko"], NoticeSpoken = true, Extras = ["stems", "lines", "srt"] });
        var folder = Directory.CreateTempSubdirectory("studio-languages-");
        try
        {
            await ZipFile.ExtractToDirectoryAsync(file, folder.FullName);
            var names = Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.FullName, f)).ToList();
            foreach (var code in (string[])["ko", "ja"])
            {
                Assert.Contains(names, n => n.EndsWith($".{code}.srt", StringComparison.Ordinal));
                Assert.Contains(names, n => n.EndsWith($".lines.{code}.zip", StringComparison.Ordinal));
                Assert.Contains(Path.Combine("stems", code, "original.wav"), names);
                // The sentence that says that the speech is synthetic is spoken in each.
                Assert.Contains(Path.Combine("stems", code, "dub-notice.wav"), names);
            }

            var streams = await StreamsAsync(names.Single(n => n.EndsWith(".mkv", StringComparison.Ordinal)), folder.FullName);
            Assert.Equal([("audio", "jpn"), ("audio", "kor"), ("subtitle", "jpn"), ("subtitle", "kor")], streams.Where(s => s.Type != "video").OrderBy(s => s.Type).Select(s => (s.Type, s.Language)));
            Assert.Equal(2, speech.Spoken.Count(t => t.Contains("합성 음성", StringComparison.Ordinal) || t.Contains("合成音声", StringComparison.Ordinal)));
            Assert.Contains("いち、に", await File.ReadAllTextAsync(Path.Combine(folder.FullName, names.Single(n => n.EndsWith(".ja.srt", StringComparison.Ordinal)))), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task One_language_leaves_alone_and_nothing_of_the_other_is_spoken_for_it()
    {
        await WriteAsync("いち、に", "さん");
        var file = await ExportAsync(new ExportArguments { Format = "mp4", Languages = ["ja"] });
        Assert.Equal([("audio", "jpn"), ("subtitle", "jpn")], (await StreamsAsync(file, "")).Where(s => s.Type != "video").Select(s => (s.Type, s.Language)));
        Assert.Equal(["いち、に", "さん"], speech.Spoken.Order(StringComparer.Ordinal));
        // An export of before languages asks for none: the first one.
        file = await ExportAsync(new ExportArguments { Format = "mp4" });
        Assert.Equal([("audio", "kor"), ("subtitle", "kor")], (await StreamsAsync(file, "")).Where(s => s.Type != "video").Select(s => (s.Type, s.Language)));
    }

    [Fact]
    public async Task A_language_without_lines_and_a_file_that_holds_one_are_told()
    {
        var job = await EndedAsync(new ExportArguments { Format = "mp4", Languages = ["ko", "ja"] });
        Assert.Equal((JobState.Failed, "ExportNoLinesIn"), (job.State, job.Error!.Key));
        await WriteAsync("いち", "に");
        job = await EndedAsync(new ExportArguments { Format = "wav", Languages = ["ko", "ja"] });
        Assert.Equal((JobState.Failed, "OneLanguageOnly"), (job.State, job.Error!.Key));
    }

    private async Task WriteAsync(params string[] texts)
    {
        foreach (var (line, text) in (await studio.Projects.LoadAsync(project, Language.Japanese))!.Lines.Zip(texts))
            await studio.Projects.SaveLineTextAsync(line.Id, text);
    }

    private async Task<Job> EndedAsync(ExportArguments asked)
    {
        var job = await studio.Services.GetRequiredService<IJobQueue>().EnqueueExportAsync(project, asked);
        return (await studio.UntilAsync(project, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive))).Jobs.Single(j => j.Id == job.Id);
    }

    private async Task<string> ExportAsync(ExportArguments asked)
    {
        var job = await EndedAsync(asked);
        Assert.Equal((JobState.Done, null), (job.State, job.Error?.Text()));
        return studio.Services.GetRequiredService<DataFolder>().ExportFile(job.Id, job.ResultName!);
    }

    private static async Task<List<(string Type, string Language)>> StreamsAsync(string file, string folder)
    {
        using var json = JsonDocument.Parse(await FfmpegTool.ProbeAsync(["-of", "json", "-show_streams", "file:" + Path.Combine(folder, file)]));
        return [.. json.RootElement.GetProperty("streams").EnumerateArray().Select(s => (s.GetProperty("codec_type").GetString()!, s.TryGetProperty("tags", out var tags) && tags.TryGetProperty("language", out var value) ? value.GetString()! : ""))];
    }
}
