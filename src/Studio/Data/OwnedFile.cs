using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>
/// A file or folder that this database has made. Only such files are ever deleted by housekeeping: what lies beside them, e.g. because
/// an older copy of the database was put back, is nobody's and stays.
/// </summary>
internal sealed class OwnedFile
{
    /// <summary>Its key.</summary>
    public long Id { get; set; }

    /// <summary>What it is.</summary>
    public OwnedKind Kind { get; set; }

    /// <summary>Its name: a take's content key, or the key of a medium, upload or export job.</summary>
    public required string Key { get; set; }

    /// <summary>The studio's day (<c>StudioDays</c>) on which nothing used it any more for the first time; null while something does.</summary>
    public double? UnusedDay { get; set; }

    /// <summary>The studio's day on which it was put aside; null before.</summary>
    public double? HeldDay { get; set; }

    /// <summary>Notes the files of rows that are added, in the same transaction.</summary>
    public static void Note(StudioDb db)
    {
        var made = db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).Select(e => e.Entity switch
        {
            LineTake take => (OwnedKind.Take, take.Key),
            MediaFile media => (OwnedKind.Media, media.Id.ToString("N")),
            Upload upload => (OwnedKind.Upload, upload.Id.ToString("N")),
            Job { Kind: JobKind.Export } job => (OwnedKind.Export, job.Id.ToString("N")),
            _ => ((OwnedKind Kind, string Key)?)null,
        }).OfType<(OwnedKind Kind, string Key)>().Except(db.ChangeTracker.Entries<OwnedFile>().Select(e => (e.Entity.Kind, e.Entity.Key))).ToList();
        db.AddRange(made.Select(m => new OwnedFile { Kind = m.Kind, Key = m.Key }));
    }
}

/// <summary>What an <see cref="OwnedFile"/> is.</summary>
internal enum OwnedKind
{
    /// <summary>A rendered line.</summary>
    Take,

    /// <summary>The folder of an accepted file.</summary>
    Media,

    /// <summary>The bytes of an upload.</summary>
    Upload,

    /// <summary>The folder of a finished file.</summary>
    Export,

    /// <summary>No file: a project in the trash, for the days that it lies there.</summary>
    Project,

    /// <summary>No file: an upload that nobody goes on with, for the days since.</summary>
    IdleUpload,
}

/// <summary>Its table.</summary>
internal sealed class OwnedFileTable : IEntityTypeConfiguration<OwnedFile>
{
    public void Configure(EntityTypeBuilder<OwnedFile> entity)
    {
        entity.ToTable("OwnedFiles");
        entity.HasIndex(f => new { f.Kind, f.Key });
    }
}
