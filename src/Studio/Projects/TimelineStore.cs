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
                    (line.StartSeconds, line.EndSeconds) = (Math.Max(0, place.StartSeconds - (line.TakeKey is null ? 0 : line.PauseBefore)), place.EndSeconds);
                    (line.FadeInSeconds, line.FadeOutSeconds) = (Fade(place.FadeInSeconds), Fade(place.FadeOutSeconds));
                    line.Speaker = string.IsNullOrWhiteSpace(place.Speaker) ? null : place.Speaker.Trim();
                }

                foreach (var sound in clips.Sounds)
                {
                    var place = laid[sound.Id];
                    sound.Kind = place.Kind is TrackKind.Music or TrackKind.Effects ? place.Kind : sound.Kind;
                    sound.StartSeconds = place.StartSeconds;
                    sound.OffsetSeconds = Math.Clamp(place.OffsetSeconds, 0, Math.Max(0, sound.WholeSeconds - SoundClip.ShortestSeconds));
                    sound.Seconds = Math.Clamp(place.Seconds, SoundClip.ShortestSeconds, Math.Max(SoundClip.ShortestSeconds, sound.WholeSeconds - sound.OffsetSeconds));
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
                var (before, after) = (line.Text[..Math.Clamp(textAt, 0, line.Text.Length)].TrimEnd(), line.Text[Math.Clamp(textAt, 0, line.Text.Length)..].TrimStart());
                if (before.Length == 0 || after.Length == 0 || line.Locked)
                    return null;
                var start = line.StartSeconds ?? line.ClipStart;
                var end = line.EndSeconds ?? (line.TakeSeconds is { } length ? start + length : null);
                var at = seconds ?? start + (end - start) * before.Length / (before.Length + after.Length);
                second = new ScriptLine
                {
                    Id = Guid.CreateVersion7(),
                    ProjectId = line.ProjectId,
                    Text = after,
                    Speaker = line.Speaker,
                    FadeOutSeconds = line.FadeOutSeconds,
                };
                if (start is { } from && at > from && (end is null || at < end))
                    (line.StartSeconds, line.EndSeconds, second.StartSeconds, second.EndSeconds) = (from, at, at, end > at ? end : null);
                (Prosody.Of(line) with { PauseBefore = 0 }).ApplyTo(second);
                (line.Text, line.FadeOutSeconds, line.PauseAfter) = (before, 0, 0);
                ClearTake(line);
                var lines = await ProjectEditor.LinesAsync(db, line.ProjectId, cancel);
                lines.Insert(lines.IndexOf(line) + 1, second);
                db.Lines.Add(second);
                ProjectEditor.Number(lines);
                return new EditName(Messages.EditSplit());
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
                (second.StartSeconds, second.OffsetSeconds, second.Seconds, second.FadeInSeconds) = (seconds, sound.OffsetSeconds + into, sound.Seconds - into, 0);
                (sound.Seconds, sound.FadeOutSeconds) = (into, 0);
                db.Sounds.Add(second);
            }

            return new EditName(Messages.EditSplit());
        },
        cancel);

    public Task MergeLinesAsync(Guid projectId, IReadOnlyCollection<Guid> clips, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, project) =>
        {
            var merged = (await FreeAsync(db, projectId, clips, cancel)).Lines;
            if (merged.Count < 2)
                return null;
            var first = merged[0];
            var join = LanguageFacts.Of(project.Language).WordSeparator;
            first.Text = string.Join(join, merged.Select(l => l.Text.Trim()).Where(t => t.Length > 0));
            var starts = merged.Select(l => l.StartSeconds ?? l.ClipStart).OfType<double>().ToList();
            var ends = merged.Select(l => l.EndSeconds ?? l.ClipStart + l.TakeSeconds).OfType<double>().ToList();
            if (starts.Count > 0 && first.StartSeconds is not null)
            {
                first.StartSeconds = starts.Min();
                first.EndSeconds = ends.Count > 0 && ends.Max() > starts.Min() ? ends.Max() : null;
            }

            ClearTake(first);
            db.Lines.RemoveRange(merged.Skip(1));
            ProjectEditor.Number([.. (await ProjectEditor.LinesAsync(db, projectId, cancel)).Except(merged.Skip(1))]);
            return new EditName(Messages.EditMerge(merged.Count));
        },
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
                var spans = lines.Select(SpanOf).Concat(sounds.Select(SpanOf)).OfType<(double Start, double End)>().ToList();
                var by = spans.Count == 0 ? 0 : spans.Max(s => s.End) - spans.Min(s => s.Start);
                var all = await ProjectEditor.LinesAsync(db, projectId, cancel);
                var place = lines.Count == 0 ? 0 : all.IndexOf(lines[^1]) + 1;
                foreach (var line in lines)
                {
                    var copy = (ScriptLine)db.Entry(line).CurrentValues.ToObject();
                    copy.Id = Guid.CreateVersion7();
                    copy.Locked = false;
                    (copy.StartSeconds, copy.EndSeconds) = (line.StartSeconds + by, line.EndSeconds + by);
                    copy.ClipStart = line.ClipStart + by;
                    all.Insert(place++, copy);
                    db.Lines.Add(copy);
                    made.Add(copy.Id);
                }

                foreach (var sound in sounds)
                {
                    var copy = sound.Copy();
                    copy.StartSeconds += by;
                    db.Sounds.Add(copy);
                    made.Add(copy.Id);
                }

                ProjectEditor.Number(all);
                return made.Count == 0 ? null : new EditName(Messages.EditDuplicate(made.Count));
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
            var count = lines.Count + sounds.Count;
            if (count == 0)
                return null;
            var gone = lines.ToHashSet();
            var free = Joined(lines.Select(SpanOf).Concat(sounds.Select(SpanOf)).OfType<(double Start, double End)>());
            db.Lines.RemoveRange(lines);
            db.Sounds.RemoveRange(sounds);
            var all = await ProjectEditor.LinesAsync(db, projectId, cancel);
            if (closeGap)
            {
                foreach (var line in all.Where(l => !gone.Contains(l) && !l.Locked && l.StartSeconds is not null))
                {
                    var by = free.Where(f => f.End <= line.StartSeconds + 1e-6).Sum(f => f.End - f.Start);
                    (line.StartSeconds, line.EndSeconds) = (line.StartSeconds - by, line.EndSeconds - by);
                }
            }

            ProjectEditor.Number([.. all.Where(l => !gone.Contains(l))]);
            return new EditName(Messages.EditDeleteClips(count));
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
            return new EditName(Messages.EditLockClips(lines.Count + sounds.Count));
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

    private static async Task<(List<ScriptLine> Lines, List<SoundClip> Sounds)> ClipsAsync(StudioDb db, Guid projectId, IReadOnlyCollection<Guid> clips, CancellationToken cancel) => (
        await db.Lines.Where(l => l.ProjectId == projectId && clips.Contains(l.Id)).OrderBy(l => l.Position).ToListAsync(cancel),
        await db.Sounds.Where(s => s.ProjectId == projectId && clips.Contains(s.Id)).OrderBy(s => s.StartSeconds).ToListAsync(cancel));

    /// <summary>Of clips, those that may be changed.</summary>
    private static async Task<(List<ScriptLine> Lines, List<SoundClip> Sounds)> FreeAsync(StudioDb db, Guid projectId, IReadOnlyCollection<Guid> clips, CancellationToken cancel)
    {
        var (lines, sounds) = await ClipsAsync(db, projectId, clips, cancel);
        var locked = (await db.Tracks.AsNoTracking().Where(t => t.ProjectId == projectId && t.Locked).ToListAsync(cancel)).Select(t => (t.Kind, t.Speaker)).ToHashSet();
        return (
            [.. lines.Where(l => !l.Locked && !locked.Contains((TrackKind.Dub, l.Speaker ?? "")))],
            [.. sounds.Where(s => !s.Locked && !locked.Contains((s.Kind, "")))]);
    }

    /// <summary>What a line was before it was cut or joined is not what it says now: its take is no longer shown.</summary>
    private static void ClearTake(ScriptLine line) =>
        (line.TakeKey, line.TakeInput, line.TakeSeconds, line.TakeRate, line.Grade, line.ClipStart, line.Sounds) = (null, null, null, null, null, null, null);

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
