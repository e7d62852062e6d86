namespace Dubbing.Studio.Dictionary;

/// <summary>Names the texts of the dictionary's screens (<c>DictionaryTexts.resx</c>).</summary>
public sealed class DictionaryTexts;
