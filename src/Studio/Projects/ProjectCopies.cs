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
/// The file is a ZIP: <c>project.json</c> (<see cref="ProjectManifest"/>), <c>media</c>, <c>sounds/KEY</c>, <c>takes/KEY.wav</c>. What is read is not
/// trusted: no path comes from an entry's name, sizes are bounded, and takes get keys of their own, so that a foreign file
/// never stands under the key of something that this studio would say.
/// </remarks>
internal sealed class ProjectCopies(
    IDbContextFactory<StudioDb> databases,
    IProjectEvents events,
    WriteLock writing,
    ProjectEditor editor,
    JobQueue jobs,
    ProjectArchive archive,
    DataFolder data,
    IOptions<StudioOptions> options,
    Limits limits,
    TimeProvider time) : IProjectCopies
{
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
        ProjectManifest manifest;
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
        await using (var entry = await zip.CreateEntry(ProjectArchive.ManifestName, CompressionLevel.Optimal).OpenAsync(cancel))
            await JsonSerializer.SerializeAsync(entry, manifest, cancellationToken: cancel);
        foreach (var key in manifest.Takes.Select(t => t.Key).Distinct())
        {
            // A take that is gone from the disk is rendered again on the other side.
            if (File.Exists(data.TakeOf(key)))
                await PutAsync(ProjectArchive.TakeName(key), data.TakeOf(key), CompressionLevel.Fastest);
        }

        if (media is not null)
            await PutAsync(ProjectArchive.MediaName, data.SourceOf(media.Id), CompressionLevel.NoCompression);
        foreach (var sound in sounds)
            await PutAsync(ProjectArchive.SoundName(sound.Id), data.SourceOf(sound.Id), CompressionLevel.NoCompression);
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
        await using var zip = await archive.OpenAsync(path, cancel);
        var manifest = await RequireSoundAsync(await archive.ReadManifestAsync(zip, cancel), warnings, cancel);
        var (projectKey, mediaId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        // Of the entries only those count that are unpacked.
        var needed = Wanted(manifest).Distinct(StringComparer.Ordinal).Select(zip.GetEntry).OfType<ZipArchiveEntry>().Sum(e => Math.Max(0, e.Length));
        if ((limits.OfArchive(ProjectArchive.ArchiveName, zip.Entries.Count, needed) ?? limits.OfSwelling(ProjectArchive.ArchiveName, new FileInfo(path).Length, needed)) is { } tooMuch)
            throw new DubbingException(tooMuch);
        data.RequireSpace(needed, options.Value.DiskReserveBytes);

        MediaFile? media = null;
        var sounds = new Dictionary<Guid, MediaFile>();
        try
        {
            foreach (var (key, name) in manifest.Sounds ?? new Dictionary<Guid, string>())
            {
                if (zip.GetEntry(ProjectArchive.SoundName(key)) is { } file && await archive.TakeSoundAsync(file, Guid.CreateVersion7(), FileNames.Clean(name), warnings, cancel) is { } sound)
                    sounds.Add(key, sound);
            }

            if (manifest.Media is { } fileName && zip.GetEntry(ProjectArchive.MediaName) is { } video)
                media = await archive.TakeMediaAsync(video, mediaId, FileNames.Clean(fileName), manifest.SoundTrack, warnings, cancel);
            var missing = 0;
            foreach (var take in manifest.Takes.DistinctBy(t => t.Key))
                missing += await archive.TakeTakeAsync(zip, take.Key, KeyHere(take.Key), cancel) ? 0 : 1;
            if (missing > 0)
                warnings.Add(Messages.ArchiveTakesMissing(missing));
            using var held = await writing.EnterAsync(cancel);
            await using var db = await databases.CreateDbContextAsync(cancel);
            var project = await AddAsync(db, manifest, KeyHere, null, media?.Id, media, sounds, cancel)
                ?? throw new DubbingException(Messages.ArchiveBroken(ProjectArchive.ManifestName));
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

    private static IEnumerable<string> Wanted(ProjectManifest manifest) =>
        [ProjectArchive.MediaName, .. manifest.Takes.Select(t => ProjectArchive.TakeName(t.Key)), .. (manifest.Sounds ?? []).Keys.Select(ProjectArchive.SoundName)];

    /// <summary>
    /// Holds every row of a stranger's file against the rules that typed input is held against, before anything is written. A version
    /// that breaks them is left out and told; script and settings that do are no project.
    /// </summary>
    /// <exception cref="DubbingException">Names the table, the row and what is wrong.</exception>
    private async Task<ProjectManifest> RequireSoundAsync(ProjectManifest manifest, List<Message> warnings, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        manifest.Content.Require(db);
        for (var i = 0; i < manifest.Takes.Count; i++)
        {
            if (RowCheck.Problem(manifest.Takes[i]) is { } problem)
                throw new DubbingException(Messages.ArchiveRow(nameof(LineTake), i + 1, problem));
        }

        if (limits.OfArchive(ProjectArchive.ManifestName, manifest.Takes.Count + manifest.Versions.Count + (manifest.Sounds?.Count ?? 0), 0) is { } many)
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

    private static async Task<ProjectManifest> ManifestAsync(StudioDb db, Project project, string? media, bool takes, CancellationToken cancel)
    {
        var content = await ProjectSnapshot.TakeAsync(db, project.Id, cancel);
        var versions = await db.Versions.AsNoTracking().Where(v => v.ProjectId == project.Id).ToListAsync(cancel);
        // An earlier studio would take the lines of further languages for more lines: it shall refuse the file.
        var several = content.HasLanguages || versions.Exists(v => v.Content.Contains($"\"{nameof(ProjectLanguage)}\",\"i\"", StringComparison.Ordinal));
        return new ProjectManifest(
            ProjectArchive.Format,
            several ? ProjectArchive.Schema : 1,
            content,
            media,
            takes ? await db.Takes.AsNoTracking().Where(t => t.ProjectId == project.Id).ToListAsync(cancel) : [],
            versions);
    }

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
    private async Task<Project?> AddAsync(StudioDb db, ProjectManifest manifest, Func<string, string> takeKey, string? name, Guid? mediaId, MediaFile? newMedia, Dictionary<Guid, MediaFile>? newSounds, CancellationToken cancel)
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
                    throw new DubbingException(Messages.ArchiveBroken(ProjectArchive.ManifestName));
            }

            versions = [.. manifest.Versions.Select(v => (v, Here(ProjectSnapshot.FromJson(v.Content))))];
        }
        catch (Exception e) when (RowChange.IsBroken(e))
        {
            throw new DubbingException(Messages.ArchiveBroken(ProjectArchive.ManifestName), e);
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
            await SiblingLines.CompleteAsync(db, project, cancel);
            await editor.RefreshLinesAsync(db, project, cancel);
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e)
        {
            throw new DubbingException(Messages.ArchiveBroken(ProjectArchive.ManifestName), e);
        }

        events.Publish(new ProjectChanged(project, Guid.Empty));
        if (prepare is not null)
            jobs.Announce(prepare);
        return project;

        ProjectSnapshot Here(ProjectSnapshot content) => (newSounds is null ? content : WithSounds(content, newSounds)).WithNewKeys(keys);
    }
}
