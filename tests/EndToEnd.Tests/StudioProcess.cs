using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dubbing.EndToEnd.Tests;

/// <summary>The studio as a user starts it: a process of its own, which can be killed and started again.</summary>
internal sealed class StudioProcess : IAsyncDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private readonly int port = FreePort();
    private Process? process;

    private readonly bool sample;

    private StudioProcess(bool sample) => this.sample = sample;

    /// <summary>Its data folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("dubbing-e2e-").FullName;

    /// <summary>Where it answers.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <summary>Starts it on an empty data folder.</summary>
    /// <param name="sample">Whether it is given the sample project that newcomers find.</param>
    public static async Task<StudioProcess> StartAsync(bool sample = false)
    {
        var studio = new StudioProcess(sample);
        await studio.StartAgainAsync();
        return studio;
    }

    /// <summary>Starts it on the data that is there.</summary>
    public async Task StartAgainAsync()
    {
        var program = Path.Combine(Root(), "src", "Studio", "bin", Configuration, "net10.0", "Dubbing.Studio.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", Address, "--Studio:DataFolder", Folder, "--Studio:Sample", sample ? "true" : "false"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            // From any folder: nothing may depend on where it was started.
            WorkingDirectory = Path.GetTempPath(),
        };
        if (Environment.GetEnvironmentVariable("DUBBING_VOICES") is null)
            start.Environment["DUBBING_VOICES"] = Path.Combine(Root(), "voices");
        process = Process.Start(start)!;
        // It says its address when it answers.
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(Address, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("The studio did not start.");
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process!.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dubbing.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No repository around the tests.");
        return folder.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
