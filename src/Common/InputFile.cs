using System.Runtime.InteropServices;

namespace Dubbing;

/// <summary>Files that users name as input: looked at before they are opened, and never read beyond their limit.</summary>
public static partial class InputFile
{
    /// <summary>Whether a path names something that can be read as a file; folders, pipes, sockets and devices are not.</summary>
    /// <exception cref="DubbingException">It is missing, no file, or may not be read; says which.</exception>
    public static void Require(string path)
    {
        var name = Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar));
        try
        {
            if (Directory.Exists(path))
                throw new DubbingException(Messages.IsFolder(name));
            if (!File.Exists(path))
                throw new DubbingException(Messages.NoFile(name));
            if (!OperatingSystem.IsWindows() && (!IsRegular(path) || IsKernels(path)))
                throw new DubbingException(Messages.IsNoFile(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DubbingException(Messages.NotReadable(name), e);
        }
    }

    /// <summary>Reads a file that must not be larger than a limit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The limit's name, e.g. <see cref="Limits.ScriptBytes"/>.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="DubbingException">It is missing, no file, may not be read or is too large; says which.</exception>
    public static async Task<byte[]> ReadAsync(string path, string limit, CancellationToken cancel = default)
    {
        Require(path);
        var name = Path.GetFileName(path);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, useAsync: true);
            if (Limits.Current.OfFile(name, file.Length, limit) is { } problem)
                throw new DubbingException(problem);
            // Some files (in /proc) say that they are empty, others grow while they are read.
            using var bytes = new MemoryStream((int)file.Length);
            var buffer = new byte[1 << 16];
            for (int read; (read = await file.ReadAsync(buffer, cancel)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (Limits.Current.OfFile(name, bytes.Length, limit) is { } grown)
                    throw new DubbingException(grown);
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DubbingException(Messages.NotReadable(name), e);
        }
    }

    /// <summary>Whether it is one of the files in which the kernel speaks: they say that they are files of no length, and some of them wait for ever to be read.</summary>
    internal static bool IsKernels(string path)
    {
        var full = Path.GetFullPath(path);
        var real = (File.Exists(full) ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full) + "/";
        return OperatingSystem.IsLinux() && (real.StartsWith("/proc/", StringComparison.Ordinal) || real.StartsWith("/sys/", StringComparison.Ordinal) || real.StartsWith("/dev/", StringComparison.Ordinal) && !real.StartsWith("/dev/shm/", StringComparison.Ordinal));
    }

    /// <summary>Whether what is there is a file and neither pipe nor socket nor device.</summary>
    internal static bool IsRegularFile(string path) => OperatingSystem.IsWindows() || IsRegular(path);

    /// <summary>Whether it is neither pipe nor socket nor device; told without opening it, since opening a pipe waits for who writes.</summary>
    private static unsafe bool IsRegular(string path)
    {
        const int type = 0xF000, regular = 0x8000;
        // .NET's own view of stat(2), the same on all Unix systems: flags, mode, user, group, size …
        var status = stackalloc int[64];
        try
        {
            return Stat(path, status) != 0 || (status[1] & type) == regular;
        }
        catch (EntryPointNotFoundException)
        {
            return true;
        }
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(string path, int* status);
}
