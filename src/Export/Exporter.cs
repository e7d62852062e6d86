using System.Text;
using Dubbing.Media;
using Dubbing.Mix;
using FFMpegCore;

namespace Dubbing.Export;

/// <summary>
/// Makes the finished file: the picture as it was, the mix, captions, covers, chapters, and a notice of synthetic speech. The mix goes
/// straight into the encoder; the only temporary files are the finished file itself, under a name of its own, and its captions; the mixes of
/// further languages wait in files without loss until the last one is made.
/// </summary>
/// <param name="tool">ffmpeg.</param>
/// <param name="mixer">Makes the sound.</param>
public sealed class Exporter(IMediaTool tool, Mixer mixer)
{
    /// <summary>The notice in the file's metadata, in every language of the studio.</summary>
    public const string Notice = "Contains synthetic speech made with Dubbing. / 더빙 스튜디오로 만든 합성 음성이 들어 있습니다. / Dubbing で作られた合成音声が含まれています。";

    /// <summary>The part of the bar that the measuring pass takes.</summary>
    private const double MeasuringShare = 0.25;

    /// <summary>
    /// ffmpeg counts captions in MP4 in millionths of a second, with 31 bits: a pause of 35 minutes is too long for that. Where there is
    /// such a pause they are counted in thousandths.
    /// </summary>
    private const double LongestPause = 2000;

    /// <summary>Exports. The file appears under its name only when it is whole.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="output">The file; replaced when it is there. Its extension says what it becomes: see <see cref="ExportProfile"/>.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work; nothing is left behind.</param>
    /// <exception cref="DubbingException">Nothing to export, the output can't be made (before work begins), ffmpeg failed, or the disk is full.</exception>
    public async Task<ExportReport> ExportAsync(ExportRequest request, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        if (!File.Exists(request.MediaPath))
            throw new DubbingException(Messages.MediaGone(Path.GetFileName(request.MediaPath)));
        var profile = ExportTarget.Check(output, [request.MediaPath, .. request.Sounds.Select(s => s.Path)]);
        try
        {
            if (request.Others.Count > 0 && !profile.HoldsPicture)
                throw new DubbingException(Messages.OneLanguageOnly(profile.Extension)) { Fault = Fault.Usage };
            using var files = new TemporaryFiles();
            var part = files.Beside(output);
            var (each, sounds, mixes) = (1.0 / (1 + request.Others.Count), new List<string>(), new List<MixReport>());
            foreach (var other in request.Others)
            {
                sounds.Add(files.Beside(output, ".flac"));
                mixes.Add(await MixAsync(request.With(other), feed => tool.FeedAsync(Kept(sounds[^1]), feed, cancel: cancel), new Share(progress, each * (sounds.Count - 1), each * sounds.Count), cancel));
            }

            var job = await PrepareAsync(request, profile, output, files, cancel) with { Sounds = sounds };
            var mix = await MixAsync(request, feed => tool.FeedAsync(Command(job, part), feed, cancel: cancel), new Share(progress, each * sounds.Count, 1), cancel);
            if (request.SyntheticNotice)
                await SyntheticMark.AddAsync(part, profile.Extension, Notice, cancel);
            files.Keep(part, output);
            return new ExportReport(mix, job.Picture is not null && job.Encoding is null, new FileInfo(output).Length)
            {
                Profile = profile,
                Encoding = job.Encoding,
                OtherMixes = mixes,
                Notes = [.. Notes(job)],
            };
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw new DubbingException(Messages.DiskFull(Path.GetFileName(output)), e) { Fault = Fault.Failure };
        }
    }

    /// <summary>Mixes what sounds in an export, in two passes.</summary>
    private async Task<MixReport> MixAsync(ExportRequest request, Func<Func<Stream, Task>, Task> feed, IProgress<double> progress, CancellationToken cancel)
    {
        var sound = MixOf(request);
        var plan = await mixer.PlanAsync(sound, new Share(progress, 0, MeasuringShare), cancel);
        var mix = new MixReport(double.NegativeInfinity, double.NegativeInfinity);
        await feed(async samples => mix = await mixer.WriteAsync(sound, plan, samples, new Share(progress, MeasuringShare, 1), cancel));
        return mix;
    }

    /// <summary>Keeps a mix without loss until it is needed.</summary>
    private static FFMpegArgumentProcessor Kept(string file) => FFMpegArguments.FromInput(OwnInput.Samples(Mixer.SampleRate, Mixer.Channels))
        .OutputTo(Target.File(file), o => o.WithArgument(new MoreOptions("-map", "0:a:0", "-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-compression_level", "1", "-f", "flac")));

    /// <summary>What sounds in an export.</summary>
    internal static MixRequest MixOf(ExportRequest request) => new(request.Takes, request.Info.Audio is null ? null : request.MediaPath, request.Original, request.Info.Seconds)
    {
        OriginalInfo = request.Info, OriginalGainDb = request.OriginalGainDb, Sounds = request.Sounds, TargetLufs = request.TargetLufs,
    };

    private async Task<Job> PrepareAsync(ExportRequest request, ExportProfile profile, string output, TemporaryFiles files, CancellationToken cancel)
    {
        var picture = profile.HoldsPicture ? request.Info.Video : null;
        var encoding = picture is null || profile.Copies(picture) ? null : profile.Encoding(picture, await tool.AbilitiesAsync(cancel));
        var captions = new List<(string File, LanguageTrack Track)>();
        foreach (var track in picture is null || profile.Captions is null ? [] : request.Others.Prepend(request.Track).Where(t => t.Captions.Count > 0))
        {
            captions.Add((files.Beside(output, ".srt"), track));
            await File.WriteAllTextAsync(captions[^1].File, CaptionWriter.ToSubRip(InTime(track.Captions, profile)), new UTF8Encoding(false), cancel);
        }

        string? chapters = null;
        if (profile.HoldsChapters && request.Origin is { Chapters.Count: > 0 } moved)
        {
            chapters = files.Beside(output, ".txt");
            await File.WriteAllTextAsync(chapters, ChapterList(moved.Chapters), new UTF8Encoding(false), cancel);
        }

        var (origin, whole) = request.Origin is { } o ? (o.Path, o.Info) : (request.MediaPath, request.Info);
        var covers = whole.Covers.Where(c => profile.Covers.Contains(c.Codec)).ToList();
        var attached = new List<(string File, string Name, string Type)>();
        if (profile is MatroskaProfile)
        {
            // Matroska has covers as attachments.
            foreach (var cover in covers)
            {
                var (extension, type) = cover.Codec == "png" ? (".png", "image/png") : (".jpg", "image/jpeg");
                var file = files.Beside(output, extension);
                await tool.RunAsync(FFMpegArguments.FromInput(new SafeInput(origin)).OutputTo(Target.File(file), o => o.WithArgument(new MoreOptions("-map", $"0:{cover.Index}", "-c", "copy", "-frames:v", "1", "-update", "1", "-f", "image2"))), cancel: cancel);
                attached.Add((file, "cover" + extension, type));
            }

            covers = [];
        }

        return new Job(request, profile, picture, encoding, captions, chapters, covers, attached);
    }

    /// <summary>The captions, with one more behind them where the times are rewritten: the filter that does it keeps the last to itself.</summary>
    private static IReadOnlyList<Caption> InTime(IReadOnlyList<Caption> captions, ExportProfile profile)
    {
        if (!LongPause(captions, profile))
            return captions;
        var end = captions.Max(c => c.End);
        return [.. captions.OrderBy(c => c.Start), new Caption(end, end + 0.001, ".")];
    }

    private static bool LongPause(IReadOnlyList<Caption> captions, ExportProfile profile)
    {
        if (profile.Captions != "mov_text")
            return false;
        var (last, longest) = (0.0, 0.0);
        foreach (var caption in captions.OrderBy(c => c.Start))
            (last, longest) = (Math.Max(last, caption.End), Math.Max(longest, Math.Max(caption.Start - last, caption.End - caption.Start)));
        return longest > LongestPause;
    }

    private static FFMpegArgumentProcessor Command(Job job, string part)
    {
        var inputs = SourceStreams.Input(job.Request.MediaPath)
            .AddInput(OwnInput.Samples(Mixer.SampleRate, Mixer.Channels));
        foreach (var sound in job.Sounds)
            inputs = inputs.AddInput(OwnInput.File(sound, "-f", "flac"));
        foreach (var (file, _) in job.Captions)
            inputs = inputs.AddInput(OwnInput.File(file, "-f", "srt"));
        if (job.Request.Origin is { } origin)
            inputs = inputs.AddInput(new SafeInput(origin.Path));
        if (job.Chapters is not null)
            inputs = inputs.AddInput(OwnInput.File(job.Chapters, "-f", "ffmetadata"));
        return inputs.OutputToMany(outputs =>
        {
            outputs.AddOutput(Target.File(part), o => o.WithArgument(new MoreOptions(Streams(job))).WithArgument(new MoreOptions(Metadata(job))).WithArgument(new MoreOptions(
                [.. job.Profile.Container(job.Picture is { } p ? p with { Codec = job.Encoding?.Codec ?? p.Codec } : null), "-max_muxing_queue_size", "4096", "-f", job.Profile.Muxer])));
            if (job.Picture is not null && job.Request.Info.ReadTogether)
                outputs.AddOutput(Target.Nowhere, o => o.WithArgument(SourceStreams.ReadAlong(job.Request.Info.Audio!.Index)));
        });
    }

    private static List<string> Streams(Job job)
    {
        var a = new List<string>();
        var pictures = 0;
        if (job.Picture is { } picture)
        {
            a.AddRange(["-map", $"0:{picture.Index}"]);
            a.AddRange(job.Encoding is { } encoding ? ["-vf", string.Join(',', encoding.Filters), .. encoding.Options, .. SourceStreams.PictureTimes("v:0")] : ["-c:v:0", "copy"]);
            a.AddRange(["-disposition:v:0", "default"]);
            if (job.Encoding is null && picture.Codec == "mpeg4")
                a.AddRange(["-bsf:v:0", "mpeg4_unpack_bframes"]); // as DivX packed them into AVI
            pictures++;
        }

        a.AddRange(["-map", "1:a:0", .. job.Profile.Sound(0), .. Tags("a:0", job.Request.Language, job), "-disposition:a:0", "default"]);
        for (var i = 0; i < job.Sounds.Count; i++)
            a.AddRange(["-map", $"{2 + i}:a:0", .. job.Profile.Sound(1 + i), .. Tags($"a:{1 + i}", job.Request.Others[i].Language, job), $"-disposition:a:{1 + i}", "0"]);
        if (job.Request.KeepOriginalTrack && job.Request.Info.Audio is { } own)
        {
            var track = 1 + job.Sounds.Count;
            a.AddRange(["-map", $"0:{own.Index}", .. job.Profile.Sound(track), $"-disposition:a:{track}", "0", $"-metadata:s:a:{track}", "title=Original"]);
            a.AddRange([$"-filter:a:{track}", SourceStreams.InTime(Mixer.SampleRate)]);
        }

        for (var i = 0; i < job.Captions.Count; i++)
        {
            var track = job.Captions[i].Track;
            a.AddRange(["-map", $"{2 + job.Sounds.Count + i}:s:0", $"-c:s:{i}", job.Profile.Captions!, .. Tags($"s:{i}", track.Language, job)]);
            // Which of several is shown is the player's choice, by the language of its viewer; the first where it has none.
            if (job.Sounds.Count > 0)
                a.AddRange([$"-disposition:s:{i}", track.Language == job.Request.Language ? "default" : "0"]);
            if (LongPause(track.Captions, job.Profile))
                a.AddRange([$"-bsf:s:{i}", "setts=time_base=1/1000"]);
        }

        foreach (var cover in job.Covers)
        {
            a.AddRange(["-map", $"{job.Tags}:{cover.Index}", $"-c:v:{pictures}", "copy", $"-disposition:v:{pictures}", "attached_pic"]);
            pictures++;
        }

        for (var i = 0; i < job.Attached.Count; i++)
            a.AddRange(["-attach", job.Attached[i].File, $"-metadata:s:t:{i}", "mimetype=" + job.Attached[i].Type, $"-metadata:s:t:{i}", "filename=" + job.Attached[i].Name]);
        return a;
    }

    /// <summary>A track's language; of several each has its name, too, under which players list it.</summary>
    private static IEnumerable<string> Tags(string track, Language language, Job job)
    {
        string[] tags = ["language=" + Iso639(language), .. job.Sounds.Count > 0 ? ["title=" + LanguageFacts.Of(language).NativeName, "handler_name=" + LanguageFacts.Of(language).NativeName] : (string[])[]];
        return tags.SelectMany(tag => (string[])["-metadata:s:" + track, tag]);
    }

    private static List<string> Metadata(Job job)
    {
        var request = job.Request;
        var chapters = !job.Profile.HoldsChapters ? -1 : request.Origin is null ? 0 : job.Chapters is null ? -1 : job.Tags + 1;
        List<string> a = ["-map_metadata", $"{job.Tags}", "-map_chapters", $"{chapters}"];
        if (request.Title is { Length: > 0 } title)
            a.AddRange(["-metadata", "title=" + title]);
        if (request.SyntheticNotice)
            a.AddRange(["-metadata", "comment=" + Notice, .. job.Profile.SyntheticTags(Notice).SelectMany(tag => (string[])["-metadata", tag])]);
        if (!request.KeepLocation)
        {
            foreach (var tag in job.Whole.LocationTags)
                a.AddRange(["-metadata", tag + "=", "-metadata:s", tag + "="]);
        }
        else if (job.Profile.Muxer is "mp4" or "mov")
        {
            // QuickTime's own names for it are kept only so.
            a.AddRange(["-movflags", "+use_metadata_tags"]);
        }

        return a;
    }

    private static IEnumerable<Message> Notes(Job job)
    {
        var info = job.Whole;
        if (job.Encoding is { } encoding)
        {
            yield return Messages.PictureEncoded(job.Picture!.Codec, job.Profile.Extension, encoding.Codec);
            if (encoding.Deinterlaced)
                yield return Messages.Deinterlaced();
            if (encoding.ToneMapped)
                yield return Messages.ToneMapped();
        }

        if (info.LocationTags.Count > 0 && !job.Request.KeepLocation)
            yield return Messages.LocationLeftOut();
        if (info.Video is not null && job.Picture is null)
            yield return Messages.SoundOnly(job.Profile.Extension);
        if (job.Request.Captions.Count > 0 && job.Captions.Count == 0 && job.Picture is not null)
            yield return Messages.NoCaptions(job.Profile.Extension);
        if (info.Covers.Count > job.Covers.Count + job.Attached.Count)
            yield return Messages.CoverLeftOut(job.Profile.Extension);
        var sounds = info.SoundTracks.Count - (info.Audio is null ? 0 : 1);
        if (sounds > 0)
            yield return Messages.SoundTracksLeftOut(sounds);
        if (info.SubtitleStreams.Count > 0)
            yield return Messages.SubtitlesLeftOut(info.SubtitleStreams.Count);
    }

    /// <summary>Chapters as ffmpeg's <c>ffmetadata</c> has them, in thousandths of a second.</summary>
    private static string ChapterList(IEnumerable<ChapterInfo> chapters)
    {
        var text = new StringBuilder(";FFMETADATA1\n");
        foreach (var chapter in chapters)
        {
            text.Append(CommandText.Invariant($"[CHAPTER]\nTIMEBASE=1/1000\nSTART={Math.Round(chapter.Start * 1000):0}\nEND={Math.Round(chapter.End * 1000):0}\n"));
            if (chapter.Title is { } title)
                text.Append("title=").Append(string.Concat(title.Select(c => c is '=' or ';' or '#' or '\\' or '\n' ? $"\\{c}" : $"{c}"))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The three-letter code that MP4 asks for (ISO 639-2).</summary>
    private static string Iso639(Language language) => LanguageFacts.Of(language).Iso639;

    private sealed record Job(
        ExportRequest Request, ExportProfile Profile, VideoInfo? Picture, PictureEncoding? Encoding, IReadOnlyList<(string File, LanguageTrack Track)> Captions, string? Chapters, IReadOnlyList<CoverInfo> Covers, IReadOnlyList<(string File, string Name, string Type)> Attached)
    {
        /// <summary>The mixes of further languages, in their order.</summary>
        public IReadOnlyList<string> Sounds { get; init; } = [];

        /// <summary>The input that covers and tags come from.</summary>
        public int Tags => Request.Origin is null ? 0 : 2 + Sounds.Count + Captions.Count;

        /// <summary>What the user's file holds, edited or not.</summary>
        public MediaInfo Whole => Request.Origin?.Info ?? Request.Info;
    }

    private sealed class Share(IProgress<double>? whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (to - from) * Math.Clamp(value, 0, 1));
    }
}
