using Dubbing.Studio.Dictionary;
using Dubbing.Studio.Favourites;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Dubbing.Studio.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dubbing.Studio.Projects;

/// <summary>The studio's database: SQLite, write-ahead log, migrated at start.</summary>
/// <param name="options">Where it is.</param>
public sealed class StudioDb(DbContextOptions<StudioDb> options) : DbContext(options)
{
    /// <summary>The projects.</summary>
    public DbSet<Project> Projects => Set<Project>();

    /// <summary>The lines of all scripts.</summary>
    public DbSet<ScriptLine> Lines => Set<ScriptLine>();

    /// <summary>The tracks of all timelines that were touched.</summary>
    public DbSet<Track> Tracks => Set<Track>();

    /// <summary>Music and effects on all timelines.</summary>
    public DbSet<SoundClip> Sounds => Set<SoundClip>();

    /// <summary>The accepted files.</summary>
    public DbSet<MediaFile> Media => Set<MediaFile>();

    /// <summary>The uploads.</summary>
    public DbSet<Upload> Uploads => Set<Upload>();

    /// <summary>The jobs.</summary>
    public DbSet<Job> Jobs => Set<Job>();

    /// <summary>The histories of all projects.</summary>
    public DbSet<Edit> Edits => Set<Edit>();

    /// <summary>The last takes of all lines.</summary>
    public DbSet<LineTake> Takes => Set<LineTake>();

    /// <summary>The named versions of all projects.</summary>
    public DbSet<ProjectVersion> Versions => Set<ProjectVersion>();

    /// <summary>The user's words.</summary>
    public DbSet<DictionaryWord> Dictionary => Set<DictionaryWord>();

    /// <summary>The voices with a star.</summary>
    public DbSet<FavouriteVoice> FavouriteVoices => Set<FavouriteVoice>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<StoredMessage>().HaveConversion<MessageConverter, MessageComparer>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Project>().HasIndex(p => p.MediaId);
        modelBuilder.Entity<ScriptLine>(line =>
        {
            line.HasIndex(l => new { l.ProjectId, l.Position });
            line.HasIndex(l => l.TakeKey);
            line.HasOne<Project>().WithMany().HasForeignKey(l => l.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<DictionaryWord>(word =>
        {
            // SQLite takes no two nulls for the same: the installation's words need an index of their own.
            word.HasIndex(w => new { w.ProjectId, w.Language, w.Key }).IsUnique();
            word.HasIndex(w => new { w.Language, w.Key }).IsUnique().HasFilter("\"ProjectId\" IS NULL");
            word.HasOne<Project>().WithMany().HasForeignKey(w => w.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Track>().HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<SoundClip>().HasOne<Project>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<Upload>().HasOne<Project>().WithMany().HasForeignKey(u => u.ProjectId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<Job>(job =>
        {
            job.HasIndex(j => new { j.State, j.Created });
            job.HasOne<Project>().WithMany().HasForeignKey(j => j.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Edit>(edit =>
        {
            edit.HasIndex(e => new { e.ProjectId, e.Id });
            edit.HasOne<Project>().WithMany().HasForeignKey(e => e.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<LineTake>(take =>
        {
            take.HasIndex(t => new { t.LineId, t.Input });
            take.HasIndex(t => t.Key);
            take.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ProjectVersion>(version =>
        {
            version.HasIndex(v => new { v.ProjectId, v.Created });
            version.HasOne<Project>().WithMany().HasForeignKey(v => v.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private sealed class MessageConverter() : ValueConverter<StoredMessage, string>(m => m.ToJson(), s => StoredMessage.FromJson(s));

    private sealed class MessageComparer() : ValueComparer<StoredMessage>(
        (a, b) => a == b || (a != null && b != null && a.ToJson() == b.ToJson()),
        m => m.ToJson().GetHashCode(StringComparison.Ordinal),
        m => m);

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(t => t, t => DateTime.SpecifyKind(t, DateTimeKind.Utc));
}
