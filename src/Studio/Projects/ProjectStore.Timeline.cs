using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>What is done on the timeline.</summary>
internal sealed partial class ProjectStore
{
    public Task PlaceLinesAsync(Guid projectId, IReadOnlyCollection<LinePlace> places, Guid origin, CancellationToken cancel)
    {
        foreach (var place in places)
            CheckTimes(place.StartSeconds, place.EndSeconds);
        var wanted = places.ToDictionary(p => p.LineId);
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                foreach (var line in await db.Lines.Where(l => l.ProjectId == projectId && wanted.Keys.Contains(l.Id)).ToListAsync(cancel))
                {
                    var place = wanted[line.Id];
                    (line.StartSeconds, line.EndSeconds) = (place.StartSeconds, place.EndSeconds);
                    line.Speaker = string.IsNullOrWhiteSpace(place.Speaker) ? null : place.Speaker.Trim();
                }

                return new EditName(Messages.EditPlace(places.Count));
            },
            cancel);
    }

    /// <exception cref="DubbingException">A time is negative, or the end is not after the start.</exception>
    private static void CheckTimes(double? start, double? end)
    {
        if (start is < 0 || end is < 0 || !double.IsFinite(start ?? 0) || !double.IsFinite(end ?? 0))
            throw new DubbingException(Messages.TimeNegative());
        if (end <= start || (start is null && end is not null))
            throw new DubbingException(Messages.EndBeforeStart());
    }
}
