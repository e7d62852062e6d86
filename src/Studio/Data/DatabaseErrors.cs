using Microsoft.Data.Sqlite;

namespace Dubbing.Studio.Data;

/// <summary>What the errors of the database mean.</summary>
internal static class DatabaseErrors
{
    /// <summary>Does what writes to the database; a full disk is told as such.</summary>
    /// <exception cref="DubbingException">The disk is full. Nothing is changed.</exception>
    public static async Task<T> TranslateDiskFullAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (IsFull(e))
        {
            throw new DubbingException(Messages.NotSavedDiskFull(), e);
        }
    }

    /// <summary>Whether the database could not write for want of room.</summary>
    public static bool IsFull(Exception e) =>
        (e as SqliteException ?? e.InnerException) is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN };
}
