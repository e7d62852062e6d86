using System.Globalization;
using Dubbing.Studio.Projects;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Keeping;

/// <summary>
/// <c>./dub doctor --data</c>: what is in the data folder, what is damaged or belongs to nothing. With <c>--repair</c> a damaged database is
/// put aside and what can be read of it is written into a new one. Without it nothing is changed.
/// </summary>
internal static class DataDoctor
{
    private const int Shown = 50;

    /// <summary>Runs it.</summary>
    /// <param name="args">What follows <c>doctor</c>.</param>
    /// <returns>0 when all is well, 1 when something was found, 3 when the folder cannot be looked at.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Where(a => a.Contains('='))]).Build();
        var path = configuration.GetSection(StudioOptions.Section).Get<StudioOptions>()?.DataFolder is { Length: > 0 } named ? named : DataFolder.DefaultPath();
        if (!Directory.Exists(path))
        {
            Console.Error.WriteLine(Messages.DoctorNoFolder(path).Text());
            return 3;
        }

        var data = new DataFolder(path);
        Console.WriteLine(Messages.StudioData(data.Root).Text());
        if (!File.Exists(data.Database) || new FileInfo(data.Database).Length == 0)
        {
            var files = DatabaseGuard.FilesIn(data);
            Console.WriteLine((files > 0 ? Messages.NoticeNewDatabase(data.Root, files) : Messages.DoctorEmpty()).Text());
            return files > 0 ? 1 : 0;
        }

        try
        {
            var applied = await DatabaseGuard.LookAsync(data.Database, default);
            await using var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite(DatabaseGuard.Connection(data.Database)).Options);
            var known = db.Database.GetMigrations().ToList();
            if (applied.Except(known).LastOrDefault() is { } newer)
                throw new DubbingException(Messages.DatabaseNewer(data.Database, newer));
            if (known.Except(applied).Any())
            {
                Console.WriteLine(Messages.DoctorOlder().Text());
                return 1;
            }

            return await RowsAsync(db) + await FilesAsync(db, data) == 0 ? Well() : 1;
        }
        catch (Exception e) when (e is SqliteException or DubbingException { UserMessage.Key: nameof(Messages.DatabaseDamaged) })
        {
            Console.Error.WriteLine((e as DubbingException)?.UserMessage.Text() ?? DatabaseGuard.Explained((SqliteException)e, data).Text());
            return args.Contains("--repair") ? await RepairAsync(data) : 1;
        }
    }

    private static int Well()
    {
        Console.WriteLine(Messages.DoctorWell().Text());
        return 0;
    }

    /// <summary>Tells the rows that have values which they must not have.</summary>
    private static async Task<int> RowsAsync(StudioDb db)
    {
        var found = 0;
        foreach (var project in await new ProjectStore(new One(db), null!, null!, null!, null!, null!, null!, TimeProvider.System).ListAsync(default))
            Tell(project.Damage, $"{nameof(Project)} {project.Project.Id} “{project.Project.Name}”");
        foreach (var line in await db.Lines.AsNoTracking().ToListAsync())
            Tell(RowCheck.Problem(line), $"{nameof(ScriptLine)} {line.Position + 1} ({line.ProjectId})");
        foreach (var row in (await db.Tracks.AsNoTracking().ToListAsync()).Cast<IProjectPart>().Concat(await db.Sounds.AsNoTracking().ToListAsync()).Concat(await db.Waits.AsNoTracking().ToListAsync()).Concat(await db.Languages.AsNoTracking().ToListAsync()).Concat(await db.Dictionary.AsNoTracking().ToListAsync()))
            Tell(RowCheck.Problem(row), $"{row.GetType().Name} {row.Id} ({row.ProjectId})");
        foreach (var media in await db.Media.AsNoTracking().ToListAsync())
            Tell(RowCheck.Problem(media), $"{nameof(MediaFile)} {media.Id}");
        return found;

        void Tell(Message? problem, string row)
        {
            if (problem is not null && found++ < Shown)
                Console.WriteLine($"✗ {row}: {problem.Text()}");
        }
    }

    /// <summary>Tells the files without a row, and the rows without their file.</summary>
    private static async Task<int> FilesAsync(StudioDb db, DataFolder data)
    {
        var owned = (await db.Owned.AsNoTracking().Select(o => new { o.Kind, o.Key }).ToListAsync()).Select(o => (o.Kind, o.Key)).ToHashSet();
        var media = await db.Media.AsNoTracking().Select(m => m.Id).ToListAsync();
        foreach (var (kind, key) in media.Select(m => (OwnedKind.Media, m.ToString("N")))
            .Concat((await db.Takes.Select(t => t.Key).Union(db.Lines.Where(l => l.TakeKey != null).Select(l => l.TakeKey!)).ToListAsync()).Select(k => (OwnedKind.Take, k)))
            .Concat((await db.Uploads.Select(u => u.Id).ToListAsync()).SelectMany(u => new[] { (OwnedKind.Upload, u.ToString("N")), (OwnedKind.Media, u.ToString("N")) }))
            .Concat((await db.Jobs.Select(j => j.Id).ToListAsync()).Select(j => (OwnedKind.Export, j.ToString("N")))))
            owned.Add((kind, key));
        var strangers = Housekeeping.Places(data).Where(p => !owned.Contains((p.Kind, p.Key))).Select(p => p.Path).ToList();
        foreach (var path in strangers.Take(Shown))
            Console.WriteLine("? " + Messages.DoctorStranger(Path.GetRelativePath(data.Root, path)).Text());
        if (strangers.Count > Shown)
            Console.WriteLine($"  … {strangers.Count}");
        var missing = media.Where(m => !File.Exists(data.SourceOf(m))).ToList();
        foreach (var id in missing.Take(Shown))
            Console.WriteLine("✗ " + Messages.DoctorMissing(Path.GetRelativePath(data.Root, data.SourceOf(id))).Text());
        return strangers.Count + missing.Count;
    }

    /// <summary>Puts a damaged database aside, and writes what can be read of it into a new one.</summary>
    private static async Task<int> RepairAsync(DataFolder data)
    {
        await using var taken = TakeFolder(data);
        // A connection that is kept would go on with the file under its new name.
        SqliteConnection.ClearAllPools();
        var aside = data.Database + ".damaged-" + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(data.Database + ending))
                File.Move(data.Database + ending, aside + ending);
        }

        await using (var db = new StudioDb(new DbContextOptionsBuilder<StudioDb>().UseSqlite(DatabaseGuard.Connection(data.Database)).Options))
            await db.Database.MigrateAsync();
        await using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.Database, ForeignKeys = false, Pooling = false }.ToString());
        await to.OpenAsync();
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = aside, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        foreach (var table in await TablesAsync(to))
        {
            var saved = 0;
            // From both ends: what is damaged in the middle keeps back no more than itself.
            foreach (var order in new[] { "ASC", "DESC" })
                saved += await CopyAsync(from, to, table, order);
            Console.WriteLine(Messages.DoctorSaved(table, saved).Text());
        }

        Console.WriteLine(Messages.DoctorAside(aside).Text());
        return 1;
    }

    private static FileStream TakeFolder(DataFolder data)
    {
        try
        {
            return new FileStream(Path.Combine(data.Root, "studio.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DubbingException(Messages.FolderTaken(data.Root), e);
        }
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__EF%'";
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    /// <summary>Copies what can be read of a table. What cannot be written is no fault of the damaged file, and is told.</summary>
    private static async Task<int> CopyAsync(SqliteConnection from, SqliteConnection to, string table, string order)
    {
        var saved = 0;
        await using var written = (SqliteTransaction)await to.BeginTransactionAsync();
        await foreach (var row in ReadAsync(from, table, order))
        {
            await using var write = to.CreateCommand();
            write.Transaction = written;
#pragma warning disable CA2100 // The names are those of our own tables.
            write.CommandText = $"INSERT OR IGNORE INTO \"{table}\" ({string.Join(',', row.Select(c => $"\"{c.Column}\""))}) VALUES ({string.Join(',', row.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
            for (var i = 0; i < row.Count; i++)
                write.Parameters.AddWithValue($"$p{i}", row[i].Value);
            saved += await write.ExecuteNonQueryAsync();
        }

        await written.CommitAsync();
        return saved;
    }

    /// <summary>The rows of a table up to where it is damaged.</summary>
    private static async IAsyncEnumerable<List<(string Column, object Value)>> ReadAsync(SqliteConnection from, string table, string order)
    {
        await using var read = from.CreateCommand();
#pragma warning disable CA2100 // The names are those of our own tables, and "ASC" or "DESC".
        read.CommandText = $"SELECT * FROM \"{table}\" ORDER BY rowid {order}";
#pragma warning restore CA2100
        SqliteDataReader? reader = null;
        while (true)
        {
            List<(string, object)>? row = null;
            try
            {
                if (from.State != System.Data.ConnectionState.Open)
                    await from.OpenAsync();
                reader ??= await read.ExecuteReaderAsync();
                if (await reader.ReadAsync())
                    row = [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetValue(i)))];
            }
            catch (SqliteException)
            {
                // Up to here it could be read.
            }

            if (row is null)
                break;
            yield return row;
        }

        if (reader is not null)
            await reader.DisposeAsync();
    }

    private sealed class One(StudioDb db) : IDbContextFactory<StudioDb>
    {
        public StudioDb CreateDbContext() => new(new DbContextOptionsBuilder<StudioDb>().UseSqlite(db.Database.GetConnectionString()).Options);
    }
}
