using Dubbing.Script;
using Dubbing.Script.Formats;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Projects;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What is typed stays; what two tabs do stays consistent.</summary>
public sealed class ProjectStoreTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Project project = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync();
        project = await studio.Projects.CreateAsync(new NewProject(" 강의 ", Language.Korean, "voice"));
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Fact]
    public async Task What_was_typed_is_there_after_a_restart()
    {
        var line = await InsertAsync("");
        const string sentence = "안녕하세요, 여러분. 오늘은 日本語도 배웁니다 🎬";
        for (var i = 1; i <= sentence.Length; i++)
            await studio.Projects.SaveLineTextAsync(line.Id, sentence[..i]);
        await studio.RestartAsync();
        Assert.Equal(sentence, Assert.Single((await LoadAsync()).Lines).Text);
    }

    [Fact]
    public async Task Of_keystrokes_that_overtake_each_other_the_last_one_typed_wins()
    {
        var line = await InsertAsync("");
        var saves = Enumerable.Range(1, 200).Select(i => studio.Projects.SaveLineTextAsync(line.Id, new string('가', i))).ToList();
        await Task.WhenAll(saves);
        var saved = Assert.Single((await LoadAsync()).Lines);
        Assert.Equal(200, saved.Text.Length);
    }

    [Fact]
    public async Task Two_tabs_that_change_different_fields_of_a_line_undo_nothing()
    {
        var line = await InsertAsync("");
        await Task.WhenAll(
            studio.Projects.SaveLineTextAsync(line.Id, "대사"),
            studio.Projects.SetLineTimesAsync(line.Id, 1.5, 3),
            studio.Projects.SetLineSpeakerAsync(line.Id, "민수"),
            studio.Projects.SetLineVoiceAsync(line.Id, "other"),
            studio.Projects.ChangeAsync(project.Id, new ProjectEdit { Name = "새 이름" }));
        var content = await LoadAsync();
        var saved = Assert.Single(content.Lines);
        Assert.Equal(("대사", 1.5, 3.0, "민수", "other"), (saved.Text, saved.StartSeconds, saved.EndSeconds, saved.Speaker, saved.VoiceId));
        Assert.Equal("새 이름", content.Project.Name);
    }

    [Fact]
    public async Task A_second_tab_hears_of_each_change_with_who_made_it()
    {
        var line = await InsertAsync("");
        var me = Guid.NewGuid();
        var heard = new TaskCompletionSource<LineChanged>();
        using var tab = studio.Services.GetRequiredService<IProjectEvents>().Subscribe(project.Id, change =>
        {
            if (change is LineChanged changed)
                heard.TrySetResult(changed);
            return Task.CompletedTask;
        });
        await studio.Projects.SaveLineTextAsync(line.Id, "하나", me);
        var change = await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(("하나", me), (change.Line.Text, change.Origin));
    }

    [Fact]
    public async Task A_tab_whose_listener_fails_does_not_silence_the_others()
    {
        var line = await InsertAsync("");
        var heard = new TaskCompletionSource();
        var events = studio.Services.GetRequiredService<IProjectEvents>();
        using var broken = events.Subscribe(project.Id, _ => throw new InvalidOperationException("broken tab"));
        using var well = events.Subscribe(project.Id, change =>
        {
            if (change is LineChanged { Line.Text: "둘" })
                heard.TrySetResult();
            return Task.CompletedTask;
        });
        await studio.Projects.SaveLineTextAsync(line.Id, "하나");
        await studio.Projects.SaveLineTextAsync(line.Id, "둘");
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Lines_keep_an_order_without_gaps_through_inserting_moving_and_deleting()
    {
        var (a, b, c) = (await InsertAsync("a"), await InsertAsync("b"), await InsertAsync("c"));
        var d = await studio.Projects.InsertLineAsync(project.Id, 1, "d");
        Assert.Equal("adbc", await OrderAsync());
        await studio.Projects.MoveLineAsync(c.Id, 0);
        Assert.Equal("cadb", await OrderAsync());
        await studio.Projects.MoveLineAsync(c.Id, 99);
        Assert.Equal("adbc", await OrderAsync());
        await studio.Projects.DeleteLinesAsync(project.Id, [d!.Id, b.Id]);
        Assert.Equal("ac", await OrderAsync());
        Assert.Equal([0, 1], (await LoadAsync()).Lines.Select(l => l.Position));
        Assert.Equal(a.Id, (await LoadAsync()).Lines[0].Id);
    }

    [Fact]
    public async Task An_import_replaces_the_script_or_comes_after_it()
    {
        await InsertAsync("old");
        var script = new ScriptDocument(
            [new Cue(1, "첫째", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5), "민수"), new Cue(2, "둘째")], [], ScriptFormats.WrittenAs(".srt")!, "utf-8");
        Assert.Equal(2, await studio.Projects.ImportAsync(project.Id, script, ImportMode.Append));
        Assert.Equal(["old", "첫째", "둘째"], (await LoadAsync()).Lines.Select(l => l.Text));
        await studio.Projects.ImportAsync(project.Id, script, ImportMode.Replace);
        var lines = (await LoadAsync()).Lines;
        Assert.Equal(["첫째", "둘째"], lines.Select(l => l.Text));
        Assert.Equal((1.0, 2.5, "민수"), (lines[0].StartSeconds, lines[0].EndSeconds, lines[0].Speaker));
        Assert.Null(lines[1].StartSeconds);
    }

    [Theory]
    [InlineData(-1.0, 2.0, "TimeNegative")]
    [InlineData(2.0, 2.0, "EndBeforeStart")]
    [InlineData(3.0, 2.0, "EndBeforeStart")]
    [InlineData(double.NaN, 2.0, "TimeNegative")]
    public async Task Impossible_times_are_refused_with_their_reason(double start, double end, string why)
    {
        var line = await InsertAsync("대사");
        var refused = await Assert.ThrowsAsync<DubbingException>(() => studio.Projects.SetLineTimesAsync(line.Id, start, end));
        Assert.Equal(why, refused.UserMessage.Key);
        Assert.Null((await LoadAsync()).Lines[0].StartSeconds);
    }

    [Fact]
    public async Task A_name_is_trimmed_and_never_empty()
    {
        Assert.Equal("강의", project.Name);
        await Assert.ThrowsAsync<DubbingException>(() => studio.Projects.CreateAsync(new NewProject("  ", Language.Japanese)));
        await Assert.ThrowsAsync<DubbingException>(() => studio.Projects.ChangeAsync(project.Id, new ProjectEdit { Name = "" }));
    }

    [Fact]
    public async Task Another_project_voice_marks_only_lines_without_a_voice_of_their_own()
    {
        var (own, theirs) = (await InsertAsync("a"), await InsertAsync("b"));
        await studio.Projects.SetLineVoiceAsync(own.Id, "mine");
        var before = (await LoadAsync()).Lines;
        await studio.Projects.ChangeAsync(project.Id, new ProjectEdit { VoiceId = "another" });
        var after = (await LoadAsync()).Lines;
        Assert.Equal(before[0].Input, after[0].Input);
        Assert.NotEqual(before[1].Input, after[1].Input);
        Assert.Equal(theirs.Id, after[1].Id);
    }

    [Fact]
    public async Task A_deleted_project_lies_in_the_trash_comes_back_whole_or_is_gone_for_good()
    {
        var line = await InsertAsync("a");
        await studio.Projects.DeleteAsync(project.Id);
        Assert.Empty(await studio.Projects.ListAsync());
        Assert.Null(await studio.Projects.LoadAsync(project.Id));
        // What a tab that is still open sends changes nothing.
        await studio.Projects.SaveLineTextAsync(line.Id, "b");
        Assert.Equal(project.Id, Assert.Single(await studio.Projects.TrashAsync()).Project.Id);
        await studio.Projects.BringBackAsync(project.Id);
        Assert.Empty(await studio.Projects.TrashAsync());
        Assert.Equal("a", Assert.Single((await LoadAsync()).Lines).Text);
        await studio.Projects.DeleteAsync(project.Id);
        await studio.Projects.PurgeAsync(project.Id);
        Assert.Empty(await studio.Projects.TrashAsync());
        await using var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        Assert.Empty(await db.Lines.ToListAsync());
        Assert.Empty(await db.Edits.ToListAsync());
    }

    [Fact]
    public async Task On_a_full_disk_typing_is_refused_with_its_reason_and_nothing_is_half_saved()
    {
        var line = await InsertAsync("a");
        await using var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        // SQLite says the same when the file may not grow as when the disk is full. The limit holds for the pooled connection.
        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
        await db.Database.CloseConnectionAsync();
        var refused = await Assert.ThrowsAsync<DubbingException>(() => studio.Projects.SaveLineTextAsync(line.Id, new string('가', 5000)));
        Assert.Equal("NotSavedDiskFull", refused.UserMessage.Key);
        await studio.RestartAsync();
        var content = await LoadAsync();
        Assert.Equal(("a", "EditInsert"), (content.Lines[0].Text, content.History.Undo!.Key));
        await studio.Projects.SaveLineTextAsync(line.Id, "b");
        Assert.Equal("b", (await LoadAsync()).Lines[0].Text);
    }

    [Fact]
    public async Task A_database_of_the_first_release_keeps_its_lines_and_their_takes()
    {
        var (id, fresh, stale) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await studio.StopAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(studio.Folder, "studio.db*"))
            File.Delete(file);
        await using (var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite($"Data Source={Path.Combine(studio.Folder, "studio.db")};Pooling=False").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial");
            await db.Database.ExecuteSqlAsync($"INSERT INTO Projects (Id, Name, Language, VoiceId, OriginalSound, SyntheticNotice, Created, Updated) VALUES ({id}, '옛 강의', 'Korean', 'v', 'Duck', 1, '2026-01-01', '2026-01-02')");
            await db.Database.ExecuteSqlAsync($"INSERT INTO Lines (Id, ProjectId, Position, Text, Rate, Revision, TakeKey, TakeRevision, ClipStart, TakeSeconds, Grade) VALUES ({fresh}, {id}, 0, '하나', 1, 3, 'k1', 3, 0, 1.5, 'Free')");
            await db.Database.ExecuteSqlAsync($"INSERT INTO Lines (Id, ProjectId, Position, Text, Rate, Revision, TakeKey, TakeRevision, ClipStart, TakeSeconds, Grade) VALUES ({stale}, {id}, 1, '둘', 1, 3, 'k2', 2, 2, 1.5, 'Free')");
        }

        await studio.RestartAfterStopAsync();
        var content = (await studio.Projects.LoadAsync(id))!;
        Assert.Equal("옛 강의", content.Project.Name);
        Assert.Equal([("하나", "k1", false), ("둘", "k2", true)], content.Lines.Select(l => (l.Text, l.TakeKey!, l.IsStale)));
        // The take is found again when the line returns to it.
        await studio.Projects.SaveLineTextAsync(fresh, "셋");
        Assert.True((await studio.Projects.LoadAsync(id))!.Lines[0].IsStale);
        await studio.Projects.UndoAsync(id);
        Assert.False((await studio.Projects.LoadAsync(id))!.Lines[0].IsStale);
    }

    [Fact]
    public async Task The_database_is_made_by_migrations_fits_the_model_and_keeps_a_write_ahead_log()
    {
        await using var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync();
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync());
        Assert.False(db.Database.HasPendingModelChanges());
        await using var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync();
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", (string?)await pragma.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_second_studio_on_the_same_data_is_refused()
    {
        var second = StudioServices.Build(["--urls=http://127.0.0.1:0", $"--Studio:DataFolder={studio.Folder}"]);
        var refused = await Assert.ThrowsAsync<DubbingException>(() => second.StartAsync());
        Assert.Equal("FolderTaken", refused.UserMessage.Key);
        await second.DisposeAsync();
    }

    private async Task<ScriptLine> InsertAsync(string text) => (await studio.Projects.InsertLineAsync(project.Id, text: text))!;

    private async Task<ProjectContent> LoadAsync() => (await studio.Projects.LoadAsync(project.Id))!;

    private async Task<string> OrderAsync() => string.Concat((await LoadAsync()).Lines.Select(l => l.Text));
}
