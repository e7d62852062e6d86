using System.CommandLine;
using Dubbing.Export;
using Dubbing.Script;

namespace Dubbing.CommandLine;

/// <summary>How a script is read: the options that all commands with scripts have, and the one way in which they read it.</summary>
internal sealed class ScriptInput
{
    private readonly Option<TextSplit> split = new("--split") { Description = "Where running text is cut into lines" };
    private readonly Option<bool> names = new("--names") { Description = "Names that lines begin with (“Name: text”), or styles of ASS, are speakers and not spoken" };
    private readonly Option<string?> sheet = new("--sheet") { Description = "Which sheet of a workbook: its name, or its number from 1" };
    private readonly Option<string?> column = new("--column") { Description = "Which text where there are several: a column's heading, letter or number; a language or class of captions" };
    private readonly Option<int> track = new("--track") { Description = "Which subtitle track of a video, from 1", DefaultValueFactory = _ => 1 };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { split, names, sheet, column, track })
            command.Options.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="language">The code of the language asked for; null for none.</param>
    /// <exception cref="DubbingException">An unknown language.</exception>
    public ScriptSource Read(ParseResult result, string? language) => new(
        new ScriptOptions(result.GetValue(split), result.GetValue(names), language is null ? null : CommandServices.LanguageOf(language, []), result.GetValue(sheet), result.GetValue(column)),
        result.GetValue(track));
}

/// <summary>How a script shall be read.</summary>
/// <param name="Options">The options of reading.</param>
/// <param name="Track">Which subtitle track of a video, from 1.</param>
internal sealed record ScriptSource(ScriptOptions Options, int Track = 1)
{
    /// <summary>Reads a script, or the subtitle track of a video.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="DubbingException">It is missing, no script, or has no line.</exception>
    public async Task<ScriptDocument> ReadAsync(string path, CancellationToken cancel)
    {
        InputFile.Require(path);
        var media = new MediaWork(CommandServices.MediaOptions());
        if (ScriptReader.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || !await IsVideoAsync(media, path, cancel))
            return await ScriptReader.ReadFileAsync(path, Options, cancel);
        var tracks = await media.Subtitles.ListAsync(path, cancel: cancel);
        if (Track < 1 || Track > tracks.Count)
            throw new DubbingException(Messages.NoSubtitleTrack(Path.GetFileName(path), Track, tracks.Count));
        var (bytes, extension) = await media.Subtitles.ReadAsync(path, tracks[Track - 1], ScriptReader.MostBytes, cancel);
        return ScriptReader.Read(bytes, Path.ChangeExtension(path, extension), Options);
    }

    /// <summary>What to tell about a script: each problem with its line, where it has one.</summary>
    public static IEnumerable<Message> Told(ScriptDocument document, string path) =>
        document.Problems.Select(p => p.Line > 0 ? Messages.ScriptLine(Path.GetFileName(path), p.Line, p.Message) : p.Message);

    private static async Task<bool> IsVideoAsync(MediaWork media, string path, CancellationToken cancel)
    {
        try
        {
            await media.Probe.ProbeAsync(path, cancel: cancel);
            return true;
        }
        catch (DubbingException)
        {
            return false;
        }
    }
}
