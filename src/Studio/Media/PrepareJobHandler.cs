using Dubbing.Media;
using Dubbing.Studio.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Media;

/// <summary>Makes what the studio shows and plays of a new video. Each part is saved when it is done; one that fails holds up no other.</summary>
internal sealed class PrepareJobHandler(IDbContextFactory<StudioDb> databases, IProjectEvents events, WriteLock writing, DataFolder data, MediaProbe probe, MediaParts make, IOptions<StudioOptions> options) : IJobHandler
{
    /// <summary>What a second of the browser's copy takes at most, in bytes.</summary>
    private const double ProxyBytesASecond = 300_000;

    public JobKind Kind => JobKind.Prepare;

    public async Task<Message?> RunAsync(Job job, JobProgress progress, CancellationToken cancel)
    {
        MediaFile? media;
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            var mediaId = await db.Projects.Where(p => p.Id == job.ProjectId).Select(p => p.MediaId).SingleOrDefaultAsync(cancel);
            media = await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mediaId, cancel);
        }

        if (media is null)
            return null;
        var (id, source) = (media.Id, data.SourceOf(media.Id));
        var info = await probe.ProbeAsync(source, media.FileName, media.AskedTrack, cancel);
        var parts = (media.Waveform == PartState.Waiting ? 1 : 0) + (media.Proxy == PartState.Waiting ? 1 : 0) + (media.Thumbnails == PartState.Waiting ? 1 : 0) + (media.Shots == PartState.Waiting ? 1 : 0);
        var done = 0;

        if (media.Waveform == PartState.Waiting)
        {
            await PartAsync(Messages.PrepareWaveform(), (m, state) => m.Waveform = state, async report =>
            {
                await Finished.FileAsync(probe, data, data.WaveformOf(id), made => make.WriteWaveformAsync(source, info, made, report, cancel), cancel);
                return null;
            });
        }

        if (media.Proxy == PartState.Waiting)
        {
            await PartAsync(Messages.PrepareProxy(), (m, state) => m.Proxy = state, async report =>
            {
                data.RequireSpace((long)(info.Seconds * ProxyBytesASecond), options.Value.DiskReserveBytes);
                await Finished.FileAsync(probe, data, data.ProxyOf(id), made => make.WriteProxyAsync(source, info, made, report, cancel), cancel);
                return null;
            });
        }

        if (media.Thumbnails == PartState.Waiting)
        {
            await PartAsync(Messages.PrepareThumbnails(), (m, state) => m.Thumbnails = state, async report =>
            {
                var (seconds, count) = await Finished.FolderAsync(data, data.ThumbnailsOf(id), made => make.WriteThumbnailsAsync(source, info, made, report, cancel));
                return m => (m.ThumbnailSeconds, m.ThumbnailCount) = (seconds, count);
            });
        }

        if (media.Shots == PartState.Waiting)
        {
            await PartAsync(Messages.PrepareShots(), (m, state) => m.Shots = state, async report =>
            {
                await Finished.FileAsync(probe, data, data.ShotsOf(id), made => make.WriteShotsAsync(source, info, made, report, cancel), cancel);
                return null;
            });
        }

        return info.Notes.Aggregate(Messages.PrepareDone(), Messages.AndThen);

        async Task PartAsync(Message what, Action<MediaFile, PartState> set, Func<IProgress<double>, Task<Action<MediaFile>?>> make)
        {
            await progress.ReportAsync((double)done / parts, what, cancel);
            var before = done;
            await using var reports = new ProgressPump(seconds => progress.ReportAsync((before + Math.Min(1, seconds / info.Seconds)) / parts, what, cancel));
            try
            {
                var more = await make(reports);
                await SaveAsync(job.ProjectId, media, m =>
                {
                    set(m, PartState.Ready);
                    more?.Invoke(m);
                });
            }
            catch (DubbingException e)
            {
                await SaveAsync(job.ProjectId, media, m =>
                {
                    set(m, PartState.Failed);
                    m.Problem = StoredMessage.Of(e.UserMessage);
                });
            }

            done++;
        }
    }

    private async Task SaveAsync(Guid projectId, MediaFile begun, Action<MediaFile> change)
    {
        using var held = await writing.EnterAsync(CancellationToken.None);
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        if (await db.Media.SingleOrDefaultAsync(m => m.Id == begun.Id, CancellationToken.None) is not { } media)
            return;
        // Another sound track was chosen while this was made.
        if (media.SoundTrack != begun.SoundTrack)
            return;
        change(media);
        await db.SaveChangesAsync(CancellationToken.None);
        events.Publish(new MediaChanged(projectId, media));
    }
}
