using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dubbing.Readings.Correction;
using Dubbing.Speech.Sound;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Studio.Projects;

/// <summary>Copies of whole projects: beside the original, and as one file that another studio takes in.</summary>
public interface IProjectCopies
{
    /// <summary>Makes a project like another, with its takes and versions. The two share their video.</summary>
    /// <returns>The copy; null when the project is gone.</returns>
    Task<Project?> DuplicateAsync(Guid projectId, string name, CancellationToken cancel = default);

    /// <summary>Writes a project into a stream, piece by piece.</summary>
    /// <returns>Whether the project is there.</returns>
    Task<bool> WriteAsync(Guid projectId, Stream to, ArchiveParts parts, CancellationToken cancel = default);

    /// <summary>Takes in what <see cref="WriteAsync"/> wrote, here or elsewhere.</summary>
    /// <exception cref="DubbingException">The file is no project, is broken, comes from a newer studio or does not fit on the disk.</exception>
    Task<ImportedProject> ReadAsync(string path, CancellationToken cancel = default);
}

/// <summary>What goes into a project's file besides script and settings.</summary>
[Flags]
public enum ArchiveParts
{
    /// <summary>Nothing: the file is small.</summary>
    None = 0,

    /// <summary>The video, music and effects.</summary>
    Media = 1,

    /// <summary>The rendered lines; without them the project is rendered anew.</summary>
    Takes = 2,
}

/// <summary>A project that was taken in.</summary>
/// <param name="Project">The project.</param>
/// <param name="Warnings">What of it could not be.</param>
public sealed record ImportedProject(Project Project, IReadOnlyList<Message> Warnings);

/// <inheritdoc cref="IProjectCopies"/>
/// <remarks>
/// The file is a ZIP: <c>project.json</c> (<see cref="Manifest"/>), <c>media</c>, <c>sounds/KEY</c>, <c>takes/KEY.wav</c>. What is read is not
/// trusted: no path comes from an entry's name, sizes are bounded, and takes get keys of their own, so that a foreign file
/// never stands under the key of something that this studio would say.
/// </remarks>
internal sealed class ProjectCopies(
    IDbContextFactory<StudioDb> databases,
    IProjectEvents events,
    WriteLock writing,
    ProjectEditor editor,
    JobQueue jobs,
    IMediaInspector inspector,
    DataFolder data,
    IOptions<StudioOptions> options,
    Limits limits,
    TimeProvider time) : IProjectCopies
{
    /// <summary>The version of the format that this studio writes, and the newest that it reads.</summary>
    public const int Schema = 1;

    /// <summary>The name that the manifest begins with.</summary>
    public const string Format = "dubbing-project";

    private const string ManifestName = "project.json";
    private const string MediaName = "media";
    private const string ArchiveName = "project.zip";

    public async Task<Project?> DuplicateAsync(Guid projectId, string name, CancellationToken cancel)
    {
        ProjectStore.RequireName(name.Trim());
        using var held = await writing.EnterAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var source = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId && p.Deleted == null, cancel);
        if (source is null)
            return null;
        var manifest = await ManifestAsync(db, source, null, takes: true, cancel);
        db.ChangeTracker.Clear();
        return await AddAsync(db, manifest, key => key, name.Trim(), source.MediaId, null, null, cancel);
    }

    public async Task<bool> WriteAsync(Guid projectId, Stream to, ArchiveParts parts, CancellationToken cancel)
    {
        Manifest manifest;
        MediaFile? media = null;
        List<MediaFile> sounds = [];
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            await using var reading = await db.Database.BeginTransactionAsync(cancel);
            var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId && p.Deleted == null, cancel);
            if (project is null)
                return false;
            if (parts.HasFlag(ArchiveParts.Media) && project.MediaId is { } id && File.Exists(data.SourceOf(id)))
                media = await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
            if (parts.HasFlag(ArchiveParts.Media))
                sounds = (await SoundsAsync(db, projectId, cancel)).FindAll(s => File.Exists(data.SourceOf(s.Id)));
            manifest = await ManifestAsync(db, project, media?.FileName, parts.HasFlag(ArchiveParts.Takes), cancel) with
            {
                Sounds = sounds.ToDictionary(s => s.Id, s => s.FileName),
                SoundTrack = media?.SoundTrack ?? 0,
            };
        }

        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
        await using (var entry = await zip.CreateEntry(ManifestName, CompressionLevel.Optimal).OpenAsync(cancel))
            await JsonSerializer.SerializeAsync(entry, manifest, cancellationToken: cancel);
        foreach (var key in manifest.Takes.Select(t => t.Key).Distinct())
        {
            // A take that is gone from the disk is rendered again on the other side.
            if (File.Exists(data.TakeOf(key)))
                await PutAsync(TakeName(key), data.TakeOf(key), CompressionLevel.Fastest);
        }

        if (media is not null)
            await PutAsync(MediaName, data.SourceOf(media.Id), CompressionLevel.NoCompression);
        foreach (var sound in sounds)
            await PutAsync(SoundName(sound.Id), data.SourceOf(sound.Id), CompressionLevel.NoCompression);
        return true;

        async Task PutAsync(string name, string path, CompressionLevel level)
        {
            await using var from = File.OpenRead(path);
            await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancel);
            await from.CopyToAsync(entry, cancel);
        }
    }

    public async Task<ImportedProject> ReadAsync(string path, CancellationToken cancel)
    {
        var warnings = new List<Message>();
        await using var zip = await OpenAsync(path, cancel);
        var manifest = await RequireSoundAsync(await ReadManifestAsync(zip, cancel), warnings, cancel);
        var (projectKey, mediaId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        // Of the entries only those count that are unpacked.
        var needed = Wanted(manifest).Distinct(StringComparer.Ordinal).Select(zip.GetEntry).OfType<ZipArchiveEntry>().Sum(e => Math.Max(0, e.Length));
        if ((limits.OfArchive(ArchiveName, zip.Entries.Count, needed) ?? limits.OfSwelling(ArchiveName, new FileInfo(path).Length, needed)) is { } tooMuch)
            throw new DubbingException(tooMuch);
        data.RequireSpace(needed, options.Value.DiskReserveBytes);

        MediaFile? media = null;
        var sounds = new Dictionary<Guid, MediaFile>();
        try
        {
            foreach (var (key, name) in manifest.Sounds ?? new Dictionary<Guid, string>())
            {
                if (zip.GetEntry(SoundName(key)) is { } file && await TakeSoundAsync(file, Guid.CreateVersion7(), FileNames.Clean(name), warnings, cancel) is { } sound)
                    sounds.Add(key, sound);
            }

            if (manifest.Media is { } fileName && zip.GetEntry(MediaName) is { } video)
                media = await TakeMediaAsync(video, mediaId, FileNames.Clean(fileName), manifest.SoundTrack, warnings, cancel);
            var missing = 0;
            foreach (var take in manifest.Takes.DistinctBy(t => t.Key))
                missing += await TakeTakeAsync(zip, take.Key, KeyHere(take.Key), cancel) ? 0 : 1;
            if (missing > 0)
                warnings.Add(Messages.ArchiveTakesMissing(missing));
            using var held = await writing.EnterAsync(cancel);
            await using var db = await databases.CreateDbContextAsync(cancel);
            var project = await AddAsync(db, manifest, KeyHere, null, media?.Id, media, sounds, cancel)
                ?? throw new DubbingException(Messages.ArchiveBroken(ManifestName));
            return new ImportedProject(project, warnings);
        }
        catch
        {
            data.DeleteMedia(mediaId);
            foreach (var sound in sounds.Values)
                data.DeleteMedia(sound.Id);
            throw;
        }

        string KeyHere(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{projectKey:N} {key}")));
    }

    private static IEnumerable<string> Wanted(Manifest manifest) =>
        [MediaName, .. manifest.Takes.Select(t => TakeName(t.Key)), .. (manifest.Sounds ?? []).Keys.Select(SoundName)];

    /// <summary>
    /// Holds every row of a stranger's file against the rules that typed input is held against, before anything is written. A version
    /// that breaks them is left out and told; script and settings that do are no project.
    /// </summary>
    /// <exception cref="DubbingException">Names the table, the row and what is wrong.</exception>
    private async Task<Manifest> RequireSoundAsync(Manifest manifest, List<Message> warnings, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        manifest.Content.Require(db);
        for (var i = 0; i < manifest.Takes.Count; i++)
        {
            if (RowCheck.Problem(manifest.Takes[i]) is { } problem)
                throw new DubbingException(Messages.ArchiveRow(nameof(LineTake), i + 1, problem));
        }

        if (limits.OfArchive(ManifestName, manifest.Takes.Count + manifest.Versions.Count + (manifest.Sounds?.Count ?? 0), 0) is { } many)
            throw new DubbingException(many);
        var kept = new List<ProjectVersion>();
        foreach (var version in manifest.Versions)
        {
            try
            {
                if (RowCheck.Problem(version) is { } problem)
                    throw new DubbingException(problem);
                ProjectSnapshot.FromJson(version.Content).Require(db);
                kept.Add(version);
            }
            catch (Exception e) when (e is DubbingException || RowChange.IsBroken(e))
            {
                warnings.Add(Messages.ArchiveVersionLeftOut(RowCheck.ShortName(version.Name)));
            }
        }

        return manifest with { Versions = kept };
    }

    private static async Task<Manifest> ManifestAsync(StudioDb db, Project project, string? media, bool takes, CancellationToken cancel) => new(
        Format,
        Schema,
        await ProjectSnapshot.TakeAsync(db, project.Id, cancel),
        media,
        takes ? await db.Takes.AsNoTracking().Where(t => t.ProjectId == project.Id).ToListAsync(cancel) : [],
        await db.Versions.AsNoTracking().Where(v => v.ProjectId == project.Id).ToListAsync(cancel));

    /// <summary>The files that a project's music and effects, or those of one of its versions, are made of.</summary>
    private static async Task<List<MediaFile>> SoundsAsync(StudioDb db, Guid projectId, CancellationToken cancel)
    {
        var keys = await db.Sounds.Where(s => s.ProjectId == projectId).Select(s => s.MediaId).ToListAsync(cancel);
        foreach (var version in await db.Versions.AsNoTracking().Where(v => v.ProjectId == projectId).Select(v => v.Content).ToListAsync(cancel))
        {
            try
            {
                keys.AddRange(MediaKeysOf(ProjectSnapshot.FromJson(version)));
            }
            catch (Exception e) when (RowChange.IsBroken(e))
            {
                // A damaged version names no files; the project can be saved all the same.
            }
        }

        return await db.Media.AsNoTracking().Where(m => keys.Contains(m.Id)).ToListAsync(cancel);
    }

    private static IEnumerable<Guid> MediaKeysOf(ProjectSnapshot content) =>
        content.Rows.Where(r => r.Table == nameof(SoundClip)).Select(r => r.After?.GetValueOrDefault(nameof(SoundClip.MediaId))).OfType<JsonElement>().Select(k => k.GetGuid());

    /// <summary>The same with the files of music and effects that came along; those whose file did not are left out.</summary>
    private static ProjectSnapshot WithSounds(ProjectSnapshot content, Dictionary<Guid, MediaFile> sounds)
    {
        return content with { Rows = [.. content.Rows.Select(Row).OfType<RowChange>()] };

        RowChange? Row(RowChange row)
        {
            if (row is not { Table: nameof(SoundClip), After: { } values })
                return row;
            return sounds.GetValueOrDefault(values[nameof(SoundClip.MediaId)].GetGuid()) is not { } sound ? null : row with
            {
                After = new Dictionary<string, JsonElement>(values)
                {
                    [nameof(SoundClip.MediaId)] = JsonSerializer.SerializeToElement(sound.Id),
                    [nameof(SoundClip.Url)] = JsonSerializer.SerializeToElement(sound.PlayableUrl),
                },
            };
        }
    }

    /// <summary>Adds the project of a manifest, under new keys. The caller holds the write lock.</summary>
    /// <param name="db">The database.</param>
    /// <param name="manifest">What to add.</param>
    /// <param name="takeKey">What the key of a take becomes.</param>
    /// <param name="name">Its name; null for the one it has.</param>
    /// <param name="mediaId">Its video.</param>
    /// <param name="newMedia">The video, when it is not in the database yet.</param>
    /// <param name="newSounds">The files of music and effects by their keys in the manifest; null when those are in the database.</param>
    /// <param name="cancel">Stops it.</param>
    private async Task<Project?> AddAsync(StudioDb db, Manifest manifest, Func<string, string> takeKey, string? name, Guid? mediaId, MediaFile? newMedia, Dictionary<Guid, MediaFile>? newSounds, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var keys = new Dictionary<Guid, Guid>();
        Project? project;
        List<(ProjectVersion Version, ProjectSnapshot Content)> versions;
        try
        {
            project = Here(manifest.Content).AddTo(db);
            // Words that this studio would not have taken, neither by hand nor from a file, are as good as broken.
            foreach (var word in db.Dictionary.Local)
            {
                word.Take(word.ToEntry(), now);
                if (EntryCheck.Problems(word.ToEntry()).Count > 0)
                    throw new DubbingException(Messages.ArchiveBroken(ManifestName));
            }

            versions = [.. manifest.Versions.Select(v => (v, Here(ProjectSnapshot.FromJson(v.Content))))];
        }
        catch (Exception e) when (RowChange.IsBroken(e))
        {
            throw new DubbingException(Messages.ArchiveBroken(ManifestName), e);
        }

        if (project is null)
            return null;
        (project.Name, project.MediaId, project.Created, project.Updated) = (name ?? project.Name, mediaId, now, now);
        if (newMedia is not null)
            db.Media.Add(newMedia);
        if (newSounds is not null)
            db.Media.AddRange(newSounds.Values);
        foreach (var line in db.Lines.Local)
        {
            line.ProjectId = project.Id;
            if (line.TakeChoice?.Split(':') is [var input, var key])
                line.TakeChoice = $"{input}:{takeKey(key)}";
        }

        foreach (var take in manifest.Takes.Where(t => keys.ContainsKey(t.LineId) && File.Exists(data.TakeOf(takeKey(t.Key)))))
        {
            db.Takes.Add(new LineTake
            {
                Id = Guid.CreateVersion7(),
                ProjectId = project.Id,
                LineId = keys[take.LineId],
                Input = take.Input,
                Key = takeKey(take.Key),
                Text = take.Text,
                VoiceId = take.VoiceId,
                Seconds = WaveFile.SecondsOf(data.TakeOf(takeKey(take.Key))),
                Rate = take.Rate,
                Grade = take.Grade,
                Kept = take.Kept,
                Created = take.Created,
            });
        }

        foreach (var (version, content) in versions)
        {
            db.Versions.Add(new ProjectVersion
            {
                Id = Guid.CreateVersion7(),
                ProjectId = project.Id,
                Name = version.Name,
                Lines = version.Lines,
                Created = version.Created,
                Content = JsonSerializer.Serialize(content),
            });
        }

        var prepare = newMedia is not null ? jobs.New(project.Id, JobKind.Prepare) : null;
        if (prepare is not null)
            db.Jobs.Add(prepare);
        try
        {
            await editor.RefreshLinesAsync(db, project, cancel);
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e)
        {
            throw new DubbingException(Messages.ArchiveBroken(ManifestName), e);
        }

        events.Publish(new ProjectChanged(project, Guid.Empty));
        if (prepare is not null)
            jobs.Announce(prepare);
        return project;

        ProjectSnapshot Here(ProjectSnapshot content) => (newSounds is null ? content : WithSounds(content, newSounds)).WithNewKeys(keys);
    }

    private async Task<ZipArchive> OpenAsync(string path, CancellationToken cancel)
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

    private async Task<Manifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(ManifestName) ?? throw new DubbingException(Messages.ArchiveNoProject());
        using var json = new MemoryStream();
        await CopyAsync(entry, json, limits.ManifestBytes, cancel);
        try
        {
            // What kind of file it is comes first: another one would only be "broken".
            using (var head = JsonDocument.Parse(json.ToArray()))
            {
                if (!head.RootElement.TryGetProperty(nameof(Manifest.Format), out var format) || format.GetString() != Format)
                    throw new DubbingException(Messages.ArchiveNoProject());
                if (head.RootElement.GetProperty(nameof(Manifest.Schema)).GetInt32() is > Schema and var newer)
                    throw new DubbingException(Messages.ArchiveNewer(newer, Schema));
            }

            json.Position = 0;
            var manifest = await JsonSerializer.DeserializeAsync<Manifest>(json, cancellationToken: cancel);
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

    private async Task<MediaFile?> TakeMediaAsync(ZipArchiveEntry entry, Guid id, string name, int track, List<Message> warnings, CancellationToken cancel)
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
    private async Task<MediaFile?> TakeSoundAsync(ZipArchiveEntry entry, Guid id, string name, List<Message> warnings, CancellationToken cancel)
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
    private async Task<bool> TakeTakeAsync(ZipArchive zip, string key, string here, CancellationToken cancel)
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

    private static string SoundName(Guid key) => $"sounds/{key:N}";

    private static string TakeName(string key) => $"takes/{key}.wav";

    /// <summary>What stands in <c>project.json</c>.</summary>
    /// <param name="Format">Always <see cref="ProjectCopies.Format"/>.</param>
    /// <param name="Schema">The version of the format.</param>
    /// <param name="Content">Script and settings.</param>
    /// <param name="Media">The video's name; null when it is not along.</param>
    /// <param name="Takes">The rendered lines.</param>
    /// <param name="Versions">The named versions.</param>
    internal sealed record Manifest(string Format, int Schema, ProjectSnapshot Content, string? Media, IReadOnlyList<LineTake> Takes, IReadOnlyList<ProjectVersion> Versions)
    {
        /// <summary>The names of the files of music and effects that are along; null in files of earlier studios.</summary>
        public Dictionary<Guid, string>? Sounds { get; init; }

        /// <summary>The sound track of the video that the user chose; 0 for the default one.</summary>
        public int SoundTrack { get; init; }
    }
}
