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

    /// <summary>The script in further languages, in the order in which they came.</summary>
    public IReadOnlyList<ProjectScript> Others { get; init; } = [];

    /// <summary>The video, unpacked; null when it did not come along.</summary>
    public string? MediaPath { get; init; }

    /// <summary>The sound track of the video that was chosen, as the probe is asked for it; null for the default one.</summary>
    public string? AudioTrack { get; init; }

    /// <summary>The rendered lines that came along, unpacked, by their keys.</summary>
    public IReadOnlyDictionary<string, string> Takes { get; init; } = new Dictionary<string, string>();
}

/// <summary>The script of a project in a further language.</summary>
/// <param name="Language">Which.</param>
/// <param name="Lines">The lines in order, with the voice of each; lines without text are left out.</param>
/// <param name="Shown">Lines that are shown and not spoken.</param>
public sealed record ProjectScript(Language Language, IReadOnlyList<ProjectLine> Lines, IReadOnlyList<Cue> Shown);

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
    private const int Schema = 2;

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
            // The number of entries first: a directory of millions of them costs gigabytes.
            if (Limits.Current.OfArchive(name, ZipDirectory.EntriesOf(path), 0) is { } many)
                throw new DubbingException(many);
            await using var zip = await ZipFile.OpenReadAsync(path, cancel);
            var unpacked = zip.Entries.Sum(e => Math.Max(0, e.Length));
            if ((Limits.Current.OfArchive(name, zip.Entries.Count, unpacked) ?? Limits.Current.OfSwelling(name, new FileInfo(path).Length, unpacked)) is { } large)
                throw new DubbingException(large);
            using var manifest = await ManifestAsync(zip, name, cancel);
            return await ContentsAsync(zip, manifest.RootElement, name, folder, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new DubbingException(Messages.ProjectBroken(name), e);
        }
    }

    private static async Task<JsonDocument> ManifestAsync(ZipArchive zip, string name, CancellationToken cancel)
    {
        var entry = zip.GetEntry("project.json") ?? throw new DubbingException(Messages.NoProject(name));
        if ((Limits.Current.OfFile(name, entry.Length, nameof(Limits.ManifestBytes)) ?? Limits.Current.OfEntry(entry.FullName, entry.CompressedLength, entry.Length)) is { } large)
            throw new DubbingException(large);
        await using var stream = await entry.OpenAsync(cancel);
        var manifest = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        var head = manifest.RootElement;
        if (!head.TryGetProperty("Format", out var format) || format.GetString() != Format)
            throw new DubbingException(Messages.NoProject(name));
        if (head.GetProperty("Schema").GetInt32() is var newer && newer is > Schema or < 1)
            throw new DubbingException(Messages.ProjectNewer(name, newer, Schema));
        return manifest;
    }

    private static async Task<ProjectContents> ContentsAsync(ZipArchive zip, JsonElement manifest, string name, string folder, CancellationToken cancel)
    {
        var rows = manifest.GetProperty("Content").GetProperty("Rows").EnumerateArray().Select((r, i) => new Row(r, name, i + 1)).ToLookup(r => r.Table);
        if ((rows["ScriptLine"].GroupBy(l => l.Text("Language")).Select(g => Limits.Current.OfLines(g.Count())).FirstOrDefault(m => m is not null) ?? Limits.Current.OfWords(rows["DictionaryWord"].Count())) is { } many)
            throw new DubbingException(many);
        var project = rows["Project"].Single();
        var sounds = new List<DubSound>();
        foreach (var row in rows["SoundClip"])
        {
            if (zip.GetEntry($"sounds/{row.Guid("MediaId"):N}") is not { } entry)
                continue;
            var file = await UnpackAsync(entry, Path.Combine(folder, $"sound-{sounds.Count}"), cancel);
            var kind = row.Enum<TrackKind>("Kind");
            sounds.Add(new DubSound(kind, new PlacedSound(file, row.Time("StartSeconds") ?? 0, row.Within("OffsetSeconds", RowRange.Seconds), row.Within("Seconds", RowRange.Seconds), row.Within("GainDb", RowRange.Gain), row.Within("FadeInSeconds", RowRange.Pause), row.Within("FadeOutSeconds", RowRange.Pause)) { LoopSeconds = kind == TrackKind.Music ? row.Within("WholeSeconds", RowRange.Seconds) : 0 }));
        }

        var takes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in manifest.GetProperty("Takes").EnumerateArray().Select(t => t.GetProperty("Key").GetString()).OfType<string>().Where(IsKey).Distinct())
        {
            if (zip.GetEntry($"takes/{key}.wav") is { } entry)
                takes.Add(key, await UnpackAsync(entry, Path.Combine(folder, key + ".wav"), cancel));
        }

        var script = rows["ScriptLine"].OrderBy(l => l.Within("Position", RowRange.Position)).Where(l => !string.IsNullOrWhiteSpace(l.Text("Text"))).ToList();
        // By set: a line and all takes, one by one, would be as many steps as lines times takes.
        var spoken = manifest.GetProperty("Takes").EnumerateArray().Select(t => (Key: t.GetProperty("Key").GetString(), Input: t.GetProperty("Input").GetString(), Text: t.GetProperty("Text").GetString())).ToHashSet();
        var first = ScriptOf(project.Enum<Language>("Language"), script.Where(l => l.Text("Language") is null), project.Name("VoiceId"), spoken);
        return new ProjectContents(
            project.Name("Name") ?? "",
            first.Language,
            first.Lines,
            project.Enum<OriginalSound>("OriginalSound"),
            project.Is("SyntheticNotice"))
        {
            Tracks = [.. rows["Track"].Select(t => new DubTrack(t.Enum<TrackKind>("Kind"), t.Name("Speaker") ?? "", t.Within("GainDb", RowRange.Gain), t.Is("Muted"), t.Is("Solo"), t.Is("Ducked")))],
            Sounds = sounds,
            Waits = new TimeMap(rows["PictureWait"].Select(w => new Freeze(w.Time("AtSeconds") ?? 0, w.Within("Seconds", RowRange.Seconds)))),
            Shown = first.Shown,
            Others =
            [
                .. rows["ProjectLanguage"].Select(l => (Language: l.Enum<Language>("Language"), Voice: l.Name("VoiceId"))).Where(l => l.Language != first.Language).DistinctBy(l => l.Language)
                    .Select(l => ScriptOf(l.Language, script.Where(r => r.Text("Language") == l.Language.ToString()), l.Voice, spoken)),
            ],
            Words =
            [
                .. rows["DictionaryWord"].Select(WordOf),
            ],
            MediaPath = zip.GetEntry("media") is { } media ? await UnpackAsync(media, Path.Combine(folder, "media"), cancel) : null,
            Takes = takes,
            AudioTrack = manifest.TryGetProperty("SoundTrack", out var track) && track.TryGetInt32(out var number) && number > 0 ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }

    private static ProjectScript ScriptOf(Language language, IEnumerable<Row> script, string? voice, HashSet<(string? Key, string? Input, string? Text)> takes)
    {
        var rows = script.ToList();
        return new ProjectScript(
            language,
            [.. rows.Where(l => !SoundDescription.Is(l.Text("Text")!)).Select(l => LineOf(l, voice, takes))],
            [.. rows.Where(l => SoundDescription.Is(l.Text("Text")!)).Select(CueOf)]);
    }

    private static DictionaryEntry WordOf(Row row)
    {
        var entry = new DictionaryEntry(row.Enum<Language>("Language"), row.Text("Surface") ?? "", row.Text("Reading") ?? "")
        {
            Accent = row.Maybe("Accent") is { } accent ? (int)accent : null,
            Class = row.Enum<WordClass>("Class"),
            Priority = (int)row.Number("Priority"),
        };
        return EntryCheck.Problems(entry) is [var (_, problem), ..] ? throw row.Wrong(problem) : entry;
    }

    private static ProjectLine LineOf(Row row, string? projectVoice, HashSet<(string? Key, string? Input, string? Text)> takes)
    {
        var cue = CueOf(row);
        var wanted = new VoiceControls(row.Within("Rate", RowRange.Rate), row.Within("PitchShift", RowRange.PitchShift), row.Within("Intonation", RowRange.Intonation), row.Within("Volume", RowRange.Volume));
        // All is read now: the document is gone when the voice is known.
        var spoken = new DubLine(cue, null!, wanted)
        {
            Sounds = PhonemeEdits.Parse(row.Text("Sounds")),
            PauseBefore = row.Within("PauseBefore", RowRange.Pause),
            PauseAfter = row.Within("PauseAfter", RowRange.Pause),
            FadeInSeconds = row.Within("FadeInSeconds", RowRange.Pause),
            FadeOutSeconds = row.Within("FadeOutSeconds", RowRange.Pause),
            ChosenTake = ChosenTake(row, takes),
        };
        return new ProjectLine(cue.Number, row.Name("VoiceId") ?? projectVoice, voice => spoken with { Voice = voice });
    }

    private static Cue CueOf(Row row)
    {
        var text = row.Text("Text")!;
        if ((Limits.Current.OfLine(text) ?? Limits.Current.OfPauses(text.AsSpan().Count('['))) is { } problem)
            throw row.Wrong(problem);
        var (start, end) = (row.Time("StartSeconds"), row.Time("EndSeconds"));
        // An end that is none is told in the studio; here the line has the length of its speech.
        return new Cue((int)row.Within("Position", RowRange.Position) + 1, text, Span(start), end > start ? Span(end) : null, row.Name("Speaker"));

        static TimeSpan? Span(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
    }

    /// <summary>The take that was chosen, as long as the line says what that take says.</summary>
    private static string? ChosenTake(Row row, HashSet<(string? Key, string? Input, string? Text)> takes) =>
        row.Text("TakeChoice")?.Split(':', 3) is [var input, var key] && takes.Contains((key, input, row.Text("Text"))) ? key : null;

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
    private sealed class Row(JsonElement row, string file, int number)
    {
        private readonly JsonElement columns = row.GetProperty("a");

        public string Table { get; } = row.GetProperty("t").GetString()!;

        public string? Text(string column) => Column(column) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        /// <summary>A number; null where there is none.</summary>
        /// <exception cref="DubbingException">There is something else, or a number that none is.</exception>
        public double? Maybe(string column) => Column(column) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Number } number when double.IsFinite(number.GetDouble()) => number.GetDouble(),
            { } other => throw Wrong(Messages.ProjectValue(column, Begin(other.GetRawText()))),
        };

        public double Number(string column) => Maybe(column) ?? 0;

        /// <exception cref="DubbingException">It lies outside; one that is missing is 0.</exception>
        public double Within(string column, RowRange range)
        {
            var value = Number(column);
            return range.Holds(value) ? value : throw Wrong(Messages.ProjectRange(column, Shown(value), Shown(range.Least), Shown(range.Most)));
        }

        /// <summary>A time on the timeline, in seconds.</summary>
        /// <exception cref="DubbingException">It is negative or too late.</exception>
        public double? Time(string column) => Maybe(column) is not { } seconds ? null
            : seconds < 0 ? throw Wrong(Messages.ProjectRange(column, Shown(seconds), "0", Shown(Limits.Current.TimelineSeconds)))
            : Limits.Current.OfTime(seconds) is { } late ? throw Wrong(late) : seconds;

        /// <exception cref="DubbingException">It is too long.</exception>
        public string? Name(string column) => Text(column) is not { } name ? null : Limits.Current.OfName(name) is { } problem ? throw Wrong(problem) : name;

        /// <summary>What to say of this row.</summary>
        public DubbingException Wrong(Message why) => new(Messages.ProjectRow(file, Table, number, why));

        public bool Is(string column) => Column(column) is { ValueKind: JsonValueKind.True } || (Column(column) is { ValueKind: JsonValueKind.Number } && Maybe(column) is { } number && number != 0);

        public Guid Guid(string column) => Column(column) is { ValueKind: JsonValueKind.String } key && key.TryGetGuid(out var id) ? id : throw Wrong(Messages.ProjectValue(column, "–"));

        public T Enum<T>(string column)
            where T : struct, Enum => System.Enum.GetNames<T>().Contains(Text(column)) ? System.Enum.Parse<T>(Text(column)!) : throw Wrong(Messages.ProjectValue(column, Begin(Column(column)?.ToString())));

        private static string Begin(string? value) => value is { Length: > 0 } ? value[..Math.Min(value.Length, 40)] : "–";

        private static string Shown(double value) => value.ToString("G9", System.Globalization.CultureInfo.InvariantCulture);

        private JsonElement? Column(string column) => columns.TryGetProperty(column, out var value) ? value : null;
    }
}
