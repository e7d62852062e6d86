using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>The lists of projects.</summary>
internal sealed partial class ProjectStore
{
    public Task<IReadOnlyList<ProjectSummary>> ListAsync(CancellationToken cancel) => ListAsync(p => p.Deleted == null, false, cancel);

    public Task<IReadOnlyList<ProjectSummary>> TrashAsync(CancellationToken cancel) => ListAsync(p => p.Deleted != null, true, cancel);

    private async Task<IReadOnlyList<ProjectSummary>> ListAsync(Expression<Func<Project, bool>> which, bool trash, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        try
        {
            return await TogetherAsync(db, which, cancel);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            return await OneByOneAsync(db, which, trash, cancel);
        }
    }

    private static async Task<IReadOnlyList<ProjectSummary>> TogetherAsync(StudioDb db, Expression<Func<Project, bool>> which, CancellationToken cancel)
    {
        var rows = await (
            from project in db.Projects.AsNoTracking().Where(which)
            join media in db.Media.AsNoTracking() on project.MediaId equals media.Id into found
            from media in found.DefaultIfEmpty()
            orderby project.Deleted descending, project.Updated descending
            select new
            {
                Project = project,
                Media = media,
                Lines = db.Lines.Count(l => l.ProjectId == project.Id && l.Language == null),
                Rendered = db.Lines.Count(l => l.ProjectId == project.Id && l.Language == null && l.TakeKey != null && l.TakeInput == l.Input),
            }).ToListAsync(cancel);
        var further = (await db.Languages.AsNoTracking().OrderBy(l => l.Id).ToListAsync(cancel)).ToLookup(l => l.ProjectId, l => l.Language);
        return [.. rows.Select(r => Summary(r.Project, r.Lines, r.Rendered, r.Media) with { Further = [.. further[r.Project.Id].Where(Enum.IsDefined)] })];
    }

    private static ProjectSummary Summary(Project project, int lines, int rendered, MediaFile? media)
    {
        var damage = RowCheck.Problem(project);
        if (damage is not null)
            project.Name = RowCheck.ShortName(project.Name);
        return new ProjectSummary(project, lines, rendered, media is null || RowCheck.Problem(media) is null ? media : null, damage);
    }

    /// <summary>
    /// The list when the rows cannot be read together: each by itself, and those that cannot be read at all by what is left of them.
    /// </summary>
    private static async Task<IReadOnlyList<ProjectSummary>> OneByOneAsync(StudioDb db, Expression<Func<Project, bool>> which, bool trash, CancellationToken cancel)
    {
        var list = new List<ProjectSummary>();
        // Every column as text can be read, whatever is in it.
        foreach (var row in await db.Database.SqlQuery<RawProject>($"SELECT CAST(Id AS TEXT) AS Id, CAST(Name AS TEXT) AS Name, Deleted IS NOT NULL AS Trashed FROM Projects").ToListAsync(cancel))
        {
            if (!Guid.TryParse(row.Id, out var id))
                continue;
            try
            {
                if (await db.Projects.AsNoTracking().Where(which).SingleOrDefaultAsync(p => p.Id == id, cancel) is { } project)
                    list.Add(Summary(project, await db.Lines.CountAsync(l => l.ProjectId == id && l.Language == null, cancel), 0, null));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (row.Trashed == trash)
                    list.Add(new ProjectSummary(new Project { Id = id, Name = RowCheck.ShortName(row.Name) }, 0, 0, null, Messages.ValueUnknown("Projects", row.Id)));
            }
        }

        return [.. list.OrderByDescending(s => s.Project.Updated)];
    }

    private sealed record RawProject(string Id, string? Name, bool Trashed);
}
