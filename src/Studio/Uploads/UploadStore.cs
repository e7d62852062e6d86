using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Dubbing.Studio.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Uploads;

/// <summary>
/// The uploads: a row each, and a file each whose length is the tus offset, so that nothing can disagree after a crash.
/// </summary>
internal sealed class UploadStore(
    IDbContextFactory<StudioDb> databases,
    IProjectEvents events,
    WriteLock writing,
    DataFolder data,
    IOptions<StudioOptions> options,
    Limits limits,
    TimeProvider time) : IUploadStore
{
    private const int WriteBytes = 128 << 10;

    private readonly ConcurrentDictionary<Guid, Writer> writers = new();

    /// <summary>Starts an upload.</summary>
    /// <returns>The upload; null when its project is gone.</returns>
    /// <exception cref="DubbingException">The file is too large, or there is no room for it.</exception>
    public async Task<Upload?> CreateAsync(Guid projectId, string fileName, long length, string? metadata, CancellationToken cancel)
    {
        RequireRoom(length);
        return await DatabaseErrors.TranslateDiskFullAsync(() => AddAsync(projectId, fileName, length, metadata, cancel));
    }

    private async Task<Upload?> AddAsync(Guid projectId, string fileName, long length, string? metadata, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(),
            ProjectId = projectId,
            FileName = fileName,
            Length = length,
            Metadata = metadata,
            Created = now,
            Updated = now,
        };
        using (await writing.EnterAsync(cancel))
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            if (!await db.Projects.AnyAsync(p => p.Id == projectId && p.Deleted == null, cancel))
                return null;
            // What the others still need is as good as taken.
            var open = await db.Uploads.AsNoTracking().Where(u => u.State == UploadState.Receiving).ToListAsync(cancel);
            if (open.Count >= limits.OpenUploads)
                throw new TooManyUploadsException(Messages.TooManyUploads(open.Count, limits.OpenUploads));
            data.RequireSpace(length + open.Sum(u => u.Length - OffsetOf(u)), options.Value.DiskReserveBytes);
            // A new try takes the place of refused ones.
            var refused = await db.Uploads.Where(u => u.ProjectId == projectId && u.State == UploadState.Refused).ToListAsync(cancel);
            db.Uploads.RemoveRange(refused);
            // The file first: a row without a file would look like an upload at 0 whose file was thrown away.
            await File.Create(data.UploadFile(upload.Id)).DisposeAsync();
            db.Uploads.Add(upload);
            await db.SaveChangesAsync(cancel);
            refused.ForEach(u => events.Publish(new UploadRemoved(projectId, u.Id)));
            events.Publish(new UploadChanged(projectId, upload));
        }

        return upload;
    }

    /// <summary>One upload; null when there is none.</summary>
    public async Task<Upload?> FindAsync(Guid uploadId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == uploadId, cancel);
    }

    /// <summary>How many bytes of an upload are on disk: all of them once it was accepted.</summary>
    public long OffsetOf(Upload upload)
    {
        if (upload.State is UploadState.Accepted or UploadState.Refused)
            return upload.Length;
        var file = new FileInfo(data.UploadFile(upload.Id));
        return file.Exists ? file.Length : upload.State == UploadState.Checking ? upload.Length : 0;
    }

    public async Task<long?> ReceivedBytesAsync(Guid uploadId, CancellationToken cancel) =>
        await FindAsync(uploadId, cancel) is { } upload ? OffsetOf(upload) : null;

    /// <summary>
    /// Waits until nobody writes to an upload. Whoever does is stopped: it is the same client's dropped connection,
    /// which the server has not noticed yet.
    /// </summary>
    public async Task<IAsyncDisposable> TakeOverAsync(Guid uploadId, Action stop, CancellationToken cancel)
    {
        var mine = new Writer(this, uploadId, stop);
        while (true)
        {
            var holder = writers.GetOrAdd(uploadId, mine);
            if (holder == mine)
                return mine;
            holder.Stop();
            await holder.Left.WaitAsync(cancel);
        }
    }

    /// <summary>Adds what arrives to the file. What arrived before the connection dropped stays.</summary>
    /// <returns>The new offset.</returns>
    /// <exception cref="DubbingException">The disk is full; what fitted stays.</exception>
    /// <exception cref="UploadOverrunException">More bytes came than were announced; the announced ones stay.</exception>
    public async Task<long> AppendAsync(Upload upload, PipeReader body, CancellationToken cancel)
    {
        var path = data.UploadFile(upload.Id);
        var needed = upload.Length - OffsetOf(upload);
        data.RequireSpace(needed, options.Value.DiskReserveBytes);
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, FileOptions.Asynchronous);
        var offset = RandomAccess.GetLength(file);
        try
        {
            while (true)
            {
                var read = await body.ReadAtLeastAsync(WriteBytes, cancel);
                var fits = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, upload.Length - offset));
                // Not cancelled in the middle of a write: what came, counts.
                await RandomAccess.WriteAsync(file, Pieces(fits), offset, CancellationToken.None);
                offset += fits.Length;
                if (fits.Length < read.Buffer.Length)
                    throw new UploadOverrunException();
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || read.IsCanceled)
                    break;
            }
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw new DubbingException(Messages.DiskFull(data.Root, Sizes.Text(upload.Length - offset), Sizes.Text(data.FreeBytes())), e);
        }
        finally
        {
            RandomAccess.FlushToDisk(file);
        }

        return offset;
    }

    /// <summary>Notes how far an upload is and tells the project.</summary>
    public async Task<Upload?> ChangeAsync(Guid uploadId, Action<Upload> change, CancellationToken cancel)
    {
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var upload = await db.Uploads.SingleOrDefaultAsync(u => u.Id == uploadId, cancel);
        if (upload is null)
            return null;
        change(upload);
        upload.Updated = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        if (upload.State == UploadState.Refused)
            data.DeleteUpload(uploadId);
        events.Publish(new UploadChanged(upload.ProjectId, upload));
        return upload;
    }

    public async Task RemoveAsync(Guid uploadId, CancellationToken cancel)
    {
        await using var mine = await TakeOverAsync(uploadId, () => { }, cancel);
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var upload = await db.Uploads.SingleOrDefaultAsync(u => u.Id == uploadId, cancel);
        if (upload is null)
            return;
        db.Uploads.Remove(upload);
        await db.SaveChangesAsync(cancel);
        data.DeleteUpload(uploadId);
        events.Publish(new UploadRemoved(upload.ProjectId, uploadId));
    }

    /// <summary>Uploads whose bytes are all here but which nobody has looked at, e.g. after a crash.</summary>
    public async Task<IReadOnlyList<Guid>> CompleteAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await db.Uploads.AsNoTracking()
            .Where(u => u.State == UploadState.Receiving || u.State == UploadState.Checking).ToListAsync(cancel);
        return [.. open.Where(u => u.State == UploadState.Checking || OffsetOf(u) == u.Length).Select(u => u.Id)];
    }

    private static List<ReadOnlyMemory<byte>> Pieces(ReadOnlySequence<byte> buffer)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in buffer)
            pieces.Add(piece);
        return pieces;
    }

    private void RequireRoom(long length)
    {
        if (length > limits.UploadBytes)
            throw new UploadTooLargeException(Messages.UploadTooLarge(Sizes.Text(length), Sizes.Text(limits.UploadBytes)));
        data.RequireSpace(length, options.Value.DiskReserveBytes);
    }

    private sealed class Writer(UploadStore owner, Guid uploadId, Action stop) : IAsyncDisposable
    {
        private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Left => left.Task;

        public void Stop() => stop();

        public ValueTask DisposeAsync()
        {
            owner.writers.TryRemove(new(uploadId, this));
            left.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The file is larger than the studio takes.</summary>
internal sealed class UploadTooLargeException(Message message) : DubbingException(message);

/// <summary>More uploads are on their way than the studio takes at once.</summary>
internal sealed class TooManyUploadsException(Message message) : DubbingException(message);

/// <summary>The client sent more bytes than it had announced.</summary>
internal sealed class UploadOverrunException : Exception;
