using System.Diagnostics;
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

    /// <summary>The measure itself: what opens a connection and leaves a file behind is seen, whatever the machine's network is like.</summary>
    [Fact]
    public async Task What_talks_and_writes_elsewhere_is_seen()
    {
        if (!CanTrace)
            return;
        var elsewhere = Path.Combine(folder, "elsewhere");
        // A datagram socket is connected without anything being sent; 192.0.2.0/24 is for documentation (RFC 5737).
        var ended = await Dub.RunAsync("strace", [.. Tracing, "bash", "-c", $"echo x > '{elsewhere}'; exec 3<> /dev/udp/192.0.2.1/9"], Surroundings([]));
        if (await TraceAsync(ended) is not { } trace)
            return;
        Assert.Contains(Outside(trace), c => c.Contains("192.0.2.1", StringComparison.Ordinal));
        Assert.Contains(elsewhere, Written(trace));
    }

    /// <summary>ONNX Runtime's telemetry, switched on: it works in the background, so a short run need not show it, and this is no test for every day.</summary>
    [Trait("Category", "Long")]
    [Fact]
    public async Task With_telemetry_on_it_would_be_seen()
    {
        for (var i = 0; i < 10; i++)
        {
            if (await TracedAsync(new() { ["DUBBING_TEST_TELEMETRY"] = "1" }) is not { } trace)
                return;
            if (Outside(trace).Concat(Written(trace).Where(p => !p.EndsWith("a.wav", StringComparison.Ordinal) && !Expected(p))).Any())
                return;
        }

        Assert.Fail("Ten runs with telemetry switched on showed nothing.");
    }

    [Fact]
    public async Task Dubbing_opens_no_connection_and_writes_only_its_result()
    {
        var (sound, script) = (Path.Combine(folder, "v.wav"), Path.Combine(folder, "s.srt"));
        await File.WriteAllBytesAsync(sound, Files.Wave(8_000, 1, 32_000));
        await File.WriteAllTextAsync(script, "1\n00:00:00,100 --> 00:00:01,900\n네, 안녕하세요.\n");
        if (await TracedAsync([], ["render", sound, "--script", script, "--voice", "hana", "-o", Path.Combine(folder, "o.m4a")]) is not { } trace)
            return;
        Assert.True(File.Exists(Path.Combine(folder, "o.m4a")), "It did not dub.");
        Assert.Empty(Outside(trace));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "home")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "tmp")));
        Assert.DoesNotContain(Written(trace), p => !p.StartsWith(folder, StringComparison.Ordinal) && !Expected(p));
    }

    [Fact]
    public async Task The_studio_talks_to_its_user_alone_and_writes_only_into_its_data()
    {
        if (!CanTrace)
            return;
        var environment = Surroundings([]);
        environment["LANG"] = "en";
        var program = Path.Combine(Dub.Root(), "src", "Studio", "bin", Dub.Configuration, "net10.0", "Dubbing.Studio.dll");
        var start = new ProcessStartInfo("strace", [.. Tracing, "dotnet", program, "--urls", "http://127.0.0.1:0", "--Studio:DataFolder", Path.Combine(folder, "data")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            _ = process.StandardError.ReadToEndAsync();
            var address = "";
            while (address.Length == 0 && await process.StandardOutput.ReadLineAsync() is { } line)
                address = Address().Match(line).Value;
            if (address.Length == 0)
                return; // a sandbox may forbid tracing
            _ = process.StandardOutput.ReadToEndAsync();
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Equal("Healthy", await http.GetStringAsync("/healthz"));
            Assert.Contains("</html>", await http.GetStringAsync("/"));
            var taken = await http.PostAsync("/projects/file", new ByteArrayContent(Projects.Sound()));
            Assert.Contains("warnings", await taken.Content.ReadAsStringAsync());
            var id = System.Text.Json.JsonDocument.Parse(await taken.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
            // The archive that it gives holds what came in, and with it the voice is heard.
            Assert.NotEmpty(await http.GetByteArrayAsync($"/projects/{id}/file"));
            Assert.NotEmpty(await http.GetByteArrayAsync("/voices/hana/sample"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var trace = await File.ReadAllTextAsync(Path.Combine(folder, "trace"));
        Assert.Empty(Outside(trace));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "home")));
        Assert.DoesNotContain(Written(trace), p => !p.StartsWith(folder, StringComparison.Ordinal) && !Expected(p));
    }

    private string[] Tracing => ["-f", "-qq", "--seccomp-bpf", "-s", "300", "-e", "trace=connect,sendto,openat,open,creat", "-o", Path.Combine(folder, "trace")];

    private static bool CanTrace => OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace");

    /// <summary>A home with nothing in it, and a folder for what is temporary.</summary>
    private Dictionary<string, string?> Surroundings(Dictionary<string, string?> environment)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        environment["HOME"] = home;
        environment["XDG_CACHE_HOME"] = Path.Combine(home, ".cache");
        environment["XDG_DATA_HOME"] = Path.Combine(home, ".local");
        environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DUBBING_VOICES"] = Path.Combine(Dub.Root(), "voices");
        environment["ORT_DISABLE_TELEMETRY"] = null; // `./dub` sets it too: here the program alone is watched
        return environment;
    }

    private async Task<string?> TracedAsync(Dictionary<string, string?> environment, string[]? arguments = null)
    {
        if (!CanTrace)
            return null;
        var ended = await Dub.RunAsync("strace", [.. Tracing, "dotnet", Dub.Program, .. arguments ?? ["speak", "안녕하세요", "--voice", "hana", "-o", Path.Combine(folder, "a.wav")]], Surroundings(environment));
        return await TraceAsync(ended);
    }

    /// <summary>What was seen; null where a sandbox forbids tracing, or lets it see nothing: every program opens at least its libraries.</summary>
    private async Task<string?> TraceAsync(Ended ended)
    {
        var file = Path.Combine(folder, "trace");
        if (ended.Error.Contains("ptrace", StringComparison.Ordinal) || !File.Exists(file))
            return null;
        var trace = await File.ReadAllTextAsync(file);
        return Opened().IsMatch(trace) ? trace : null;
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

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex(@"open(?:at)?\([^""\n]*""([^""\n]*)"", ([A-Z_|]+)")]
    private static partial Regex Opened();
}
