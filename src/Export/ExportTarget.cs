using Dubbing.Media;

namespace Dubbing.Export;

/// <summary>Where a finished file goes, looked at before work begins.</summary>
public static class ExportTarget
{
    /// <summary>Refuses what cannot become a finished file.</summary>
    /// <param name="output">The file to make.</param>
    /// <param name="inputs">Files that are read: none of them may be it, under whatever name.</param>
    /// <returns>The kind of file that its extension asks for.</returns>
    /// <exception cref="DubbingException">Its extension is none of ours, its folder is missing or cannot be written to, it is one of the inputs.</exception>
    public static ExportProfile Check(string output, params IEnumerable<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(inputs);
        var name = Path.GetFileName(output);
        if (Directory.Exists(output))
            throw Refused(Messages.OutputIsFolder(name.Length > 0 ? name : output));
        if (ExportProfile.Of(output) is not { } profile)
            throw Refused(Messages.UnknownExtension(name, string.Join(", ", ExportProfile.All.Select(p => p.Extension))));
        if (OutputFile.IsNameTooLong(name))
            throw Refused(Messages.NameTooLong(name));
        var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!Directory.Exists(folder))
            throw Refused(Messages.FolderMissing(folder));
        foreach (var input in inputs)
        {
            if (SameFile.Are(input, output))
                throw Refused(Messages.OutputIsInput(name, Path.GetFileName(input)));
        }

        try
        {
            using var files = new TemporaryFiles();
            files.In(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            if (DiskSpace.IsFull(e))
                throw new DubbingException(Messages.DiskFull(name), e) { Fault = Fault.Failure };
            throw new DubbingException(Messages.FolderClosed(folder), e) { Fault = Fault.Usage };
        }

        return profile;
    }

    private static DubbingException Refused(Message why) => new(why) { Fault = Fault.Usage };
}
