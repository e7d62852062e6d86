namespace Dubbing.Readings.Correction;

/// <summary>Readings as people write them in markup and in the dictionary, as what is to be said.</summary>
internal static class SaidReading
{
    /// <summary>The longest reading, in UTF-16 units.</summary>
    public const int Longest = 200;

    /// <summary>Understands a reading.</summary>
    /// <param name="language">Hangul for Korean, kana for Japanese.</param>
    /// <param name="reading">As written.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>Its parts; null when something is wrong.</returns>
    public static IReadOnlyList<SaidPart>? Parse(Language language, string reading, out Message? problem)
    {
        problem = string.IsNullOrWhiteSpace(reading) ? Messages.ReadingMissing() : reading.Length > Longest ? Messages.ReadingTooLong(Longest) : null;
        if (problem is not null)
            return null;
        return Languages.Of<IWordForms>(language).ParseReading(reading, out problem);
    }
}
