namespace Dubbing.Readings.Japanese;

/// <summary>Splits Japanese text into words. Implementations are safe to share between threads.</summary>
public interface IMorphologicalAnalyser
{
    /// <summary>The words of a text in order. Spaces between words belong to none.</summary>
    /// <param name="text">Any string; spans of the words count its UTF-16 units.</param>
    /// <param name="cuts">Units at which a word has to end or begin, in ascending order; null for none.</param>
    IReadOnlyList<Morpheme> Analyse(string text, int[]? cuts = null);

    /// <summary>Every dictionary entry that is spelled exactly so; empty when there is none.</summary>
    IReadOnlyList<Morpheme> Entries(string spelling);
}

/// <summary>One word as the dictionary knows it.</summary>
/// <param name="Surface">As written.</param>
/// <param name="Start">First UTF-16 unit in the analysed text.</param>
/// <param name="Feature">
/// The dictionary's comma-separated fields: four of word class, conjugation type and form, dictionary form, reading, pronunciation,
/// accent/moras, accent connection rules. Words that the dictionary does not know have the first six or seven only.
/// </param>
/// <param name="IsKnown">Whether the dictionary has the word; false where its class was guessed from the characters.</param>
public sealed record Morpheme(string Surface, int Start, string Feature, bool IsKnown);
