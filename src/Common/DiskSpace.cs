namespace Dubbing;

/// <summary>The one place that knows what a full disk looks like.</summary>
public static class DiskSpace
{
    /// <summary>Bytes free for this user on the disk of a folder.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <summary>Whether writing failed because the disk, or the user's share of it, is full.</summary>
    public static bool IsFull(Exception error) => error is IOException { HResult: var code } && (code is Enospc or Edquot || (code & 0xFFFF) is WindowsDiskFull or WindowsHandleDiskFull);

    /// <summary>Whether a program's last words say so.</summary>
    public static bool IsFull(string output) =>
        output.Contains("No space left on device", StringComparison.Ordinal) || output.Contains("Disk quota exceeded", StringComparison.Ordinal)
        || output.Contains("There is not enough space on the disk", StringComparison.Ordinal);

    // errno(3)
    private const int Enospc = 28, Edquot = 122;

    // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
    private const int WindowsDiskFull = 112, WindowsHandleDiskFull = 39;
}
