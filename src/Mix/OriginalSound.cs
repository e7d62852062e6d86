namespace Dubbing.Mix;

/// <summary>What happens to the video's own sound.</summary>
public enum OriginalSound
{
    /// <summary>It stays as loud as it is.</summary>
    Keep,

    /// <summary>It is turned down while a line is spoken.</summary>
    Duck,

    /// <summary>It is left out.</summary>
    Mute,
}
