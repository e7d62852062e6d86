using System.Text;
using Dubbing.Readings;
using Dubbing.Readings.Correction;
using Dubbing.Readings.Japanese;
using Dubbing.Readings.Korean;
using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dubbing.Studio.Tests.Server;

/// <summary>The user's words in the studio: stored, exchanged as CSV, and heard in the lines that they concern.</summary>
public sealed class DictionaryTests : IAsyncLifetime
{
    private readonly FakeSpeech speech = new();
    private TestStudio studio = null!;
    private Project project = null!;

    private IDictionaryStore Words => studio.Services.GetRequiredService<IDictionaryStore>();

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(services =>
        {
            speech.AddTo(services);
            services.RemoveAll<IReader>();
            services.AddSingleton<IReader, KoreanReader>();
            services.AddSingleton<IReader, JapaneseReader>();
        });
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task A_new_word_makes_only_the_lines_stale_that_are_read_otherwise_now()
    {
        await InsertAsync("GPU가 빠르다", "구름이 흐른다", "지피유가 빠르다");
        await RenderAsync();
        await Words.AddAsync(null, new DictionaryEntry(Language.Korean, "GPU", "그래픽 카드"));
        Assert.Equal([true, false, false], (await LinesAsync()).Select(l => l.IsStale));
        var before = (await LinesAsync())[0].TakeKey;
        await RenderAsync();
        var line = (await LinesAsync())[0];
        Assert.False(line.IsStale);
        Assert.NotEqual(before, line.TakeKey);
    }

    [Fact]
    public async Task A_word_read_as_before_leaves_every_take_as_it_is()
    {
        await InsertAsync("GPU가 빠르다");
        await RenderAsync();
        await Words.AddAsync(null, new DictionaryEntry(Language.Korean, "GPU", "지피유"));
        Assert.False((await LinesAsync())[0].IsStale);
    }

    [Fact]
    public async Task Deleting_a_word_brings_the_take_from_before_it_back()
    {
        await InsertAsync("GPU가 빠르다");
        await RenderAsync();
        var first = (await LinesAsync())[0].TakeKey;
        var word = await Words.AddAsync(project.Id, new DictionaryEntry(Language.Korean, "GPU", "그래픽 카드"));
        await RenderAsync();
        Assert.NotEqual(first, (await LinesAsync())[0].TakeKey);
        await Words.DeleteAsync([word!.Id]);
        var line = (await LinesAsync())[0];
        Assert.False(line.IsStale);
        Assert.Equal(first, line.TakeKey);
    }

    [Fact]
    public async Task A_line_typed_after_the_word_is_stale_when_the_word_goes()
    {
        var word = await Words.AddAsync(null, new DictionaryEntry(Language.Korean, "GPU", "그래픽 카드"));
        await InsertAsync("GPU가 빠르다");
        await RenderAsync();
        await Words.DeleteAsync([word!.Id]);
        Assert.True((await LinesAsync())[0].IsStale);
    }

    [Fact]
    public async Task A_projects_word_counts_there_alone_and_goes_before_the_installations()
    {
        var other = await studio.Projects.CreateAsync(new NewProject("다른 강의", Language.Korean, FakeSpeech.VoiceId));
        await Words.AddAsync(null, new DictionaryEntry(Language.Korean, "GPU", "지피유"));
        await Words.AddAsync(project.Id, new DictionaryEntry(Language.Korean, "GPU", "그래픽 카드"));
        Assert.Equal(2, (await Words.SnapshotAsync(project.Id)).Count);
        Assert.Equal(1, (await Words.SnapshotAsync(other.Id)).Count);
        await InsertAsync("GPU");
        await RenderAsync();
        var mine = (await LinesAsync())[0].TakeKey;
        await Words.DeleteAsync([.. (await Words.ListAsync(null)).Select(w => w.Id)]);
        Assert.False((await LinesAsync())[0].IsStale);
        Assert.Equal(mine, (await LinesAsync())[0].TakeKey);
    }

    [Fact]
    public async Task The_same_word_twice_is_refused_however_it_is_typed()
    {
        await Words.AddAsync(null, new DictionaryEntry(Language.Korean, "챗봇", "챋뽇"));
        var refused = await Assert.ThrowsAsync<DubbingException>(() => Words.AddAsync(null, new DictionaryEntry(Language.Korean, "챗봇".Normalize(NormalizationForm.FormD), "채뽇")));
        Assert.Equal("Duplicate", refused.UserMessage.Key);
        // In another scope and another language it is another word.
        await Words.AddAsync(project.Id, new DictionaryEntry(Language.Korean, "챗봇", "채뽇"));
        await Words.AddAsync(null, new DictionaryEntry(Language.Japanese, "챗봇", "チャットボット"));
        await Words.KeepAsync(null, new DictionaryEntry(Language.Korean, "챗봇", "채뽇"));
        Assert.Equal("채뽇", (await Words.ListAsync(null)).Single(w => w.Language == Language.Korean).Reading);
    }

    [Fact]
    public async Task A_wrong_entry_is_refused_with_what_is_wrong()
    {
        var refused = await Assert.ThrowsAsync<DubbingException>(() => Words.AddAsync(null, new DictionaryEntry(Language.Korean, "GPU", "ジーピーユー")));
        Assert.Equal("ReadingNotHangul", refused.UserMessage.Key);
        Assert.Empty(await Words.ListAsync(null));
    }

    [Fact]
    public async Task Words_come_back_from_the_exported_file_and_survive_a_restart()
    {
        await Words.AddAsync(project.Id, new DictionaryEntry(Language.Japanese, "滑舌", "かつぜつ") { Accent = 0, Class = WordClass.Noun, Priority = 2, Note = "発音, \"確認済み\"" });
        await studio.RestartAsync();
        var answer = await studio.Http.GetAsync($"/projects/{project.Id}/dictionary.csv");
        var file = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.GetPreamble(), file.Take(3));
        var (count, problems) = await Words.ImportAsync(null, file);
        Assert.Empty(problems);
        Assert.Equal(1, count);
        Assert.Equal((await Words.ListAsync(project.Id)).Single().ToEntry(), (await Words.ListAsync(null)).Single().ToEntry());
    }

    [Fact]
    public async Task Nothing_comes_in_from_a_file_with_a_mistake()
    {
        var (count, problems) = await Words.ImportAsync(null, Encoding.UTF8.GetBytes("language,surface,reading\nko,GPU,지피유\nko,CPU,cpu\n"));
        Assert.Equal(0, count);
        Assert.Equal((3, "reading"), ((int)problems.Single().Arguments[0], (string)problems.Single().Arguments[1]));
        Assert.Empty(await Words.ListAsync(null));
    }

    [Fact]
    public async Task Many_words_come_in_piece_by_piece_and_who_types_does_not_wait_for_all()
    {
        await InsertAsync("챗봇 낱말", "그 밖의 말");
        await RenderAsync();
        var file = Encoding.UTF8.GetBytes("language,surface,reading\nko,챗봇,채뽇\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"ko,낱말{i}번,가나다\n")));
        // SQLite works on the thread that asks: a circuit of its own.
        var import = Task.Run(() => Words.ImportAsync(null, file));
        var typed = studio.Projects.InsertLineAsync(project.Id, text: "챗봇 또");
        Assert.Same(typed, await Task.WhenAny(import, typed));
        Assert.Equal(5_001, (await import).Words);
        Assert.Equal(5_001, (await Words.ListAsync(null)).Count);
        Assert.Equal([true, false], (await LinesAsync()).Take(2).Select(l => l.IsStale));
        // The same once more changes nothing.
        Assert.Equal(5_001, (await Words.ImportAsync(null, file)).Words);
        Assert.Equal(5_001, (await Words.ListAsync(null)).Count);
    }

    [Fact]
    public async Task More_words_than_the_limit_are_refused_before_the_first()
    {
        await studio.RestartWithAsync("--Limits:DictionaryWords=1000");
        await Words.AddAsync(null, new DictionaryEntry(Language.Korean, "챗봇", "챋뽇"));
        var file = Encoding.UTF8.GetBytes("language,surface,reading\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"ko,낱말{i}번,가나다\n")));
        Assert.Equal("TooManyWords", (await Assert.ThrowsAsync<DubbingException>(() => Words.ImportAsync(null, file))).UserMessage.Key);
        Assert.Single(await Words.ListAsync(null));
    }

    [Fact]
    public async Task A_projects_words_go_with_it()
    {
        await Words.AddAsync(project.Id, new DictionaryEntry(Language.Korean, "GPU", "지피유"));
        await studio.Projects.PurgeAsync(project.Id);
        Assert.Empty(await Words.ListAsync(project.Id));
        Assert.Null(await Words.AddAsync(project.Id, new DictionaryEntry(Language.Korean, "GPU", "지피유")));
    }

    [Fact]
    public async Task Captions_show_the_word_and_not_its_markup()
    {
        await studio.Projects.InsertLineAsync(project.Id, text: "{닭|닥}을 [1초] 먹는다", startSeconds: 1, endSeconds: 3);
        Assert.Contains("닭을 먹는다", await studio.Http.GetStringAsync($"/projects/{project.Id}/captions.srt"));
    }

    private async Task InsertAsync(params string[] texts)
    {
        foreach (var text in texts)
            await studio.Projects.InsertLineAsync(project.Id, text: text);
    }

    private async Task<IReadOnlyList<ScriptLine>> LinesAsync() => (await studio.Projects.LoadAsync(project.Id))!.Lines;

    private async Task RenderAsync()
    {
        var jobs = studio.Services.GetRequiredService<IJobQueue>();
        var job = await jobs.EnqueueRenderAsync(project.Id);
        await studio.UntilAsync(project.Id, c => c.Jobs.Any(j => j.Id == job.Id && !j.IsActive));
    }
}
