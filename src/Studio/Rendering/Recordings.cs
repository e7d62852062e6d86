using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dubbing.Speech;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Rendering;

/// <summary>Lines that a person recorded instead of having them spoken. A recording is a take like any other; it stays its line's as long as the line says the same.</summary>
/// <param name="databases">The database.</param>
/// <param name="editor">Edits lines, with undo.</param>
/// <param name="takes">Where sounds lie.</param>
/// <param name="time">Now.</param>
internal sealed class Recordings(IDbContextFactory<StudioDb> databases, ProjectEditor editor, ITakeStore takes, TimeProvider time)
{
    /// <summary>Keeps a recording as the take of a line, in one step that can be undone.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="sound">Mono, 24 kHz, cleaned.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether the line was there.</returns>
    public async Task<bool> KeepAsync(Guid lineId, float[] sound, Guid origin, CancellationToken cancel)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(sound.AsSpan())));
        var take = new Take(sound, LineSpeech.SampleRate, []);
        await takes.SaveAsync(key, take, cancel);
        return await editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                var input = RecordedTakes.InputOf(line.Text);
                var before = await db.Takes.Where(t => t.LineId == line.Id).OrderByDescending(t => t.Created).ToListAsync(cancel);
                // The same sound is kept once; what was recorded counts beside what was rendered.
                db.Takes.RemoveRange(before.Where(t => t.Key == key && t.Input == input));
                db.Takes.RemoveRange(before.Where(t => RecordedTakes.Is(t) && !t.Kept && t.Key != key).Skip(RenderPass.TakesKept - 1));
                db.Takes.Add(new LineTake
                {
                    Id = Guid.CreateVersion7(),
                    ProjectId = line.ProjectId,
                    LineId = line.Id,
                    Input = input,
                    Key = key,
                    Text = line.Text,
                    VoiceId = RecordedTakes.VoiceId,
                    Seconds = take.Seconds,
                    Rate = line.Rate,
                    Grade = RecordedTakes.GradeOf(line, take.Seconds),
                    Created = time.GetUtcNow().UtcDateTime,
                });
                line.TakeChoice = $"{input}:{key}";
                return new EditName(Messages.EditRecord(line.Position + 1));
            },
            cancel);
    }

    /// <summary>The newest recording of each line that still says it, in the script's order.</summary>
    public async Task<IReadOnlyList<(ScriptLine Line, LineTake Take)>> ListAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var lines = await ProjectStore.LinesOf(db, projectId).ToListAsync(cancel);
        var recorded = (await db.Takes.AsNoTracking().Where(t => t.ProjectId == projectId && t.Input.StartsWith(RecordedTakes.Prefix)).OrderBy(t => t.Created).ToListAsync(cancel)).ToLookup(t => t.LineId);
        return [.. lines.Select(l => (l, recorded[l.Id].LastOrDefault(t => t.Input == RecordedTakes.InputOf(l.Text)))).Where(p => p.Item2 is not null).Select(p => (p.l, p.Item2!))];
    }
}
