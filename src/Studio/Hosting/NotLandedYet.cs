using Dubbing.Studio.Media;

namespace Dubbing.Studio.Hosting;

/// <summary>Until the media stage lands on main.</summary>
internal sealed class NoInspector : IMediaInspector
{
    public Task<MediaFile> InspectAsync(string path, string fileName, CancellationToken cancel) => throw new NotSupportedException();
}
