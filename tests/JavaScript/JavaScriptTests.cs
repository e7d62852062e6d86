using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Dubbing.JavaScript.Tests;

/// <summary>The scripts of the interface: their types are checked, and what needs no browser is tested, by tools that NuGet brings.</summary>
public sealed class JavaScriptTests
{
    [Fact]
    public async Task All_scripts_have_sound_types() =>
        Check(await RunAsync(Path.Combine(Package("TypeScript"), "tools", "runtimes", Platform("win32"), Name("tsc")), "--project", "tsconfig.json"));

    [Fact]
    public async Task What_needs_no_browser_does_what_its_tests_say() =>
        Check(await RunAsync(Path.Combine(Package("Playwright"), ".playwright", "node", Platform("win32_x64"), Name("node")), ["--test", "--no-warnings", .. Directory.EnumerateFiles(Folder(), "*.test.js")]));

    private static void Check((int Code, string Told) ended) => Assert.True(ended.Code == 0, ended.Told);

    private static async Task<(int Code, string Told)> RunAsync(string program, params string[] arguments)
    {
        // NuGet unpacks without the right to run.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(told));
    }

    private static string Package(string name) =>
        typeof(JavaScriptTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;

    private static string Platform(string windows)
    {
        if (OperatingSystem.IsWindows())
            return windows.Contains('_') ? windows : $"{windows}-x64";
        var part = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return (OperatingSystem.IsMacOS() ? "darwin-" : "linux-") + part;
    }

    private static string Name(string tool) => OperatingSystem.IsWindows() ? tool + ".exe" : tool;

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dubbing.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No repository around the tests.");
        return Path.Combine(folder.FullName, "tests", "JavaScript");
    }
}
