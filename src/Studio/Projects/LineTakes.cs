using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>The takes of a line: the last ones and those that the user keeps.</summary>
public interface ILineTakes
{
    /// <summary>A line's takes, the newest first.</summary>
    Task<IReadOnlyList<LineTake>> ListAsync(Guid lineId, CancellationToken cancel = default);

    /// <summary>Lets a line sound by one of its takes, whatever the line says now, until the line is changed again. A step that can be undone.</summary>
    Task ChooseAsync(Guid takeId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Keeps a take however many come after it, or lets it go with the others.</summary>
    Task KeepAsync(Guid takeId, bool kept, CancellationToken cancel = default);
}

/// <inheritdoc cref="ILineTakes"/>
internal sealed class LineTakes(IDbContextFactory<StudioDb> databases, ProjectEditor editor, WriteLock writing) : ILineTakes
{
    public async Task<IReadOnlyList<LineTake>> ListAsync(Guid lineId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Takes.AsNoTracking().Where(t => t.LineId == lineId).OrderByDescending(t => t.Created).ToListAsync(cancel);
    }

    public async Task ChooseAsync(Guid takeId, Guid origin, CancellationToken cancel)
    {
        LineTake? take;
        await using (var db = await databases.CreateDbContextAsync(cancel))
            take = await db.Takes.AsNoTracking().SingleOrDefaultAsync(t => t.Id == takeId, cancel);
        if (take is null)
            return;
        await editor.EditLineAsync(
            take.LineId,
            origin,
            line =>
            {
                line.TakeChoice = $"{(take.Input == RecordedTakes.InputOf(line.Text) ? take.Input : line.Input)}:{take.Key}";
                return new EditName(Messages.EditTake(line.Position + 1));
            },
            cancel);
    }

    public async Task KeepAsync(Guid takeId, bool kept, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Takes.Where(t => t.Id == takeId).ExecuteUpdateAsync(s => s.SetProperty(t => t.Kept, kept), cancel);
    }
}
