using System.Buffers;
using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Dubbing.CommandLine;
using Dubbing.Media;
using Dubbing.Readings.Japanese;
using Messages = Dubbing.CommandLine.Messages;

namespace Dubbing.Laboratory.Measuring;

/// <summary><c>dub tokens</c> prints words as the <c>mecab</c> program does; <c>dub bench tokens</c> compares the two, words and speed.</summary>
internal static class TokensCommand
{
    private const int LinesAtATime = 128;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Text, a sentence a line" };
        var command = new Command("tokens", "Print the words of Japanese lines as the mecab program does") { file };
        command.SetAction(r =>
        {
            var analyser = JapaneseDictionary.Analyser();
            using var output = Console.OpenStandardOutput();
            foreach (var words in File.ReadLines(r.GetValue(file)!.FullName).Chunk(LinesAtATime).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(lines => Format(analyser, lines)))
                output.Write(words.Span);
        });
        return command;
    }

    public static Command Bench()
    {
        var file = new Argument<FileInfo>("file") { Description = "Text, a sentence a line" };
        var rounds = new Option<int>("--rounds") { Description = "How often the lines are repeated for the timing", DefaultValueFactory = _ => 20 };
        var command = new Command("tokens", "Our analyser against the mecab program with the same dictionary: equal words, and time of the whole program") { file, rounds };
        command.SetAction(async (r, cancel) =>
        {
            var lines = await File.ReadAllLinesAsync(r.GetValue(file)!.FullName, cancel);
            var folder = Directory.CreateTempSubdirectory("dub-bench-").FullName;
            try
            {
                var dictionary = Directory.CreateDirectory(Path.Combine(folder, "dic")).FullName;
                foreach (var part in Directory.GetFiles(JapaneseDictionary.Folder ?? throw new DubbingException(Messages.NoFile("sys.dic"))))
                    File.CreateSymbolicLink(Path.Combine(dictionary, Path.GetFileName(part)), part);
                await File.WriteAllTextAsync(Path.Combine(dictionary, "dicrc"), "cost-factor = 700\nbos-feature = BOS/EOS,*,*,*,*,*,*,*,*\n", cancel);
                var many = Path.Combine(folder, "many.txt");
                await File.WriteAllLinesAsync(many, Enumerable.Repeat(lines, r.GetValue(rounds)).SelectMany(l => l), cancel);
                var self = Environment.ProcessPath!;
                string[] us = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(TokensCommand).Assembly.Location, "tokens"] : ["tokens"];

                var theirs = await RunAsync("mecab", ["-d", dictionary, r.GetValue(file)!.FullName], cancel);
                var ours = await RunAsync(self, [.. us, r.GetValue(file)!.FullName], cancel);
                var (a, b) = (theirs.Output.Split("EOS\n"), ours.Output.Split("EOS\n"));
                var equal = a.Zip(b).Count(p => p.First == p.Second) - 1;
                var (mecab, dub) = (await RunAsync("mecab", ["-d", dictionary, many], cancel), await RunAsync(self, [.. us, many], cancel));
                Console.Out.WriteLine($"{equal} of {lines.Length} lines have the same words as mecab's");
                Console.Out.WriteLine($"{lines.Length * r.GetValue(rounds)} lines: mecab {mecab.Seconds:0.00} s, dub {dub.Seconds:0.00} s, ratio {dub.Seconds / mecab.Seconds:0.00}");
            }
            finally
            {
                Directory.Delete(folder, true);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static ReadOnlyMemory<byte> Format(IMorphologicalAnalyser analyser, string[] lines)
    {
        var text = new ArrayBufferWriter<byte>(1 << 18);
        foreach (var line in lines)
        {
            foreach (var word in analyser.Analyse(line))
            {
                Encoding.UTF8.GetBytes(word.Surface, text);
                text.Write("\t"u8);
                Encoding.UTF8.GetBytes(word.Feature, text);
                text.Write("\n"u8);
            }

            text.Write("EOS\n"u8);
        }

        return text.WrittenMemory;
    }

    private static async Task<(string Output, double Seconds)> RunAsync(string program, string[] arguments, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var output = "";
        await ChildProcess.RunAsync(new ChildCommand(program, CommandText.Of(arguments)) { Read = async s => output = await new StreamReader(s, Encoding.UTF8).ReadToEndAsync(cancel) }, cancel);
        return (output, clock.Elapsed.TotalSeconds);
    }
}
