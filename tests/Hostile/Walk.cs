using System.Diagnostics;
using System.Text.Json;

namespace Dubbing.Hostile.Tests;

/// <summary>One hostile input: its files, and a command line that takes them in.</summary>
/// <param name="Name">Says what is wrong with it.</param>
/// <param name="Args">The command line; <c>@</c> before a name means the file of that name beside the input.</param>
/// <param name="Files">What makes the files, by name.</param>
internal sealed record Case(string Name, string[] Args, params (string Name, Func<byte[]> Make)[] Files)
{
    /// <summary>Makes what is no file: a pipe, a link.</summary>
    public Action<string>? Prepare { get; init; }
}

/// <summary>Walks through hostile inputs in a process with little memory, which is started again where it died.</summary>
internal static class Walk
{
    private const int Done = 0, Usage = 2, BadInput = 3;
    private const double MostSeconds = 60, MostMegabytes = 1_000;

    /// <summary>No answer for so long is none at all; a machine that is busy with other tests is allowed for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>One of so many, since all take minutes; all with the variable <c>DUBBING_HOSTILE=all</c>.</summary>
    public static IEnumerable<Case> Some(IEnumerable<Case> cases, int oneOf) =>
        Environment.GetEnvironmentVariable("DUBBING_HOSTILE") == "all" ? cases : cases.Where((_, i) => i % oneOf == oneOf / 2);

    /// <summary>Runs all of them.</summary>
    /// <returns>What must not happen, a line each.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(IEnumerable<Case> cases, Action<Outcome>? seen = null)
    {
        var wrong = new List<string>();
        var folder = Directory.CreateTempSubdirectory("dub-walk;%20-").FullName;
        Process? walker = null;
        try
        {
            foreach (var input in cases)
            {
                if (walker is null or { HasExited: true })
                    walker = Start(folder);
                var place = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
                var size = 0L;
                foreach (var (name, make) in input.Files)
                {
                    var bytes = make();
                    size += bytes.Length;
                    await File.WriteAllBytesAsync(Path.Combine(place, name), bytes);
                }

                input.Prepare?.Invoke(place);
                var step = new Step(input.Name, [.. input.Args.Select(a => a.StartsWith('@') ? Path.Combine(place, a[1..]) : a)], folder);
                var outcome = await AskAsync(walker, step);
                seen?.Invoke(outcome);
                wrong.AddRange(Judge(outcome, size).Select(p => $"{input.Name}: {p}"));
                Directory.Delete(place, recursive: true);
                foreach (var left in Directory.EnumerateFileSystemEntries(folder).Where(e => !e.EndsWith("home", StringComparison.Ordinal)))
                {
                    wrong.Add($"{input.Name}: left behind {Path.GetFileName(left)}");
                    if (Directory.Exists(left))
                        Directory.Delete(left, recursive: true);
                    else
                        File.Delete(left);
                }
            }
        }
        finally
        {
            if (walker is { HasExited: false })
                walker.Kill(entireProcessTree: true);
            walker?.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        return wrong;
    }

    private static IEnumerable<string> Judge(Outcome ended, long size)
    {
        if (ended.Code is not (Done or BadInput or Usage))
            yield return $"ended with {ended.Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "the process"}: {ended.Error}";
        if (ended.Error.Contains("   at ", StringComparison.Ordinal) || ended.Error.Contains("Exception", StringComparison.Ordinal))
            yield return $"says what only a programmer understands: {ended.Error}";
        if (ended.Code is BadInput && ended.Error.Trim().Length is < 10 or > 5_000)
            yield return $"says {ended.Error.Length} characters: {ended.Error[..Math.Min(ended.Error.Length, 200)]}";
        if (ended.Error.Contains("root:x", StringComparison.Ordinal))
            yield return "told what stands in another file";
        if (ended.Seconds > MostSeconds)
            yield return $"took {ended.Seconds:0} s";
        if (ended.Megabytes > MostMegabytes || ended.ChildMegabytes > MostMegabytes)
            yield return $"took {ended.Megabytes:0} MB, children {ended.ChildMegabytes:0} MB";
        if (ended.DiskMegabytes > 100 * size / 1e6 + 200)
            yield return $"wrote {ended.DiskMegabytes:0} MB for {size} bytes";
    }

    private static async Task<Outcome> AskAsync(Process walker, Step step)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await walker.StandardInput.WriteLineAsync(JsonSerializer.Serialize(step).AsMemory(), patience.Token);
            await walker.StandardInput.FlushAsync(patience.Token);
            while (await walker.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith(Walker.Mark, StringComparison.Ordinal))
                    return JsonSerializer.Deserialize<Outcome>(line[Walker.Mark.Length..])!;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            walker.Kill(entireProcessTree: true);
        }

        await walker.WaitForExitAsync(CancellationToken.None);
        return new Outcome(step.Name, null, patience.IsCancellationRequested ? "no end" : $"died with {walker.ExitCode}", 0, 0, 0, 0);
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Walk).Assembly.Location, "walk"]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x38000000"; // 940 MB
        start.Environment["TMPDIR"] = folder;
        start.Environment["HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        start.Environment["LANG"] = "en";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DUBBING_VOICES"] = Path.Combine(Dub.Root(), "voices");
        return Process.Start(start)!;
    }
}
