using System.Runtime.InteropServices;

namespace Dubbing.Media;

/// <summary>Tells whether two paths lead to one file: through links, both kinds, and however the names are written.</summary>
public static partial class SameFile
{
    /// <summary>Whether two paths lead to one file that is there.</summary>
    public static bool Are(string one, string other)
    {
        if (Path.GetFullPath(one) == Path.GetFullPath(other))
            return true;
        if (!File.Exists(one) || !File.Exists(other))
            return false;
        return OperatingSystem.IsWindows() ? string.Equals(Resolved(one), Resolved(other), StringComparison.OrdinalIgnoreCase) : Key(one) is { } key && key == Key(other);
    }

    private static string Resolved(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    /// <summary>Device and number of a file: what a hard link has in common with it.</summary>
    private static unsafe (long Device, long Number)? Key(string path)
    {
        // .NET's own view of stat(2), the same on all Unix systems: four ints, then size, three or four times in two parts, device, its type, number.
        const int device = 9, number = 11;
        var status = stackalloc long[32];
        try
        {
            return Stat(path, status) == 0 ? (status[2 + device], status[2 + number]) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(string path, long* status);
}
