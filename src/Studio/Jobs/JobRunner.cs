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

/// <summary>Runs the queue: each kind of job has lanes of its own, so that a long export does not hold up an upload's preparation.</summary>
internal sealed partial class JobRunner(JobQueue queue, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<JobRunner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await queue.TakeUpAgainAsync(stoppingToken);
        await Task.WhenAll(handlers.SelectMany(h => Enumerable.Range(0, h.Lanes).Select(_ => RunLaneAsync(h, stoppingToken))));
    }

    private async Task RunLaneAsync(IJobHandler handler, CancellationToken stopping)
    {
        while (true)
        {
            await queue.Arrivals[handler.Kind].WaitAsync(stopping);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            if (await queue.BeginAsync(handler.Kind, stop, stopping) is { } job)
                await RunAsync(handler, job, stop, stopping);
        }
    }

    private async Task RunAsync(IJobHandler handler, Job job, CancellationTokenSource stop, CancellationToken stopping)
    {
        try
        {
            var message = await handler.RunAsync(job, new JobProgress(queue, job.Id, time), stop.Token);
            await queue.EndAsync(job.Id, j =>
            {
                j.State = JobState.Done;
                j.Progress = 1;
                j.Message = message is null ? null : StoredMessage.Of(message);
            });
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            queue.LeaveRunning(job.Id);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await queue.EndAsync(job.Id, j => j.State = JobState.Cancelled);
        }
        catch (DubbingException e)
        {
            JobRefused(log, handler.Kind, job.Id, e.Message, e.InnerException);
            await queue.EndAsync(job.Id, j => Fail(j, e.UserMessage));
        }
        catch (Exception e)
        {
            JobFailed(log, handler.Kind, job.Id, e);
            await queue.EndAsync(job.Id, j => Fail(j, Messages.JobFailed()));
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
        await queue.ChangeAsync(
            jobId,
            job =>
            {
                job.Progress = Math.Clamp(progress, 0, 1);
                job.Message = stored;
                return true;
            },
            cancel);
    }
}
