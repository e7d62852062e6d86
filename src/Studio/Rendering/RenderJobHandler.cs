using Dubbing.Studio.Jobs;

namespace Dubbing.Studio.Rendering;

/// <summary>The job behind the <em>Render</em> button.</summary>
internal sealed class RenderJobHandler(RenderPass pass) : IJobHandler
{
    public JobKind Kind => JobKind.Render;

    /// <summary>A single line need not wait for a whole script: the pass takes lines of all jobs in turn.</summary>
    public int Lanes => 3;

    public async Task<Message?> RunAsync(Job job, JobProgress progress, CancellationToken cancel)
    {
        var outcome = await pass.RunAsync(
            job.ProjectId,
            JobQueue.LinesIn(job.Arguments),
            (done, total) => progress.ReportAsync((double)done / total, Messages.RenderProgress(done + 1, total), cancel),
            cancel);
        return outcome switch
        {
            (0, 0) => Messages.RenderNothing(),
            (var rendered, 0) => Messages.RenderDone(rendered),
            var (rendered, failed) => Messages.RenderDoneWithProblems(rendered, failed),
        };
    }
}
