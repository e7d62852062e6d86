namespace Dubbing.Studio.Keeping;

/// <summary>
/// A little room that the studio keeps for itself: given up at a start on a full disk, so that the database can be opened and the user
/// told.
/// </summary>
internal static class DiskReserve
{
    private const int Bytes = 4 << 20;

    /// <summary>Makes the reserve where there is room, gives it up where there is none, and says that the disk is full.</summary>
    public static void Prepare(DataFolder data, Notices notices, long wanted)
    {
        var path = Path.Combine(data.Root, "studio.reserve");
        try
        {
            var free = data.FreeBytes();
            if (free < Bytes && File.Exists(path))
                File.Delete(path);
            else if (free > 8L * Bytes && !File.Exists(path))
                File.WriteAllBytes(path, new byte[Bytes]);
            if (free < wanted)
                notices.Say(Messages.NoticeDiskFull(data.Root, Sizes.Text(free)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then there is none.
        }
    }
}
