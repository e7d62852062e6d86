using Dubbing.Studio.Keeping;
using Dubbing.Studio.Projects;
using Microsoft.Data.Sqlite;

namespace Dubbing.Studio.Tests.Server;

/// <summary><c>./dub doctor --data</c>: what is wrong with the data is told, and with <c>--repair</c> what can be read is saved; nothing else is touched.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Project project = null!;

    private string Database => Path.Combine(studio.Folder, "studio.db");

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo, "--Studio:Sample=false");
        project = await studio.Projects.CreateAsync(new NewProject("강의", Language.Korean, FakeSpeech.VoiceId));
        for (var i = 0; i < 40; i++)
            await studio.Projects.InsertLineAsync(project.Id, text: $"{i}번째 문장입니다. {new string('가', 300)}");
        await studio.StopAsync();
        // What is in the journal goes into the file that is spoiled.
        await using var db = new SqliteConnection($"Data Source={Database};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync()
    {
        if (Directory.Exists(studio.Folder))
            Directory.Delete(studio.Folder, recursive: true);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Data_that_is_well_is_left_as_it_is()
    {
        var before = await File.ReadAllBytesAsync(Database);
        Assert.Equal(0, await RunAsync());
        Assert.Equal(0, await RunAsync("--repair"));
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));
    }

    [Fact]
    public async Task A_stranger_and_a_damaged_row_are_told_and_stay()
    {
        await File.WriteAllTextAsync(Path.Combine(studio.Folder, "media", "stranger"), "x");
        await ExecuteAsync("UPDATE Lines SET Rate = 1e15 WHERE Position = 3");
        Assert.Equal(1, await RunAsync());
        Assert.Equal(1, await RunAsync("--repair"));
        Assert.True(File.Exists(Path.Combine(studio.Folder, "media", "stranger")));
        Assert.Equal(40L, await CountAsync());
    }

    [Fact]
    public async Task Of_a_damaged_database_what_can_be_read_is_saved_and_the_damaged_one_stays_beside()
    {
        var bytes = await File.ReadAllBytesAsync(Database);
        // Pages of the middle: those of the lines.
        var at = bytes.AsSpan().IndexOf("20번째"u8);
        Assert.True(at > 0);
        new Random(1).NextBytes(bytes.AsSpan(at / 4096 * 4096, 4096));
        await File.WriteAllBytesAsync(Database, bytes);
        Assert.Equal(1, await RunAsync());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database));
        Assert.Equal(1, await RunAsync("--repair"));
        var aside = Directory.GetFiles(studio.Folder, "studio.db.damaged-*").Single(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(aside));
        Assert.InRange(await CountAsync(), 20L, 39L);
        await studio.RestartAfterStopAsync();
        Assert.Equal(project.Id, (await studio.Projects.ListAsync()).Single().Project.Id);
        await studio.StopAsync();
    }

    [Fact]
    public async Task Where_there_is_nothing_it_says_so()
    {
        Assert.Equal(3, await DataDoctor.RunAsync([$"--Studio:DataFolder={Path.Combine(studio.Folder, "nowhere")}"]));
        File.Delete(Database);
        Assert.Equal(0, await RunAsync());
        await File.WriteAllTextAsync(Path.Combine(studio.Folder, "media", "stranger"), "x");
        Assert.Equal(1, await RunAsync());
    }

    private Task<int> RunAsync(params string[] more) => DataDoctor.RunAsync(["--data", $"--Studio:DataFolder={studio.Folder}", .. more]);

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var db = new SqliteConnection($"Data Source={Database};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private async Task<long> CountAsync() => (long)(await ExecuteAsync("SELECT COUNT(*) FROM Lines"))!;
}
