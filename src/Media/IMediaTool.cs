using FFMpegCore;

namespace Dubbing.Media;

/// <summary>
/// ffmpeg and ffprobe. Commands are put together with FFMpegCore (<see cref="FFMpegArguments"/>; inputs of users with
/// <see cref="SafeInput"/>), probe results are its types; running them is ours, for reasons written down in
/// <c>docs/decisions/media-layer.md</c>. Safe to share between threads.
/// </summary>
public interface IMediaTool
{
    /// <summary>Runs ffmpeg.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="progress">Is told the seconds of output written so far.</param>
    /// <param name="limit">How long it may take; null for as long as it goes on.</param>
    /// <param name="cancel">Kills it.</param>
    /// <returns>Its last lines on standard error.</returns>
    /// <exception cref="DubbingException">ffmpeg is missing, failed, was killed or took too long, or the disk is full.</exception>
    Task<string> RunAsync(FFMpegArgumentProcessor command, IProgress<double>? progress = null, TimeSpan? limit = null, CancellationToken cancel = default);

    /// <summary>Runs ffmpeg and reads its standard output.</summary>
    /// <param name="command">What to do; it writes to <see cref="Target.Pipe"/>.</param>
    /// <param name="read">Reads to the end.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancel">Kills it.</param>
    /// <inheritdoc cref="RunAsync"/>
    Task<string> ReadAsync(FFMpegArgumentProcessor command, Func<Stream, Task> read, TimeSpan? limit = null, CancellationToken cancel = default);

    /// <summary>Runs ffmpeg and writes its standard input.</summary>
    /// <param name="command">What to do; it reads <see cref="OwnInput.Samples"/>.</param>
    /// <param name="write">Writes all there is; the stream is closed afterwards.</param>
    /// <param name="progress">Is told the seconds of output written so far.</param>
    /// <param name="cancel">Kills it.</param>
    /// <inheritdoc cref="RunAsync"/>
    Task<string> FeedAsync(FFMpegArgumentProcessor command, Func<Stream, Task> write, IProgress<double>? progress = null, CancellationToken cancel = default);

    /// <summary>Looks at a file's header.</summary>
    /// <exception cref="FfmpegException">It can't be read; its output says why.</exception>
    /// <exception cref="DubbingException">As for <see cref="RunAsync"/>.</exception>
    Task<IMediaAnalysis> AnalyseAsync(string path, CancellationToken cancel = default);

    /// <summary>Reads the times of a file's packets without decoding them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">From where, in seconds of the container's clock; null from the start.</param>
    /// <param name="packet">Is told each.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What ffprobe complained about.</returns>
    /// <exception cref="DubbingException">As for <see cref="RunAsync"/>.</exception>
    Task<string> PacketsAsync(string path, double? from, Action<PacketTime> packet, CancellationToken cancel = default);

    /// <summary>What this ffmpeg can do.</summary>
    Task<MediaAbilities> AbilitiesAsync(CancellationToken cancel = default);

    /// <summary>The first line of <c>-version</c>.</summary>
    /// <param name="tool"><c>ffmpeg</c> or <c>ffprobe</c>.</param>
    /// <param name="cancel">Stops it.</param>
    Task<string> VersionAsync(string tool, CancellationToken cancel = default);
}

/// <summary>When a packet is played.</summary>
/// <param name="Stream">Index of its stream.</param>
/// <param name="Start">Seconds of the container's clock; null where it does not say.</param>
/// <param name="Seconds">Its length; 0 where it does not say.</param>
public readonly record struct PacketTime(int Stream, double? Start, double Seconds);

/// <summary>What an ffmpeg was built with.</summary>
/// <param name="Decoded">Codecs that it decodes, as ffprobe calls them.</param>
/// <param name="Encoders">Its encoders, e.g. <c>libx265</c>.</param>
/// <param name="Filters">Its filters, e.g. <c>zscale</c>.</param>
public sealed record MediaAbilities(IReadOnlySet<string> Decoded, IReadOnlySet<string> Encoders, IReadOnlySet<string> Filters);
