namespace Dubbing.Readings.Correction;

/// <summary>How a language writes words and readings: what dictionary and markup ask of it.</summary>
public interface IWordForms
{
    /// <summary>A text in the spelling in which the reader looks at it, so that a dictionary entry meets its word however either was typed.</summary>
    /// <param name="text">Any string.</param>
    string Fold(string text);

    /// <summary>Understands a reading as people write it.</summary>
    /// <param name="reading">Not empty.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>Its parts; null when something is wrong.</returns>
    IReadOnlyList<SaidPart>? ParseReading(string reading, out Message? problem);

    /// <summary>Places at which the pitch of a reading can fall: its moras; null in a language whose words have no accent.</summary>
    /// <param name="said">A part's reading.</param>
    int? AccentPlaces(string said);
}
