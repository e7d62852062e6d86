using System.Diagnostics;

namespace Dubbing.Hostile.Tests;

/// <summary>The command line in a process of its own, with little memory and not much time: what runs away is seen.</summary>
internal static class Dub
{
#if DEBUG
    internal const string Configuration = "Debug";
#else
    internal const string Configuration = "Release";
#endif

    /// <summary>Nothing hostile may take longer; a machine that is busy with other tests is allowed for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The program.</summary>
    public static string Program { get; } = Path.Combine(Root(), "src", "CommandLine", "bin", Configuration, "net10.0", "dub.dll");

    /// <summary>Runs it.</summary>
    public static Task<Ended> RunAsync(params string[] arguments) => RunAsync("dotnet", [Program, .. arguments]);

    /// <summary>Runs a program that runs it; a variable without a value is taken out of the environment.</summary>
    public static async Task<Ended> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // Managed memory beyond this ends the program, and so the test.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x30000000";
        start.Environment["LANG"] = "en";
        start.Environment["DUBBING_VOICES"] = Path.Combine(Root(), "voices");
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return new Ended(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dubbing.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No repository around the tests.");
        return folder.FullName;
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Ended(int Code, string Output, string Error);
