using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Data;

/// <summary>
/// Looks at the database before the studio uses it. One that is damaged or newer than the program is not touched; one that is older is
/// copied before it is brought up to date; a new one beside the files of another is told.
/// </summary>
internal static class DatabaseGuard
{
    /// <summary>How EF Core reaches the database.</summary>
    public static string Connection(string path) => new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();

    /// <summary>Checks the database, and brings it up to date.</summary>
    /// <exception cref="DubbingException">It cannot be used; says why and what to do. Nothing was changed.</exception>
    public static async Task OpenAsync(DataFolder data, IDbContextFactory<StudioDb> databases, Notices notices, CancellationToken cancel)
    {
        var isNew = !File.Exists(data.Database) || new FileInfo(data.Database).Length == 0;
        if (isNew && FilesIn(data) is > 0 and var files)
            notices.Say(Messages.NoticeNewDatabase(data.Root, files));
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var known = db.Database.GetMigrations().ToList();
            if (!isNew)
            {
                var applied = await LookAsync(data.Database, cancel);
                if (applied.Except(known).Order(StringComparer.Ordinal).LastOrDefault() is { } newer)
                    throw new DubbingException(Messages.DatabaseNewer(data.Database, newer));
                if (known.Except(applied).Any())
                    notices.Say(Messages.NoticeMigrated(await CopyAsync(data, applied, cancel)));
            }

            await db.Database.MigrateAsync(cancel);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        }
        catch (Exception e) when ((e as SqliteException ?? e.InnerException as SqliteException) is { } sqlite)
        {
            throw new DubbingException(Explained(sqlite, data), e);
        }
    }

    /// <summary>Checks the whole database and reads which version it is of. Nothing is written.</summary>
    /// <returns>The migrations that it has gone through.</returns>
    /// <exception cref="DubbingException">It is damaged.</exception>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static async Task<IReadOnlyList<string>> LookAsync(string path, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        if (await FirstAsync(connection, "PRAGMA quick_check(1)", cancel) is not "ok" and var found)
            throw new DubbingException(Messages.DatabaseDamaged(path, found ?? ""));
        var migrations = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 0)
        {
            // A file of SQLite with tables of its own is somebody else's.
            return await FirstAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", cancel) is { } table
                ? throw new DubbingException(Messages.DatabaseDamaged(path, table))
                : migrations;
        }

        command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            migrations.Add(reader.GetString(0));
        return migrations;
    }

    /// <summary>How many files of an earlier database lie in a data folder.</summary>
    public static int FilesIn(DataFolder data) =>
        new[] { data.Takes, data.Media, data.Uploads, data.Exports }.Sum(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories).Take(1_000_000).Count());

    /// <summary>What an error of SQLite means for the user.</summary>
    public static Message Explained(SqliteException e, DataFolder data) => e.SqliteErrorCode switch
    {
        // A file that ends in the middle of a page.
        SQLitePCL.raw.SQLITE_IOERR when e.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_IOERR_SHORT_READ => Messages.DatabaseDamaged(data.Database, e.Message),
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR => Messages.StartDiskFull(data.Root),
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH => Messages.FolderUnusable(data.Root),
        _ => Messages.DatabaseDamaged(data.Database, e.Message),
    };

    private static async Task<string> CopyAsync(DataFolder data, IReadOnlyList<string> applied, CancellationToken cancel)
    {
        var copy = Path.Combine(data.Root, $"studio.db.before-{applied.Order(StringComparer.Ordinal).LastOrDefault() ?? "0"}");
        if (File.Exists(copy))
            return copy;
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.Database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        await command.ExecuteNonQueryAsync(cancel);
        return copy;
    }

    private static async Task<string?> FirstAsync(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
    }
}
