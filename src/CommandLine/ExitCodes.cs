namespace Dubbing.CommandLine;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something failed on the way; standard error says what.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>The input (video, script, text, voice) can't be used; standard error names it.</summary>
    public const int BadInput = 3;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>Ended by a signal, whose number is added: what shells call it.</summary>
    public const int Signalled = 128;
}
