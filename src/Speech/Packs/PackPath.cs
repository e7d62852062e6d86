namespace Dubbing.Speech.Packs;

/// <summary>Paths that a pack names, which must lie in the pack wherever its links lead.</summary>
internal static class PackPath
{
    /// <summary>The file that a pack means; null when it lies outside, is missing, or is no file.</summary>
    /// <param name="folder">The pack.</param>
    /// <param name="relative">As the manifest says.</param>
    public static string? Inside(string folder, string? relative)
    {
        if (string.IsNullOrWhiteSpace(relative) || Path.IsPathRooted(relative) || relative.Contains('\0', StringComparison.Ordinal))
            return null;
        try
        {
            var path = Path.GetFullPath(Path.Combine(folder, relative));
            InputFile.Require(path);
            return IsIn(Path.GetFullPath(folder), path) && IsIn(Real(Path.GetFullPath(folder)), Real(path)) ? path : null;
        }
        catch (Exception e) when (e is DubbingException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsIn(string folder, string path) => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>A path with every link on it followed.</summary>
    /// <exception cref="IOException">The links go round in circles, or lead nowhere.</exception>
    private static string Real(string path)
    {
        var at = Path.GetPathRoot(path)!;
        foreach (var part in path[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Combine(at, part);
            FileSystemInfo here = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            // What a link leads to may lie under other links.
            if (here.LinkTarget is not null)
                at = Real((here.ResolveLinkTarget(returnFinalTarget: true) ?? here).FullName);
        }

        return at;
    }
}
