namespace Dubbing.Studio.Components;

/// <summary>Names the interface's texts (<c>Texts.resx</c>, <c>.ko</c>, <c>.ja</c>) for the localizer.</summary>
public sealed class Texts;
