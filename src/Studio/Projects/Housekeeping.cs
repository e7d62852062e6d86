using Dubbing.Studio.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>
/// Once at the start and once a day: empties the trash of what lay there long enough, and deletes files that nothing refers
/// to. A file younger than a day is left alone, since what refers to it may be on its way into the database.
/// </summary>
internal sealed partial class Housekeeping(IDbContextFactory<StudioDb> databases, IProjectStore store, DataFolder data, TimeProvider time, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <summary>So long a deleted line finds its takes again after an undo.</summary>
    private static readonly TimeSpan Orphaned = TimeSpan.FromDays(IProjectStore.TrashDays);

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
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var old in await store.TrashAsync(cancel))
        {
            if (old.Project.Deleted < now.AddDays(-IProjectStore.TrashDays))
                await store.PurgeAsync(old.Project.Id, cancel);
        }

        await using var db = await databases.CreateDbContextAsync(cancel);
        var orphaned = now - Orphaned;
        await db.Takes.Where(t => !t.Kept && t.Created < orphaned && !db.Lines.Any(l => l.Id == t.LineId)).ExecuteDeleteAsync(cancel);
        var heard = await db.Lines.Where(l => l.TakeKey != null).Select(l => l.TakeKey!).Union(db.Takes.Select(t => t.Key)).ToHashSetAsync(cancel);
        foreach (var file in Directory.EnumerateFiles(data.Takes, "*", SearchOption.AllDirectories).Where(f => IsOld(File.GetLastWriteTimeUtc(f))))
        {
            cancel.ThrowIfCancellationRequested();
            if (!file.EndsWith(".wav", StringComparison.Ordinal) || !heard.Contains(Path.GetFileNameWithoutExtension(file)))
                File.Delete(file);
        }

        var media = (await db.Media.Select(m => m.Id).ToListAsync(cancel)).Concat(await db.Uploads.Select(u => u.Id).ToListAsync(cancel)).ToHashSet();
        DeleteFolders(data.Media, media);
        // Of each project the last finished file stays; older ones for a week.
        var week = now.AddDays(-7);
        var exports = await db.Jobs.Where(j => j.Kind == JobKind.Export)
            .Where(j => j.State != JobState.Done || j.Ended > week || !db.Jobs.Any(o => o.ProjectId == j.ProjectId && o.Kind == JobKind.Export && o.State == JobState.Done && o.Created > j.Created))
            .Select(j => j.Id).ToListAsync(cancel);
        DeleteFolders(data.Exports, [.. exports]);

        bool IsOld(DateTime written) => now - written > Young;

        void DeleteFolders(string parent, HashSet<Guid> used)
        {
            foreach (var folder in Directory.EnumerateDirectories(parent).Where(f => IsOld(Directory.GetLastWriteTimeUtc(f))))
            {
                cancel.ThrowIfCancellationRequested();
                if (Guid.TryParseExact(Path.GetFileName(folder), "N", out var id) && !used.Contains(id))
                    Directory.Delete(folder, recursive: true);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Cleaning up failed.")]
    private static partial void CleaningFailed(ILogger log, Exception e);
}
