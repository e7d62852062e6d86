using Dubbing.Speech;

namespace Dubbing.Mix;

/// <summary>What becomes of the video's own sound.</summary>
public enum OriginalSound
{
    /// <summary>Stays as it is, under the dub.</summary>
    Keep,

    /// <summary>Is lowered by <see cref="Ducking.Decibels"/> while a line is spoken.</summary>
    Duck,

    /// <summary>Is left out.</summary>
    Mute,
}

/// <summary>A take on the timeline.</summary>
/// <param name="StartSeconds">Where its first sample sounds, from the start of the video.</param>
/// <param name="Take">The sound.</param>
/// <param name="GainDb">Louder (+) or softer (−), decibels.</param>
public sealed record PlacedTake(double StartSeconds, Take Take, double GainDb = 0)
{
    /// <summary>Where its last sample has sounded.</summary>
    public double EndSeconds => StartSeconds + Take.Seconds;
}

/// <summary>All that sounds.</summary>
/// <param name="Takes">The dub, in any order; takes may overlap.</param>
/// <param name="OriginalPath">A media file with sound; null when there is none.</param>
/// <param name="Original">What becomes of it.</param>
/// <param name="Seconds">Length of the mix.</param>
public sealed record MixRequest(IReadOnlyList<PlacedTake> Takes, string? OriginalPath, OriginalSound Original, double Seconds);

/// <summary>What a mix came out as, measured by ITU-R BS.1770.</summary>
/// <param name="LoudnessLufs">Integrated loudness; negative infinity for silence.</param>
/// <param name="TruePeakDbtp">True peak.</param>
public sealed record MixReport(double LoudnessLufs, double TruePeakDbtp);
