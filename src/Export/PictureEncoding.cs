using Dubbing.Media;

namespace Dubbing.Export;

/// <summary>How a picture that a container does not take as it is gets encoded.</summary>
/// <param name="Codec">What it becomes, as ffprobe calls it.</param>
/// <param name="Before">Filters that make it whole pictures of the colours wanted.</param>
/// <param name="After">Filters that make it fit for the encoder.</param>
/// <param name="Options">Options of ffmpeg.</param>
/// <param name="Deinterlaced">Whether half pictures become whole ones.</param>
/// <param name="ToneMapped">Whether HDR becomes the standard range of brightness.</param>
public sealed record PictureEncoding(string Codec, IReadOnlyList<string> Before, IReadOnlyList<string> After, IReadOnlyList<string> Options, bool Deinterlaced, bool ToneMapped)
{
    /// <summary>All filters.</summary>
    public IReadOnlyList<string> Filters => [.. Before, .. After];

    // Encoders want even numbers.
    private const string Even = "pad=ceil(iw/2)*2:ceil(ih/2)*2";

    /// <summary>H.264; HEVC for more than 8 bits a colour, which H.264 players do not take.</summary>
    /// <param name="video">The picture.</param>
    /// <param name="abilities">What this ffmpeg can do.</param>
    /// <param name="standard">Whether HDR becomes the standard range: text is drawn into it, which would glare.</param>
    public static PictureEncoding H26x(VideoInfo video, MediaAbilities abilities, bool standard)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(abilities);
        return Deepens(video, abilities, standard) && abilities.Encoders.Contains("libx265")
            ? Deep(video, "hevc", ["-c:v:0", "libx265", "-preset", "medium", "-crf", "20", "-tag:v:0", "hvc1", "-x265-params", "log-level=error"])
            : Plain(video, abilities, "h264", ["-c:v:0", "libx264", "-preset", "medium", "-crf", "18"]);
    }

    /// <summary>VP9.</summary>
    /// <inheritdoc cref="H26x"/>
    public static PictureEncoding Vp9(VideoInfo video, MediaAbilities abilities, bool standard)
    {
        ArgumentNullException.ThrowIfNull(video);
        string[] options = ["-c:v:0", "libvpx-vp9", "-crf", "28", "-b:v:0", "0", "-row-mt", "1", "-deadline", "good", "-cpu-used", "3"];
        return Deepens(video, abilities, standard) ? Deep(video, "vp9", options) : Plain(video, abilities, "vp9", options);
    }

    /// <summary>Whether more than 8 bits stay so.</summary>
    private static bool Deepens(VideoInfo video, MediaAbilities abilities, bool standard) => video.BitDepth > 8 && !(standard && video.Hdr && SourceStreams.MapsTones(abilities));

    /// <summary>Ten bits, with the colours that the picture has.</summary>
    private static PictureEncoding Deep(VideoInfo video, string codec, string[] options)
    {
        List<string> all = [.. options];
        foreach (var (option, value) in new[] { ("-color_trc:v:0", video.Transfer), ("-color_primaries:v:0", video.Primaries), ("-colorspace:v:0", video.Matrix) })
        {
            if (value is not null and not ("unknown" or "reserved"))
                all.AddRange([option, value]);
        }

        return new PictureEncoding(codec, video.Interlaced ? [SourceStreams.Deinterlaced] : [], [Even, "format=yuv420p10le"], all, video.Interlaced, false);
    }

    private static PictureEncoding Plain(VideoInfo video, MediaAbilities abilities, string codec, string[] options) =>
        new(codec, [.. SourceStreams.Plain(video, abilities)], [Even, "format=yuv420p"], options, video.Interlaced, video.Hdr && SourceStreams.MapsTones(abilities));
}
