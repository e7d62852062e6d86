namespace Dubbing.Studio.Jobs;

/// <summary>The queue of jobs.</summary>
public interface IJobQueue
{
    /// <summary>Asks for takes of lines: the given ones, or all that need it. A call while a render job of the project still waits adds to that job.</summary>
    Task<Job> EnqueueRenderAsync(Guid projectId, IReadOnlyCollection<Guid>? lineIds = null, CancellationToken cancel = default);

    /// <summary>Asks for the finished file. Lines that need it are rendered first.</summary>
    Task<Job> EnqueueExportAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>Asks for finished files in chosen shapes. Several may wait, one after the other; the same asked for once more while it waits is that one.</summary>
    Task<Job> EnqueueExportAsync(Guid projectId, ExportArguments arguments, CancellationToken cancel = default);

    /// <summary>Stops a job, waiting or running. Lines that are rendered already stay.</summary>
    Task CancelAsync(Guid jobId, CancellationToken cancel = default);

    /// <summary>One job; null when there is none.</summary>
    Task<Job?> FindAsync(Guid jobId, CancellationToken cancel = default);
}
