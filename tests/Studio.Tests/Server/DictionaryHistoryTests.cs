using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Korean;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>The words of a project are a part of it: undone and done again, kept in versions, and along in copies and files.</summary>
public sealed class DictionaryHistoryTests : IAsyncLifetime
{
    private static readonly DictionaryEntry Gpu = new(Language.Korean, "GPU", "그래픽 카드") { Note = "한국어로" };

    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Project project = null!;

    private IDictionaryStore Words => studio.Services.GetRequiredService<IDictionaryStore>();

    public async Task InitializeAsync()
    {
        studio = await StartAsync();
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(project.Id, text: "GPU가 빠르다");
        await studio.Projects.InsertLineAsync(project.Id, text: "구름이 흐른다");
        await RenderAsync();
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task A_kept_word_is_undone_and_done_again_with_the_takes_that_it_changed()
    {
        var before = (await LinesAsync())[0].TakeKey;
        await Words.KeepAsync(project.Id, Gpu);
        await RenderAsync();
        var after = (await LinesAsync())[0].TakeKey;
        Assert.NotEqual(before, after);

        Assert.Equal("EditWord", (await studio.Projects.UndoAsync(project.Id))!.Label.Key);
        Assert.Empty(await WordsAsync(project.Id));
        Assert.Equal((before, false), await FirstAsync());
        await studio.RestartAsync();
        Assert.NotNull(await studio.Projects.RedoAsync(project.Id));
        Assert.Equal([Gpu], await WordsAsync(project.Id));
        Assert.Equal((after, false), await FirstAsync());
        Assert.Equal(0, (await LinesAsync()).Count(l => l.NeedsRender));
    }

    [Fact]
    public async Task Changed_deleted_and_imported_words_are_steps_each()
    {
        await Words.AddAsync(project.Id, Gpu);
        var id = (await Words.ListAsync(project.Id)).Single().Id;
        await Words.ChangeAsync(id, Gpu with { Reading = "지피유" });
        await Words.ImportAsync(project.Id, "language,surface,reading\nko,CPU,시피유\nko,GPU,쥐피유\n"u8.ToArray());
        await Words.DeleteAsync([id]);
        Assert.Equal(["CPU=시피유"], await SaidAsync());
        var steps = new List<string>();
        while (await studio.Projects.UndoAsync(project.Id) is { Label.Key: var key } && key.StartsWith("EditWord", StringComparison.Ordinal))
            steps.Add($"{key}: {string.Join(' ', await SaidAsync())}");
        Assert.Equal(["EditWordDelete: CPU=시피유 GPU=쥐피유", "EditWordsImport: GPU=지피유", "EditWord: GPU=그래픽 카드", "EditWord: "], steps);
    }

    [Fact]
    public async Task A_word_kept_from_a_line_is_one_step_with_the_line()
    {
        var line = (await LinesAsync())[0];
        await studio.Projects.SaveLineTextAsync(line.Id, "{GPU|그래픽 카드}가 빠르다");
        await Words.KeepFromLineAsync(line.Id, Gpu, "GPU가 빠르다");
        Assert.Equal("GPU가 빠르다", (await LinesAsync())[0].Text);
        Assert.Equal([Gpu], await WordsAsync(project.Id));
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal("{GPU|그래픽 카드}가 빠르다", (await LinesAsync())[0].Text);
        Assert.Empty(await WordsAsync(project.Id));
    }

    [Fact]
    public async Task A_version_brings_the_words_back_that_it_was_kept_with()
    {
        var versions = studio.Services.GetRequiredService<IProjectVersions>();
        await Words.AddAsync(project.Id, Gpu);
        await RenderAsync();
        var kept = await FirstAsync();
        var version = await versions.KeepAsync(project.Id, "사전 있음");
        await Words.DeleteAsync([.. (await Words.ListAsync(project.Id)).Select(w => w.Id)]);
        await Words.AddAsync(project.Id, Gpu with { Surface = "구름", Reading = "뭉게구름" });
        await Words.AddAsync(null, Gpu with { Surface = "강", Reading = "가앙" });
        Assert.NotEqual(kept, await FirstAsync());

        Assert.True(await versions.RestoreAsync(version!.Id));
        Assert.Equal([Gpu], await WordsAsync(project.Id));
        Assert.Equal(kept, await FirstAsync());
        // The installation's words are nobody's version.
        Assert.Single(await WordsAsync(null));
        await studio.Projects.UndoAsync(project.Id);
        Assert.Equal(["구름"], (await WordsAsync(project.Id)).Select(w => w.Surface));
    }

    [Fact]
    public async Task A_copy_and_a_file_take_the_words_along()
    {
        await Words.AddAsync(project.Id, Gpu);
        await RenderAsync();
        var copy = (await studio.Services.GetRequiredService<IProjectCopies>().DuplicateAsync(project.Id, "복사본"))!;
        Assert.Equal([Gpu], await WordsAsync(copy.Id));
        Assert.All((await studio.Projects.LoadAsync(copy.Id))!.Lines, l => Assert.False(l.NeedsRender));

        await using var other = await StartAsync();
        var file = new ByteArrayContent(await studio.Http.GetByteArrayAsync($"/projects/{project.Id}/file"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var answer = await other.Http.PostAsync("/projects/file", file);
        var id = Guid.Parse((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!);
        Assert.Equal([Gpu], (await other.Services.GetRequiredService<IDictionaryStore>().ListAsync(id)).Select(w => w.ToEntry()));
        Assert.All((await other.Projects.LoadAsync(id))!.Lines, l => Assert.False(l.NeedsRender));
        // The copy's words are its own.
        await Words.DeleteAsync([.. (await Words.ListAsync(copy.Id)).Select(w => w.Id)]);
        Assert.Equal([Gpu], await WordsAsync(project.Id));
    }

    private static Task<TestStudio> StartAsync(FakeSpeech speech) => TestStudio.StartAsync(services =>
    {
        speech.AddTo(services);
        services.RemoveAll<IReader>();
        services.AddSingleton<IReader, KoreanReader>();
    });

    private Task<TestStudio> StartAsync() => StartAsync(speech);

    private async Task<IReadOnlyList<DictionaryEntry>> WordsAsync(Guid? scope) => [.. (await Words.ListAsync(scope)).Select(w => w.ToEntry())];

    private async Task<IEnumerable<string>> SaidAsync() => (await WordsAsync(project.Id)).Select(w => $"{w.Surface}={w.Reading}");

    private async Task<IReadOnlyList<ScriptLine>> LinesAsync() => (await studio.Projects.LoadAsync(project.Id))!.Lines;

    private async Task<(string?, bool)> FirstAsync() => (await LinesAsync())[0] is var line ? (line.TakeKey, line.IsStale) : default;

    private async Task RenderAsync()
    {
        await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.All(j => !j.IsActive) && c.Lines.All(l => !l.NeedsRender));
    }
}
