using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;

namespace Dubbing.Studio.Hosting;

/// <summary>Brings the database up to date before anything else runs.</summary>
public static class StudioDatabase
{
    /// <summary>Makes or migrates the database and turns its write-ahead log on.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<StudioDb>>().CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
    }
}
