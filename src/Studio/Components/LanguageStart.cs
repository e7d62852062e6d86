namespace Dubbing.Studio.Components;

/// <summary>What the lines of a new language begin with.</summary>
internal enum LanguageStart
{
    /// <summary>Nothing: the source stands beside them.</summary>
    Empty,

    /// <summary>The source's words, to be written over.</summary>
    Copy,

    /// <summary>A script, whose cues are matched to the lines.</summary>
    Script,
}
