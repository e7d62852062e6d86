using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace Dubbing.Media;

/// <summary>A program to run.</summary>
/// <param name="Program">A name on the PATH, or a path.</param>
/// <param name="Arguments">The command line after it, quoted as <see cref="CommandText.Quoted"/> does.</param>
public sealed record ChildCommand(string Program, string Arguments)
{
    /// <summary>Reads its standard output to the end; when null, it is thrown away.</summary>
    public Func<Stream, Task>? Read { get; init; }

    /// <summary>Writes its standard input, which is closed afterwards; when null, it is empty.</summary>
    public Func<Stream, Task>? Write { get; init; }

    /// <summary>How long it may take; null for as long as it goes on.</summary>
    public TimeSpan? Limit { get; init; }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 where all went well; 128 and the signal's number where it was killed.</param>
/// <param name="Errors">Its last lines on standard error.</param>
/// <param name="TookTooLong">Whether it was killed at its limit.</param>
public sealed record ChildResult(int ExitCode, string Errors, bool TookTooLong);

/// <summary>
/// The one place that starts a program. A child ends with all its own children when it is cancelled or takes too long, and with
/// this program, whatever ends that: on Linux the kernel kills it (<c>PR_SET_PDEATHSIG</c>, by way of <c>setpriv</c> where
/// util-linux has it). See <c>docs/decisions/media-layer.md</c>.
/// </summary>
public static partial class ChildProcess
{
    private const int KeptLines = 40;

    // The kernel's signal comes when the *thread* that started the child ends. Threads of the pool do end; this one does not.
    private static readonly BlockingCollection<Action> Starts = [];
    private static readonly Lazy<string?> Setpriv = new(FindSetpriv);

    static ChildProcess()
    {
        new Thread(() =>
        {
            foreach (var start in Starts.GetConsumingEnumerable())
                start();
        })
        { IsBackground = true, Name = "Child processes" }.Start();
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program is gone.</exception>
    public static async Task<ChildResult> RunAsync(ChildCommand command, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancel.ThrowIfCancellationRequested();
        using var process = await StartAsync(command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (command.Limit is { } longest)
            limit.CancelAfter(longest);
        var last = new Queue<string>();
        try
        {
            using var killing = limit.Token.Register(() => Kill(process));
            await Task.WhenAll(ErrorsAsync(process.StandardError, last), OrKillAsync(process, ReadAsync), OrKillAsync(process, WriteAsync));
            await process.WaitForExitAsync(CancellationToken.None);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            // Told below.
        }
        finally
        {
            Kill(process);
        }

        cancel.ThrowIfCancellationRequested();
        await process.WaitForExitAsync(CancellationToken.None);
        return new ChildResult(process.ExitCode, string.Join('\n', last), limit.IsCancellationRequested);

        Task ReadAsync() => (command.Read ?? (s => s.CopyToAsync(Stream.Null, cancel)))(process.StandardOutput.BaseStream);

        async Task WriteAsync()
        {
            await using var input = process.StandardInput.BaseStream;
            try
            {
                if (command.Write is { } write)
                    await write(input);
                await input.FlushAsync(cancel);
            }
            catch (IOException e) when (!DiskSpace.IsFull(e))
            {
                // The program closed its end: its exit code and its last lines say why.
            }
        }
    }

    private static async Task OrKillAsync(Process process, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch
        {
            // Else the other streams would be waited for as long as the program lives.
            Kill(process);
            throw;
        }
    }

    private static Task<Process> StartAsync(ChildCommand command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Start(command));
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static Process Start(ChildCommand command)
    {
        var path = Find(command.Program) ?? throw new Win32Exception(2);
        var (program, arguments) = Setpriv.Value is { } setpriv ? (setpriv, $"--pdeathsig KILL {CommandText.Quoted(path)} {command.Arguments}") : (path, command.Arguments);
        return Started(program, arguments);
    }

    private static Process Started(string program, string arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
                StandardErrorEncoding = Encoding.UTF8,
            },
        };
        try
        {
            process.Start();
            Widen(process.StandardOutput.BaseStream);
            Widen(process.StandardInput.BaseStream);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes a pipe hold more than the usual 64 kB: hours of sound go through it, and with every filling the two programs wait for each other.
    /// </summary>
    private static void Widen(Stream stream)
    {
        const int setPipeSize = 1031, bytes = 1 << 20; // F_SETPIPE_SZ; the most that a user may ask for by default
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
            return;
        // Where it is refused the pipe stays as it is.
        _ = Control((int)pipe.SafePipeHandle.DangerousGetHandle(), setPipeSize, bytes);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int file, int command, int argument);

    /// <summary>Where a program lies, as the system would look for it: setpriv starts even when what it is to start is missing.</summary>
    private static string? Find(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ""] : [""];
        var folders = program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar) ? [""] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(f => endings.Select(e => Path.Combine(f, program + e))).FirstOrDefault(File.Exists);
    }

    private static string? FindSetpriv()
    {
        if (!OperatingSystem.IsLinux() || Find("setpriv") is not { } setpriv)
            return null;
        try
        {
            // BusyBox has a setpriv that cannot do this.
            using var tried = Started(setpriv, "--pdeathsig KILL true");
            return tried.WaitForExit(5000) && tried.ExitCode == 0 ? setpriv : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task ErrorsAsync(StreamReader errors, Queue<string> last)
    {
        while (await errors.ReadLineAsync() is { } line)
        {
            last.Enqueue(line);
            if (last.Count > KeptLines)
                last.Dequeue();
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended in the meantime.
        }
    }
}
