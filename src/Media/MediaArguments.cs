using FFMpegCore;
using FFMpegCore.Arguments;

namespace Dubbing.Media;

/// <summary>
/// A file that a user brought: no network, no playlists, no concat scripts, only formats that are single files of sound and picture.
/// Everything that opens such a file opens it with this.
/// </summary>
/// <param name="path">The file.</param>
public sealed class SafeInput(string path) : IInputArgument
{
    /// <summary>Formats that are opened; hls, dash, concat, image sequences and the like are not among them.</summary>
    private const string Formats =
        "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,wav,w64,mp3,aac,flac,aiff,caf,mxf,rm,amr,ac3,eac3,dts,wv,ape,tta,au,dv,ivf,gif,apng,nut,wtv,gxf,obu,vc1,h264,hevc,m4v,mpegvideo,"
        + "truehd,mlp,loas,mpc,mpc8,tak,dsf,voc,xwma";

    /// <summary>The arguments as a list, for ffprobe.</summary>
    public static IReadOnlyList<string> Of(string path) => ["-protocol_whitelist", "file,pipe", "-format_whitelist", Formats, "-i", "file:" + path];

    /// <inheritdoc/>
    public string Text => CommandText.Of(Of(path));

    /// <inheritdoc/>
    public void Pre(FFOptions options)
    {
    }

    /// <inheritdoc/>
    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Post()
    {
    }
}

/// <summary>An input that we made ourselves: a file of ours, a test source, or what is written to standard input.</summary>
/// <param name="source">What stands after <c>-i</c>.</param>
/// <param name="before">Options of the input.</param>
public sealed class OwnInput(string source, params string[] before) : IInputArgument
{
    /// <summary>Interleaved 32-bit floats from standard input, as <see cref="IMediaTool.FeedAsync"/> writes them.</summary>
    /// <remarks>ffmpeg reads it in a thread of its own; with its usual eight packets it runs dry when the mixer is a moment late, and then sleeps for ten milliseconds each time.</remarks>
    public static OwnInput Samples(int rate, int channels) =>
        new("pipe:0", "-thread_queue_size", "256", "-f", "f32le", "-ar", CommandText.Invariant($"{rate}"), "-ac", CommandText.Invariant($"{channels}"));

    /// <summary>A file that we wrote.</summary>
    public static OwnInput File(string path, params string[] before) => new("file:" + path, before);

    /// <inheritdoc/>
    public string Text => CommandText.Of([.. before, "-i", source]);

    /// <inheritdoc/>
    public void Pre(FFOptions options)
    {
    }

    /// <inheritdoc/>
    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Post()
    {
    }
}

/// <summary>Where ffmpeg writes to.</summary>
/// <param name="target">A path, or <c>pipe:1</c>, or <c>-</c>.</param>
public sealed class Target(string target) : IOutputArgument
{
    /// <summary>Standard output, as <see cref="IMediaTool.ReadAsync"/> reads it.</summary>
    public static Target Pipe { get; } = new("pipe:1");

    /// <summary>Nowhere: for what only has to be read along.</summary>
    public static Target Nowhere { get; } = new("-");

    /// <summary>A file; one that is there is replaced.</summary>
    public static Target File(string path) => new("file:" + path);

    /// <inheritdoc/>
    public string Text => CommandText.Of([target]);

    /// <inheritdoc/>
    public void Pre(FFOptions options)
    {
    }

    /// <inheritdoc/>
    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Post()
    {
    }
}

/// <summary>Options for which FFMpegCore has no class, each quoted.</summary>
/// <param name="options">The options and their values.</param>
public sealed class MoreOptions(params IEnumerable<string> options) : IArgument
{
    /// <inheritdoc/>
    public string Text => CommandText.Of(options);
}
