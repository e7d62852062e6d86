using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>Where the picture waits. What follows moves along, locked or not: it stays with its picture.</summary>
internal sealed partial class TimelineStore
{
    /// <summary>Times that are the same but for rounding, in seconds.</summary>
    private const double Hair = 0.0005;

    public async Task<IReadOnlyList<PictureWait>> LoadWaitsAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Waits.AsNoTracking().Where(w => w.ProjectId == projectId).OrderBy(w => w.AtSeconds).ToListAsync(cancel);
    }

    public Task WaitAsync(Guid projectId, double at, double seconds, LineEnd? line, Guid origin, CancellationToken cancel)
    {
        if (!(at >= 0) || !(seconds > 0))
            throw new DubbingException(Messages.TimeNegative());
        return editor.EditAsync(
            projectId,
            origin,
            async (db, project) =>
            {
                var video = project.MediaId is { } id ? await db.Media.Where(m => m.Id == id).Select(m => m.DurationSeconds).SingleOrDefaultAsync(cancel) : 0;
                var waits = await db.Waits.Where(w => w.ProjectId == projectId).ToListAsync(cancel);
                var map = PictureWait.MapOf(waits, video);
                var source = Math.Min(map.Source(at), video > 0 ? video : double.MaxValue);
                // A wait that stands there already becomes longer; what follows it begins when it is over.
                var wait = waits.Find(w => Math.Abs(w.AtSeconds - source) < Hair);
                if (wait is null)
                    db.Waits.Add(wait = new PictureWait { Id = Guid.CreateVersion7(), ProjectId = projectId, AtSeconds = source });
                wait.Seconds += seconds;
                var lines = await ProjectEditor.AllLinesAsync(db, projectId, cancel);
                var named = lines.Find(l => l.Id == line?.LineId);
                foreach (var one in lines)
                {
                    if (one.StartSeconds is not { } start)
                        continue;
                    // A slot in which the picture waits is longer by that.
                    if (one.EndSeconds > at + Hair && !Needs(one))
                        one.EndSeconds += seconds;
                    if (start >= at - Hair)
                        one.StartSeconds = start + seconds;
                    if (Needs(one))
                        one.EndSeconds = line!.Seconds;
                }

                foreach (var sound in await db.Sounds.Where(s => s.ProjectId == projectId && s.StartSeconds >= at - Hair).ToListAsync(cancel))
                    sound.StartSeconds += seconds;
                return new EditName(Messages.EditWait(Math.Round(seconds, 1)), LockedToo: true);

                // The line that needs the time, in each language that shares its slot.
                bool Needs(ScriptLine one) => named is not null && (one == named || (one.MainId == named.MainId && !one.OwnTimes && !named.OwnTimes));
            },
            cancel);
    }

    public Task RemoveWaitAsync(Guid projectId, Guid waitId, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var waits = await db.Waits.Where(w => w.ProjectId == projectId).ToListAsync(cancel);
            if (waits.Find(w => w.Id == waitId) is not { } wait)
                return null;
            var from = PictureWait.MapOf(waits, null).MapBefore(wait.AtSeconds);
            var to = from + wait.Seconds;
            foreach (var line in await ProjectEditor.AllLinesAsync(db, projectId, cancel))
            {
                if (line.StartSeconds is not { } start)
                    continue;
                var end = line.EndSeconds;
                line.StartSeconds = Without(start);
                line.EndSeconds = end is { } until && Without(until) is var earlier && earlier > line.StartSeconds + SoundClip.ShortestSeconds ? earlier : end is null ? null : line.StartSeconds + end - start;
            }

            foreach (var sound in await db.Sounds.Where(s => s.ProjectId == projectId && s.StartSeconds > from).ToListAsync(cancel))
                sound.StartSeconds = Without(sound.StartSeconds);
            db.Waits.Remove(wait);
            return new EditName(Messages.EditWaitOff(Math.Round(wait.Seconds, 1)), LockedToo: true);

            double Without(double time) => time >= to - Hair ? time - wait.Seconds : Math.Min(time, from);
        },
        cancel);

    public Task AcceptAsync(Guid lineId, string? accepted, Guid origin, CancellationToken cancel) => editor.EditLineAsync(
        lineId,
        origin,
        (_, line) =>
        {
            line.Accepted = accepted;
            return Task.FromResult<EditName?>(new EditName(Messages.EditAccept(line.Position + 1)));
        },
        cancel);
}
