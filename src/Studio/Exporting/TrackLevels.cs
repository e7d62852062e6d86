using Dubbing.Studio.Projects;

namespace Dubbing.Studio.Exporting;

/// <summary>How loud the tracks are in the export: as they are heard in the preview (preview/sound.js).</summary>
internal sealed class TrackLevels(IReadOnlyList<Track> tracks)
{
    private readonly bool alone = tracks.Any(t => t.Solo);

    /// <summary>The level of a track in decibels; null when it is silent.</summary>
    public double? Of(TrackKind kind, string speaker = "")
    {
        var track = Find(kind, speaker);
        return track?.Muted == true || (alone && track?.Solo != true) ? null : track?.GainDb ?? 0;
    }

    /// <summary>Whether a track is lowered while a line is spoken.</summary>
    public bool Ducked(TrackKind kind) => (Find(kind, "") ?? Track.Of(Guid.Empty, kind)).Ducked;

    private Track? Find(TrackKind kind, string speaker) => tracks.FirstOrDefault(t => t.Kind == kind && t.Speaker == speaker);
}
