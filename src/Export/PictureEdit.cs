using System.Globalization;
using Dubbing.Media;
using FFMpegCore;
using Dubbing.Timeline;

namespace Dubbing.Export;

/// <summary>What is done to picture and original sound before the dub is laid over them.</summary>
/// <param name="MediaPath">The video.</param>
/// <param name="Info">What it holds; without a picture only the sound is made.</param>
/// <param name="Map">Where the picture waits.</param>
/// <param name="From">First second of the timeline that is kept.</param>
/// <param name="To">Last second of the timeline that is kept.</param>
/// <param name="Captions">A SubStation Alpha file to be drawn into the picture, on the times of the part that is kept; null for none.</param>
internal sealed record EditedMedia(string MediaPath, MediaInfo Info, TimeMap Map, double From, double To, string? Captions)
{
    /// <summary>A stream that has to be read along although nothing is made of it: see <see cref="MediaInfo.ReadTogether"/>.</summary>
    public int? ReadAlong { get; init; }

    /// <summary>Whether only a part is kept.</summary>
    public bool IsPart => From > 0 || To < Map.MapBefore(Info.Seconds) - 0.02;
}

/// <summary>Makes the picture wait, cuts a part out and draws captions: all that needs another encoding of the picture. The sound stays lossless.</summary>
/// <param name="tool">ffmpeg.</param>
public sealed class PictureEdit(IMediaTool tool)
{
    /// <summary>Pictures lie on a grid; a wait may miss it by so much, in seconds.</summary>
    private const double GridError = 0.004;

    /// <summary>Sound that is cut apart fades over so long, so that it does not click.</summary>
    private const double FadeSeconds = 0.008;

    /// <summary>Makes the edited file (Matroska, or QuickTime for H.264).</summary>
    /// <param name="edit">What to do.</param>
    /// <param name="profile">What the finished file will be: its picture is copied into that.</param>
    /// <param name="output">The file.</param>
    /// <param name="progress">Gets the seconds that are done.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>How the picture was encoded; null without one.</returns>
    /// <exception cref="DubbingException">ffmpeg failed or the disk is full.</exception>
    internal async Task<PictureEncoding?> MakeAsync(EditedMedia edit, ExportProfile profile, string output, IProgress<double>? progress, CancellationToken cancel)
    {
        var graph = new List<string>();
        PictureEncoding? encoding = null;
        // Without waits ffmpeg seeks to the part instead of decoding all that is before it.
        var sought = edit.Map.IsSame ? Math.Max(0, edit.From - 2) : 0;
        if (edit.Info.Video is { } video)
        {
            encoding = profile.Encoding(video, await tool.AbilitiesAsync(cancel), standard: edit.Captions is not null);
            graph.Add(Picture(edit, video, sought, encoding));
        }

        if (edit.Info.Audio is not null)
            graph.AddRange(Sound(edit, sought));
        List<string> a = ["-filter_complex", string.Join(';', graph)];
        if (encoding is not null)
            a.AddRange(["-map", "[v]", .. encoding.Options, .. SourceStreams.PictureTimes("v")]);
        if (edit.Info.Audio is not null)
            a.AddRange(["-map", "[a]", "-c:a", "pcm_s24le"]);
        a.AddRange(["-map_metadata", "0", "-map_chapters", "-1", "-f", Container(profile) == ".mkv" ? "matroska" : "mov"]);
        // FFMpegCore's filter graph knows no sources without an input, which the silence of a wait is.
        var command = FFMpegArguments
            .FromInput(new SafeInput(edit.MediaPath), o => o.WithArgument(new MoreOptions(sought > 0 ? ["-ss", Text($"{sought:0.######}")] : [])))
            .OutputToMany(outputs =>
            {
                outputs.AddOutput(Target.File(output), o => o.WithArgument(new MoreOptions(a)));
                if (edit.ReadAlong is { } other)
                    outputs.AddOutput(Target.Nowhere, o => o.WithArgument(SourceStreams.ReadAlong(other)));
            });
        await tool.RunAsync(command, progress, null, cancel);
        return encoding;
    }

    /// <summary>The extension of the container that holds the edited picture: QuickTime, but for VP9.</summary>
    internal static string Container(ExportProfile profile) => profile is WebMProfile ? ".mkv" : ".mov";

    private static string Picture(EditedMedia edit, VideoInfo video, double sought, PictureEncoding encoding)
    {
        var filters = new List<string>(encoding.Before);
        if (!edit.Map.IsSame)
        {
            // What is after a wait is shown later; the last picture before it fills the gap.
            var shifts = string.Concat(edit.Map.Freezes.Select(f => Text($"+gte(T,{f.At - 0.0005:0.######})*{f.Seconds:0.######}")));
            filters.Add($"setpts='PTS+(0{shifts})/TB'");
            filters.Add(Text($"fps={Rate(video.FrameRate, edit.Map)}:start_time=0"));
            // Nothing comes after a wait at the very end; not every ffmpeg fills that gap, and the cut below takes off what is too much.
            if (edit.Map.Freezes[^1].At >= edit.Info.Seconds - 0.05)
                filters.Add(Text($"tpad=stop_mode=clone:stop_duration={edit.Map.Freezes[^1].Seconds:0.######}"));
        }

        if (edit.IsPart || !edit.Map.IsSame)
            filters.Add(Text($"trim=start={edit.From - sought:0.######}:end={edit.To - sought:0.######},setpts=PTS-{edit.From - sought:0.######}/TB"));
        if (edit.Captions is { } captions)
            filters.Add("ass=f=" + Quoted(captions));
        filters.AddRange(encoding.After);
        return Text($"[0:{video.Index}]") + string.Join(',', filters) + "[v]";
    }

    /// <summary>The grid of pictures on which every wait ends: the video's own, or a finer one where its own is too coarse.</summary>
    internal static string Rate(double frameRate, TimeMap map)
    {
        var rate = frameRate is > 1 and < 241 ? frameRate : 30;
        // 29.97 is 30000/1001: NTSC's rates are kept exactly.
        var (over, under) = Math.Abs(rate * 1.001 - Math.Round(rate * 1.001)) < 0.002 && Math.Abs(rate - Math.Round(rate)) > 0.004 ? ((int)Math.Round(rate * 1.001) * 1000, 1001) : ((int)Math.Round(rate * 1000), 1000);
        for (var finer = 1; ; finer++)
        {
            var shift = 0.0;
            var grid = (double)over * finer / under;
            if (finer == 4 || grid > 200 || map.Freezes.All(f => Math.Abs(Math.Round((shift += f.Seconds) * grid) / grid - shift) <= GridError))
                return Text($"{over * finer}/{under}");
        }
    }

    /// <summary>Every stretch on its own, one after the other, to the very sample: silence where the picture waits.</summary>
    private static IEnumerable<string> Sound(EditedMedia edit, double sought)
    {
        var even = SourceStreams.InTime(48000);
        var track = Text($"[0:{edit.Info.Audio!.Index}]");
        var cut = edit.IsPart ? Text($",atrim=start={edit.From - sought:0.######}:end={edit.To - sought:0.######},asetpts=PTS-STARTPTS") : "";
        if (edit.Map.IsSame)
        {
            yield return $"{track}{even}{cut}[a]";
            yield break;
        }

        var stretches = edit.Map.Stretches(edit.Info.Seconds).ToList();
        var heard = stretches.Where(s => !s.Waits).ToList();
        var layout = edit.Info.Audio!.Channels == 1 ? "mono" : "stereo";
        yield return $"{track}{even},aformat=sample_fmts=fltp:channel_layouts={layout},asplit={heard.Count}{string.Concat(heard.Select((_, i) => $"[s{i}]"))}";
        var (names, n) = ("", 0);
        for (var i = 0; i < stretches.Count; i++)
        {
            var s = stretches[i];
            var samples = Math.Round(s.End * 48000) - Math.Round(s.Start * 48000);
            if (s.Waits)
            {
                yield return Text($"anullsrc=r=48000:cl={layout},atrim=end_sample={samples:0},aformat=sample_fmts=fltp[w{i}]");
                names += $"[w{i}]";
                continue;
            }

            var begin = Math.Round(s.Source * 48000);
            var fades = "";
            if (i > 0)
                fades += Text($",afade=t=in:d={FadeSeconds}");
            if (i < stretches.Count - 1)
                fades += Text($",afade=t=out:st={Math.Max(0, samples / 48000 - FadeSeconds):0.######}:d={FadeSeconds}");
            yield return Text($"[s{n++}]atrim=start_sample={begin:0}:end_sample={begin + samples:0},asetpts=PTS-STARTPTS{fades},apad=whole_len={samples:0}[w{i}]");
            names += $"[w{i}]";
        }

        yield return $"{names}concat=n={stretches.Count}:v=0:a=1{cut}[a]";
    }

    /// <summary>A path as a filter's argument: escaped once for the argument and once for the graph.</summary>
    private static string Quoted(string path) =>
        "'" + path.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal).Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
