using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Projects;

/// <summary>The named versions of projects.</summary>
public interface IProjectVersions
{
    /// <summary>A project's versions, the newest first, without their content.</summary>
    Task<IReadOnlyList<VersionSummary>> ListAsync(Guid projectId, CancellationToken cancel = default);

    /// <summary>The script as a version has it, in order; empty when the version is gone.</summary>
    Task<IReadOnlyList<VersionLine>> LookAsync(Guid versionId, CancellationToken cancel = default);

    /// <summary>Keeps the project as it is now under a name.</summary>
    /// <returns>The version; null when the project is gone.</returns>
    /// <exception cref="DubbingException">The name is empty.</exception>
    Task<VersionSummary?> KeepAsync(Guid projectId, string name, CancellationToken cancel = default);

    /// <summary>Makes the project what it was. A step that can be undone; the project's own name stays, and so do all versions.</summary>
    /// <returns>Whether anything is different now.</returns>
    Task<bool> RestoreAsync(Guid versionId, Guid origin = default, CancellationToken cancel = default);

    /// <summary>Deletes a version; the project stays as it is.</summary>
    Task DeleteAsync(Guid versionId, CancellationToken cancel = default);
}

/// <summary>A row of the list of versions.</summary>
/// <param name="Id">The version.</param>
/// <param name="Name">What the user calls it.</param>
/// <param name="Lines">How many lines the script had.</param>
/// <param name="Created">When it was kept (UTC).</param>
public sealed record VersionSummary(Guid Id, string Name, int Lines, DateTime Created);

/// <summary>A line of a version's script.</summary>
/// <param name="Speaker">Who says it, when the script names someone.</param>
/// <param name="Text">What is said.</param>
public sealed record VersionLine(string? Speaker, string Text);

/// <inheritdoc cref="IProjectVersions"/>
internal sealed class ProjectVersions(IDbContextFactory<StudioDb> databases, ProjectEditor editor, WriteLock writing, TimeProvider time) : IProjectVersions
{
    public async Task<IReadOnlyList<VersionSummary>> ListAsync(Guid projectId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Versions.Where(v => v.ProjectId == projectId).OrderByDescending(v => v.Created)
            .Select(v => new VersionSummary(v.Id, v.Name, v.Lines, v.Created)).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<VersionLine>> LookAsync(Guid versionId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Versions.Where(v => v.Id == versionId).Select(v => new { v.Name, v.Content }).SingleOrDefaultAsync(cancel) is not { } version)
            return [];
        try
        {
            return LinesOf(ProjectSnapshot.FromJson(version.Content));
        }
        catch (Exception e) when (RowChange.IsBroken(e))
        {
            throw new DubbingException(Messages.VersionDamaged(RowCheck.ShortName(version.Name)), e);
        }

        static IReadOnlyList<VersionLine> LinesOf(ProjectSnapshot content) =>
        [
            .. content.Rows.Where(ProjectSnapshot.IsScript).Select(r => r.After!)
                .OrderBy(c => c[nameof(ScriptLine.Position)].GetInt32())
                .Select(c => new VersionLine(c[nameof(ScriptLine.Speaker)].GetString(), RowCheck.Short(c[nameof(ScriptLine.Text)].GetString()))),
        ];
    }

    public async Task<VersionSummary?> KeepAsync(Guid projectId, string name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new DubbingException(Messages.VersionNameMissing());
        ProjectStore.RequireName(name.Trim());
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!await db.Projects.AnyAsync(p => p.Id == projectId && p.Deleted == null, cancel))
            return null;
        var snapshot = await ProjectSnapshot.TakeAsync(db, projectId, cancel);
        var version = new ProjectVersion
        {
            Id = Guid.CreateVersion7(),
            ProjectId = projectId,
            Name = name.Trim(),
            Lines = snapshot.Rows.Count(ProjectSnapshot.IsScript),
            Created = time.GetUtcNow().UtcDateTime,
            Content = JsonSerializer.Serialize(snapshot),
        };
        db.Versions.Add(version);
        await db.SaveChangesAsync(cancel);
        return new VersionSummary(version.Id, version.Name, version.Lines, version.Created);
    }

    public async Task<bool> RestoreAsync(Guid versionId, Guid origin, CancellationToken cancel)
    {
        ProjectVersion? version;
        await using (var db = await databases.CreateDbContextAsync(cancel))
            version = await db.Versions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, cancel);
        if (version is null)
            return false;
        return await editor.EditAsync(
            version.ProjectId,
            origin,
            async (db, _) =>
            {
                try
                {
                    await ProjectSnapshot.FromJson(version.Content).RestoreAsync(db, version.ProjectId, cancel);
                }
                catch (Exception e) when (RowChange.IsBroken(e))
                {
                    throw new DubbingException(Messages.VersionDamaged(RowCheck.ShortName(version.Name)), e);
                }

                return new EditName(Messages.EditRestore(version.Name), LockedToo: true);
            },
            cancel);
    }

    public async Task DeleteAsync(Guid versionId, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Versions.Where(v => v.Id == versionId).ExecuteDeleteAsync(cancel);
    }
}
