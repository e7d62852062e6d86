namespace Dubbing.Script;

/// <summary>A way to write scripts. Each is one class, which tells whether a file is one of its own, reads and writes it; <c>ScriptFormats</c> lists them.</summary>
public abstract class ScriptFormat
{
    private protected ScriptFormat()
    {
    }

    /// <summary>One of each class that there is.</summary>
    internal static IReadOnlyList<ScriptFormat> Every { get; } =
    [
        .. typeof(ScriptFormat).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(ScriptFormat)) && !t.IsAbstract)
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (ScriptFormat)Activator.CreateInstance(t)!),
    ];

    /// <summary>What it is called, e.g. <c>SubRip</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The extensions of its files, with the point, in lower case; it is written with the first.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>The media type of its files.</summary>
    public virtual string ContentType => "text/plain; charset=utf-8";

    /// <summary>Whether it can be written.</summary>
    public virtual bool CanWrite => false;

    /// <summary>Whether its lines are captions: each has times.</summary>
    public virtual bool IsCaptions => false;

    /// <summary>Whether it is running text, which can be cut into lines in several ways (<see cref="TextSplit"/>).</summary>
    public virtual bool IsRunningText => false;

    /// <summary>Whether a line's markup of readings and pauses is written with it: such a file is the script itself, not what people read on the screen.</summary>
    public virtual bool KeepsMarkup => false;

    /// <summary>Whether office programs save it.</summary>
    internal virtual bool IsOffice => false;

    /// <summary>What a message offers: formats by the extensions that users know them by.</summary>
    /// <param name="office">Only those that office programs save.</param>
    internal static string Named(bool office = false) =>
        string.Join(", ", Every.Where(f => !office || f.IsOffice).Select(f => f.Extensions[0][1..].ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
