using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Dubbing.Studio.Data;
using Dubbing.Studio.Hosting;
using Dubbing.Studio.Jobs;
using Dubbing.Studio.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dubbing.Hostile.Tests;

/// <summary>What stands in a project, as far as the benches ask.</summary>
/// <param name="Lines">The lines' texts.</param>
/// <param name="Jobs">The jobs and their states.</param>
/// <param name="Media">The medium, once it is accepted.</param>
/// <param name="Takes">The lines' takes.</param>
internal sealed record BenchState(Dictionary<Guid, string> Lines, Dictionary<Guid, string> Jobs, Guid? Media, List<string> Takes);

/// <summary>
/// The studio with a second door: what a circuit asks of its services comes by HTTP, so that a bench needs no browser. A line's text is answered
/// when it is saved and the other pages of its project were told, as a circuit is.
/// </summary>
internal static class BenchServer
{
    public static async Task RunAsync(string[] args)
    {
        var app = StudioServices.Build(args);
        Limits.Use(app.Services.GetRequiredService<Limits>());
        app.MapPost("/bench/project", async (int lines, IProjectStore store) =>
        {
            var project = await store.CreateAsync(new NewProject("bench", Language.Korean, "hana"));
            // A script as people bring it.
            await store.ImportAsync(project.Id, Script.ScriptReader.ReadText(string.Concat(Enumerable.Range(0, lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i + 1}\n{Time(3 * i)} --> {Time(3 * i + 3)}\n{i + 1}번째 문장입니다.\n\n")))), ImportMode.Append);
            return Results.Json(new { id = project.Id, lines = (await store.LoadAsync(project.Id))!.Lines.Select(l => l.Id) });
        });
        app.MapPost("/bench/line/{project:guid}/{line:guid}", async (Guid project, Guid line, HttpContext http, IProjectStore store, IProjectEvents events) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var text = await reader.ReadToEndAsync();
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var subscription = events.Subscribe(project, change =>
            {
                if (change is LineChanged { Line: { } changed } && changed.Id == line && changed.Text == text)
                    told.TrySetResult();
                return Task.CompletedTask;
            });
            await store.SaveLineTextAsync(line, text);
            await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        });
        // Takes words in, and asks for the lock again and again meanwhile: the longest wait is the longest hold of somebody else.
        app.MapPost("/bench/words", async (int count, Dubbing.Studio.Dictionary.IDictionaryStore words, WriteLock writing) =>
        {
            var file = new System.Text.StringBuilder("language,surface,reading\n");
            for (var i = 0; i < count; i++)
                file.Append(CultureInfo.InvariantCulture, $"ko,낱말{i}번,가나다\n");
            var bytes = System.Text.Encoding.UTF8.GetBytes(file.ToString());
            var import = Task.Run(() => words.ImportAsync(null, bytes));
            var waits = new List<double>();
            while (!import.IsCompleted)
            {
                var from = Stopwatch.GetTimestamp();
                using (await writing.EnterAsync(CancellationToken.None))
                    waits.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                await Task.Delay(1);
            }

            waits.Sort();
            return Results.Json(new { words = (await import).Words, asked = waits.Count, p99 = waits[waits.Count * 99 / 100], longest = waits[^1] });
        });
        app.MapPost("/bench/render/{project:guid}", async (Guid project, IJobQueue jobs) => (await jobs.EnqueueRenderAsync(project)).Id);
        app.MapPost("/bench/export/{project:guid}", async (Guid project, IJobQueue jobs) => (await jobs.EnqueueExportAsync(project)).Id);
        app.MapGet("/bench/state/{project:guid}", async (Guid project, IProjectStore store) =>
        {
            var content = (await store.LoadAsync(project))!;
            return Results.Json(new BenchState(
                content.Lines.ToDictionary(l => l.Id, l => l.Text),
                content.Jobs.ToDictionary(j => j.Id, j => $"{j.Kind} {j.State}"),
                content.Media?.Id,
                [.. content.Lines.Select(l => l.TakeKey).OfType<string>()]));
        });
        await app.RunAsync();
    }

    private static string Time(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);
}

/// <summary>A bench server in a process that can be killed.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private readonly int port = FreePort();
    private Process? process;

    public BenchProcess() => Http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromMinutes(30) };

    public string Folder { get; } = Directory.CreateTempSubdirectory("dub-bench-").FullName;

    public HttpClient Http { get; }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BenchServer).Assembly.Location, "serve", $"--urls={Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}", $"--Studio:DataFolder={Folder}", "--Studio:Sample=false"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DUBBING_VOICES"] = Path.Combine(Dub.Root(), "voices");
        start.Environment["LANG"] = "en";
        process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains(Http.BaseAddress.Authority, StringComparison.Ordinal))
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return;
        }

        throw new InvalidOperationException("The studio did not start.");
    }

    /// <summary>Ends the server and nothing else: what it started has to see to its own end.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The programs that still run on its data.</summary>
    public IReadOnlyList<string> LeftBehind()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var left = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                if (line.Contains(Folder, StringComparison.Ordinal) && line.StartsWith("ffm", StringComparison.Ordinal) | line.Contains("/ffm", StringComparison.Ordinal) | line.Contains("/ffprobe", StringComparison.Ordinal))
                    left.Add(line);
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return left;
    }

    public Task<BenchState?> StateAsync(Guid project) => Http.GetFromJsonAsync<BenchState>($"/bench/state/{project}");

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await KillAsync();
        process?.Dispose();
        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
