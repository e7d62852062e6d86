using System.IO.Compression;
using System.Text.Json;
using Dubbing.Mix;
using Dubbing.Readings.Correction;
using Dubbing.Script;
using Dubbing.Speech;
using Dubbing.Timeline;

namespace Dubbing.Session;

/// <summary>A project out of its file (<c>.dubbing</c>), as far as the production needs it.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Language">Of the script.</param>
/// <param name="Lines">The script in order, with the voice of each; lines without text are left out.</param>
/// <param name="Original">What becomes of the video's own sound.</param>
/// <param name="Notice">Whether the finished file says that the speech is synthetic.</param>
public sealed record ProjectContents(string Name, Language Language, IReadOnlyList<ProjectLine> Lines, OriginalSound Original, bool Notice)
{
    /// <summary>The tracks whose settings were touched.</summary>
    public IReadOnlyList<DubTrack> Tracks { get; init; } = [];

    /// <summary>Music and effects whose files came along.</summary>
    public IReadOnlyList<DubSound> Sounds { get; init; } = [];

    /// <summary>Lines that are shown and not spoken.</summary>
    public IReadOnlyList<Cue> Shown { get; init; } = [];

    /// <summary>Where the picture waits; all other times are those of the timeline.</summary>
    public TimeMap Waits { get; init; } = TimeMap.Same;

    /// <summary>The project's own words.</summary>
    public IReadOnlyList<DictionaryEntry> Words { get; init; } = [];

    /// <summary>The video, unpacked; null when it did not come along.</summary>
    public string? MediaPath { get; init; }

    /// <summary>The sound track of the video that was chosen, as the probe is asked for it; null for the default one.</summary>
    public string? AudioTrack { get; init; }

    /// <summary>The rendered lines that came along, unpacked, by their keys.</summary>
    public IReadOnlyDictionary<string, string> Takes { get; init; } = new Dictionary<string, string>();
}

/// <summary>A line in a project's file, whose voice is still a name.</summary>
/// <param name="Number">Its number in the script, from 1.</param>
/// <param name="VoiceId">Who shall speak it: its own voice, else the project's; null when none is chosen.</param>
/// <param name="With">The line as a voice speaks it.</param>
public sealed record ProjectLine(int Number, string? VoiceId, Func<Voice, DubLine> With);

/// <summary>
/// Reads the file that the studio writes: a ZIP with <c>project.json</c>, <c>media</c>, <c>sounds/KEY</c> and <c>takes/KEY.wav</c>. What is
/// read is not trusted: no path comes from an entry's name, and sizes are bounded by <see cref="Limits"/>.
/// </summary>
public static class ProjectFile
{
    /// <summary>The extension of such files.</summary>
    public const string Extension = ".dubbing";

    private const string Format = "dubbing-project";
    private const int Schema = 1;

    /// <summary>Whether a file is one by its name; browsers save it as <c>.dubbing.zip</c>.</summary>
    public static bool Is(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || name.EndsWith(Extension + ".zip", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">Where video, sounds and takes are unpacked.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="DubbingException">It is no project, is broken, is too large, or comes from a newer program.</exception>
    public static async Task<ProjectContents> ReadAsync(string path, string folder, CancellationToken cancel)
    {
        InputFile.Require(path);
        var name = Path.GetFileName(path);
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(path, cancel);
            if (Limits.Current.OfArchive(name, zip.Entries.Count, zip.Entries.Sum(e => Math.Max(0, e.Length))) is { } large)
                throw new DubbingException(large);
            using var manifest = await ManifestAsync(zip, name, cancel);
            return await ContentsAsync(zip, manifest.RootElement, folder, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DubbingException(Messages.ProjectBroken(name), e);
        }
    }

    private static async Task<JsonDocument> ManifestAsync(ZipArchive zip, string name, CancellationToken cancel)
    {
        var entry = zip.GetEntry("project.json") ?? throw new DubbingException(Messages.NoProject(name));
        if (Limits.Current.OfFile(name, entry.Length, nameof(Limits.ManifestBytes)) is { } large)
            throw new DubbingException(large);
        await using var stream = await entry.OpenAsync(cancel);
        var manifest = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        var head = manifest.RootElement;
        if (!head.TryGetProperty("Format", out var format) || format.GetString() != Format)
            throw new DubbingException(Messages.NoProject(name));
        if (head.GetProperty("Schema").GetInt32() is > Schema and var newer)
            throw new DubbingException(Messages.ProjectNewer(name, newer, Schema));
        return manifest;
    }

    private static async Task<ProjectContents> ContentsAsync(ZipArchive zip, JsonElement manifest, string folder, CancellationToken cancel)
    {
        var rows = manifest.GetProperty("Content").GetProperty("Rows").EnumerateArray().Select(r => new Row(r)).ToLookup(r => r.Table);
        var project = rows["Project"].Single();
        var sounds = new List<DubSound>();
        foreach (var row in rows["SoundClip"])
        {
            if (zip.GetEntry($"sounds/{row.Guid("MediaId"):N}") is not { } entry)
                continue;
            var file = await UnpackAsync(entry, Path.Combine(folder, $"sound-{sounds.Count}"), cancel);
            var kind = row.Enum<TrackKind>("Kind");
            sounds.Add(new DubSound(kind, new PlacedSound(file, row.Number("StartSeconds"), row.Number("OffsetSeconds"), row.Number("Seconds"), row.Number("GainDb"), row.Number("FadeInSeconds"), row.Number("FadeOutSeconds"))));
        }

        var takes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in manifest.GetProperty("Takes").EnumerateArray().Select(t => t.GetProperty("Key").GetString()).OfType<string>().Where(IsKey).Distinct())
        {
            if (zip.GetEntry($"takes/{key}.wav") is { } entry)
                takes.Add(key, await UnpackAsync(entry, Path.Combine(folder, key + ".wav"), cancel));
        }

        var script = rows["ScriptLine"].OrderBy(l => l.Number("Position")).Where(l => !string.IsNullOrWhiteSpace(l.Text("Text"))).ToList();
        return new ProjectContents(
            project.Text("Name") ?? "",
            project.Enum<Language>("Language"),
            [.. script.Where(l => !SoundDescription.Is(l.Text("Text")!)).Select(l => LineOf(l, project.Text("VoiceId"), manifest))],
            project.Enum<OriginalSound>("OriginalSound"),
            project.Is("SyntheticNotice"))
        {
            Tracks = [.. rows["Track"].Select(t => new DubTrack(t.Enum<TrackKind>("Kind"), t.Text("Speaker") ?? "", t.Number("GainDb"), t.Is("Muted"), t.Is("Solo"), t.Is("Ducked")))],
            Sounds = sounds,
            Waits = new TimeMap(rows["PictureWait"].Select(w => new Freeze(w.Number("AtSeconds"), w.Number("Seconds")))),
            Shown = [.. script.Where(l => SoundDescription.Is(l.Text("Text")!)).Select(CueOf)],
            Words =
            [
                .. rows["DictionaryWord"].Select(w => new DictionaryEntry(w.Enum<Language>("Language"), w.Text("Surface") ?? "", w.Text("Reading") ?? "")
                {
                    Accent = w.Maybe("Accent") is { } accent ? (int)accent : null,
                    Class = w.Enum<WordClass>("Class"),
                    Priority = (int)w.Number("Priority"),
                }),
            ],
            MediaPath = zip.GetEntry("media") is { } media ? await UnpackAsync(media, Path.Combine(folder, "media"), cancel) : null,
            Takes = takes,
            AudioTrack = manifest.TryGetProperty("SoundTrack", out var track) && track.TryGetInt32(out var number) && number > 0 ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }

    private static ProjectLine LineOf(Row row, string? projectVoice, JsonElement manifest)
    {
        var cue = CueOf(row);
        var wanted = new VoiceControls(row.Number("Rate"), row.Number("PitchShift"), row.Number("Intonation"), row.Number("Volume"));
        // All is read now: the document is gone when the voice is known.
        var spoken = new DubLine(cue, null!, wanted)
        {
            Sounds = PhonemeEdits.Parse(row.Text("Sounds")),
            PauseBefore = row.Number("PauseBefore"),
            PauseAfter = row.Number("PauseAfter"),
            FadeInSeconds = row.Number("FadeInSeconds"),
            FadeOutSeconds = row.Number("FadeOutSeconds"),
            ChosenTake = ChosenTake(row, manifest),
        };
        return new ProjectLine(cue.Number, row.Text("VoiceId") ?? projectVoice, voice => spoken with { Voice = voice });
    }

    private static Cue CueOf(Row row)
    {
        return new Cue((int)row.Number("Position") + 1, row.Text("Text")!, Time(row.Maybe("StartSeconds")), Time(row.Maybe("EndSeconds")), row.Text("Speaker"));

        static TimeSpan? Time(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
    }

    /// <summary>The take that was chosen, as long as the line says what that take says.</summary>
    private static string? ChosenTake(Row row, JsonElement manifest)
    {
        if (row.Text("TakeChoice")?.Split(':') is not [var input, var key])
            return null;
        var fits = manifest.GetProperty("Takes").EnumerateArray().Any(t => t.GetProperty("Key").GetString() == key && t.GetProperty("Input").GetString() == input && t.GetProperty("Text").GetString() == row.Text("Text"));
        return fits ? key : null;
    }

    private static async Task<string> UnpackAsync(ZipArchiveEntry entry, string path, CancellationToken cancel)
    {
        if (Limits.Current.OfEntry(entry.FullName, entry.CompressedLength, entry.Length) is { } large)
            throw new DubbingException(large);
        await using var from = await entry.OpenAsync(cancel);
        await using var to = File.Create(path);
        // Not more than it says: what it says is bounded.
        var (buffer, left) = (new byte[1 << 16], entry.Length);
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; left -= read)
        {
            if (read > left)
                throw new InvalidDataException(entry.FullName);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return path;
    }

    private static bool IsKey(string key) => key.Length == 64 && key.All(char.IsAsciiHexDigitLower);

    /// <summary>A row as the studio's database holds it.</summary>
    private sealed class Row(JsonElement row)
    {
        private readonly JsonElement columns = row.GetProperty("a");

        public string Table { get; } = row.GetProperty("t").GetString()!;

        public string? Text(string column) => Column(column) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        public double? Maybe(string column) => Column(column) is { ValueKind: JsonValueKind.Number } number && double.IsFinite(number.GetDouble()) ? number.GetDouble() : null;

        public double Number(string column) => Maybe(column) ?? 0;

        public bool Is(string column) => Column(column) is { ValueKind: JsonValueKind.True } || Maybe(column) is { } number && number != 0;

        public Guid Guid(string column) => Column(column)!.Value.GetGuid();

        public T Enum<T>(string column)
            where T : struct, Enum => System.Enum.TryParse<T>(Text(column), out var value) && System.Enum.IsDefined(value) ? value : throw new FormatException(column);

        private JsonElement? Column(string column) => columns.TryGetProperty(column, out var value) ? value : null;
    }
}
