using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Keeping;

/// <summary>
/// Once at the start and once a day: empties the trash of what lay there long enough, gives up uploads that nobody goes on with, and
/// puts files aside that nothing uses any more. It touches only files that this database has made (<see cref="OwnedFile"/>); they lie in
/// the folder <c>holding</c> for some days before they are deleted. Days are those that the studio has seen (<see cref="StudioDays"/>). Files
/// that belong to nothing are counted and told.
/// </summary>
internal sealed partial class Housekeeping(
    IDbContextFactory<StudioDb> databases,
    ProjectStore store,
    UploadStore uploads,
    WriteLock writing,
    StudioDays days,
    DataFolder data,
    Notices notices,
    IOptions<StudioOptions> options,
    TimeProvider time,
    ILogger<Housekeeping> log) : BackgroundService
{
    /// <summary>So long a deleted line finds its takes again after an undo, in days.</summary>
    private const int TakeDays = IProjectStore.TrashDays;

    /// <summary>A file that is younger belongs to something that is on its way into the database.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
        {
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CleaningFailed(log, e);
            }
        }
        while (await daily.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Cleans up now.</summary>
    public async Task CleanAsync(CancellationToken cancel)
    {
        var day = await days.CountAsync(cancel);
        await EmptyTrashAsync(day, cancel);
        await GiveUpUploadsAsync(day, cancel);
        await PruneJobsAsync(cancel);

        Dictionary<(OwnedKind, string), List<OwnedFile>> owned;
        Dictionary<(OwnedKind Kind, string Key), bool> used;
        using (await writing.EnterAsync(cancel))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            used = await UsedAsync(db, cancel);
            var known = (await db.Owned.AsNoTracking().Select(o => new { o.Kind, o.Key }).ToListAsync(cancel)).Select(o => (o.Kind, o.Key)).ToHashSet();
            // What rows name is this database's, also what an earlier version made.
            db.Owned.AddRange(used.Keys.Where(u => !known.Contains(u)).Select(u => new OwnedFile { Kind = u.Kind, Key = u.Key }));
            await db.SaveChangesAsync(cancel);
            owned = (await db.Owned.AsNoTracking().ToListAsync(cancel)).GroupBy(o => (o.Kind, o.Key)).ToDictionary(g => g.Key, g => g.ToList());
        }

        var (strangers, bytes) = Strangers(owned.Keys.ToHashSet(), cancel);
        if (strangers > 0)
            notices.Say(Messages.NoticeFilesWithoutRow(strangers, Sizes.Text(bytes)));
        else
            notices.Forget(nameof(Messages.NoticeFilesWithoutRow));
        // When most files are nobody's, this is not the database that made them: better nothing is moved at all.
        if (strangers > owned.Count)
        {
            MostlyStrangers(log, strangers, owned.Count);
            return;
        }

        foreach (var batch in owned.Where(o => o.Key.Item1 is OwnedKind.Take or OwnedKind.Media or OwnedKind.Export or OwnedKind.Upload).Chunk(500))
        {
            // In small steps: nobody who types waits for it.
            using var held = await writing.EnterAsync(cancel);
            await using var db = await databases.CreateDbContextAsync(cancel);
            foreach (var ((kind, key), rows) in batch)
                await TendAsync(db, kind, key, rows, used.TryGetValue((kind, key), out var lasting) && lasting, day, cancel);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>One file: back in use, unused since today, put aside, or deleted at last.</summary>
    private async Task TendAsync(StudioDb db, OwnedKind kind, string key, List<OwnedFile> rows, bool used, double day, CancellationToken cancel)
    {
        var (path, aside) = (PathOf(kind, key), Path.Combine(data.Holding, $"{kind}-{key}"));
        var (unused, held) = (rows.Min(r => r.UnusedDay), rows.Max(r => r.HeldDay));
        if (used)
        {
            if (held is not null && !Exists(path) && Exists(aside))
                Move(aside, path);
            if (unused is not null || held is not null)
                Set(null, null);
            return;
        }

        var wait = kind switch { OwnedKind.Take => TakeDays, OwnedKind.Export => 7, _ => 1 };
        if (unused is null)
        {
            Set(day, null);
        }
        else if (held is null && day - unused >= wait)
        {
            if (kind == OwnedKind.Take)
                await db.Takes.Where(t => t.Key == key && !t.Kept && !db.Lines.Any(l => l.Id == t.LineId)).ExecuteDeleteAsync(cancel);
            if (Exists(path))
                Move(path, aside);
            Set(unused, day);
        }
        else if (held is not null && day - held >= options.Value.HoldingDays)
        {
            Delete(aside);
            db.Owned.AttachRange(rows);
            db.Owned.RemoveRange(rows);
        }

        void Set(double? since, double? asideSince)
        {
            db.Owned.AttachRange(rows);
            foreach (var row in rows)
                (row.UnusedDay, row.HeldDay) = (since, asideSince);
        }
    }

    /// <summary>What rows name; false for takes that only lines name which are gone.</summary>
    private static async Task<Dictionary<(OwnedKind Kind, string Key), bool>> UsedAsync(StudioDb db, CancellationToken cancel)
    {
        var used = new Dictionary<(OwnedKind, string), bool>();
        foreach (var key in await db.Takes.Select(t => t.Key).Distinct().ToListAsync(cancel))
            used[(OwnedKind.Take, key)] = false;
        foreach (var key in await db.Takes.Where(t => t.Kept || db.Lines.Any(l => l.Id == t.LineId)).Select(t => t.Key).Union(db.Lines.Where(l => l.TakeKey != null).Select(l => l.TakeKey!)).ToListAsync(cancel))
            used[(OwnedKind.Take, key)] = true;
        foreach (var id in await db.Media.Select(m => m.Id).Union(db.Uploads.Select(u => u.Id)).ToListAsync(cancel))
            used[(OwnedKind.Media, id.ToString("N"))] = true;
        foreach (var id in await db.Uploads.Where(u => u.State == UploadState.Receiving || u.State == UploadState.Checking).Select(u => u.Id).ToListAsync(cancel))
            used[(OwnedKind.Upload, id.ToString("N"))] = true;
        // Of each project the last finished file stays.
        var exports = await db.Jobs.Where(j => j.Kind == JobKind.Export)
            .Where(j => j.State == JobState.Waiting || j.State == JobState.Running || !db.Jobs.Any(o => o.ProjectId == j.ProjectId && o.Kind == JobKind.Export && o.State == JobState.Done && o.Created > j.Created))
            .Select(j => j.Id).ToListAsync(cancel);
        foreach (var id in await db.Jobs.Where(j => j.Kind == JobKind.Export).Select(j => j.Id).ToListAsync(cancel))
            used[(OwnedKind.Export, id.ToString("N"))] = exports.Contains(id);
        return used;
    }

    private async Task EmptyTrashAsync(double day, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Guid> old;
        using (await writing.EnterAsync(cancel))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var thrown = await db.Projects.Where(p => p.Deleted != null).Select(p => new { p.Id, Deleted = p.Deleted!.Value }).ToListAsync(cancel);
            var since = await SinceAsync(db, OwnedKind.Project, [.. thrown.Select(p => p.Id)], day, cancel);
            old = [.. thrown.Where(p => p.Deleted < now.AddDays(-IProjectStore.TrashDays) && day - since[p.Id] >= IProjectStore.TrashDays).Select(p => p.Id)];
        }

        // The files become unused by it, and are put aside like others.
        foreach (var id in old)
            await store.PurgeAsync(id, _ => { }, _ => { }, _ => { }, cancel);
    }

    private async Task GiveUpUploadsAsync(double day, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Guid> old;
        using (await writing.EnterAsync(cancel))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var idle = await db.Uploads.Where(u => (u.State == UploadState.Receiving || u.State == UploadState.Refused)).Select(u => new { u.Id, u.Updated }).ToListAsync(cancel);
            var since = await SinceAsync(db, OwnedKind.IdleUpload, [.. idle.Where(u => u.Updated < now - Young).Select(u => u.Id)], day, cancel);
            old = [.. idle.Where(u => u.Updated < now.AddDays(-options.Value.UploadDays) && since.TryGetValue(u.Id, out var from) && day - from >= options.Value.UploadDays - 1).Select(u => u.Id)];
        }

        foreach (var id in old)
            await uploads.RemoveAsync(id, cancel);
    }

    /// <summary>Since which of the studio's days each thing waits to be deleted; what no longer does is forgotten.</summary>
    private static async Task<Dictionary<Guid, double>> SinceAsync(StudioDb db, OwnedKind kind, IReadOnlyCollection<Guid> waiting, double day, CancellationToken cancel)
    {
        var rows = (await db.Owned.Where(o => o.Kind == kind).ToListAsync(cancel)).ToLookup(o => o.Key);
        var keys = waiting.ToDictionary(id => id.ToString("N"));
        db.Owned.RemoveRange(rows.Where(r => !keys.ContainsKey(r.Key)).SelectMany(r => r));
        db.Owned.AddRange(keys.Keys.Where(k => !rows.Contains(k)).Select(k => new OwnedFile { Kind = kind, Key = k, UnusedDay = day }));
        await db.SaveChangesAsync(cancel);
        return keys.ToDictionary(k => k.Value, k => rows[k.Key].FirstOrDefault()?.UnusedDay ?? day);
    }

    /// <summary>Of the jobs that have ended only the last ones of each project are kept, and the last finished file.</summary>
    private async Task PruneJobsAsync(CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ended = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Done || j.State == JobState.Failed || j.State == JobState.Cancelled)
            .Select(j => new { j.Id, j.ProjectId, j.Kind, j.State, j.Created }).ToListAsync(cancel);
        // Rendering as one types must not push exports off their list.
        var gone = ended.GroupBy(j => (j.ProjectId, j.Kind == JobKind.Export)).SelectMany(p =>
        {
            var newest = p.OrderByDescending(j => j.Created).ToList();
            var download = newest.Find(j => j is { Kind: JobKind.Export, State: JobState.Done });
            return newest.Skip(options.Value.EndedJobs).Where(j => j != download).Select(j => j.Id);
        });
        foreach (var some in gone.Chunk(500))
            await db.Jobs.Where(j => some.Contains(j.Id)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Files that this database did not make.</summary>
    private (int Files, long Bytes) Strangers(HashSet<(OwnedKind, string)> owned, CancellationToken cancel)
    {
        var (files, bytes) = (0, 0L);
        var before = time.GetUtcNow().UtcDateTime - Young;
        foreach (var (path, kind, key) in Places(data))
        {
            cancel.ThrowIfCancellationRequested();
            if (owned.Contains((kind, key)))
                continue;
            try
            {
                foreach (var file in Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories) : [new FileInfo(path)])
                {
                    if (file.LastWriteTimeUtc < before)
                        (files, bytes) = (files + 1, bytes + file.Length);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                files++;
            }
        }

        return (files, bytes);
    }

    /// <summary>Everything in the folders of takes, media, exports and uploads, and what it would be if it were ours.</summary>
    internal static IEnumerable<(string Path, OwnedKind Kind, string Key)> Places(DataFolder data)
    {
        foreach (var file in Directory.EnumerateFiles(data.Takes, "*", SearchOption.AllDirectories))
            yield return (file, OwnedKind.Take, Path.GetFileNameWithoutExtension(file));
        foreach (var (folder, kind) in new[] { (data.Media, OwnedKind.Media), (data.Exports, OwnedKind.Export), (data.Uploads, OwnedKind.Upload) })
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
                yield return (entry, kind, Path.GetFileName(entry));
        }
    }

    private string PathOf(OwnedKind kind, string key) => kind switch
    {
        OwnedKind.Take => data.TakeOf(key),
        OwnedKind.Media => Path.Combine(data.Media, key),
        OwnedKind.Export => Path.Combine(data.Exports, key),
        _ => Path.Combine(data.Uploads, key),
    };

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        Delete(to);
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else
            File.Move(from, to);
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Cleaning up failed.")]
    private static partial void CleaningFailed(ILogger log, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Strangers} files belong to nothing in the database, which knows {Owned}: nothing is put aside.")]
    private static partial void MostlyStrangers(ILogger log, int strangers, int owned);
}
