using Dubbing.Media;
using Dubbing.Session;

namespace Dubbing.CommandLine;

/// <summary>What <c>dub render --json</c> prints: what was decided about the video, so that a user can report it, and the result.</summary>
internal static class RenderReport
{
    public static object Of(DubResult result, string output)
    {
        var (info, report) = (result.Info, result.Report);
        return new
        {
            output,
            bytes = report.Bytes,
            container = report.Profile.Extension,
            seconds = Math.Round(info.Seconds, 3),
            lengthMeasured = info.Measured,
            start = Math.Round(info.Start, 6),
            format = info.Format,
            picture = info.Video is not { } v ? null : new
            {
                stream = v.Index, codec = v.Codec, width = v.Width, height = v.Height, frameRate = Math.Round(v.FrameRate, 3), pixelFormat = v.PixelFormat, bitDepth = v.BitDepth,
                rotation = v.Rotation, interlaced = v.Interlaced, hdr = v.Hdr, transfer = v.Transfer, start = Math.Round(v.Start, 6), end = v.End is { } end ? Math.Round(end, 6) : (double?)null,
                copied = report.VideoCopied, encodedTo = report.Encoding?.Codec, deinterlaced = report.Encoding?.Deinterlaced ?? false, toneMapped = report.Encoding?.ToneMapped ?? false,
            },
            sound = info.Audio is { } used ? Track(used) : null,
            soundTracks = info.SoundTracks.Select(Track),
            covers = info.Covers.Select(c => c.Index),
            subtitles = info.SubtitleStreams,
            chapters = info.Chapters.Select(c => new { start = Math.Round(c.Start, 3), end = Math.Round(c.End, 3), title = c.Title }),
            location = info.LocationTags,
            lines = result.Clips.Select(c => new { number = c.Cue.Number, start = Math.Round(c.Slot.Start, 3), seconds = Math.Round(c.Take.Seconds, 3), rate = Math.Round(c.Rate, 3), overflow = Math.Round(c.Overflow, 3) }),
            loudness = double.IsFinite(report.Mix.LoudnessLufs) ? Math.Round(report.Mix.LoudnessLufs, 1) : (double?)null,
            notes = info.Notes.Concat(report.Notes).Select(n => new { key = n.Key, text = n.Text() }),
            problems = result.Problems.Select(p => p.Text()),
        };
    }

    private static object Track(AudioInfo a) => new
    {
        stream = a.Index, number = a.Number, codec = a.Codec, sampleRate = a.SampleRate, channels = a.Channels, language = a.Language, title = a.Title,
        isDefault = a.Default, decodes = a.Decodes, start = Math.Round(a.Start, 6), end = a.End is { } end ? Math.Round(end, 6) : (double?)null,
    };
}
