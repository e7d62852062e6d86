using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Jobs;

/// <summary>Does one kind of job.</summary>
internal interface IJobHandler
{
    /// <summary>What it does.</summary>
    JobKind Kind { get; }

    /// <summary>How many of its jobs are worked at side by side.</summary>
    int Lanes => 1;

    /// <summary>Does a job, or the rest of one that was interrupted.</summary>
    /// <returns>How it ended, for the user; null when the project is gone.</returns>
    /// <exception cref="DubbingException">It cannot be done.</exception>
    Task<Message?> RunAsync(Job job, JobProgress progress, CancellationToken cancel);
}

/// <summary>
/// Runs the queue: each kind of job has lanes of its own, so that a long export does not hold up an upload's preparation. A lane ends
/// with the server and never before: whatever happens to a job, also a disk that is too full to note it, the next one is begun.
/// </summary>
internal sealed partial class JobRunner(JobQueue queue, IEnumerable<IJobHandler> handlers, IHostApplicationLifetime life, DataFolder data, TimeProvider time, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>So long is waited before what the database would not take is tried again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A studio that was told to stop was not killed by its jobs, even when nobody waited for them to be put back.
        var told = Path.Combine(data.Root, "studio.stopped");
        var orderly = File.Exists(told);
        File.Delete(told);
        life.ApplicationStopping.Register(() =>
        {
            try
            {
                File.WriteAllText(told, "");
            }
            catch (IOException)
            {
                // No room: it counts as a death, of which one is forgiven.
            }
        });
        await UntilDoneAsync(() => queue.TakeUpAgainAsync(orderly, stoppingToken), stoppingToken);
        await Task.WhenAll(handlers.SelectMany(h => Enumerable.Range(0, h.Lanes).Select(_ => RunLaneAsync(h, stoppingToken))));
    }

    private async Task RunLaneAsync(IJobHandler handler, CancellationToken stopping)
    {
        while (true)
        {
            await queue.Arrivals[handler.Kind].WaitAsync(stopping);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Job? job = null;
            await UntilDoneAsync(async () => job = await queue.BeginAsync(handler.Kind, stop, stopping), stopping);
            if (job is not null)
                await RunAsync(handler, job, stop, stopping);
        }
    }

    private async Task RunAsync(IJobHandler handler, Job job, CancellationTokenSource stop, CancellationToken stopping)
    {
        Action<Job> end;
        try
        {
            var message = await handler.RunAsync(job, new JobProgress(queue, job.Id, time), stop.Token);
            end = j =>
            {
                j.State = JobState.Done;
                j.Progress = 1;
                j.Message = message is null ? null : StoredMessage.Of(message);
            };
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            await PutBackAsync(job);
            return;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = j => j.State = JobState.Cancelled;
        }
        catch (DubbingException e)
        {
            JobRefused(log, handler.Kind, job.Id, e.Message, e.InnerException);
            end = j => Fail(j, e.UserMessage);
        }
        catch (Exception e)
        {
            JobFailed(log, handler.Kind, job.Id, e);
            end = j => Fail(j, DatabaseErrors.IsFull(e) || DiskSpace.IsFull(e) ? Messages.NotSavedDiskFull() : Messages.JobFailed());
        }

        await EndAsync(job, end, stopping);
    }

    /// <summary>Writes how a job ended. When the database does not take it, the tabs are told at once, and it is written once there is room: the lane goes on.</summary>
    private async Task EndAsync(Job job, Action<Job> end, CancellationToken stopping)
    {
        try
        {
            await queue.EndAsync(job.Id, end);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotWritten(log, job.Id, e);
            end(job);
            job.Ended = time.GetUtcNow().UtcDateTime;
            queue.AnnounceEnd(job);
            _ = UntilDoneAsync(() => queue.EndAsync(job.Id, end), stopping);
        }
    }

    private async Task PutBackAsync(Job job)
    {
        try
        {
            await queue.PutBackAsync(job.Id);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It stays as running, and is taken up again as after a crash.
            NotWritten(log, job.Id, e);
        }
    }

    private async Task UntilDoneAsync(Func<Task> work, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested && e is DbUpdateException or SqliteException or IOException or DubbingException)
            {
                NotReachable(log, e);
                await Task.Delay(Again, time, stopping);
            }
        }
    }

    private static void Fail(Job job, Message why)
    {
        job.State = JobState.Failed;
        job.Error = StoredMessage.Of(why);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Job}: {Why}")]
    private static partial void JobRefused(ILogger log, JobKind kind, Guid job, string why, Exception? inner);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Job} failed.")]
    private static partial void JobFailed(ILogger log, JobKind kind, Guid job, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "How the job {Job} ended could not be written; it is tried again.")]
    private static partial void NotWritten(ILogger log, Guid job, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database does not take the queue's changes; it is tried again.")]
    private static partial void NotReachable(ILogger log, Exception e);
}

/// <summary>Tells how far a job is. Between two changes of the message at most a few reports a second are written.</summary>
internal sealed class JobProgress(JobQueue queue, Guid jobId, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private long last;
    private string? said;

    /// <summary>Writes the progress, 0 … 1, and what is being done.</summary>
    public async Task ReportAsync(double progress, Message message, CancellationToken cancel)
    {
        var stored = StoredMessage.Of(message);
        var key = stored.ToJson();
        if (said == key && last != 0 && time.GetElapsedTime(last) < Pause)
            return;
        (last, said) = (time.GetTimestamp(), key);
        try
        {
            await queue.ChangeAsync(
                jobId,
                job =>
                {
                    job.Progress = double.IsFinite(progress) ? Math.Clamp(progress, 0, 1) : 0;
                    job.Message = stored;
                    return true;
                },
                cancel);
        }
        catch (Exception e) when (DatabaseErrors.IsFull(e))
        {
            // How far it is, is not worth the work itself.
        }
    }
}
