using System.Text;
using Dubbing.CommandLine;
using Dubbing.Laboratory;
using Dubbing.Laboratory.Measuring;

// The product's commands and those that measure it and train its voices: they are no part of what is shipped.
Console.OutputEncoding = new UTF8Encoding(false);
Console.InputEncoding = new UTF8Encoding(false);
return await DubCommand.RunAsync(args, [BenchCommand.Create(), TrainingCommands.Symbols(), TrainingCommands.Features(), AccuracyCommand.Create(), TokensCommand.Create()]);
