using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Dubbing.CommandLine;

namespace Dubbing.Hostile.Tests;

/// <summary>A step of a walk: one command line.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Args">The command line.</param>
/// <param name="Folder">Where its files lie, and whatever it writes.</param>
internal sealed record Step(string Name, string[] Args, string Folder);

/// <summary>How a step ended.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Code">Its exit code; null when the process died of it.</param>
/// <param name="Error">What was told.</param>
/// <param name="Seconds">Processor time that it took, its children's too.</param>
/// <param name="Megabytes">The most memory that the process had while it ran.</param>
/// <param name="ChildMegabytes">The most memory that a program which it started had, so far on this walk.</param>
/// <param name="DiskMegabytes">The most that was seen of its folder.</param>
internal sealed record Outcome(string Name, int? Code, string Error, double Seconds, double Megabytes, double ChildMegabytes, double DiskMegabytes);

/// <summary>Runs command lines one after the other in this process, and measures each: a start of the runtime for each would take longer than all of them.</summary>
internal static partial class Walker
{
    /// <summary>What a line of the answer begins with.</summary>
    public const string Mark = "OUTCOME ";

    private const int Told = 6_000;

    public static async Task RunAsync()
    {
        var (answers, input) = (Console.Out, Console.In);
        while (await input.ReadLineAsync() is { } line)
        {
            var outcome = await RunAsync(JsonSerializer.Deserialize<Step>(line)!);
            await answers.WriteLineAsync(Mark + JsonSerializer.Serialize(outcome));
            await answers.FlushAsync();
        }
    }

    private static async Task<Outcome> RunAsync(Step step)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ForgetPeak();
        using var error = new Bounded(Told);
        using var output = new Bounded(Told);
        Console.SetOut(output);
        Console.SetError(error);
        using var done = new CancellationTokenSource();
        var watching = WatchAsync(step.Folder, done.Token);
        var before = Processor();
        var code = await DubCommand.RunAsync(step.Args);
        var seconds = Processor() - before;
        var peak = Peak();
        await done.CancelAsync();
        return new Outcome(step.Name, code, error.ToString(), seconds, peak, Children(), await watching);
    }

    /// <summary>The most that a folder held, looked at now and then.</summary>
    private static async Task<double> WatchAsync(string folder, CancellationToken stop)
    {
        var most = 0L;
        while (true)
        {
            try
            {
                most = Math.Max(most, new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(f => f.Length));
            }
            catch (IOException)
            {
                // Something went while it was looked at.
            }

            if (stop.IsCancellationRequested)
                return most / 1e6;
            await Task.Delay(50, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
            File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static double Peak()
    {
        if (!OperatingSystem.IsLinux())
            return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    /// <summary>Processor seconds of this process and of the children that have ended.</summary>
    private static double Processor()
    {
        using var self = Process.GetCurrentProcess();
        self.Refresh();
        return self.TotalProcessorTime.TotalSeconds + (Usage() is { } u ? u[0] + u[2] + (u[1] + u[3]) / 1e6 : 0);
    }

    private static double Children() => Usage() is { } u ? u[4] * 1024 / 1e6 : 0;

    /// <summary>getrusage(2) of the children: seconds and microseconds for the user and the system, kilobytes of the largest one …</summary>
    private static unsafe long[]? Usage()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var usage = new long[18];
        fixed (long* at = usage)
            return GetUsage(-1, at) == 0 ? usage : null;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, long* usage);

    /// <summary>Keeps the beginning of what is written.</summary>
    private sealed class Bounded(int most) : TextWriter
    {
        private readonly StringBuilder kept = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (kept)
            {
                if (kept.Length < most)
                    kept.Append(value);
            }
        }

        public override void Write(string? value)
        {
            lock (kept)
                kept.Append(value.AsSpan(0, Math.Min(value?.Length ?? 0, most - Math.Min(most, kept.Length))));
        }

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, Math.Min(count, most)));

        public override string ToString()
        {
            lock (kept)
                return kept.ToString();
        }
    }
}
