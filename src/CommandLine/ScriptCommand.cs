using System.CommandLine;
using Dubbing.Export;
using Dubbing.Media;
using Dubbing.Script;

namespace Dubbing.CommandLine;

/// <summary><c>dub script</c>: scripts and subtitles, from one format to another.</summary>
internal static class ScriptCommand
{
    public static Command Create()
    {
        var command = new Command("script", "Convert scripts and subtitle files");
        command.Subcommands.Add(Convert());
        return command;
    }

    private static Command Convert()
    {
        var input = new Argument<FileInfo>("input") { Description = "Script (" + string.Join(", ", ScriptReader.Extensions) + "), or a video with a subtitle track" };
        var output = new Argument<FileInfo>("output") { Description = "File to write: " + string.Join(", ", ScriptWriter.Formats.Keys) };
        var split = new Option<TextSplit>("--split") { Description = "Where running text is cut into lines" };
        var names = new Option<bool>("--names") { Description = "“Name: text” names a speaker" };
        var language = new Option<string?>("--lang") { Description = "ko or ja, where a file has several languages" };
        var track = new Option<int>("--track") { Description = "Which subtitle track of a video, from 1", DefaultValueFactory = _ => 1 };
        var command = new Command("convert", "Read a script in any format and write it in another; problems go to standard error") { input, output, split, names, language, track };
        command.SetAction(async (r, cancel) =>
        {
            var (from, to) = (r.GetValue(input)!, r.GetValue(output)!);
            if (!from.Exists)
                throw new DubbingException(Messages.NoFile(from.Name));
            if (!ScriptWriter.Formats.TryGetValue(to.Extension, out var format))
                throw new DubbingException(Messages.UnknownScriptFormat(to.Name, string.Join(", ", ScriptWriter.Formats.Keys)));
            Language? wanted = r.GetValue(language) is { } code ? Engine.LanguageOf(code, []) : null;
            var (bytes, name) = await BytesAsync(from, r.GetValue(track), cancel);
            var document = ScriptReader.Read(bytes, name, new ScriptOptions(r.GetValue(split), r.GetValue(names), wanted));
            foreach (var problem in document.Problems)
                await Console.Error.WriteLineAsync((problem.Line > 0 ? Messages.ScriptLine(from.Name, problem.Line, problem.Message) : problem.Message).Text());
            await File.WriteAllBytesAsync(to.FullName, ScriptWriter.Write(document.Cues, format), cancel);
            Console.Out.WriteLine(Messages.Converted(document.Cues.Count, to.Name).Text());
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A script file as it is, or the subtitle track of a video.</summary>
    private static async Task<(byte[] Bytes, string Name)> BytesAsync(FileInfo file, int track, CancellationToken cancel)
    {
        if (ScriptReader.Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) || file.Length <= ScriptReader.MostBytes && !await IsVideoAsync(file, cancel))
            return (await File.ReadAllBytesAsync(file.FullName, cancel), file.Name);
        var tracks = await SubtitleTracks.ListAsync(file.FullName, cancel: cancel);
        if (track < 1 || track > tracks.Count)
            throw new DubbingException(Messages.NoSubtitleTrack(file.Name, track, tracks.Count));
        var (bytes, ending) = await SubtitleTracks.ReadAsync(file.FullName, tracks[track - 1], ScriptReader.MostBytes, cancel);
        return (bytes, Path.ChangeExtension(file.Name, ending));
    }

    private static async Task<bool> IsVideoAsync(FileInfo file, CancellationToken cancel)
    {
        try
        {
            await MediaProbe.ProbeAsync(file.FullName, cancel: cancel);
            return true;
        }
        catch (DubbingException)
        {
            return false;
        }
    }
}
