using Dubbing.Media;

namespace Dubbing.Export;

/// <summary>
/// A kind of finished file: its container and what goes into that. One class for each, chosen by the output's extension; a new kind is
/// a new class here and nothing else.
/// </summary>
public abstract class ExportProfile
{
    /// <summary>Every kind, the usual one first.</summary>
    public static IReadOnlyList<ExportProfile> All { get; } =
        [new Mp4Profile(), new QuickTimeProfile(), new MatroskaProfile(), new WebMProfile(), new M4aProfile(), new Mp3Profile(), new WavProfile(), new FlacProfile()];

    /// <summary>Its extension, with the point, lower case.</summary>
    public abstract string Extension { get; }

    /// <summary>What ffmpeg calls its container.</summary>
    public abstract string Muxer { get; }

    /// <summary>Its content type.</summary>
    public abstract string ContentType { get; }

    /// <summary>Whether it holds a picture; else of a video only the sound is exported.</summary>
    public virtual bool HoldsPicture => true;

    /// <summary>The codec of captions, as ffmpeg calls it; null where it holds none.</summary>
    public virtual string? Captions => null;

    /// <summary>Codecs of cover pictures that it holds.</summary>
    public virtual IReadOnlyCollection<string> Covers => [];

    /// <summary>Whether it holds chapters.</summary>
    public virtual bool HoldsChapters => true;

    /// <summary>Whether the picture goes in as it is, packet for packet.</summary>
    public virtual bool Copies(VideoInfo video) => false;

    /// <summary>How a picture that does not go in as it is gets encoded.</summary>
    /// <param name="video">The picture.</param>
    /// <param name="abilities">What this ffmpeg can do.</param>
    /// <param name="standard">Whether HDR becomes the standard range of brightness.</param>
    public virtual PictureEncoding Encoding(VideoInfo video, MediaAbilities abilities, bool standard = false) => PictureEncoding.H26x(video, abilities, standard);

    /// <summary>How sound is encoded: options of ffmpeg for a sound track.</summary>
    /// <param name="track">Its place among the sound tracks of the output, from 0.</param>
    public virtual IEnumerable<string> Sound(int track) => [$"-c:a:{track}", "aac", $"-b:a:{track}", "192k"];

    /// <summary>Tags that say to machines that the speech is synthetic, as ffmpeg takes them; none where the container has a place for XMP (<see cref="SyntheticMark"/>).</summary>
    /// <param name="notice">The notice in words.</param>
    public virtual IEnumerable<string> SyntheticTags(string notice) => [];

    /// <summary>Options of the container.</summary>
    /// <param name="video">The picture that goes in; null without one.</param>
    public virtual IEnumerable<string> Container(VideoInfo? video) => [];

    /// <summary>The kind that a name asks for by its extension; null when there is none.</summary>
    public static ExportProfile? Of(string path) => All.FirstOrDefault(p => p.Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));
}

/// <summary>MP4: plays everywhere.</summary>
internal class Mp4Profile : ExportProfile
{
    public override string Extension => ".mp4";

    public override string Muxer => "mp4";

    public override string ContentType => "video/mp4";

    public override string? Captions => "mov_text";

    public override IReadOnlyCollection<string> Covers => ["mjpeg", "png", "bmp"];

    public override bool Copies(VideoInfo video) => video.Codec is "h264" or "hevc" or "av1" or "mpeg4";

    public override IEnumerable<string> Container(VideoInfo? video) =>
        // Apple's players ask for hvc1.
        video?.Codec == "hevc" ? ["-tag:v:0", "hvc1", "-movflags", "+faststart"] : ["-movflags", "+faststart"];
}

/// <summary>QuickTime, for editing programs: holds ProRes and its like as they are.</summary>
internal sealed class QuickTimeProfile : Mp4Profile
{
    public override string Extension => ".mov";

    public override string Muxer => "mov";

    public override string ContentType => "video/quicktime";

    public override IReadOnlyCollection<string> Covers => [];

    public override bool Copies(VideoInfo video) => base.Copies(video) || video.Codec is "prores" or "dnxhd" or "mjpeg" or "mpeg2video" or "dvvideo";
}

/// <summary>Matroska: holds any picture as it is.</summary>
internal sealed class MatroskaProfile : ExportProfile
{
    public override string Extension => ".mkv";

    public override string Muxer => "matroska";

    public override string ContentType => "video/x-matroska";

    public override string? Captions => "srt";

    public override IReadOnlyCollection<string> Covers => ["mjpeg", "png"];

    public override IEnumerable<string> SyntheticTags(string notice) => [SyntheticMark.Tag];

    public override bool Copies(VideoInfo video) => video.Codec is not ("rawvideo" or "");
}

/// <summary>WebM, for web pages.</summary>
internal sealed class WebMProfile : ExportProfile
{
    public override string Extension => ".webm";

    public override string Muxer => "webm";

    public override string ContentType => "video/webm";

    public override string? Captions => "webvtt";

    public override IEnumerable<string> SyntheticTags(string notice) => [SyntheticMark.Tag];

    public override bool Copies(VideoInfo video) => video.Codec is "vp8" or "vp9" or "av1";

    public override PictureEncoding Encoding(VideoInfo video, MediaAbilities abilities, bool standard = false) => PictureEncoding.Vp9(video, abilities, standard);

    public override IEnumerable<string> Sound(int track) => [$"-c:a:{track}", "libopus", $"-b:a:{track}", "160k"];
}

/// <summary>AAC in MP4, sound only.</summary>
internal sealed class M4aProfile : ExportProfile
{
    public override string Extension => ".m4a";

    public override string Muxer => "ipod";

    public override string ContentType => "audio/mp4";

    public override bool HoldsPicture => false;

    public override IReadOnlyCollection<string> Covers => ["mjpeg", "png", "bmp"];

    public override IEnumerable<string> Container(VideoInfo? video) => ["-movflags", "+faststart"];
}

/// <summary>MP3.</summary>
internal sealed class Mp3Profile : ExportProfile
{
    public override string Extension => ".mp3";

    public override string Muxer => "mp3";

    public override string ContentType => "audio/mpeg";

    public override bool HoldsPicture => false;

    public override IReadOnlyCollection<string> Covers => ["mjpeg", "png"];

    public override IEnumerable<string> Sound(int track) => [$"-c:a:{track}", "libmp3lame", $"-q:a:{track}", "2"];

    /// <summary>XMP has a private frame of its own in ID3v2 (Adobe, XMP specification, part 3).</summary>
    public override IEnumerable<string> SyntheticTags(string notice) => [SyntheticMark.Tag, "id3v2_priv.XMP=" + SyntheticMark.Packet(notice)];

    public override IEnumerable<string> Container(VideoInfo? video) => ["-id3v2_version", "3"];
}

/// <summary>WAV: nothing is lost in it, and every program reads it.</summary>
internal sealed class WavProfile : ExportProfile
{
    public override string Extension => ".wav";

    public override string Muxer => "wav";

    public override string ContentType => "audio/wav";

    public override bool HoldsPicture => false;

    public override bool HoldsChapters => false;

    public override IEnumerable<string> Sound(int track) => [$"-c:a:{track}", "pcm_s24le"];

    public override IEnumerable<string> Container(VideoInfo? video) => ["-rf64", "auto"];
}

/// <summary>FLAC: nothing is lost in it, at half the size.</summary>
internal sealed class FlacProfile : ExportProfile
{
    public override string Extension => ".flac";

    public override string Muxer => "flac";

    public override string ContentType => "audio/flac";

    public override bool HoldsPicture => false;

    public override bool HoldsChapters => false;

    public override IReadOnlyCollection<string> Covers => ["mjpeg", "png"];

    public override IEnumerable<string> SyntheticTags(string notice) => [SyntheticMark.Tag];

    public override IEnumerable<string> Sound(int track) => [$"-c:a:{track}", "flac", $"-sample_fmt:a:{track}", "s32", $"-bits_per_raw_sample:a:{track}", "24"];
}
