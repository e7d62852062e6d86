namespace Dubbing.Studio.Uploads;

/// <summary>The uploads, for the interface; the bytes come by the tus endpoints.</summary>
public interface IUploadStore
{
    /// <summary>How many bytes of an upload are on disk; null when there is no such upload.</summary>
    Task<long?> ReceivedBytesAsync(Guid uploadId, CancellationToken cancel = default);

    /// <summary>Gives up an upload, or takes a refused one off the list, with its bytes.</summary>
    Task RemoveAsync(Guid uploadId, CancellationToken cancel = default);
}
