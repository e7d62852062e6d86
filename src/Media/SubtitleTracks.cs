using FFMpegCore;

namespace Dubbing.Media;

/// <summary>A subtitle track inside a video.</summary>
/// <param name="Index">Its place among the file's subtitle tracks, from 0.</param>
/// <param name="Codec">As ffprobe calls it, e.g. <c>subrip</c>, <c>mov_text</c>.</param>
/// <param name="Language">ISO 639-2 code, when the file says it.</param>
/// <param name="Title">What the file calls it.</param>
public sealed record SubtitleTrack(int Index, string Codec, string? Language, string? Title)
{
    private static readonly string[] Pictures = ["hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"];

    /// <summary>Whether it is made of pictures of text, which cannot be read as text.</summary>
    public bool IsPicture => Pictures.Contains(Codec);
}

/// <summary>Takes subtitles out of videos.</summary>
/// <param name="tool">ffmpeg.</param>
public sealed class SubtitleTracks(IMediaTool tool)
{
    // The whole file has to be read: subtitles lie between the pictures.
    private static readonly TimeSpan ReadPatience = TimeSpan.FromMinutes(10);

    /// <summary>The subtitle tracks of a video.</summary>
    /// <exception cref="DubbingException">It is no video, or ffprobe is missing.</exception>
    public async Task<IReadOnlyList<SubtitleTrack>> ListAsync(string path, string? name = null, CancellationToken cancel = default)
    {
        try
        {
            return [.. ((await tool.AnalyseAsync(path, cancel)).Raw.Streams ?? []).Where(s => s.CodecType == "subtitle").Select((s, i) => new SubtitleTrack(i, s.CodecName ?? "", Tag(s, "language"), Tag(s, "title")))];
        }
        catch (Exception e) when (e is FfmpegException { UserMessage.Key: nameof(Messages.ToolFailed) } or System.Text.Json.JsonException)
        {
            throw new DubbingException(Messages.NotMedia(name ?? Path.GetFileName(path)), e);
        }

        static string? Tag(FFProbeStream stream, string tag) => stream.Tags?.GetValueOrDefault(tag);
    }

    /// <summary>A track as a subtitle file.</summary>
    /// <param name="path">The video.</param>
    /// <param name="track">One of its tracks.</param>
    /// <param name="largest">The largest file to make, in bytes.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The file and its extension: SubStation Alpha stays so, since it names the speakers; all else becomes SubRip.</returns>
    /// <exception cref="DubbingException">The track is made of pictures, is too large, or ffmpeg failed.</exception>
    public async Task<(byte[] File, string Extension)> ReadAsync(string path, SubtitleTrack track, int largest, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(track);
        if (track.IsPicture)
            throw new DubbingException(Messages.PictureSubtitles(track.Index + 1, track.Codec));
        var (format, extension) = track.Codec is "ass" or "ssa" ? ("ass", ".ass") : ("srt", ".srt");
        using var bytes = new MemoryStream();
        await tool.ReadAsync(
            FFMpegArguments.FromInput(new SafeInput(path)).OutputTo(Target.Pipe, o => o.WithArgument(new MoreOptions("-map", CommandText.Invariant($"0:s:{track.Index}"), "-f", format))),
            async output =>
            {
                var buffer = new byte[64 << 10];
                while (await output.ReadAsync(buffer, cancel) is > 0 and var read)
                {
                    if (bytes.Length + read > largest)
                        throw new DubbingException(Messages.SubtitlesTooLarge(track.Index + 1));
                    bytes.Write(buffer, 0, read);
                }
            },
            ReadPatience,
            cancel);
        return (bytes.ToArray(), extension);
    }
}
