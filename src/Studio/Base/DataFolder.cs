namespace Dubbing.Studio.Base;

/// <summary>The data folder's parts. All folders exist.</summary>
public sealed class DataFolder
{
    /// <summary>Finds and makes the folders.</summary>
    /// <param name="path">The data folder; made when missing.</param>
    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        if (File.Exists(Root))
            throw new DubbingException(Messages.FolderIsFile(Root));
        try
        {
            IsNew = !Directory.Exists(Root) || !Directory.EnumerateFileSystemEntries(Root).Any();
            // What people say in their videos is nobody else's business on the machine.
            Directory.CreateDirectory(Root);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Root) & Others) != 0)
                File.SetUnixFileMode(Root, Mine);
            Takes = Make("takes");
            Media = Make("media");
            Uploads = Make("uploads");
            Exports = Make("exports");
            Keys = Make("keys");
            Holding = Make("holding");
            Work = Make("work");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DubbingException(DiskSpace.IsFull(e) ? Messages.StartDiskFull(Root) : Messages.FolderUnusable(Root), e);
        }

        string Make(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
    }

    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = (UnixFileMode)0x3F;

    /// <summary>Whether there was nothing in it when this was made.</summary>
    public bool IsNew { get; }

    /// <summary>The folder itself.</summary>
    public string Root { get; }

    /// <summary>The database.</summary>
    public string Database => Path.Combine(Root, "studio.db");

    /// <summary>The caption styles that were saved.</summary>
    public string CaptionStyles => Path.Combine(Root, "caption-styles.json");

    /// <summary>Rendered lines, by content key.</summary>
    public string Takes { get; }

    /// <summary>Accepted files and what was made from them, a folder each.</summary>
    public string Media { get; }

    /// <summary>Uploads on their way.</summary>
    public string Uploads { get; }

    /// <summary>Finished files.</summary>
    public string Exports { get; }

    /// <summary>Keys that protect cookies and circuits over a restart.</summary>
    public string Keys { get; }

    /// <summary>What housekeeping has put aside, until it is deleted.</summary>
    public string Holding { get; }

    /// <summary>Files that are being made; emptied at the start.</summary>
    public string Work { get; }

    /// <summary>A name for a file that is being made, never used twice.</summary>
    /// <param name="extension">With its dot.</param>
    public string WorkFile(string extension) => Path.Combine(Work, Guid.NewGuid().ToString("N") + extension);

    /// <summary>The folder of an accepted file.</summary>
    public string MediaOf(Guid id) => Path.Combine(Media, id.ToString("N"));

    /// <summary>An accepted file as it was uploaded.</summary>
    public string SourceOf(Guid mediaId) => Path.Combine(MediaOf(mediaId), "source");

    /// <summary>The copy that browsers can play.</summary>
    public string ProxyOf(Guid mediaId) => Path.Combine(MediaOf(mediaId), "proxy.mp4");

    /// <summary>The waveform's peaks.</summary>
    public string WaveformOf(Guid mediaId) => Path.Combine(MediaOf(mediaId), "waveform");

    /// <summary>The times at which the picture is cut.</summary>
    public string ShotsOf(Guid mediaId) => Path.Combine(MediaOf(mediaId), "shots.json");

    /// <summary>The folder of the thumbnails.</summary>
    public string ThumbnailsOf(Guid mediaId) => Path.Combine(MediaOf(mediaId), "thumbnails");

    /// <summary>One thumbnail, counted from 0.</summary>
    public string ThumbnailOf(Guid mediaId, int index) => Path.Combine(ThumbnailsOf(mediaId), $"{index:00000}.jpg");

    /// <summary>A rendered line's sound.</summary>
    public string TakeOf(string key) => Path.Combine(Takes, key[..2], key + ".wav");

    /// <summary>An export's finished file.</summary>
    public string ExportFile(Guid jobId, string name) => Path.Combine(ExportOf(jobId), "result" + Path.GetExtension(name));

    /// <summary>The bytes of an upload so far.</summary>
    public string UploadFile(Guid id) => Path.Combine(Uploads, id.ToString("N"));

    /// <summary>The folder of an export job's files.</summary>
    public string ExportOf(Guid jobId) => Path.Combine(Exports, jobId.ToString("N"));

    /// <summary>Bytes free on its disk.</summary>
    public long FreeBytes() => DiskSpace.FreeBytes(Root);

    /// <summary>Asks for room before work that needs it.</summary>
    /// <param name="needed">Bytes that the work will take.</param>
    /// <param name="reserve">Bytes that must stay free.</param>
    /// <exception cref="DubbingException">There is not so much room.</exception>
    public void RequireSpace(long needed, long reserve)
    {
        var free = FreeBytes();
        if (needed + reserve > free)
            throw new DubbingException(Messages.DiskFull(Root, Sizes.Text(needed + reserve), Sizes.Text(free)));
    }

    /// <summary>Throws an accepted file away, with all that was made from it.</summary>
    public void DeleteMedia(Guid id) => DeleteFolder(MediaOf(id));

    /// <summary>Throws an upload's bytes away.</summary>
    public void DeleteUpload(Guid id) => File.Delete(UploadFile(id));

    /// <summary>Throws an export's files away.</summary>
    public void DeleteExport(Guid jobId) => DeleteFolder(ExportOf(jobId));

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Where the data lies when the options name no folder.</summary>
    public static string DefaultPath()
    {
        if (Environment.GetEnvironmentVariable("DUBBING_DATA") is { Length: > 0 } named)
            return named;
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : AppContext.BaseDirectory, "dubbing");
    }
}
