using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Export;

/// <summary>A dubbed video to be made.</summary>
/// <param name="MediaPath">The uploaded file.</param>
/// <param name="Info">What it holds.</param>
/// <param name="Takes">The dub.</param>
/// <param name="Captions">The soft caption track; empty for none.</param>
/// <param name="Language">Of dub and captions.</param>
/// <param name="Original">What becomes of the video's own sound.</param>
/// <param name="SyntheticNotice">Says in the file's metadata that the speech is synthetic.</param>
/// <param name="Title">The file's title.</param>
public sealed record ExportRequest(
    string MediaPath,
    MediaInfo Info,
    IReadOnlyList<PlacedTake> Takes,
    IReadOnlyList<Caption> Captions,
    Language Language,
    OriginalSound Original,
    bool SyntheticNotice = true,
    string? Title = null)
{
    /// <summary>The level of the video's own sound, decibels.</summary>
    public double OriginalGainDb { get; init; }

    /// <summary>Music and effects.</summary>
    public IReadOnlyList<PlacedSound> Sounds { get; init; } = [];

    /// <summary>The integrated loudness of the finished sound, LUFS.</summary>
    public double TargetLufs { get; init; } = Mixer.TargetLufs;

    /// <summary>Where covers, chapters and tags come from when <see cref="MediaPath"/> is an edited copy; null when it is the file itself.</summary>
    public ExportOrigin? Origin { get; init; }

    /// <summary>Whether the file still says where it was filmed: phones write that into it.</summary>
    public bool KeepLocation { get; init; }

    /// <summary>Whether the video's own sound is in the file too, as a track behind the others.</summary>
    public bool KeepOriginalTrack { get; init; }

    /// <summary>The same in further languages: each gets a sound track and a caption track of its own, named and tagged. Only files with a picture hold them.</summary>
    public IReadOnlyList<LanguageTrack> Others { get; init; } = [];

    /// <summary>Its own language as a track.</summary>
    public LanguageTrack Track => new(Language, Takes, Captions);

    /// <summary>The same with another language as the only one.</summary>
    public ExportRequest With(LanguageTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return this with { Language = track.Language, Takes = track.Takes, Captions = track.Captions, Others = [] };
    }
}

/// <summary>What a file has for itself in one language; picture, music and effects are common to all.</summary>
/// <param name="Language">Which.</param>
/// <param name="Takes">The dub.</param>
/// <param name="Captions">The soft caption track; empty for none.</param>
public sealed record LanguageTrack(Language Language, IReadOnlyList<PlacedTake> Takes, IReadOnlyList<Caption> Captions);

/// <summary>The file that an edited copy was made of.</summary>
/// <param name="Path">The file.</param>
/// <param name="Info">What it holds.</param>
/// <param name="Chapters">Its chapters at the times of the copy.</param>
public sealed record ExportOrigin(string Path, MediaInfo Info, IReadOnlyList<ChapterInfo> Chapters);

/// <summary>What an export came out as.</summary>
/// <param name="Mix">Loudness and peak of its sound, before encoding.</param>
/// <param name="VideoCopied">False when the picture had to be encoded anew, since the container can't hold its codec; then <see cref="Notes"/> say so.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ExportReport(MixReport Mix, bool VideoCopied, long Bytes)
{
    /// <summary>The same of its sound in each further language.</summary>
    public IReadOnlyList<MixReport> OtherMixes { get; init; } = [];

    /// <summary>What kind of file it is.</summary>
    public required ExportProfile Profile { get; init; }

    /// <summary>How the picture was encoded; null where it was copied.</summary>
    public PictureEncoding? Encoding { get; init; }

    /// <summary>What became of the picture and what was left out, for the user.</summary>
    public IReadOnlyList<Message> Notes { get; init; } = [];
}
