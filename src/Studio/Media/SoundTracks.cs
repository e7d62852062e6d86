using Dubbing.Studio.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Media;

/// <summary>Which of a video's sound tracks is heard, ducked and exported.</summary>
public interface ISoundTracks
{
    /// <summary>Takes another track; what the studio shows and plays of the video is made anew.</summary>
    /// <param name="projectId">The project whose video it is.</param>
    /// <param name="number">The track's number, from 1.</param>
    /// <param name="cancel">Stops looking at the video.</param>
    /// <exception cref="DubbingException">There is no such track, or it cannot be decoded.</exception>
    Task ChooseAsync(Guid projectId, int number, CancellationToken cancel = default);
}

/// <inheritdoc cref="ISoundTracks"/>
internal sealed class SoundTracks(IDbContextFactory<StudioDb> databases, IProjectEvents events, WriteLock writing, JobQueue jobs, DataFolder data, IMediaInspector inspector) : ISoundTracks
{
    public async Task ChooseAsync(Guid projectId, int number, CancellationToken cancel)
    {
        MediaFile? before;
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            var mediaId = await db.Projects.Where(p => p.Id == projectId).Select(p => p.MediaId).SingleOrDefaultAsync(cancel);
            before = await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mediaId, cancel);
        }

        if (before is null || before.SoundTrack == number)
            return;
        var seen = await inspector.InspectAsync(data.SourceOf(before.Id), before.FileName, number, cancel);
        Job prepare;
        MediaFile media;
        using (await writing.EnterAsync(CancellationToken.None))
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            if (await db.Media.SingleOrDefaultAsync(m => m.Id == before.Id, CancellationToken.None) is not { } row)
                return;
            media = row;
            // What is being made of the other track is wanted no more.
            await jobs.StopAsync(db, projectId, JobKind.Prepare, CancellationToken.None);
            (media.SoundTrack, media.SoundTracks, media.AudioCodec, media.DurationSeconds, media.Waveform, media.Proxy, media.Problem) =
                (number, seen.SoundTracks, seen.AudioCodec, seen.DurationSeconds, seen.Waveform, seen.Proxy, null);
            prepare = jobs.New(projectId, JobKind.Prepare);
            db.Jobs.Add(prepare);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        events.Publish(new MediaChanged(projectId, media));
        jobs.Announce(prepare);
    }
}
