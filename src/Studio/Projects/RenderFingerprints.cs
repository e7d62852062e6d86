using System.Security.Cryptography;
using System.Text;
using Dubbing.Speech;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>At the start: lines of an older database get their keys, and those whose voice pack was replaced become stale.</summary>
internal sealed partial class RenderFingerprints(ProjectEditor editor, IDbContextFactory<StudioDb> databases, IVoiceCatalogue voices, DataFolder data, TimeProvider time, ILogger<RenderFingerprints> log)
{
    /// <summary>Which voices the lines were looked at with last.</summary>
    private string Stamp => Path.Combine(data.Root, "voices.stamp");

    /// <summary>Looks at all lines if something has changed since the last start.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        var names = string.Join('\n', voices.Voices.Select(v => $"{v.Id} {string.Join(' ', v.Languages.Order().Select(v.FingerprintOf))}").Order(StringComparer.Ordinal));
        var stamp = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)));
        var sameVoices = File.Exists(Stamp) && await File.ReadAllTextAsync(Stamp, cancel) == stamp;
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var id in await db.Projects.Where(p => !sameVoices || db.Lines.Any(l => l.ProjectId == p.Id && l.Input == "")).Select(p => p.Id).ToListAsync(cancel))
        {
            db.ChangeTracker.Clear();
            try
            {
                await RefreshAsync(db, id, cancel);
            }
            catch (Exception e) when (e is DubbingException || RowChange.IsBroken(e))
            {
                // A damaged project keeps nobody from starting.
                ProjectSkipped(log, id, e);
            }
        }

        await File.WriteAllTextAsync(Stamp, stamp, cancel);
    }

    private async Task RefreshAsync(StudioDb db, Guid id, CancellationToken cancel)
    {
        var project = await db.Projects.SingleAsync(p => p.Id == id, cancel);
        if (RowCheck.Problem(project) is { } damage)
            throw new DubbingException(damage);
        var fresh = (await ProjectEditor.AllLinesAsync(db, id, cancel)).Where(l => l is { TakeKey: not null, Input: "", TakeInput: "" }).ToList();
        await editor.RefreshLinesAsync(db, project, cancel);
        foreach (var line in fresh)
            Keep(db, project, line);
        await db.SaveChangesAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lines of the project {Project} could not be looked at.")]
    private static partial void ProjectSkipped(ILogger log, Guid project, Exception e);

    /// <summary>A take that was up to date in the older database stays it.</summary>
    private void Keep(StudioDb db, Project project, ScriptLine line)
    {
        line.TakeInput = line.Input;
        db.Takes.Add(new LineTake
        {
            Id = Guid.CreateVersion7(),
            ProjectId = project.Id,
            LineId = line.Id,
            Input = line.Input,
            Key = line.TakeKey!,
            Text = line.Text,
            VoiceId = line.VoiceId ?? project.VoiceId ?? "",
            Seconds = line.TakeSeconds ?? 0,
            Rate = line.TakeRate ?? 1,
            Grade = line.Grade ?? Timeline.FitGrade.Free,
            Created = time.GetUtcNow().UtcDateTime,
        });
    }
}
