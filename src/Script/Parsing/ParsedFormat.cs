namespace Dubbing.Script.Parsing;

/// <summary>How sure a format is that a file is one of its own.</summary>
internal enum Likelihood
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Its extension says so, its content does not.</summary>
    Named,

    /// <summary>It can be read so.</summary>
    Possible,

    /// <summary>It looks so.</summary>
    Likely,

    /// <summary>It says so itself.</summary>
    Certain,
}

/// <summary>A format whose files are text.</summary>
internal abstract class TextFormat : ScriptFormat
{
    /// <summary>How sure it is that a text is one of its own.</summary>
    public abstract Likelihood Detect(ScriptText text);

    /// <summary>Reads a text.</summary>
    public abstract void Read(ScriptText text, ScriptBuilder script);

    public override bool IsCaptions => true;

    /// <summary>Writes lines; all have times where they are captions.</summary>
    /// <exception cref="NotSupportedException">The format is only read.</exception>
    public virtual string Write(IReadOnlyList<Cue> cues) => throw new NotSupportedException($"{Name} is only read.");

    /// <summary>Whether the file begins with the byte order mark, by which spreadsheet programs know UTF-8.</summary>
    public virtual bool HasByteOrderMark => false;

    /// <summary>What the extension alone says.</summary>
    protected Likelihood ByName(ScriptText text) => Extensions.Contains(text.Extension) ? Likelihood.Named : Likelihood.None;
}

/// <summary>A format whose files are zip archives of XML parts (Office Open XML, OpenDocument and their kin).</summary>
internal abstract class PackageFormat : ScriptFormat
{
    /// <summary>Whether an archive is one of its own.</summary>
    public abstract bool Detect(Package package);

    internal override bool IsOffice => true;

    /// <summary>Reads an archive.</summary>
    public abstract void Read(Package package, ScriptBuilder script);
}
