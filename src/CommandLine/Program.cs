using Dubbing.CommandLine.Training;
Console.OutputEncoding = System.Text.Encoding.UTF8;
Console.InputEncoding = System.Text.Encoding.UTF8;
if (args[0] == "symbols") { TrainingFeatures.WriteInventory(Console.Out); return 0; }
return TrainingFeatures.Convert(Console.In, Console.Out, Console.Error) ? 0 : 1;
