using Dubbing.Media;

namespace Dubbing.Studio.Media;

/// <summary>
/// Files get their name when they are whole: what is made has a name of its own in the work folder, is looked at, and takes its place in one
/// step. A program that outlived a dead studio writes to a name that nobody reads.
/// </summary>
internal static class Finished
{
    /// <summary>Makes a file.</summary>
    /// <param name="probe">Looks at it.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="path">Its place.</param>
    /// <param name="make">Makes it under the name given.</param>
    /// <param name="cancel">Stops looking at it.</param>
    /// <exception cref="DubbingException">It could not be made, or is no sound or picture although it should be.</exception>
    public static async Task FileAsync(MediaProbe probe, DataFolder data, string path, Func<string, Task> make, CancellationToken cancel)
    {
        var made = data.WorkFile(Path.GetExtension(path));
        try
        {
            await make(made);
            if (Path.GetExtension(path) is ".mp4" or ".m4a")
                await probe.ProbeAsync(made, Path.GetFileName(path), cancel: cancel);
            // The folder is gone when the medium was replaced in the meantime; so is who wanted the file.
            if (Directory.Exists(Path.GetDirectoryName(path)))
                File.Move(made, path, overwrite: true);
        }
        finally
        {
            File.Delete(made);
        }
    }

    /// <summary>Makes a folder of files, which takes the place of one that is there.</summary>
    /// <inheritdoc cref="FileAsync"/>
    public static async Task<T> FolderAsync<T>(DataFolder data, string path, Func<string, Task<T>> make)
    {
        var made = data.WorkFile("");
        try
        {
            var result = await make(made);
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            if (Directory.Exists(Path.GetDirectoryName(path)))
                Directory.Move(made, path);
            return result;
        }
        finally
        {
            if (Directory.Exists(made))
                Directory.Delete(made, recursive: true);
        }
    }
}
