namespace Dubbing.Media;

/// <summary>Holds a medium against the limits before anything is decoded of it: a file of a few bytes may say that it is an enormous picture or a day of sound.</summary>
public static class MediaLimits
{
    /// <summary>Asks for what a medium says of itself.</summary>
    /// <param name="info">The medium.</param>
    /// <param name="name">What the user calls it.</param>
    /// <exception cref="DubbingException">Its picture, sound or length is beyond a limit; says which and how to raise it.</exception>
    public static void Require(MediaInfo info, string name)
    {
        ArgumentNullException.ThrowIfNull(info);
        var limits = Limits.Current;
        var problem = (info.Video is { } video ? limits.OfPicture(name, video.Width, video.Height, video.FrameRate) : null)
            ?? (info.Audio is { } audio ? limits.OfSound(name, audio.SampleRate, audio.Channels) : null)
            ?? limits.OfLength(name, info.Seconds);
        if (problem is not null)
            throw new DubbingException(problem);
    }
}
