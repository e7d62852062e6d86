using System.Net;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Studio.Tests.Server;

/// <summary>What stands in the database although it must not breaks no list and no start; a database that cannot be used is not touched.</summary>
public sealed class DamagedTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Project well = null!;
    private Project spoilt = null!;

    public async Task InitializeAsync()
    {
        studio = await TestStudio.StartAsync(new FakeSpeech().AddTo);
        well = await studio.Projects.CreateAsync(new NewProject("멀쩡함", Language.Korean, FakeSpeech.VoiceId));
        spoilt = await studio.Projects.CreateAsync(new NewProject("손상됨", Language.Korean, FakeSpeech.VoiceId));
        await studio.Projects.InsertLineAsync(spoilt.Id, text: "하나", startSeconds: 1, endSeconds: 3);
    }

    public async Task DisposeAsync() => await studio.DisposeAsync();

    [Theory]
    [InlineData("UPDATE Projects SET Language = '99'")]
    [InlineData("UPDATE Projects SET Language = 'Klingon'")]
    [InlineData("UPDATE Projects SET OriginalSound = ''")]
    [InlineData("UPDATE Projects SET Created = 'yesterday'")]
    [InlineData("UPDATE Projects SET Updated = x'00ff'")]
    [InlineData("UPDATE Projects SET MediaId = 'nothing'")]
    [InlineData("UPDATE Projects SET Name = printf('%.*c', 5000000, 'x')")]
    public async Task A_damaged_project_is_shown_as_such_and_can_be_saved_and_deleted(string damage)
    {
        await SpoilAsync($"{damage} WHERE Id = $id", spoilt.Id);
        await studio.RestartAsync();
        var list = await studio.Projects.ListAsync();
        Assert.Equal(2, list.Count);
        Assert.Null(list.Single(p => p.Project.Id == well.Id).Damage);
        Assert.NotNull(list.Single(p => p.Project.Id == spoilt.Id).Damage);
        var page = WebUtility.HtmlDecode(await studio.Http.GetStringAsync("/"));
        Assert.Contains("data-test=\"damaged\"", page);
        Assert.Contains("멀쩡함", page);
        Assert.InRange(page.Length, 1000, 200_000);
        if (!damage.Contains("Created") && !damage.Contains("Updated") && !damage.Contains("MediaId"))
            Assert.Equal(HttpStatusCode.OK, (await studio.Http.GetAsync($"/projects/{spoilt.Id}/file")).StatusCode);
        await studio.Projects.DeleteAsync(spoilt.Id);
        Assert.Single(await studio.Projects.ListAsync());
        Assert.Single(await studio.Projects.TrashAsync());
        await studio.Projects.PurgeAsync(spoilt.Id);
        Assert.Empty(await studio.Projects.TrashAsync());
    }

    [Theory]
    [InlineData("StartSeconds = 1e999")]
    [InlineData("StartSeconds = -5")]
    [InlineData("EndSeconds = 1e300")]
    [InlineData("Rate = 1e15")]
    [InlineData("Volume = 9e999")]
    [InlineData("ClipStart = -1e300")]
    [InlineData("Grade = 'Purple'")]
    [InlineData("Problem = 'no message'")]
    [InlineData("Text = printf('%.*c', 1000000, 'x')")]
    public async Task A_damaged_line_is_shown_without_what_it_must_not_have_and_can_be_mended(string damage)
    {
        await SpoilAsync($"UPDATE Lines SET {damage} WHERE ProjectId = $id", spoilt.Id);
        await studio.RestartAsync();
        var line = Assert.Single((await studio.Projects.LoadAsync(spoilt.Id))!.Lines);
        Assert.True(double.IsFinite((line.StartSeconds ?? 0) + (line.EndSeconds ?? 0) + line.Rate + line.Volume + (line.ClipStart ?? 0)));
        Assert.InRange(line.Text.Length, 1, new Limits().LineCharacters);
        Assert.NotNull(line.Problem);
        await studio.Services.GetRequiredService<IJobQueue>().EnqueueRenderAsync(spoilt.Id);
        await studio.UntilAsync(spoilt.Id, c => c.Jobs.All(j => !j.IsActive));
        await studio.Projects.SaveLineTextAsync(line.Id, "둘");
        Assert.Equal("둘", (await studio.Projects.LoadAsync(spoilt.Id))!.Lines[0].Text);
        await studio.Projects.DeleteLinesAsync(spoilt.Id, [line.Id]);
        Assert.Empty((await studio.Projects.LoadAsync(spoilt.Id))!.Lines);
    }

    [Fact]
    public async Task A_damaged_version_or_step_says_so()
    {
        var versions = studio.Services.GetRequiredService<IProjectVersions>();
        var version = (await versions.KeepAsync(spoilt.Id, "처음"))!;
        await SpoilAsync("UPDATE Versions SET Content = '{\"Tables\":null}' WHERE ProjectId = $id", spoilt.Id);
        await SpoilAsync("UPDATE Edits SET Changes = '[null]' WHERE ProjectId = $id", spoilt.Id);
        Assert.Equal("VersionDamaged", (await Assert.ThrowsAsync<DubbingException>(() => versions.LookAsync(version.Id))).UserMessage.Key);
        Assert.Equal("VersionDamaged", (await Assert.ThrowsAsync<DubbingException>(() => versions.RestoreAsync(version.Id))).UserMessage.Key);
        Assert.Equal("StepDamaged", (await Assert.ThrowsAsync<DubbingException>(() => studio.Projects.UndoAsync(spoilt.Id))).UserMessage.Key);
        Assert.Equal(HttpStatusCode.OK, (await studio.Http.GetAsync($"/projects/{spoilt.Id}/file")).StatusCode);
    }

    [Fact]
    public async Task A_newer_database_is_left_alone_and_named()
    {
        await SpoilAsync("INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_Later', '99')", Guid.Empty);
        var error = await NotStartedAsync();
        Assert.Equal("DatabaseNewer", error.UserMessage.Key);
        Assert.Contains("29991231000000_Later", error.Message);
        await SpoilStoppedAsync("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '2999%'");
    }

    [Fact]
    public async Task A_broken_database_is_left_alone_and_named()
    {
        await studio.StopAsync();
        SqliteConnection.ClearAllPools();
        var path = Path.Combine(studio.Folder, "studio.db");
        var whole = await File.ReadAllBytesAsync(path);
        foreach (var broken in new[] { "no database at all"u8.ToArray(), [.. whole[..8192], .. new byte[whole.Length - 8192]], whole[..5000] })
        {
            await File.WriteAllBytesAsync(path, broken);
            var error = await Assert.ThrowsAsync<DubbingException>(studio.RestartAfterStopAsync);
            Assert.Equal("DatabaseDamaged", error.UserMessage.Key);
            SqliteConnection.ClearAllPools();
            Assert.Equal(broken, await File.ReadAllBytesAsync(path));
        }

        await File.WriteAllBytesAsync(path, whole);
        await studio.RestartAfterStopAsync();
        Assert.Equal(2, (await studio.Projects.ListAsync()).Count);
    }

    [Fact]
    public async Task An_older_database_is_copied_before_it_is_brought_up_to_date()
    {
        await studio.StopAsync();
        await using (var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite(DatabaseGuard.Connection(Path.Combine(studio.Folder, "studio.db"))).Options))
            await db.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("20261125013321_Favourites");
        SqliteConnection.ClearAllPools();
        await studio.RestartAfterStopAsync();
        Assert.Single(Directory.GetFiles(studio.Folder, "studio.db.before-*Favourites"));
        Assert.Contains(studio.Services.GetRequiredService<Notices>().All, n => n.Key == "NoticeMigrated");
        Assert.Equal(2, (await studio.Projects.ListAsync()).Count);
    }

    private async Task<DubbingException> NotStartedAsync()
    {
        await studio.StopAsync();
        SqliteConnection.ClearAllPools();
        return await Assert.ThrowsAsync<DubbingException>(studio.RestartAfterStopAsync);
    }

    private async Task SpoilStoppedAsync(string sql)
    {
        await ExecuteAsync(DatabaseGuard.Connection(Path.Combine(studio.Folder, "studio.db")), sql, Guid.Empty);
        await studio.RestartAfterStopAsync();
    }

    private async Task SpoilAsync(string sql, Guid id) => await ExecuteAsync(DatabaseGuard.Connection(studio.Services.GetRequiredService<DataFolder>().Database), sql, id);

    private static async Task ExecuteAsync(string connection, string sql, Guid id)
    {
        await using var open = new SqliteConnection(connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$id", id.ToString().ToUpperInvariant());
        await command.ExecuteNonQueryAsync();
    }
}
