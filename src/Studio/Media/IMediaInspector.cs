namespace Dubbing.Studio.Media;

/// <summary>Looks at an uploaded file before it is accepted.</summary>
public interface IMediaInspector
{
    /// <summary>What the file is.</summary>
    /// <param name="path">The bytes, under any name.</param>
    /// <param name="fileName">The name that the user knows it by.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <exception cref="DubbingException">It is no file that can be dubbed.</exception>
    Task<MediaFile> InspectAsync(string path, string fileName, CancellationToken cancel);
}
