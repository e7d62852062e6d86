namespace Dubbing.Studio.Components;

/// <summary>What the dialog of times does.</summary>
public enum RetimeWay
{
    /// <summary>All earlier or later by the same.</summary>
    Shift,

    /// <summary>Stretched from the first line on.</summary>
    Scale,

    /// <summary>So that the first and the last begin where they are said to.</summary>
    Between,

    /// <summary>One after the other, as long as they are spoken.</summary>
    LayOut,
}
