using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dubbing.Studio.Data;

/// <summary>Work that takes longer than a request: kept in the database, so that it goes on after a restart.</summary>
public sealed class Job
{
    /// <summary>Its key; an export's is also the key of its download (<c>/exports/{Id}/download</c>).</summary>
    public Guid Id { get; set; }

    /// <summary>The project it works for.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>What it does.</summary>
    public JobKind Kind { get; set; }

    /// <summary>How far it is.</summary>
    public JobState State { get; set; }

    /// <summary>0 … 1.</summary>
    public double Progress { get; set; }

    /// <summary>What it is doing, or how it ended.</summary>
    public StoredMessage? Message { get; set; }

    /// <summary>Why it failed.</summary>
    public StoredMessage? Error { get; set; }

    /// <summary>Render: the lines asked for, as a JSON array of keys; null for all that need it. Export: what was chosen.</summary>
    public string? Arguments { get; set; }

    /// <summary>Export: the name to download the result under.</summary>
    public string? ResultName { get; set; }

    /// <summary>Export: the result's size in bytes.</summary>
    public long? ResultBytes { get; set; }

    /// <summary>How often it was begun, unless the studio was stopped in the middle of it as it should be.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was queued (UTC).</summary>
    public DateTime Created { get; set; }

    /// <summary>When it began (UTC).</summary>
    public DateTime? Started { get; set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime? Ended { get; set; }

    /// <summary>Whether it waits or runs.</summary>
    public bool IsActive => State is JobState.Waiting or JobState.Running;
}

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Makes waveform, thumbnails and the browser's copy of a video.</summary>
    Prepare,

    /// <summary>Speaks the lines.</summary>
    Render,

    /// <summary>Makes the finished file.</summary>
    Export,
}

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>At work (also after a crash, until the next start takes it up again).</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Cancelled by the user.</summary>
    Cancelled,

    /// <summary>Ended with <see cref="Job.Error"/>.</summary>
    Failed,
}

/// <summary>Its table.</summary>
internal sealed class JobTable : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> entity)
    {
        entity.HasIndex(j => new { j.State, j.Created });
        entity.HasOne<Project>().WithMany().HasForeignKey(j => j.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
