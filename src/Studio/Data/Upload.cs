using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>A file on its way in, by the tus protocol (<c>/uploads/{Id}</c>). How much of it is here is the length of its file on disk.</summary>
public sealed class Upload
{
    /// <summary>Its key, in addresses too.</summary>
    public Guid Id { get; set; }

    /// <summary>The project it is for (metadata <c>projectid</c>).</summary>
    public Guid ProjectId { get; set; }

    /// <summary>The file's name (metadata <c>filename</c>).</summary>
    public required string FileName { get; set; }

    /// <summary>How many bytes it will have.</summary>
    public long Length { get; set; }

    /// <summary>The metadata as the client sent it, to be given back.</summary>
    public string? Metadata { get; set; }

    /// <summary>The track that it is for (metadata <c>track</c>); null for the project's video.</summary>
    public TrackKind? Track => Read("track") is { } name && Enum.TryParse<TrackKind>(name, out var kind) && kind is TrackKind.Music or TrackKind.Effects ? kind : null;

    /// <summary>Where on its track it begins, in seconds of the video (metadata <c>at</c>).</summary>
    public double AtSeconds => double.TryParse(Read("at"), NumberStyles.Float, CultureInfo.InvariantCulture, out var at) && double.IsFinite(at) ? Math.Max(0, at) : 0;

    /// <summary>How far it is.</summary>
    public UploadState State { get; set; }

    /// <summary>Why it was refused.</summary>
    public StoredMessage? Problem { get; set; }

    /// <summary>What it became, once accepted.</summary>
    public Guid? MediaId { get; set; }

    /// <summary>When it began (UTC).</summary>
    public DateTime Created { get; set; }

    /// <summary>When it was last written to (UTC).</summary>
    public DateTime Updated { get; set; }

    private string? Read(string key) => UploadMetadata.TryRead(Metadata ?? "", out var metadata) ? metadata.GetValueOrDefault(key) : null;
}

/// <summary>How far an upload is.</summary>
public enum UploadState
{
    /// <summary>Bytes are missing.</summary>
    Receiving,

    /// <summary>All bytes are here; ffprobe looks at them.</summary>
    Checking,

    /// <summary>It is the project's video now.</summary>
    Accepted,

    /// <summary>It is no file that can be dubbed; see <see cref="Upload.Problem"/>.</summary>
    Refused,
}

/// <summary>Its table.</summary>
internal sealed class UploadTable : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> entity)
    {
        entity.HasOne<Project>().WithMany().HasForeignKey(u => u.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
