using Dubbing.CommandLine;

namespace Dubbing.Field.Tests.Media;

/// <summary>The command line in this process: a start of the runtime and of the voices' library for each row would take longer than the work. There is one console, so no two at once.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneConsole
{
    public const string Name = "one console";

    static OneConsole()
    {
        if (Environment.GetEnvironmentVariable("DUBBING_VOICES") is null)
            Environment.SetEnvironmentVariable("DUBBING_VOICES", Path.Combine(Root(), "voices"));
    }

    /// <summary>Runs a command line, and keeps what it says.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error, before) = (new StringWriter(), new StringWriter(), (Console.Out, Console.Error));
        Console.SetOut(output);
        Console.SetError(TextWriter.Synchronized(error));
        try
        {
            return (await DubCommand.RunAsync(args), output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(before.Out);
            Console.SetError(before.Error);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dubbing.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No repository around the tests.");
        return folder.FullName;
    }
}
