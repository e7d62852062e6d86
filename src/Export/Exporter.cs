using System.Text;
using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Export;

/// <summary>Makes the finished file: the picture as it was, the mix as AAC, captions, and a notice of synthetic speech.</summary>
public static class Exporter
{
    /// <summary>The notice in the file's metadata, in every language of the studio.</summary>
    public const string Notice = "Contains synthetic speech made with Dubbing. / 더빙 스튜디오로 만든 합성 음성이 들어 있습니다. / Dubbing で作られた合成音声が含まれています。";

    /// <summary>Codecs that stay as they are in an MP4.</summary>
    private static readonly string[] Copied = ["h264", "hevc", "av1", "mpeg4"];

    /// <summary>Exports. The file appears under its name only when it is whole.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="output">The file; replaced when it is there. <c>.mp4</c>, or <c>.m4a</c>, <c>.mp3</c>, <c>.wav</c> where there is no picture.</param>
    /// <param name="progress">Gets 0 … 1.</param>
    /// <param name="cancel">Ends the work; nothing is left behind.</param>
    /// <exception cref="DubbingException">Nothing to export, ffmpeg failed, or the disk is full.</exception>
    public static async Task<ExportReport> ExportAsync(ExportRequest request, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        if (!File.Exists(request.MediaPath))
            throw new DubbingException(Messages.MediaGone(Path.GetFileName(request.MediaPath)));
        var (mix, captions, part) = (output + ".wav", output + ".srt", output + ".part");
        try
        {
            var report = await Mixer.MixAsync(MixOf(request), mix, new Scaled(progress, 0, 0.7), cancel);
            if (request.Captions.Count > 0 && request.Info.Video is not null)
                await File.WriteAllTextAsync(captions, CaptionWriter.ToSubRip(request.Captions), new UTF8Encoding(false), cancel);
            var copied = request.Info.Video is { } video && Copied.Contains(video.Codec);
            var arguments = request.Info.Video is null ? SoundOnly(request, mix, output, part) : Video(request, mix, File.Exists(captions) ? captions : null, copied, part);
            await FfmpegTool.RunAsync(arguments, new Scaled(progress, 0.7, 1, request.Info.Seconds), null, cancel);
            if (request.SyntheticNotice)
                await SyntheticMark.AddAsync(part, Path.GetExtension(output), Notice, cancel);
            File.Move(part, output, overwrite: true);
            return new ExportReport(report, copied, new FileInfo(output).Length);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is 28 or 112)
        {
            // ENOSPC, ERROR_DISK_FULL: our own writing met it, not ffmpeg's.
            throw new DubbingException(Messages.DiskFull(Path.GetFileName(output)), e);
        }
        finally
        {
            foreach (var file in new[] { mix, captions, part })
                File.Delete(file);
        }
    }

    /// <summary>What sounds in an export.</summary>
    internal static MixRequest MixOf(ExportRequest request) => new(request.Takes, request.Info.Audio is null ? null : request.MediaPath, request.Original, request.Info.Seconds)
    {
        OriginalGainDb = request.OriginalGainDb, Sounds = request.Sounds, TargetLufs = request.TargetLufs,
    };

    private static List<string> Video(ExportRequest request, string mix, string? captions, bool copied, string part)
    {
        List<string> a = [.. FfmpegTool.SafeInput(request.MediaPath), "-i", "file:" + mix];
        if (captions is not null)
            a.AddRange(["-f", "srt", "-i", "file:" + captions]);
        a.AddRange(["-map", "0:v:0", "-map", "1:a:0"]);
        if (captions is not null)
            a.AddRange(["-map", "2:s:0", "-c:s", "mov_text", "-metadata:s:s:0", "language=" + Iso639(request.Language)]);
        a.AddRange(copied ? ["-c:v", "copy"] : ["-c:v", "libx264", "-preset", "medium", "-crf", "18", "-pix_fmt", "yuv420p", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2"]);
        if (request.Info.Video!.Codec == "hevc")
            a.AddRange(["-tag:v", "hvc1"]); // Apple's players ask for it
        a.AddRange([.. Aac, "-metadata:s:a:0", "language=" + Iso639(request.Language), .. Metadata(request), "-map_chapters", "0", "-movflags", "+faststart", "-f", "mp4", part]);
        return a;
    }

    private static List<string> SoundOnly(ExportRequest request, string mix, string output, string part) =>
    [
        "-i", "file:" + mix,
        .. Path.GetExtension(output).ToUpperInvariant() switch
        {
            ".WAV" => (string[])["-c:a", "pcm_s16le", "-f", "wav"],
            ".MP3" => ["-c:a", "libmp3lame", "-q:a", "2", "-f", "mp3"],
            _ => [.. Aac, "-movflags", "+faststart", "-f", "mp4"],
        },
        .. Metadata(request), part,
    ];

    private static IReadOnlyList<string> Aac { get; } = ["-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2"];

    private static List<string> Metadata(ExportRequest request)
    {
        List<string> a = ["-map_metadata", "0"];
        if (request.Title is { Length: > 0 } title)
            a.AddRange(["-metadata", "title=" + title]);
        if (request.SyntheticNotice)
            a.AddRange(["-metadata", "comment=" + Notice]);
        return a;
    }

    /// <summary>The three-letter code that MP4 asks for (ISO 639-2).</summary>
    private static string Iso639(Language language) => LanguageFacts.Of(language).Iso639;

    private sealed class Scaled(IProgress<double>? whole, double from, double to, double of = 1) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (to - from) * Math.Clamp(value / of, 0, 1));
    }
}
