using System.Threading.Channels;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Uploads;

/// <summary>
/// Looks at each upload whose bytes are all here, and makes it its project's video or refuses it. What a crash left
/// unlooked at is taken up at the next start.
/// </summary>
internal sealed partial class UploadAcceptor(
    UploadStore uploads,
    IMediaInspector inspector,
    IDbContextFactory<StudioDb> databases,
    IProjectEvents events,
    WriteLock writing,
    ProjectEditor editor,
    JobQueue jobs,
    DataFolder data,
    TimeProvider time,
    ILogger<UploadAcceptor> log) : BackgroundService
{
    private readonly Channel<Guid> waiting = Channel.CreateUnbounded<Guid>();

    /// <summary>Says that all bytes of an upload are here.</summary>
    public async Task CompletedAsync(Guid uploadId)
    {
        await uploads.ChangeAsync(uploadId, u => u.State = UploadState.Checking, CancellationToken.None);
        waiting.Writer.TryWrite(uploadId);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var id in await uploads.CompleteAsync(stoppingToken))
                await CompletedAsync(id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A full disk: the client asks again, or the next start does.
            CheckFailed(log, Guid.Empty, e);
        }

        await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await AcceptAsync(id, stoppingToken);
            }
            catch (DubbingException e)
            {
                await RefuseSafelyAsync(id, e.UserMessage);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CheckFailed(log, id, e);
                await RefuseSafelyAsync(id, DatabaseErrors.IsFull(e) || DiskSpace.IsFull(e) ? Messages.NotSavedDiskFull() : Messages.JobFailed());
            }
        }
    }

    /// <summary>Whatever happens to one upload, the next one is looked at.</summary>
    private async Task RefuseSafelyAsync(Guid uploadId, Message why)
    {
        try
        {
            await RefuseAsync(uploadId, why);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CheckFailed(log, uploadId, e);
        }
    }

    private async Task AcceptAsync(Guid uploadId, CancellationToken cancel)
    {
        if (await uploads.FindAsync(uploadId, cancel) is not { State: UploadState.Checking } upload)
            return;
        if (upload.Length == 0)
            throw new DubbingException(Messages.UploadEmpty(upload.FileName));

        // The accepted file keeps the upload's key: a crash between the move and the commit is seen and finished here.
        var (arrived, kept) = (data.UploadFile(uploadId), data.SourceOf(uploadId));
        var media = await inspector.InspectAsync(File.Exists(arrived) ? arrived : kept, upload.FileName, 0, cancel);
        media.Id = uploadId;
        media.Created = time.GetUtcNow().UtcDateTime;
        if (upload.Track is { } track)
        {
            await AddSoundAsync(upload, media, track, cancel);
            return;
        }

        using var held = await writing.EnterAsync(CancellationToken.None);
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var row = await db.Uploads.SingleOrDefaultAsync(u => u.Id == uploadId, CancellationToken.None);
        var project = row is null ? null : await db.Projects.SingleOrDefaultAsync(p => p.Id == row.ProjectId, CancellationToken.None);
        if (row is null || project is null)
            return;
        Directory.CreateDirectory(data.MediaOf(uploadId));
        if (File.Exists(arrived))
            File.Move(arrived, kept, overwrite: true);
        var before = project.MediaId;
        // What is made of the old file is wanted no more.
        await jobs.StopAsync(db, project.Id, JobKind.Prepare, CancellationToken.None);
        db.Media.Add(media);
        project.MediaId = media.Id;
        project.Updated = media.Created;
        row.State = UploadState.Accepted;
        row.MediaId = media.Id;
        row.Updated = media.Created;
        var prepare = jobs.New(project.Id, JobKind.Prepare);
        db.Jobs.Add(prepare);
        await db.SaveChangesAsync(CancellationToken.None);
        if (before is { } old && old != media.Id && !await db.Projects.AnyAsync(p => p.MediaId == old, CancellationToken.None))
        {
            await db.Media.Where(m => m.Id == old).ExecuteDeleteAsync(CancellationToken.None);
            data.DeleteMedia(old);
        }
        events.Publish(new UploadChanged(project.Id, row));
        events.Publish(new MediaChanged(project.Id, media));
        events.Publish(new ProjectChanged(project, Guid.Empty));
        jobs.Announce(prepare);
    }

    /// <summary>A sound for the timeline: prepared at once, since without its waveform it is not much to look at.</summary>
    private async Task AddSoundAsync(Upload upload, MediaFile media, TrackKind track, CancellationToken cancel)
    {
        if (!media.HasAudio)
            throw new DubbingException(Messages.SoundSilent(upload.FileName));
        var (arrived, kept) = (data.UploadFile(upload.Id), data.SourceOf(media.Id));
        Directory.CreateDirectory(data.MediaOf(media.Id));
        if (File.Exists(arrived))
            File.Move(arrived, kept, overwrite: true);
        try
        {
            await inspector.PrepareSoundAsync(kept, media, data, cancel);
        }
        catch (DubbingException)
        {
            data.DeleteMedia(media.Id);
            throw;
        }

        if (!await editor.EditAsync(
            upload.ProjectId,
            Guid.Empty,
            async (db, _) =>
            {
                db.Media.Add(media);
                db.Sounds.Add(new SoundClip
                {
                    Id = Guid.CreateVersion7(),
                    ProjectId = upload.ProjectId,
                    MediaId = media.Id,
                    Kind = track,
                    Name = Path.GetFileNameWithoutExtension(media.FileName),
                    Url = media.PlayableUrl!,
                    WholeSeconds = media.DurationSeconds,
                    StartSeconds = upload.AtSeconds,
                    Seconds = media.DurationSeconds,
                });
                var row = await db.Uploads.SingleAsync(u => u.Id == upload.Id, cancel);
                (row.State, row.MediaId, row.Updated) = (UploadState.Accepted, media.Id, media.Created);
                return new EditName(Messages.EditAddSound(upload.FileName));
            },
            cancel))
        {
            // The project went in the meantime.
            data.DeleteMedia(media.Id);
            return;
        }

        upload.State = UploadState.Accepted;
        events.Publish(new UploadChanged(upload.ProjectId, upload));
    }

    private async Task RefuseAsync(Guid uploadId, Message why)
    {
        await uploads.ChangeAsync(
            uploadId,
            u =>
            {
                u.State = UploadState.Refused;
                u.Problem = StoredMessage.Of(why);
            },
            CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Checking the upload {Upload} failed.")]
    private static partial void CheckFailed(ILogger log, Guid upload, Exception e);
}
