using Dubbing.Script;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>What is done in the script pane.</summary>
internal sealed partial class ProjectStore
{
    public async Task<ScriptLine?> SplitLineAsync(Guid lineId, string text, int at, Guid origin, CancellationToken cancel)
    {
        ScriptLine? second = null;
        await editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                if (await LineCommands.FreeAsync(db, line.ProjectId, [lineId], cancel) is not [var free])
                    return null;
                (second, var name) = await LineCommands.SplitAsync(db, free, text, at, null, cancel);
                return name;
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
                var first = await db.Lines.Where(l => l.ProjectId == line.ProjectId && l.Language == line.Language && l.Position == line.Position - 1).Select(l => l.Id).SingleOrDefaultAsync(cancel);
                if (await LineCommands.JoinAsync(db, await LineCommands.FreeAsync(db, line.ProjectId, [first, lineId], cancel), cancel) is not { } made)
                    return null;
                (joined, var name) = made;
                return name;
            },
            cancel);
        return joined;
    }

    public Task InsertLineAfterAsync(Guid projectId, Guid lineId, Guid after, Guid origin, Language? language, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            if (await db.Lines.AnyAsync(l => l.Id == lineId, cancel))
                return null;
            var place = (await ProjectEditor.LinesAsync(db, projectId, cancel, language)).FindIndex(l => l.Id == after);
            await LineCommands.PutAsync(db, projectId, place < 0 ? int.MaxValue : place + 1, [new ScriptLine { Id = lineId, ProjectId = projectId, Language = language }], cancel);
            return new EditName(Messages.EditInsert());
        },
        cancel);

    public async Task<Guid?> InsertCuesAsync(Guid projectId, IReadOnlyList<Cue> cues, Guid? after, Guid origin, Language? language, CancellationToken cancel)
    {
        Guid? last = null;
        await editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                if (cues.Count == 0)
                    return null;
                var lines = await ProjectEditor.LinesAsync(db, projectId, cancel, language);
                var place = lines.FindIndex(l => l.Id == after);
                var voices = VoicesOf(lines);
                var manners = SpeakerManner.Of(lines);
                var made = cues.Select(c => SpeakerManner.Give(Line(projectId, c, voices, language), manners)).ToList();
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
                await LineCommands.PutAsync(db, projectId, place < 0 ? lines.Count : place + 1, made, cancel);
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
                copies = await LineCommands.DuplicateAsync(db, await LineCommands.NamedAsync(db, projectId, lineIds, cancel), null, cancel);
                return copies.Count == 0 ? null : new EditName(Messages.EditDuplicateLines(copies.Count));
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
            var named = (await LineCommands.NamedAsync(db, projectId, lineIds, cancel)).Select(l => l.MainId).ToHashSet();
            var moved = lines.FindAll(l => named.Contains(l.Id));
            if (moved.Count == 0)
                return null;
            var before = lines.Take(Math.Clamp(place, 0, lines.Count)).Except(moved).ToList();
            var after = lines.Except(before).Except(moved);
            ProjectEditor.Number([.. before, .. moved, .. after]);
            return new EditName(moved.Count == 1 ? Messages.EditMove(moved[0].Position + 1) : Messages.EditMoveMany(moved.Count));
        },
        cancel);

    public Task SetTextsAsync(Guid projectId, IReadOnlyDictionary<Guid, string> texts, Guid origin, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            var lines = await LineCommands.MeantAsync(db, projectId, texts.Keys, cancel);
            lines.ForEach(l => l.Text = texts[l.Id]);
            return lines.Count == 0 ? null : new EditName(Messages.EditReplace(lines.Count));
        },
        cancel);

    public Task SetTimesAsync(Guid projectId, IReadOnlyDictionary<Guid, LineTimes> times, Guid origin, CancellationToken cancel)
    {
        foreach (var time in times.Values)
            CheckTimes(time.Start, time.End);
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var lines = await LineCommands.FreeAsync(db, projectId, times.Keys, cancel);
                lines.ForEach(l => LineCommands.Place(l, times[l.Id].Start, times[l.Id].End));
                return lines.Count == 0 ? null : new EditName(lines.Count == 1 ? Messages.EditTimes(lines[0].Position + 1) : Messages.EditTimesMany(lines.Count));
            },
            cancel);
    }

    public Task SetSpeakerAsync(Guid projectId, IReadOnlyCollection<Guid> lineIds, string? speaker, Guid origin, CancellationToken cancel)
    {
        var name = string.IsNullOrWhiteSpace(speaker) ? null : speaker.Trim();
        return editor.EditAsync(
            projectId,
            origin,
            async (db, _) =>
            {
                var chosen = await LineCommands.MeantAsync(db, projectId, lineIds, cancel);
                var lines = await ProjectEditor.LinesAsync(db, projectId, cancel, chosen.FirstOrDefault()?.Language);
                var manners = SpeakerManner.Of(lines.Except(chosen));
                var known = name is null ? null : VoicesOf(lines.Except(chosen)).GetValueOrDefault(name);
                foreach (var line in chosen)
                {
                    line.Speaker = name;
                    line.VoiceId = known ?? line.VoiceId;
                    SpeakerManner.Give(line, manners);
                }

                return chosen.Count == 0 ? null : new EditName(chosen.Count == 1 ? Messages.EditSpeaker(chosen[0].Position + 1) : Messages.EditSpeakerMany(chosen.Count));
            },
            cancel);
    }

    public Task SetSpeakerVoiceAsync(Guid projectId, string speaker, string? voiceId, Guid origin, Language? language, CancellationToken cancel) => editor.EditAsync(
        projectId,
        origin,
        async (db, _) =>
        {
            foreach (var line in (await ProjectEditor.LinesAsync(db, projectId, cancel, language)).Where(l => l.Speaker == speaker))
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
            async (db, project) =>
            {
                var lines = await ProjectEditor.LinesAsync(db, projectId, cancel);
                var voices = VoicesOf(lines);
                var manners = SpeakerManner.Of(lines);
                foreach (var (speaker, voice) in import.Voices ?? new Dictionary<string, string>())
                    voices[speaker] = voice;
                if (import.Mode == ImportMode.Replace)
                    db.Lines.RemoveRange(lines);
                List<IReadOnlyList<ScriptLine>> made = [.. import.Cues.Select(c => (IReadOnlyList<ScriptLine>)[SpeakerManner.Give(Line(projectId, c, voices), manners)])];
                foreach (var (language, texts) in import.Texts.Where(t => t.Key != project.Language))
                {
                    await languages.AddAsync(db, project, language, cancel);
                    made = [.. made.Select((whole, i) => (IReadOnlyList<ScriptLine>)[.. whole, languages.Sibling(whole[0], language, texts.GetValueOrDefault(i))])];
                }

                await LineCommands.PutWholeAsync(db, projectId, import.Mode == ImportMode.Replace ? 0 : lines.Count, made, cancel, replace: import.Mode == ImportMode.Replace);
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

    private static ScriptLine Line(Guid projectId, Cue cue, Dictionary<string, string> voices, Language? language = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Language = language,
        ProjectId = projectId,
        Text = cue.Text,
        Speaker = cue.Speaker,
        VoiceId = cue.Speaker is null ? null : voices.GetValueOrDefault(cue.Speaker),
        StartSeconds = cue.Start?.TotalSeconds,
        EndSeconds = cue.End?.TotalSeconds,
    };
}
