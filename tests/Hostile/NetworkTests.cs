using System.Text.RegularExpressions;

namespace Dubbing.Hostile.Tests;

/// <summary>Nothing leaves the machine: under strace the program opens no connection but loopback, and writes only where it said it would.</summary>
public sealed partial class NetworkTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dub-network-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Speaking_opens_no_connection_and_writes_only_its_result()
    {
        if (await TracedAsync([]) is not { } trace)
            return; // no strace on this machine
        Assert.True(File.Exists(Path.Combine(folder, "a.wav")), "It did not speak.");
        Assert.Empty(Outside(trace));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "home")));
        Assert.DoesNotContain(Written(trace), p => !p.StartsWith(folder, StringComparison.Ordinal) && !Expected(p));
    }

    [Fact]
    public async Task With_telemetry_on_it_would_be_seen()
    {
        if (await TracedAsync(new() { ["DUBBING_TEST_TELEMETRY"] = "1" }) is not { } trace)
            return;
        Assert.NotEmpty(Outside(trace).Concat(Written(trace).Where(p => !p.EndsWith("a.wav", StringComparison.Ordinal) && !Expected(p))));
    }

    private async Task<string?> TracedAsync(Dictionary<string, string?> environment)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/usr/bin") || !File.Exists("/usr/bin/strace"))
            return null;
        var (log, home) = (Path.Combine(folder, "trace"), Path.Combine(folder, "home"));
        Directory.CreateDirectory(home);
        environment["HOME"] = home;
        environment["XDG_CACHE_HOME"] = Path.Combine(home, ".cache");
        environment["XDG_DATA_HOME"] = Path.Combine(home, ".local");
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["ORT_DISABLE_TELEMETRY"] = null; // `./dub` sets it too: here the program alone is watched
        var ended = await Dub.RunAsync("strace", ["-f", "-qq", "-s", "300", "-e", "trace=connect,sendto,openat,open,creat", "-o", log, "dotnet", Dub.Program, "speak", "안녕하세요", "--voice", "hana", "-o", Path.Combine(folder, "a.wav")], environment);
        // A sandbox may forbid tracing.
        return ended.Error.Contains("ptrace", StringComparison.Ordinal) ? null : await File.ReadAllTextAsync(log);
    }

    private static IEnumerable<string> Outside(string trace) => Internet().Matches(trace).Select(m => m.Value)
        .Where(c => !c.Contains("\"127.", StringComparison.Ordinal) && !c.Contains("\"::1\"", StringComparison.Ordinal));

    private static IEnumerable<string> Written(string trace) => Opened().Matches(trace).Where(m => m.Groups[2].Value.Contains("O_CREAT", StringComparison.Ordinal) || m.Groups[2].Value.Contains("O_WRONLY", StringComparison.Ordinal))
        .Select(m => m.Groups[1].Value);

    /// <summary>The runtime's own: memory shared between its processes, and what it tells the kernel of itself.</summary>
    private static bool Expected(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/self/", StringComparison.Ordinal)
        || path.StartsWith("/memfd", StringComparison.Ordinal) || path.Contains("clr-debug-pipe", StringComparison.Ordinal) || path.Contains("/.dotnet/", StringComparison.Ordinal);

    [GeneratedRegex(@"(connect|sendto)\([^\n]*AF_INET6?[^\n]*")]
    private static partial Regex Internet();

    [GeneratedRegex(@"open(?:at)?\([^""\n]*""([^""\n]*)"", ([A-Z_|]+)")]
    private static partial Regex Opened();
}
