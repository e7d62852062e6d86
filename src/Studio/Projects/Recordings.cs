using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Dubbing.Speech;
using Dubbing.Timeline;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>Lines that a person recorded instead of having them spoken. A recording is a take like any other; it stays its line's as long as the line says the same.</summary>
/// <param name="databases">The database.</param>
/// <param name="editor">Edits lines, with undo.</param>
/// <param name="takes">Where sounds lie.</param>
/// <param name="time">Now.</param>
internal sealed class Recordings(IDbContextFactory<StudioDb> databases, ProjectEditor editor, ITakeStore takes, TimeProvider time)
{
    /// <summary>Who speaks a recorded take.</summary>
    public const string VoiceId = "recording";

    private const string Prefix = "recorded-";

    /// <summary>What a recorded take is a take of: other than a rendered one it does not depend on voice, delivery or slot, only on the text.</summary>
    public static string InputOf(string text) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16]);

    /// <summary>Whether a take was recorded.</summary>
    public static bool Is(LineTake take) => take.Input.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>How a recording fits its slot: its tempo is what it is.</summary>
    public static FitGrade GradeOf(ScriptLine line, double seconds) =>
        line is { StartSeconds: { } start, EndSeconds: { } end } && start + line.PauseBefore + seconds > end - line.PauseAfter + 0.02 ? FitGrade.Overflow : FitGrade.Free;

    /// <summary>Keeps a recording as the take of a line, in one step that can be undone.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="sound">Mono, 24 kHz, cleaned.</param>
    /// <param name="origin">The tab.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether the line was there.</returns>
    public async Task<bool> KeepAsync(Guid lineId, float[] sound, Guid origin, CancellationToken cancel)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(sound.AsSpan())));
        var take = new Take(sound, Rendering.LineSpeech.SampleRate, []);
        await takes.SaveAsync(key, take, cancel);
        return await editor.EditLineAsync(
            lineId,
            origin,
            async (db, line) =>
            {
                var input = InputOf(line.Text);
                var before = await db.Takes.Where(t => t.LineId == line.Id).OrderByDescending(t => t.Created).ToListAsync(cancel);
                // The same sound is kept once; what was recorded counts beside what was rendered.
                db.Takes.RemoveRange(before.Where(t => t.Key == key && t.Input == input));
                db.Takes.RemoveRange(before.Where(t => Is(t) && !t.Kept && t.Key != key).Skip(Rendering.RenderPass.TakesKept - 1));
                db.Takes.Add(new LineTake
                {
                    Id = Guid.CreateVersion7(),
                    ProjectId = line.ProjectId,
                    LineId = line.Id,
                    Input = input,
                    Key = key,
                    Text = line.Text,
                    VoiceId = VoiceId,
                    Seconds = take.Seconds,
                    Rate = line.Rate,
                    Grade = GradeOf(line, take.Seconds),
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
        var recorded = (await db.Takes.AsNoTracking().Where(t => t.ProjectId == projectId && t.Input.StartsWith(Prefix)).OrderBy(t => t.Created).ToListAsync(cancel)).ToLookup(t => t.LineId);
        return [.. lines.Select(l => (l, recorded[l.Id].LastOrDefault(t => t.Input == InputOf(l.Text)))).Where(p => p.Item2 is not null).Select(p => (p.l, p.Item2!))];
    }
}
