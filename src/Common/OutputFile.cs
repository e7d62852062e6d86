namespace Dubbing;

/// <summary>Files that users name as output: what would be destroyed by it is told before any work.</summary>
public static class OutputFile
{
    private const int LongestName = 255;

    /// <summary>Whether a name is longer than file systems take: 255 bytes.</summary>
    public static bool IsNameTooLong(string name) => System.Text.Encoding.UTF8.GetByteCount(name) > LongestName;

    /// <summary>Asks whether a path can be written to.</summary>
    /// <param name="output">The file to write; replaced when it is there.</param>
    /// <param name="inputs">What is read for it.</param>
    /// <exception cref="DubbingException">It is one of the inputs, also by a link; a folder, a pipe or a device; its name is too long for any disk; or its folder does not exist.</exception>
    public static void Require(string output, params IEnumerable<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(output));
        if (Directory.Exists(output))
            throw new DubbingException(Messages.OutputIsFolder(name));
        if (IsNameTooLong(name))
            throw new DubbingException(Messages.OutputNameTooLong(name));
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder && !Directory.Exists(folder))
            throw new DubbingException(Messages.OutputFolderMissing(folder));
        if (InputFile.IsKernels(output))
            throw new DubbingException(Messages.OutputIsNoFile(name));
        if (!File.Exists(output))
            return;
        if (!InputFile.IsRegularFile(output))
            throw new DubbingException(Messages.OutputIsNoFile(name));
        var real = Real(output);
        if (inputs.Any(i => File.Exists(i) && Real(i) == real))
            throw new DubbingException(Messages.OutputIsInput(name));
    }

    private static string Real(string path)
    {
        try
        {
            var file = new FileInfo(Path.GetFullPath(path));
            return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
        }
        catch (IOException)
        {
            return Path.GetFullPath(path);
        }
    }
}
