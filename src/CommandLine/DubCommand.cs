using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Dubbing.CommandLine;

/// <summary>The root: what all commands share is here — language of messages, exit codes, Ctrl-C.</summary>
internal static class DubCommand
{
    private const string Description = """
        Dubbing: Korean and Japanese speech for videos, on your own machine.

        Exit codes: 0 done; 1 failed; 2 command line not understood; 3 input can't be used; 130 cancelled.
        """;

    private static readonly Option<string?> UiLanguage = new("--ui-language") { Description = "Language of messages: en, ko or ja (default: LC_ALL, LC_MESSAGES or LANG)", Recursive = true };

    /// <summary>Runs what is asked for.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="more">Commands beside the product's own.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, params IEnumerable<Command> more)
    {
        var root = new RootCommand(Description);
        root.Options.Add(UiLanguage);
        foreach (var command in (Command[])[RenderCommand.Create(), SpeakCommand.Create(), ReadCommand.Create(), VoicesCommand.Create(), ScriptCommand.Create(), DoctorCommand.Create(), .. more])
            root.Subcommands.Add(command);
        // What is wrong with the options is told in the language that they ask for.
        CultureInfo.CurrentUICulture = Culture(root.Parse(args).GetValue(UiLanguage));
        // Numbers of options are written as the help shows them: where commas part the fraction, 1.2 would be read as 12.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture;
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"dub {string.Concat(Names(parsed.CommandResult).Reverse().Select(n => n + " "))}--help");
            return ExitCodes.Usage;
        }

        _ = Limits.FromEnvironment(out var wrong);
        foreach (var problem in wrong)
            await Console.Error.WriteLineAsync(problem.Text());
        if (wrong.Count > 0)
            return ExitCodes.Usage;
        using var cancel = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            cancel.Cancel();
        };
        // Whoever ends it from outside (a container, a service, a closed terminal) finds nothing half done either.
        var ended = 0;
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ended);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ended);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancel.Token);
        }
        catch (OperationCanceledException)
        {
            return ended == 0 ? ExitCodes.Cancelled : ExitCodes.Signalled + ended;
        }
        catch (DubbingException e)
        {
            await Console.Error.WriteLineAsync(e.UserMessage.Text());
            return e.Fault switch
            {
                Fault.Failure => ExitCodes.Failed,
                Fault.Usage => ExitCodes.Usage,
                _ => ExitCodes.BadInput,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(DiskSpace.IsFull(e) ? Messages.DiskFull().Text() : e.Message);
            return ExitCodes.Failed;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One sentence for the user; a trace of the stack says nothing to anybody who cannot build this.
            await Console.Error.WriteLineAsync(Messages.Unexpected($"{e.GetType().Name}: {e.Message}").Text());
            return ExitCodes.Failed;
        }

        void Ended(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended = signal.Signal == PosixSignal.SIGTERM ? 15 : 1;
            cancel.Cancel();
        }
    }

    /// <summary>The names of a command and of those it belongs to, without the program's.</summary>
    private static IEnumerable<string> Names(CommandResult command)
    {
        for (SymbolResult? at = command; at is CommandResult { Command: not RootCommand } named; at = at.Parent)
            yield return named.Command.Name;
    }

    private static readonly string[] Locale = ["LC_ALL", "LC_MESSAGES", "LANG"];

    private static CultureInfo Culture(string? asked)
    {
        var name = asked ?? Locale.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "en";
        try
        {
            return CultureInfo.GetCultureInfo(LanguageCodes.TryParse(name.Length >= 2 ? name[..2] : name, out var language) ? language.Code() : "en");
        }
        catch (CultureNotFoundException)
        {
            // Small images switch .NET's cultures off (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT).
            return CultureInfo.InvariantCulture;
        }
    }
}
