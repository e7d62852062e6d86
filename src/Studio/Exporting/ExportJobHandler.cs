using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Speech;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Dubbing.Studio.Rendering;

namespace Dubbing.Studio.Exporting;

/// <summary>The job behind the <em>Export</em> button. An interrupted one begins again; lines that are spoken already are not spoken again.</summary>
internal sealed class ExportJobHandler(RenderPass pass, IProjectStore store, ITimelineStore timeline, JobQueue queue, DataFolder data) : IJobHandler
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
        var levels = new TrackLevels(tracks);
        var lines = content.Lines.Where(l => l.TakeKey is not null && l.ClipStart is not null).ToList();
        if (lines.Count == 0)
            throw new DubbingException(Messages.ExportNoLines());

        var from = spoke ? RenderShare : 0;
        await progress.ReportAsync(from, Messages.ExportMixing(), cancel);
        var takes = new List<PlacedTake>(lines.Count);
        foreach (var line in lines)
        {
            if (levels.Of(TrackKind.Dub, line.Speaker ?? "") is not { } gain)
                continue;
            var (samples, rate) = await WaveFile.ReadAsync(data.TakeOf(line.TakeKey!), cancel);
            takes.Add(new PlacedTake(line.ClipStart!.Value, new Take(samples, rate, []), gain, line.FadeInSeconds, line.FadeOutSeconds));
        }

        var name = FileNames.Clean(Messages.DubName(content.Project.Name).Text(Culture(content.Project.Language)) + (media.HasVideo ? ".mp4" : ".m4a"));
        Directory.CreateDirectory(data.ExportOf(job.Id));
        var result = data.ExportFile(job.Id, name);
        var partial = Path.Combine(data.ExportOf(job.Id), "partial" + Path.GetExtension(name));
        var info = await MediaProbe.ProbeAsync(source, media.FileName, cancel);
        await using (var reports = new ProgressPump(done => progress.ReportAsync(from + (1 - from) * done, Messages.ExportMixing(), cancel)))
        {
            await Exporter.ExportAsync(
                new ExportRequest(source, info, takes, tracks.Any(t => t is { Kind: TrackKind.Captions, Muted: true }) ? [] : Captions.Of(lines, content.Project.Language), content.Project.Language, levels.Of(TrackKind.Original) is null ? OriginalSound.Mute : content.Project.OriginalSound, content.Project.SyntheticNotice, content.Project.Name)
                {
                    OriginalGainDb = levels.Of(TrackKind.Original) ?? 0,
                    Sounds = [.. Heard(sounds, levels)],
                },
                partial,
                reports,
                cancel);
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
        return Messages.ExportDone(name);
    }

    private IEnumerable<PlacedSound> Heard(IEnumerable<SoundClip> sounds, TrackLevels levels)
    {
        foreach (var sound in sounds)
        {
            if (levels.Of(sound.Kind) is { } gain && File.Exists(data.SourceOf(sound.MediaId)))
                yield return new PlacedSound(data.SourceOf(sound.MediaId), sound.StartSeconds, sound.OffsetSeconds, sound.Seconds, gain + sound.GainDb, sound.FadeInSeconds, sound.FadeOutSeconds, levels.Ducked(sound.Kind));
        }
    }

    private static System.Globalization.CultureInfo Culture(Language language) => new(language.Code());
}
