using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Script;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;

namespace Dubbing.Studio.Exporting;

/// <summary>The job behind the <em>Export</em> button. An interrupted one begins again; lines that are spoken already are not spoken again.</summary>
internal sealed class ExportJobHandler(RenderPass pass, DubSession session, IProjectStore store, ITimelineStore timeline, JobQueue queue, DataFolder data, MediaProbe probe) : IJobHandler
{
    /// <summary>The part of the bar that speaking the missing lines takes.</summary>
    private const double RenderShare = 0.5;

    public JobKind Kind => JobKind.Export;

    public async Task<Message?> RunAsync(Job job, JobProgress progress, CancellationToken cancel)
    {
        var spoke = false;
        await pass.RunAsync(
            job.ProjectId,
            null,
            (done, total) =>
            {
                spoke = true;
                return progress.ReportAsync(RenderShare * done / total, Messages.RenderProgress(done + 1, total), cancel);
            },
            cancel);

        if (await store.LoadAsync(job.ProjectId, cancel) is not { } content)
            return null;
        if (content.Media is not { } media)
            throw new DubbingException(Messages.ExportNoMedia());
        var source = data.SourceOf(media.Id);
        if (!File.Exists(source))
            throw new DubbingException(Messages.MediaMissing(media.FileName));
        var (tracks, sounds) = await timeline.LoadTimelineAsync(job.ProjectId, cancel);
        var lines = content.Lines.Where(l => l.TakeKey is not null && l.ClipStart is not null).ToList();
        if (lines.Count == 0)
            throw new DubbingException(Messages.ExportNoLines());

        var from = spoke ? RenderShare : 0;
        await progress.ReportAsync(from, Messages.ExportMixing(), cancel);
        var name = FileNames.Clean(Messages.DubName(content.Project.Name).Text(Culture(content.Project.Language)) + (media.HasVideo ? ".mp4" : ".m4a"));
        Directory.CreateDirectory(data.ExportOf(job.Id));
        var result = data.ExportFile(job.Id, name);
        var partial = Path.Combine(data.ExportOf(job.Id), "partial" + Path.GetExtension(name));
        var info = await probe.ProbeAsync(source, media.FileName, cancel: cancel);
        ExportReport report;
        await using (var reports = new ProgressPump(done => progress.ReportAsync(from + (1 - from) * done, Messages.ExportMixing(), cancel)))
        {
            var work = new DubWork(source, info, content.Project.Language, [.. lines.Select(ClipOf)], content.Project.OriginalSound, content.Project.SyntheticNotice, content.Project.Name)
            {
                Tracks = [.. tracks.Select(t => t.ToDub())],
                Shown = [.. content.Lines.Where(l => l.StartSeconds is not null && SoundDescription.Is(l.Text)).Select(l => new CaptionLine(l.Text, l.Speaker, l.StartSeconds, l.EndSeconds - l.StartSeconds))],
                Sounds = [.. sounds.Where(s => File.Exists(data.SourceOf(s.MediaId))).Select(s => new DubSound(s.Kind, new PlacedSound(data.SourceOf(s.MediaId), s.StartSeconds, s.OffsetSeconds, s.Seconds, s.GainDb, s.FadeInSeconds, s.FadeOutSeconds)))],
            };
            report = await session.ExportAsync(work, new DeliveryOptions(), partial, reports, cancel);
        }

        File.Move(partial, result, overwrite: true);
        await queue.ChangeAsync(
            job.Id,
            j =>
            {
                (j.ResultName, j.ResultBytes) = (name, new FileInfo(result).Length);
                return true;
            },
            cancel);
        var outside = lines.Where(l => l.ClipStart >= info.Seconds).Select(l => content.Lines.ToList().IndexOf(l) + 1).ToList();
        Message[] notes = [.. info.Notes, .. report.Notes, .. outside.Count > 0 ? [Messages.LinesOutside(string.Join(", ", outside))] : (Message[])[]];
        return notes.Aggregate(Messages.ExportDone(name), Messages.AndThen);
    }

    private static DubClip ClipOf(ScriptLine line) => new(line.Position + 1, line.Text, line.Speaker, line.VoiceId ?? "", line.TakeKey!, line.ClipStart!.Value, line.TakeSeconds ?? 0)
    {
        FadeInSeconds = line.FadeInSeconds,
        FadeOutSeconds = line.FadeOutSeconds,
    };

    private static System.Globalization.CultureInfo Culture(Language language) => new(language.Code());
}
