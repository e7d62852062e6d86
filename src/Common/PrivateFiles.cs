using System.Runtime.InteropServices;

namespace Dubbing;

/// <summary>What a program and the programs that it starts write is for its user alone: files 0600, folders 0700.</summary>
public static partial class PrivateFiles
{
    /// <summary>From here on.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = Mask(0x3F);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Mask(uint mask);
}
