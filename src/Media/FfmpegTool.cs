using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Dubbing.Media;

/// <summary>
/// Runs ffmpeg and ffprobe. What users bring is opened with <see cref="SafeInput"/> only: no network, no playlists, no
/// concat scripts, only formats that are single files of sound and picture.
/// </summary>
public static class FfmpegTool
{
    /// <summary>Names the folder of ffmpeg and ffprobe when they are not on the PATH.</summary>
    public const string FolderVariable = "DUBBING_FFMPEG";

    /// <summary>Formats that are opened; hls, dash, concat, image sequences and the like are not among them.</summary>
    private const string Formats =
        "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,wav,w64,mp3,aac,flac,aiff,caf,mxf,rm,amr,ac3,eac3,dv,ivf";

    private const int KeptLines = 40;

    /// <summary>Arguments that open a file safely; to be put before anything that concerns the same input.</summary>
    public static IReadOnlyList<string> SafeInput(string path) =>
        ["-protocol_whitelist", "file,pipe", "-format_whitelist", Formats, "-i", "file:" + path];

    /// <summary>Runs ffmpeg.</summary>
    /// <param name="arguments">Everything after the general options.</param>
    /// <param name="progress">Is told the seconds of output written so far.</param>
    /// <param name="timeout">How long it may take; null for as long as it goes on.</param>
    /// <param name="cancel">Kills it.</param>
    /// <returns>Its last lines on standard error.</returns>
    /// <exception cref="DubbingException">ffmpeg is missing, failed, was killed or took too long.</exception>
    public static async Task<string> RunAsync(IEnumerable<string> arguments, IProgress<double>? progress = null, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        string[] all = ["-hide_banner", "-nostdin", "-y", "-progress", "pipe:1", "-nostats", .. arguments];
        return await StartAsync("ffmpeg", all, async output =>
        {
            using var reader = new StreamReader(output);
            while (await reader.ReadLineAsync(cancel) is { } line)
            {
                if (line.StartsWith("out_time_us=", StringComparison.Ordinal)
                    && long.TryParse(line.AsSpan(12), NumberStyles.Integer, CultureInfo.InvariantCulture, out var microseconds))
                    progress?.Report(Math.Max(0, microseconds / 1e6));
            }
        }, timeout, cancel);
    }

    /// <summary>Runs ffmpeg and hands its standard output on.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static Task<string> ReadAsync(IEnumerable<string> arguments, Func<Stream, Task> read, TimeSpan? timeout = null, CancellationToken cancel = default) =>
        StartAsync("ffmpeg", ["-hide_banner", "-nostdin", "-nostats", .. arguments], read, timeout, cancel);

    /// <summary>Runs ffprobe.</summary>
    /// <returns>What it printed.</returns>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<string> ProbeAsync(IEnumerable<string> arguments, TimeSpan timeout, CancellationToken cancel = default)
    {
        var text = "";
        await StartAsync("ffprobe", ["-hide_banner", "-v", "error", .. arguments], async output =>
        {
            using var reader = new StreamReader(output);
            text = await reader.ReadToEndAsync(cancel);
        }, timeout, cancel);
        return text;
    }

    private static async Task<string> StartAsync(string tool, string[] arguments, Func<Stream, Task> read, TimeSpan? timeout, CancellationToken cancel)
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        var start = new ProcessStartInfo(string.IsNullOrEmpty(folder) ? tool : Path.Combine(folder, tool), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new DubbingException(Messages.ToolMissing(tool), e);
        }

        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (timeout is { } longest)
            limit.CancelAfter(longest);
        var last = new Queue<string>();
        try
        {
            using var killing = limit.Token.Register(() => Kill(process));
            var errors = ReadErrorsAsync(process.StandardError, last);
            try
            {
                await read(process.StandardOutput.BaseStream);
            }
            catch (Exception) when (limit.IsCancellationRequested)
            {
                // Told below.
            }
            catch
            {
                Kill(process);
                throw;
            }

            await errors;
            await process.WaitForExitAsync(CancellationToken.None);
        }
        finally
        {
            Kill(process);
        }

        cancel.ThrowIfCancellationRequested();
        if (limit.IsCancellationRequested)
            throw new DubbingException(Messages.TookTooLong(tool));
        if (process.ExitCode != 0)
            throw Failure(tool, process.ExitCode, last);
        return string.Join('\n', last);
    }

    private static async Task ReadErrorsAsync(StreamReader errors, Queue<string> last)
    {
        while (await errors.ReadLineAsync() is { } line)
        {
            last.Enqueue(line);
            if (last.Count > KeptLines)
                last.Dequeue();
        }
    }

    private static FfmpegException Failure(string tool, int code, Queue<string> last)
    {
        var lines = string.Join('\n', last);
        if (lines.Contains("No space left on device", StringComparison.Ordinal))
            return new FfmpegException(Messages.DiskFull(), lines);
        // 128 + signal, or the negative signal: somebody (or the system, out of memory) ended it.
        return code is 137 or 143 or -9 or -15
            ? new FfmpegException(Messages.WasKilled(tool), lines)
            : new FfmpegException(Messages.ToolFailed(tool, last.LastOrDefault(l => l.Trim().Length > 0) ?? code.ToString(CultureInfo.InvariantCulture)), lines);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in the meantime.
        }
    }
}

/// <summary>ffmpeg or ffprobe ended with an error.</summary>
/// <param name="message">What to tell the user.</param>
/// <param name="output">Its last lines, for the log.</param>
public sealed class FfmpegException(Message message, string output) : DubbingException(message, new InvalidOperationException(output))
{
    /// <summary>Its last lines on standard error.</summary>
    public string Output { get; } = output;
}
