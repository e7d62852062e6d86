using FFMpegCore;

namespace Dubbing.Media;

/// <summary>
/// Reads picture and sound of a file at the times that <see cref="MediaInfo"/> decided: everything that shows, plays, mixes or exports a
/// file begins here, so that all of it agrees.
/// </summary>
public static class SourceStreams
{
    /// <summary>
    /// Puts every sample at its time: silence before a track that begins late and in its holes; what differs by less than a packet or two
    /// (a sound card's clock that drifts from the camera's, times rounded by the container) is caught up within half a second, which nobody hears.
    /// </summary>
    /// <param name="rate">Hz.</param>
    public static string InTime(int rate) => CommandText.Invariant($"aresample={rate}:async=1000:comp_duration=0.5:min_hard_comp=0.03:first_pts=0:flags=res");

    /// <summary>Options of an encoder that keep the pictures' times.</summary>
    /// <param name="stream">Which stream of the output, as a specifier: <c>v</c>, <c>v:0</c>.</param>
    /// <remarks>
    /// An encoder counts in frames unless told otherwise: pictures that do not lie on that grid would be moved. (-vsync is -fps_mode's old name, which every
    /// ffmpeg knows; with a fixed rate it would fill the finer grid with copies.)
    /// </remarks>
    public static IEnumerable<string> PictureTimes(string stream) => ["-enc_time_base:" + stream, "1/90000", "-vsync", "vfr"];

    /// <summary>A file that a user brought, to be decoded. Files of old programs have pictures without times: they get some.</summary>
    public static FFMpegArguments Input(string path) => FFMpegArguments.FromInput(new SafeInput(path), o => o.WithArgument(new MoreOptions("-fflags", "+genpts")));

    /// <summary>The sound that is used, as interleaved 32-bit floats on standard output, from second 0.</summary>
    /// <param name="path">The file.</param>
    /// <param name="info">What it is; it has sound.</param>
    /// <param name="rate">Hz.</param>
    /// <param name="channels">1 or 2.</param>
    public static FFMpegArgumentProcessor Samples(string path, MediaInfo info, int rate, int channels)
    {
        ArgumentNullException.ThrowIfNull(info);
        var layout = channels == 1 ? "mono" : "stereo";
        return FFMpegArguments.FromInput(new SafeInput(path)).OutputToMany(outputs =>
        {
            outputs.AddOutput(Target.Pipe, o => o.WithArgument(new MoreOptions(
                "-map", CommandText.Invariant($"0:{info.Audio!.Index}"), "-af", $"{InTime(rate)},aformat=sample_fmts=flt:channel_layouts={layout}", "-flush_packets", "0", "-f", "f32le"))); // not a write, and a reader that wakes, for each frame
            if (info.ReadTogether)
                outputs.AddOutput(Target.Nowhere, o => o.WithArgument(ReadAlong(info.Video!.Index)));
        });
    }

    /// <summary>Makes something of the picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="info">What it is; it has a picture.</param>
    /// <param name="target">Where to.</param>
    /// <param name="options">What to make of it.</param>
    public static FFMpegArgumentProcessor Pictures(string path, MediaInfo info, Target target, IEnumerable<string> options)
    {
        ArgumentNullException.ThrowIfNull(info);
        return Input(path).OutputToMany(outputs =>
        {
            outputs.AddOutput(target, o => o.WithArgument(new MoreOptions(["-map", CommandText.Invariant($"0:{info.Video!.Index}"), .. options])));
            if (info.ReadTogether)
                outputs.AddOutput(Target.Nowhere, o => o.WithArgument(ReadAlong(info.Audio!.Index)));
        });
    }

    /// <summary>An output that keeps a stream in use without doing anything with it: see <see cref="MediaInfo.ReadTogether"/>.</summary>
    public static MoreOptions ReadAlong(int stream) => new("-map", CommandText.Invariant($"0:{stream}"), "-c", "copy", "-f", "null");

    /// <summary>Filters that make a picture fit for an 8-bit encoder and any screen: whole pictures, and standard colours.</summary>
    /// <param name="video">The picture.</param>
    /// <param name="abilities">Tone mapping needs zscale.</param>
    public static IEnumerable<string> Plain(VideoInfo video, MediaAbilities abilities)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(abilities);
        if (video.Interlaced)
            yield return Deinterlaced;
        if (video.Hdr && MapsTones(abilities))
        {
            var matrix = video.Matrix is "bt2020nc" or null ? "2020_ncl" : video.Matrix == "bt709" ? "709" : "2020_ncl";
            yield return $"zscale=tin={video.Transfer}:min={matrix}:pin=2020:t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv";
        }
    }

    /// <summary>Whether this ffmpeg can bring HDR to the standard range of brightness.</summary>
    public static bool MapsTones(MediaAbilities abilities)
    {
        ArgumentNullException.ThrowIfNull(abilities);
        return abilities.Filters.Contains("zscale") && abilities.Filters.Contains("tonemap");
    }

    /// <summary>A picture for each two half pictures, without combs.</summary>
    public const string Deinterlaced = "bwdif=mode=send_frame:deint=all";
}
