using Dubbing.Media;
using Dubbing.Mix;

namespace Dubbing.Session;

/// <summary>A sound on a track.</summary>
/// <param name="Track">Music or effects.</param>
/// <param name="Sound">The sound at its own level; the track's level is added.</param>
public sealed record DubSound(TrackKind Track, PlacedSound Sound);

/// <summary>All that an export is made of.</summary>
/// <param name="MediaPath">The video or sound file.</param>
/// <param name="Info">What it holds.</param>
/// <param name="Language">Of the script.</param>
/// <param name="Clips">The spoken lines, in the script's order.</param>
/// <param name="Original">What becomes of the video's own sound.</param>
/// <param name="Notice">Whether the file's metadata say that the speech is synthetic.</param>
/// <param name="Title">The file's title; null for none.</param>
public sealed record DubWork(string MediaPath, MediaInfo Info, Language Language, IReadOnlyList<DubClip> Clips, OriginalSound Original, bool Notice, string? Title)
{
    /// <summary>The tracks whose settings were touched.</summary>
    public IReadOnlyList<DubTrack> Tracks { get; init; } = [];

    /// <summary>Lines that are shown and not spoken: descriptions of sounds.</summary>
    public IReadOnlyList<CaptionLine> Shown { get; init; } = [];

    /// <summary>Who says the notice of synthetic speech in its language; null for <see cref="DubFinish.NoticeVoice"/>.</summary>
    public Speech.Voice? NoticeVoice { get; init; }

    /// <summary>Music and effects.</summary>
    public IReadOnlyList<DubSound> Sounds { get; init; } = [];
}
