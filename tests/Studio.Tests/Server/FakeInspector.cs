using Dubbing.Studio.Hosting;
using Dubbing.Studio.Media;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Takes every file for a silent ten-second video: for tests of the way in, not of the file.</summary>
internal sealed class FakeInspector : IMediaInspector
{
    public Task<MediaFile> InspectAsync(string path, string fileName, int track, CancellationToken cancel) => Task.FromResult(new MediaFile
    {
        FileName = fileName,
        Bytes = new FileInfo(path).Length,
        DurationSeconds = 10,
        HasVideo = true,
        ContentType = "video/mp4",
        Waveform = PartState.NotNeeded,
        Thumbnails = PartState.NotNeeded,
        Shots = PartState.NotNeeded,
        Proxy = PartState.NotNeeded,
    });

    public Task PrepareSoundAsync(string path, MediaFile media, DataFolder data, CancellationToken cancel) => Task.CompletedTask;
}
