namespace Dubbing.Media;

/// <summary>
/// The one truth about a file of sound or picture: decided once by <see cref="MediaProbe"/>, used by waveform, thumbnails, preview, mix and
/// export. All times are in seconds of the file as players count them: 0 is where the first of picture and sound begins.
/// </summary>
/// <param name="Seconds">Its length: the longer of picture and sound, no subtitle track.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Format">The container, as ffprobe calls it, e.g. <c>mov,mp4,m4a,3gp,3g2,mj2</c>.</param>
/// <param name="Video">The picture, never a cover; null for a file with sound only.</param>
/// <param name="Audio">The sound track that is used: the asked one, else the default one that decodes; null for a silent video.</param>
public sealed record MediaInfo(double Seconds, long Bytes, string Format, VideoInfo? Video, AudioInfo? Audio)
{
    /// <summary>Apart by more than this, streams do not begin together.</summary>
    private const double Together = 0.04;

    /// <summary>By more than this, what is seen and heard is not at the second that is shown.</summary>
    private const double SameSecond = 0.01;

    /// <summary>Second 0 on the container's own clock.</summary>
    public double Start { get; init; }

    /// <summary>Whether the length was measured by reading the packets, since the header has none, estimates it or is wrong.</summary>
    public bool Measured { get; init; }

    /// <summary>All sound tracks, in the file's order.</summary>
    public IReadOnlyList<AudioInfo> SoundTracks { get; init; } = [];

    /// <summary>Cover pictures.</summary>
    public IReadOnlyList<CoverInfo> Covers { get; init; } = [];

    /// <summary>Indices of subtitle tracks.</summary>
    public IReadOnlyList<int> SubtitleStreams { get; init; } = [];

    /// <summary>Its chapters, in order.</summary>
    public IReadOnlyList<ChapterInfo> Chapters { get; init; } = [];

    /// <summary>Names of tags that say where it was filmed.</summary>
    public IReadOnlyList<string> LocationTags { get; init; } = [];

    /// <summary>What the user should know about it: what is missing, which track was taken and why.</summary>
    public IReadOnlyList<Message> Notes { get; init; } = [];

    /// <summary>
    /// Whether ffmpeg takes the first of the streams *in use* for second 0 (MPEG-TS and its like), so that picture and sound have to be
    /// read together by whoever reads one of them.
    /// </summary>
    public bool ReadTogether => Video is not null && Audio is not null && Format.Split(',') is var f && !f.Contains("mp4") && !f.Contains("matroska");

    /// <summary>Whether Chromium, Firefox and Safari play the file as it is, and as we do; otherwise it needs a proxy.</summary>
    public bool PlaysInBrowsers
    {
        get
        {
            var formats = Format.Split(',');
            // Browsers play the first track, and know no length that is not in the header.
            if (Measured || (Audio is { } used && (SoundTracks.Count > 0 && SoundTracks[0].Index != used.Index)))
                return false;
            if (Video is null)
            {
                return formats.Contains("mp3") || formats.Contains("flac") || (formats.Contains("mp4") && Audio?.Codec is "aac")
                    || (formats.Contains("wav") && Audio?.Codec is "pcm_s16le");
            }

            // Browsers count from the container's own 0.
            var apart = Math.Abs(Start) > SameSecond || (Audio is not null && Math.Abs(Video.Start - Audio.Start) > Together);
            var mp4 = formats.Contains("mp4") && Video.Codec is "h264" && (Audio is null || Audio.Codec is "aac" or "mp3");
            // Matroska names WebM too, but only these codecs are WebM.
            var webm = formats.Contains("webm") && (Video.Codec is "vp8" or "vp9") && (Audio is null || Audio.Codec is "opus" or "vorbis");
            return !apart && !Video.Interlaced && (Video.PixelFormat is "yuv420p" or "yuvj420p") && (mp4 || webm);
        }
    }
}

/// <summary>A picture track.</summary>
/// <param name="Codec">As ffprobe calls it.</param>
/// <param name="Width">Pixels, as shown (after <see cref="Rotation"/>).</param>
/// <param name="Height">Pixels, as shown.</param>
/// <param name="FrameRate">Frames per second, on average.</param>
/// <param name="PixelFormat">As ffprobe calls it.</param>
public sealed record VideoInfo(string Codec, int Width, int Height, double FrameRate, string PixelFormat)
{
    /// <summary>Index of its stream in the file.</summary>
    public int Index { get; init; }

    /// <summary>When its first picture is shown.</summary>
    public double Start { get; init; }

    /// <summary>When its last picture has been shown; null where that is not known.</summary>
    public double? End { get; init; }

    /// <summary>How far players turn it, in degrees: phones film upright with this.</summary>
    public int Rotation { get; init; }

    /// <summary>Whether it consists of half pictures.</summary>
    public bool Interlaced { get; init; }

    /// <summary>Bits a colour.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>The transfer of its colours, as ffprobe calls it: <c>smpte2084</c> (PQ) and <c>arib-std-b67</c> (HLG) are HDR.</summary>
    public string? Transfer { get; init; }

    /// <summary>Its colours' primaries.</summary>
    public string? Primaries { get; init; }

    /// <summary>Its colours' matrix.</summary>
    public string? Matrix { get; init; }

    /// <summary>Whether it is of high dynamic range.</summary>
    public bool Hdr => Transfer is "smpte2084" or "arib-std-b67";
}

/// <summary>A sound track.</summary>
/// <param name="Codec">As ffprobe calls it; empty when it does not know it.</param>
/// <param name="SampleRate">Samples a second (Hz).</param>
/// <param name="Channels">How many.</param>
public sealed record AudioInfo(string Codec, int SampleRate, int Channels)
{
    /// <summary>Index of its stream in the file.</summary>
    public int Index { get; init; }

    /// <summary>Its place among the sound tracks, from 1: what users call it.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Its language, as the file says it (ISO 639-2); null when it does not.</summary>
    public string? Language { get; init; }

    /// <summary>What the file calls it.</summary>
    public string? Title { get; init; }

    /// <summary>Whether the file says that it is the one to play.</summary>
    public bool Default { get; init; }

    /// <summary>Whether this ffmpeg decodes it.</summary>
    public bool Decodes { get; init; } = true;

    /// <summary>When it begins.</summary>
    public double Start { get; init; }

    /// <summary>When it ends; null where that is not known.</summary>
    public double? End { get; init; }

    /// <summary>Number, name and language, as a list of tracks shows them.</summary>
    public string Label => $"{Number}{(Title is { } t ? $" {t}" : "")}{(Language is { } l ? $" [{l}]" : "")}";
}

/// <summary>A chapter.</summary>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="Title">What it is called; null where the file does not say.</param>
public sealed record ChapterInfo(double Start, double End, string? Title);

/// <summary>A cover picture.</summary>
/// <param name="Index">Index of its stream in the file.</param>
/// <param name="Codec">As ffprobe calls it: <c>mjpeg</c>, <c>png</c> …</param>
public sealed record CoverInfo(int Index, string Codec);
