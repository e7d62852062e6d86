using System.Globalization;
using System.Resources;

namespace Dubbing;

/// <summary>
/// A sentence for the user, kept as key and arguments so that it can be said in Korean, Japanese or English
/// when it is shown. Each stage has its own <c>Messages.resx</c> (with <c>.ko</c> and <c>.ja</c>) and makes its messages from it.
/// </summary>
/// <param name="texts">The stage's texts.</param>
/// <param name="key">The text's name in the resource file.</param>
/// <param name="arguments">What stands in its places {0}, {1} …; numbers are written in the reader's culture.</param>
public sealed class Message(ResourceManager texts, string key, params object[] arguments)
{
    /// <summary>Characters of an argument that are said: names and lines of the user's may be as long as a book, and the message is a sentence.</summary>
    private const int LongestArgument = 300;

    /// <summary>The text's name: stable, for tests and logs.</summary>
    public string Key { get; } = key;

    /// <summary>The base name of the stage's texts: with it and the key a stored message finds its text again.</summary>
    public string Source { get; } = texts.BaseName;

    /// <summary>What stands in the text's places.</summary>
    public IReadOnlyList<object> Arguments { get; } = arguments;

    /// <summary>The sentence in a language; in the current UI language when none is given.</summary>
    public string Text(CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentUICulture;
        var pattern = texts.GetString(Key, culture) ?? throw new MissingManifestResourceException($"No text named {Key}.");
        var said = Arguments.Select(a => a switch
        {
            Message inner => inner.Text(culture),
            string { Length: > LongestArgument } text => Shortened(text),
            _ => a,
        }).ToArray();
        return said.Length == 0 ? pattern : string.Format(culture, pattern, said);
    }

    private static string Shortened(string text)
    {
        var end = LongestArgument - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>The sentence in the current UI language.</summary>
    public override string ToString() => Text();
}

/// <summary>Whose fault an error is: what the command line's exit code tells.</summary>
public enum Fault
{
    /// <summary>The input (video, script, text, voice) can't be used.</summary>
    Input,

    /// <summary>Something failed on the way: ffmpeg is missing or was killed, the disk is full.</summary>
    Failure,

    /// <summary>What was asked for makes no sense; nothing was begun.</summary>
    Usage,
}

/// <summary>Something the user can mend: its message names the file, line or field and what to do.</summary>
/// <param name="userMessage">What to tell the user.</param>
/// <param name="inner">What caused it, for the log.</param>
public class DubbingException(Message userMessage, Exception? inner = null) : Exception(userMessage.Text(CultureInfo.InvariantCulture), inner)
{
    /// <summary>What to tell the user, in any language.</summary>
    public Message UserMessage { get; } = userMessage;

    /// <summary>Whose fault it is.</summary>
    public Fault Fault { get; init; } = Fault.Input;
}
