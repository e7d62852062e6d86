using System.Text;
using Dubbing.CommandLine;

Console.OutputEncoding = new UTF8Encoding(false);
Console.InputEncoding = new UTF8Encoding(false);
return await DubCommand.RunAsync(args);
