namespace Dubbing.Session;

/// <summary>What lies on a track of the timeline.</summary>
public enum TrackKind
{
    /// <summary>The picture.</summary>
    Video,

    /// <summary>The video's own sound.</summary>
    Original,

    /// <summary>The lines of one speaker.</summary>
    Dub,

    /// <summary>Background music.</summary>
    Music,

    /// <summary>Sound effects.</summary>
    Effects,

    /// <summary>The captions.</summary>
    Captions,
}

/// <summary>How a track sounds.</summary>
/// <param name="Kind">What lies on it.</param>
/// <param name="Speaker">Whose lines, on a <see cref="TrackKind.Dub"/> track; empty for lines without speaker.</param>
/// <param name="GainDb">Its level, decibels.</param>
/// <param name="Muted">Whether it is silent.</param>
/// <param name="Solo">Whether it is heard alone, with others that are.</param>
/// <param name="Ducked">Whether it is lowered while a line is spoken.</param>
public sealed record DubTrack(TrackKind Kind, string Speaker = "", double GainDb = 0, bool Muted = false, bool Solo = false, bool Ducked = false);

/// <summary>How loud the tracks are in the export: as they are heard in the preview (preview/sound.js).</summary>
/// <param name="tracks">The tracks whose settings were touched.</param>
public sealed class TrackLevels(IReadOnlyList<DubTrack> tracks)
{
    private readonly bool alone = tracks.Any(t => t.Solo);

    /// <summary>The level of a track in decibels; null when it is silent.</summary>
    public double? Of(TrackKind kind, string speaker = "")
    {
        var track = Find(kind, speaker);
        return track?.Muted == true || (alone && track?.Solo != true) ? null : track?.GainDb ?? 0;
    }

    /// <summary>Whether a track is lowered while a line is spoken; music is where nothing else was set.</summary>
    public bool Ducked(TrackKind kind) => Find(kind, "")?.Ducked ?? kind == TrackKind.Music;

    /// <summary>Whether captions were switched off.</summary>
    public bool CaptionsOff => tracks.Any(t => t is { Kind: TrackKind.Captions, Muted: true });

    private DubTrack? Find(TrackKind kind, string speaker) => tracks.FirstOrDefault(t => t.Kind == kind && t.Speaker == speaker);
}
