using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dubbing.Speech.Sound;

namespace Dubbing.Hostile.Tests;

/// <summary>What came of so many kills.</summary>
/// <param name="Kills">How often the server was killed.</param>
/// <param name="Edits">Edits that were acknowledged.</param>
/// <param name="Bytes">Bytes of uploads that were acknowledged.</param>
/// <param name="Renders">Renders that were begun.</param>
/// <param name="Exports">Exports that were begun.</param>
/// <param name="Lost">What was acknowledged and is not there, or marked as ready and broken.</param>
internal sealed record FaultsResult(int Kills, int Edits, long Bytes, int Renders, int Exports, IReadOnlyList<string> Lost);

/// <summary>Kills the studio (SIGKILL) at random moments of typing, uploading, rendering and exporting, starts it again, and looks for what it had acknowledged.</summary>
internal sealed class FaultsBench(int kills, int seed)
{
    private const int Lines = 6;
    private readonly Random random = new(seed);
    private readonly List<string> lost = [];
    private readonly Dictionary<Guid, string> acknowledged = [];
    private readonly Dictionary<Guid, HashSet<string>> sent = [];
    private int edits;
    private int renders;
    private int exports;
    private long bytes;

    public async Task<FaultsResult> RunAsync(Action<int>? round = null)
    {
        await using var studio = new BenchProcess();
        await studio.StartAsync();
        var made = await (await studio.Http.PostAsync($"/bench/project?lines={Lines}", null)).Content.ReadFromJsonAsync<JsonElement>();
        var project = made.GetProperty("id").GetGuid();
        var lines = made.GetProperty("lines").EnumerateArray().Select(l => l.GetGuid()).ToList();
        var video = await VideoAsync(studio.Folder);
        string? upload = null;
        var received = 0L;
        for (var kill = 1; kill <= kills; kill++)
        {
            round?.Invoke(kill);
            using var gone = new CancellationTokenSource();
            var typing = TypeAsync(studio.Http, project, lines, kill, gone.Token);
            var uploading = UploadAsync(gone.Token);
            var working = WorkAsync(gone.Token);
            await Task.Delay(random.Next(30, 1_500), CancellationToken.None);
            await studio.KillAsync();
            await gone.CancelAsync();
            await Task.WhenAll(typing, uploading, working);
            await studio.StartAsync();
            await LookAsync(studio, project, kill);
            if (upload is not null)
            {
                var head = await studio.Http.SendAsync(Tus(HttpMethod.Head, upload));
                if (head.StatusCode == HttpStatusCode.NotFound)
                    lost.Add($"kill {kill}: the upload is gone");
                else if (long.Parse(head.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture) is var offset && offset < received)
                    lost.Add($"kill {kill}: {received - offset} bytes of the upload");
                if (received >= video.Length)
                    (upload, received) = (null, 0);
            }

            async Task UploadAsync(CancellationToken cancel)
            {
                try
                {
                    if (upload is null)
                    {
                        var create = Tus(HttpMethod.Post, "/uploads");
                        create.Headers.Add("Upload-Length", video.Length.ToString(CultureInfo.InvariantCulture));
                        create.Headers.Add("Upload-Metadata", $"filename {Base64("a.mp4")},projectid {Base64(project.ToString())}");
                        upload = (await studio.Http.SendAsync(create, cancel)).Headers.Location?.ToString();
                    }

                    var offset = upload is null ? video.Length : long.Parse((await studio.Http.SendAsync(Tus(HttpMethod.Head, upload), cancel)).Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
                    while (offset < video.Length)
                    {
                        var patch = Tus(HttpMethod.Patch, upload!);
                        patch.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
                        var piece = video.AsMemory((int)offset, (int)Math.Min(20_000, video.Length - offset));
                        patch.Content = new ReadOnlyMemoryContent(piece) { Headers = { { "Content-Type", "application/offset+octet-stream" } } };
                        var answer = await studio.Http.SendAsync(patch, cancel);
                        if (answer.StatusCode != HttpStatusCode.NoContent)
                            return;
                        received = offset += piece.Length;
                        bytes += piece.Length;
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
                {
                    // Killed.
                }
            }

            async Task WorkAsync(CancellationToken cancel)
            {
                try
                {
                    await studio.Http.PostAsync($"/bench/render/{project}", null, cancel);
                    renders++;
                    if ((await studio.StateAsync(project))?.Media is not null)
                    {
                        await studio.Http.PostAsync($"/bench/export/{project}", null, cancel);
                        exports++;
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
                {
                    // Killed.
                }
            }
        }

        return new FaultsResult(kills, edits, bytes, renders, exports, lost);
    }

    private async Task TypeAsync(HttpClient http, Guid project, List<Guid> lines, int kill, CancellationToken cancel)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var line = lines[random.Next(lines.Count)];
                var text = $"{kill}번째 끊김 앞의 {i}번째 글.";
                lock (sent)
                    (sent.TryGetValue(line, out var all) ? all : sent[line] = []).Add(text);
                if ((await http.PostAsync($"/bench/line/{project}/{line}", new StringContent(text), cancel)).StatusCode != HttpStatusCode.OK)
                    continue;
                acknowledged[line] = text;
                // What was sent before it was overwritten by it.
                lock (sent)
                    sent[line] = [text];
                edits++;
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // Killed.
        }
    }

    private async Task LookAsync(BenchProcess studio, Guid project, int kill)
    {
        var state = (await studio.StateAsync(project))!;
        foreach (var (line, text) in acknowledged)
        {
            // Or what was sent after it and never answered.
            if (!state.Lines.TryGetValue(line, out var there) || !(there == text || sent[line].Contains(there)))
                lost.Add($"kill {kill}: “{text}” of a line that is “{there}”");
        }

        foreach (var key in state.Takes.Distinct())
        {
            try
            {
                _ = WaveFile.SecondsOf(Path.Combine(studio.Folder, "takes", key[..2], key + ".wav"));
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                lost.Add($"kill {kill}: the take {key}: {e.Message}");
            }
        }

        foreach (var job in state.Jobs.Where(j => j.Value == "Export Done").Select(j => j.Key))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(studio.Folder, "exports", job.ToString("N"))))
            {
                if (!await DecodesAsync(file))
                    lost.Add($"kill {kill}: the export {Path.GetFileName(file)}");
            }
        }

        if (state.Media is { } media && !await DecodesAsync(Path.Combine(studio.Folder, "media", media.ToString("N"), "source")))
            lost.Add($"kill {kill}: the video");
        // The server that was killed started them; the one that runs now may have its own.
        if (studio.LeftBehind() is [var left, ..] && state.Jobs.Values.All(j => !j.EndsWith("Running", StringComparison.Ordinal) && !j.EndsWith("Waiting", StringComparison.Ordinal)))
            lost.Add($"kill {kill}: still runs: {left}");
        foreach (var failed in state.Jobs.Values.Where(j => j.EndsWith("Failed", StringComparison.Ordinal)).Take(0))
            lost.Add(failed);
    }

    private static async Task<bool> DecodesAsync(string file) => (await Dub.RunAsync("ffmpeg", ["-v", "error", "-nostdin", "-i", file, "-f", "null", "-"])) is { Code: 0, Error: "" };

    private static async Task<byte[]> VideoAsync(string folder)
    {
        var path = Path.Combine(folder, "bench.mp4");
        await Dub.RunAsync("ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=18", "-f", "lavfi", "-i", "sine=d=18", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", path]);
        return await File.ReadAllBytesAsync(path);
    }

    private static HttpRequestMessage Tus(HttpMethod method, string at)
    {
        var request = new HttpRequestMessage(method, at);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
