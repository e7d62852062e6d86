using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Media;

namespace Dubbing.Studio.Projects;

/// <summary>
/// The file of a project: a ZIP of <c>project.json</c> (<see cref="ProjectManifest"/>), <c>media</c>, <c>sounds/KEY</c>, <c>takes/KEY.wav</c>. What is
/// read is not trusted: no path comes from an entry's name, and nothing is unpacked beyond its limit.
/// </summary>
internal sealed class ProjectArchive(IMediaInspector inspector, DataFolder data, Limits limits, TimeProvider time)
{
    /// <summary>The newest version of the format that this studio reads; it writes it for projects with several languages, and 1 for others.</summary>
    public const int Schema = 2;

    /// <summary>The name that the manifest begins with.</summary>
    public const string Format = "dubbing-project";

    internal const string ManifestName = "project.json";
    internal const string MediaName = "media";
    internal const string ArchiveName = "project.zip";

    /// <summary>Opens a file, after a look at how many entries it says it has.</summary>
    /// <exception cref="DubbingException">It is no ZIP, or has too many entries.</exception>
    public async Task<ZipArchive> OpenAsync(string path, CancellationToken cancel)
    {
        try
        {
            if (limits.OfArchive(ArchiveName, ZipDirectory.EntriesOf(path), 0) is { } many)
                throw new DubbingException(many);
            return await ZipFile.OpenAsync(path, ZipArchiveMode.Read, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new DubbingException(Messages.ArchiveNoZip(), e);
        }
    }

    /// <summary>Reads <c>project.json</c>.</summary>
    /// <exception cref="DubbingException">It is missing, broken, too large, or of a newer studio.</exception>
    public async Task<ProjectManifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(ManifestName) ?? throw new DubbingException(Messages.ArchiveNoProject());
        using var json = new MemoryStream();
        await CopyAsync(entry, json, limits.ManifestBytes, cancel);
        try
        {
            // What kind of file it is comes first: another one would only be "broken".
            using (var head = JsonDocument.Parse(json.ToArray()))
            {
                if (!head.RootElement.TryGetProperty(nameof(ProjectManifest.Format), out var format) || format.GetString() != Format)
                    throw new DubbingException(Messages.ArchiveNoProject());
                if (head.RootElement.GetProperty(nameof(ProjectManifest.Schema)).GetInt32() is > Schema and var newer)
                    throw new DubbingException(Messages.ArchiveNewer(newer, Schema));
            }

            json.Position = 0;
            var manifest = await JsonSerializer.DeserializeAsync<ProjectManifest>(json, cancellationToken: cancel);
            return manifest is { Content: { Tables: not null, Rows: not null }, Takes: not null, Versions: not null }
                && manifest.Content.Rows.All(r => r?.Table is not null) && manifest.Versions.All(v => v is { Content: not null }) && manifest.Takes.All(t => IsTakeKey(t?.Key))
                ? manifest
                : throw new DubbingException(Messages.ArchiveBroken(ManifestName));
        }
        catch (Exception e) when (RowChange.IsBroken(e))
        {
            throw new DubbingException(Messages.ArchiveBroken(ManifestName), e);
        }
    }

    /// <summary>Takes the video in. Null, with a warning, when it is none.</summary>
    public async Task<MediaFile?> TakeMediaAsync(ZipArchiveEntry entry, Guid id, string name, int track, List<Message> warnings, CancellationToken cancel)
    {
        Directory.CreateDirectory(data.MediaOf(id));
        var path = data.SourceOf(id);
        await using (var to = File.Create(path))
            await CopyAsync(entry, to, limits.UploadBytes, cancel);
        try
        {
            var media = await InspectedAsync();
            (media.Id, media.Created) = (id, time.GetUtcNow().UtcDateTime);
            return media;
        }
        catch (DubbingException e)
        {
            data.DeleteMedia(id);
            warnings.Add(Messages.ArchiveMediaRefused(e.UserMessage));
            return null;
        }

        async Task<MediaFile> InspectedAsync()
        {
            try
            {
                return await inspector.InspectAsync(path, name, track, cancel);
            }
            catch (DubbingException) when (track != 0)
            {
                // A file made by hand, or another video: the default track will do.
                return await inspector.InspectAsync(path, name, 0, cancel);
            }
        }
    }

    /// <summary>Takes a file of music or an effect in. Null, with a warning, when it is no sound.</summary>
    public async Task<MediaFile?> TakeSoundAsync(ZipArchiveEntry entry, Guid id, string name, List<Message> warnings, CancellationToken cancel)
    {
        if (await TakeMediaAsync(entry, id, name, 0, warnings, cancel) is not { } media)
            return null;
        try
        {
            await inspector.PrepareSoundAsync(data.SourceOf(id), media, data, cancel);
            return media;
        }
        catch (DubbingException e)
        {
            data.DeleteMedia(id);
            warnings.Add(Messages.ArchiveMediaRefused(e.UserMessage));
            return null;
        }
    }

    /// <summary>Puts a take's sound under a key of this studio. False when it is missing or no sound.</summary>
    public async Task<bool> TakeTakeAsync(ZipArchive zip, string key, string here, CancellationToken cancel)
    {
        if (zip.GetEntry(TakeName(key)) is not { } entry)
            return false;
        var path = data.TakeOf(here);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = data.WorkFile(".wav");
        try
        {
            await using (var to = File.Create(partial))
                await CopyAsync(entry, to, limits.UploadBytes, cancel);
            if (WaveFile.SecondsOf(partial) is not (> 0 and < 1e7))
                return false;
            File.Move(partial, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException && !DiskSpace.IsFull(e))
        {
            return false;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Unpacks an entry, however large it says it is: not more than the limit and not more than it says.</summary>
    private async Task CopyAsync(ZipArchiveEntry entry, Stream to, long limit, CancellationToken cancel)
    {
        if (limits.OfEntry(entry.FullName, entry.CompressedLength, entry.Length) is { } bomb)
            throw new DubbingException(bomb);
        var most = Math.Min(limit, entry.Length);
        if (entry.Length > limit)
            throw new DubbingException(Messages.ArchiveTooLarge(entry.FullName));
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var from = await entry.OpenAsync(cancel);
            for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; most -= read)
            {
                if (read > most)
                    throw new DubbingException(Messages.ArchiveTooLarge(entry.FullName));
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        catch (InvalidDataException e)
        {
            throw new DubbingException(Messages.ArchiveBroken(entry.FullName), e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsTakeKey(string? key) => key is { Length: 64 } && key.All(char.IsAsciiHexDigitLower);

    /// <summary>The entry of a file of music or an effect.</summary>
    public static string SoundName(Guid key) => $"sounds/{key:N}";

    /// <summary>The entry of a take.</summary>
    public static string TakeName(string key) => $"takes/{key}.wav";
}

/// <summary>What stands in <c>project.json</c>.</summary>
/// <param name="Format">Always <see cref="ProjectArchive.Format"/>.</param>
/// <param name="Schema">The version of the format.</param>
/// <param name="Content">Script and settings.</param>
/// <param name="Media">The video's name; null when it is not along.</param>
/// <param name="Takes">The rendered lines.</param>
/// <param name="Versions">The named versions.</param>
internal sealed record ProjectManifest(string Format, int Schema, ProjectSnapshot Content, string? Media, IReadOnlyList<LineTake> Takes, IReadOnlyList<ProjectVersion> Versions)
{
    /// <summary>The names of the files of music and effects that are along; null in files of earlier studios.</summary>
    public Dictionary<Guid, string>? Sounds { get; init; }

    /// <summary>The sound track of the video that the user chose; 0 for the default one.</summary>
    public int SoundTrack { get; init; }
}
