namespace Dubbing.Studio.Components;

/// <summary>Names the texts of the dictionary's screens (<c>DictionaryTexts.resx</c>).</summary>
public sealed class DictionaryTexts;
