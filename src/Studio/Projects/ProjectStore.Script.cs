using Dubbing.Script;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>What is done in the script pane.</summary>
internal sealed partial class ProjectStore
{
    public async Task<ScriptLine?> SplitLineAsync(Guid lineId, string text, int at, Guid origin, CancellationToken cancel)
    {
        ScriptLine? second = null;
        at = Math.Clamp(at, 0, text.Length);
        await editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                var (before, after) = (text[..at].TrimEnd(), text[at..].TrimStart());
                second = Copy(line, after);
                if (line is { StartSeconds: { } start, EndSeconds: { } end } && before.Length + after.Length > 0)
                {
                    var cut = Math.Round(start + (end - start) * before.Length / (before.Length + after.Length), 3);
                    // A piece without text gets no time of its own.
                    if (cut > start && cut < end)
                        (line.EndSeconds, second.StartSeconds, second.EndSeconds) = (cut, cut, end);
                }

                (line.Text, line.Sounds) = (before, null);
                await PutAsync(db, line.ProjectId, line.Position + 1, [second], cancel);
                return new EditName(Messages.EditSplitLine(line.Position + 1));
            },
            cancel);
        return second;
    }

    public async Task<JoinedLine?> JoinLineAsync(Guid lineId, Guid origin, CancellationToken cancel)
    {
        JoinedLine? joined = null;
        await editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                var lines = await ProjectEditor.LinesAsync(db, line.ProjectId, cancel);
                if (line.Position == 0)
                    return null;
                var first = lines[line.Position - 1];
                var name = new EditName(Messages.EditJoin(line.Position + 1));
                var gap = first.Text.Length > 0 && line.Text.Length > 0 && NeedsSpace(first.Text[^1], line.Text[0]) ? " " : "";
                joined = new JoinedLine(first.Id, first.Text.Length + gap.Length);
                (first.Text, first.Sounds) = (first.Text + gap + line.Text, null);
                if (first.StartSeconds is null)
                    (first.StartSeconds, first.EndSeconds) = (line.StartSeconds, line.EndSeconds);
                else if (line.EndSeconds > first.StartSeconds)
                    first.EndSeconds = Math.Max(first.EndSeconds ?? 0, line.EndSeconds.Value);
                first.Speaker ??= line.Speaker;
                db.Lines.Remove(line);
                lines.Remove(line);
                ProjectEditor.Number(lines);
                return name;
            },
            cancel);
        return joined;
    }

    public Task InsertLineAfterAsync(Guid projectId, Guid lineId, Guid after, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            if (await db.Lines.AnyAsync(l => l.Id == lineId, cancel))
                return null;
            var place = (await ProjectEditor.LinesAsync(db, projectId, cancel)).FindIndex(l => l.Id == after);
            await PutAsync(db, projectId, place < 0 ? int.MaxValue : place + 1, [new ScriptLine { Id = lineId, ProjectId = projectId }], cancel);
            return new EditName(Messages.EditInsert());
        },
        cancel);

    public async Task<Guid?> InsertCuesAsync(Guid projectId, IReadOnlyList<Cue> cues, Guid? after, Guid origin, CancellationToken cancel)
    {
        Guid? last = null;
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                if (cues.Count == 0)
                    return null;
                var lines = await ProjectEditor.LinesAsync(db, projectId, cancel);
                var place = lines.FindIndex(l => l.Id == after);
                var voices = VoicesOf(lines);
                var made = cues.Select(c => Line(projectId, c, voices)).ToList();
                if (place >= 0 && lines[place].Text.Length == 0)
                {
                    // The empty line is where it goes.
                    var empty = lines[place];
                    (empty.Text, empty.Speaker, empty.VoiceId) = (made[0].Text, made[0].Speaker ?? empty.Speaker, made[0].VoiceId ?? empty.VoiceId);
                    if (made[0].StartSeconds is not null)
                        (empty.StartSeconds, empty.EndSeconds) = (made[0].StartSeconds, made[0].EndSeconds);
                    made.RemoveAt(0);
                    last = empty.Id;
                }

                last = made.LastOrDefault()?.Id ?? last;
                await PutAsync(db, projectId, place < 0 ? lines.Count : place + 1, made, cancel);
                return new EditName(Messages.EditImport(cues.Count));
            },
            cancel);
        return last;
    }

    public async Task<IReadOnlyList<Guid>> DuplicateLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, Guid origin, CancellationToken cancel)
    {
        List<ScriptLine> copies = [];
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var chosen = (await ProjectEditor.LinesAsync(db, projectId, cancel)).FindAll(l => lineIds.Contains(l.Id));
                if (chosen.Count == 0)
                    return null;
                copies = chosen.ConvertAll(l => Copy(l, l.Text));
                await PutAsync(db, projectId, chosen[^1].Position + 1, copies, cancel);
                return new EditName(Messages.EditDuplicateLines(copies.Count));
            },
            cancel);
        return copies.ConvertAll(c => c.Id);
    }

    public Task MoveLinesAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, int place, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var lines = await ProjectEditor.LinesAsync(db, projectId, cancel);
            var moved = lines.FindAll(l => lineIds.Contains(l.Id));
            if (moved.Count == 0)
                return null;
            var before = lines.Take(Math.Clamp(place, 0, lines.Count)).Except(moved).ToList();
            var after = lines.Except(before).Except(moved);
            ProjectEditor.Number([.. before, .. moved, .. after]);
            return new EditName(moved.Count == 1 ? Messages.EditMove(moved[0].Position + 1) : Messages.EditMoveMany(moved.Count));
        },
        cancel);

    public Task SetTextsAsync(Guid projectId, IReadOnlyDictionary<Guid, string> texts, Guid origin, CancellationToken cancel) =>
        ChangeLinesAsync(projectId, texts.Keys, line => line.Text = texts[line.Id], Messages.EditReplace, origin, cancel);

    public Task SetTimesAsync(Guid projectId, IReadOnlyDictionary<Guid, LineTimes> times, Guid origin, CancellationToken cancel)
    {
        foreach (var time in times.Values)
            CheckTimes(time.Start, time.End);
        return ChangeLinesAsync(projectId, times.Keys, line => (line.StartSeconds, line.EndSeconds) = (times[line.Id].Start, times[line.Id].End), Messages.EditTimesMany, origin, cancel);
    }

    public Task SetSpeakerAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, string? speaker, Guid origin, CancellationToken cancel)
    {
        var name = string.IsNullOrWhiteSpace(speaker) ? null : speaker.Trim();
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = await ProjectEditor.LinesAsync(db, projectId, cancel);
                var chosen = lines.FindAll(l => lineIds.Contains(l.Id));
                var known = name is null ? null : VoicesOf(lines.Except(chosen)).GetValueOrDefault(name);
                foreach (var line in chosen)
                {
                    line.Speaker = name;
                    line.VoiceId = known ?? line.VoiceId;
                }

                return chosen.Count == 0 ? null : new EditName(chosen.Count == 1 ? Messages.EditSpeaker(chosen[0].Position + 1) : Messages.EditSpeakerMany(chosen.Count));
            },
            cancel);
    }

    public Task SetSpeakerVoiceAsync(Guid projectId, string speaker, string? voiceId, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            foreach (var line in (await ProjectEditor.LinesAsync(db, projectId, cancel)).Where(l => l.Speaker == speaker))
                line.VoiceId = voiceId;
            return new EditName(Messages.EditSpeakerVoice(speaker));
        },
        cancel);

    public Task<int> ImportAsync(Guid projectId, ScriptDocument script, ImportMode mode, Guid origin, CancellationToken cancel) =>
        ImportAsync(projectId, new ScriptImport(script.Cues, mode), origin, cancel);

    public async Task<int> ImportAsync(Guid projectId, ScriptImport import, Guid origin, CancellationToken cancel)
    {
        var done = await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = await ProjectEditor.LinesAsync(db, projectId, cancel);
                var voices = VoicesOf(lines);
                foreach (var (speaker, voice) in import.Voices ?? new Dictionary<string, string>())
                    voices[speaker] = voice;
                if (import.Mode == ImportMode.Replace)
                    db.Lines.RemoveRange(lines);
                await PutAsync(db, projectId, import.Mode == ImportMode.Replace ? 0 : lines.Count, [.. import.Cues.Select(c => Line(projectId, c, voices))], cancel, replace: import.Mode == ImportMode.Replace);
                return new EditName(Messages.EditImport(import.Cues.Count));
            },
            cancel);
        return done ? import.Cues.Count : 0;
    }

    /// <summary>The voices of the speakers: the one that most of their lines have.</summary>
    internal static Dictionary<string, string> VoicesOf(IEnumerable<ScriptLine> lines) => lines
        .Where(l => l.Speaker is not null && l.VoiceId is not null)
        .GroupBy(l => l.Speaker!)
        .ToDictionary(g => g.Key, g => g.GroupBy(l => l.VoiceId!).MaxBy(v => v.Count())!.Key);

    private async Task ChangeLinesAsync(Guid projectId, IEnumerable<Guid> lineIds, Action<ScriptLine> change, Func<int, Message> label, Guid origin, CancellationToken cancel)
    {
        var wanted = lineIds.ToHashSet();
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = (await ProjectEditor.LinesAsync(db, projectId, cancel)).FindAll(l => wanted.Contains(l.Id));
                lines.ForEach(change);
                return lines.Count == 0 ? null : new EditName(label(lines.Count));
            },
            cancel);
    }

    private static async Task PutAsync(StudioDb db, Guid projectId, int place, IReadOnlyList<ScriptLine> made, CancellationToken cancel, bool replace = false)
    {
        var lines = replace ? [] : await ProjectEditor.LinesAsync(db, projectId, cancel);
        lines.InsertRange(Math.Min(place, lines.Count), made);
        db.Lines.AddRange(made);
        ProjectEditor.Number(lines);
    }

    private static ScriptLine Line(Guid projectId, Cue cue, Dictionary<string, string> voices) => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = projectId,
        Text = cue.Text,
        Speaker = cue.Speaker,
        VoiceId = cue.Speaker is null ? null : voices.GetValueOrDefault(cue.Speaker),
        StartSeconds = cue.Start?.TotalSeconds,
        EndSeconds = cue.End?.TotalSeconds,
    };

    /// <summary>A new line that is spoken as another, without times.</summary>
    private static ScriptLine Copy(ScriptLine line, string text) => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = line.ProjectId,
        Text = text,
        Speaker = line.Speaker,
        VoiceId = line.VoiceId,
        Rate = line.Rate,
        PitchShift = line.PitchShift,
        Intonation = line.Intonation,
        Volume = line.Volume,
        PauseBefore = line.PauseBefore,
        PauseAfter = line.PauseAfter,
        // Changes of sounds belong to the text that they were made for.
        Sounds = text == line.Text ? line.Sounds : null,
    };

    /// <summary>Japanese is written without spaces.</summary>
    private static bool NeedsSpace(char last, char first) => !char.IsWhiteSpace(last) && !char.IsWhiteSpace(first) && !IsJapanese(last) && !IsJapanese(first);

    private static bool IsJapanese(char c) => c is >= '\u3000' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uFF01' and <= '\uFF60';
}
