namespace Dubbing;

/// <summary>A folder of our own in the system's temporary one, for as long as a job lasts.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <param name="kind">What is in it, for whoever finds it: <c>takes</c> becomes <c>dub-takes-…</c>.</param>
    /// <exception cref="DubbingException">The system's temporary folder is missing or closed to us.</exception>
    public TemporaryFolder(string kind)
    {
        try
        {
            FullName = Directory.CreateTempSubdirectory($"dub-{kind}-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !DiskSpace.IsFull(e))
        {
            throw new DubbingException(Messages.NoTemporaryFolder(Path.GetTempPath()), e) { Fault = Fault.Failure };
        }
    }

    /// <summary>Where it is.</summary>
    public string FullName { get; }

    /// <summary>Deletes it with all that is in it.</summary>
    public void Dispose()
    {
        if (Directory.Exists(FullName))
            Directory.Delete(FullName, recursive: true);
    }
}
