using System.Text;
using Dubbing.Media;
using Dubbing.Mix;
using Dubbing.Script.Formats;
using Dubbing.Timeline;

namespace Dubbing.Export;

/// <summary>What becomes of the captions.</summary>
public enum CaptionPlace
{
    /// <summary>A track that players show or hide.</summary>
    Soft,

    /// <summary>Part of the picture.</summary>
    Burn,

    /// <summary>Left out.</summary>
    None,
}

/// <summary>How finished work leaves. All times are those of the timeline.</summary>
public sealed record DeliveryOptions
{
    /// <summary>What becomes of the captions.</summary>
    public CaptionPlace Captions { get; init; }

    /// <summary>How captions look that are part of the picture.</summary>
    public CaptionStyle Style { get; init; } = new();

    /// <summary>Where the picture waits.</summary>
    public TimeMap Map { get; init; } = TimeMap.Same;

    /// <summary>First second that is exported.</summary>
    public double From { get; init; }

    /// <summary>Last second that is exported; null for the end.</summary>
    public double? To { get; init; }

    /// <summary>Whether a line in the picture says at the beginning that the speech is synthetic.</summary>
    public bool NoticeInPicture { get; init; }

    /// <summary>The spoken notice, placed like a line; null for none.</summary>
    public PlacedTake? SpokenNotice { get; init; }

    /// <summary>A folder for the stems; null for none.</summary>
    public string? Stems { get; init; }

    /// <summary>A ZIP of every line; null for none.</summary>
    public string? LinesZip { get; init; }

    /// <summary>Caption files beside the video, by their extensions.</summary>
    public IReadOnlyList<string> Subtitles { get; init; } = [];

    /// <summary>Edit lists for other programs, by their extensions.</summary>
    public IReadOnlyList<string> EditLists { get; init; } = [];

    /// <summary>The same for one of several languages: what lies beside the file has the language in its name, stems a folder of their own.</summary>
    public DeliveryOptions For(Language language)
    {
        var code = language.Code();
        return this with { Stems = Stems is { } folder ? Path.Combine(folder, code) : null, LinesZip = LinesZip is { } zip ? Named(zip) : null, Subtitles = [.. Subtitles.Select(Named)], EditLists = [.. EditLists.Select(Named)] };

        string Named(string path) => Path.ChangeExtension(path, code + Path.GetExtension(path));
    }

    /// <summary>The extensions of caption files.</summary>
    public static IReadOnlyList<string> SubtitleExtensions => ScriptFormats.CaptionExtensions;

    /// <summary>The extensions of edit lists.</summary>
    public static IReadOnlyList<string> EditListExtensions { get; } = [.. Export.EditLists.Formats.Keys];
}

/// <summary>The dub in one language, on the times of the timeline.</summary>
/// <param name="Language">Which.</param>
/// <param name="Lines">What is spoken.</param>
/// <param name="Captions">What is shown.</param>
public sealed record DeliveryTrack(Language Language, IReadOnlyList<SpokenLine> Lines, IReadOnlyList<Caption> Captions)
{
    /// <summary>The spoken notice, placed like a line; null for none.</summary>
    public PlacedTake? SpokenNotice { get; init; }

    /// <summary>The part of it that is exported, on the times of that part.</summary>
    internal DeliveryTrack Part(double from, double to) => this with
    {
        Lines = [.. Lines.Where(l => l.Sound.EndSeconds > from && l.Sound.StartSeconds < to).Select(l => l with { Sound = l.Sound with { StartSeconds = l.Sound.StartSeconds - from } })],
        Captions = [.. Captions.Where(c => c.End > from && c.Start < to).Select(c => c with { Start = Math.Max(0, c.Start - from), End = Math.Min(to, c.End) - from })],
        SpokenNotice = SpokenNotice is { } notice ? notice with { StartSeconds = notice.StartSeconds - from } : null,
    };

    /// <summary>As the file has it.</summary>
    internal LanguageTrack Track(bool captions) => new(Language, [.. Lines.Select(l => l.Sound), .. SpokenNotice is { } notice ? [notice] : (PlacedTake[])[]], captions ? Captions : []);
}

/// <summary>Finished work in every shape: the file itself, stems, lines, captions and edit lists, all of the same timeline.</summary>
/// <param name="probe">Looks at an edited picture.</param>
/// <param name="edits">Edits pictures.</param>
/// <param name="exporter">Makes the file.</param>
/// <param name="stemWriter">Writes stems.</param>
public sealed class Delivery(MediaProbe probe, PictureEdit edits, Exporter exporter, StemWriter stemWriter)
{
    /// <summary>Room around the spoken notice, in seconds.</summary>
    private const double NoticeRoom = 0.4;

    /// <summary>The notice in the picture.</summary>
    public static string NoticeOf(Language language) => language == Language.Korean ? "이 영상에는 AI로 만든 합성 음성이 포함되어 있습니다." : "この動画にはAIによる合成音声が含まれています。";

    /// <summary>The notice as a sentence to be spoken.</summary>
    public static string SpokenNoticeOf(Language language) => language == Language.Korean ? "이 영상의 음성은 인공지능으로 만든 합성 음성입니다." : "この動画の音声は、人工知能による合成音声です。";

    /// <summary>The folder of the lines' files that lies beside an edit list.</summary>
    public static string LinesFolderOf(string editList) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(editList))!, Path.GetFileNameWithoutExtension(editList) + "_lines");

    /// <summary>Makes the file and all that was asked for beside it.</summary>
    /// <param name="request">The video and how it sounds; its takes are those of the lines, its captions lie on the timeline.</param>
    /// <param name="lines">The dub.</param>
    /// <param name="options">In which shapes.</param>
    /// <param name="output">The file; replaced when it is there.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="DubbingException">A part that lies outside the video; or as <see cref="Exporter.ExportAsync"/>.</exception>
    public Task<ExportReport> MakeAsync(ExportRequest request, IReadOnlyList<SpokenLine> lines, DeliveryOptions options, string output, IProgress<double>? progress, CancellationToken cancel) =>
        MakeAsync(request, lines, [], options, output, progress, cancel);

    /// <summary>As the other, with further languages in the same file. What lies beside it is made for each, with its code in the name.</summary>
    /// <param name="request">The video and how it sounds, in the first language.</param>
    /// <param name="lines">The dub in the first language.</param>
    /// <param name="others">The further languages. Captions in the picture are those of the first; the others come as tracks.</param>
    /// <param name="options">In which shapes.</param>
    /// <param name="output">The file; replaced when it is there.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="DubbingException">As for the other; or the file holds one language only.</exception>
    public async Task<ExportReport> MakeAsync(ExportRequest request, IReadOnlyList<SpokenLine> lines, IReadOnlyList<DeliveryTrack> others, DeliveryOptions options, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        if (!File.Exists(request.MediaPath))
            throw new DubbingException(Messages.MediaGone(Path.GetFileName(request.MediaPath)));
        var length = request.Info.Seconds + options.Map.Added;
        if (options.Map.Freezes.FirstOrDefault(f => f.At > request.Info.Seconds + 0.05) is { Seconds: > 0 } late)
            throw new DubbingException(Messages.FreezeOutside(late.At, request.Info.Seconds));
        var (from, to) = (options.From, Math.Min(options.To ?? length, length));
        if (from < 0 || from >= to)
            throw new DubbingException(Messages.PartOutside(from, to, length));
        var first = new DeliveryTrack(request.Language, lines, request.Captions) { SpokenNotice = options.SpokenNotice }.Part(from, to);
        List<DeliveryTrack> tracks = [first, .. others.Select(o => o.Part(from, to))];
        var captions = first.Captions;
        using var work = new TemporaryFolder("export");
        using var files = new TemporaryFiles();
        var profile = ExportTarget.Check(output, request.MediaPath);
        var info = profile.HoldsPicture ? request.Info : request.Info with { Video = null };
        var media = request.MediaPath;
        var ass = await DrawnAsync(request, options, captions, info.Video, work.FullName, cancel);
        var edit = new EditedMedia(media, request.Original == OriginalSound.Mute ? info with { Audio = null } : info, options.Map, from, to, ass)
        {
            ReadAlong = request.Info.ReadTogether && (info.Video is null || request.Original == OriginalSound.Mute) ? (info.Video is null ? request.Info.Video!.Index : request.Info.Audio!.Index) : null,
        };
        var share = 0.0;
        PictureEncoding? encoding = null;
        ExportOrigin? origin = null;
        if ((ass is not null || edit.IsPart || !options.Map.IsSame) && (edit.Info.Video ?? (object?)edit.Info.Audio) is not null)
        {
            share = info.Video is null ? 0.1 : 0.6;
            media = files.Beside(output, PictureEdit.Container(profile));
            encoding = await edits.MakeAsync(edit, profile, media, new Scaled(progress, 0, share, to - from), cancel);
            info = await probe.ProbeAsync(media, Path.GetFileName(output), cancel: cancel);
            origin = new ExportOrigin(request.MediaPath, request.Info, Kept(request.Info.Chapters, options.Map, from, to));
        }

        info = info with { Seconds = to - from };
        var final = request with
        {
            MediaPath = media, Info = info, Takes = first.Track(false).Takes, Captions = options.Captions == CaptionPlace.Soft ? captions : [], Others = [.. others.Count == 0 ? [] : tracks.Skip(1).Select(t => t.Track(options.Captions != CaptionPlace.None))], Sounds = [.. request.Sounds.Select(s => Cut(s, from)).OfType<PlacedSound>()], Origin = origin,
        };
        var report = await exporter.ExportAsync(final, output, new Scaled(progress, share, 0.95), cancel);
        for (var i = 0; i < tracks.Count; i++)
        {
            var track = tracks[i].Track(true);
            await BesideAsync(request.With(track), final.With(track), tracks[i], tracks.Count == 1 ? options : options.For(track.Language), from, to, i == 0 ? report.Mix : report.OtherMixes[i - 1], output, cancel);
        }

        progress?.Report(1);
        return encoding is null ? report : report with { VideoCopied = false, Encoding = encoding, Notes = [.. Notes(encoding, edit), .. report.Notes] };
    }

    /// <summary>
    /// Finds a place for the spoken notice where nobody else speaks: before the first line, else after the last one, else while the
    /// picture waits at the end.
    /// </summary>
    /// <param name="options">The options; <see cref="DeliveryOptions.To"/> may be left out.</param>
    /// <param name="lines">The dub.</param>
    /// <param name="take">The spoken sentence.</param>
    /// <param name="seconds">The medium's own length.</param>
    public static DeliveryOptions WithSpokenNotice(DeliveryOptions options, IReadOnlyList<SpokenLine> lines, Speech.Take take, double seconds)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(take);
        var (from, to) = (options.From, options.To ?? seconds + options.Map.Added);
        var first = lines.Select(l => l.Sound.StartSeconds).Where(s => s >= from).DefaultIfEmpty(to).Min();
        if (first - from >= take.Seconds + 2 * NoticeRoom)
            return options with { SpokenNotice = new PlacedTake(from + NoticeRoom, take) };
        var start = Math.Min(Math.Max(from, lines.Select(l => l.Sound.EndSeconds).DefaultIfEmpty(from).Max()), to) + NoticeRoom;
        // Whole seconds are whole pictures at almost any rate.
        var missing = Math.Ceiling(start + take.Seconds + NoticeRoom - to);
        var placed = options with { SpokenNotice = new PlacedTake(start, take) };
        return missing <= 0 ? placed : placed with { To = to + missing, Map = new TimeMap([.. options.Map.Freezes, new Freeze(Math.Min(options.Map.Source(to), seconds), missing)]) };
    }

    /// <summary>Chapters on the times of a part of the timeline; those outside it are left out.</summary>
    private static List<ChapterInfo> Kept(IEnumerable<ChapterInfo> chapters, TimeMap map, double from, double to) =>
        [.. chapters.Select(c => c with { Start = Math.Max(from, map.Map(c.Start)) - from, End = Math.Min(to, map.Map(c.End)) - from }).Where(c => c.End - c.Start > 0.001)];

    /// <summary>A sound on the times of the part that is kept; null for one that is over before.</summary>
    private static PlacedSound? Cut(PlacedSound sound, double from)
    {
        var start = sound.StartSeconds - from;
        var cut = Math.Max(0, -start);
        return cut >= sound.Seconds ? null : sound with { StartSeconds = Math.Max(0, start), OffsetSeconds = sound.OffsetSeconds + cut, Seconds = sound.Seconds - cut, FadeInSeconds = Math.Max(0, sound.FadeInSeconds - cut) };
    }

    /// <summary>Why the picture was encoded, and what became of it.</summary>
    private static IEnumerable<Message> Notes(PictureEncoding encoding, EditedMedia edit)
    {
        yield return edit.Captions is not null ? Messages.EncodedForText(encoding.Codec) : edit.Map.IsSame ? Messages.EncodedForPart(encoding.Codec) : Messages.EncodedForWait(encoding.Codec);
        if (encoding.Deinterlaced)
            yield return Messages.Deinterlaced();
        if (encoding.ToneMapped)
            yield return Messages.ToneMapped();
    }

    /// <summary>The file of what is drawn into the picture; null when nothing is.</summary>
    private static async Task<string?> DrawnAsync(ExportRequest request, DeliveryOptions options, IReadOnlyList<Caption> captions, VideoInfo? video, string folder, CancellationToken cancel)
    {
        var burned = options.Captions == CaptionPlace.Burn && captions.Count > 0;
        if (video is null || !(burned || options.NoticeInPicture))
            return null;
        var (width, height) = (video.Width, video.Height);
        var path = Path.Combine(folder, "captions.ass");
        await File.WriteAllTextAsync(path, BurnedCaptions.Write(burned ? captions : [], options.Style, request.Language, width, height, options.NoticeInPicture ? NoticeOf(request.Language) : null), new UTF8Encoding(false), cancel);
        return path;
    }

    private async Task BesideAsync(ExportRequest request, ExportRequest final, DeliveryTrack track, DeliveryOptions options, double from, double to, MixReport mix, string output, CancellationToken cancel)
    {
        var (lines, captions) = (track.Lines, track.Captions);
        foreach (var subtitles in options.Subtitles)
            await TemporaryFiles.WholeAsync(subtitles, part => File.WriteAllBytesAsync(part, CaptionWriter.Write(captions, Path.GetExtension(subtitles)), cancel));
        if (options.LinesZip is { } zip)
            await LineFiles.WriteZipAsync(lines, zip, cancel);
        foreach (var list in options.EditLists)
        {
            // Editing programs want the lines as files: they lie beside the list.
            List<SpokenLine> heard = track.SpokenNotice is { } spoken ? [.. lines, new SpokenLine(0, SpokenNoticeOf(request.Language), "notice", spoken)] : [.. lines];
            var files = await LineFiles.WriteAsync(heard, LinesFolderOf(list), cancel);
            var clips = heard.Zip(files, (l, file) => new EditClip(file, l.Track, l.Text, Math.Max(0, l.Sound.StartSeconds), Math.Min(to - from, l.Sound.EndSeconds) - Math.Max(0, l.Sound.StartSeconds), Math.Max(0, -l.Sound.StartSeconds))).ToList();
            var about = new EditListRequest(request.Title ?? Path.GetFileNameWithoutExtension(output), request.MediaPath, request.Info.Seconds, request.Info.Video?.FrameRate ?? 25, request.Info.Video?.Width ?? 0, request.Info.Video?.Height ?? 0, request.Info.Audio is not null && request.Original != OriginalSound.Mute, options.Map, from, to, clips);
            await TemporaryFiles.WholeAsync(list, part => File.WriteAllBytesAsync(part, Export.EditLists.Formats[Path.GetExtension(list)](about), cancel));
        }

        if (options.Stems is { } stems)
        {
            var voices = lines.GroupBy(l => l.Track).Select(g => new StemVoice(g.Key, [.. g.Select(l => l.Sound)])).ToList();
            if (track.SpokenNotice is { } notice)
                voices.Add(new StemVoice("notice", [notice]));
            await stemWriter.WriteAsync(Exporter.MixOf(final), voices, mix.GainDb, stems, cancel);
        }
    }

    private sealed class Scaled(IProgress<double>? whole, double from, double to, double of = 1) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (to - from) * Math.Clamp(value / of, 0, 1));
    }
}
