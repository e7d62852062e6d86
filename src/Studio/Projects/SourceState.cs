using Dubbing.Readings.Correction;

namespace Dubbing.Studio.Projects;

/// <summary>How a line of a further language stands to its source.</summary>
public enum SourceState
{
    /// <summary>It was written for what the source says, or accepted.</summary>
    Current,

    /// <summary>The source says something, and this line nothing, or still the same words.</summary>
    Untranslated,

    /// <summary>The source says something else since.</summary>
    Changed,
}

/// <summary>Compares lines with their sources.</summary>
public static class SourceStates
{
    /// <summary>How a sibling stands to its source. How a word is read is the source's own business: readings and pauses do not count.</summary>
    /// <param name="line">The line of a further language.</param>
    /// <param name="source">The line of the first language; null where it is not known.</param>
    /// <param name="first">The first language.</param>
    public static SourceState Of(ScriptLine line, ScriptLine? source, Language first)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (source is null || line.Language is not { } language)
            return SourceState.Current;
        var (said, now) = (Written(line.Text, language), Written(source.Text, first));
        if (now.Length > 0 && (said.Length == 0 || (line.SourceText is null && said == now)))
            return SourceState.Untranslated;
        if (said.Length == 0 && now.Length == 0)
            return SourceState.Current;
        return Written(line.SourceText ?? "", first) == now ? SourceState.Current : SourceState.Changed;
    }

    private static string Written(string text, Language language) => text.Length == 0 ? "" : string.Join(' ', MarkedText.Of(text, language).Written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
