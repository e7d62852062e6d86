using System.ComponentModel;
using System.Globalization;
using FFMpegCore;
using Microsoft.Extensions.Options;

namespace Dubbing.Media;

/// <inheritdoc cref="IMediaTool"/>
/// <param name="options">Where ffmpeg is.</param>
public sealed class MediaTool(IOptions<MediaToolOptions> options) : IMediaTool
{
    private static readonly string[] General = ["-hide_banner", "-nostdin", "-nostats"];

    private MediaAbilities? abilities;

    /// <inheritdoc/>
    public Task<string> RunAsync(FFMpegArgumentProcessor command, IProgress<double>? progress = null, TimeSpan? limit = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return RunAsync("ffmpeg", ["-y", "-progress", "pipe:1"], command.Arguments, s => ProgressAsync(s, progress, cancel), null, limit, cancel);
    }

    /// <inheritdoc/>
    public Task<string> ReadAsync(FFMpegArgumentProcessor command, Func<Stream, Task> read, TimeSpan? limit = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return RunAsync("ffmpeg", ["-v", "error"], command.Arguments, read, null, limit, cancel);
    }

    /// <inheritdoc/>
    public Task<string> FeedAsync(FFMpegArgumentProcessor command, Func<Stream, Task> write, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return RunAsync("ffmpeg", ["-y", "-progress", "pipe:1"], command.Arguments, s => ProgressAsync(s, progress, cancel), write, null, cancel);
    }

    /// <inheritdoc/>
    public async Task<IMediaAnalysis> AnalyseAsync(string path, CancellationToken cancel = default)
    {
        var json = "";
        await RunAsync(
            "ffprobe",
            ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", "-show_chapters", .. SafeInput.Of(path)],
            "",
            async s => json = await new StreamReader(s).ReadToEndAsync(cancel),
            null,
            TimeSpan.FromSeconds(options.Value.LookSeconds),
            cancel);
        return Analysis(json);
    }

    /// <summary>What ffprobe said. A damaged file may have it say what FFMpegCore takes apart with errors of many kinds.</summary>
    /// <param name="json">Its output.</param>
    /// <exception cref="System.Text.Json.JsonException">It can't be taken apart.</exception>
    public static IMediaAnalysis Analysis(string json)
    {
        try
        {
            return FFProbe.FromJson(json);
        }
        catch (Exception e) when (e is not (System.Text.Json.JsonException or OutOfMemoryException))
        {
            throw new System.Text.Json.JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public Task<string> PacketsAsync(string path, double? from, Action<PacketTime> packet, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(packet);
        string[] interval = from is { } seconds ? ["-read_intervals", CommandText.Invariant($"{Math.Max(0, seconds):0.###}%")] : [];
        return RunAsync(
            "ffprobe",
            ["-v", "error", .. interval, "-show_entries", "packet=stream_index,pts_time,duration_time", "-of", "csv=p=0", .. SafeInput.Of(path)],
            "",
            async s =>
            {
                using var reader = new StreamReader(s);
                while (await reader.ReadLineAsync(cancel) is { } line)
                {
                    var parts = line.Split(',');
                    if (parts.Length >= 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var stream))
                        packet(new PacketTime(stream, Number(parts[1]), Number(parts[2]) ?? 0));
                }
            },
            null,
            TimeSpan.FromSeconds(options.Value.ReadSeconds),
            cancel);

        static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <inheritdoc/>
    public async Task<MediaAbilities> AbilitiesAsync(CancellationToken cancel = default)
    {
        return abilities ??= new MediaAbilities(
            await ListAsync("-codecs", 1, flags => flags[0] == 'D'), await ListAsync("-encoders", 1, _ => true), await ListAsync("-filters", 1, _ => true));

        // Lines such as " DEV.L. h264  H.264 …": flags, then the name.
        async Task<IReadOnlySet<string>> ListAsync(string question, int name, Func<string, bool> wanted) =>
            (await AskAsync("ffmpeg", question, cancel)).Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(w => w.Length > name && w[0].All(c => char.IsAsciiLetterUpper(c) || c is '.' or '|') && wanted(w[0])).Select(w => w[name]).ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<string> VersionAsync(string tool, CancellationToken cancel = default) => (await AskAsync(tool, "-version", cancel)).Split('\n')[0];

    private async Task<string> AskAsync(string tool, string question, CancellationToken cancel)
    {
        var said = "";
        await RunAsync(tool, ["-hide_banner", question], "", async s => said = await new StreamReader(s).ReadToEndAsync(cancel), null, TimeSpan.FromSeconds(options.Value.LookSeconds), cancel);
        return said;
    }

    /// <summary>ffmpeg's machine-readable progress: steadier than the lines on standard error that FFMpegCore takes apart.</summary>
    private static async Task ProgressAsync(Stream output, IProgress<double>? progress, CancellationToken cancel)
    {
        using var reader = new StreamReader(output);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("out_time_us=", StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(12), NumberStyles.Integer, CultureInfo.InvariantCulture, out var microseconds))
                progress?.Report(Math.Max(0, microseconds / 1e6));
        }
    }

    private async Task<string> RunAsync(string tool, string[] first, string rest, Func<Stream, Task> read, Func<Stream, Task>? write, TimeSpan? limit, CancellationToken cancel)
    {
        var folder = options.Value.Folder;
        string[] general = tool == "ffmpeg" ? General : [];
        ChildResult result;
        try
        {
            result = await ChildProcess.RunAsync(
                new ChildCommand(string.IsNullOrEmpty(folder) ? tool : Path.Combine(folder, tool), CommandText.Of([.. general, .. first]) + " " + rest) { Read = read, Write = write, Limit = limit },
                cancel);
        }
        catch (Win32Exception e)
        {
            throw new DubbingException(Messages.ToolMissing(tool), e) { Fault = Fault.Failure };
        }

        if (result.TookTooLong)
            throw new DubbingException(Messages.TookTooLong(tool)) { Fault = Fault.Failure };
        return result.ExitCode == 0 ? result.Errors : throw Failure(tool, result);
    }

    private static FfmpegException Failure(string tool, ChildResult result)
    {
        if (DiskSpace.IsFull(result.Errors))
            return new FfmpegException(Messages.DiskFull(), result.Errors);
        // 128 + signal, or the negative signal: somebody (or the system, out of memory) ended it.
        return result.ExitCode is 137 or 143 or -9 or -15
            ? new FfmpegException(Messages.WasKilled(tool), result.Errors)
            : new FfmpegException(
                Messages.ToolFailed(tool, result.Errors.Split('\n').LastOrDefault(l => l.Trim().Length > 0) ?? result.ExitCode.ToString(CultureInfo.InvariantCulture)),
                result.Errors);
    }
}

/// <summary>ffmpeg or ffprobe ended with an error.</summary>
public sealed class FfmpegException : DubbingException
{
    /// <summary>Makes it.</summary>
    /// <param name="message">What to tell the user.</param>
    /// <param name="output">Its last lines, for the log.</param>
    public FfmpegException(Message message, string output)
        : base(message, new InvalidOperationException(output))
    {
        Output = output;
        Fault = Fault.Failure;
    }

    /// <summary>Its last lines on standard error.</summary>
    public string Output { get; }
}
