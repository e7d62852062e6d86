using Dubbing.Media;
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
/// <param name="FadeInSeconds">How long it takes to come in; the level rises evenly.</param>
/// <param name="FadeOutSeconds">How long it takes to go out.</param>
public sealed record PlacedTake(double StartSeconds, Take Take, double GainDb = 0, double FadeInSeconds = 0, double FadeOutSeconds = 0)
{
    /// <summary>Where its last sample has sounded.</summary>
    public double EndSeconds => StartSeconds + Take.Seconds;
}

/// <summary>A stretch of a sound file on the timeline: music, an effect.</summary>
/// <param name="Path">The file.</param>
/// <param name="StartSeconds">Where it begins to sound, from the start of the video.</param>
/// <param name="OffsetSeconds">Where in the file it begins.</param>
/// <param name="Seconds">How long it sounds.</param>
/// <param name="GainDb">Louder (+) or softer (−), decibels.</param>
/// <param name="FadeInSeconds">How long it takes to come in.</param>
/// <param name="FadeOutSeconds">How long it takes to go out.</param>
/// <param name="Ducked">Whether it is lowered while a line is spoken.</param>
public sealed record PlacedSound(string Path, double StartSeconds, double OffsetSeconds, double Seconds, double GainDb = 0, double FadeInSeconds = 0, double FadeOutSeconds = 0, bool Ducked = false)
{
    /// <summary>What it is: it decides into which stem it goes.</summary>
    public SoundKind Kind { get; init; }

    /// <summary>Seconds after which the file begins anew, for as long as the sound lasts; 0 for a sound that ends with its file.</summary>
    public double LoopSeconds { get; init; }
}

/// <summary>What a sound on the timeline is.</summary>
public enum SoundKind
{
    /// <summary>Music.</summary>
    Music,

    /// <summary>An effect.</summary>
    Effect,
}

/// <summary>All that sounds.</summary>
/// <param name="Takes">The dub, in any order; takes may overlap.</param>
/// <param name="OriginalPath">A media file with sound; null when there is none.</param>
/// <param name="Original">What becomes of it.</param>
/// <param name="Seconds">Length of the mix.</param>
public sealed record MixRequest(IReadOnlyList<PlacedTake> Takes, string? OriginalPath, OriginalSound Original, double Seconds)
{
    /// <summary>What the original is; null to look.</summary>
    public MediaInfo? OriginalInfo { get; init; }

    /// <summary>The level of the original, decibels.</summary>
    public double OriginalGainDb { get; init; }

    /// <summary>Music and effects.</summary>
    public IReadOnlyList<PlacedSound> Sounds { get; init; } = [];

    /// <summary>The takes under which other sound is lowered; null for <see cref="Takes"/>. A stem is lowered under takes that it does not hold.</summary>
    public IReadOnlyList<PlacedTake>? DuckedBy { get; init; }

    /// <summary>The integrated loudness that the mix is brought to, LUFS.</summary>
    public double TargetLufs { get; init; } = Mixer.TargetLufs;
}

/// <summary>What a mix came out as, measured by ITU-R BS.1770.</summary>
/// <param name="LoudnessLufs">Integrated loudness; negative infinity for silence.</param>
/// <param name="TruePeakDbtp">True peak.</param>
public sealed record MixReport(double LoudnessLufs, double TruePeakDbtp)
{
    /// <summary>By how much the mix was raised or lowered before its limiter, decibels.</summary>
    public double GainDb { get; init; }
}

/// <summary>What the first pass over a mix found out.</summary>
/// <param name="GainDb">What brings it to the loudness of online video, the limiter's work included; 0 for silence.</param>
/// <param name="LoudnessLufs">How loud it is before that.</param>
public sealed record MixPlan(double GainDb, double LoudnessLufs);
