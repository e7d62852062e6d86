namespace Dubbing.Studio.Media;

/// <summary>Looks at an uploaded file before it is accepted.</summary>
public interface IMediaInspector
{
    /// <summary>What the file is.</summary>
    /// <param name="path">The bytes, under any name.</param>
    /// <param name="fileName">The name that the user knows it by.</param>
    /// <param name="track">Which sound track is used, from 1; 0 for the default one that decodes.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="DubbingException">It is no file that can be dubbed, or has no such track.</exception>
    Task<MediaFile> InspectAsync(string path, string fileName, int track, CancellationToken cancel);

    /// <summary>Makes what the timeline shows and plays of a sound: its waveform, and a copy where browsers can't play the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="media">What it is; its parts are marked as made.</param>
    /// <param name="data">Where the parts go.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="DubbingException">ffmpeg failed, or the disk is full.</exception>
    Task PrepareSoundAsync(string path, MediaFile media, DataFolder data, CancellationToken cancel);
}
