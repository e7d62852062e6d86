using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dubbing.Studio.Data;

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

    /// <summary>Where the pictures of all projects wait.</summary>
    public DbSet<PictureWait> Waits => Set<PictureWait>();

    /// <summary>The further languages of all projects.</summary>
    public DbSet<ProjectLanguage> Languages => Set<ProjectLanguage>();

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

    /// <summary>The files that this database has made.</summary>
    internal DbSet<OwnedFile> Owned => Set<OwnedFile>();

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
        // Each row says in its own file what it is in the database.
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StudioDb).Assembly);
        foreach (var column in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()))
        {
            if ((Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) is { IsEnum: true } type)
                column.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(KnownEnum<>).MakeGenericType(type))!);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DubbingException">A row has a value that it must not have (<see cref="RowCheck"/>); nothing is written.</exception>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RowCheck.Require(this);
        OwnedFile.Note(this);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc cref="SaveChangesAsync(bool, CancellationToken)"/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RowCheck.Require(this);
        OwnedFile.Note(this);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private sealed class MessageConverter() : ValueConverter<StoredMessage, string>(m => m.ToJson(), s => StoredMessage.FromColumn(s));

    private sealed class MessageComparer() : ValueComparer<StoredMessage>(
        (a, b) => a == b || (a != null && b != null && a.ToJson() == b.ToJson()),
        m => m.ToJson().GetHashCode(StringComparison.Ordinal),
        m => m);

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(t => t, t => DateTime.SpecifyKind(t, DateTimeKind.Utc));
}
