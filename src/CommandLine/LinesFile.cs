using Dubbing.Script;

namespace Dubbing.CommandLine;

/// <summary>Files of lines (<c>--lines</c>), in any encoding that scripts come in.</summary>
internal static class LinesFile
{
    private static readonly string[] Texts = ["", ".txt", ".text", ".list", ".lst"];

    /// <summary>The rows of a text file, blank ones too: line n is row n.</summary>
    /// <exception cref="DubbingException">It is missing, too large or no text.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string path, CancellationToken cancel) =>
        ScriptReader.Rows(await InputFile.ReadAsync(path, nameof(Limits.ScriptBytes), cancel), path);

    /// <summary>The rows of a text file, or the lines of a script.</summary>
    /// <exception cref="DubbingException">It is missing, too large, or no script.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string path, ScriptSource source, CancellationToken cancel)
    {
        if (Texts.Contains(Path.GetExtension(path).ToLowerInvariant()) && source.Options is { Split: TextSplit.Rows, NamesBeforeColon: false })
            return await ReadAsync(path, cancel);
        var document = await source.ReadAsync(path, cancel);
        foreach (var problem in ScriptSource.Told(document, path))
            await Console.Error.WriteLineAsync(problem.Text());
        return [.. document.Cues.Select(c => c.Text)];
    }
}
