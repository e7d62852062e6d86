using Dubbing.Studio.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Exporting;

/// <summary>An export that was asked for.</summary>
/// <param name="Job">The job.</param>
/// <param name="Chosen">What was chosen for it.</param>
/// <param name="HasFile">Whether its file is still there.</param>
/// <param name="IsOutdated">Whether the project was edited after it had begun.</param>
internal sealed record PastExport(Job Job, ExportArguments Chosen, bool HasFile, bool IsOutdated);

/// <summary>The exports of a project, waiting, running and past.</summary>
internal sealed class ExportHistory(IDbContextFactory<StudioDb> databases, WriteLock writing, DataFolder data)
{
    /// <summary>Whether a project was edited after an export of it had begun.</summary>
    /// <param name="job">The export.</param>
    /// <param name="edited">When the project was edited last (UTC).</param>
    public static bool IsOutdated(Job job, DateTime? edited) => job.Started is { } started && edited > started;

    /// <summary>The exports of a project, the newest first.</summary>
    public async Task<IReadOnlyList<PastExport>> ListAsync(Guid projectId, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var edited = await db.Projects.Where(p => p.Id == projectId).Select(p => (DateTime?)p.Updated).SingleOrDefaultAsync(cancel);
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.ProjectId == projectId && j.Kind == JobKind.Export).OrderByDescending(j => j.Created).ToListAsync(cancel);
        return [.. jobs.Select(j => new PastExport(j, ExportArguments.Of(j.Arguments), j.ResultName is { } name && File.Exists(data.ExportFile(j.Id, name)), IsOutdated(j, edited)))];
    }

    /// <summary>Takes an export that has ended off the list, with its file.</summary>
    public async Task RemoveAsync(Guid jobId, CancellationToken cancel = default)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Jobs.Where(j => j.Id == jobId && j.Kind == JobKind.Export && j.State != JobState.Waiting && j.State != JobState.Running).ExecuteDeleteAsync(cancel) > 0)
            data.DeleteExport(jobId);
    }
}
