using System.CommandLine;
using Dubbing.CommandLine;
using Dubbing.Laboratory.Training;

namespace Dubbing.Laboratory;

/// <summary>What the training recipe in <c>voices/recipe</c> asks.</summary>
internal static class TrainingCommands
{
    public static Command Symbols()
    {
        var command = new Command("symbols", "Print the phoneme inventory as JSON (for voices/recipe)");
        command.SetAction(_ => TrainingFeatures.WriteInventory(Console.Out));
        return command;
    }

    public static Command Features()
    {
        var command = new Command("features", "Turn training labels (JSON lines on standard input) into model features (for voices/recipe)");
        command.SetAction(_ => TrainingFeatures.Convert(Console.In, Console.Out, Console.Error) ? ExitCodes.Done : ExitCodes.BadInput);
        return command;
    }
}
