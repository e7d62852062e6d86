using Dubbing.Export;

namespace Dubbing.Media;

/// <summary>ffmpeg for tests: makes files to try things on, and looks at what came out. The product's own services are <see cref="Work"/>.</summary>
internal static class FfmpegTool
{
    /// <summary>The product's services, as the command line has them.</summary>
    public static MediaWork Work { get; } = new(new MediaToolOptions { Folder = Environment.GetEnvironmentVariable(MediaToolOptions.FolderVariable) });

    public static IReadOnlyList<string> SafeInput(string path) => Media.SafeInput.Of(path);

    public static Task<string> RunAsync(IEnumerable<string> arguments) => StartAsync("ffmpeg", ["-hide_banner", "-nostdin", "-y", "-nostats", .. arguments], null);

    public static Task ReadAsync(IEnumerable<string> arguments, Func<Stream, Task> read) => StartAsync("ffmpeg", ["-hide_banner", "-nostdin", "-nostats", .. arguments], read);

    public static async Task<string> ProbeAsync(IEnumerable<string> arguments, TimeSpan? patience = null)
    {
        _ = patience;
        var said = "";
        await StartAsync("ffprobe", ["-hide_banner", "-v", "error", .. arguments], async s => said = await new StreamReader(s).ReadToEndAsync());
        return said;
    }

    private static async Task<string> StartAsync(string tool, string[] arguments, Func<Stream, Task>? read)
    {
        var ended = await ChildProcess.RunAsync(new ChildCommand(tool, CommandText.Of(arguments)) { Read = read });
        return ended.ExitCode == 0 ? ended.Errors : throw new InvalidOperationException($"{tool} {CommandText.Of(arguments)}: {ended.Errors}");
    }
}
