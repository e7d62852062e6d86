namespace Dubbing.CommandLine;

/// <summary>What is typed on the command line is asked the same as what is typed in the studio.</summary>
internal static class Entrance
{
    /// <exception cref="DubbingException">The line is longer than a line may be, or has too many pause marks.</exception>
    public static void RequireLine(string text)
    {
        if ((Limits.Current.OfLine(text) ?? Limits.Current.OfPauses(text.AsSpan().Count('['))) is { } problem)
            throw new DubbingException(problem);
    }
}
