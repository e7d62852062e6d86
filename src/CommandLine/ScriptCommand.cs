using System.CommandLine;
using Dubbing.Media;
using Dubbing.Script;
using Dubbing.Script.Formats;

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
        var written = string.Join(", ", ScriptFormats.Written.SelectMany(f => f.Extensions).Distinct());
        var input = new Argument<FileInfo>("input") { Description = "Script (" + string.Join(", ", ScriptReader.Extensions) + "), or a video with a subtitle track" };
        var output = new Argument<FileInfo>("output") { Description = "File to write: " + written };
        var language = new Option<string?>("--lang") { Description = "ko or ja, where a file has several languages" };
        var reading = new ScriptInput();
        var command = new Command("convert", "Read a script in any format and write it in another; problems go to standard error") { input, output, language };
        reading.AddTo(command);
        command.SetAction(async (r, cancel) =>
        {
            var (from, to) = (r.GetValue(input)!, r.GetValue(output)!);
            var format = ScriptFormats.WrittenAs(to.Extension) ?? throw new DubbingException(Messages.UnknownScriptFormat(to.Name, written));
            OutputFile.Require(to.FullName, from.FullName);
            var document = await reading.Read(r, r.GetValue(language)).ReadAsync(from.FullName, cancel);
            foreach (var problem in ScriptSource.Told(document, from.Name))
                await Console.Error.WriteLineAsync(problem.Text());
            await TemporaryFiles.WholeAsync(to.FullName, part => File.WriteAllBytesAsync(part, ScriptWriter.Write(document.Cues, format), cancel));
            Console.Out.WriteLine(Messages.Converted(document.Cues.Count, to.Name).Text());
            return ExitCodes.Done;
        });
        return command;
    }
}
