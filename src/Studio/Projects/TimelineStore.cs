using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <inheritdoc cref="ITimelineStore"/>
internal sealed partial class TimelineStore(IDbContextFactory<StudioDb> databases, ProjectEditor editor) : ITimelineStore
{
    public async Task<(IReadOnlyList<Track> Tracks, IReadOnlyList<SoundClip> Sounds)> LoadTimelineAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return (
            await db.Tracks.AsNoTracking().Where(t => t.ProjectId == projectId).ToListAsync(cancel),
            await db.Sounds.AsNoTracking().Where(s => s.ProjectId == projectId).OrderBy(s => s.StartSeconds).ToListAsync(cancel));
    }

    public Task PlaceClipsAsync(Guid projectId, IReadOnlyCollection<LinePlace> lines, IReadOnlyCollection<SoundPlace> sounds, Guid origin, CancellationToken cancel)
    {
        foreach (var place in lines)
            ProjectStore.CheckTimes(place.StartSeconds, place.EndSeconds);
        foreach (var place in sounds)
            ProjectStore.CheckTimes(place.StartSeconds, place.StartSeconds + place.Seconds);
        var (placed, laid) = (lines.ToDictionary(p => p.LineId), sounds.ToDictionary(p => p.ClipId));
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var clips = await FreeAsync(db, projectId, [.. placed.Keys, .. laid.Keys], cancel);
                foreach (var line in clips.Lines)
                {
                    var place = placed[line.Id];
                    // What was dragged is the sound, which begins after the pause.
                    LineCommands.Place(line, Math.Max(0, place.StartSeconds - (line.TakeKey is null ? 0 : line.PauseBefore)), place.EndSeconds);
                    (line.FadeInSeconds, line.FadeOutSeconds) = (Fade(place.FadeInSeconds), Fade(place.FadeOutSeconds));
                    line.Speaker = string.IsNullOrWhiteSpace(place.Speaker) ? null : place.Speaker.Trim();
                }

                foreach (var sound in clips.Sounds)
                {
                    var place = laid[sound.Id];
                    sound.Kind = place.Kind is TrackKind.Music or TrackKind.Effects ? place.Kind : sound.Kind;
                    sound.StartSeconds = place.StartSeconds;
                    var loop = sound.LoopSeconds;
                    sound.OffsetSeconds = loop > 0 ? Rest(place.OffsetSeconds, loop) : Math.Clamp(place.OffsetSeconds, 0, Math.Max(0, sound.WholeSeconds - SoundClip.ShortestSeconds));
                    sound.Seconds = Math.Clamp(place.Seconds, SoundClip.ShortestSeconds, loop > 0 ? LongestSound : Math.Max(SoundClip.ShortestSeconds, sound.WholeSeconds - sound.OffsetSeconds));
                    (sound.FadeInSeconds, sound.FadeOutSeconds) = (Fade(place.FadeInSeconds), Fade(place.FadeOutSeconds));
                }

                return new EditName(Messages.EditPlace(clips.Lines.Count + clips.Sounds.Count));
            },
            cancel);
    }

    public async Task<Guid?> SplitLineAsync(Guid lineId, int textAt, double? seconds, Guid origin, CancellationToken cancel)
    {
        ScriptLine? second = null;
        await editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                // Where nothing is said before or after, there is nothing to cut.
                var at = Math.Clamp(textAt, 0, line.Text.Length);
                if (string.IsNullOrWhiteSpace(line.Text[..at]) || string.IsNullOrWhiteSpace(line.Text[at..]) || await LineCommands.FreeAsync(db, line.ProjectId, [lineId], cancel) is not [var free])
                    return null;
                (second, var name) = await LineCommands.SplitAsync(db, free, free.Text, at, seconds, cancel);
                return name;
            },
            cancel);
        return second?.Id;
    }

    public Task SplitSoundsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, double seconds, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            foreach (var sound in (await FreeAsync(db, projectId, clips, cancel)).Sounds)
            {
                var into = seconds - sound.StartSeconds;
                if (into < SoundClip.ShortestSeconds || into > sound.Seconds - SoundClip.ShortestSeconds)
                    continue;
                var second = sound.Copy();
                (second.StartSeconds, second.OffsetSeconds, second.Seconds, second.FadeInSeconds) = (seconds, sound.LoopSeconds > 0 ? Rest(sound.OffsetSeconds + into, sound.LoopSeconds) : sound.OffsetSeconds + into, sound.Seconds - into, 0);
                (sound.Seconds, sound.FadeOutSeconds) = (into, 0);
                db.Sounds.Add(second);
            }

            return new EditName(Messages.EditSplit());
        },
        cancel);

    public Task MergeLinesAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) => (await LineCommands.JoinAsync(db, await LineCommands.FreeAsync(db, projectId, clips, cancel), cancel))?.Name,
        cancel);

    public async Task<IReadOnlyList<Guid>> DuplicateClipsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin, CancellationToken cancel)
    {
        var made = new List<Guid>();
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var (lines, sounds) = await ClipsAsync(db, projectId, clips, cancel);
                var spans = SpansOf(lines, sounds);
                var by = spans.Count == 0 ? 0 : spans.Max(s => s.End) - spans.Min(s => s.Start);
                made.AddRange((await LineCommands.DuplicateAsync(db, lines, by, cancel)).Select(l => l.Id));
                foreach (var sound in sounds)
                {
                    var copy = sound.Copy();
                    copy.StartSeconds += by;
                    db.Sounds.Add(copy);
                    made.Add(copy.Id);
                }

                return made.Count == 0 ? null : new EditName(sounds.Count == 0 ? Messages.EditDuplicateLines(made.Count) : Messages.EditDuplicate(made.Count));
            },
            cancel);
        return made;
    }

    public Task DeleteClipsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, bool closeGap, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var (lines, sounds) = await FreeAsync(db, projectId, clips, cancel);
            if (lines.Count + sounds.Count == 0)
                return null;
            db.Sounds.RemoveRange(sounds);
            var name = await LineCommands.DeleteAsync(db, projectId, lines, closeGap ? Joined(SpansOf(lines, sounds)) : [], cancel);
            return sounds.Count == 0 ? name : new EditName(Messages.EditDeleteClips(lines.Count + sounds.Count));
        },
        cancel);

    public Task LockClipsAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var (lines, sounds) = await ClipsAsync(db, projectId, clips, cancel);
            var locked = !(lines.TrueForAll(l => l.Locked) && sounds.TrueForAll(s => s.Locked));
            lines.ForEach(l => l.Locked = locked);
            sounds.ForEach(s => s.Locked = locked);
            return new EditName(sounds.Count > 0 ? Messages.EditLockClips(lines.Count + sounds.Count) : locked ? Messages.EditLock(lines.Count) : Messages.EditUnlock(lines.Count));
        },
        cancel);

    public Task ChangeTrackAsync(Guid projectId, TrackKind kind, string speaker, TrackEdit edit, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var track = await db.Tracks.FirstOrDefaultAsync(t => t.ProjectId == projectId && t.Kind == kind && t.Speaker == speaker, cancel);
            if (track is null)
                db.Tracks.Add(track = Track.Of(projectId, kind, speaker));
            if (edit.GainDb is { } gain)
                track.GainDb = LineRanges.Gain.Hold(gain) ?? LineRanges.Gain.Plain;
            track.Muted = edit.Muted ?? track.Muted;
            track.Solo = edit.Solo ?? track.Solo;
            track.Locked = edit.Locked ?? track.Locked;
            track.Ducked = edit.Ducked ?? track.Ducked;
            return new EditName(Messages.EditTrack(), edit.GainDb is null ? null : $"gain {track.Id}");
        },
        cancel);

    /// <summary>The longest that music may be drawn, seconds: a day, the longest medium.</summary>
    private const double LongestSound = 24 * 60 * 60;

    /// <summary>A place in a sound that begins anew.</summary>
    private static double Rest(double seconds, double loop) => ((seconds % loop) + loop) % loop;

    private static async Task<(List<ScriptLine> Lines, List<SoundClip> Sounds)> ClipsAsync(StudioDb db, Guid projectId, IReadOnlyCollection<Guid> clips, CancellationToken cancel) => (
        await LineCommands.NamedAsync(db, projectId, clips, cancel),
        await db.Sounds.Where(s => s.ProjectId == projectId && clips.Contains(s.Id)).OrderBy(s => s.StartSeconds).ToListAsync(cancel));

    /// <summary>Of clips, those that may be changed.</summary>
    private static async Task<(List<ScriptLine> Lines, List<SoundClip> Sounds)> FreeAsync(StudioDb db, Guid projectId, IReadOnlyCollection<Guid> clips, CancellationToken cancel)
    {
        var locked = await LineCommands.LockedTracksAsync(db, projectId, cancel);
        return (
            await LineCommands.FreeAsync(db, projectId, clips, cancel),
            [.. (await ClipsAsync(db, projectId, clips, cancel)).Sounds.Where(s => !s.Locked && !locked.Contains((s.Kind, "")))]);
    }

    private static List<(double Start, double End)> SpansOf(IEnumerable<ScriptLine> lines, IEnumerable<SoundClip> sounds) =>
        [.. lines.Select(SpanOf).Concat(sounds.Select(SpanOf)).OfType<(double Start, double End)>()];

    private static (double Start, double End)? SpanOf(ScriptLine line) =>
        (line.StartSeconds ?? line.ClipStart) is { } start ? (start, Math.Max(line.EndSeconds ?? 0, start + (line.TakeSeconds ?? 0))) : null;

    private static (double Start, double End)? SpanOf(SoundClip sound) => (sound.StartSeconds, sound.StartSeconds + sound.Seconds);

    /// <summary>Stretches without those that lie in others.</summary>
    private static List<(double Start, double End)> Joined(IEnumerable<(double Start, double End)> spans)
    {
        var joined = new List<(double Start, double End)>();
        foreach (var span in spans.OrderBy(s => s.Start))
        {
            if (joined.Count > 0 && span.Start <= joined[^1].End)
                joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, span.End));
            else
                joined.Add(span);
        }

        return joined;
    }

    private static double Fade(double seconds) => LineRanges.Fade.Hold(seconds) ?? LineRanges.Fade.Plain;
}
