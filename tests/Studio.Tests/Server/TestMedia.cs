using System.Diagnostics;
using System.Text;

namespace Dubbing.Studio.Tests.Server;

/// <summary>Videos made by ffmpeg's test sources, and their way into the studio.</summary>
internal static class TestMedia
{
    /// <summary>Four seconds of picture; silence, then a tone from second 2.</summary>
    public static readonly string[] Sources =
    [
        "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=4",
        "-f", "lavfi", "-i", "sine=440:duration=4,volume='if(lt(t,2),0,1)':eval=frame",
    ];

    /// <summary>The sources as an MP4 that browsers play.</summary>
    public static readonly string[] Video = [.. Sources, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"];

    private static readonly string Folder = Directory.CreateTempSubdirectory("studio-media-").FullName;
    private static readonly SemaphoreSlim One = new(1);

    /// <summary>Makes a file, once.</summary>
    public static async Task<string> MakeAsync(string name, string[] arguments)
    {
        await One.WaitAsync();
        try
        {
            var path = Path.Combine(Folder, name);
            if (File.Exists(path))
                return path;
            using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments, path]))!;
            await ffmpeg.WaitForExitAsync();
            Assert.Equal(0, ffmpeg.ExitCode);
            return path;
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>Uploads a file by the tus protocol, in one piece.</summary>
    public static async Task UploadAsync(this TestStudio studio, Guid projectId, string path, string name)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        var create = new HttpRequestMessage(HttpMethod.Post, "/uploads");
        create.Headers.Add("Tus-Resumable", "1.0.0");
        create.Headers.Add("Upload-Length", bytes.Length.ToString());
        create.Headers.Add("Upload-Metadata", $"filename {Base64(name)},projectid {Base64(projectId.ToString())}");
        var created = (await studio.Http.SendAsync(create)).EnsureSuccessStatusCode();
        var patch = new HttpRequestMessage(HttpMethod.Patch, created.Headers.Location);
        patch.Headers.Add("Tus-Resumable", "1.0.0");
        patch.Headers.Add("Upload-Offset", "0");
        patch.Content = new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
        (await studio.Http.SendAsync(patch)).EnsureSuccessStatusCode();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
