using System.Resources;

namespace Dubbing.Script;

/// <summary>What this stage tells the user.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new("Dubbing.Script.Messages", typeof(Messages).Assembly);

    public static Message Empty(string file) => new(Texts, nameof(Empty), file);

    public static Message NotText(string file) => new(Texts, nameof(NotText), file);

    public static Message NoBlankLine() => new(Texts, nameof(NoBlankLine));

    public static Message NoText() => new(Texts, nameof(NoText));

    public static Message NoTime(string line) => new(Texts, nameof(NoTime), line);

    public static Message NumberAlone(string line) => new(Texts, nameof(NumberAlone), line);

    public static Message BadTime(string line) => new(Texts, nameof(BadTime), line);

    public static Message Negative(string line) => new(Texts, nameof(Negative), line);

    public static Message Reversed(string line) => new(Texts, nameof(Reversed), line);

    public static Message Backwards(int cue) => new(Texts, nameof(Backwards), cue);

    public static Message Overlap(int cue, int before) => new(Texts, nameof(Overlap), cue, before);
}
