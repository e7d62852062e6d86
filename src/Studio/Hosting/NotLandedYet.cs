using Dubbing.Speech;
using Dubbing.Studio.Media;

namespace Dubbing.Studio.Hosting;

/// <summary>Until the voice packs land on main.</summary>
internal sealed class NoVoices : IVoiceCatalogue
{
    public IReadOnlyList<Voice> Voices => [];

    public IReadOnlyList<Message> Problems => [Messages.NoVoices()];
}

/// <summary>Until the media stage lands on main.</summary>
internal sealed class NoInspector : IMediaInspector
{
    public Task<MediaFile> InspectAsync(string path, string fileName, CancellationToken cancel) => throw new NotSupportedException();
}
