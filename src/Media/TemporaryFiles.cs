namespace Dubbing.Media;

/// <summary>
/// Files that we need for a while, under names that nobody else has (<c>.dub-…</c>), beside what they become so that they can be moved
/// there at once. They are the only files that we ever delete: what else is there stays.
/// </summary>
public sealed class TemporaryFiles : IDisposable
{
    private readonly List<string> made = [];

    /// <summary>Makes a file that stands under its name only when it is whole; what had that name is replaced then.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it under the name that it is given.</param>
    public static async Task WholeAsync(string path, Func<string, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var files = new TemporaryFiles();
        var part = files.Beside(path);
        await write(part);
        files.Keep(part, path);
    }

    /// <summary>A new empty file.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="extension">With its dot, e.g. <c>.srt</c>.</param>
    /// <exception cref="IOException">It can't be made: the folder is missing, the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public string In(string folder, string extension = "")
    {
        var path = Path.Combine(folder, $".dub-{Guid.NewGuid():N}{extension}");
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            made.Add(path);
        return path;
    }

    /// <summary>A new empty file in the folder of another.</summary>
    /// <inheritdoc cref="In"/>
    public string Beside(string path, string extension = "") => In(Path.GetDirectoryName(Path.GetFullPath(path))!, extension);

    /// <summary>Gives one of the files its name at last; what had that name is replaced.</summary>
    public void Keep(string path, string name)
    {
        File.Move(path, name, overwrite: true);
        made.Remove(path);
    }

    /// <summary>Deletes those that were not kept.</summary>
    public void Dispose()
    {
        foreach (var path in made)
            File.Delete(path);
        made.Clear();
    }
}
